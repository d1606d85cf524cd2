"""A laptop that gets a newer release keeps all that it had, and a copy of how it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.store import migrations, schema
from inspectiebezoek.store.local import Store
from inspectiebezoek.visit.kinds import Finding

RELEASES = Path(__file__).parent / "releases"
KEY = bytes(32)


def laptop(tmp_path: Path, release: str) -> Path:
    """A laptop on which that release was used; the files are as it wrote them."""
    return shutil.copytree(RELEASES / release, tmp_path / "laptop")


def test_there_is_a_real_database_of_every_release_before_this_one() -> None:
    kept = {each.name for each in RELEASES.iterdir()}
    assert kept == {f"v{version}" for version in range(1, schema.VERSION)}


@pytest.mark.parametrize("release", [f"v{version}" for version in range(1, schema.VERSION)])
def test_everything_of_an_earlier_release_is_there(tmp_path: Path, release: str) -> None:
    folder = laptop(tmp_path, release)
    store = Store(folder, KEY)
    place = Workplace(store)
    (line,) = place.visits()
    visit = place.open(line.id)
    assert line.header.title == f"Bezoek van versie {release[1:]}"
    assert visit.instance.node("/data/naam").value == "een medewerker"
    assert [each.title for each in visit.all(Finding)] == ["Afval in de cel"]
    visit.answer("/data/naam", "iemand anders")
    assert store.pragma("user_version") == str(schema.VERSION)
    store.close()


def test_the_database_of_before_stays_and_is_whole(tmp_path: Path) -> None:
    folder = laptop(tmp_path, "v1")
    before = (folder / "store.db").read_bytes()
    Store(folder, KEY).close()
    assert (folder / "store.db.v1").read_bytes() == before
    Store(folder, KEY).close()
    assert (folder / "store.db.v1").read_bytes() == before


def test_a_disk_without_room_for_the_copy_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = laptop(tmp_path, "v1")
    before = (folder / "store.db").read_bytes()

    def full(*_files: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(migrations.shutil, "copyfileobj", full)
        with pytest.raises(InspectionError) as caught:
            Store(folder, KEY)
    assert caught.value.code is Code.DISK_FULL
    assert (folder / "store.db").read_bytes() == before
    assert sorted(each.name for each in folder.iterdir()) == ["evidence", "store.db"]
    Store(folder, KEY).close()


def test_an_upgrade_that_stops_half_way_is_taken_up_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = laptop(tmp_path, "v1")
    with monkeypatch.context() as patched:
        patched.setattr(schema, "SUMMARY_TRIGGERS", (*schema.SUMMARY_TRIGGERS, "CREATE NONSENSE"))
        with pytest.raises(Exception, match="NONSENSE"):
            Store(folder, KEY)
    store = Store(folder, KEY)
    assert len(Workplace(store).visits()) == 1
    store.close()
