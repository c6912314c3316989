"""How fast the window is, as ratios against a bare PySide6 window and a bare synchronous SQLite insert.

make bench            everything
bench/ui.py bare      (for itself) a bare window; says when it stands, and its memory
bench/ui.py table     (for itself) a bare window with a table that is drawn and filled from Python
bench/ui.py ours FILE (for itself) the program with a report
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled

ROUNDS = 11
COMMITS = 60


def memory() -> int:
    """The most memory this process has held, in kB; 0 where the system does not say."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def bare() -> None:
    """The least that PySide6 can show: a window with one field."""
    from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow  # noqa: PLC0415 - this is what is measured

    application = QApplication([])
    application.setStyle("Fusion")
    window = QMainWindow()
    field = QLineEdit()
    window.setCentralWidget(field)
    window.show()
    field.setFocus()
    application.processEvents()
    print(memory(), flush=True)


def table() -> None:
    """The least that a form of PySide6 can be: a model and a delegate of its own in a table, the first cell current."""
    from PySide6.QtCore import QAbstractTableModel, Qt  # noqa: PLC0415 - this is what is measured
    from PySide6.QtWidgets import QApplication, QMainWindow, QStyle, QStyledItemDelegate, QTableView  # noqa: PLC0415

    class Model(QAbstractTableModel):
        def rowCount(self, *_: object) -> int:  # noqa: N802 - Qt's name
            return 20

        def columnCount(self, *_: object) -> int:  # noqa: N802 - Qt's name
            return 6

        def data(self, index: object, role: int) -> str | None:  # noqa: ARG002 - Qt's arguments
            return "1" if role == Qt.ItemDataRole.DisplayRole else None

        def flags(self, index: object) -> Qt.ItemFlag:  # noqa: ARG002 - Qt's arguments
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    class Delegate(QStyledItemDelegate):
        def paint(self, painter, option, index) -> None:  # noqa: ANN001 - Qt's arguments
            if not option.state & QStyle.StateFlag.State_HasFocus:
                painter.drawText(option.rect, Qt.AlignmentFlag.AlignRight, index.data())

    application = QApplication([])
    application.setStyle("Fusion")
    window, view = QMainWindow(), QTableView()
    view.setModel(Model(view))
    view.setItemDelegate(Delegate(view))
    window.setCentralWidget(view)
    window.resize(1366, 768)
    window.show()
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    application.processEvents()
    print(memory(), flush=True)


def ours(file: str) -> None:
    """The program until the first cell of a report can be typed in."""
    from ui.application import launch  # noqa: PLC0415
    from ui.preferences import PreferencesFile  # noqa: PLC0415 - this is what is measured

    application, program = launch(file, PreferencesFile(Path(file).with_name("settings.json")))
    form = getattr(program.window, "form", None)
    while form is None or not form.currentIndex().isValid():
        application.processEvents()
        form = getattr(program.window, "form", None)
    application.processEvents()
    print(memory(), flush=True)
    program.finish()


