"""The reports of a sample, each beside the others, as a workspace holds them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from exports import values
from forms.definitions.loading import TEMPLATES, load
from forms.offices.units import Unit
from forms.report import filling
from forms.report.filling import ValueLine
from forms.report.report import Report
from forms.values.period import Period, parse
from ui.jobs.sample import Sample, samples


def sample_of(template: str) -> Sample:
    """The sample of a template."""
    return next(found for found in samples() if found.template == template)


def lines(sample: Sample) -> list[ValueLine]:
    """Its values, each with its period."""
    return [replace(line, period=line.period or sample.period.code) for line in values.read(sample.values).lines]


def reports(
    sample: Sample, lines: Iterable[ValueLine], folder: Path = TEMPLATES, code: str = "", level: str = ""
) -> dict[str, Report]:
    """Reports of the values by the code of their period, those of each beside the others."""
    template, unit = load(code or sample.template, folder), Unit(sample.unit.name, level or sample.unit.level)
    said = list(lines)
    found: dict[Period, Report] = {}
    for period in filling.periods_of(said):
        found[period] = Report(template, unit, period)
        for other in found.values():
            other.neighbours.add(found[period])
            found[period].neighbours.add(other)
    latest = found[parse(sample.period.code)]
    filling.fill_periods(latest, found, said, vietnamese=False)
    return {period.code: report for period, report in found.items()}
