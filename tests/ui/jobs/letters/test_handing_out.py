"""A workbook goes to an office without the program, is filled in, and comes back like any other file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from forms.definitions.loading import load
from forms.errors import KnownError
from forms.offices.units import Unit
from forms.report.cells import Address, Cell
from forms.report.report import Report
from forms.values.numbers import Number
from forms.values.period import Period
from storage.intake import Judgement, Reception, Yes
from storage.statements import Means, Statement
from storage.tables import units
from storage.workspace import Workspace
from tests.ui.jobs.test_receiving import COUNT, DISTRICT, Office, got, total, verdicts
from ui.jobs import receiving
from ui.jobs.letters import handing_out

TODAY = date(2024, 10, 22)
OTHER = Address("training_total", "", "persons")  # of another section


@pytest.fixture
def district(tmp_path: Path) -> Workspace:
    workspace = Workspace.create(tmp_path / "huyện.bc42")
    workspace.add_report(DISTRICT, Period(2024), load("nq42"), own=True)
    with workspace.intake("") as intake:
        for name in ("Xã A", "Xã B"):
            units.add(intake.connection, intake.offices, Unit(name, "xa"), intake.own, Period(2024).end)
    return workspace


def line(book: openpyxl.Workbook, address: Address) -> tuple[Any, ...]:
    """The row of a cell, by the hidden columns."""
    rows = (row for sheet in book for row in sheet.iter_rows())
    return next(row for row in rows if [cell.value or "" for cell in row[-4:-1]] == list(address))


def fill(path: Path, count: int, address: Address = COUNT) -> list[str]:
    """Fill in one cell as a spreadsheet does, and return the formulas of its sheet."""
    book = openpyxl.load_workbook(path)
    line(book, address)[4].value = count
    book.save(path)
    return [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_what_is_filled_in_comes_back_and_counts(district: Workspace, tmp_path: Path) -> None:
    report = district.load(load)
    named = handing_out.whom(district, report)
    assert [unit.name for unit in named] == ["Xã A", "Xã B"]
    done = list(handing_out.hand_out(district, report, named, tmp_path / "biểu", TODAY, TODAY))
    assert not any(outcome.refusal for outcome in done)
    books = [outcome.path for outcome in done if outcome.path.suffix == ".xlsx"]
    letters = [outcome.path.suffix for outcome in done if outcome.path.suffix != ".xlsx"]
    assert (len(books), letters) == (2, [".docx", ".pdf"])
    assert got(district, books[0], yes=Yes()) == [Reception.UNREADABLE]  # nothing was filled in
    spoiled = tmp_path / "thêm cột.xlsx"
    book = openpyxl.load_workbook(books[1])
    book.worksheets[0].insert_cols(2)
    book.save(spoiled)
    (found,) = receiving.sendings([spoiled])
    assert isinstance(found.content, Judgement)
    assert "dòng tiêu đề" in found.content.remark  # not of its data, which a form to be filled in has not
    assert found.own is None  # nor is it a workbook of the office's own making
    formulas = fill(books[0], 7)
    assert formulas
    assert all("khớp với tổng" in formula or "không dòng nào vượt tổng" in formula for formula in formulas)
    assert got(district, books[0], yes=Yes()) == [Reception.NEW]
    assert total(district) == Cell(Number(7))
    fill(books[0], 9)
    assert got(district, books[0], yes=Yes()) == [Reception.REPLACES]
    assert total(district) == Cell(Number(9))
    assert [unit.name for unit in handing_out.whom(district, report)] == ["Xã B"]
    fill(books[1], 1)
    got(district, books[1])
    with pytest.raises(KnownError, match="chưa gửi"):
        handing_out.whom(district, report)
    assert [unit.name for unit in handing_out.whom(district, report, ["xã a"])] == ["Xã A"]
    district.close()


def test_a_slip_whose_lines_say_something_else_waits_for_a_yes(district: Workspace, tmp_path: Path) -> None:
    report = district.load(load)
    path = next(handing_out.hand_out(district, report, handing_out.whom(district, report), tmp_path, TODAY)).path
    fill(path, 7)
    book = openpyxl.load_workbook(path)
    line(book, COUNT)[1].value = "Số hộ"
    book.save(path)
    (item,) = receiving.receive(district, [path], Yes(), "")
    assert item.judgement.verdict is Reception.EDITED
    assert 'ghi "Số hộ, ' in item.judgement.remark
    assert got(district, path, yes=Yes(edited=True)) == [Reception.NEW]
    (held,) = district.received("nq42", Period(2024))
    assert held.edited == item.judgement.remark
    district.close()


def test_what_a_slip_would_bring_back_of_a_returned_draft_waits_for_a_yes(district: Workspace, tmp_path: Path) -> None:
    report = district.load(load)
    named = handing_out.whom(district, report, ["xã a"])
    first, second = (
        next(handing_out.hand_out(district, report, named, tmp_path / name, TODAY, sections=asked)).path
        for name, asked in (("một", ()), ("hai", (section(report, OTHER),)))
    )
    fill(first, 7)
    receiving.receive(district, [first], Yes(), "")
    (held,) = district.received("nq42", Period(2024))
    district.give_back(held.id, "Số liệu cần rà soát")
    fill(second, 5, OTHER)
    (item,) = receiving.receive(district, [second], Yes(), "")
    assert item.judgement.verdict is Reception.FORK
    assert "không nhắc đến 1 ô của bản đó" in item.judgement.remark
    assert total(district) != Cell(Number(7))
    assert got(district, second, yes=Yes(fork=True)) == [Reception.REPLACES]
    assert total(district) == Cell(Number(7))
    district.close()


def test_a_slip_that_says_all_of_a_returned_draft_again_asks_nothing(district: Workspace, tmp_path: Path) -> None:
    report = district.load(load)
    receiving.receive(district, [Office(tmp_path, "Xã A").send(7, final=False)], Yes(), "")
    (held,) = district.received("nq42", Period(2024))
    district.give_back(held.id, "Số liệu cần rà soát")
    named = handing_out.whom(district, report, ["xã a"])
    path = next(handing_out.hand_out(district, report, named, tmp_path, TODAY)).path
    assert line(openpyxl.load_workbook(path), COUNT)[3].value == 7  # what it has sent so far
    fill(path, 8)
    assert got(district, path) == [Reception.REPLACES]
    assert total(district) == Cell(Number(8))
    district.close()


@pytest.mark.parametrize("before", ["slip", "draft", "final"])
def test_what_a_slip_did_not_ask_about_stays(district: Workspace, tmp_path: Path, before: str) -> None:
    report = district.load(load)

    def slip(number: int, address: Address) -> Path:
        named = handing_out.whom(district, report, ["xã a"])
        folder, asked = tmp_path / f"{number}", (section(report, address),)
        path = next(handing_out.hand_out(district, report, named, folder, TODAY, sections=asked)).path
        fill(path, number, address)
        return path

    sent = slip(7, COUNT) if before == "slip" else Office(tmp_path, "Xã A").send(7, final=before == "final")
    second = slip(5, OTHER)
    items = receiving.receive(district, [sent], Yes(), "")
    if before != "final":
        (held,) = district.received("nq42", Period(2024))
        told = Statement(COUNT, Cell(Number(8)), Means.TELEPHONE, "Y Lan")
        district.note_statement(held.id, district.received_report(held.id, report.template), told)
    items += receiving.receive(district, [second], Yes(), "")
    if before == "final":  # what the office made final is no draft of ours
        assert verdicts(items) == [Reception.NEW, Reception.OLDER]
        assert total(district) == Cell(Number(7))
        district.close()
        return
    assert verdicts(items) == [Reception.NEW, Reception.REPLACES]
    assert items[1].judgement.changes == 1
    assert (total(district), total(district, OTHER)) == (Cell(Number(8)), Cell(Number(5)))  # what was told stays too
    assert got(district, second, yes=Yes()) == [Reception.SAME]
    (corrected,) = receiving.receive(district, [slip(9, COUNT)], Yes(), "")
    assert (corrected.judgement.verdict, corrected.judgement.changes) == (Reception.REPLACES, 1)
    assert got(district, slip(6, OTHER), sent, second, yes=Yes()) == [Reception.REPLACES, *[Reception.OLDER] * 2]
    assert (total(district), total(district, OTHER)) == (Cell(Number(9)), Cell(Number(6)))
    district.close()


def section(report: Report, address: Address) -> str:
    return report.template.figures[address.figure].section