def child(*arguments: str) -> tuple[float, int]:
    """Seconds from the start of a process until it says it is ready, and its memory."""
    start = time.perf_counter()
    command = [sys.executable, __file__, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:  # noqa: S603
        assert process.stdout is not None  # noqa: S101 - it was asked for
        line = process.stdout.readline()
        taken = time.perf_counter() - start
    return taken, int(line)


def milliseconds(act: Callable[[int], object], rounds: int) -> list[float]:
    """How long an act takes, each time."""
    taken = []
    for number in range(rounds):
        start = time.perf_counter()
        act(number)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def bare_insert(folder: Path) -> Callable[[int], None]:
    """A bare synchronous insert, on the disk where the report lies."""
    connection = sqlite3.connect(folder / f"bare-{time.monotonic_ns()}.db")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA locking_mode=EXCLUSIVE")
    connection.execute("CREATE TABLE cell (number INTEGER PRIMARY KEY, digits INTEGER) STRICT")

    def act(number: int) -> None:
        with connection:
            connection.execute("INSERT INTO cell (digits) VALUES (?)", [number])

    return act


def work(file: Path, *, disk: bool) -> tuple[float, float, list[float]]:
    """Median milliseconds of a bare insert and of committing a cell, in turn, and of each switch of sections."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - the children measure the import

    from forms.report.cells import Address  # noqa: PLC0415
    from ui.preferences import PreferencesFile  # noqa: PLC0415
    from ui.program import Program  # noqa: PLC0415
    from ui.window.window import Window  # noqa: PLC0415

    application = QApplication.instance() or QApplication([])
    program = Program(PreferencesFile(file.with_name("settings.json")))
    program.start(str(file))
    window = program.window
    assert isinstance(window, Window)  # noqa: S101 - the sample opens
    if not disk:
        window.session.workspace._connection.execute("PRAGMA synchronous=OFF")  # noqa: SLF001 - leaves the disk out
    application.processEvents()
    form = window.form
    assert form is not None  # noqa: S101 - a section with figures is shown
    figure = next(iter(window.session.report.template.figures.values()))
    form.go_to(Address(figure.code, "", next(iter(figure.measures))))
    index, model = form.currentIndex(), form.model()

    numbers = iter(range(1000, 2000))

    def commit(_: int) -> None:
        assert model.setData(index, str(next(numbers)))  # noqa: S101 - or nothing was measured
        application.processEvents()

    insert = bare_insert(file.parent)
    pairs = [(milliseconds(insert, 1)[0], milliseconds(commit, 1)[0]) for _ in range(COMMITS)]
    inserted, committed = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
    codes = [section.code for section in window.session.report.template.sections.values() if section.figures]

    def switch(number: int) -> None:
        window.sections.choose(codes[(number + 1) % len(codes)])
        application.processEvents()

    switched = milliseconds(switch, 2 * len(codes))
    window.close()
    program.finish()
    return inserted, committed, switched


def main() -> None:
    """Measure everything and print it with its aims."""
    from forms.definitions.loading import default  # noqa: PLC0415 - the children measure the imports
    from forms.offices.units import Unit  # noqa: PLC0415
    from forms.values.period import Period  # noqa: PLC0415
    from storage.workspace import Workspace  # noqa: PLC0415
    from ui.jobs import sample  # noqa: PLC0415

    # beside the sources: what lies among temporary files may never reach a disk
    with tempfile.TemporaryDirectory(dir=ROOT, prefix=".bench-") as name:
        folder = Path(name)
        file, blank = sample.make(folder), folder / "blank.bc42"
        with Workspace.create(blank) as workspace:
            template = default()
            workspace.add_report(Unit("Xã Đăk Blà", template.default_level), Period(2025), template)
        child("ours", str(blank))  # compiles
        rounds = [(child("bare"), child("ours", str(blank)), child("table")) for _ in range(ROUNDS)]
        start = [statistics.median(each[side][0] for each in rounds) for side in (0, 1, 2)]
        held = [statistics.median(each[side][1] for each in rounds) for side in (0, 1)]
        inserted, committed, switched = work(file, disk=True)
        _, without, _ = work(file, disk=False)
    print(
        f"first cell: bare window {start[0] * 1000:.0f} ms; report {start[1] * 1000:.0f} ms; "
        f"ratio {start[1] / start[0]:.2f} (aim <= 1.5; a bare table {start[2] / start[0]:.2f})"
    )
    print(
        f"memory: bare window {held[0] / 1024:.0f} MB; report {held[1] / 1024:.0f} MB; "
        f"ratio {held[1] / max(held[0], 1):.2f} (aim <= 2)"
    )
    print(f"commit: insert {inserted:.1f} ms; cell {committed:.1f} ms; ratio {committed / inserted:.2f} (aim <= 3)")
    print(f"commit without the disk: {without:.1f} ms (aim <= 16)")
    print(f"switch sections: median {statistics.median(switched):.0f} ms; worst {max(switched):.0f} ms (aim <= 50)")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["bare"]:
            bare()
        case ["table"]:
            table()
        case ["ours", file]:
            ours(file)
        case _:
            main()
