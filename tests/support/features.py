"""The features of ODK forms that are promised, each with what proves it; docs/odk.md is made of it.

A feature is a row of the table: its area, its name, a form in Markdown tables or an expression, and
what must come out.
"""

from __future__ import annotations

from collections.abc import Iterator

# Expression to value, with a = 5, b = '' and s = 'x y' as answers before it.
FUNCTIONS: dict[str, dict[str, str]] = {
    "Text": {
        "string(1.50)": "1.5",
        "concat('a', 1, true())": "a1true",
        "join('-', 'a', 'b')": "a-b",
        "substr('abcdef', 1, 3)": "bc",
        "substring('abcdef', 2, 3)": "bcd",
        "substring-before('a=b', '=')": "a",
        "substring-after('a=b', '=')": "b",
        "translate('bar', 'abc', 'ABC')": "BAr",
        "string-length('abc')": "3",
        "normalize-space('  a   b ')": "a b",
        "contains('abc', 'b')": "true",
        "starts-with('abc', 'a')": "true",
        "ends-with('abc', 'c')": "true",
        "upper-case('a')": "A",
        "lower-case('A')": "a",
        "regex('12ab', '^[0-9]{2}[a-z]+$')": "true",
        "coalesce(${b}, 'x')": "x",
        "digest('abc', 'MD5', 'hex')": "900150983cd24fb0d6963f7d28e17f72",
        "base64-decode('aGFsbG8=')": "hallo",
        "extract-signed('aGFsbG8=', 'aGFsbG8=')": "",
        "string-length(uuid())": "36",
    },
    "Truth": {
        "boolean('x')": "true",
        "not(1 = 2)": "true",
        "true()": "true",
        "false()": "false",
        "boolean-from-string('1')": "true",
        "if(${a} > 3, 'j', 'n')": "j",
        "once('eerst')": "eerst",
        "checklist(1, 2, 1, 1, 0)": "true",
        "weighted-checklist(3, 5, 1, 4, 0, 9)": "true",
        "lang('nl')": "false",
    },
    "Numbers": {
        "number('1.5')": "1.5",
        "int(2.9)": "2",
        "round(2.345, 2)": "2.35",
        "floor(2.9)": "2",
        "ceiling(2.1)": "3",
        "abs(-2)": "2",
        "pow(2, 10)": "1024",
        "round(log(10), 3)": "2.303",
        "log10(100)": "2",
        "sqrt(9)": "3",
        "exp(0)": "1",
        "exp10(2)": "100",
        "round(pi(), 2)": "3.14",
        "sin(0)": "0",
        "cos(0)": "1",
        "tan(0)": "0",
        "asin(0)": "0",
        "acos(1)": "0",
        "atan(0)": "0",
        "atan2(0, 1)": "0",
        "max(1, 3, 2)": "3",
        "min(1, 3, 2)": "1",
        "random() < 1": "true",
        "7 mod 3 + 8 div 2 * -1": "-3",
    },
    "Choices and rows": {
        "selected(${s}, 'y')": "true",
        "selected-at(${s}, 1)": "y",
        "count-selected(${s})": "2",
        "jr:choice-name('ja', '${k}')": "Ja",
        "count(${q})": "2",
        "count-non-empty(${q})": "2",
        "sum(${q})": "7",
        "indexed-repeat(${q}, ${r}, 2)": "4",
        "position(/data)": "1",
        "/data/r[last()]/q": "4",
        "instance('kleur')/root/item[name = 'rood']/label": "Rood",
        "count(randomize(instance('kleur')/root/item, 3))": "3",
        "pulldata('lijst', 'label', 'name', 'x')": "Ix",
        "name(..)": "data",
        "local-name(..)": "data",
        "namespace-uri(..)": "",
        "count(id('geen'))": "0",
        "current()/../a": "5",
        "jr:itext('geen')": "",
    },
    "Dates": {
        "today()": "2026-11-23",
        "now()": "2026-11-23T12:00:00.000+01:00",
        "date('2026-11-23')": "2026-11-23",
        "date-time('2026-11-23T10:00:00.000+01:00')": "2026-11-23T10:00:00.000+01:00",
        "decimal-date-time('1970-01-02T00:00:00Z')": "1",
        "decimal-time('12:00:00.000+01:00')": "0.5",
        "format-date('2026-11-23', '%a %e %b %Y')": "Mon 23 Nov 2026",
        "format-date-time('2026-11-23T09:05:00', '%H:%M')": "09:05",
        "date('2026-11-23') - date('2026-11-20')": "3",
    },
    "Places": {
        "distance('52 4', '52 5') > 68000": "true",
        "area('0 0; 0 1; 1 1; 0 0') > 6000000000": "true",
        "enclosed-area('0 0; 0 1; 1 1; 0 0') > 6000000000": "true",
        "geofence('0.2 0.5', '0 0; 0 1; 1 1; 0 0')": "true",
        "intersects('0 0; 1 1; 0 1; 1 0')": "true",
    },
}

