from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from forms.definitions.rules import Severity
from forms.document import revisions
from forms.report.cells import Address, Cell
from forms.report.changes import LOCKED, SetCell
from forms.values.numbers import Number
from tests.ui.conftest import Hand, form_of, here
from tests.ui.test_whole import settle
from ui.entry.rows import RowKind
from ui.look.theme import Theme
from ui.window.window import Window

REMAINS = Address("martyr_remains", "", "count")


def test_the_list_counts_what_is_filled_and_what_is_wrong(window: Window) -> None:
    section = window.session.report.template.sections["II.1"]
    assert window.session.filled(section) == (64, 64)
    assert window.session.count(section, Severity.ERROR) == 1
    window.session.put(SetCell(REMAINS, Cell(Number(21))))
    assert window.session.count(section, Severity.ERROR) == 0
    window.session.put(SetCell(REMAINS, None))
    assert window.session.filled(section) == (63, 64)


def test_the_state_of_the_report_stands_at_the_right(window: Window) -> None:
    assert window.state.isVisible()
    assert window.state.state.text() == "Dự thảo"
    report, when = window.session.report, datetime(2025, 1, 2, tzinfo=UTC)
    window.session.put(revisions.finalise(report, "Y Hà", when))
    assert window.state.state.text() == "Chốt số liệu"
    window.session.put(revisions.reopen(report, "Thiếu một hài cốt", "Y Hà", when))
    assert window.state.state.text() == "Dự thảo lần 2"
    window.zoom_by(1)
    assert window.menuBar().cornerWidget() is window.state


def test_the_state_is_whole_in_a_window_that_grows_or_shrinks(window: Window) -> None:
    for width, zoom in ((800, 1.0), (1366, 1.0), (800, 1.0), (1366, 2.0), (1920, 2.0)):
        while window.theme.zoom < zoom:
            window.zoom_by(1)
        window.resize(width, 768)
        settle()
        state = window.state
        assert state.title.isVisible() == (width / zoom > 900)
        assert state.size() == state.sizeHint()
        assert state.geometry().right() < window.menuBar().width()


def test_a_final_report_looks_locked_and_says_why(window: Window, hand: Hand) -> None:
    window.go_to(REMAINS)
    rows = form_of(window).model().rows
    assert any(row.kind is RowKind.NEW for row in rows)
    window.session.put(revisions.finalise(window.session.report, "Y Hà", datetime(2025, 1, 2, tzinfo=UTC)))
    assert not any(row.kind is RowKind.NEW for row in form_of(window).model().rows)
    hand.type("9")
    assert form_of(window).fields.field is None
    assert window.status.message == LOCKED
    window.session.put(
        revisions.reopen(window.session.report, "Thiếu một hài cốt", "Y Hà", datetime(2025, 1, 3, tzinfo=UTC))
    )
    assert any(row.kind is RowKind.NEW for row in form_of(window).model().rows)
    hand.type("9")
    assert form_of(window).fields.field is not None


def test_a_narrow_window_has_codes_and_one_finding(window: Window) -> None:
    assert window.findings.isVisible()
    window.resize(1000, 700)
    assert not window.findings.isVisible()
    assert window.strip.isVisible()
    assert window.sections.compact
    assert form_of(window).columnWidth(form_of(window).model().columns.label) > 200
    window.commands.findings.next()
    assert window.strip.finding is not None
    assert window.strip.finding.cells[0] == here(window)
    window.session.put(SetCell(REMAINS, Cell(Number(19))))
    window.resize(1366, 768)
    assert window.findings.isVisible()
    section = window.session.report.template.sections["II.1"]
    assert [card.finding for card in window.findings.cards.values()] == window.session.findings_of(section)


@pytest.mark.parametrize("dark", [False, True])
def test_the_colours_of_the_system_are_followed(window: Window, monkeypatch: pytest.MonkeyPatch, dark: bool) -> None:  # noqa: FBT001
    window.go_to(REMAINS)
    monkeypatch.setattr(Theme, "of_system", classmethod(lambda cls, zoom=1.0: cls(dark=dark, zoom=zoom)))
    window._follow_system()
    assert window.theme.dark is dark
    assert here(window) == REMAINS


def test_a_section_without_figures_has_a_page(window: Window) -> None:
    window.sections.choose("III")
    assert window.form is None
    assert isinstance(window._page, QWidget)
    window.commands.cells.add_row()
    window.commands.help.explain()
    window.sections.step(-1)
    assert window.form is not None


def test_the_status_bar_says_when_it_was_saved(window: Window) -> None:
    window.session.put(SetCell(REMAINS, Cell(Number(21))))
    assert window.status._saved.text().startswith("Đã lưu ")


def test_nothing_of_the_exports_loads_with_the_window() -> None:
    code = (
        "import sys, ui.window; print([n for n in ('docx', 'openpyxl', 'xlsxwriter', 'reportlab') if n in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=Path(__file__).parents[3]
    )
    assert result.stdout.strip() == "[]"
