"""How long opening the doorlichting takes from its XForm, against lxml reading the same bytes.

Reading the XML is the raw limit: no engine can be ready before it has read the form.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from uuid import uuid4

from lxml import etree
from table import show

from inspectiebezoek.form.loading import from_xform, load_form
from inspectiebezoek.paths import shared
from inspectiebezoek.visit.header import Header
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.planning import plan_visit

TIMES = int(sys.argv[1]) if len(sys.argv) > 1 else 30


def now() -> datetime:
    return datetime.now().astimezone()


def main() -> None:
    from answer_to_disk import store_in

    form = load_form(shared("forms", "doorlichting-pi.md"))
    limit = f"lxml reads the {len(form.xform) // 1000} kB XForm"
    with TemporaryDirectory() as place:
        store = store_in(Path(place))
        planned = plan_visit(store, form, Header(title="bench"), clock=now, uuid=uuid4)
        for node in list(planned.instance.walk()):
            if node.definition.control == "select1" and node.relevant and node.choices:
                planned.answer(node.ref, node.choices[0].value)
        acts: dict[str, Callable[[], object]] = {
            limit: lambda: etree.fromstring(form.xform),
            "the checklist is read and compiled": lambda: from_xform(form.xform, form.media),
            "a new form is shown (defaults reckoned)": lambda: form.new_instance(now, uuid4),
            f"a visit of {len(store.entries(planned.log))} changes is replayed": lambda: OpenVisit(
                planned.log, form, store, clock=now, uuid=uuid4
            ),
        }
        times: dict[str, list[float]] = {name: [] for name in acts}
        for _ in range(TIMES):
            for name, act in acts.items():
                start = perf_counter()
                act()
                times[name].append(perf_counter() - start)
        store.close()
    show(f"Opening the PI checklist, {TIMES} times", list(times.items()), limit)


if __name__ == "__main__":
    main()
