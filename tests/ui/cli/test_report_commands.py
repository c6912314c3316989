"""The command line about the report as a whole: final, and open again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from forms.definitions.loading import load
from forms.report.changes import Issue, ReportState
from storage.workspace import Workspace
from ui.cli.commands import run


def test_a_report_is_made_final_and_opened_again(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["finalise", str(file), "--anyway"]) == 2
    assert "còn 2 lỗi phải sửa và 1 cảnh báo" in capsys.readouterr().err
    mended = file.with_name("sửa.csv")
    lines = "figure,row,measure,value\nmartyr_remains,,count,21\npoverty_reduction,,pct_plan,84.00\n"
    mended.write_text(lines, encoding="utf-8")
    assert run(["fill", str(file), str(mended)]) == 0
    assert run(["finalise", str(file)]) == 2
    assert "--anyway" in capsys.readouterr().err
    assert run(["finalise", str(file), "--anyway"]) == 0
    assert run(["fill", str(file), str(mended)]) == 0  # the same values change nothing
    assert run(["detail", str(file), "signer", "Y Hà"]) == 2
    assert "đã chốt" in capsys.readouterr().err
    assert run(["issue", str(file)]) == 2
    assert "chưa ghi số và ngày" in capsys.readouterr().err
    assert run(["issue", str(file), "--number", "312", "--day", "28/10/2024", "--note"]) == 0
    assert run(["reopen", str(file), "--unsent"]) == 0
    with Workspace.open(file, readonly=True) as workspace:
        assert (workspace.load(load).state, workspace.load(load).replaces) == (ReportState.DRAFT, 0)
    assert run(["finalise", str(file), "--anyway"]) == 0
    assert run(["issue", str(file), "--number", "312", "--day", "28/10/24", "--note"]) == 0
    assert run(["present", str(file)]) == 0
    assert run(["issue", str(file), "--signer", "A Thuận"]) == 0
    assert run(["reopen", str(file), "--unsent"]) == 2
    assert "đã phát hành" in capsys.readouterr().err
    with Workspace.open(file, readonly=True) as workspace:
        report = workspace.load(load)
    assert [str(stage.state) for stage in report.stages] == ["chot", "du_thao", "chot", "trinh_ky", "da_phat_hanh"]
    assert report.issue == Issue("312", date(2024, 10, 28), signer="A Thuận")
    assert run(["reopen", str(file), "--reason", "Số liệu sai"]) == 0
    assert run(["detail", str(file), "signer", "Y Hà"]) == 0
    with Workspace.open(file, readonly=True) as workspace:
        report = workspace.load(load)
    assert (report.state, report.reason, len(report.revisions)) == (ReportState.DRAFT, "Số liệu sai", 2)


def test_a_figure_or_one_cell_is_preliminary(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def told() -> set[tuple[str, str]]:
        with Workspace.open(file, readonly=True) as workspace:
            report = workspace.load(load)
        return {(address.row, address.measure) for address, cell in report.cells.items() if cell.preliminary}

    assert run(["preliminary", str(file), "poor_households.rate"]) == 0
    assert told() == {("", "rate")}
    assert run(["preliminary", str(file), "poor_households"]) == 0
    assert len(told()) > 1
    assert run(["preliminary", str(file), "poor_households", "--withdraw"]) == 0
    assert told() == set()
    assert run(["preliminary", str(file), "poor_household"]) == 2
    assert 'Không có chỉ tiêu "poor_household"; có phải "poor_households"' in capsys.readouterr().err
