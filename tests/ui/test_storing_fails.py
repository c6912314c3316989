from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from forms.definitions.loading import load
from forms.report.cells import Address, Cell
from forms.values.numbers import Number
from storage.workspace import Workspace
from ui.entry.field import EntryField
from ui.jobs import sample
from ui.preferences import PreferencesFile
from ui.program import Program
from ui.window.window import Window

ADDRESS = Address("martyr_remains", "", "count")
LONG = "=" + "+".join(["1"] * 249)


def fill_disk(window: Window) -> Callable[[], object]:
    connection = window.session.workspace._connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count={pages}")
    return lambda: connection.execute("PRAGMA max_page_count=100000")


def pull_out(window: Window) -> Callable[[], object]:
    path = window.session.workspace.path
    moved = path.rename(path.with_name("nơi khác"))
    return lambda: moved.rename(path)


@pytest.mark.parametrize(("break_it", "words"), [(fill_disk, "đã đầy"), (pull_out, "Không còn thấy")])
def test_what_the_disk_refuses_stays_in_the_field(
    tmp_path: Path, qtbot: QtBot, break_it: Callable[[Window], Callable[[], object]], words: str
) -> None:
    file = sample.make(tmp_path)
    program = Program(PreferencesFile(tmp_path / "settings.json"))
    program.start(str(file))
    window = program.window
    assert isinstance(window, Window)
    form = window.form
    assert form is not None
    mend = break_it(window)
    form.go_to(ADDRESS)
    form.edit(form.currentIndex())
    field = form.fields.field
    assert isinstance(field, EntryField)
    field.clear()
    QTest.keyClicks(field, LONG)
    assert not form.fields.settle()
    assert field.text() == LONG
    assert words in field.accessibleDescription()
    assert window.session.report.cells[ADDRESS] == Cell(Number(20))
    assert not window.close()  # not with a figure that is nowhere
    mend()
    assert form.fields.settle()
    window.close()
    with Workspace.open(file, readonly=True) as workspace:
        cell = workspace.load(load).cells[ADDRESS]
    assert cell.number == Number(249)
    qtbot.wait(1)
