"""Findings beside the form: walked with F8, mended by a button or with Ctrl+Enter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from forms.checks.checker import accept
from forms.checks.findings import Finding
from forms.definitions.rules import Severity
from forms.report.cells import Address, Cell, State
from forms.report.changes import SetCell
from forms.values.numbers import Number
from tests.ui.conftest import Hand, here, stored
from ui.window.window import Window

REMAINS = Address("martyr_remains", "", "count")


HOME = Address("ncc_convalescence", "form:home", "persons")


ARROW = "\N{NO-BREAK SPACE}→\N{NO-BREAK SPACE}"


def test_the_buttons_of_a_finding_name_the_cell_and_both_numbers(window: Window, qtbot: QtBot) -> None:
    window.sections.choose("II.1")
    finding = next(one for one in window.session.findings if one.cells[0] == REMAINS)
    card = window.findings.cards[finding.id, finding.severity, finding.period]
    qtbot.waitUntil(lambda: card.advised, timeout=5000)
    takes = {one.text(): one for one in card.findChildren(QPushButton) if "→" in one.text()}
    assert f"Sửa Lào: 8{ARROW}7" in takes
    assert any(text.startswith("Sửa Hài cốt liệt sĩ (tổng)") and f"20{ARROW}21" in text for text in takes)
    assert all(one.property("kind") == "" for one in takes.values())  # about as likely: none stands out
    takes[f"Sửa Lào: 8{ARROW}7"].click()
    assert window.status.message == f"Đã sửa 8{ARROW}7 (Ctrl+Z lấy lại)"
    assert finding.id not in {one.id for one in window.session.findings}
    window.session.undo()
    assert finding in window.session.findings


def slip(window: Window) -> Finding:
    """129 persons where 1,219 were meant; returns the finding on their total."""
    window.session.put(SetCell(HOME, Cell(Number(129))))
    return next(one for one in window.session.findings if one.severity is Severity.ERROR and HOME in one.cells)


@pytest.mark.parametrize("width", [1366, 900])
def test_ctrl_enter_acts_on_the_finding_that_f8_brought_into_sight(window: Window, hand: Hand, width: int) -> None:
    window.resize(width, 500)
    finding = slip(window)
    window.go_to(HOME)
    thinking = window.findings._thinking
    thinking.blockSignals(True)  # noqa: FBT003 - a slow machine would have worked it out by now
    for card in window.findings.cards.values():
        card.forget()
    hand.control(Qt.Key.Key_Return)  # not in sight yet: shown first
    thinking.blockSignals(False)  # noqa: FBT003 - Qt's signature
    window.commands.findings.take_here()  # a key that ran ahead of the eyes
    assert stored(window, HOME) == Cell(Number(129))
    assert "nhấn Ctrl+Enter lần nữa" in window.status.message
    window.sections.choose("II.3.c")
    for _ in window.session.findings:
        hand.press(Qt.Key.Key_F8)
        if here(window) == finding.cells[0]:
            break
    pane = window.findings if width == 1366 else window.strip
    assert pane.finding == finding
    QApplication.processEvents()  # it is painted
    assert pane.shows(finding)
    hand.control(Qt.Key.Key_Return)
    assert stored(window, HOME) == Cell(Number(1219))
    assert window.status.message == f"Đã sửa 129{ARROW}1.219 (Ctrl+Z lấy lại)"
    hand.control(Qt.Key.Key_Z)
    assert stored(window, HOME) == Cell(Number(129))


def test_f8_marks_one_card_and_the_strip_names_the_change(window: Window) -> None:
    finding = slip(window)
    window.show_finding(finding)
    assert [card.finding for card in window.findings.cards.values() if card.marked] == [finding]
    window.resize(900, 600)
    window.show_finding(finding)
    buttons = [one for one in window.strip.findChildren(QPushButton) if "→" in one.text() and one.isVisible()]
    assert len(buttons) == 1
    assert "Sửa" in buttons[0].text()
    assert "nhà" in buttons[0].text().lower()
    assert f"129{ARROW}1.219" in buttons[0].text()


def test_where_causes_tie_the_strip_offers_all_and_ctrl_enter_takes_none(window: Window, hand: Hand) -> None:
    window.resize(900, 600)
    finding = next(one for one in window.session.findings if one.cells[0] == REMAINS)
    window.show_finding(finding)
    assert not any("→" in one.text() and one.isVisible() for one in window.strip.findChildren(QPushButton))
    several = next(one for one in window.strip.findChildren(QPushButton) if one.text() == "3 cách sửa…")
    offered = [action.text() for action in several.menu().actions()]
    assert f"Hài cốt liệt sĩ (tổng): 20{ARROW}21" in offered
    hand.control(Qt.Key.Key_Return)
    assert stored(window, REMAINS) == Cell(Number(20))
    assert "tự chọn" in window.status.message
    several.menu().actions()[offered.index(f"Lào: 8{ARROW}7")].trigger()
    assert finding.id not in {one.id for one in window.session.findings}


def test_a_suggestion_about_another_number_is_refused_and_an_estimate_stays_one(window: Window) -> None:
    finding = slip(window)
    found = window.session.suggestions(finding)[0]
    window.session.put(SetCell(HOME, Cell(Number(130))))
    window.commands.findings.take(found)
    assert "đã khác" in window.status.message
    assert stored(window, HOME) == Cell(Number(130))
    window.session.put(SetCell(HOME, Cell(Number(129), State.ESTIMATE)))
    window.commands.findings.take(found)
    assert stored(window, HOME) == Cell(Number(1219), State.ESTIMATE)


def test_f8_walks_the_findings_across_sections(window: Window, hand: Hand) -> None:
    seen = set()
    for _ in window.session.findings:
        hand.press(Qt.Key.Key_F8)
        seen.add(here(window))
    assert {finding.cells[0] for finding in window.session.findings} <= seen
    hand.shift(Qt.Key.Key_F8)
    assert here(window) in seen


def test_f8_reaches_every_finding_of_one_cell(window: Window) -> None:
    window.session.put(
        SetCell(Address("ncc_monthly", "", "persons"), Cell(Number(1))),
        SetCell(Address("ncc_funeral", "", "count"), Cell(Number(90000))),
    )
    standing = [finding for finding in window.session.findings if finding.accepted is None]
    assert len(standing) > len({finding.cells[0] for finding in standing})
    pointed = []
    for _ in standing:
        window.commands.findings.next()
        pointed.append(window.findings.finding)
    assert sorted(finding.id for finding in pointed if finding) == sorted(finding.id for finding in standing)


def test_f8_passes_by_what_was_explained(window: Window) -> None:
    for finding in window.session.findings:
        if finding.acceptable:
            window.session.put(accept(window.session.report, finding, "Đã đối chiếu", "Y Hà"))
    explained = {one.cells[0] for one in window.session.findings if one.accepted}
    explained -= {one.cells[0] for one in window.session.findings if not one.accepted}
    for _ in window.session.findings:
        window.commands.findings.next()
        assert here(window) not in explained
