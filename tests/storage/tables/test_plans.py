"""Plans of localities in a workspace file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from forms.definitions.loading import load
from forms.offices.plan import LocalPlan, PlanTarget, PlanTask, YearText
from forms.offices.units import Unit
from forms.values.aims import Better
from forms.values.period import parse
from storage.failures import DamagedError
from storage.rescue import rescue
from storage.workspace import Workspace

TARGET = PlanTarget(
    *(1, "Tỷ lệ", (YearText(2025, "3-4"), YearText(2030, "< 3")), "Nhóm", "Trên", "%/năm", "Sở", Better.LOWER),
    note="Ghi chú",
)
PLAN = LocalPlan("Tỉnh A", (TARGET,), (PlanTask(1, "Giao chỉ tiêu", targets=(1,)),))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.bc42"
    with Workspace.create(path) as workspace:
        for period in ("2023", "2024-6T", "2024"):
            workspace.add_report(Unit("Tỉnh A", "tinh"), parse(period), load("nq42"))
        workspace.save_plan(PLAN)
    return path


def test_a_plan_comes_back_with_the_reports_of_its_locality(file: Path) -> None:
    with Workspace.open(file, readonly=True) as workspace:
        assert workspace.localities() == ["Tỉnh A"]
        assert workspace.plan("Tỉnh A") == PLAN
        report = workspace.load(load, "Tỉnh A", parse("2024"))
        assert report.plan == PLAN
        assert [one.period.code for one in workspace.series(report)] == ["2023", "2024-6T", "2024"]
        assert workspace.series(report)[-1] is report


def test_a_new_list_takes_the_place_of_the_old_and_leaves_the_other_kind(file: Path) -> None:
    with Workspace.open(file) as workspace:
        workspace.save_plan(LocalPlan("Tỉnh B", (TARGET,)))
        workspace.save_plan(LocalPlan("Tỉnh A", (PlanTarget(2, "Khác"),)))
        assert workspace.localities() == ["Tỉnh A", "Tỉnh B"]
        assert workspace.plan("Tỉnh A") == LocalPlan("Tỉnh A", (PlanTarget(2, "Khác"),), PLAN.tasks)


def test_the_latest_lists_of_each_kind_and_locality_are_kept(file: Path) -> None:
    with Workspace.open(file) as workspace:
        for number in range(2, 15):
            workspace.save_plan(LocalPlan("Tỉnh A", (PlanTarget(number, "Khác"),)))
            workspace.save_plan(LocalPlan("Tỉnh B", PLAN.targets, PLAN.tasks))
    with closing(sqlite3.connect(file)) as connection:
        kept = connection.execute("SELECT locality, kind, count(*), max(id) FROM plan GROUP BY 1, 2").fetchall()
    assert [row[:3] for row in kept] == [
        ("Tỉnh A", "targets", 10),
        ("Tỉnh A", "tasks", 1),
        ("Tỉnh B", "targets", 10),
        ("Tỉnh B", "tasks", 10),
    ]
    with Workspace.open(file, readonly=True) as workspace:
        assert workspace.plan("Tỉnh A").targets == (PlanTarget(14, "Khác"),)


@pytest.mark.parametrize("change", [("3-4", "3-5"), ("[", "{"), ('"%/năm"', "7")])
def test_a_damaged_list_is_told_and_rescue_names_it(file: Path, change: tuple[str, str]) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE plan SET data = replace(data, ?, ?) WHERE kind = 'targets'", change)
    with pytest.raises(DamagedError, match="danh sách chỉ tiêu"):
        Workspace.open(file, readonly=True)
    doubts = rescue(file, file.with_name("b.bc42"), load)
    assert [line for line in doubts if "danh sách chỉ tiêu" in line]


def test_a_sound_plan_is_rescued(file: Path) -> None:
    assert rescue(file, file.with_name("b.bc42"), load) == []
    with Workspace.open(file.with_name("b.bc42"), readonly=True) as workspace:
        assert workspace.plan("Tỉnh A") == PLAN
