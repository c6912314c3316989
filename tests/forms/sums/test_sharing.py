"""One number in two reports of an office: offered where it is blank, told where it differs, left alone elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.checks.checker import check
from forms.definitions.loading import load
from forms.offices.units import Unit
from forms.report.cells import Address, Cell, State
from forms.report.changes import OpenRow, SetCell, SetRow
from forms.report.report import Report
from forms.sums import sharing
from forms.values.numbers import Number, parse
from forms.values.period import Period
from storage.workspace import Workspace
from ui.cli.commands import run

UNIT, YEAR = Unit("Huyện Đăk Glei", "huyen"), Period(2024)
POOR, RATE = Address("poor_households", "", "households"), Address("poor_households", "", "rate")


def put(report: Report, address: Address, text: str) -> None:
    report.apply(SetCell(address, Cell(parse(text))))


@pytest.fixture
def pair() -> tuple[Report, Report]:
    mine, other = Report(load("nq42"), UNIT, YEAR), Report(load("giam_ngheo"), UNIT, YEAR)
    mine.neighbours.siblings = (other,)
    return mine, other


def told(report: Report) -> list[tuple[Address, ...]]:
    return [finding.cells for finding in check(report) if finding.code == "shared"]


def test_another_number_is_told_and_a_rounded_or_worded_one_is_the_same(pair: tuple[Report, Report]) -> None:
    mine, other = pair
    put(mine, POOR, "1215")
    put(other, POOR, "1251")
    put(mine, RATE, "9.5")
    put(other, RATE, "9.46")
    assert told(mine) == [(POOR,)]
    (finding,) = [one for one in check(mine) if one.code == "shared"]
    assert "đang ghi 1.215 hộ" in finding.message
    assert f'"{other.template.title}" năm 2024 là 1.251 hộ' in finding.message
    put(other, RATE, "9.31")
    assert told(mine) == [(POOR,), (RATE,)]
    other.apply(SetCell(POOR, Cell(parse("1200")).worded("hơn")))
    assert told(mine) == [(RATE,)]


def test_what_is_blank_here_is_offered_and_what_stands_stays(pair: tuple[Report, Report]) -> None:
    mine, other = pair
    put(other, POOR, "1251")
    put(other, RATE, "9.46")
    put(mine, RATE, "9.5")
    abroad = Address("jobs_created", "channel:abroad/country:#1", "persons")
    other.apply(SetRow(OpenRow("jobs_created", "channel:abroad/country:#1", "Hàn Quốc", 1)))
    put(other, abroad, "12")
    assert [one.address for one in sharing.offered(mine)] == [POOR]  # the added row is not here
    mine.apply(SetRow(OpenRow("jobs_created", "channel:abroad/country:#7", "hàn quốc", 1)))
    assert {one.address.row for one in sharing.offered(mine)} == {"", "channel:abroad/country:#7"}
    other.apply(SetCell(POOR, Cell(None, State.NIL)))
    for change in sharing.changes(mine):
        mine.apply(change)
    assert mine.cell(POOR) == Cell(None, State.NIL)
    assert mine.cell(RATE) == Cell(Number(95, 1))
    assert list(sharing.offered(mine)) == []


def test_a_figure_of_the_same_code_and_another_name_is_another(pair: tuple[Report, Report]) -> None:
    mine, other = pair
    panels = Address("bhyt_coverage", "", "rate")
    assert sharing.twin(mine, other, panels) == panels
    assert all(sharing.twin(mine, mine, one) == one for one in (POOR, RATE))
    assert sharing.twin(mine, other, Address("ncc_funeral", "", "count")) is None


def test_the_reports_of_a_file_know_each_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.bc42"
    with Workspace.create(path) as workspace:
        for code in ("nq42", "giam_ngheo"):
            workspace.add_report(UNIT, YEAR, load(code), own=code == "nq42")
        other = workspace.load(load, code="giam_ngheo")
        workspace.save(other, [SetCell(POOR, Cell(Number(1251)))])
        assert [one.template.code for one in workspace.load(load).siblings] == ["giam_ngheo"]
    assert run(["share", str(path)]) == 1
    assert "1.251 (Báo cáo công tác giảm nghèo)" in capsys.readouterr().out
    assert run(["share", str(path), "--yes"]) == 0
    with Workspace.open(path, readonly=True) as workspace:
        assert workspace.load(load).cell(POOR) == Cell(Number(1251))
