"""Require that the container of a signature says nothing but what was signed.

A CMS signature (RFC 5652) protects its content and its signed attributes. Its envelope, the
certificates beside it, the hexadecimal that carries it in a PDF and the room left behind it are
protected by nothing, and readers overlook changes there. So the container is made again from its
protected parts, and must come out the same to the last digit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from asn1crypto import cms, core, x509
from pyhanko.sign.attributes import CMSAttributeProvider, SignedAttributeProviderSpec
from pyhanko.sign.general import as_signing_certificate_v2
from pyhanko.sign.validation import EmbeddedPdfSignature

PADES = "/ETSI.CAdES.detached"
DIGEST = "sha256"
_PARAMETERS = {"rsa": {"parameters": core.Null()}, "ec": {}}


def covers_whole_file(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """True when a signature leaves out nothing of the file but its own container."""
    start, length, resume, rest = (int(each) for each in signature.byte_range)
    return start == 0 and 0 < length < resume and resume + rest == len(pdf)


def is_exact(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """True when the container, as it stands in the file, is the one its signed parts imply."""
    _, length, resume, _ = (int(each) for each in signature.byte_range)
    room = pdf[length:resume]
    made = _remade(signature)
    if made is None:
        return False
    return room == b"<" + made.hex().upper().encode().ljust(len(room) - 2, b"0") + b">"


class ChainInSignedAttributes(SignedAttributeProviderSpec):
    """Name every certificate of the container in the signed attributes (RFC 5035 §3).

    The standard asks this of the signer's certificate only; the others could then be altered.
    """

    def __init__(self, certificates: Iterable[x509.Certificate]) -> None:
        self.certificates = tuple(certificates)

    def signed_attr_providers(
        self,
        data_digest: bytes,  # noqa: ARG002 - the signature is pyHanko's
        digest_algorithm: str,  # noqa: ARG002
    ) -> Iterable[CMSAttributeProvider]:
        """The one attribute that PAdES B-B asks for, beside those of every signature."""
        return (_NamedCertificates(self.certificates),)


class _NamedCertificates(CMSAttributeProvider):
    attribute_type = "signing_certificate_v2"

    def __init__(self, certificates: tuple[x509.Certificate, ...]) -> None:
        self.certificates = certificates

    async def build_attr_value(self, dry_run: bool = False) -> core.Sequence:  # noqa: ARG002
        named = as_signing_certificate_v2(self.certificates[0], DIGEST)
        for each in self.certificates[1:]:
            named["certs"].append(as_signing_certificate_v2(each, DIGEST)["certs"][0])
        return named


def _remade(signature: EmbeddedPdfSignature) -> bytes | None:
    """The container made from the signed attributes, the signature value and the named chain."""
    certificate, info = signature.signer_cert, signature.signer_info
    key = certificate.public_key.algorithm
    if key not in _PARAMETERS or signature.sig_object.get("/SubFilter") != PADES:
        return None
    chain = _named_chain(signature)
    if chain is None:
        return None
    digest = cms.DigestAlgorithm({"algorithm": DIGEST})
    signer = {
        "version": "v1",
        "sid": cms.SignerIdentifier(
            "issuer_and_serial_number",
            {"issuer": certificate.issuer, "serial_number": certificate.serial_number},
        ),
        "digest_algorithm": digest,
        # Loaded anew, so that the bytes that were signed come back under a header of our own.
        "signed_attrs": cms.CMSAttributes.load(info["signed_attrs"].untag().dump()),
        "signature_algorithm": {
            "algorithm": f"{DIGEST}_{'rsa' if key == 'rsa' else 'ecdsa'}",
            **_PARAMETERS[key],
        },
        "signature": info["signature"].native,
    }
    signed = {
        "version": "v1",
        "digest_algorithms": [digest],
        "encap_content_info": {"content_type": "data"},
        "certificates": chain,
        "signer_infos": [signer],
    }
    content = cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(signed)})
    return bytes(content.dump())


def _named_chain(signature: EmbeddedPdfSignature) -> list[x509.Certificate] | None:
    """The certificates in the order of the container; None when they are not all named."""
    attributes = {each["type"].native: each for each in signature.signer_info["signed_attrs"]}
    if "signing_certificate_v2" not in attributes:
        return None
    named = [
        each["cert_hash"].native
        for each in attributes["signing_certificate_v2"]["values"][0]["certs"]
    ]
    held = [each.chosen for each in signature.signed_data["certificates"]]
    hashes = [hashlib.sha256(each.dump()).digest() for each in held]
    return held if sorted(named) == sorted(hashes) else None
