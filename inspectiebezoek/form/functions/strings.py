"""String and boolean functions (ODK XForms specification, String and Boolean Functions)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import unicodedata
from math import isnan

from inspectiebezoek.errors import Code, InspectionError
from inspectiebezoek.form.expression.context import MAX_TEXT, Context
from inspectiebezoek.form.expression.convert import Value, XNode, to_number, to_string
from inspectiebezoek.form.functions.patterns import PatternError, pattern
from inspectiebezoek.form.functions.signature import Function

_WHITE = " \t\r\n"


def concat(*values: Value) -> str:
    """All texts in a row; of a node-set, all its nodes."""
    return bounded([text for value in values for text in texts(value)], "")


def texts(value: Value) -> list[str]:
    """The texts of a value: one, or one per node."""
    return [node.text for node in value] if isinstance(value, list) else [to_string(value)]


def bounded(parts: list[str], separator: str) -> str:
    """The parts in a row.

    Raises:
        InspectionError: FORM_TOO_COMPLEX beyond any answer: texts that double in a ring of
            calculations would fill the memory.
    """
    if sum(map(len, parts)) + len(separator) * len(parts) > MAX_TEXT:
        raise InspectionError(Code.FORM_TOO_COMPLEX, limit=MAX_TEXT)
    return separator.join(parts)


def join(separator: str, *values: Value) -> str:
    """All texts with a separator between them."""
    return bounded([text for value in values for text in texts(value)], separator)


def substr(text: str, start: float, end: float | None = None) -> str:
    """The part from a 0-based start up to an end; negative places count from the end."""
    if isnan(start):
        return ""
    first = int(max(min(start, len(text)), -len(text)))
    if end is None or isnan(end):
        return text[first:]
    return text[first : int(max(min(end, len(text)), -len(text)))]


def substring(text: str, start: float, length: float | None = None) -> str:
    """The part from a 1-based start (XPath 1.0 § 4.2, with its rounding rules)."""
    first = _half_up(start)
    last = float("inf") if length is None else first + _half_up(length)
    return "".join(sign for place, sign in enumerate(text, 1) if first <= place < last)


def _half_up(value: float) -> float:
    return (
        value
        if isnan(value) or value in (float("inf"), float("-inf"))
        else int(value + 0.5 if value + 0.5 >= 0 or (value + 0.5) % 1 == 0 else value - 0.5)
    )


def substring_before(text: str, mark: str) -> str:
    """What stands before a mark."""
    return text.partition(mark)[0] if mark and mark in text else ""


def substring_after(text: str, mark: str) -> str:
    """What stands after a mark."""
    return text.partition(mark)[2] if mark in text and mark else text if not mark else ""


def translate(text: str, source: str, target: str) -> str:
    """Each sign of `source` replaced by the one at its place in `target`, or removed."""
    table: dict[int, str | None] = {}
    for place, sign in enumerate(source):
        table.setdefault(ord(sign), target[place] if place < len(target) else None)
    return text.translate(table)


def normalize_space(c: Context, text: str | None = None) -> str:
    """Without white space around, single spaces inside."""
    whole = c.node.text if text is None else text
    return " ".join(part for part in re.split(f"[{_WHITE}]+", whole) if part)


def string(c: Context, value: Value | None = None) -> str:
    """`string()` of a value, or of the context node."""
    return c.node.text if value is None else to_string(value)


def string_length(c: Context, text: str | None = None) -> float:
    """The number of signs."""
    return float(len(c.node.text if text is None else text))


def digest(text: str, algorithm: str, encoding: str = "base64") -> str:
    """A message digest in hex or base64 (XForms 1.1, digest())."""
    known = {
        "MD5": "md5",
        "SHA-1": "sha1",
        "SHA-256": "sha256",
        "SHA-384": "sha384",
        "SHA-512": "sha512",
    }
    name = known.get(algorithm)
    if name is None:
        return ""
    made = hashlib.new(name, text.encode(), usedforsecurity=False)
    return made.hexdigest() if encoding == "hex" else base64.b64encode(made.digest()).decode()


def base64_decode(text: str) -> str:
    """The text in a base64 value, empty when it is none."""
    try:
        return base64.b64decode(text, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return ""


def regex(text: str, expression: str) -> bool:
    """Whether a regular expression is found in the text.

    One that was put together from answers and cannot be used is found nowhere; one that stands
    in the form is a fault when the form is loaded.
    """
    try:
        return pattern(expression).found(text)
    except PatternError:
        return False


def extract_signed(text: str, key: str) -> str:
    """The words of a signed message, empty when the signature does not hold.

    Both are base64; the message is its Ed25519 signature of 64 bytes and then the words.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        message = base64.b64decode(text, validate=True)
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
        public.verify(message[:64], message[64:])
        return message[64:].decode()
    except (binascii.Error, UnicodeDecodeError, ValueError, InvalidSignature):
        return ""


def boolean_from_string(c: Context, value: Value) -> bool:
    """True for `true` and 1."""
    return to_string(value) == "true" or to_number(value, c.env.zone) == 1


def uuid(c: Context, length: float | None = None) -> str:
    """A random UUID, or a random text of a given length."""
    if length is None:
        return str(c.env.uuid())
    signs = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    count = int(length) if not isnan(length) and 0 < length <= 10_000 else 0
    return "".join(c.env.random.choice(signs) for _ in range(count))


def coalesce(*values: Value) -> Value:
    """The first value that is not empty; no number is empty too."""
    for value in values:
        if to_string(value) not in ("", "NaN") or value == "NaN":
            return value
    return ""


def lang(c: Context, wanted: str) -> bool:
    """Whether the context node is in a language (XPath 1.0 § 4.3)."""
    node: XNode | None = c.node
    while node is not None:
        for attribute in node.attributes:
            if attribute.name == "lang" and attribute.uri.endswith("/namespace"):
                have = attribute.text.lower()
                return have == wanted.lower() or have.startswith(wanted.lower() + "-")
        node = node.above
    return False


def lower_case(text: str) -> str:
    """In small letters."""
    return unicodedata.normalize("NFC", text.lower())


STRINGS = {
    "string": Function("string", "v?", string, context=True),
    "concat": Function("string", "v*", concat),
    "join": Function("string", "sv*", join),
    "substr": Function("string", "snn?", substr),
    "substring": Function("string", "snn?", substring),
    "substring-before": Function("string", "ss", substring_before),
    "substring-after": Function("string", "ss", substring_after),
    "translate": Function("string", "sss", translate),
    "string-length": Function("number", "s?", string_length, context=True),
    "normalize-space": Function("string", "s?", normalize_space, context=True),
    "contains": Function("boolean", "ss", lambda text, part: part in text),
    "starts-with": Function("boolean", "ss", str.startswith),
    "ends-with": Function("boolean", "ss", str.endswith),
    "upper-case": Function("string", "s", str.upper),
    "lower-case": Function("string", "s", lower_case),
    "digest": Function("string", "sss?", digest),
    "base64-decode": Function("string", "s", base64_decode),
    "extract-signed": Function("string", "ss", extract_signed),
    "uuid": Function("string", "n?", uuid, context=True),
    "coalesce": Function("any", "vv*", coalesce),
    "boolean": Function("boolean", "b", lambda value: value),
    "not": Function("boolean", "b", lambda value: not value),
    "true": Function("boolean", "", lambda: True),
    "false": Function("boolean", "", lambda: False),
    "boolean-from-string": Function("boolean", "v", boolean_from_string, context=True),
    "lang": Function("boolean", "s", lang, context=True),
}
