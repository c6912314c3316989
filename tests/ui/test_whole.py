"""On the screen a number is whole or it is not shown, and no widget is cut, at any zoom, in wide and narrow fonts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QScrollArea,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from forms.definitions.loading import load
from forms.definitions.rules import Severity
from forms.report.cells import Address, Cell
from forms.report.changes import SetCell
from forms.values.numbers import Number
from tests.ui import periods
from tests.ui.conftest import Hand, form_of, shown
from ui.dialogs.deadlines import Deadlines, NewDeadline
from ui.dialogs.export import ExportDialog
from ui.dialogs.find import FindDialog
from ui.dialogs.handover.giving import HandOver
from ui.dialogs.history import HistoryDialog
from ui.dialogs.issuing import Issuing
from ui.dialogs.periods import Periods
from ui.dialogs.plan.plan_lists import PlanLists
from ui.dialogs.slips.requests import NewRequest
from ui.dialogs.template.params import NewParam, Params
from ui.entry.painting import CellPainter
from ui.entry.rows import RowKind
from ui.findings.card import FindingCard
from ui.look import theme as look
from ui.look.labels import LEFT, OneLine, breakable, label, shortened
from ui.look.theme import Theme
from ui.preferences import PreferencesFile
from ui.targets import painting
from ui.targets.page import TargetPage
from ui.window.window import Window

FONTS = {"wide": ("DejaVu Sans", 100), "narrow": ("DejaVu Sans Condensed", 80)}
LARGE = Number(987654321098765)


@pytest.fixture(params=sorted(FONTS))
def window(file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Window:
    family, stretch = FONTS[request.param]
    font_of = Theme._font

    def font(theme: Theme, delta: float = 0.0, *, bold: bool = False) -> QFont:
        found = font_of(theme, delta, bold=bold)
        found.setStretch(stretch)
        return found

    monkeypatch.setattr(look, "FAMILIES", (family,))
    monkeypatch.setattr(Theme, "_font", font)
    found = shown(file, qtbot)
    report = found.session.report
    report.neighbours.add(replace(found.session.workspace.load(load), period=report.period.a_year_earlier()))
    return found


Written = tuple[QRect, str, Qt.AlignmentFlag, QFontMetrics]


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[Written]:
    """What the form writes: where, what, how, in which font."""
    found: list[Written] = []
    write = CellPainter._write

    def record(
        cells: CellPainter, painter: QPainter, rect: QRect, text: str, *, align: Qt.AlignmentFlag = LEFT,
        colour: str = "text", delta: float = 0.0, bold: bool = False, wrap: bool = True,
    ) -> None:  # fmt: skip
        flags = align | Qt.TextFlag.TextWordWrap if wrap else align
        found.append((QRect(rect), text, flags, cells.theme.metrics(delta, bold=bold)))
        write(cells, painter, rect, text, align=align, colour=colour, delta=delta, bold=bold, wrap=wrap)

    monkeypatch.setattr(CellPainter, "_write", record)
    return found


def settle() -> None:
    """Let layouts that follow from one another come to rest."""
    for _ in range(8):
        QApplication.processEvents()


def cut_texts(window: Window, written: list[Written]) -> list[str]:
    """The texts of the form that do not lie whole in their place, or reach out of sight."""
    form, canvas = form_of(window), QPixmap(4, 4)
    model, room = form.model(), form.viewport().width()
    written.clear()
    painter = QPainter(canvas)
    for number in range(model.rowCount()):
        for column in range(model.columnCount()):
            option = QStyleOptionViewItem()
            option.rect = form.visualRect(model.index(number, column))
            if not form.isColumnHidden(column) and not option.rect.isEmpty():
                form.itemDelegate().paint(painter, option, model.index(number, column))
    painter.end()
    return [
        text
        for rect, text, flags, metrics in written
        if text
        and (
            not rect.adjusted(-1, -1, 1, 1).contains(metrics.boundingRect(rect, flags.value, text))
            or rect.left() < 0
            or rect.right() >= room
        )
    ]


def cut_widgets(window: Window) -> list[str]:
    """The words of widgets that are cut at their right or left, or have no room for their lines."""
    found = []
    for one in window.findChildren(QWidget):
        if not one.isVisible() or isinstance(one, OneLine):
            continue
        if isinstance(one, QScrollArea) and one.horizontalScrollBar().maximum():
            found.append(one.accessibleName() or type(one).__name__)
        words = one.text() if isinstance(one, QLabel | QAbstractButton) else ""
        if not words:
            continue
        seen = one.visibleRegion().boundingRect()
        narrow = one.width() < one.sizeHint().width() and not (isinstance(one, QLabel) and one.wordWrap())
        longest = max(one.fontMetrics().horizontalAdvance(word) for word in words.split())
        low = isinstance(one, QLabel) and one.wordWrap() and one.height() < one.heightForWidth(one.width())
        if narrow or low or longest > one.width() or (not seen.isEmpty() and seen.width() < one.width()):
            found.append(words)
    return found


@pytest.mark.parametrize("width", [1366, 1920])
@pytest.mark.parametrize("zoom", [1.0, 1.5, 2.0])
def test_nothing_is_cut(window: Window, written: list[Written], zoom: float, width: int) -> None:
    window.resize(width, 768)
    while window.theme.zoom < zoom:
        window.zoom_by(1)
    for section in window.session.report.template.sections.values():
        if not window.session.report.figures(section):
            continue
        window.sections.choose(section.code)
        form = form_of(window)
        form.model().outline.collapsed.clear()
        form.model().outline.runs.clear()
        form.model().rebuild()
        for card in window.findings.cards.values():
            if window.findings.isVisible():
                card.advise(window.session.suggestions(card.finding))
        settle()
        assert not cut_texts(window, written), section.code
        assert not cut_widgets(window), section.code


def test_a_small_window_is_scrolled_sideways(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    window.resize(1024, 768)
    while window.theme.zoom < 2.0:
        window.zoom_by(1)
    window.sections.choose("II.3.b")
    settle()
    form, theme = form_of(window), window.theme
    room, at, header = form.viewport().width(), form.model().columns, form.horizontalHeader()
    for number, row in enumerate(form.model().rows):
        if row.kind is RowKind.PART:
            held = sum(header.sectionSize(column) for column in range(at.label, row.start)) - theme.px(
                16 + 12 * row.depth
            )
            assert held >= max(map(theme.metrics().horizontalAdvance, row.label.split())), row.label
        for column in row.cells:
            form.setCurrentIndex(form.model().index(number, column))
            place = form.visualRect(form.currentIndex())
            assert place.left() >= 0
            assert place.right() < room
    drawn: list[str] = []
    monkeypatch.setattr(QPainter, "drawText", lambda _painter, *given: drawn.append(given[-1]))
    bar = form.horizontalScrollBar()
    for left, seen in ((0, True), (theme.px(12), False)):
        bar.setRange(0, max(bar.maximum(), left))
        bar.setValue(left)
        drawn.clear()
        form.grab()
        assert any(text.isdigit() for text in drawn) is seen, "half a number would be another number"


def test_what_grows_while_one_types_stays_whole(window: Window, written: list[Written]) -> None:
    window.resize(1920, 768)
    window.go_to(Address("ncc_gifts", "", "amount"))
    model = form_of(window).model()
    settle()
    model.draft(Address("ncc_gifts", "source:social", "amount"), Cell(LARGE))
    settle()
    assert not cut_texts(window, written)
    model.draft(None)
    window.session.put(SetCell(Address("ncc_gifts", "", "amount"), Cell(LARGE)))
    settle()
    assert not cut_texts(window, written)
    assert any("%" in text and len(text) > 8 for _, text, _, _ in written)


def cut_lines(window: Window) -> list[str]:
    """The texts of a plan's list that reach out of their place, as the delegate draws them."""
    page = window.page
    assert isinstance(page, TargetPage)
    view, theme, found = page.view, window.theme, []
    for number, row in enumerate(view.model_of_lines.lines):
        for column, text in enumerate(row.texts if row.line else ()):
            place = view.visualRect(view.model_of_lines.index(number, column))
            if not view.isColumnHidden(column) and text:
                bold = painting.is_strong(row, str(view.model_of_lines.headerData(column, Qt.Orientation.Horizontal)))
                room = QRect(0, 0, place.width() - theme.px(18 + 16 * row.indent * (column == painting.NAME)), 9999)
                drawn = theme.metrics(bold=bold).boundingRect(room, int(Qt.TextFlag.TextWordWrap.value), text)
                if drawn.width() > room.width() + 1 or drawn.height() > place.height():
                    found.append(text)
    return found


