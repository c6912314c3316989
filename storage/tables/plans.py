"""The plans of localities on disk: each list that was imported as one text, the latest of its kind holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from forms.offices.plan import LocalPlan, PlanTarget, PlanTask, applying
from forms.offices.units import Unit
from forms.report import journal

_KEPT = 10  # lists of one locality and kind
_TARGETS, _TASKS = "targets", "tasks"


def save(connection: sqlite3.Connection, plan: LocalPlan, who: str, at: str) -> None:
    """Let the targets, the tasks or both of a plan hold from now on; a kind of which it has none stays as it was."""
    for kind, lines in ((_TARGETS, plan.targets), (_TASKS, plan.tasks)):
        if lines:
            connection.execute(
                "INSERT INTO plan (locality, kind, who, at, data) VALUES (?, ?, ?, ?, ?)",
                [plan.locality, kind, who, at, journal.written(lines)],
            )
            connection.execute(
                "DELETE FROM plan WHERE id IN "
                "(SELECT id FROM plan WHERE locality = ? AND kind = ? ORDER BY id DESC LIMIT -1 OFFSET ?)",
                [plan.locality, kind, _KEPT],
            )


def remove(connection: sqlite3.Connection, locality: str) -> None:
    """Take every list of a locality away."""
    connection.execute("DELETE FROM plan WHERE locality = ?", [locality])


def localities(connection: sqlite3.Connection) -> list[str]:
    """The localities that have a plan, the one whose list came last first."""
    rows = connection.execute("SELECT locality FROM plan GROUP BY locality ORDER BY max(id) DESC")
    return [name for (name,) in rows]


def read(connection: sqlite3.Connection, locality: str) -> LocalPlan:
    """The plan of a locality; raises ValueError or BugError for a list that no program of ours wrote."""
    plan = LocalPlan(locality)
    for kind, data in connection.execute(
        "SELECT kind, data FROM plan WHERE id IN (SELECT max(id) FROM plan WHERE locality = ? GROUP BY kind)",
        [locality],
    ):
        if kind == _TARGETS:
            plan = replace(plan, targets=journal.read(tuple[PlanTarget, ...], data))
        elif kind == _TASKS:
            plan = replace(plan, tasks=journal.read(tuple[PlanTask, ...], data))
    return plan


def of(connection: sqlite3.Connection, unit: Unit) -> LocalPlan | None:
    """The plan that an office works by; None where the file has none."""
    names: Sequence[str] = localities(connection)
    name = applying(names, unit) if names else None
    return None if name is None else read(connection, name)
