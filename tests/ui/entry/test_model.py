from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from forms.definitions.loading import load
from forms.definitions.rules import Severity
from forms.definitions.template import Section
from forms.report.cells import Address, Cell, State
from forms.report.changes import SetCell
from forms.values.numbers import Number
from tests.ui.conftest import form_of
from ui.entry.model import FormModel
from ui.entry.rows import Columns, FormRow, RowKind, build, columns
from ui.window.window import Window

REMAINS = Address("martyr_remains", "", "count")
GIFTS = Address("ncc_gifts", "", "amount")


def opened(model: FormModel) -> FormModel:
    model.outline.collapsed.clear()
    model.outline.runs.clear()
    model.rebuild()
    return model


def sections(window: Window) -> list[Section]:
    return list(window.session.report.template.sections.values())


def of_kind(model: FormModel, kind: RowKind, figure: str) -> tuple[int, FormRow]:
    return next((n, row) for n, row in enumerate(model.rows) if row.kind is kind and row.figure.code == figure)


def test_every_cell_of_every_section_has_one_place(window: Window) -> None:
    report = window.session.report
    for section in sections(window):
        model = opened(FormModel(window.session, section))
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
        indexes = [model.index(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())]
        found = [address for index in indexes if (address := model.address(index))]
        assert found == [a for figure in report.figures(section) for a in report.addresses(figure)]
        for address in found:
            assert model.address(model.index_of(address)) == address


def test_the_model_stands_the_tester_while_rows_fold_and_come(window: Window) -> None:
    model = form_of(window).model()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.outline.unfold(next(iter(model.outline.runs.values())))
    model.rebuild()
    number, _ = of_kind(model, RowKind.NEW, REMAINS.figure)
    assert model.setData(model.index(number, model.columns.label), "Huyện Đăk Tô")
    assert tester is not None


def test_what_is_full_and_agrees_is_folded_and_what_errs_is_not(window: Window) -> None:
    model = form_of(window).model()
    folds = [row for row in model.rows if row.kind is RowKind.FOLD]
    assert [row.number for row in folds] == ["1–12", "14–18"]
    assert model.index_of(REMAINS).isValid()
    assert not model.index_of(GIFTS).isValid()
    window.go_to(GIFTS)
    assert model.index_of(GIFTS).isValid()


def test_an_error_opens_what_hides_it(window: Window) -> None:
    model = form_of(window).model()
    part = Address("ncc_gifts", "source:social", "count")
    assert not model.index_of(part).isValid()
    window.session.put(SetCell(part, Cell(Number(1))))
    assert model.index_of(part).isValid()


def test_sums_and_verdicts_move_with_what_is_typed(window: Window) -> None:
    model = form_of(window).model()
    number, row = of_kind(model, RowKind.SUM, REMAINS.figure)
    value = model.index(number, model.columns.value)
    assert value.data() == "21"
    assert model.balance(row).text == "thừa 1 so với tổng 20"
    part = next(address for address in window.session.report.addresses(row.figure) if address.row)
    model.draft(part, Cell(Number(7)))
    assert value.data() == "20"
    assert model.balance(row).text == "Khớp với tổng"
    model.draft(part, None)
    assert model.balance(row).severity is Severity.INFO
    model.draft(None)
    assert value.data() == "21"


def seen(model: FormModel) -> dict[tuple[int, int], tuple[object, ...]]:
    """All that the cells of a form show."""
    return {
        (number, column): (
            model.text(row, column),
            model.mark(model.index(number, column)),
            model.balance(row) if row.kind is RowKind.SUM else None,
        )
        for number, row in enumerate(model.rows)
        for column in range(model.columns.count)
    }


@pytest.mark.parametrize("code", ["II.1", "II.2.a", "II.3.b"])
def test_what_looks_otherwise_is_told_and_little_more(window: Window, code: str) -> None:
    report = window.session.report
    last = window.session.workspace.load(load)
    report.neighbours.add(replace(last, period=report.period.a_year_earlier()))
    window.sections.choose(code)
    model = opened(form_of(window).model())
    announced: set[tuple[int, int]] = set()

    def changed(first: QModelIndex, last: QModelIndex) -> None:
        rows, places = range(first.row(), last.row() + 1), range(first.column(), last.column() + 1)
        announced.update((row, column) for row in rows for column in places)

    model.dataChanged.connect(changed)
    addresses = [a for figure in report.figures(model.section) for a in report.addresses(figure)]
    before = seen(model)
    for number, address in enumerate(addresses[::3]):
        cell = (None, Cell(Number(7)), Cell(Number(123456789)), Cell(None, State.NIL))[number % 4]
        announced.clear()
        window.session.put(SetCell(address, cell))
        after = seen(model)
        assert {place for place in after if after[place] != before[place]} <= announced
        assert len({row for row, _ in announced}) <= len(model._of_figure[address.figure]) + 4
        before = after


def test_counts_are_made_again_only_where_they_changed(window: Window, qtbot: QtBot) -> None:
    report = window.session.report
    first = next(report.addresses(next(iter(report.template.figures.values()))))
    assert report.cells[first].number != Number(1234)
    with qtbot.assertNotEmitted(window.session.recounted):
        window.session.put(SetCell(first, Cell(Number(1234))))
    with qtbot.waitSignal(window.session.recounted):
        window.session.put(SetCell(REMAINS, Cell(Number(21))))
    with qtbot.waitSignal(window.session.recounted):
        window.session.put(SetCell(REMAINS, None))


def test_money_is_said_in_words(window: Window) -> None:
    model = opened(form_of(window).model())
    number, _ = of_kind(model, RowKind.WORDS, GIFTS.figure)
    assert str(model.index(number, 0).data()).startswith("năm tỷ ba trăm năm mươi mốt triệu")
    number, _ = of_kind(model, RowKind.WORDS, "ncc_housing")
    assert model.index(number, 0).data() == "bốn tỷ ba trăm ba mươi triệu đồng"


def test_a_grid_is_as_wide_as_the_definition_asks(window: Window) -> None:
    widest = {section.code: columns(section, (window.session.report,)).grid for section in sections(window)}
    assert max(widest.values()) == 3
    assert Columns(5).count == 10
    section = next(section for section in sections(window) if widest[section.code] == 3)
    model = opened(form_of(window).model())
    rows = build(window.session, section, Columns(5), model.outline)
    wide = [row for row in rows if row.kind is RowKind.PART and len(row.cells) == 3]
    assert wide
    assert all(row.start == 4 for row in wide)


def test_what_is_said_aloud_names_figure_row_measure_and_unit(window: Window) -> None:
    model = form_of(window).model()
    name = model.index_of(REMAINS).data(Qt.ItemDataRole.AccessibleTextRole)
    assert name == "Hài cốt liệt sĩ tiếp nhận và an táng, Số lượng, hài cốt: 20"
    assert "thừa 1" in model.index_of(REMAINS).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert model.index(0, 0, QModelIndex()).isValid()


def test_what_the_form_hides_shows_once_it_is_filled(window: Window) -> None:
    report = window.session.report
    section, figure = next(
        (section, figure)
        for section in report.template.sections.values()
        for figure in section.figures.values()
        if report.figures(section) and not report.concerns(figure)
    )
    window.sections.choose(section.code)
    model = form_of(window).model()
    rows = model.rowCount()
    window.session.put(SetCell(Address(figure.code, "", next(iter(figure.measures))), Cell(Number(7))))
    assert model.rowCount() > rows
    window.session.undo()
    assert not report.concerns(figure)
