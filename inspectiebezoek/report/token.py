"""Sign with a card or token that keeps its key to itself (PKCS#11)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pkcs11
from asn1crypto import x509 as asn1
from pkcs11 import Attribute, Mechanism, ObjectClass
from pkcs11 import exceptions as refused
from pyhanko.sign.pkcs11 import PKCS11Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.report.container import ChainInSignedAttributes
from inspectiebezoek.report.signer_key import SignerKey, fingerprint_of, is_practice, name_of

_PIN = (
    refused.PinIncorrect,
    refused.PinInvalid,
    refused.PinLenRange,
    refused.PinExpired,
    refused.PinLocked,
    refused.UserPinNotInitialized,
)
# What the card must be able to do itself; else it gets the digest ready-made.
_WITH_DIGEST = {"rsa": Mechanism.SHA256_RSA_PKCS, "ec": Mechanism.ECDSA_SHA256}


@dataclass(frozen=True, slots=True)
class Token:
    """Which card: the driver's file, and the labels of token and certificate when there are more.

    A card for civil servants holds several certificates; the one for signing (non-repudiation)
    is taken when none is named.
    """

    module: Path
    label: str = ""
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class _Pair:
    """A certificate on a card that has its private key there as well."""

    label: str
    id: bytes
    certificate: asn1.Certificate


class _CardSigner(PKCS11Signer):
    """pyHanko's signer, which would put the signer's own certificate in the container twice."""

    above: SimpleCertificateStore

    @property
    def cert_registry(self) -> SimpleCertificateStore:
        """The certificates that go along beside the signer's own."""
        return self.above


@contextmanager
def open_token(token: Token, pin: str) -> Iterator[SignerKey]:
    """The key of a card, open as long as the block runs.

    Raises `TOKEN_DRIVER`, `TOKEN_MISSING`, `TOKEN_PIN` or `TOKEN_CERTIFICATE`. A wrong PIN is
    tried once: a card locks itself after a few.
    """
    slot = _slot(token)
    try:
        session = slot.get_token().open(user_pin=pin)
    except _PIN as error:
        raise InspectionError(Code.TOKEN_PIN, token=slot.get_token().label.strip()) from error
    except refused.PKCS11Error as error:
        raise InspectionError(Code.TOKEN_MISSING, tokens=token.label) from error
    try:
        with session:
            yield _key(session, slot, token)
    except refused.PKCS11Error as error:
        # The card was taken out, or refuses this use of its key.
        raise InspectionError(Code.TOKEN_MISSING, tokens="-") from error


def _slot(token: Token) -> pkcs11.Slot:
    try:
        slots = pkcs11.lib(str(token.module)).get_slots(token_present=True)
    except (refused.PKCS11Error, RuntimeError, OSError) as error:
        raise InspectionError(Code.TOKEN_DRIVER, file=token.module.name) from error
    known = {_label(each): each for each in slots if _label(each)}
    if token.label and token.label in known:
        return known[token.label]
    if not token.label and len(known) == 1:
        return next(iter(known.values()))
    raise InspectionError(Code.TOKEN_MISSING, tokens=", ".join(known) or "-")


def _label(slot: pkcs11.Slot) -> str:
    """The label of the token in a slot; empty for one that was never set up."""
    try:
        return str(slot.get_token().label).strip()
    except refused.PKCS11Error:
        return ""


def _key(session: pkcs11.Session, slot: pkcs11.Slot, token: Token) -> SignerKey:
    pairs, held = _certificates(session)
    pair = _chosen(pairs, token)
    certificate = pair.certificate
    others = sorted((each for each in held if each != certificate), key=fingerprint_of)
    chain = _above(certificate, others)
    store: SimpleCertificateStore = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple(chain)
    wanted = _WITH_DIGEST.get(certificate.public_key.algorithm)
    if wanted is None:
        raise InspectionError(Code.TOKEN_CERTIFICATE, labels=pair.label)
    signer = _CardSigner(
        session,
        signing_cert=certificate,
        key_id=pair.id,
        other_certs_to_pull=(),
        use_raw_mechanism=wanted not in slot.get_mechanisms(),
    )
    signer.above = store
    signer.signed_attr_prov_spec = ChainInSignedAttributes((certificate, *chain))
    name, fingerprint = name_of(certificate), fingerprint_of(certificate)
    return SignerKey(name, fingerprint, is_practice(certificate), signer)


def _certificates(session: pkcs11.Session) -> tuple[list[_Pair], list[asn1.Certificate]]:
    """The certificates with a private key on the card, and all certificates."""
    keys = {
        bytes(each[Attribute.ID])
        for each in session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})
    }
    pairs, held = [], []
    for each in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        certificate = asn1.Certificate.load(bytes(each[Attribute.VALUE]))
        held.append(certificate)
        if bytes(each[Attribute.ID]) in keys:
            pairs.append(_Pair(str(each[Attribute.LABEL]), bytes(each[Attribute.ID]), certificate))
    return pairs, held


def _chosen(pairs: Sequence[_Pair], token: Token) -> _Pair:
    if token.certificate:
        fitting = [each for each in pairs if each.label == token.certificate]
    else:
        fitting = [each for each in pairs if _commits(each.certificate)] or list(pairs)
    if len(fitting) != 1:
        labels = ", ".join(sorted(each.label for each in pairs)) or "-"
        raise InspectionError(Code.TOKEN_CERTIFICATE, labels=labels)
    return fitting[0]


def _commits(certificate: asn1.Certificate) -> bool:
    usage = certificate.key_usage_value
    return usage is not None and "non_repudiation" in usage.native


def _above(
    certificate: asn1.Certificate, others: Sequence[asn1.Certificate]
) -> list[asn1.Certificate]:
    """The certificates of the card that lead up from one; its root is the reader's to have."""
    chain: list[asn1.Certificate] = []
    for _ in others:
        issuer = next((each for each in others if each.subject == certificate.issuer), None)
        if issuer is None or issuer in chain or issuer.issuer == issuer.subject:
            break
        chain.append(issuer)
        certificate = issuer
    return chain
