"""Promises about the log on disk: only ever added to, and a rollback does not pass unseen."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.log.change import Entry, Proposal
from inspectiebezoek.log.state import State
from inspectiebezoek.store.database import Database
from inspectiebezoek.store.device import Device
from inspectiebezoek.store.local import SEAL_EVERY, Store
from inspectiebezoek.store.office_view import START, Position
from tests.support.forms import NOON
from tests.support.laptop import KEY, LOG, Laptop, meet

PAGE = 4096


def raw(laptop: Laptop, statement: str) -> None:
    """What a person with the key, but without our program, might try."""
    with laptop._database.transaction() as connection:
        connection.exec_driver_sql(statement)


@pytest.fixture
def laptop(tmp_path: Path) -> Laptop:
    laptop = Laptop(tmp_path / "a")
    for number in range(3):
        laptop.write(f"answer:/data/v{number}", f"antwoord {number}")
    laptop.seal(LOG)
    return laptop


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM change WHERE dseq = 2",
        "DELETE FROM change",
        "UPDATE change SET data = x'00' WHERE dseq = 2",
        "UPDATE change SET device = 'd-x' WHERE dseq = 2",
        "UPDATE change SET seq = 99 WHERE dseq = 2",
        "UPDATE change SET value = x'22' WHERE dseq = 2",
        "UPDATE change SET salt = NULL WHERE dseq = 2",
        "INSERT OR REPLACE INTO change SELECT * FROM change WHERE dseq = 2",
        "REPLACE INTO change (seq, id, log, device, dseq, data)"
        " SELECT seq, 'other', log, device, dseq, data FROM change WHERE dseq = 2",
        "REPLACE INTO change (id, log, device, dseq, data)"
        " SELECT id, log, device, dseq, x'00' FROM change WHERE dseq = 2",
        "DELETE FROM seal",
        "UPDATE seal SET signature = x'00'",
    ],
)
def test_a_change_is_never_deleted_altered_or_replaced(laptop: Laptop, statement: str) -> None:
    before = laptop.entries(LOG), laptop.seals(LOG)

    with pytest.raises(DBAPIError, match=r"never|only ever"):
        raw(laptop, statement)

    assert (laptop.entries(LOG), laptop.seals(LOG)) == before
    assert laptop.check(LOG) == ()
    laptop.write("answer:/data/v9", "gaat verder")
    laptop.close()


def test_a_value_that_went_without_agreement_breaks_no_chain_and_is_told(laptop: Laptop) -> None:
    raw(laptop, "UPDATE change SET salt = NULL, value = NULL WHERE dseq = 2")

    assert [entry.expunged for entry in laptop.entries(LOG)] == [False, True, False]
    assert [(fault.kind, fault.dseq) for fault in laptop.check(LOG)] == [("erased", 2)]
    laptop.close()


def test_a_fact_is_written_whole_or_not_at_all(laptop: Laptop) -> None:
    laptop.keep_draft(LOG, "answer:/data/v1", "half", now=laptop.clock())

    with pytest.raises(TypeError):
        laptop.append(
            LOG,
            [Proposal("answer:/data/v1", "heel"), Proposal("answer:/data/v2", 20.5)],  # type: ignore[arg-type]
            now=laptop.clock(),
            drafts=["answer:/data/v1"],
            files=[("f" * 64, 3)],
        )

    assert len(laptop.entries(LOG)) == 3
    assert laptop.drafts(LOG) == {"answer:/data/v1": "half"}
    assert laptop.office.files(LOG) == ()
    laptop.close()


def test_files_and_drafts_go_with_the_change(laptop: Laptop) -> None:
    laptop.keep_draft(LOG, "answer:/data/v1", "half", now=laptop.clock())
    laptop.keep_draft(LOG, "answer:/data/v2", "ook", now=laptop.clock())
    laptop.keep_draft(LOG, "answer:/data/v2", "ook dit", now=laptop.clock())
    assert laptop.drafts(LOG)["answer:/data/v2"] == "ook dit"

    laptop.append(
        LOG,
        [Proposal("answer:/data/v1", "heel")],
        now=laptop.clock(),
        drafts=["answer:/data/v1"],
        files=[("f" * 64, 3)],
    )
    assert laptop.drafts(LOG) == {"answer:/data/v2": "ook dit"}
    assert laptop.office.files(LOG) == (("f" * 64, 3),)

    laptop.drop_draft(LOG, "answer:/data/v2")
    assert laptop.drafts(LOG) == {}
    laptop.close()


def test_a_later_part_of_a_fact_builds_on_an_earlier_one(laptop: Laptop) -> None:
    first, second = laptop.append(
        LOG,
        [Proposal("answer:/data/x", "1"), Proposal("answer:/data/x", "2", upon=(0,))],
        now=laptop.clock(),
    )

    assert second.change.parents == (first.id,)
    assert State(laptop.entries(LOG)).conflicts() == ()
    laptop.close()


def test_every_change_knows_who_when_where_and_after_what(laptop: Laptop) -> None:
    first, second, _ = (entry.change for entry in laptop.entries(LOG))

    assert (second.by, second.device, second.dseq) == ("insp-a", "d-A", 2)
    assert second.prev == laptop.entries(LOG)[0].id
    assert second.hlc > first.hlc
    assert second.at.endswith("+01:00")
    assert laptop.logs("visit") == (LOG,)
    assert laptop.logs("signal") == ()
    laptop.close()


def test_the_same_answer_twice_has_another_hash(laptop: Laptop) -> None:
    # Else a known answer such as "ja" could be read from its hash after it was erased.
    one = laptop.write("answer:/data/x", "ja")
    other = laptop.write("answer:/data/x", "ja")

    assert one.change.value != other.change.value
    laptop.close()


def test_a_long_chain_is_signed_as_it_grows(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path)
    many = [Proposal(f"answer:/data/v{n}", "x") for n in range(SEAL_EVERY + 1)]
    laptop.append(LOG, many, now=laptop.clock())

    assert [seal.dseq for seal in laptop.seals(LOG)] == [SEAL_EVERY]
    assert laptop.check(LOG) == ()
    laptop.close()


def test_a_laptop_that_nobody_introduced_writes_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path, KEY)
    with pytest.raises(InspectionError) as refused:
        store.append(LOG, [Proposal("answer:/data/x", "1")], now=NOON)

    assert refused.value.code is Code.NOT_ENROLLED
    assert store.entries(LOG) == ()
    store.close()


# rolled back


def test_an_old_page_pasted_back_is_noticed_by_the_chain(tmp_path: Path) -> None:
    """SQLCipher checks each page for itself, so a page of last week passes; the chain does not."""
    folder = tmp_path / "a"
    grow(folder, 40)
    old = (folder / "store.db").read_bytes()
    grow(folder, 40)
    new = (folder / "store.db").read_bytes()
    unseen = []

    changed = [
        number
        for number in range(1, len(old) // PAGE)
        if old[number * PAGE : (number + 1) * PAGE] != new[number * PAGE : (number + 1) * PAGE]
    ]
    for number in changed:
        pasted = bytearray(new)
        pasted[number * PAGE : (number + 1) * PAGE] = old[number * PAGE : (number + 1) * PAGE]
        (folder / "store.db").write_bytes(pasted)
        if not is_noticed(folder):
            unseen.append(number)
        (folder / "store.db").write_bytes(new)
        (folder / "store.db-wal").unlink(missing_ok=True)

    assert changed
    # What may pass: the single facts (last clock), of which the log itself knows better.
    assert len(unseen) <= 1


def grow(folder: Path, count: int) -> None:
    laptop = Laptop(folder)
    for number in range(count):
        laptop.append(LOG, [Proposal(f"answer:/data/v{number}", "y" * 150)], now=laptop.clock())
    laptop.seal(LOG)
    laptop.close()


def is_noticed(folder: Path) -> bool:
    try:
        laptop = Laptop(folder)
    except InspectionError:
        return True
    try:
        return bool(laptop.check(LOG))
    except InspectionError:
        return True
    finally:
        laptop.close()


def test_an_old_copy_of_the_whole_file_is_whole_in_itself_and_told_by_the_office(
    tmp_path: Path,
) -> None:
    """Nothing on the laptop itself can know; the verified log at the office is further on."""
    a, b = Laptop(tmp_path / "a"), Laptop(tmp_path / "b", "B")
    a.write("answer:/data/x", "voor")
    a.close()
    shutil.copytree(tmp_path / "a", tmp_path / "copy")
    a = Laptop(tmp_path / "a")
    a.write("answer:/data/x", "na")
    meet([a, b])
    a.close()

    restored = Laptop(tmp_path / "copy")
    assert restored.check(LOG) == ()
    assert len(restored.entries(LOG)) == 1

    # It writes on, unaware; then the office's changes come in and the fork shows.
    restored.write("answer:/data/x", "anders")
    meet([restored, b])
    assert "fork" in {fault.kind for fault in restored.check(LOG)}
    values = {head.value for head in State(restored.entries(LOG)).heads("answer:/data/x")}
    assert values == {"na", "anders"}
    restored.close()
    b.close()


# colleagues


def test_what_a_colleague_wrote_is_taken_in_once_and_in_whole(tmp_path: Path) -> None:
    a, b = Laptop(tmp_path / "a"), Laptop(tmp_path / "b", "B")
    a.write("answer:/data/x", "ja")
    b.write("answer:/data/x", "nee")
    assert a.office.counts(LOG).received == 0

    meet([a, b])
    meet([a, b])

    assert {entry.id for entry in a.entries(LOG)} == {entry.id for entry in b.entries(LOG)}
    assert len(a.entries(LOG)) == 2
    assert a.check(LOG) == b.check(LOG) == ()
    assert [each.field for each in State(a.entries(LOG)).conflicts()] == ["answer:/data/x"]
    assert a.office.counts(LOG).items == a.office.counts(LOG).received == 2
    assert a.office.position(LOG).vseq == 2
    a.close()
    b.close()


def test_the_files_of_a_colleague_are_waited_for_from_the_same_moment(tmp_path: Path) -> None:
    a, b = Laptop(tmp_path / "a"), Laptop(tmp_path / "b", "B")
    a.append(LOG, [Proposal("evidence:1/", {}, blobs=("e" * 64,))], now=a.clock())

    meet([a, b])

    assert b.office.files(LOG, received=False) == (("e" * 64, 0),)
    a.close()
    b.close()


def test_the_books_about_the_office_add_up(laptop: Laptop) -> None:
    first, second, third = laptop.entries(LOG)
    laptop.note_files(LOG, [("e" * 64, 5), ("f" * 64, 6)])
    laptop.office.take_in(LOG, [(1, first)], [], Position(1, b"r" * 32))
    laptop.office.mark_refused(third.id, "person")
    laptop.office.confirm_file(LOG, "e" * 64)

    counts = laptop.office.counts(LOG)
    assert (counts.items, counts.received, counts.refused) == (5, 2, 1)
    assert laptop.office.waiting(LOG) == (second, third), "what was set apart is offered again"
    assert laptop.office.files(LOG, received=False) == (("f" * 64, 6),)
    assert laptop.office.files(LOG, received=True) == (("e" * 64, 5),)

    laptop.office.forget(LOG)
    assert laptop.office.position(LOG) == START
    assert laptop.office.counts(LOG).received == 0
    assert laptop.office.waiting(LOG) == (first, second, third)
    laptop.close()


def test_a_stretch_of_the_office_that_fails_halfway_leaves_nothing(laptop: Laptop) -> None:
    before = laptop.entries(LOG)
    colleague = Entry(before[0].data.replace(b'"d-A"', b'"d-B"'), None, None)

    with pytest.raises(DBAPIError):
        laptop.office.take_in(
            LOG,
            [(1, colleague)],
            [],
            Position(1, None),  # type: ignore[arg-type]
        )

    assert laptop.entries(LOG) == before
    assert laptop.office.position(LOG) == START
    laptop.close()


def test_the_identity_reads_back_and_never_shows_its_secrets(laptop: Laptop) -> None:
    device = laptop.device()
    named = Device(device.id, "insp-a", "Naam", "A", device.private_key, "https://x", "geheim")
    laptop.introduce(named)

    assert laptop.device() == named
    assert "geheim" not in repr(named)
    assert device.private_key.hex() not in repr(named)
    laptop.close()


def test_a_failed_fact_leaves_the_database_ready_for_the_next(tmp_path: Path) -> None:
    database = Database(tmp_path / "x.db", KEY)
    with pytest.raises(ZeroDivisionError), database.transaction() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")
        raise ZeroDivisionError

    with database.transaction() as connection:
        assert (
            connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name='t'").all() == []
        )
    database.close()


def test_what_i_write_after_taking_in_a_colleague_is_shown_as_later(tmp_path: Path) -> None:
    mine, ahead = Laptop(tmp_path / "a"), Laptop(tmp_path / "b", "B")
    ahead.clock.now += timedelta(hours=2)
    theirs = ahead.write("answer:/data/v", "hun antwoord")
    meet([mine, ahead])

    assert mine.write("answer:/data/v", "mijn antwoord").change.hlc > theirs.change.hlc
    for laptop in (mine, ahead):
        laptop.close()
