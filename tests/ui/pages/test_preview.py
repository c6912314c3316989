"""The preview: real pages, made beside the window, at the place that is being edited."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from exports.pdf import writer
from exports.pdf.paper import Spot
from exports.typesetting import layout
from forms.definitions.template import Figure
from forms.narrative.blocks import Document
from forms.report.cells import Address, Cell
from forms.report.changes import OpenRow, SetCell, SetRow
from forms.values.numbers import Number
from storage.workspace import Workspace
from tests.conftest import SAMPLE
from ui.cli.commands import run
from ui.look.theme import Theme
from ui.pages.preview import Preview
from ui.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    from forms.definitions.loading import load

    path = tmp_path / "a.bc42"
    assert run(["new", str(path), "--unit", "Tỉnh Kon Tum", "--level", "tinh", "--period", "2024"]) == 0
    assert run(["fill", str(path), str(SAMPLE)]) == 0
    with Workspace.open(path) as workspace:
        yield Session(workspace, workspace.load(load))


@pytest.fixture
def preview(session: Session, qtbot: QtBot) -> Iterator[Preview]:
    made = Preview(session, Theme())
    qtbot.addWidget(made)
    made.resize(700, 600)
    with qtbot.waitSignal(made.refreshed):
        made.show()
    yield made
    made.stop()


def spots(preview: Preview) -> tuple[Spot, ...]:
    assert preview.pages._pages is not None
    return preview.pages._pages.spots


def first_figure(session: Session) -> Figure:
    return next(iter(session.report.template.figures.values()))


def centre(preview: Preview, spot: Spot) -> QPoint:
    return preview.pages._box(spot).center().toPoint()


def pictured(preview: Preview, qtbot: QtBot) -> None:
    """Wait until the first page in view is the newest."""
    pages = preview.pages

    def shown() -> None:
        page = pages._visible()[0]
        assert pages._is_pictured(page, pages._scale(page) * pages.devicePixelRatioF())

    qtbot.waitUntil(shown)


def test_a_pause_in_typing_prints_the_report_anew(session: Session, preview: Preview, qtbot: QtBot) -> None:
    cell = spots(preview)[0].cell
    preview.follow(cell)
    pictured(preview, qtbot)
    before = preview.pages._pictures[spots(preview)[0].page].image
    with qtbot.waitSignal(preview.refreshed):
        session.put(SetCell(cell, Cell(Number(98765))))
    pictured(preview, qtbot)
    assert preview.pages._pictures[spots(preview)[0].page].image != before


def test_typing_on_gives_up_what_was_being_printed(
    session: Session, preview: Preview, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, render = threading.Event(), writer.render

    def endless(_document: Document, step: Callable[[], None]) -> writer.Print:
        monkeypatch.setattr(writer, "render", render)
        started.set()
        while True:
            step()

    monkeypatch.setattr(writer, "render", endless)
    assert preview.pages._pages is not None
    before = preview.pages._pages.number
    preview._print()
    assert started.wait(10)
    with qtbot.waitSignal(preview.refreshed):
        session.put(SetCell(spots(preview)[0].cell, Cell(Number(7))))
    assert preview.pages._pages.number == before + 1


def test_the_place_that_is_edited_stays_in_view(session: Session, preview: Preview, qtbot: QtBot) -> None:
    last = spots(preview)[-1]
    preview.follow(last.cell)
    bar = preview.pages.verticalScrollBar()
    shown = next(spot for spot in spots(preview) if spot.cell == last.cell)
    assert preview.pages.viewport().rect().contains(centre(preview, shown))
    place = bar.value()
    assert place > 0
    with qtbot.waitSignal(preview.refreshed):
        session.put(SetCell(last.cell, Cell(Number(5))))
    assert bar.value() == place


def test_every_stated_value_has_its_place(session: Session, preview: Preview) -> None:
    printed = {spot.cell for spot in spots(preview)}
    assert set(session.report.cells) <= printed


def test_a_click_on_a_value_asks_for_its_cell(preview: Preview, qtbot: QtBot) -> None:
    for spot in (spots(preview)[0], spots(preview)[-1]):
        preview.follow(spot.cell)
        framed = preview.pages._spot
        assert framed is not None
        with qtbot.waitSignal(preview.cell_chosen) as heard:
            QTest.mouseClick(preview.pages.viewport(), Qt.MouseButton.LeftButton, pos=centre(preview, framed))
        assert heard.args == [spot.cell]


def test_a_click_beside_the_values_does_nothing(preview: Preview, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(preview.cell_chosen):
        QTest.mouseClick(preview.pages.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))


def test_the_keyboard_reaches_everything(preview: Preview, qtbot: QtBot) -> None:
    pages, bar = preview.pages, preview.pages.verticalScrollBar()
    key = Qt.Key
    for pressed, moved in ((key.Key_PageDown, 1), (key.Key_End, 1), (key.Key_PageUp, -1), (key.Key_Home, -1)):
        before = bar.value()
        QTest.keyClick(pages, pressed)
        assert (bar.value() - before) * moved > 0
    fitted = pages.zoom
    QTest.keyClick(pages, key.Key_Plus)
    assert pages.zoom > fitted
    QTest.keyClick(pages, key.Key_Minus)
    QTest.keyClick(pages, key.Key_Minus)
    assert pages.zoom < fitted
    QTest.keyClick(pages, key.Key_0)
    assert pages.zoom == fitted
    QTest.keyClick(pages, key.Key_Right)
    QTest.keyClick(pages, key.Key_Right)
    with qtbot.waitSignal(preview.cell_chosen) as heard:
        QTest.keyClick(pages, key.Key_Return)
    assert heard.args == [spots(preview)[1].cell]


def test_a_page_of_another_size_is_seen_whole(
    session: Session, preview: Preview, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "paper", lambda _: layout.LANDSCAPE)
    with qtbot.waitSignal(preview.refreshed):
        session.put(SetCell(next(iter(session.report.cells)), Cell(Number(1))))
    pages = preview.pages
    assert pages._pages is not None
    assert len(set(pages._pages.sizes)) == 2
    for page in range(len(pages._pages.sizes)):
        assert pages._rect(page).width() <= pages.viewport().width()
    assert pages.horizontalScrollBar().maximum() == 0


def test_a_sign_without_a_glyph_is_told_beside_the_pages(session: Session, preview: Preview, qtbot: QtBot) -> None:
    figure, breakdown = next(
        (figure, breakdown)
        for figure in session.report.template.figures.values()
        for breakdown in figure.breakdowns.values()
        if breakdown.open and not breakdown.of
    )
    row = f"{breakdown.code}:#99"
    with qtbot.waitSignal(preview.refreshed):
        session.put(SetRow(OpenRow(figure.code, row, "Dòng 한", 99)))
    assert "U+D55C" in preview._state.text()
    with qtbot.waitSignal(preview.refreshed):
        session.put(SetRow(OpenRow(figure.code, row, "Dòng mới", 99)))
    assert preview._state.text() == ""
    address = Address(figure.code, row, next(iter(breakdown.measures)))
    assert address in {spot.cell for spot in spots(preview)}


def test_a_fault_is_told_and_the_next_change_prints(
    preview: Preview, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_document: Document, **_options: object) -> writer.Print:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(writer, "render", fail)
        with qtbot.waitSignal(preview._printer.failed):
            preview.refresh()
    assert "số liệu đã lưu vẫn nguyên vẹn" in preview._state.text()
    with qtbot.waitSignal(preview.refreshed):
        preview.refresh()


def test_nothing_goes_on_after_it_is_gone(session: Session, qtbot: QtBot) -> None:
    made = Preview(session, Theme())
    thread = made._printer._thread
    with qtbot.waitSignal(made.destroyed):
        made.deleteLater()
    assert thread not in threading.enumerate()
    session.put(SetCell(Address(first_figure(session).code, "", next(iter(first_figure(session).measures))), None))
