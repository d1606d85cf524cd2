"""`report` and `sign`: from a visit to a signed document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from inspectiebezoek.app.reporting import (
    make_report,
    sign_report,
    team_signers,
    version_of,
)
from inspectiebezoek.app.workplace import Workplace
from inspectiebezoek.cli.common import Context, Visit, context_of
from inspectiebezoek.cli.files import check_target, read_file, read_passphrase, write_file
from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.messages import text
from inspectiebezoek.report.attached import read_attached, understand
from inspectiebezoek.report.audience import Audience
from inspectiebezoek.report.minima import Lack, lacking
from inspectiebezoek.report.sign import Signing
from inspectiebezoek.report.sign import sign as sign_pdf
from inspectiebezoek.report.signer_key import SignerKey, load_key
from inspectiebezoek.settings import local_now
from inspectiebezoek.visit.readiness import Gap, gaps


def report(
    ctx: typer.Context,
    visit: Visit,
    out: Annotated[Path, typer.Option(help="The PDF.")],
    audience: Annotated[Audience, typer.Option()] = Audience.INTERNAL,
    place: Annotated[str, typer.Option(help="Where it will be signed.")] = "Den Haag",
    draft: Annotated[bool, typer.Option("--draft", help="Even when parts are missing.")] = False,
    answers: Annotated[bool, typer.Option(help="With the annex of all answers.")] = True,
    concept: Annotated[
        bool, typer.Option("--concept", help="For remarks: lines numbered, not to be signed.")
    ] = False,
) -> None:
    """Make the report of a visit; exit 3 when parts are missing.

    With --draft it is made all the same.
    """
    context = context_of(ctx)
    check_target(out)
    with context.workplace() as workplace:
        opened = workplace.open(visit)
        signers = team_signers(opened, place)
        lacks, missing = lacking(opened, signers), gaps(opened)
        if (lacks or missing) and not draft:
            _tell_missing(context, lacks, missing)
            raise InspectionError(Code.REPORT_INCOMPLETE, count=len(lacks) + len(missing))
        made = make_report(
            workplace,
            opened,
            audience,
            signers,
            language=context.language,
            with_answers=answers,
            concept=concept,
        )
    write_file(out, made.pdf)
    context.result({"file": str(out), "version": made.version}, [str(out)])


def _tell_missing(context: Context, lacks: Sequence[Lack], missing: Sequence[Gap]) -> None:
    """The list of what is missing, each with the place where it is mended."""
    entries = [(each.kind, each.place, _lack_words(context, each), each.label) for each in lacks]
    entries += [
        (each.kind, each.ref, text("cli", f"gap.{each.kind}", context.language, ref=each.ref,
                                   words=each.words), "")
        for each in missing
    ]  # fmt: skip
    document = {
        "missing": [
            {"kind": kind, "place": place, "label": label, "message": words}
            for kind, place, words, label in entries
        ]
    }
    context.result(document, [words for _, _, words, _ in entries])


def _lack_words(context: Context, lack: Lack) -> str:
    words = text("minima", lack.kind, context.language, label=lack.label)
    return f"{lack.place}: {words}"


def sign(
    ctx: typer.Context,
    pdf: Annotated[Path, typer.Argument(help="The report; it is replaced by the signed one.")],
    capacity: Annotated[str, typer.Option(help="In which capacity.")],
    place: Annotated[str, typer.Option(help="Where.")],
    key: Annotated[Path | None, typer.Option(help="PKCS#12 file.")] = None,
    key_passphrase_file: Annotated[
        Path | None, typer.Option(help="Passphrase of the key, or PIN of the card.")
    ] = None,
    module: Annotated[Path | None, typer.Option(help="Driver of a card (PKCS#11).")] = None,
    token: Annotated[str, typer.Option(help="Which card, when there are more.")] = "",
    certificate: Annotated[str, typer.Option(help="Which certificate of the card.")] = "",
    out: Annotated[Path | None, typer.Option(help="Another file for the result.")] = None,
) -> None:
    """Add the next signature, and write in the visit's log who signed."""
    context = context_of(ctx)
    data = read_file(pdf)
    check_target(out or pdf)
    attached = understand(read_attached(data))
    if attached is not None and attached.lacking:
        lacks = tuple(Lack(*each) for each in attached.lacking)
        _tell_missing(context, lacks, ())
        raise InspectionError(Code.REPORT_INCOMPLETE, count=len(lacks))
    signing = Signing(capacity, place, local_now())
    with _opened_key(context, key, module, token, certificate, key_passphrase_file) as opened_key:
        if context.has_data:
            with context.workplace() as workplace:
                signed = _sign_in_visit(workplace, data, opened_key, signing)
        else:
            signed = sign_pdf(data, opened_key, signing, file=pdf.name)
    target = out or pdf
    write_file(target, signed)
    document = {"file": str(target), "name": opened_key.name, "fingerprint": opened_key.fingerprint}
    context.result(document, [str(target)])


@contextmanager
def _opened_key(
    context: Context,
    key: Path | None,
    module: Path | None,
    token: str,
    certificate: str,
    secret: Path | None,
) -> Iterator[SignerKey]:
    """The key to sign with: of a file, or on a card."""
    if (key is None) == (module is None) or secret is None:
        name = "--key-passphrase-file" if secret is None else "--key | --module"
        raise context.wrong("usage.missing", name=name)
    passphrase = read_passphrase(secret) or ""
    if key is not None:
        yield load_key(key, passphrase)
    elif module is not None:
        # Drivers of cards are rare; no other signing should load the library for them.
        from inspectiebezoek.report.token import Token, open_token

        with open_token(Token(module, token, certificate), passphrase) as opened:
            yield opened


def _sign_in_visit(workplace: Workplace, data: bytes, key: SignerKey, signing: Signing) -> bytes:
    found = version_of(workplace, data)
    if found is None:
        return sign_pdf(data, key, signing)
    return sign_report(workplace, *found, key, signing)
