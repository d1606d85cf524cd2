"""Whether two colours are far enough apart to be read (WCAG 2.2: 1.4.3, 1.4.11)."""

from __future__ import annotations

from inspectiebezoek.gui.look.tokens import Colours

_SURFACES = ("ground", "panel", "sunken", "tint", "hover")
_TONES = ("good", "caution", "bad", "info")

# Every pair that is drawn together, with the ratio that it needs.
PAIRS: tuple[tuple[str, str, float], ...] = (
    *((front, back, 4.5) for front in ("text", "muted") for back in _SURFACES),
    *(
        (front, back, 4.5)
        for front in ("accent", "good", "caution", "bad")
        for back in ("ground", "panel", "tint")
    ),
    *((tone, f"{tone}_tint", 4.5) for tone in _TONES),
    *(("text", f"{tone}_tint", 4.5) for tone in _TONES),
    ("on_accent", "accent", 4.5),
    *(("border", back, 3.0) for back in _SURFACES),
    *(("focus", back, 3.0) for back in _SURFACES),
)


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB`, between 0 (black) and 1 (white)."""

    def linear(part: str) -> float:
        value = int(part, 16) / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(colour[at : at + 2]) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """Contrast between two colours, from 1 (the same) to 21 (black on white)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def weak_pairs(colours: Colours) -> list[str]:
    """The pairs that fall short, each as a readable line; empty when all is well."""
    return [
        f"{front} on {back}: {found:.2f} < {need}"
        for front, back, need in PAIRS
        if (found := ratio(getattr(colours, front), getattr(colours, back))) < need
    ]
