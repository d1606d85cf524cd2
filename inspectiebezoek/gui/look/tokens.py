"""Every colour, size and duration on screen, as plain numbers; no Qt here."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TypeVar


@dataclass(frozen=True, slots=True)
class Colours:
    """Roles, never hues: a screen asks for `caution`, not for amber.

    `ground` is the paper, `panel` stands beside it, `sunken` are the bars around both.
    `divider` is decoration; `border` is the edge of a control and keeps 3:1. `focus` is the
    ring and is used for nothing else. `good`, `caution`, `bad` belong to judgments and to the
    system, never to answers: "no" is an observation and can be good news.
    """

    ground: str
    panel: str
    sunken: str
    text: str
    muted: str
    divider: str
    border: str
    accent: str
    on_accent: str
    tint: str
    hover: str
    focus: str
    good: str
    good_tint: str
    caution: str
    caution_tint: str
    bad: str
    bad_tint: str
    info: str
    info_tint: str


LIGHT = Colours(
    ground="#FFFFFF",
    panel="#F4F6F8",
    sunken="#E9EDF1",
    text="#1B1F24",
    muted="#565E68",
    divider="#D9DEE4",
    border="#6B7480",
    accent="#154273",
    on_accent="#FFFFFF",
    tint="#E4EDF6",
    hover="#EDF1F5",
    focus="#01689B",
    good="#1E6B33",
    good_tint="#E7F3EA",
    caution="#7A4F00",
    caution_tint="#FCF3DF",
    bad="#A8201A",
    bad_tint="#FCEBE9",
    info="#154273",
    info_tint="#E4EDF6",
)
DARK = Colours(
    ground="#14181D",
    panel="#1D232A",
    sunken="#0F1317",
    text="#F2F4F7",
    muted="#AAB4BF",
    divider="#323A44",
    border="#7D8894",
    accent="#8FCAE7",
    on_accent="#0B0E12",
    tint="#213747",
    hover="#262E37",
    focus="#FFD23F",
    good="#7BD492",
    good_tint="#1B3324",
    caution="#F2C14E",
    caution_tint="#38301A",
    bad="#FF9A93",
    bad_tint="#402322",
    info="#8FCAE7",
    info_tint="#1D3341",
)
CONTRAST = Colours(
    ground="#000000",
    panel="#000000",
    sunken="#000000",
    text="#FFFFFF",
    muted="#FFFFFF",
    divider="#FFFFFF",
    border="#FFFFFF",
    accent="#7FE3FF",
    on_accent="#000000",
    tint="#00344A",
    hover="#262626",
    focus="#FFFF00",
    good="#8CFFA6",
    good_tint="#000000",
    caution="#FFE066",
    caution_tint="#000000",
    bad="#FFB3AD",
    bad_tint="#000000",
    info="#7FE3FF",
    info_tint="#000000",
)
COLOURS = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}


@dataclass(frozen=True, slots=True)
class Space:
    """Pixels on a 4 px grid: `xs` inside a chip, `m` inside a card, `xl` as page margin."""

    xxs: int = 2
    xs: int = 4
    s: int = 8
    m: int = 12
    l: int = 16  # noqa: E741
    xl: int = 24
    xxl: int = 32


@dataclass(frozen=True, slots=True)
class Radius:
    """Corner radii in pixels; they do not grow with the text."""

    small: int = 4
    control: int = 6
    card: int = 8


@dataclass(frozen=True, slots=True)
class Type:
    """Text sizes in pixels at 100 %; hierarchy comes from size and space, not from many weights."""

    caption: int = 13
    small: int = 15
    body: int = 16
    heading: int = 18
    title: int = 22
    question: int = 25


@dataclass(frozen=True, slots=True)
class Size:
    """Sizes of things in pixels; `target` is the smallest thing one can hit (WCAG 2.2 asks 24)."""

    icon: int = 20
    icon_small: int = 16
    mark: int = 18
    target: int = 32
    action: int = 44
    answer: int = 60
    line: int = 1
    ring: int = 2
    ring_gap: int = 2


@dataclass(frozen=True, slots=True)
class Duration:
    """Milliseconds."""

    draft: int = 300
    toast: int = 5_000
    toast_action: int = 10_000


SEMIBOLD = frozenset({"strong", "heading", "title", "question", "small_strong", "caption_strong"})
_THUMB = 64
_SIZE_OF = {"strong": "body", "small_strong": "small", "caption_strong": "caption"}
ROLES = ("caption", "small", "body", "heading", "title", "question", *_SIZE_OF)

Group = TypeVar("Group", Space, Type, Size)


def _scaled(group: Group, factor: float) -> Group:
    sizes = {each.name: round(getattr(group, each.name) * factor) for each in fields(group)}
    return replace(group, **sizes)


@dataclass(frozen=True)
class Theme:
    """A set of colours at a zoom (1.0 is 100 %): text grows most, then targets, then the air."""

    name: str
    zoom: float
    colour: Colours
    type: Type
    size: Size
    space: Space
    radius: Radius = Radius()
    duration: Duration = Duration()

    @property
    def compact(self) -> bool:
        """True when the text is so large that context moves below the paper."""
        return self.zoom > 1.2

    @property
    def heavy(self) -> bool:
        """True when lines and edges must carry what tints carry elsewhere."""
        return self.name == "contrast"

    def pixels(self, role: str) -> int:
        """The text size of a role, such as `small_strong`."""
        return int(getattr(self.type, _SIZE_OF.get(role, role)))


def make_theme(name: str = "light", zoom: float = 1.0, *, one_hand: bool = False) -> Theme:
    """A theme by name (`light`, `dark`, `contrast`) at a zoom between 0.8 and 2.0.

    `one_hand`: whatever one hits is at least 64 pixels high, for a cold thumb in a corridor.
    """
    size = _scaled(Size(), 1 + (zoom - 1) * 0.8)
    if one_hand:
        size = replace(size, target=max(_THUMB, size.target), action=max(_THUMB, size.action))
    heavy = name == "contrast"
    size = replace(size, line=2 if heavy else 1, ring=3 if heavy else 2, ring_gap=2)
    space = _scaled(Space(), 1 + (zoom - 1) * 0.3)
    return Theme(name, zoom, COLOURS[name], _scaled(Type(), zoom), size, space)
