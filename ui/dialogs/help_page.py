"""F1: what a figure means, in which unit it is counted, which document asks for it, and its rules in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from forms.definitions.explaining import rules
from forms.definitions.office import DatedName
from forms.definitions.template import Figure, Template
from forms.values.style import day_in_figures
from ui.dialogs.explanations import explanation
from ui.look.labels import button
from ui.look.theme import Theme

KEYS = (
    ("=8995+200", "cộng nhiều số; phép cộng được giữ lại"),
    ("~1.234", "số ước"),
    ("-", "không phát sinh"),
    ("...", "chưa có số liệu"),
    ("x", "không thuộc phạm vi"),
)

WALK = (
    ("Ô kế tiếp", "Enter, Tab"),
    ("Ô trước", "Shift+Enter, Shift+Tab"),
    ("Lên, xuống một ô", "↑, ↓"),
    ("Sang ô bên, đầu dòng, cuối dòng", "←, →, Home, End"),
    ("Sửa giữa số, giữa chữ", "F2"),
    ("Chọn khối ô", "Shift+↑, Shift+↓, Shift+←, Shift+→"),
)


def page(code: str) -> str:
    """The page of the guide on a finding's code as rich text."""
    document = QTextDocument()
    document.setMarkdown(explanation(code))
    return document.toHtml()


def described(template: Template, figure: Figure, codes: Sequence[str] = ()) -> str:
    """The help of a figure as rich text, after that of the findings which its cell has."""
    section = template.sections[figure.section]
    units = dict.fromkeys(f"{measure.label}: {measure.unit}" for measure in figure.measures.values())
    parts = [page(code) for code in dict.fromkeys(codes)]
    parts += [f"<h3>{escape(figure.label)}</h3>", f"<p>{escape(section.number)} {escape(section.title)}</p>"]
    if figure.help:
        parts.append(f"<p>{escape(figure.help)}</p>")
    parts.append(f"<p><b>Đơn vị tính</b><br>{'<br>'.join(map(escape, units))}</p>")
    parts.append(f"<p><b>Căn cứ</b><br>{escape(figure.source or template.title)}</p>")
    if section.agency:
        parts.append(
            f"<p><b>Cơ quan theo dõi</b><br>{'<br>'.join(escape(_steward(one)) for one in section.agency)}</p>"
        )
    if found := rules(template, figure):
        items = "".join(f"<li>{escape(rule)}</li>" for rule in found)
        parts.append(f"<p><b>Quy tắc kiểm tra</b></p><ul>{items}</ul>")
    keys = "".join(f"<tr><td><b>{escape(key)}</b>&nbsp;&nbsp;</td><td>{items}</td></tr>" for key, items in KEYS)
    parts.append(f"<p><b>Cách gõ</b></p><table>{keys}</table>")
    return "".join(parts)


def _steward(agency: DatedName) -> str:
    """An agency with the days between which it gathers the numbers."""
    days = [f"từ {day_in_figures(agency.since)}"] if agency.since else []
    days += [f"đến {day_in_figures(agency.until)}"] if agency.until else []
    return f"{agency.name} ({', '.join(days)})" if days else agency.name


def listed(keys: Mapping[str, Sequence[tuple[str, str]]]) -> str:
    """Every command with its keys as rich text, after the keys that walk in the form."""
    lines = []
    for head, rows in {"Trong biểu": WALK, **keys}.items():
        if rows:
            lines.append(f"<tr><td colspan='2' style='padding-top: 10px'><b>{head}</b></td></tr>")
            lines += [
                f"<tr><td style='padding-right: 24px'>{name}</td><td>{escape(key)}</td></tr>" for name, key in rows
            ]
    return f"<table cellspacing='1'>{''.join(lines)}</table>"


class Help(QDialog):
    """A page of help, as high as what it says; Esc closes it."""

    def __init__(self, title: str, html: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16))
        layout.setSpacing(theme.px(12))
        self.text = QTextBrowser()
        self.text.setFont(theme.font())
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.setAccessibleName(title)
        self.text.setHtml(html)
        self.text.viewport().setAutoFillBackground(False)
        layout.addWidget(self.text, 1)
        close = button(theme, "Đóng", "primary")
        close.setMinimumHeight(theme.px(32))
        close.clicked.connect(self.accept)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self._fit(theme)
        self.text.setFocus()

    def _fit(self, theme: Theme) -> None:
        """As wide as lines are read well, as high as the page, and never higher than the screen."""
        page, wide = self.text.document(), theme.px(520)
        page.setTextWidth(wide)
        around = self.sizeHint().height() - self.text.sizeHint().height()
        room = self.screen().availableSize()
        high = min(round(page.size().height()) + theme.px(16) + around, round(room.height() * 0.85))
        self.resize(min(wide + theme.px(64), room.width()), high)
