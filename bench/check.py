"""How fast checking is: the command, a full check, one edit, one suggestion, each as a ratio to a yardstick.

The command is compared with a bare Python that imports sqlite_utils. The rest runs on a report of 400 cells and is
compared with a bare loop over the same cells that adds up their values as fractions.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import reports

from forms.checks.checker import Checker
from forms.definitions import row_ids
from forms.report.cells import Address, Cell
from forms.report.changes import OpenRow
from forms.report.report import Report
from forms.suggestions.suggestions import suggest
from forms.values.numbers import Number

ROUNDS = 9
CELLS = 400


def seconds(*command: str) -> float:
    """Median wall time of a command."""
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run([sys.executable, *command], cwd=reports.ROOT, check=False, capture_output=True)  # noqa: S603 - our own
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def milliseconds(work: Callable[[], object]) -> float:
    """Time of one call."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def large() -> Report:
    """The sample, consistent, with open rows added until it has 400 cells."""
    report = reports.read(reports.SAMPLE)
    dice = random.Random(1)  # noqa: S311 - repeatable examples, no secrets
    opened = [
        (figure, breakdown)
        for figure in report.template.figures.values()
        for breakdown in figure.breakdowns.values()
        if breakdown.open
    ]
    number = 100
    while len(report.cells) < CELLS:
        for figure, breakdown in opened:
            number += 1
            row = OpenRow(figure.code, row_ids.added(breakdown.of, breakdown.code, number), f"Dòng {number}", number)
            report.rows[figure.code, row.id] = row
            for measure in breakdown.measures:
                report.cells[Address(figure.code, row.id, measure)] = Cell(Number(dice.randint(1, 99)))
    reports.mend(report)
    return report


def main() -> None:
    """Print the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "a.bc42")
        for command in (
            reports.DESCRIBED.new(file),
            ["fill", file, str(reports.SAMPLE)],
        ):
            subprocess.run([sys.executable, "main.py", *command], cwd=reports.ROOT, check=True, capture_output=True)  # noqa: S603
        bare = seconds("-c", "import sqlite_utils")
        command_time = seconds("main.py", "check", file)
    print(
        f"import sqlite_utils {bare * 1000:.0f} ms; check {command_time * 1000:.0f} ms, ratio {command_time / bare:.2f}"
    )

    report = large()
    checker = Checker(report)

    def loop() -> Fraction:
        return sum((cell.number.value for cell in report.cells.values() if cell.number), Fraction(0))

    yardstick = statistics.median(milliseconds(loop) for _ in range(50))
    print(f"{len(report.cells)} cells, {len(checker.checks)} rules; a bare loop over the cells {yardstick:.3f} ms")

    def row(name: str, taken: list[float], aim: float) -> None:
        middle = statistics.median(taken)
        print(f"{name:26}{middle:8.3f} ms, worst {max(taken):8.3f} ms, ratio {middle / yardstick:7.2f} (aim {aim} ms)")

    row("full check", [milliseconds(lambda: Checker(report).findings()) for _ in range(20)], 30)
    edits, suggested = [], []
    for address, cell in list(report.cells.items()):
        if cell.number is None:
            continue
        report.cells[address] = Cell(Number(cell.number.digits * 10 + 1, cell.number.decimals))
        edits.append(milliseconds(lambda at=address: (checker.changed(at), checker.findings())))  # type: ignore[misc]
        for index in checker.failing():
            finding = checker.checks[index].finding(checker.failing()[index])
            suggested.append(milliseconds(lambda found=finding: suggest(checker, found)))  # type: ignore[misc]
        report.cells[address] = cell
        checker.changed(address)
    row("one edit with its findings", edits, 1)
    row("suggestions for a finding", suggested, 10)


if __name__ == "__main__":
    main()
