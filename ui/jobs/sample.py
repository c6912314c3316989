"""The sample report: a fresh copy each time, so that trying things out never touches real figures."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

from exports import values
from forms.definitions.loading import load
from forms.errors import KnownError
from forms.report import filling
from forms.report.units import Unit
from forms.values import period
from resources import path
from storage.workspace import Workspace
from ui.preferences import SAMPLES

_NAME = "Báo cáo mẫu Kon Tum 2024.bc42"
_UNIT = Unit("Tỉnh Kon Tum", "tinh")
_PERIOD = period.Period(2024)
_TEMPLATE = "nq42"
_VALUES = ("samples", "kon-tum-2024.csv")


def make(folder: Path | None = None) -> Path:
    """Make a copy in a folder, by default a new one among the system's temporary files; returns its path."""
    folder = folder or Path(tempfile.mkdtemp(prefix=SAMPLES))
    file = folder / _NAME
    with Workspace.create(file) as workspace:
        workspace.add_report(_UNIT, _PERIOD, load(_TEMPLATE))
        report = workspace.load(load)
        found = values.read(path(*_VALUES))
        workspace.save(report, filling.fill(report, found.lines, vietnamese=found.vietnamese))
    return file


def discard(file: Path) -> None:
    """Delete a copy that nobody needs any more; one that was moved or got a period more is the officer's own."""
    try:
        with Workspace.open(file) as workspace:
            if len(workspace.reports()) > 1:
                return
    except KnownError:  # it is open elsewhere, or there no longer
        return
    with suppress(OSError):
        file.unlink()
        file.parent.rmdir()  # files that were exported beside it keep their folder
