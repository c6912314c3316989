"""What receiving and adding up cost in processor time, and painting the table of offices.

bench/exchange.py [COUNTS…]     so many communes of one year
bench/exchange.py years [N]     ten years of the whole country, or of N communes

Generated communes, invented numbers. Ratios count more than times: the last hundred packages against the first, adding
up against reading the workbooks of the same reports with pandas (by openpyxl alone where pandas is not installed), the
size of a file per report. The communes of ten years repeat those of twenty, and are not checked.
"""

from __future__ import annotations

import importlib.util
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from forms.checks.checker import Weigher
from forms.definitions import loading
from forms.definitions.template import Template
from forms.offices.units import Unit
from forms.report import archive, envelope
from forms.report.cells import Cell
from forms.report.changes import OpenRow
from forms.report.report import Report
from forms.values.numbers import Number
from forms.values.period import Period
from storage.intake import Reception, Sending, Yes
from storage.received import SourceFile
from storage.workspace import Workspace
from ui.exchange.matrix_page import MatrixPage
from ui.jobs import consolidating, receiving
from ui.jobs.exporting import export
from ui.look.theme import Theme
from ui.session import Session

COUNTS = (22, 102, 3321)
COUNTRY = 3321
PROVINCE = 102  # whose workbooks are added up as well
YEAR = Period(2024)
YEARS = range(2016, 2026)
NOW = datetime(2024, 11, 15, 7, 30, tzinfo=UTC)
_GROUP = 100
_REPAINTS = 200
_YES = Yes(new_units=True)


def seconds(act: Callable[[], object]) -> float:
    """Processor time of an act."""
    began = time.process_time()
    act()
    return time.process_time() - began


def commune(template: Template, number: int, period: Period = YEAR) -> Report:
    """A commune's report with every cell and some added rows."""
    chance = random.Random(number)  # noqa: S311 - invented figures
    report = Report(template, Unit(f"Đơn vị {number}", template.default_level), period)
    for figure in template.figures.values():
        for breakdown in figure.breakdowns.values():
            for parent in [row for row in report.all_rows(figure) if breakdown.open and breakdown.hangs_on(row)]:
                for label in chance.sample(breakdown.suggest, min(2, len(breakdown.suggest))):
                    count = sum(code == figure.code for code, _ in report.rows) + 1
                    row = f"{parent}/{breakdown.code}:#{count}".lstrip("/")
                    report.rows[figure.code, row] = OpenRow(figure.code, row, label, count)
        for address in report.addresses(figure):
            measure = report.measure(address)
            most = min(measure.max or 500, max(measure.values, default=500))
            report.cells[address] = Cell(Number(chance.randint(1, most)))
    return report


def packages(template: Template, count: int, period: Period = YEAR) -> Iterator[Sending]:
    """What communes send, as it is when it was read."""
    for number in range(count):
        report = commune(template, number, period)
        data = archive.encode(report)
        wrapping = envelope.write(report, "report.json", data)
        yield Sending(report, data, wrapping, envelope.read(wrapping, "report.json"), SourceFile(f"{number}.zip", "0"))


