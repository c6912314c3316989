"""What receiving and adding up cost in processor time: python bench/exchange.py [COUNTS…].

Generated communes, invented numbers. Ratios count more than times: the last hundred packages against the first, adding
up against reading the same workbooks with pandas where that is installed, the size of a file per report.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

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
from ui.jobs import consolidating, receiving

COUNTS = (22, 102, 3321)
YEAR = Period(2024)
_GROUP = 100
_YES = Yes(new_units=True)


def commune(template: Template, number: int) -> Report:
    """A commune's report with every cell and some added rows."""
    chance = random.Random(number)  # noqa: S311 - invented figures
    report = Report(template, Unit(f"Đơn vị {number}", template.default_level), YEAR)
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


def packages(template: Template, count: int) -> Iterator[Sending]:
    """What communes send, as it is when it was read."""
    for number in range(count):
        report = commune(template, number)
        data = archive.encode(report)
        wrapping = envelope.write(report, "report.json", data)
        yield Sending(report, data, wrapping, envelope.read(wrapping, "report.json"), SourceFile(f"{number}.zip", "0"))


def measure(template: Template, count: int, folder: Path) -> None:
    """Receive and add up so many communes, and print what it cost."""
    place = folder / f"{count}.bc42"
    with Workspace.create(place) as workspace:
        top = next(iter(template.offices))
        workspace.add_report(Unit("Đơn vị trên", top), YEAR, template, own=True)
        taken: list[float] = []
        with workspace.intake("bench", _YES) as intake:
            for sending in packages(template, count):
                began = time.process_time()
                findings = receiving.findings(sending.report)
                judgement = intake.judge(sending)
                if judgement.verdict is not Reception.NEW:
                    raise SystemExit(f"{sending.report.unit.name}: {judgement}")
                intake.take(Sending(*[getattr(sending, name) for name in _FIELDS], findings), judgement)
                taken.append(time.process_time() - began)
    size = place.stat().st_size
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with Workspace.open(place, readonly=True) as workspace:
        began = time.process_time()
        result = consolidating.find(workspace, None, None)
        whole = time.process_time() - began
        began = time.process_time()
        office = workspace.units().number(result.draft.unit.id)
        workspace.below(template, office or 0, YEAR)
        summed = time.process_time() - began
    group = min(_GROUP, count // 2)
    first, last = (sum(part) / group for part in (taken[:group], taken[-group:]))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(
        f"{count:5} communes: receipt {1000 * sum(taken) / count:.1f} ms each, last/first {last / first:.2f}; "
        f"adding up {summed:.2f} s, with draft and checks {whole:.2f} s, +{grown:.0f} MB; "
        f"file {size / 1e6:.1f} MB, {size / count / 1000:.1f} KB a report"
    )


_FIELDS = ("report", "data", "wrapping", "told", "source", "signer")


def main() -> None:
    """Measure each count that is asked for."""
    template = loading.default()
    with tempfile.TemporaryDirectory() as folder:
        for count in map(int, sys.argv[1:] or COUNTS):
            measure(template, count, Path(folder))


if __name__ == "__main__":
    main()
