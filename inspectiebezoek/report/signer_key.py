"""The key a person signs with: a PKCS#12 file, or a practice certificate made on the laptop."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.sign.signers import Signer, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.report.container import ChainInSignedAttributes

PRACTICE = "OEFENING"
_VALID_FOR = timedelta(days=365)
# A practice visit is played on a date of its own, often long before the day it is played.
_PRACTICE_SINCE = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SignerKey:
    """A key that is open. `fingerprint`: SHA-256 of the certificate (DER), hex."""

    name: str
    fingerprint: str
    practice: bool
    signer: Signer

    @property
    def certificate(self) -> asn1.Certificate:
        """The certificate that goes with the key."""
        certificate = self.signer.signing_cert
        if certificate is None:
            raise RuntimeError("a signer without a certificate was made")
        return certificate

    def valid_at(self, moment: datetime) -> bool:
        """True when the certificate may be used at an (aware) moment."""
        return valid_at(self.certificate, moment)


def valid_at(certificate: asn1.Certificate, moment: datetime) -> bool:
    """True when an (aware) moment falls in the time that a certificate is issued for."""
    return bool(certificate.not_valid_before <= moment <= certificate.not_valid_after)


def fingerprint_of(certificate: asn1.Certificate) -> str:
    """SHA-256 of a certificate (DER), in hex: how people and logs name a signer."""
    return hashlib.sha256(certificate.dump()).hexdigest()


def name_of(certificate: asn1.Certificate) -> str:
    """The name a certificate is made out to; a certificate need not have one."""
    found = certificate.subject.native.get("common_name", "")
    return found if isinstance(found, str) else ", ".join(map(str, found))


def is_practice(certificate: asn1.Certificate) -> bool:
    """True for a certificate that says it is for practice."""
    return PRACTICE in str(certificate.subject.native.get("organization_name", ""))


def load_key(path: Path, passphrase: str) -> SignerKey:
    """Open a PKCS#12 file; raises `SIGNER_KEY_UNREADABLE` or `FILE_MISSING`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InspectionError(Code.FILE_MISSING, file=path.name) from error
    return open_key(data, passphrase, path.name)


def open_key(data: bytes, passphrase: str, name: str = "") -> SignerKey:
    """Open the bytes of a PKCS#12 file (RFC 7292) with an RSA or elliptic-curve key.

    Raises `SIGNER_KEY_UNREADABLE` for a wrong passphrase, another file, or another kind of key.
    """
    try:
        private, own, more = pkcs12.load_key_and_certificates(data, passphrase.encode())
    except ValueError as error:
        raise InspectionError(Code.SIGNER_KEY_UNREADABLE, file=name) from error
    if own is None or not isinstance(private, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise InspectionError(Code.SIGNER_KEY_UNREADABLE, file=name)
    certificate = _certificate(own)
    chain = sorted((_certificate(each) for each in more), key=fingerprint_of)
    store: SimpleCertificateStore = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple(chain)
    signer = SimpleSigner(certificate, _private(private), store)
    signer.signed_attr_prov_spec = ChainInSignedAttributes((certificate, *chain))
    return SignerKey(
        name_of(certificate), fingerprint_of(certificate), is_practice(certificate), signer
    )


def _certificate(certificate: x509.Certificate) -> asn1.Certificate:
    return asn1.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _private(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> keys.PrivateKeyInfo:
    return keys.PrivateKeyInfo.load(
        key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


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
        .not_valid_before(_PRACTICE_SINCE)
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
