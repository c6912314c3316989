"""What every test stands on: no screen, repeatable examples, the sample report."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings

from exports import values
from forms.definitions.loading import load
from forms.offices.units import Unit
from forms.report import filling
from forms.report.changes import Change
from forms.report.report import Report
from forms.values.period import Period
from resources import path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile(
    "here",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    # one looks at the clock; the other fears what an example leaves behind, and ours write their files anew
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("here")

SAMPLE = path("samples", "kon-tum-2024.csv")


def empty_report(year: int = 2024) -> Report:
    return Report(load("nq42"), Unit("Tỉnh Kon Tum", "tinh"), Period(year))


@pytest.fixture
def report() -> Report:
    return empty_report()


@functools.cache
def sample_changes() -> tuple[Change, ...]:
    """What makes the sample of an empty report, read once."""
    found = values.read(SAMPLE)
    return tuple(filling.fill(empty_report(), found.lines, vietnamese=found.vietnamese))


@pytest.fixture
def sample(report: Report) -> Report:
    for change in sample_changes():
        report.apply(change)
    return report


Filler = Callable[[str], None]


@pytest.fixture
def put(sample: Report) -> Filler:
    """Put `figure,row,measure,value[,state]` into the sample report, several with ";" between."""

    def fill_lines(text: str) -> None:
        lines = [filling.ValueLine(n, *(line.split(","))) for n, line in enumerate(text.split(";"), 1)]
        filling.fill(sample, lines, vietnamese=False)

    return fill_lines
