"""Reports for benches: the sample, and others of the same shape with other numbers, each consistent in itself."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from exports import values  # noqa: E402 - after the path to the program is known
from forms.definitions.loading import load  # noqa: E402
from forms.report import filling  # noqa: E402
from forms.report.report import Report  # noqa: E402
from ui.jobs.invented import generated, mend  # noqa: E402, F401 - benches take them from here
from ui.jobs.sample import samples  # noqa: E402

DESCRIBED = samples()[0]
SAMPLE = DESCRIBED.values


def read(path: Path) -> Report:
    """The values of a file in an empty report."""
    report = Report(load(DESCRIBED.template), DESCRIBED.unit, DESCRIBED.period)
    found = values.read(path)
    filling.fill(report, found.lines, vietnamese=found.vietnamese)
    return report
