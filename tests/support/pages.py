"""Made-up pages for the screens: OEFENING, no real place, person or fact."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from inspectiebezoek.gui.models.checklist import (
    Chapter,
    ChecklistPage,
    Choice,
    GridRow,
    QuestionItem,
    QuestionKind,
    RepeatRow,
    Tile,
)
from inspectiebezoek.gui.models.evidence import EvidencePage, Piece
from inspectiebezoek.gui.models.findings import (
    FindingDetail,
    FindingsPage,
    JudgmentItem,
    Source,
)
from inspectiebezoek.gui.models.line import Line, Option
from inspectiebezoek.gui.models.mark import Mark
from inspectiebezoek.gui.models.overview import ChapterLine, VisitOverview
from inspectiebezoek.gui.models.report import ReportPage, SignOffer
from inspectiebezoek.gui.models.sync import DifferenceItem, Side, SyncPage
from inspectiebezoek.gui.models.visits import NewVisitOptions, VisitRow, VisitsPage
from inspectiebezoek.gui.models.window import StatusLine, VisitBar

A, B, C = "Inspecteur A (oefening)", "Inspecteur B (oefening)", "Inspecteur C (oefening)"
PLACE = "PI Oefenstad (OEFENING)"

STATUS = StatusLine(saved="14:03:12", waiting=12, free="41 GB")
BAR = VisitBar(PLACE, "Doorlichting, dag 2 van 3", "Afd. B, cel 214", 131, 217, 7)

VISITS = VisitsPage(
    (
        VisitRow(
            id="v1",
            title=PLACE,
            kind="Doorlichting, aangekondigd",
            dates="6–8 okt 2026",
            team=(A, B, C),
            done=131,
            total=217,
            attention=7,
            offline_words="klaar voor offline",
            ready=(
                (Mark.READY, "Checklist PI, versie 4"),
                (Mark.READY, "Locatie en afdelingen"),
                (Mark.MISSING, "Vorig verslag ontbreekt"),
            ),
            resume="1.5.3",
            waiting=12,
            last_change="Laatste wijziging 14:03 door u.",
        ),
        VisitRow(
            id="v2",
            title="Vertrek vlucht X (OEFENING)",
            kind="Observatie gedwongen vertrek",
            dates="27 nov 2026",
            icon="flight",
            team=(B,),
            total=113,
            offline=Mark.MISSING,
            offline_words="vorige keer ontbreekt",
        ),
        VisitRow(
            id="v3",
            title="Detentiecentrum Polder (OEFENING)",
            kind="Doorlichting",
            dates="2–3 sep 2026",
            team=(A,),
            done=189,
            total=189,
            offline_words="klaar voor offline",
            mine=False,
            finished=True,
        ),
    ),
    "v1",
)

NEW_VISIT = NewVisitOptions(
    (Option("pi", "Doorlichting PI, versie 4"), Option("gv", "Gedwongen vertrek, versie 2")),
    (Option("pi_oefenstad", PLACE), Option("dc_polder", "Detentiecentrum Polder (OEFENING)")),
    (Option("doorlichting", "Doorlichting"), Option("incident", "Onderzoek na incident")),
    (Option("insp-a", A), Option("insp-b", B), Option("insp-c", C)),
    "insp-a",
    "2026-10-06",
)

JA_NEE = (
    Choice("ja", "Ja"),
    Choice("nee", "Nee"),
    Choice("onbekend", "Onbekend"),
    Choice("nvt", "N.v.t.", not_applicable=True),
)
SCALE = (
    Choice("voldoet", "Voldoet", mark=Mark.MEETS),
    Choice("voldoet_grotendeels", "Voldoet grotendeels", mark=Mark.MOSTLY),
    Choice("voldoet_beperkt", "Voldoet beperkt", mark=Mark.LIMITED),
    Choice("voldoet_niet", "Voldoet niet", mark=Mark.FAILS),
    Choice("niet_vast_te_stellen", "Niet vast te stellen", mark=Mark.UNKNOWN),
    Choice("nvt", "N.v.t.", not_applicable=True),
)
TILES = (
    Tile("foto-01", "photo", "0142", "cel 214", redacted=True),
    Tile("foto-02", "photo", "0143", "cel 219"),
    Tile("audio-01", "audio", "0007", "00:18"),
)


def question(ref: str, label: str, kind: QuestionKind, **more: object) -> QuestionItem:
    """A question of criterion 1.5."""
    known = {"section": "1.5 Accommodatie", "method": "O"}
    return QuestionItem(ref=ref, label=label, kind=kind, **{**known, **more})


QUESTIONS = (
    question(
        "/q1",
        "Algemene staat van onderhoud en schoonmaak van de afdelingen",
        QuestionKind.SELECT_ONE,
        code="1.5.1",
        choices=SCALE,
        value="voldoet_grotendeels",
        shown="voldoet grotendeels",
    ),
    question(
        "/q2",
        "Is het toilet in alle bekeken cellen voldoende afschermbaar?",
        QuestionKind.SELECT_ONE,
        code="1.5.3",
        choices=JA_NEE,
        value="nee",
        shown="nee",
        attention=True,
        core=True,
        required=True,
        norm="Het toilet in de cel is zo af te schermen dat men niet gezien wordt.",
        basis="Oefenregeling eisen verblijfsruimte, artikel 2 (OEFENING)",
        remark="Bij 3 van de 8 bekeken cellen (214, 219 en 221) staat het toilet open in de "
        "ruimte. In cel 221 hangt een laken als scherm.",
        error="Bij Nee op een kernnorm zijn twee bronsoorten gewenst. U hebt er één.",
        evidence=TILES,
        evidence_count=3,
        before="Nee, maart 2023: in de helft van de cellen ontbreekt een scherm.",
        origin="Inspecteur B (oefening), 6 okt 14:02 · laptop B",
    ),
    question(
        "/q3", "Reactietijd celoproep bij proef (seconden)", QuestionKind.INTEGER, code="1.5.4"
    ),
    question(
        "/q4",
        "Gemeten of afgelezen celtemperatuur (°C)",
        QuestionKind.DECIMAL,
        code="1.5.5",
        value="19.5",
        shown="19,5",
    ),
    question(
        "/q5",
        "Wanneer is de rondgang begonnen?",
        QuestionKind.DATETIME,
        code="1.5.6",
        value="2026-10-06T10:30:00.000+02:00",
    ),
    question(
        "/q6",
        "Welke ruimten zijn bekeken?",
        QuestionKind.SELECT_MULTIPLE,
        code="1.5.7",
        choices=tuple(
            Choice(name, name.capitalize())
            for name in ("cellen", "keuken", "luchtplaats", "isoleercel", "doucheruimte")
        ),
        value="cellen keuken",
    ),
    question(
        "/q7",
        "Bekeken cellen",
        QuestionKind.REPEAT,
        rows=(
            RepeatRow("/q7[1]", "Cel A-112", "1 persoon · 20,5 °C · oproep werkt", Mark.DONE),
            RepeatRow("/q7[2]", "Cel B-214", "2 personen · toilet niet afgeschermd", Mark.MISSING),
        ),
    ),
    question(
        "/q8",
        "In welke inrichting verbleef men hiervoor?",
        QuestionKind.SELECT_ONE,
        code="1.5.8",
        choices=tuple(Choice(f"pi{i}", f"PI Oefenplaats {i} (OEFENING)") for i in range(1, 31)),
        value="pi7",
    ),
    question(
        "/q9", "Aandeel cellen dat voldoet", QuestionKind.CALCULATED, value="62.5", shown="62,5 %"
    ),
    question("/q10", "Let op: vraag ook naar de nachtdienst.", QuestionKind.NOTE),
    question("/q11", "Plattegrond van de afdeling", QuestionKind.UPLOAD, code="1.5.9"),
    question(
        "/q14",
        "Is de isoleercel schoon?",
        QuestionKind.SELECT_ONE,
        code="1.5.12",
        choices=JA_NEE,
        unanswered="not_observed",
        reason="De cel was bezet: tijdens het bezoek mocht niemand erbij.",
    ),
    question(
        "/q15",
        "Hoe is de verlichting?",
        QuestionKind.SELECT_ONE,
        code="1.5.13",
        choices=JA_NEE,
        grid=(
            GridRow("/q15", "Hoe is de verlichting?"),
            GridRow("/q16", "Hoe is de luchtverversing in de cellen aan de noordkant?", "ja"),
        ),
    ),
    question(
        "/q17",
        "Handtekening van het afdelingshoofd",
        QuestionKind.UPLOAD,
        code="1.5.14",
        media="image",
        appearance=("signature",),
    ),
    question("/q18", "Langs welke weg is gelopen?", QuestionKind.GEOTRACE, code="1.5.15"),
    question("/q12", "Wat valt verder op?", QuestionKind.MULTILINE, code="1.5.10"),
    question("/q13", "Naam van de afdeling", QuestionKind.TEXT, code="1.5.11"),
)

CHECKLIST = ChecklistPage(
    chapters=(
        Chapter("1.4 Dagprogramma", 9, 9, 0, "/c4"),
        Chapter("1.5 Accommodatie", 5, 11, 1, "/c5"),
        Chapter("1.6 Meerpersoonscel", 2, 5, 0, "/c6"),
    ),
    at=1,
    questions=QUESTIONS,
    current="/q2",
)

OVERVIEW = VisitOverview(
    title=PLACE,
    subtitle="6–8 oktober 2026 · checklist PI, versie 4",
    resume="1.5.3",
    chapters=(
        ChapterLine(
            at=0,
            title="Bezoek en objectgegevens",
            number="0",
            who=A,
            done=21,
            total=21,
            judged=False,
        ),
        ChapterLine(
            at=1,
            title="Rechtspositie gedetineerden",
            number="1",
            who=B,
            done=52,
            total=80,
            attention=3,
        ),
        ChapterLine(
            at=2,
            title="Omgang met gedetineerden",
            number="2",
            who=A,
            done=31,
            total=31,
            attention=1,
            judgment=Mark.MOSTLY,
            judgment_words="voldoet grotendeels",
        ),
        ChapterLine(at=3, title="Interne veiligheid", number="3", total=30),
    ),
    gaps=(
        Line("Oordeel bij 1.5 Accommodatie", "nog niet gegeven", Mark.MISSING, ref="/q1"),
        Line("Eén verschil is nog te kiezen", "vraag 1.5.6", Mark.OPEN, ref="/q5"),
    ),
    team=(Line(f"{A}, teamleider", icon="person", right="52"), Line(B, icon="person", right="79")),
    programme=(Line("13:00  Rondgang afdeling B", icon="place", right="bezig"),),
    recommendations=(
        Line(
            "Scherm het toilet af in alle cellen",
            "Aanbeveling 4 · maart 2023",
            Mark.LIMITED,
            right="deels",
        ),
    ),
    loose_notes=5,
    loose_pieces=3,
)

FINDINGS = FindingsPage(
    lines=(
        Line("1.5 Accommodatie", right="2", heading=True),
        Line(
            "Toiletten niet overal afgeschermd",
            "B-12 · verbeterpunt · 3 bronsoorten",
            Mark.READY,
            ref="f1",
        ),
        Line(
            "Celtemperatuur onder 20 °C",
            "B-13 · verbeterpunt · 1 bronsoort",
            Mark.MISSING,
            ref="f2",
        ),
        Line("1.12 Afzondering", right="1", heading=True),
        Line(
            "Melding aan arts niet altijd terstond gedaan", "B-09 · risico", Mark.MISSING, ref="f3"
        ),
    ),
    total=3,
    detail=FindingDetail(
        id="f1",
        label="B-12",
        title="Toiletten niet overal afgeschermd",
        criterion="1.5 Accommodatie",
        nature="verbeterpunt",
        natures=(
            Option("risico", "Risico"),
            Option("verbeterpunt", "Verbeterpunt"),
            Option("goed", "Goed voorbeeld"),
        ),
        observed="In 3 van de 8 bekeken cellen (214, 219, 221) staat het toilet open in de ruimte.",
        heard=(
            Source("medewerker afdeling B", "De schermen zijn bij de schilderbeurt weggehaald."),
        ),
        read=(Source("onderhoudsplan 2026, blz. 14", "Schermen in 22 van 48 cellen, in 2027."),),
        links=(
            Line("Vraag 1.5.3: nee", f"{B} · 6 okt 14:02", icon="observe", right="waargenomen"),
            Line(
                "Foto 0142, cel 214", "gelakte kopie aanwezig", icon="evidence", right="waargenomen"
            ),
        ),
        source_kinds=3,
        saved="Bewaard 14:11:40",
    ),
    judgment=JudgmentItem(
        ref="/oordeel_1_5",
        title="Oordeel 1.5 Accommodatie",
        choices=SCALE,
        value="voldoet_beperkt",
        motive_ref="/motief_1_5",
        motive="Het toilet is in drie cellen niet af te schermen.",
        suggestion="voldoet beperkt",
        suggestion_mark=Mark.LIMITED,
        why=(
            Line("4,67 van 6 punten = 78 %", "Zou zijn: voldoet grotendeels", icon="checklist"),
            Line("Kernnorm 1.5.3 is ‘nee’", "Dan hoogstens: voldoet beperkt", icon="key"),
        ),
        others=f"{A} oordeelt gelijk: voldoet beperkt.",
    ),
    warning="Zonder bewijs: B-09, B-13",
    warning_detail="Zonder oordeel: 1.12",
)

EVIDENCE = EvidencePage(
    tuple(
        Piece(
            tile=tile,
            caption=f"{tile.detail}: toilet zonder scherm",
            alt_text="Tekening van een cel met een toilet zonder scherm",
            by=B,
            at="6 okt 2026 13:08",
            size="2,1 MB",
            sha256="9f3a" * 16,
            state_words="origineel ongewijzigd",
            links=(Line("Vraag 1.5.3", icon="checklist", ref="/q2"),) if at < 2 else (),
            log=(Line("13:08 gemaakt", B), Line("14:05 gekoppeld", B)),
        )
        for at, tile in enumerate(TILES)
    ),
    "foto-01",
)

REPORT = ReportPage(
    needs=(
        Line("Plaats, datum en tijden", f"{PLACE}, 6–8 okt 2026", Mark.READY),
        Line("Wie en met welke werkwijze", "3 inspecteurs, doorlichting", Mark.READY),
        Line(
            "Bevinding B-09 heeft geen bewijs",
            "Koppel bewijs of leg uit",
            Mark.MISSING,
            key="Enter",
            ref="f3",
        ),
        Line(
            f"Handtekening {B}", f"{A} tekende 8 okt 16:40", Mark.OPEN, key="Ctrl Enter", ref="sign"
        ),
    ),
    open_needs=2,
    audiences=(Option("internal", "Intern verslag"), Option("summary", "Samenvatting")),
    audience="internal",
    pages=9,
    version="concept 3",
    signing=f"{A} tekende 8 okt 2026 16:40",
    waiting=f"Wacht op {B}",
)

OFFER = SignOffer(
    B,
    "inspecteur",
    "Intern verslag, concept 3",
    (Option("practice", "Oefencertificaat op deze laptop"), Option("file", "Bestand (PKCS#12)")),
    place="Oefenstad",
)

DIFFERENCE = DifferenceItem(
    "answer:/q5",
    "Daglicht, ventilatie en geluid",
    "1.5.6",
    "1.5 Accommodatie",
    (
        Side(
            A,
            "6 okt 14:10",
            "grotendeels",
            "In cel 214 is het raam deels geblindeerd, ventilatie werkt.",
            "laptop A",
        ),
        Side(
            B,
            "6 okt 14:25",
            "beperkt",
            "In cel 214 is het raam deels geblindeerd, ventilatie defect.",
            "laptop B",
            me=True,
        ),
    ),
    (Choice("grotendeels", "grotendeels"), Choice("beperkt", "beperkt"), Choice("niet", "niet")),
)

SYNC = SyncPage(
    here=12,
    under_way=1,
    received=47,
    total=60,
    waiting="13 stukken · 34 MB",
    items=(
        Line(
            "Foto 0144, afdeling C",
            "8,2 MB · gaat verder vanaf 6,0 MB",
            icon="camera",
            right="78 %",
            progress=(78, 100),
        ),
        Line(
            "Foto 0139, luchtplaats",
            "Kantoor vol. Staat veilig op deze laptop.",
            Mark.BLOCKED,
            right="wacht",
        ),
        Line(
            "11 antwoorden, hoofdstuk 1", f"{B} · 14:02", icon="checklist", right="op deze laptop"
        ),
    ),
    problem="Eén foto wacht: kantoor heeft geen ruimte.",
    problem_detail="De foto staat veilig op deze laptop. De rest gaat door. (IB-S-402)",
    last="Laatst gesynchroniseerd 5 okt 17:20.",
    differences=(
        DIFFERENCE,
        DifferenceItem(
            "answer:/q9",
            "BHV en celsleutelcapaciteit",
            "3.1.3",
            "3.1 Calamiteiten",
            DIFFERENCE.sides,
        ),
    ),
)


@cache
def picture(piece: str, width: int) -> bytes:
    """A drawn stand-in for a photo, as PNG."""
    image = QImage(width, width * 3 // 4, QImage.Format.Format_RGB32)
    image.fill(QColor("#DDE2E7" if piece.endswith("1") else "#D9DFDA"))
    painter = QPainter(image)
    painter.fillRect(QRect(width // 3, width // 6, width // 4, width // 3), QColor("#8C98A4"))
    painter.end()
    return _png(image)


@cache
def page_image(number: int, width: int) -> bytes:
    """A page with its number on it, as PNG."""
    image = QImage(width, width * 297 // 210, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    font = QFont()
    font.setPixelSize(width // 18)
    painter.setFont(font)
    painter.setPen(QColor("#1B1F24"))
    area = image.rect().adjusted(width // 10, width // 10, -width // 10, 0)
    painter.drawText(area, Qt.AlignmentFlag.AlignTop, f"OEFENING\nVerslag, bladzijde {number}")
    painter.end()
    return _png(image)


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data.data())