def measure(template: Template, count: int, folder: Path) -> None:
    """Receive and add up so many communes, and print what it cost."""
    place = folder / f"{count}.bc42"
    with Workspace.create(place) as workspace:
        top = next(iter(template.offices))
        workspace.add_report(Unit("Đơn vị trên", top), YEAR, template, own=True)
        taken, weigher = list[float](), Weigher()
        with workspace.intake("bench", _YES) as intake:
            for sending in packages(template, count):
                began = time.process_time()
                findings = receiving.findings(sending.report, weigher)
                judgement = intake.judge(sending)
                if judgement.verdict is not Reception.NEW:
                    raise SystemExit(f"{sending.report.unit.name}: {judgement}")
                intake.take(replace(sending, findings=findings), judgement)
                taken.append(time.process_time() - began)
    size = place.stat().st_size
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with Workspace.open(place, readonly=True) as workspace:
        summed = adding_up(workspace, template, YEAR)
        whole = seconds(lambda: consolidating.find(workspace, None, None))
    group = min(_GROUP, count // 2)
    first, last = (sum(part) / group for part in (taken[:group], taken[-group:]))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(
        f"{count:5} communes: receipt {1000 * sum(taken) / count:.1f} ms each, last/first {last / first:.2f}; "
        f"adding up {summed:.2f} s, with draft and checks {whole:.2f} s, +{grown:.0f} MB; "
        f"file {size / 1e6:.1f} MB, {size / count / 1000:.1f} KB a report"
    )
    if count == PROVINCE:
        with_workbooks(template, count, folder, summed)
    with Workspace.open(place) as workspace:
        repaints(Session(workspace, workspace.load(loading.load)))


def repaints(session: Session) -> None:
    """Print how long the matrix is built, and painted each time that it is scrolled a page on, in real time."""
    application = QApplication.instance() or QApplication([])
    began = time.perf_counter()
    page = MatrixPage(session, Theme())
    page.resize(1366, 768)
    page.show()
    application.processEvents()
    built, taken = time.perf_counter() - began, list[float]()
    down, across = page.table.verticalScrollBar(), page.table.horizontalScrollBar()
    for step in range(_REPAINTS):
        down.setValue((step * down.pageStep()) % (down.maximum() + 1))
        across.setValue((step * across.pageStep()) % (across.maximum() + 1))
        application.processEvents()
        began = time.perf_counter()
        page.table.viewport().repaint()
        taken.append(1000 * (time.perf_counter() - began))
    page.close()
    taken.sort()
    print(
        f"      matrix of {len(page.grid.offices)} offices: built in {1000 * built:.0f} ms; repaint median "
        f"{taken[len(taken) // 2]:.1f} ms, 95 % within {taken[len(taken) * 95 // 100]:.1f} ms (aim 16)"
    )


def adding_up(workspace: Workspace, template: Template, period: Period) -> float:
    """Processor time of adding up what lies below the office of a file."""
    own = workspace.own
    office = workspace.units().number(own.id if own else "") or 0
    return seconds(lambda: workspace.below(template, office, period))


def with_workbooks(template: Template, count: int, folder: Path, summed: float) -> None:
    """Add up the numbers of the workbooks of the same reports blindly, and print how many times as long it takes."""
    paths = []
    for number in range(count):
        (outcome,) = export(commune(template, number), NOW, folder / str(number), ("xlsx",))
        if outcome.refusal:
            raise SystemExit(outcome.refusal)
        paths.append(outcome.path)
    reader = with_pandas if importlib.util.find_spec("pandas") else with_openpyxl
    taken = seconds(lambda: reader(paths))
    name = reader.__name__.removeprefix("with_")
    print(f"      {name} over their workbooks: {taken:.1f} s, {taken / summed:.0f} x as long as adding up (aim >= 50)")


def with_pandas(paths: list[Path]) -> float:
    """The sum of every column of numbers of every sheet."""
    import pandas as pd  # noqa: PLC0415 - only where it is installed

    books = (pd.read_excel(path, sheet_name=None, header=None) for path in paths)
    return sum(float(sheet.select_dtypes("number").sum().sum()) for book in books for sheet in book.values())


def with_openpyxl(paths: list[Path]) -> float:
    """The sum of every number of every sheet, as quickly as openpyxl reads."""
    import openpyxl  # noqa: PLC0415 - pandas is the yardstick where it is installed

    found = 0.0
    for path in paths:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        for sheet in book.worksheets:
            found += sum(
                cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, int | float)
            )
        book.close()
    return found


def years(template: Template, count: int, folder: Path) -> None:
    """Receive ten years of so many communes in one file, and print what each year cost."""
    place, before = folder / "years.bc42", 0
    top = next(iter(template.offices))
    Workspace.create(place).close()
    for year in YEARS:
        period = Period(year)
        sent = list(packages(template, 20, period))
        with Workspace.open(place) as workspace:
            workspace.add_report(Unit("Đơn vị trên", top), period, template, own=True)
            began = time.process_time()
            with workspace.intake("bench", _YES) as intake:
                for number in range(count):
                    sending = sent[number % len(sent)]
                    sending.report.unit = Unit(f"Đơn vị {number}", template.default_level)
                    intake.take(sending, intake.judge(sending))
            kept = time.process_time() - began
            summed = adding_up(workspace, template, period)
        size = place.stat().st_size
        print(
            f"{year}: {count} communes kept in {1000 * kept / count:.1f} ms each, adding up {summed:.2f} s; "
            f"file {size / 1e6:.0f} MB, {(size - before) / 1e6:.1f} MB more",
            flush=True,
        )
        before = size


def main() -> None:
    """Measure each count that is asked for."""
    template = loading.default()
    with tempfile.TemporaryDirectory() as folder:
        match sys.argv[1:]:
            case ["years", *most]:
                years(template, int(most[0]) if most else COUNTRY, Path(folder))
            case counts:
                for count in map(int, counts or COUNTS):
                    measure(template, count, Path(folder))


if __name__ == "__main__":
    main()
