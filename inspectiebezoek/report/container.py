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

PADES, STAMP = "/ETSI.CAdES.detached", "/ETSI.RFC3161"
DIGEST = "sha256"
_CONTENT = {PADES: "data", STAMP: "tst_info"}
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
    subfilter = str(signature.sig_object.get("/SubFilter"))
    if subfilter not in _CONTENT:
        return None
    data = signature.signed_data
    if data["encap_content_info"]["content_type"].native != _CONTENT[subfilter]:
        return None
    made = remade(data, strict=subfilter == PADES)
    return None if made is None else bytes(made.dump())


def remade(signed: cms.SignedData, *, strict: bool = True) -> cms.ContentInfo | None:
    """The container of one signer, from its protected parts alone; None when that cannot be.

    `strict`: one of our own, which names all its certificates and uses SHA-256. An authority
    sends more certificates than it names; only the named ones come along, for nothing protects
    the others.
    """
    if len(signed["signer_infos"]) != 1:
        return None
    info = signed["signer_infos"][0]
    if not info["signed_attrs"]:
        return None
    chain = _named_chain(signed, info, strict=strict)
    if not chain:
        return None
    certificate = next((each for each in chain if _is_of(info, each)), None)
    key = certificate.public_key.algorithm if certificate is not None else ""
    digest = info["digest_algorithm"]["algorithm"].native
    if certificate is None or key not in _PARAMETERS or (strict and digest != DIGEST):
        return None
    algorithm = cms.DigestAlgorithm({"algorithm": digest})
    content = signed["encap_content_info"]
    stamped = content["content_type"].native == "tst_info"
    signer = {
        "version": "v1",
        "sid": cms.SignerIdentifier(
            "issuer_and_serial_number",
            {"issuer": certificate.issuer, "serial_number": certificate.serial_number},
        ),
        "digest_algorithm": algorithm,
        # Loaded anew, so that the bytes that were signed come back under a header of our own.
        "signed_attrs": cms.CMSAttributes.load(info["signed_attrs"].untag().dump()),
        "signature_algorithm": {
            "algorithm": f"{digest}_{'rsa' if key == 'rsa' else 'ecdsa'}",
            **_PARAMETERS[key],
        },
        "signature": info["signature"].native,
    }
    inside = {"content_type": content["content_type"].native}
    if stamped:
        inside["content"] = core.ParsableOctetString(bytes(content["content"]))
    made = {
        "version": "v3" if stamped else "v1",
        "digest_algorithms": [algorithm],
        "encap_content_info": inside,
        "certificates": chain,
        "signer_infos": [signer],
    }
    return cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(made)})


def _is_of(info: cms.SignerInfo, certificate: x509.Certificate) -> bool:
    sid = info["sid"].chosen
    if isinstance(sid, cms.IssuerAndSerialNumber):
        issuer, serial = sid["issuer"].dump(), sid["serial_number"].native
        return bool(issuer == certificate.issuer.dump() and serial == certificate.serial_number)
    return bool(sid.native == certificate.key_identifier)


def _named_chain(
    signed: cms.SignedData, info: cms.SignerInfo, *, strict: bool
) -> list[x509.Certificate] | None:
    """The named certificates in the order of the container; None when one is not there.

    With `strict` also when one is there that is not named, or is named by SHA-1 (RFC 2634), as
    older time-stamp authorities still do.
    """
    attributes = {each["type"].native: each["values"] for each in info["signed_attrs"]}
    if "signing_certificate_v2" in attributes:
        certs = attributes["signing_certificate_v2"][0]["certs"]
        named = {
            (each["hash_algorithm"]["algorithm"].native, each["cert_hash"].native) for each in certs
        }
    elif "signing_certificate" in attributes and not strict:
        certs = attributes["signing_certificate"][0]["certs"]
        named = {("sha1", each["cert_hash"].native) for each in certs}
    else:
        return None
    held = [each.chosen for each in signed["certificates"]]
    kept = [each for each in held if _names_of(each, named)]
    found = {name for each in kept for name in _names_of(each, named)}
    complete = found == named and len(kept) == len({each.dump() for each in kept})
    return kept if complete and (len(kept) == len(held) or not strict) else None


def _names_of(
    certificate: x509.Certificate, named: set[tuple[str, bytes]]
) -> set[tuple[str, bytes]]:
    der = certificate.dump()
    hashes = ((kind, hashlib.new(kind, der, usedforsecurity=False).digest()) for kind, _ in named)
    return named.intersection(hashes)