# Type in the sheet to (type word of `form run`, value type, an answer and what is kept of it).
TYPES: dict[str, tuple[str, str, str, str]] = {
    "text": ("input", "string", "ab", "ab"),
    "integer": ("input", "int", "12", "12"),
    "decimal": ("input", "decimal", "1.50", "1.5"),
    "date": ("input", "date", "2026-11-23", "2026-11-23"),
    "time": ("input", "time", "10:00:00.000+01:00", "10:00:00.000+01:00"),
    "dateTime": ("input", "dateTime", "2026-11-23T10:00:00Z", "2026-11-23T10:00:00Z"),
    "select_one kleur": ("select", "string", "rood", "rood"),
    "select_multiple kleur": ("select", "string", "blauw rood", "rood blauw"),
    "rank kleur": ("rank", "string", "groen rood blauw", "groen rood blauw"),
    "select_one_from_file lijst.csv": ("select", "string", "x", "x"),
    "range": ("range", "int", "3", "3"),
    "acknowledge": ("trigger", "string", "OK", "OK"),
    "note": ("note", "string", "", ""),
    "barcode": ("input", "barcode", "871", "871"),
    "geopoint": ("input", "geopoint", "52.1 4.3", "52.1 4.3"),
    "geotrace": ("input", "geotrace", "52 4;52 5", "52.0 4.0;52.0 5.0"),
    "geoshape": ("input", "geoshape", "1 1;1 2;2 2;1 1", "1.0 1.0;1.0 2.0;2.0 2.0;1.0 1.0"),
    "image": ("upload", "binary", "a.jpg", "a.jpg"),
    "audio": ("upload", "binary", "a.m4a", "a.m4a"),
    "video": ("upload", "binary", "a.mp4", "a.mp4"),
    "file": ("upload", "binary", "a.pdf", "a.pdf"),
    "hidden": ("model-value", "string", "", ""),
    "calculate": ("model-value", "string", "", ""),
}

# Type in the sheet to how the window asks it, what one presses or types, and what is kept.
# Digits of a choice are pressed, other words typed; nothing for what is not answered.
WINDOW: dict[str, tuple[str, str, str]] = {
    "text": ("typed; several lines with `multiline`", "ab", "ab"),
    "integer": ("typed", "12", "12"),
    "decimal": ("typed, with a comma or a point", "1,5", "1.5"),
    "date": ("typed, `24-11-2026` or as one writes it", "23-11-2026", "2026-11-23"),
    "time": ("typed, with its UTC offset", "10.00", "10:00:00.000"),
    "dateTime": ("typed: date, time, UTC offset", "23 nov 2026\t14:05", "2026-11-23T14:05:00.000"),
    "select_one kleur": ("a digit each; a search field for more than ten", "1", "rood"),
    "select_multiple kleur": ("as select_one; any number of answers", "12", "rood blauw"),
    "rank kleur": ("digits in order", "31", "groen rood"),
    "select_one_from_file lijst.csv": ("as select_one", "1", "x"),
    "range": ("typed; the ends stand beside it", "3", "3"),
    "acknowledge": ("a tick, digit 1", "1", "OK"),
    "note": ("read; markup and pictures are shown", "", ""),
    "barcode": ("typed, or by a scanner that types", "871", "871"),
    "geopoint": ("typed in degrees", "52,1 4,3", "52.1 4.3 0.0 0.0"),
    "geotrace": ("typed, `;` between places", "52 4; 52 5", "52.0 4.0 0.0 0.0;52.0 5.0 0.0 0.0"),
    "geoshape": ("typed, closed by itself", "1 1; 1 2; 2 2",
                 "1.0 1.0 0.0 0.0;1.0 2.0 0.0 0.0;2.0 2.0 0.0 0.0;1.0 1.0 0.0 0.0"),
    "image": ("a file, the camera, a drawing or a signature", "1", ".jpg"),
    "audio": ("a file", "1", ".mp3"),
    "video": ("a file", "1", ".mp4"),
    "file": ("a file of any kind", "1", ".pdf"),
    "hidden": ("not shown", "", ""),
    "calculate": ("read, when it has a name for people", "", ""),
}  # fmt: skip

