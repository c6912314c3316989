"""What one agency is asked for, line by line: every cell of a section once, and room for rows of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from forms.definitions.template import Relation
from forms.document.request import ROOM, RequestLine, chosen, is_new, make
from forms.errors import KnownError
from forms.report.neighbours import Neighbours
from forms.report.report import Report
from tests.conftest import empty_report
from tests.forms.small import filled, small
from tests.forms.spans import FIGURES, FRAME

SECTION = """
[figure.jobs]
label = "Lao động"
measures.persons = {}
measures.plan = {label = "Kế hoạch", unit = "người", column = "plan"}
measures.reached = {label = "%", unit = "%", column = "percent", equals = "100 * persons / plan", merge = "recompute"}
[figure.jobs.breakdown.sex]
label = "Giới"
relation = "subset"
measures.persons = {}
rows.men = "Nam"
[figure.jobs.breakdown.country]
label = "Nước"
relation = "partition"
measures.persons = {}
measures.amount = {}
open = true
[figure.share]
label = "Tỷ trọng"
measures.plan = {label = "Kế hoạch", unit = "người", column = "plan"}
measures.rate = {label = "Bao phủ", unit = "%", column = "percent", merge = "none"}
"""
TODAY = date(2025, 1, 2)


@pytest.fixture
def report(tmp_path: Path) -> Report:
    return filled(small(tmp_path, SECTION), "jobs,,persons,12;jobs,country:Lào,persons,5")


def lines(report: Report, *, all_periods: bool = False) -> list[RequestLine]:
    request = make(report, chosen(report, ["A"]), "Sở A", TODAY, all_periods=all_periods)
    return request.lines(request.sections[0])


def drawn(line: RequestLine) -> str:
    return f"{line.number}|{'›' * line.depth}{line.label}|{line.unit}|{line.address.measure if line.address else ''}"


def test_every_cell_of_a_section_is_asked_for_once_unless_it_follows_from_others(report: Report) -> None:
    room = ["|››|người|persons", "|›››Kinh phí|đồng|amount"] * ROOM
    found = lines(report)
    assert list(map(drawn, found)) == [
        "1|Lao động: số người|người|persons",
        "|›Kế hoạch|người|plan",
        "|›Trong đó theo giới:||",
        "|››Nam|người|persons",
        "|›Chia ra theo nước:||",
        "|››Lào: số người|người|persons",
        "|›››Kinh phí|đồng|amount",
        *room,
        "2|Tỷ trọng: kế hoạch|người|plan",
        "|›Bao phủ|%|rate",
    ]
    assert [line.held for line in found[:2]] == [(report.cells[found[0].address],), (None,)]  # type: ignore[index]
    assert [line.relation for line in (found[0], found[3], found[5])] == [None, Relation.SUBSET, Relation.PARTITION]


def test_the_first_line_of_a_row_of_its_own_takes_its_name(report: Report) -> None:
    asked = [line for line in lines(report) if line.address and is_new(line.address.row)]
    assert [line.named for line in asked] == [True, False] * ROOM
    assert [line.address and line.address.row for line in asked[::2]] == [f"country:+{n}" for n in range(1, ROOM + 1)]
    assert not any(line.named for line in lines(report) if line not in asked)
    assert {cell for line in asked for cell in line.held} == {None}


def test_one_period_is_asked_of_unless_all_are_wanted(tmp_path: Path) -> None:
    template = small(tmp_path, FIGURES, frame=FRAME)
    report = filled(template, "land,,households,7", "2024")
    report.neighbours = Neighbours([filled(template, "models,,count,4", "2023")], [])
    assert [line.asked for line in lines(report)] == [(True,), (True,)]
    models, land = lines(report, all_periods=True)
    assert [cell and cell.number for cell in (*models.held, *land.held)][1:3] == [None, None]
    assert (models.asked, land.asked) == ((True, True), (False, True))  # what holds for all is asked of the latest


def test_sections_are_chosen_by_code_or_number_in_the_order_of_the_report() -> None:
    report = empty_report()
    assert [one.code for one in chosen(report, ["II.2.b", "II.1"])] == ["II.1", "II.2.b"]
    for code in ("X.9", "I"):  # one is not there, the other asks for no number
        with pytest.raises(KnownError, match=f'Không có mục số liệu "{code}".*Chỉ có: II.1, '):
            chosen(report, [code])


def test_rows_that_have_ended_leave_no_head(tmp_path: Path) -> None:
    ended = SECTION.replace('rows.men = "Nam"', 'rows.men = {label = "Nam", until = 2020-12-31}')
    assert "Trong đó theo giới:" not in [line.label for line in lines(filled(small(tmp_path, ended), ""))]


def test_what_is_counted_is_asked_for_though_it_can_be_computed(tmp_path: Path) -> None:
    twice = '[figure.pairs]\nlabel = "Cặp"\nmeasures.persons = {}\n'
    twice += 'measures.shoes = {label = "Giày", unit = "chiếc", equals = "2 * persons", merge = "sum"}\n'
    found = lines(filled(small(tmp_path, twice), ""))
    assert [line.address and line.address.measure for line in found] == ["persons", "shoes"]
