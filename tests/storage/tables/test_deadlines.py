"""The deadlines that a file knows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from forms.definitions.loading import load
from forms.offices.deadlines import Deadline
from forms.offices.units import Unit
from forms.values.period import Period
from storage.rescue import rescue
from storage.workspace import Workspace

PLAN = Deadline("", "trước 30/11", "Kế hoạch 2581", level="xa", until=date(2025, 6, 30))
LETTER = Deadline("2025", "chậm nhất 05/12", "Công văn 7", issued=date(2025, 11, 3), receiver="Sở", unit="Xã A")


def lines(path: Path) -> list[Deadline]:
    with Workspace.open(path, readonly=True) as workspace:
        return [kept.line for kept in workspace.deadlines()]


def test_lines_are_added_once_with_who_and_stay_when_they_are_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "a.bc42"
    with Workspace.create(path) as workspace:
        assert workspace.deadlines() == []
        assert workspace.add_deadlines([PLAN, LETTER, PLAN], "lan") == 2
        assert workspace.add_deadlines([LETTER], "hoa") == 0
        assert [(kept.line, kept.who) for kept in workspace.deadlines()] == [(PLAN, "lan"), (LETTER, "lan")]
    with Workspace.open(path) as workspace:
        workspace.remove_deadline(workspace.deadlines()[0].number, "hoa")
        assert workspace.add_deadlines([PLAN], "hoa") == 1
    assert lines(path) == [LETTER, PLAN]
    with closing(sqlite3.connect(path)) as connection:
        kept = connection.execute("SELECT due, who, remover FROM deadline WHERE removed <> ''").fetchall()
    assert kept == [("trước 30/11", "lan", "hoa")]


def test_a_file_with_other_deadlines_ends_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "a.bc42"
    with Workspace.create(path) as workspace:
        workspace.add_deadlines([PLAN])
    with Workspace.open(path) as workspace:
        before = workspace._latest
        workspace.remove_deadline(1)
        assert workspace._latest != before


def test_deadlines_are_rescued(tmp_path: Path) -> None:
    path = tmp_path / "a.bc42"
    with Workspace.create(path) as workspace:
        workspace.add_report(Unit("Xã A", "xa"), Period(2025), load("nq42"))
        workspace.add_deadlines([PLAN, LETTER])
    rescue(path, tmp_path / "b.bc42", load)
    assert lines(tmp_path / "b.bc42") == [PLAN, LETTER]
