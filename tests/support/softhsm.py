"""A card in software (SoftHSM2), with keys and certificates on it as cards have them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pkcs11
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from pkcs11 import Attribute, CertificateType, KeyType, ObjectClass
from pkcs11.util import ec as curves
from pkcs11.util import rsa as rsa_keys

PIN = "123456"
_PLACES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/softhsm/libsofthsm.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
)


def driver() -> Path:
    """The driver; skips the test where SoftHSM2 is not installed."""
    found = next((Path(each) for each in _PLACES if Path(each).exists()), None)
    if found is None or shutil.which("softhsm2-util") is None:
        pytest.skip("needs the tool softhsm2")
    return found


@contextmanager
def card(folder: Path, label: str, patch: pytest.MonkeyPatch) -> Iterator[pkcs11.Token]:
    """An empty card with our PIN; the driver knows only the cards in this folder."""
    (folder / "tokens").mkdir(exist_ok=True)
    config = folder / "softhsm2.conf"
    config.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n")
    patch.setenv("SOFTHSM2_CONF", str(config))
    subprocess.run(
        [
            "softhsm2-util",
            "--init-token",
            "--free",
            "--label",
            label,
            "--so-pin",
            PIN,
            "--pin",
            PIN,
        ],
        check=True,
        capture_output=True,
    )
    library = pkcs11.lib(str(driver()))
    library.reinitialize()
    yield library.get_token(token_label=label)


def put(token: pkcs11.Token, key_file: bytes, passphrase: str, label: str, number: int) -> None:
    """Put the key of a PKCS#12 file on a card, with its certificate and the ones above it."""
    private, own, more = pkcs12.load_key_and_certificates(key_file, passphrase.encode())
    assert private is not None and own is not None
    key_id = bytes([number])
    with token.open(rw=True, user_pin=PIN) as session:
        if isinstance(private, ec.EllipticCurvePrivateKey):
            attributes = _elliptic(private)
        else:
            assert isinstance(private, rsa.RSAPrivateKey)
            attributes = rsa_keys.decode_rsa_private_key(_traditional(private))
        attributes |= {
            Attribute.TOKEN: True,
            Attribute.PRIVATE: True,
            Attribute.SENSITIVE: True,
            Attribute.SIGN: True,
            Attribute.ID: key_id,
            Attribute.LABEL: label,
        }
        session.create_object(attributes)
        _put_certificate(session, own, key_id, label)
        for at, each in enumerate(more):
            _put_certificate(session, each, bytes([number, at]), f"uitgever {number}.{at}")


def _traditional(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )


def _elliptic(key: ec.EllipticCurvePrivateKey) -> dict[Attribute, object]:
    value = key.private_numbers().private_value
    return {
        Attribute.CLASS: ObjectClass.PRIVATE_KEY,
        Attribute.KEY_TYPE: KeyType.EC,
        Attribute.EC_PARAMS: curves.encode_named_curve_parameters("secp256r1"),
        Attribute.VALUE: value.to_bytes(32, "big"),
    }


def _put_certificate(
    session: pkcs11.Session, certificate: x509.Certificate, key_id: bytes, label: str
) -> None:
    session.create_object(
        {
            Attribute.CLASS: ObjectClass.CERTIFICATE,
            Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
            Attribute.TOKEN: True,
            Attribute.ID: key_id,
            Attribute.LABEL: label,
            Attribute.SUBJECT: certificate.subject.public_bytes(),
            Attribute.VALUE: certificate.public_bytes(serialization.Encoding.DER),
        }
    )
