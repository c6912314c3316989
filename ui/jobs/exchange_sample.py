"""A district or a province with what its lower offices sent: to try receiving and adding up without real figures.

The offices are a list that comes with the program; every number is invented, of the shape of the template's own sample.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from exports import values
from forms.definitions.loading import default
from forms.definitions.template import Template
from forms.report import filling
from forms.report.report import Report
from forms.values.period import Period
from forms.workfile import SUFFIX
from resources import path
from storage.workspace import Workspace
from ui.jobs import unit_lists
from ui.jobs.exporting import export
from ui.jobs.invented import generated, mend
from ui.jobs.sample import samples

_EDITED = datetime(2026, 1, 5, 8, tzinfo=UTC)
_SCALES = (0.01, 0.02, 0.03)  # of a commune beside a province


def names() -> list[str]:
    """The lists of offices that there are, the period of each at its end."""
    return sorted(file.stem for file in path("samples/exchange").glob("*.csv"))


def make(name: str, folder: Path, template: Template | None = None) -> Path:
    """Make the file of the highest office of a list, and beside it the packages that the lowest ones sent."""
    template = template or default()
    period = Period(int(name.rpartition("-")[2]))
    place = folder / f"{name}{SUFFIX}"
    with Workspace.create(place) as workspace:
        unit_lists.take_in(workspace, path(f"samples/exchange/{name}.csv"))
        offices = workspace.units()
        top = next(number for number in offices.ids if offices.below(number, period.end))
        workspace.add_report(offices.at(top, period.end), period, template, own=True)
        lowest = [number for number in offices.ids if not offices.below(number, period.end)]
        there = [offices.at(number, period.end) for number in lowest if offices.exists(number, period.end)]
    sent = folder / "thư đến"
    shape = base(template)
    for number, unit in enumerate(there):
        invented = generated(shape, number, _SCALES)
        report = Report(template, unit, period, cells=invented.cells, rows=invented.rows)
        list(export(report, _EDITED, sent, ["package"]))
    return place


def base(template: Template) -> Report:
    """The sample of a template, with numbers that agree."""
    sample = next(one for one in samples() if one.template == template.code)
    report = Report(template, sample.unit, sample.period)
    found = values.read(sample.values)
    filling.fill(report, found.lines, vietnamese=found.vietnamese, sure=found.sure)
    mend(report)
    return report
