"""Colours by which everybody can read."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from ui.look.theme import Theme

# every colour in which words are written, with the grounds on which they stand
WRITTEN = {
    "text": ("window", "base", "band", "well", "errorsoft", "warningsoft", "accentsoft"),
    "text2": ("window", "base", "band", "accentsoft"),
    "text3": ("window", "base", "band"),
    "accent": ("window", "base", "band", "well"),
    "error": ("window", "base", "band"),
    "warning": ("window", "base", "band"),
    "ok": ("window", "base", "band"),
    "onaccent": ("accent",),
}


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_words_stand_out_from_their_grounds(dark: bool) -> None:  # noqa: FBT001 - a case
    theme = Theme(dark=dark)
    for colour, grounds in WRITTEN.items():
        for ground in grounds:
            assert contrast(theme[colour], theme[ground]) >= 4.5, (colour, ground)


@pytest.mark.parametrize("dark", [False, True])
def test_edges_and_marks_stand_out(dark: bool) -> None:  # noqa: FBT001 - a case
    theme = Theme(dark=dark)
    pairs = (
        ("edge", "base"),
        ("edge", "band"),
        ("accent", "well"),
        ("error", "errorsoft"),
        ("warningmark", "warningsoft"),
    )
    for mark, ground in pairs:
        assert contrast(theme[mark], theme[ground]) >= 3, (mark, ground)
