"""An export in every format is one piece of work."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forms.report import archive
from forms.report.report import Report
from storage.workspace import Workspace
from tests.storage.test_file import other_program
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


@pytest.mark.parametrize("opened", [True, False])
@pytest.mark.parametrize("link", [True, False])
@pytest.mark.parametrize("form", exporting.FORMATS)
def test_no_export_takes_the_place_of_a_workspace(
    sample: Report, tmp_path: Path, form: str, *, link: bool, opened: bool
) -> None:
    (written,) = exporting.export(sample, EDITED, tmp_path, [form])
    path, place = tmp_path / "a.bc42", written.path
    place.unlink()
    with Workspace.create(path if link else place) as workspace:
        workspace.add_report(sample.unit, sample.period, sample.template)
    if link:
        place.symlink_to(path)
    before = place.read_bytes()
    with Workspace.open(place) if opened else nullcontext():
        outcomes = list(exporting.export(sample, EDITED, tmp_path, [form]))
        if opened:
            assert "đang mở" in other_program(place)
    assert "tệp làm việc" in exporting.refusals(outcomes)
    assert "đừng gửi" not in exporting.refusals(outcomes)
    assert place.read_bytes() == before
    assert not list(tmp_path.glob(".*"))
