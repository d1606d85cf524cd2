"""Promises about marked-up labels: they look as the maker meant, and can do no harm."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspectiebezoek.form.richtext import rich

ALLOWED = re.compile(
    r"</?(?:b|i|u|em|strong|sub|sup|small|p|br|h[1-6]|span|a)>"
    r'|<a href="(?:https?://|mailto:)[^"<>]*">|<span style="[^"<>]*">'
)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("gewoon", "gewoon"),
        ("# Kop\nregel\nregel", "<h1>Kop</h1>regel<br>regel"),
        ("**vet** en *schuin* en _ook_", "<b>vet</b> en <i>schuin</i> en <i>ook</i>"),
        ("a_b_c en 2*3*4", "a_b_c en 2*3*4"),
        (r"\*niet schuin\*", "*niet schuin*"),
        (
            "[site](https://voorbeeld.nl/a?b=1&c=2)",
            '<a href="https://voorbeeld.nl/a?b=1&amp;c=2">site</a>',
        ),
        ("[site](javascript:alert(1))", "[site](javascript:alert(1))"),
        ('<span style="color:red">rood</span>', '<span style="color:red">rood</span>'),
        ('<span style="color:red;position:fixed">x</span>', '<span style="color:red">x</span>'),
        ("H<sub>2</sub>O", "H<sub>2</sub>O"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<b onclick=x>y</b>", "&lt;b onclick=x&gt;y</b>"),
    ],
)
def test_markup_is_shown_as_it_is_meant(written: str, shown: str) -> None:
    assert rich(written) == shown


@given(st.text("<>/ab*_#[]()\\\"'&;:=\n spanstylehref\x001https://", max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_text_brings_a_tag_that_is_not_allowed(text: str) -> None:
    assert "<" not in ALLOWED.sub("", rich(text))
