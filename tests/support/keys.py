"""Key files as they turn up: of an authority with its chain, and ones that cannot sign."""

from __future__ import annotations

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

Key = rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey


def certificate(
    name: str, key: Key, issuer: str, signed_with: Key, *, now: datetime, authority: bool = False
) -> x509.Certificate:
    """A certificate for a name, valid for a day around now."""
    digest = None if isinstance(signed_with, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    return (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .sign(signed_with, digest)
    )


def key_file_of_an_authority(name: str, passphrase: str, *, now: datetime) -> bytes:
    """PKCS#12 with an RSA key, its certificate and the intermediate; the root is not in it."""
    root, middle, own = (rsa.generate_private_key(65537, 2048) for _ in range(3))
    chain = certificate("Tussen", middle, "Wortel", root, now=now, authority=True)
    leaf = certificate(name, own, "Tussen", middle, now=now)
    return pkcs12.serialize_key_and_certificates(b"", own, leaf, [chain], _locked(passphrase))


def key_file(kind: str, passphrase: str, *, now: datetime) -> bytes:
    """PKCS#12 that cannot sign: "no key", "no certificate", or "ed25519"."""
    if kind == "ed25519":
        edwards = ed25519.Ed25519PrivateKey.generate()
        own = certificate("Ed", edwards, "Ed", edwards, now=now)
        return pkcs12.serialize_key_and_certificates(b"", edwards, own, None, _locked(passphrase))
    key = rsa.generate_private_key(65537, 2048)
    own = certificate("Rsa", key, "Rsa", key, now=now)
    if kind == "no key":
        return pkcs12.serialize_key_and_certificates(b"", None, own, None, _locked(passphrase))
    return pkcs12.serialize_key_and_certificates(b"", key, None, None, _locked(passphrase))


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _locked(passphrase: str) -> serialization.KeySerializationEncryption:
    return serialization.BestAvailableEncryption(passphrase.encode())
