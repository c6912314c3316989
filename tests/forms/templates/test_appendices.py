"""The printed tables of the report on poverty reduction, as their definitions make them."""

from __future__ import annotations

import pytest

from forms.definitions.loading import load
from forms.definitions.tables import Lines
from forms.document import annexes, columns
from forms.narrative.blocks import Appendix
from forms.offices.units import Unit
from forms.report.cells import Cell, State
from forms.report.report import Report
from forms.values.period import parse
from tests.forms.small import put


def report(*periods: str) -> Report:
    """A report on the last of some periods that waits for a number of each table, empty ones beside it."""
    template = load("giam_ngheo")
    found = [Report(template, Unit("Huyện Thử", template.default_level), parse(period)) for period in periods]
    for one in found:
        found[-1].neighbours.add(one)
    for figure in map(template.figures.__getitem__, ("livelihood", "deprivation_poor", "poverty_causes_poor")):
        if found[-1].concerns(figure):
            found[-1].cells[next(iter(found[-1].addresses(figure)))] = Cell(None, State.AWAITED)
    return found[-1]


@pytest.fixture(scope="module")
def tables() -> list[Appendix]:
    return [item for item in annexes.of(report("2022", "2023", "2024-Q1")) if item.landscape is None]


def test_there_are_three(tables: list[Appendix]) -> None:
    assert [item.number for item in tables] == ["I", "II", "III"]


def test_every_policy_stands_once_with_each_period(tables: list[Appendix]) -> None:
    policies = tables[0].table
    groups = [row[1].text for row in policies.rows if row[1].bold]
    assert len(groups) == 7
    assert [head.cell.text for head in policies.heads() if head.row == 0][:3] == [
        "Năm 2022",
        "Năm 2023",
        "Quý I năm 2024",
    ]
    assert len({row[1].text for row in policies.rows if not row[1].indent}) == sum(
        not row[1].indent for row in policies.rows
    )
    assert all(any(cell.text == "…" for cell in row) for row in policies.rows if not (row[1].bold or row[1].indent))


def test_a_long_list_is_sought_in_the_table_that_has_its_rows() -> None:
    one = report("2022", "2023", "2024-Q1")
    names = annexes.names(one, annexes.of(one))
    assert names["bhyt_supported"] == "Phụ lục\u00a0I"
    assert "job_loans" not in names  # stands there without the rows of a list


@pytest.mark.parametrize(("place", "count"), [(1, 12), (2, 8)])
def test_poor_and_near_poor_stand_beside_each_other(tables: list[Appendix], place: int, count: int) -> None:
    table = tables[place].table
    assert [row[0].text for row in table.rows] == ["", *map(str, range(1, count + 1))]
    assert [(head.cell.text, head.across) for head in table.heads() if not head.row][:2] == [
        ("Hộ nghèo", 6),
        ("Hộ cận nghèo", 6),
    ]
    assert len(table.head) == 2 + 2 * 3 * 2
    assert all(cell.text == "…" for row in table.rows[1:] for cell in row[2:])


@pytest.mark.parametrize(("year", "count"), [("2026", 3), ("2027", 2)])
def test_the_twelve_indicators_end_with_their_decree(year: str, count: int) -> None:
    titles = [item.title for item in annexes.of(report(year)) if item.landscape is None]
    assert len(titles) == count
    assert any("chỉ số thiếu hụt" in title for title in titles) is (count == 3)


def test_what_was_foreseen_stands_beside_what_it_came_to() -> None:
    final, estimate = report("2023", "2024"), report("2024-UTH")
    put(estimate, "livelihood,,beneficiaries,120;deprivation_poor,,households,80")
    table = final.template.table(Lines.QUANTITIES)
    assert table is not None
    alone = [column.head for column in columns.series(estimate, table) if column.shows == "value"]
    assert alone == ["Ước thực hiện năm 2024"]
    policies, lacks = ({head.cell.text for head in item.table.heads()} for item in annexes.of(estimate)[:2])
    assert "Ước thực hiện năm 2024" in policies
    assert {"Ước năm 2024", "Năm 2024"} & lacks == {"Ước năm 2024"}
    final.neighbours.add(estimate)
    shown = [column.head for column in columns.series(final, table) if column.shows == "value"]
    assert shown == ["Thực hiện năm 2023", "Thực hiện năm 2024", "Ước thực hiện năm 2024"]
    for item, number in zip(annexes.of(final)[:2], ("120", "80"), strict=True):
        place = next(at for at, head in enumerate(item.table.head) if head.text == "Ước")
        assert number in {row[place].text for row in item.table.rows}
