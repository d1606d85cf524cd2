"""The EU's own validator agrees with ours about the level and the validity of each signature."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inspectiebezoek.report.content import Signer
from inspectiebezoek.report.outside import Web
from inspectiebezoek.report.sign import Signing, sign
from inspectiebezoek.report.signer_key import open_key
from inspectiebezoek.report.upgrade import Upgrading, upgrade
from inspectiebezoek.report.verify import verify
from tests.report.eu_validator import classpath, opinions
from tests.support.authority import LocalAuthority, local_authority
from tests.support.reports import CAPACITY, PASSPHRASE, PLACE, made


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[LocalAuthority]:
    """At the real time: the EU's validator takes no other."""
    classpath()
    folder = tmp_path / "authority"
    folder.mkdir()
    with local_authority(folder, datetime.now(UTC).replace(microsecond=0)) as found:
        yield found


@pytest.mark.validator
def test_the_validators_agree(authority: LocalAuthority, tmp_path: Path) -> None:
    now = authority.now
    keys = [open_key(authority.key_file(who, PASSPHRASE), PASSPHRASE) for who in ("vera", "sam")]
    basic = made(tuple(Signer(each.name, CAPACITY, PLACE, each.fingerprint) for each in keys))
    for key in keys:
        basic = sign(basic, key, Signing(CAPACITY, PLACE, now - timedelta(minutes=2)))
    lasting = upgrade(basic, Upgrading(authority.stamps, (authority.root,), Web()), now=now)
    at = len(basic) // 3
    altered = lasting[:at] + bytes([lasting[at] ^ 1]) + lasting[at + 1 :]
    files = {"basic": basic, "lasting": lasting, "altered": altered}

    theirs = opinions(files, [authority.root.dump()], tmp_path)

    for name, pdf in files.items():
        ours = verify(pdf, {each.fingerprint for each in keys}, now=now)
        assert ours.holds == all(each.intact for each in theirs[name]), name
    levels = {name: {each.level for each in told} for name, told in theirs.items()}
    assert (levels["basic"], levels["lasting"]) == ({"PAdES-BASELINE-B"}, {"PAdES-BASELINE-LTA"})
    # Without proofs nobody can say that the certificates were good: that is not "invalid".
    assert [each.indication for each in theirs["basic"]] == ["INDETERMINATE"] * 2
    assert [each.indication for each in theirs["lasting"]] == ["TOTAL_PASSED"] * 2
    assert "TOTAL_PASSED" not in {each.indication for each in theirs["altered"]}
