"""Signing with a card: the key never leaves it, and the report holds like any other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pkcs11
import pytest

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.report.content import Signer
from inspectiebezoek.report.sign import Signing, sign
from inspectiebezoek.report.signer_key import make_practice_key
from inspectiebezoek.report.token import Token, open_token
from inspectiebezoek.report.verify import verify
from tests.support.keys import key_file_of_an_authority
from tests.support.reports import CAPACITY, NOW, PASSPHRASE, PLACE, made
from tests.support.softhsm import PIN, card, driver, put

LABEL = "Rijkspas (OEFENING)"
NAME = "Vera Bos"


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[pkcs11.Token]:
    driver()
    with card(tmp_path, LABEL, monkeypatch) as found:
        yield found


def refusal(token: Token, pin: str = PIN) -> InspectionError:
    with pytest.raises(InspectionError) as caught, open_token(token, pin):
        pass
    return caught.value


@pytest.mark.parametrize("kind", ["rsa with its chain", "elliptic"])
def test_what_a_card_signs_holds(kind: str, empty: pkcs11.Token) -> None:
    if kind == "elliptic":
        data = make_practice_key(NAME, PASSPHRASE, now=NOW, serial=7)
    else:
        data = key_file_of_an_authority(NAME, PASSPHRASE, now=NOW)
    put(empty, data, PASSPHRASE, "handtekening", 1)

    with open_token(Token(driver()), PIN) as key:
        report = made((Signer(NAME, CAPACITY, PLACE, key.fingerprint),))
        pdf = sign(report, key, Signing(CAPACITY, PLACE, NOW))

    verdict = verify(pdf, {key.fingerprint}, now=NOW)
    assert verdict.holds
    assert (key.name, key.practice) == (NAME, kind == "elliptic")


def test_of_several_certificates_the_one_for_signing_is_taken(empty: pkcs11.Token) -> None:
    """The certificate to log in with commits to nothing."""
    put(empty, key_file_of_an_authority("Inloggen", PASSPHRASE, now=NOW), PASSPHRASE, "inlog", 1)
    put(empty, make_practice_key(NAME, PASSPHRASE, now=NOW, serial=7), PASSPHRASE, "teken", 2)

    with open_token(Token(driver()), PIN) as key:
        assert key.name == NAME
    with open_token(Token(driver(), certificate="inlog"), PIN) as key:
        assert key.name == "Inloggen"
    error = refusal(Token(driver(), certificate="anders"))
    assert (error.code, error.facts["labels"]) == (Code.TOKEN_CERTIFICATE, "inlog, teken")


def test_a_wrong_pin_is_told_and_tried_once(empty: pkcs11.Token) -> None:
    error = refusal(Token(driver()), "654321")

    assert (error.code, error.facts) == (Code.TOKEN_PIN, {"token": LABEL})


def test_a_card_that_is_not_there_is_told_with_what_is(empty: pkcs11.Token) -> None:
    error = refusal(Token(driver(), label="Andere pas"))

    assert (error.code, error.facts) == (Code.TOKEN_MISSING, {"tokens": LABEL})


def test_a_card_that_is_taken_out_while_signing_is_told(empty: pkcs11.Token) -> None:
    put(empty, make_practice_key(NAME, PASSPHRASE, now=NOW, serial=7), PASSPHRASE, "teken", 1)
    with pytest.raises(InspectionError) as caught, open_token(Token(driver()), PIN):
        raise pkcs11.exceptions.DeviceRemoved

    assert caught.value.code is Code.TOKEN_MISSING


def test_a_card_without_a_key_is_told(empty: pkcs11.Token) -> None:
    assert refusal(Token(driver())).code is Code.TOKEN_CERTIFICATE


@pytest.mark.parametrize("content", [None, b"geen stuurprogramma"])
def test_what_is_no_driver_is_told(content: bytes | None, tmp_path: Path) -> None:
    module = tmp_path / "kaart.so"
    if content is not None:
        module.write_bytes(content)

    error = refusal(Token(module))

    assert (error.code, error.facts) == (Code.TOKEN_DRIVER, {"file": "kaart.so"})