# What an appearance does in the window; the others in the list change nothing there.
LOOKS: dict[str, str] = {
    "multiline": "a field of several lines",
    "month-year, year": "a month or a year is enough: `11-2026`, `2026`",
    "masked": "dots instead of what is typed",
    "minimal, autocomplete, search": "a list with a search field",
    "quick": "an answer goes on to the next question by itself",
    "likert": "all answers in one row",
    "columns-2 and so on": "so many answers beside each other",
    "label, list-nolabel, table-list, field-list": "selects with the same choices as one table",
    "signature": "drawn with mouse or pen, or a typed name",
    "draw": "drawn by keyboard, mouse or pen on empty paper",
    "annotate": "a photo on which one draws; so does every photo, with A",
}

APPEARANCES = (
    "multiline", "numbers", "url", "thousands-sep", "bearing", "month-year", "year", "no-calendar",
    "minimal", "autocomplete", "quick", "likert", "columns", "columns-pack", "no-buttons", "map",
    "image-map", "label", "list-nolabel", "signature", "draw", "annotate", "new", "new-front",
    "placement-map", "maps", "hide-input", "vertical", "rating", "picker", "field-list",
    "table-list", "printer", "masked",
)  # fmt: skip

# Logic and structure: a name, and the test that keeps the promise.
LOGIC: dict[str, str] = {
    "groups, nested repeats, jr:count, jr:noAddRemove": "test_filling, test_conformance",
    "calculate, relevant, required, constraint, readonly, with messages": "test_filling",
    "defaults, static and dynamic; setvalue on all four events": "test_filling, test_conformance",
    "odk:setgeopoint": "test_reading",
    "choice filters over internal, CSV, XML and GeoJSON lists": "test_filling, test_conformance",
    "preloads, meta/instanceID, instanceName": "test_filling, test_conformance",
    "entities: create and update": "test_reading",
    "draft, edit with deprecatedID, new instance": "test_reading, test_steps",
    "languages, short, guidance and media forms of texts, outputs": "test_filling",
    "Markdown and safe HTML in labels and hints": "test_richtext",
    "every fault at once, with sheet, row, column and remedy": "test_check",
    "hostile forms refused or stopped": "test_hostile",
}

MISSING: dict[str, str] = {
    "pictures of choices in a search list or a rank": "words are shown, sounds and films played",
    "maps (`map`, `image-map`, `placement-map`)": "places are typed, choices are chosen by digit",
    "background-audio, odk:recordaudio": "the form loads, nothing is recorded",
    "background-geopoint, audit": "the form loads, nothing is logged: the visit has its own log",
    "encrypted submissions": "the whole store is encrypted instead",
    "printing and external apps (intent, ex:)": "kept as a text question",
}


def page() -> Iterator[str]:
    """The lines of docs/odk.md."""
    yield "# What of ODK forms works here"
    yield ""
    yield "Made from `tests/support/features.py`; `tests/form/test_features.py` proves each row and"
    yield "keeps this page the same. Source of the words: the ODK XForms specification and XLSForm."
    yield ""
    yield "## Question types"
    yield ""
    yield "`tests/gui/test_every_type.py` answers each of them in the window, by keyboard alone."
    yield ""
    yield "| type in the sheet | in `form run` | value type | in the window |"
    yield "|---|---|---|---|"
    for name, (word, value, _, _) in TYPES.items():
        yield f"| {name} | {word} | {value} | {WINDOW[name][0]} |"
    yield ""
    yield "## Appearances"
    yield ""
    yield "All words reach the window as they are written: " + ", ".join(APPEARANCES) + "."
    yield ""
    yield "| appearance | in the window |"
    yield "|---|---|"
    for name, words in LOOKS.items():
        yield f"| {name} | {words} |"
    yield ""
    yield "## Functions"
    for area, rows in FUNCTIONS.items():
        yield ""
        yield f"### {area}"
        yield ""
        yield "| example | gives |"
        yield "|---|---|"
        for expression, value in rows.items():
            yield f"| `{expression}` | `{value or ' '}` |".replace("` `", "nothing")
    yield ""
    yield "## Structure, logic and life"
    yield ""
    yield "| feature | proved by |"
    yield "|---|---|"
    for name, proof in LOGIC.items():
        yield f"| {name} | {proof} |"
    yield ""
    yield "## Not here"
    yield ""
    yield "| feature | what happens |"
    yield "|---|---|"
    for name, what in MISSING.items():
        yield f"| {name} | {what} |"
