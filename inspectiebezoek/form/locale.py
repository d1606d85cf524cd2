"""Texts in the language of the person: translated texts of the form, names of months and days.

Source: ODK XForms specification, Languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from inspectiebezoek.form.definition import Output

Template: TypeAlias = tuple[str | Output, ...]

MONTHS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "nl": (
        ("jan", "januari"), ("feb", "februari"), ("mrt", "maart"), ("apr", "april"),
        ("mei", "mei"), ("jun", "juni"), ("jul", "juli"), ("aug", "augustus"),
        ("sep", "september"), ("okt", "oktober"), ("nov", "november"), ("dec", "december"),
    ),
    "en": (
        ("Jan", "January"), ("Feb", "February"), ("Mar", "March"), ("Apr", "April"),
        ("May", "May"), ("Jun", "June"), ("Jul", "July"), ("Aug", "August"),
        ("Sep", "September"), ("Oct", "October"), ("Nov", "November"), ("Dec", "December"),
    ),
}  # fmt: skip
DAYS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "nl": (
        ("ma", "maandag"), ("di", "dinsdag"), ("wo", "woensdag"), ("do", "donderdag"),
        ("vr", "vrijdag"), ("za", "zaterdag"), ("zo", "zondag"),
    ),
    "en": (
        ("Mon", "Monday"), ("Tue", "Tuesday"), ("Wed", "Wednesday"), ("Thu", "Thursday"),
        ("Fri", "Friday"), ("Sat", "Saturday"), ("Sun", "Sunday"),
    ),
}  # fmt: skip
_DUTCH = ("nl", "nederlands", "dutch")


def calendar_language(language: str) -> str:
    """`nl` for the ways a form names Dutch, such as `Nederlands (nl)`, else `en`."""
    name = language.lower()
    return "nl" if name.startswith(_DUTCH) or "(nl" in name else "en"


MEDIA = ("image", "big-image", "audio", "video")


@dataclass(slots=True)
class Translations:
    """The translated texts of a form: language, then text id, then form of the text.

    The form of the text is empty for the plain one, or `short`, `guidance`, `image`, `audio`, ….
    """

    languages: tuple[str, ...] = ()
    default: str = ""
    texts: dict[str, dict[str, dict[str, Template]]] = field(default_factory=dict)

    def template(self, language: str, text_id: str, form: str = "") -> Template | None:
        """A text in a language, in the default language where it lacks there."""
        for one in (language, self.default):
            forms = self.texts.get(one, {}).get(text_id)
            if forms is not None and form in forms:
                return forms[form]
        return None

    @property
    def has_media(self) -> bool:
        """True when a text of the form comes with a picture, a sound or a film."""
        return bool(self.media_files())

    def media_files(self) -> tuple[str, ...]:
        """The files that texts come with, each once: `raam.png` of `jr://images/raam.png`."""
        texts = (forms for known in self.texts.values() for forms in known.values())
        named = (forms[kind] for forms in texts for kind in MEDIA if kind in forms)
        plain = ("".join(part for part in each if isinstance(part, str)) for each in named)
        return tuple(dict.fromkeys(address.rpartition("/")[2] for address in plain if address))

    def forms(self, language: str, text_id: str) -> Mapping[str, Template]:
        """All forms of a text in a language."""
        return self.texts.get(language, {}).get(text_id, {})
