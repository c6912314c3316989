"""Legal constants that an office adds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from forms.definitions.loading import load
from forms.definitions.template import LegalConstant, Template
from forms.offices.units import Unit
from forms.values.period import Period
from storage.failures import DamagedError
from storage.rescue import rescue
from storage.workspace import Workspace

NAME = next(iter(load("nq42").params))
OWN = LegalConstant(
    Fraction("77.5"), date(2023, 1, 1), "kg", "Quyết định 5", checked=False, until=date(2025, 6, 30), own=True
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.bc42"
    with Workspace.create(path) as workspace:
        workspace.add_report(Unit("Xã A", "xa"), Period(2024), load("nq42"))
        workspace.add_param(NAME, OWN, "lan")
        workspace.add_param("of another template", OWN, "lan")
    return path


def template_of(path: Path) -> Template:
    with Workspace.open(path, readonly=True) as workspace:
        return workspace.load(load).template


def test_a_constant_of_the_office_comes_before_the_templates_within_its_days(file: Path) -> None:
    found, shipped = template_of(file), load("nq42")
    assert found.param(NAME, date(2024, 12, 31)) == OWN
    for day in (date(2022, 12, 31), date(2025, 7, 1)):
        assert found.param(NAME, day) == shipped.param(NAME, day)
    assert found.params.keys() == shipped.params.keys()
    assert found.with_params([]) == shipped


def test_the_last_of_two_that_the_office_added_for_a_day_holds(file: Path) -> None:
    later = LegalConstant(Fraction(20), OWN.since, "kg", "Quyết định 6", checked=True, own=True)
    with Workspace.open(file) as workspace:
        workspace.add_param(NAME, later)
    assert template_of(file).param(NAME, date(2024, 1, 1)) == later


def test_one_that_is_taken_away_stays_with_who_did(file: Path) -> None:
    with Workspace.open(file) as workspace:
        workspace.remove_param(workspace.params()[0].number, "hoa")
    assert template_of(file) == load("nq42")
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT who, remover FROM param WHERE removed <> ''").fetchall() == [("lan", "hoa")]


def test_a_constant_that_flipped_is_noticed_and_rescued(file: Path) -> None:
    rescue(file, file.with_name("b.bc42"), load)
    assert template_of(file.with_name("b.bc42")).param(NAME, OWN.since) == OWN
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE param SET value = '155/3'")
        connection.commit()
    with pytest.raises(DamagedError, match="mức, chuẩn"):
        Workspace.open(file)
