"""The course of a figure: the same months of each year, a final number before its estimate, moves in exact numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.definitions.template import Template
from forms.document.handouts import course
from forms.narrative.blocks import ChartBar
from forms.report.cells import Address, Cell, State
from forms.report.report import Report
from forms.values.numbers import Number
from tests.forms.small import filled, small

JOBS = Address("jobs", "", "rate")
SECTION = """
[figure.jobs]
label = "Việc làm"
measures.rate = {}
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return small(tmp_path_factory.mktemp("template"), SECTION)


def stated(template: Template, period: str, value: str = "1") -> Report:
    return filled(template, f"jobs,,rate,{value}", period)


def test_periods_are_the_same_months_of_earlier_years_and_six_at_most(template: Template) -> None:
    now = stated(template, "2024-6T")
    others = [stated(template, f"{year}-6T") for year in (2017, 2018, 2019, 2020, 2022, 2023, 2025)]
    others += [stated(template, "2021"), stated(template, "2021-9T"), filled(template, "", "2021-6T"), now]
    found = course.periods(now, others)
    assert [one.period.code for one in found] == ["2018-6T", "2019-6T", "2020-6T", "2022-6T", "2023-6T", "2024-6T"]
    assert found[-1] is now


def test_a_final_number_comes_before_an_estimate_of_it(template: Template) -> None:
    final, estimate = stated(template, "2023"), stated(template, "2023-UTH")
    now = stated(template, "2024")
    for others in ([final, estimate], [estimate, final]):
        assert course.periods(now, others)[0] is final
    assert course.periods(now, [estimate])[0] is estimate


def test_each_bar_says_how_it_moved_since_the_one_before(template: Template) -> None:
    values = {2020: "5", 2021: "5.25", 2022: ",chua_co", 2023: "4"}
    others = [stated(template, str(year), value) for year, value in values.items()]
    now = stated(template, "2024", "4.5,uoc")
    found = course.chart(now, JOBS, others, "Tỷ lệ")
    assert found is not None
    assert found.title == "Tỷ lệ"
    assert found.bars == (
        ChartBar("2020", "5", Number(5), ""),
        ChartBar("2021", "5,25", Number(525, 2), "+0,25"),
        ChartBar("2022", "chưa có số liệu", None, ""),
        ChartBar("2023", "4", Number(4), ""),
        ChartBar("2024", "4,5 (ước)", Number(45, 1), "+0,5", strong=True),
    )
    assert course.chart(now, JOBS, others[2:3], "Tỷ lệ") is None  # one number has no course


def test_a_row_that_other_years_have_not_has_no_number_there(tmp_path: Path) -> None:
    rows = '[figure.jobs.breakdown.place]\nlabel = "Nơi"\nrelation = "subset"\nopen = true\n'
    template = small(tmp_path, SECTION + rows)
    filling = "jobs,,rate,9;jobs,Blà,rate,1"
    now, last = filled(template, filling), filled(template, filling, "2023")
    before = filled(template, "jobs,,rate,9", "2022")
    found = course.chart(now, JOBS._replace(row="place:#1"), [before, last], "Nơi")
    assert found is not None
    assert [bar.text for bar in found.bars] == ["–", "1", "1"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [(None, "–"), (Cell(Number(0)), "0"), (Cell(None, State.NIL), "không phát sinh"), (Cell(Number(7)), "7")],
)
def test_a_dash_is_what_nobody_knows(cell: Cell | None, text: str) -> None:
    assert course.text(cell) == text
