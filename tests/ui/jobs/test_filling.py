"""Values of several periods: each line into the report of its period, all of them or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from exports.values import Values
from forms.definitions.template import Template
from forms.errors import KnownError
from forms.offices.units import Unit
from forms.report.cells import Address, MarkKind
from forms.report.filling import FillError, ValueLine
from forms.values.period import parse
from storage.workspace import Workspace
from tests.forms.small import small
from tests.forms.spans import FIGURES, FRAME
from ui.jobs import filling
from ui.jobs.filling import FilledPeriods

DISTRICT = Unit("Huyện Đăk Glei", "xa")


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Template:
    found = small(tmp_path, FIGURES, FRAME)
    monkeypatch.setattr(filling, "load", lambda _: found)
    return found


@pytest.fixture
def file(tmp_path: Path, template: Template) -> Path:
    path = tmp_path / "giam-ngheo.bc42"
    with Workspace.create(path) as workspace:
        workspace.add_report(DISTRICT, parse("2023"), template, own=True)
    return path


def lines(*texts: str) -> Values:
    return Values(tuple(ValueLine(n, *one.split(",")) for n, one in enumerate(texts, 2)), vietnamese=False)


THREE = ("models,,count,4,,2022", "models,,count,10,,2023", "models,,count,5,,2024-T3", "land,,households,16,,2022")
AND_MORE = (*THREE, "land,,households,20,,2023")


def fill(path: Path, template: Template, found: Values, *, new_periods: bool = False) -> FilledPeriods:
    with Workspace.open(path) as workspace:
        return filling.fill(workspace, workspace.load(lambda _: template), found, new_periods=new_periods)


def test_missing_periods_are_made_with_their_values(file: Path, template: Template) -> None:
    done = fill(file, template, lines(*AND_MORE), new_periods=True)
    assert (done.cells, [period.code for period in done.added]) == (5, ["2022", "2024-Q1"])
    assert len(done.remarks) == 1
    assert "Đất: chỉ tiêu này ghi một số cho cả giai đoạn; đã ghi số của năm 2022, năm 2023" in done.remarks[0]
    with Workspace.open(file) as workspace:
        report = workspace.load(lambda _: template)  # the latest is in hand now
        assert [one.period.code for one in report.span] == ["2022", "2023", "2024-Q1"]
        assert [len(one.cells) for one in report.span] == [2, 2, 1]
    assert fill(file, template, lines(*AND_MORE)).cells == 0


def test_missing_periods_are_named_and_nothing_is_written(file: Path, template: Template) -> None:
    with pytest.raises(KnownError, match=r"2022 \(năm 2022\), 2024-Q1 \(quý I năm 2024\); đề nghị thêm --new-periods"):
        fill(file, template, lines(*THREE))
    with Workspace.open(file) as workspace:
        assert len(workspace.reports()) == 1
        assert not workspace.load(lambda _: template).cells


@pytest.mark.parametrize("wrong", ["models,,cuont,4,,2024", "models,,count,x,,2024", "models,,count,4,,2023"])
def test_one_wrong_line_leaves_every_period_as_it_was(file: Path, template: Template, wrong: str) -> None:
    with pytest.raises(FillError, match="Dòng 6"):
        fill(file, template, lines(*THREE, wrong), new_periods=True)
    with Workspace.open(file) as workspace:
        assert len(workspace.reports()) == 1
        assert not workspace.load(lambda _: template).cells


def test_a_line_without_a_period_is_of_the_report_in_hand(file: Path, template: Template) -> None:
    fill(file, template, lines("models,,count,7,,", "models,,count,4,,2022"), new_periods=True)
    with Workspace.open(file) as workspace:
        report = workspace.load(lambda _: template)
        assert report.period.code == "2023"  # an earlier one does not take its place
        assert [str(cell.number) for one in report.span for cell in one.cells.values()] == ["4", "7"]


def test_a_period_that_is_none_is_told(file: Path, template: Template) -> None:
    with pytest.raises(KnownError, match='"2024-X" không đúng'):
        fill(file, template, lines("models,,count,7,,2024-X"), new_periods=True)


def test_a_new_period_begins_with_what_the_one_before_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    money = """
[figure.training]
label = "Kinh phí đào tạo"
measures.carried_in = {label = "Chuyển từ năm trước", unit = "đồng", opens = "carried_out"}
measures.carried_out = {label = "Chuyển sang năm sau", unit = "đồng"}
"""
    template = small(tmp_path, money, FRAME)
    monkeypatch.setattr(filling, "load", lambda _: template)
    path = tmp_path / "a.bc42"
    with Workspace.create(path) as workspace:
        workspace.add_report(DISTRICT, parse("2022"), template, own=True)
    said = lines("training,,carried_out,5000,,2022", "training,,carried_out,70,,2023", "training,,carried_in,80,,2024")
    fill(path, template, said, new_periods=True)
    with Workspace.open(path) as workspace:
        report = workspace.load(lambda _: template)
        numbers = [one.cells.get(Address("training", "", "carried_in")) for one in report.span]
    assert [str(cell.number) if cell else "" for cell in numbers] == ["", "5000", "80"]
    assert numbers[1]
    assert numbers[1].mark(MarkKind.CARRIED)
