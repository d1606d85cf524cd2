"""The key a person signs with: a PKCS#12 file, or a practice certificate made on the laptop."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.sign.signers import SimpleSigner

from inspectiebezoek.errors import Code, InspectionError

PRACTICE = "OEFENING"
_VALID_FOR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class SignerKey:
    """A key that is open. `fingerprint`: SHA-256 of the certificate (DER), hex."""

    name: str
    fingerprint: str
    practice: bool
    signer: SimpleSigner


def load_key(path: Path, passphrase: str) -> SignerKey:
    """Open a PKCS#12 file; raises `SIGNER_KEY_UNREADABLE` or `FILE_MISSING`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InspectionError(Code.FILE_MISSING, file=path.name) from error
    return open_key(data, passphrase, path.name)


def open_key(data: bytes, passphrase: str, name: str = "") -> SignerKey:
    """Open the bytes of a PKCS#12 file; raises `SIGNER_KEY_UNREADABLE`."""
    try:
        signer: SimpleSigner | None = SimpleSigner.load_pkcs12_data(
            data, other_certs=[], passphrase=passphrase.encode()
        )
    except (ValueError, TypeError) as error:
        raise InspectionError(Code.SIGNER_KEY_UNREADABLE, file=name) from error
    if signer is None or signer.signing_cert is None:
        raise InspectionError(Code.SIGNER_KEY_UNREADABLE, file=name)
    subject = signer.signing_cert.subject.native
    practice = PRACTICE in str(subject.get("organization_name", ""))
    fingerprint = hashlib.sha256(signer.signing_cert.dump()).hexdigest()
    return SignerKey(str(subject["common_name"]), fingerprint, practice, signer)


def make_practice_key(name: str, passphrase: str, *, now: datetime, serial: int) -> bytes:
    """A PKCS#12 file with a certificate that says on its face that it is for practice."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, PRACTICE),
        ]
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _VALID_FOR)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(), critical=True)
        .sign(key, hashes.SHA256())
    )
    encryption = serialization.BestAvailableEncryption(passphrase.encode())
    return pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, None, encryption)


def _usage() -> Any:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