def test_a_plan_is_whole(planned: Window, hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look, "FAMILIES", ("DejaVu Sans",))
    planned.zoom_by(-1)
    planned.zoom_by(1)
    hand.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    for zoom in (1.0, 1.5, 2.0):
        while planned.theme.zoom < zoom:
            planned.zoom_by(1)
        settle()
        planned.resize(1366, 768)
        settle()
        assert not cut_lines(planned), zoom
        assert not cut_widgets(planned), zoom
        planned.resize(800, 768)
        settle()
        assert not cut_widgets(planned), zoom


@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_words_of_a_list_are_whole(window: Window, zoom: float) -> None:
    theme = Theme(zoom=zoom)
    dialog = Params(window.session, theme, window)
    dialog.resize(theme.px(660), 700)
    dialog.show()
    settle()
    for column in range(dialog.table.columnCount()):
        for row in range(dialog.table.rowCount()):
            cell = dialog.table.item(row, column)
            assert cell is not None
            metrics, width = theme.metrics(bold=cell.font().bold()), dialog.table.columnWidth(column)
            assert max(map(metrics.horizontalAdvance, cell.text().split()), default=0) <= width, cell.text()
    dialog.close()


def test_periods_side_by_side_are_whole(
    tmp_path: Path, qtbot: QtBot, written: list[Written], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look, "FAMILIES", ("DejaVu Sans",))
    beside = periods.shown(*periods.made(tmp_path), qtbot)
    for width in (1366, 1100):
        beside.zoom_by(0)
        beside.resize(width, 768)
        for zoom in (1.0, 1.5, 2.0):
            while beside.theme.zoom < zoom:
                beside.zoom_by(1)
            settle()
            assert not cut_texts(beside, written), (zoom, width)
            assert not cut_widgets(beside), (zoom, width)
            bar = beside.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
            assert card_of_a_quarter(beside).minimumSizeHint().width() <= beside.findings.room() - bar, zoom
            assert not cut_in(Periods(beside.theme, beside.session, beside)), zoom


