"""The figures that an office chose stay chosen."""

from __future__ import annotations

from pathlib import Path

from forms.definitions.loading import load
from forms.offices.units import Unit
from forms.report.cells import Address
from forms.values.period import Period
from storage import rescue
from storage.workspace import Workspace

CELLS = (Address("a", "", "x"), Address("b", "part:#2", "y"))


def test_a_choice_is_kept_a_template_and_given_up_again(tmp_path: Path) -> None:
    path, rescued = tmp_path / "a.bc42", tmp_path / "b.bc42"
    with Workspace.create(path) as workspace:
        workspace.add_report(Unit("Xã A", "xa"), Period(2024), load("nq42"))
        assert workspace.choice("nq42") is None
        workspace.choose("nq42", CELLS[:1], None)
        workspace.choose("nq42", CELLS, CELLS[1])
        workspace.choose("giam_ngheo", CELLS, None)
        workspace.choose("giam_ngheo", (), None)
    with Workspace.open(path, readonly=True) as workspace:
        assert workspace.choice("nq42") == (CELLS, CELLS[1])
        assert workspace.choice("giam_ngheo") is None
    rescue.rescue(path, rescued, load)
    with Workspace.open(rescued, readonly=True) as workspace:
        assert workspace.choice("nq42") == (CELLS, CELLS[1])
