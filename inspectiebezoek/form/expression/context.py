"""What an expression sees while it runs: the node it stands on and the world around it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from uuid import UUID

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.expression.convert import XNode

MAX_STEPS = 2_500_000
# The longest text of one answer or calculation, in signs.
MAX_TEXT = 1_000_000


class Environment:
    """The world of one live form: clock, choice data, texts, and a budget of steps."""

    __slots__ = (
        "budget",
        "choice_label",
        "document",
        "instances",
        "itext",
        "language",
        "now",
        "place",
        "random",
        "uuid",
        "zone",
    )

    def __init__(
        self,
        document: XNode,
        instances: Mapping[str, XNode],
        now: Callable[[], datetime],
        uuid: Callable[[], UUID],
    ) -> None:
        moment = now()
        if moment.tzinfo is None:
            raise ValueError("the clock of a form must give aware moments")
        self.document = document
        self.instances = instances
        self.now = now
        self.uuid = uuid
        self.zone: tzinfo = moment.tzinfo
        self.random = random.Random(uuid().int)  # noqa: S311 - random() of ODK is no secret
        self.itext: Callable[[XNode, str], str] = lambda node, text_id: text_id  # noqa: ARG005
        self.choice_label: Callable[[XNode, str], str] = lambda node, value: value  # noqa: ARG005
        self.place: Callable[[], str] = str
        self.language = ""
        self.budget = MAX_STEPS

    def spend(self, steps: int) -> None:
        """Take steps from the budget.

        Raises:
            InspectionError: FORM_TOO_COMPLEX when one evaluation visits too many nodes.
        """
        self.budget -= steps
        if self.budget < 0:
            raise InspectionError(Code.FORM_TOO_COMPLEX, limit=MAX_STEPS)


class Context:
    """Where an expression stands: its node, its place in a predicate, and `current()`."""

    __slots__ = ("env", "node", "origin", "position", "size")

    def __init__(
        self, env: Environment, node: XNode, origin: XNode, position: int = 1, size: int = 1
    ) -> None:
        self.env = env
        self.node = node
        self.origin = origin
        self.position = position
        self.size = size