def card_of_a_quarter(beside: Window) -> FindingCard:
    """A finding with the longest head: a warning of a quarter."""
    session = beside.session
    finding = replace(session.findings[0], severity=Severity.WARNING, period=session.report.period)
    return FindingCard(session, beside.theme, finding)


def test_dialogs_are_whole_and_no_higher_than_the_screen(window: Window) -> None:
    session = window.session
    for zoom in (1.0, 1.5, 2.0):
        theme = Theme(zoom=zoom)
        assert not cut_in(Issuing(session, theme, window)), zoom
        assert not cut_in(NewDeadline(session, theme, window)), zoom
        assert not cut_in(Deadlines(session, theme, date(2024, 12, 1), window)), zoom
        assert not cut_in(PlanLists(theme, session, window)), zoom


def test_no_dialog_is_larger_than_the_screen(window: Window, tmp_path: Path) -> None:
    session, theme, settings = window.session, Theme(zoom=2.0), PreferencesFile(tmp_path / "settings.json")
    for dialog in (
        NewParam(session, theme, window),
        NewRequest(session, theme, date(2024, 12, 1), [], window),
        HandOver(theme, settings, tmp_path, session.workspace, window),
        ExportDialog(theme, session, tmp_path, window),
        HistoryDialog("Ô", [], theme, window),
        FindDialog(session.report, theme, window),
    ):
        dialog.show()
        settle()
        assert dialog.size() == dialog.size().boundedTo(dialog.screen().availableSize()), type(dialog)
        dialog.close()


def cut_in(dialog: QDialog) -> list[str]:
    """The words of a dialog that are cut, and of buttons that are out of sight, on its screen."""
    dialog.show()
    settle()
    labels = [one.text() for one in dialog.findChildren(QLabel) if one.isVisible() and cut_label(one)]
    buttons = [one for one in dialog.findChildren(QAbstractButton) if one.isVisible() and one.text()]
    hidden = [one.text() for one in buttons if one.visibleRegion().boundingRect().size() != one.size()]
    high = [dialog.windowTitle()] if dialog.height() > dialog.screen().availableSize().height() else []
    dialog.close()
    return labels + hidden + high


def cut_label(one: QLabel) -> bool:
    """Whether a label has less room than its words need."""
    if one.wordWrap():
        return one.height() < one.heightForWidth(one.width())
    return one.width() < one.sizeHint().width()


def test_a_line_is_shortened_by_whole_words(window: Window) -> None:
    metrics, text = window.theme.metrics(), "Số để so sánh: 4.639.000 người"
    for width in range(metrics.horizontalAdvance(text) + 2):
        short = shortened(text, metrics, width).removesuffix(" …").removesuffix("…")
        assert short == text or text.startswith(f"{short} ") or not short


def test_the_name_of_a_file_goes_on_beneath(window: Window) -> None:
    name = "thi_tran_dak_glei.bao_cao_nam_2024-lan_2_chinh_thuc.xlsx"
    least = label(window.theme, breakable(name), wrap=True).minimumSizeHint().width()
    assert least <= window.theme.metrics().horizontalAdvance("chinh_thuc.")
    assert breakable(name).replace("\u200b", "") == name
