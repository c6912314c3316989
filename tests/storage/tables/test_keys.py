"""The keys of offices that send: the first is remembered with what came, another one needs somebody's yes."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.errors import KnownError
from forms.offices.units import Unit
from storage.workspace import Workspace
from tests.storage.tables.test_units import arrived, units_of

SENDER = Unit("Xã Ia Chim", "xa")


def bring(workspace: Workspace, period: str, key: str, *, new_key: bool = False, unit: Unit = SENDER) -> bool:
    report, changes = arrived(unit, 5, period)
    return workspace.receive(report, changes, (), "Y Hà", key=key, new_key=new_key)


def test_the_first_key_is_remembered_and_another_is_a_question(tmp_path: Path) -> None:
    path = tmp_path / "tỉnh.bc42"
    with Workspace.create(path) as workspace:
        assert not bring(workspace, "2020", "k1")
        assert bring(workspace, "2021", "k1")
        assert not bring(workspace, "2021", "k2", unit=Unit("Xã Đăk Blà", "xa"))  # each office has its own
    with Workspace.open(path) as workspace:
        with pytest.raises(KnownError, match="--new-key"):
            bring(workspace, "2022", "k2")
        assert units_of(workspace, "2022") == []  # nothing came in
        assert not bring(workspace, "2022", "k2", new_key=True)
        assert bring(workspace, "2023", "k2")
        with pytest.raises(KnownError, match="--new-key"):
            bring(workspace, "2024", "k1")


def test_what_comes_unsigned_changes_no_key(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "tỉnh.bc42") as workspace:
        bring(workspace, "2020", "k1")
        assert not bring(workspace, "2021", "")
        assert bring(workspace, "2022", "k1")
