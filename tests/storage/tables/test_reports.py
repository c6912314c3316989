"""Which report is meant, and which others are read beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from forms.definitions.loading import load
from forms.definitions.template import Template
from forms.errors import KnownError
from forms.offices.units import Unit
from forms.report.report import Report
from forms.values.period import Period, parse
from storage import seals
from storage.tables.reports import ReportName
from storage.workspace import Workspace

PROVINCE, COMMUNE = Unit("Tỉnh Kon Tum", "tinh"), Unit("Xã Đăk Blà", "xa")
SECOND = "second"


def template(code: str) -> Template:
    """The real template, also under a second name."""
    return replace(load("nq42"), code=code)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.bc42"
    with Workspace.create(path) as workspace:
        for code in ("2023", "2024-6T", "2024"):
            workspace.add_report(PROVINCE, parse(code), template("nq42"), own=True)
        workspace.add_report(PROVINCE, Period(2024), template(SECOND))
        for code in ("2022", "2023", "2024"):
            workspace.add_report(COMMUNE, parse(code), template("nq42"), parent=PROVINCE.name)
    return path


def meant(file: Path, unit: str | None = None, period: str = "", code: str | None = None) -> tuple[str, str, str]:
    with Workspace.open(file, readonly=True) as workspace:
        name = workspace.find(unit, parse(period) if period else None, code)
    return name.unit.name, name.period.code, name.template


def test_what_is_not_said_is_as_in_the_report_in_hand(file: Path) -> None:
    assert meant(file) == (PROVINCE.name, "2024", "nq42")
    assert meant(file, code=SECOND) == (PROVINCE.name, "2024", SECOND)
    assert meant(file, period="2023") == (PROVINCE.name, "2023", "nq42")
    assert meant(file, COMMUNE.name) == (COMMUNE.name, "2024", "nq42")
    assert meant(file, COMMUNE.name, "2022") == (COMMUNE.name, "2022", "nq42")
    with pytest.raises(KnownError, match=f"--template {SECOND}"):
        meant(file, period="2022")  # the commune has one, and nobody named the commune
    with Workspace.open(file) as workspace:
        workspace.hold(workspace.load(template, PROVINCE.name, Period(2024), SECOND))
    assert meant(file) == (PROVINCE.name, "2024", SECOND)
    with Workspace.open(file) as workspace:
        workspace.hold(workspace.load(template, COMMUNE.name, Period(2023)))
    assert meant(file) == (COMMUNE.name, "2023", "nq42")
    assert meant(file, period="2022") == (COMMUNE.name, "2022", "nq42")


def test_a_file_keeps_its_own_unit_when_another_is_added(file: Path) -> None:
    with Workspace.open(file) as workspace:
        workspace.add_report(COMMUNE, Period(2025), template("nq42"), own=True)
        assert workspace.own == PROVINCE


def test_without_a_report_in_hand_only_one_that_fits_is_meant(file: Path) -> None:
    with Workspace.open(file) as workspace, workspace._changing():
        workspace._connection.execute("UPDATE desk SET report_in_hand = NULL")
        seals.write(workspace._connection)
    assert meant(file, COMMUNE.name, "2022") == (COMMUNE.name, "2022", "nq42")
    assert meant(file, period="2022") == (COMMUNE.name, "2022", "nq42")
    for named in ((None, ""), (None, "2023"), (COMMUNE.name, ""), (PROVINCE.name, "2024")):
        with pytest.raises(KnownError, match="có nhiều báo cáo"):
            meant(file, *named)


def test_holding_what_is_held_writes_nothing(file: Path) -> None:
    with Workspace.open(file) as workspace:
        workspace.hold(workspace.load(template))
        before = file.read_bytes()
        workspace.hold(workspace.load(template))
    assert file.read_bytes() == before


def test_a_report_and_those_beside_it_are_read_once(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[tuple[str, str, str]] = []
    real = Workspace._read

    def read(workspace: Workspace, name: ReportName, frame: Template) -> Report:
        done.append((name.unit.name, name.period.code, name.template))
        return real(workspace, name, frame)

    monkeypatch.setattr(Workspace, "_read", read)
    with Workspace.open(file, readonly=True) as workspace:
        report = workspace.load(template)
    wanted = [(PROVINCE.name, code, "nq42") for code in ("2024", "2023", "2024-6T")] + [(COMMUNE.name, "2024", "nq42")]
    wanted.append((PROVINCE.name, "2024", SECOND))  # with which numbers may be shared
    assert sorted(done) == sorted(wanted)  # not other years of the commune
    assert report.last is report.opening
    assert [child.unit.name for child in report.children] == [COMMUNE.name]
    assert report.last is not None
    assert report.last.children == ()


def test_a_later_quarter_does_not_roll_stocks_forward(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "a.bc42") as workspace:
        for code in ("2023", "2024-Q1", "2024-Q2", "2024-6T"):
            workspace.add_report(PROVINCE, parse(code), load("nq42"))
        openings = {
            code: workspace.load(load, PROVINCE.name, parse(code)).opening for code in ("2024-Q1", "2024-Q2", "2024-6T")
        }
    assert {code: opening and opening.period.code for code, opening in openings.items()} == {
        "2024-Q1": "2023",
        "2024-Q2": None,
        "2024-6T": "2023",
    }


def test_only_reports_of_the_same_template_stand_beside_one(file: Path) -> None:
    with Workspace.open(file) as workspace:
        workspace.add_report(PROVINCE, Period(2022), template(SECOND))
        last = workspace.load(template, PROVINCE.name, Period(2023))
        assert last.neighbours.at(last.unit, Period(2022)) is None
        beside = workspace.load(template, PROVINCE.name, Period(2024), SECOND).neighbours
        assert beside.at(last.unit, Period(2023)) is None


def test_of_two_offices_of_a_name_the_one_in_hand_is_not_taken_for_granted(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "a.bc42") as workspace:
        with pytest.raises(KnownError, match="chưa có báo cáo nào"):
            workspace.find()
        for district in ("Huyện Kon Rẫy", "Huyện Đăk Hà"):
            workspace.add_report(Unit(district, "huyen"), Period(2024), load("nq42"))
            workspace.add_report(COMMUNE, Period(2024), load("nq42"), parent=district)
        workspace.add_report(COMMUNE, Period(2023), load("nq42"), parent="Huyện Đăk Hà")
        workspace.hold(workspace.load(load, f"{COMMUNE.name}, Huyện Đăk Hà", Period(2023)))
        with pytest.raises(KnownError, match="có nhiều báo cáo"):
            workspace.find(COMMUNE.name)
