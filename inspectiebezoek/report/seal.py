"""Seal a drawn report: structure, metadata, colour, the visit's data; PDF/A-3a and PDF/UA-1."""

from __future__ import annotations

import hashlib
import io

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from inspectiebezoek.paths import resource
from inspectiebezoek.report.layout.document import Drawn
from inspectiebezoek.report.metadata import TOOL, About, xmp
from inspectiebezoek.report.structure import write_structure

DATA_NAME = "visit.json"


def seal(drawn: Drawn, about: About, data: bytes, describes: str) -> bytes:
    """The sealed, unsigned file; byte for byte the same for the same input.

    `data` is attached as `visit.json`; `describes` says in words what it is.
    """
    pdf = Pdf.open(io.BytesIO(drawn.pdf))
    write_structure(pdf, drawn.canvas, drawn.story.root)
    pdf.Root.Lang = String(about.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    _colour(pdf)
    _metadata(pdf, about)
    _attach(pdf, about, data, describes)
    out = io.BytesIO()
    pdf.save(
        out,
        min_version="1.7",
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
    )
    return out.getvalue()


def _colour(pdf: Pdf) -> None:
    profile = pdf.make_stream(resource("report", "sRGB.icc").read_bytes())
    profile.N = 3
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
        Info=String("sRGB IEC61966-2.1"),
        RegistryName=String("http://www.color.org"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _metadata(pdf: Pdf, about: About) -> None:
    packet = pdf.make_stream(xmp(about))
    packet.Type, packet.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = packet
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(about.title),
            Author=String(about.author),
            Creator=String(TOOL),
            Producer=String(TOOL),
            CreationDate=String(about.pdf_date),
            ModDate=String(about.pdf_date),
        )
    )


def _attach(pdf: Pdf, about: About, data: bytes, describes: str) -> None:
    stream = pdf.make_stream(data)
    stream.Type, stream.Subtype = Name.EmbeddedFile, Name("/application/json")
    # The checksum of PDF 32000-1 §7.11.4 is MD5; it guards nothing, the signature does.
    checksum = hashlib.md5(data, usedforsecurity=False).digest()
    stream.Params = Dictionary(
        Size=len(data), ModDate=String(about.pdf_date), CheckSum=String(checksum)
    )
    name = String(DATA_NAME)
    file = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=name,
            UF=name,
            Desc=String(describes),
            AFRelationship=Name.Data,
            EF=Dictionary(F=stream, UF=stream),
        )
    )
    pdf.Root.AF = Array([file])
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([name, file])))
