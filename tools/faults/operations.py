"""What is done under faults: the operations that write, each as an officer or the window starts it."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from forms.definitions.loading import load
from forms.errors import KnownError
from forms.report.cells import Address, Cell
from forms.report.changes import SetCell
from forms.report.report import Report
from forms.values.numbers import Number
from storage.workspace import Workspace
from tools.faults import interposer
from ui.cli.commands import run
from ui.jobs.sample import samples

FILE = "Báo cáo.bc42"
SAMPLE = samples()[0]
OLD = Path(__file__).parents[2] / "tests" / "storage" / "files" / "schema-1.bc42"

Promise = Callable[[], None]
"""Called when the program has told that something is done."""


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that writes: what its folder holds before, and how it is done.

    `act` raises KnownError where it is refused; done again where nothing was written, it must succeed.
    """

    name: str
    prepare: Callable[[Path], None]
    act: Callable[[Path, Promise], None]


def places(report: Report) -> list[Address]:
    """The first cells of a report that take a whole number."""
    return [
        address
        for figure in report.template.figures.values()
        for address in report.addresses(figure)
        if report.measure(address).decimals == 0 and report.measure(address).computed is None
    ][:40]


def cell(report: Report, number: int, place: int = 0) -> SetCell:
    """A number for one of those cells."""
    return SetCell(places(report)[place], Cell(Number(number)))


def put(workspace: Workspace, report: Report, change: SetCell) -> None:
    """Commit a cell as the window does."""
    back = report.apply(change)
    try:
        workspace.save(report, [change], back=[back])
    except BaseException:
        report.apply(back)
        raise


def _command(*arguments: object) -> None:
    errors = io.StringIO()
    with redirect_stdout(io.StringIO()), redirect_stderr(errors):
        code = run([str(argument) for argument in arguments])
    if code:
        raise KnownError(errors.getvalue())


def _nothing(_folder: Path) -> None:
    pass


def begin(folder: Path) -> None:
    """A file with an empty report."""
    _command(*SAMPLE.new(str(folder / FILE)))


def _filled(folder: Path) -> None:
    begin(folder)
    _command("fill", folder / FILE, SAMPLE.values)


def _typed(folder: Path) -> None:
    begin(folder)
    with Workspace.open(folder / FILE) as workspace:
        report = workspace.load(load)
        for number in (1, 2):
            put(workspace, report, cell(report, number))


def _exported(folder: Path) -> None:
    """Exported, and then changed: the next export must not leave a mixture."""
    _filled(folder)
    _export(folder, lambda: None)
    with Workspace.open(folder / FILE) as workspace:
        report = workspace.load(load)
        put(workspace, report, cell(report, 7))


def _sent(folder: Path) -> None:
    _filled(folder)
    _command("export", folder / FILE, "--out", folder, "--only", "package")
    (folder / FILE).unlink()


def _sent_to_another(folder: Path) -> None:
    _sent(folder)
    level = SAMPLE.unit.level
    _command("new", folder / FILE, "--unit", "Nơi nhận", "--level", level, "--period", SAMPLE.period.code)


def _old(folder: Path) -> None:
    shutil.copyfile(OLD, folder / FILE)


def _new(folder: Path, promise: Promise) -> None:
    _command(*SAMPLE.new(str(folder / FILE)))
    promise()


def _second(folder: Path, promise: Promise) -> None:
    level = SAMPLE.unit.level
    _command("new", folder / FILE, "--unit", "Nơi khác", "--level", level, "--period", SAMPLE.period.code)
    promise()


def _fill(folder: Path, promise: Promise) -> None:
    _command("fill", folder / FILE, SAMPLE.values)
    promise()


def _commit(folder: Path, promise: Promise) -> None:
    with Workspace.open(folder / FILE) as workspace:
        report = workspace.load(load)
        for number in (1, 2, 3):
            put(workspace, report, cell(report, number))
            promise()


def _commit_again(folder: Path, promise: Promise) -> None:
    """The window stays open where a commit is refused, and the officer presses Enter once more."""
    with Workspace.open(folder / FILE) as workspace:
        report = workspace.load(load)
        for number in (1, 2, 3):
            try:
                put(workspace, report, cell(report, number))
            except KnownError:
                interposer.disarm()
                _once_more(workspace, report, number)
            promise()


def _once_more(workspace: Workspace, report: Report, number: int) -> None:
    try:
        put(workspace, report, cell(report, number))
    except KnownError as error:
        raise RuntimeError("what was refused once is refused again") from error


def _undo(folder: Path, promise: Promise) -> None:
    with Workspace.open(folder / FILE) as workspace:
        report = workspace.load(load)
        for undone in (True, True, False):
            step = workspace.step(report, undone=not undone)
            if step is not None:
                for change in step.back if undone else step.forth:
                    report.apply(change)
                workspace.save_steps([(report, step)], undone=undone)
            promise()


def _export(folder: Path, promise: Promise) -> None:
    _command("export", folder / FILE, "--out", folder)
    promise()


def _read(folder: Path, promise: Promise) -> None:
    (package,) = folder.glob("*.zip")
    _command("read", package, "--into", folder / FILE)
    promise()


def _migrate(folder: Path, promise: Promise) -> None:
    with Workspace.open(folder / FILE):
        promise()


def _save_as(folder: Path, promise: Promise) -> None:
    with Workspace.open(folder / FILE) as workspace:
        workspace.save_as(folder / "Tệp khác.bc42", workspace.load(load))
        promise()


OPERATIONS = (
    Operation("new", _nothing, _new),
    Operation("new in a file", begin, _second),
    Operation("fill", begin, _fill),
    Operation("commit", _filled, _commit),
    Operation("commit again", _filled, _commit_again),
    Operation("undo", _typed, _undo),
    Operation("export", _exported, _export),
    Operation("read --into, new", _sent, _read),
    Operation("read --into", _sent_to_another, _read),
    Operation("migrate", _old, _migrate),
    Operation("save as", _typed, _save_as),
)
