"""Promises about records beside the form: born with a label, changed part by part, taken out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.visit import finishing, header, judgments
from inspectiebezoek.visit.joining import join
from inspectiebezoek.visit.kinds import KINDS, Evidence, Finding, Note, Recommendation
from inspectiebezoek.visit.open_visit import OpenVisit
from inspectiebezoek.visit.readiness import gaps, progress, questions
from inspectiebezoek.visit.records import Table, parts
from inspectiebezoek.visit.typed_records import with_source
from tests.support.laptop import Laptop
from tests.support.visits import AANTAL, BELEID, GEHEIM, UITLEG, Pair, open_on


def test_a_finding_is_made_changed_and_taken_out(laptop: Laptop, visit: OpenVisit) -> None:
    uuid = visit.add(Finding, title="Koud", nature="risico", questions=["A1"])
    [finding] = visit.all(Finding)
    assert (finding.id, finding.label, finding.title) == (uuid, "B-A01", "Koud")
    assert finding.questions == ("A1",)
    assert finding.by == "insp-a" and finding.at.endswith("+01:00")
    assert finding.source_kinds == frozenset()

    count = len(laptop.entries(visit.log))
    visit.change(Finding, uuid, title="Te koud", observed="18 graden", nature="risico")
    assert len(laptop.entries(visit.log)) == count + 2  # what did not change is not written
    [finding] = open_on(laptop, visit.log).all(Finding)
    assert (finding.title, finding.nature) == ("Te koud", "risico")
    assert finding.source_kinds == {"observatie"}

    visit.remove(Finding, uuid)
    assert visit.all(Finding) == ()
    assert open_on(laptop, visit.log).all(Finding) == ()


def test_two_findings_made_one_keep_what_both_are_counted_by(
    laptop: Laptop, visit: OpenVisit
) -> None:
    party: Table = {"object": "pi-a", "share": "60"}
    first = visit.add(Finding, title="Leeg", norms=["N1"], severity="2", parties=[party])
    again = {"log": visit.log, "entity": f"finding:{first}/", "at": ""}
    coded = {"norms": ["N1", "N2"], "severity": "4", "extent": "patroon", "causes": ["rooster"]}
    visit.add(Finding, title="Nachtdienst", **coded, parties=[party], repeat_of=again)
    join(visit, *visit.all(Finding))

    [one] = open_on(laptop, visit.log).all(Finding)
    assert (one.norms, one.causes, one.parties) == (("N1", "N2"), ("rooster",), (party,))
    assert (one.severity, one.extent, one.repeat_of) == ("2", "patroon", again)


def test_a_label_is_never_given_twice(visit: OpenVisit) -> None:
    first, second = visit.add(Note, text="een"), visit.add(Note, text="twee")
    visit.remove(Note, second)
    visit.add(Note, text="drie")
    visit.remove(Note, first)
    visit.add(Note, text="vier")

    assert [note.label for note in visit.all(Note)] == ["N-A03", "N-A04"]


def test_a_label_can_be_given(visit: OpenVisit) -> None:
    visit.add(Note, label="N-A07", text="overgetypt")
    visit.add(Note, label="vrij", text="ook")
    visit.add(Note, text="volgende")

    assert [note.label for note in visit.all(Note)] == ["N-A07", "vrij", "N-A08"]


def test_what_is_not_there_is_named(visit: OpenVisit) -> None:
    uuid = visit.add(Finding, title="x")
    visit.remove(Finding, uuid)

    for act in (
        lambda: visit.change(Finding, uuid, title="y"),
        lambda: visit.change(Finding, "nooit", title="y"),
        lambda: visit.remove(Finding, uuid),
    ):
        with pytest.raises(InspectionError) as refused:
            act()
        assert refused.value.code is Code.ENTITY_UNKNOWN

    note = visit.add(Note, text="x")
    with pytest.raises(InspectionError) as refused:
        visit.change(Note, note, smaak="y")
    assert refused.value.code is Code.FIELD_UNKNOWN
    with pytest.raises(TypeError):
        visit.add(Note, smaak="y")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_kind_of_record_comes_back_as_it_was_made(
    laptop: Laptop, visit: OpenVisit, kind: type[Finding]
) -> None:
    visit.add(kind)
    [made] = open_on(laptop, visit.log).all(kind)

    assert made.label == f"{kind.letter}-A01"
    assert all(hasattr(made, name) for name in parts(kind))


def test_evidence_names_its_files_and_the_office_must_get_them(
    laptop: Laptop, visit: OpenVisit
) -> None:
    original, size = laptop.evidence.keep([b"origineel"])
    small, small_size = laptop.evidence.keep([b"klein"])

    visit.attach(
        sort="foto",
        name="cel.jpg",
        original=original,
        original_size=size,
        derivative=small,
        derivative_size=small_size,
    )

    [piece] = visit.all(Evidence)
    assert (piece.label, piece.original, piece.original_size) == ("E-A01", original, 9)
    assert {(original, 9), (small, 5)} <= set(laptop.office.files(visit.log))
    cited = {blob for entry in laptop.entries(visit.log) for blob in entry.change.blobs}
    assert {original, small} <= cited


def test_evidence_that_is_not_written_is_not_waited_for(
    laptop: Laptop, visit: OpenVisit, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = laptop.office.files(visit.log)
    with laptop._database.transaction() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")

    with pytest.raises(InspectionError) as refused:
        visit.attach(
            caption="x" * 400_000,
            original="e" * 64,
            original_size=1,
            derivative="",
            derivative_size=0,
        )

    assert refused.value.code is Code.DISK_FULL
    assert laptop.office.files(visit.log) == before
    assert visit.all(Evidence) == ()


def test_the_header_is_written_part_by_part(laptop: Laptop, visit: OpenVisit) -> None:
    count = len(laptop.entries(visit.log))
    visit.set_header(replace(visit.header, title="Anders", goals=("veiligheid",), practice=True))

    assert len(laptop.entries(visit.log)) == count + 3
    again = open_on(laptop, visit.log).header
    assert (again.title, again.goals, again.practice) == ("Anders", ("veiligheid",), True)
    visit.set_header(visit.header)
    assert len(laptop.entries(visit.log)) == count + 3


def test_a_judgment_is_given_with_its_motive(laptop: Laptop, visit: OpenVisit) -> None:
    judgments.judge(visit, "1.1", "ja", "Alles in orde.")

    [places] = judgments.judgment_places(visit.form)
    assert places.criterion == "1.1" and set(places.refs) == {"judgment", "motive"}
    assert visit.instance.node(places.refs["judgment"]).value == "ja"
    assert visit.instance.node(places.refs["motive"]).value == "Alles in orde."
    for criterion, judgment, code in (
        ("9.9", "ja", Code.FORM_UNKNOWN_NODE),
        ("1.1", "prima", Code.FORM_VALUE_REFUSED),
    ):
        with pytest.raises(InspectionError) as refused:
            judgments.judge(visit, criterion, judgment, "x")
        assert refused.value.code is code


def test_progress_counts_what_is_asked_now(visit: OpenVisit) -> None:
    part = visit.instance.node("/data/deel")
    before = progress(visit, part)
    visit.answer(BELEID, "nee")
    visit.answer(AANTAL, "60")
    visit.flag(UITLEG, True)

    after = progress(visit, part)

    assert GEHEIM in {node.ref for node in questions(part)}
    assert after.total == before.total + 1
    assert (before.answered, after.answered) == (0, 2)
    assert after.attention == 2  # a broken rule and a mark


def test_a_visit_is_finished_when_nothing_is_missing(laptop: Laptop, visit: OpenVisit) -> None:
    assert visit.header.state == header.PLANNED
    visit.answer(AANTAL, "60")
    visit.typing(UITLEG, "bezig")
    missing = finishing.finish(visit)
    assert {gap.kind for gap in missing} == {"required", "constraint", "draft"}
    assert visit.header.state == header.IN_PROGRESS

    visit.answer(BELEID, "ja")
    visit.answer(AANTAL, "2")
    visit.answer(UITLEG, "klaar")
    assert gaps(visit) == ()
    assert finishing.finish(visit) == ()
    assert visit.header.state == header.FINISHED
    assert visit.state.value(finishing.done_field("d-A")) is True

    finishing.reopen(visit, "nagekomen stuk")
    assert visit.header.state == header.IN_PROGRESS
    assert open_on(laptop, visit.log).state.value(finishing.REASON) == "nagekomen stuk"
    assert visit.all(Recommendation) == ()


def test_words_typed_while_a_colleague_changed_the_rows_do_not_land_in_another_row() -> None:
    hers: Table = {"role": "arts", "text": "Van een collega."}
    mine: Table = {"role": "bewaarder", "text": "Zo was het."}

    moved = with_source([hers, mine], "heard", 0, "bewaarder", "Zo is het.", was="Zo was het.")
    new = with_source([hers], "heard", 0, "bewaarder", "Nieuw.", was="")

    assert moved == [hers, {"role": "bewaarder", "text": "Zo is het."}]
    assert new == [hers, {"role": "bewaarder", "text": "Nieuw."}]


def test_a_piece_of_evidence_serves_many_questions_and_findings(pair: Pair) -> None:
    original, size = pair.laptops[0].evidence.keep([b"een foto van de gang"])
    files = {"original": original, "original_size": size, "derivative": "", "derivative_size": 0}
    pair.a.attach(sort="foto", questions=["A1", "A2", "A3"], **files)
    [piece] = pair.a.all(Evidence)
    for title in ("Afval", "Licht stuk"):
        pair.a.add(Finding, title=title, evidence=[piece.label])
    pair.meet()

    assert [each.questions for each in pair.b.all(Evidence)] == [("A1", "A2", "A3")]
    assert [each.evidence for each in pair.b.all(Finding)] == [(piece.label,)] * 2
    assert pair.laptops[1].evidence.content(original) == b"een foto van de gang"
