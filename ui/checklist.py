"""A line of a checklist on the screen: a sign, what is said, more of it, and what leads to where it can be mended."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.jobs.letters.submitting import CheckItem, Readiness
from ui.look.labels import button, label, picture
from ui.look.theme import Theme

_SIGNS = {
    Readiness.DONE: ("checkmark_circle", "ok"),
    Readiness.NOTE: ("info", "accent"),
    Readiness.OPEN: ("warning", "warning"),
}


def check_row(theme: Theme, one: CheckItem, act: tuple[str, Callable[[], object]] | None = None) -> QWidget:
    """The widget of a line; `act` is a button on its right with what it does."""
    row = QWidget()
    row.setAccessibleName(f"{one.standing.label}: {one.message}. {one.more}".strip())
    across = QHBoxLayout(row)
    across.setContentsMargins(0, theme.px(2), 0, theme.px(2))
    across.setSpacing(theme.px(10))
    name, colour = _SIGNS[one.standing]
    across.addWidget(picture(theme, name, colour, 16, one.standing.label), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label(theme, one.message, bold=one.standing is Readiness.OPEN, wrap=True))
    if one.more:
        words.addWidget(label(theme, one.more, -0.5, colour="text2", wrap=True))
    words.addStretch()
    across.addLayout(words, 1)
    if act:
        text, do = act
        there = button(theme, text, "link")
        there.clicked.connect(do)
        across.addWidget(there, 0, Qt.AlignmentFlag.AlignTop)
    return row
