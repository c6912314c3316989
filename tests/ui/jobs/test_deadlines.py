"""What an office has still to hand in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from forms.definitions.loading import load
from forms.offices.deadlines import Deadline
from forms.offices.units import Unit
from forms.values.period import Period
from storage.workspace import Workspace
from ui.jobs.deadlines import agenda

OWN, OTHER = Unit("Xã A", "xa"), Unit("Xã B", "xa")
LINES = [
    Deadline("", "trước 30/11", "KH 1"),
    Deadline("6T", "chậm nhất 15/6", "KH 1"),
    Deadline("Q1", "chậm nhất 20/4", "KH 1"),
]


def said(path: Path, on: date) -> list[tuple[str, str, date, bool]]:
    with Workspace.open(path) as workspace:
        return [(each.unit.name, each.period.code, each.due.last, each.begun) for each in agenda(workspace, on)]


def test_reports_begun_stay_until_they_are_final_and_others_come_near(tmp_path: Path) -> None:
    path = tmp_path / "a.bc42"
    with Workspace.create(path) as workspace:
        workspace.add_report(OWN, Period(2024), load("nq42"), own=True)
        workspace.add_report(OWN, Period(2025, "UTH"), load("nq42"), own=True)
        workspace.add_report(OTHER, Period(2025), load("nq42"))
        workspace.add_deadlines(LINES)
    assert said(path, date(2025, 5, 1)) == [
        ("Xã A", "2024", date(2024, 11, 29), True),
        ("Xã A", "2025-Q1", date(2025, 4, 20), False),
        ("Xã A", "2025-6T", date(2025, 6, 15), False),
        ("Xã A", "2025-UTH", date(2025, 11, 29), True),
    ]
    assert [code for _, code, _, begun in said(path, date(2025, 11, 1)) if not begun] == []


def test_a_file_without_deadlines_or_office_awaits_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.bc42"
    with Workspace.create(path) as workspace:
        workspace.add_deadlines(LINES)
    assert said(path, date(2025, 5, 1)) == []
