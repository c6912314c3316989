from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from exports import values
from forms import filling
from forms.loading import load
from forms.numbers import Number
from forms.period import Period
from forms.report import Address, Cell, State, Unit
from forms.rules import Severity
from storage.workspace import Workspace
from tests.conftest import SAMPLE
from ui.form_model import FormModel
from ui.theme import Theme
from ui.window import Window, open_window

REMAINS = Address("martyr_remains", "", "count")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.bc42"
    with Workspace.create(path) as workspace:
        workspace.add_report(Unit("Tỉnh Kon Tum", "tinh"), Period(2024), load("nq42"))
        report = workspace.load(load)
        workspace.save(report, filling.fill(report, values.read(SAMPLE).lines, vietnamese=False))
    return path


@pytest.fixture
def window(file: Path, qtbot: QtBot) -> Window:
    found = open_window(str(file), Theme())
    assert found is not None
    qtbot.addWidget(found, before_close_func=lambda _: found.session.workspace.close())
    found.show()
    return found


def type_in(window: Window, address: Address, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    form = window.form
    assert form is not None
    form.go_to(address)
    form.edit(form.currentIndex())
    editor = form.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, key)


def stored(window: Window, address: Address) -> Cell | None:
    """What is on disk, read beside the window."""
    return window.session.workspace.load(load).cells.get(address)


def test_every_cell_of_every_section_has_one_place(window: Window) -> None:
    report = window.session.report
    for section in report.template.sections.values():
        model = FormModel(window.session, section)
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
        indexes = [model.index(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())]
        found = [address for index in indexes if (address := model.address(index))]
        assert sorted(found) == sorted(a for figure in section.figures.values() for a in report.addresses(figure))
        for address in found:
            assert model.address(model.index_of(address)) == address


def test_typing_saves_checks_and_goes_on(window: Window) -> None:
    remains = [f for f in window.session.findings if f.cells[0] == REMAINS]
    assert [f.severity for f in remains] == [Severity.ERROR]
    type_in(window, REMAINS, "21")
    assert stored(window, REMAINS) == Cell(Number(21))
    assert not [f for f in window.session.findings if f.cells[0] == REMAINS]
    form = window.form
    assert form is not None
    assert form.form.address(form.currentIndex()) == Address("martyr_remains", "place:#8", "count") or (
        form.currentIndex().row() > form.form.index_of(REMAINS).row()
    )


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("-", Cell(None, State.NIL)),
        ("...", Cell(None, State.AWAITED)),
        ("x", Cell(None, State.NOT_APPLICABLE)),
        ("~1.234", Cell(Number(1234), State.ESTIMATE)),
        ("=8+1+8+4", Cell(Number(21), State.STATED, "8+1+8+4")),
        ("1 234", Cell(Number(1234))),
        ("", None),
    ],
)
def test_states_and_sums_by_key(window: Window, text: str, cell: Cell | None) -> None:
    form = window.form
    assert form is not None
    form.go_to(REMAINS)
    form.edit(form.currentIndex())
    editor = form.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.clear()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert stored(window, REMAINS) == cell


def test_what_cannot_be_stored_stays_in_the_field(window: Window, qtbot: QtBot) -> None:
    form = window.form
    assert form is not None
    with qtbot.waitSignal(form.form.refused) as refused:
        type_in(window, REMAINS, "87.3")
    assert refused.args is not None
    assert "chưa rõ nghĩa" in str(refused.args[0])
    editor = form.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "87.3"
    assert stored(window, REMAINS) == Cell(Number(20))


def test_a_label_typed_under_an_open_breakdown_is_a_row(window: Window) -> None:
    form = window.form
    assert form is not None
    number = next(n for n, row in enumerate(form.form.rows) if row.kind == "new" and row.figure.code == REMAINS.figure)
    before = form.form.rowCount(QModelIndex())
    assert form.form.setData(form.form.index(number, 1), "Huyện Đăk Tô")
    assert form.form.rowCount(QModelIndex()) == before + 1
    assert any(row.label == "Huyện Đăk Tô" for row in window.session.workspace.load(load).rows.values())
    assert "gần giống" in form.form.refusal(form.form.index(number + 1, 1), "Lao.")


def test_f8_walks_the_findings_across_sections(window: Window) -> None:
    seen = set()
    for _ in window.session.findings:
        window.next_finding()
        assert window.form is not None
        seen.add(window.form.form.address(window.form.currentIndex()))
    assert {finding.cells[0] for finding in window.session.findings} <= seen


def test_zoom_builds_the_window_again(window: Window, qtbot: QtBot) -> None:
    window.zoom_by(1)
    qtbot.wait(1)
    assert window.theme.zoom == 1.1
    assert window.form is not None


def test_a_file_in_use_is_told(window: Window, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("ui.window.QMessageBox.warning", lambda *words: said.append(words[-1]))
    assert open_window(str(file), Theme()) is None
    assert "đang mở" in said[0]
    assert window.isVisible()
