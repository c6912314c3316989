"""An export in every format is one piece of work."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from forms.report import archive
from forms.report.report import Report
from ui.jobs import exporting

EDITED = datetime(2024, 11, 15, 7, 30, tzinfo=UTC)


def test_an_export_encodes_the_report_once(sample: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    encode, seen = archive.as_data, list[Report]()

    def counted(report: Report) -> dict[str, object]:
        seen.append(report)
        return encode(report)

    monkeypatch.setattr(archive, "as_data", counted)
    outcomes = list(exporting.export(sample, EDITED, tmp_path, exporting.FORMATS))
    assert [outcome.refusal for outcome in outcomes] == [""] * len(exporting.FORMATS)
    assert seen == [sample]
