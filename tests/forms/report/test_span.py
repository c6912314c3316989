"""Periods side by side: which reports stand in a document, what was before them, and how they are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.definitions.template import Template
from forms.errors import KnownError
from forms.report.details import as_of, change, known
from forms.report.report import FIRST_YEAR, LEFT_OUT, Report
from forms.values.period import parse
from tests.forms.small import filled, small

SECTION = '[figure.jobs]\nlabel = "Việc làm"\nmeasures.persons = {}\n'
SPAN = '[span]\nfirst = 2022\nkinds = ["year", "part"]\nlabel = "giai đoạn {first} - {last}"\n'


@pytest.fixture
def template(tmp_path: Path) -> Template:
    return small(tmp_path, SECTION, SPAN)


def _report(template: Template, *others: str, period: str = "2024") -> Report:
    """A report beside others of its unit, each of which says something."""
    report = filled(template, "jobs,,persons,1", period)
    for code in others:
        other = filled(template, "jobs,,persons,1", code)
        other.neighbours = report.neighbours
        report.neighbours.add(other)
    return report


def _codes(reports: tuple[Report, ...]) -> list[str]:
    return [report.period.code for report in reports]


def test_the_years_of_the_term_stand_side_by_side_but_for_those_left_out(template: Template) -> None:
    report = _report(template, "2021", "2022", "2023", "2025")
    assert _codes(report.span) == ["2022", "2023", "2024"]
    assert report.before is report.span[1]
    assert _codes(report.so_far) == ["2022", "2023", "2024"]
    report.details[LEFT_OUT] = "2023 2021"
    assert _codes(report.span) == ["2022", "2024"]
    assert report.so_far == ()
    report.details[FIRST_YEAR] = "2024"
    assert report.span == (report,)
    assert report.before is None


def test_what_stood_before_the_term_opens_it_where_it_says_anything(template: Template) -> None:
    report = _report(template, "2021", "2022")
    opening = report.opening_of_span
    assert opening is not None
    assert opening.period.code == "2021"
    assert _codes(report.shown_before) == ["2021", "2022"]
    opening.cells.clear()
    assert report.opening_of_span is None
    assert _codes(report.shown_before) == ["2022"]
    assert _report(template, period="2022").opening_of_span is None


def test_a_template_without_a_term_stands_alone(tmp_path: Path) -> None:
    report = _report(small(tmp_path, SECTION), "2023")
    assert (report.span, report.so_far, report.opening_of_span, report.before) == ((report,), (), None, None)
    assert report.in_period(parse("2024")) == ""


def test_a_sentence_about_one_of_several_periods_names_it(template: Template) -> None:
    report = _report(template, "2023")
    assert report.in_period(parse("2023")) == "Năm 2023: "
    assert report.in_period(None) == ""
    assert _report(template).in_period(parse("2024")) == ""


def test_the_single_years_of_a_period_of_several_are_there_or_none_is(template: Template) -> None:
    assert _codes(_report(template, "2022", "2023", period="2022..2023").years) == ["2022", "2023"]
    assert _report(template, "2022", period="2022..2023").years == ()


def test_a_programme_begins_in_the_year_of_the_report_at_the_latest(template: Template) -> None:
    report = _report(template)
    assert change(report, FIRST_YEAR, "2023") is not None
    report.apply(change(report, FIRST_YEAR, "2023") or pytest.fail("nothing changes"))
    assert change(report, FIRST_YEAR, "2024") is not None
    for year in ("2025", "1999", "2o23"):
        with pytest.raises(KnownError, match="từ 2000 đến 2024"):
            change(report, FIRST_YEAR, year)


def test_a_day_of_a_figure_comes_before_that_of_its_section_and_of_the_report(template: Template) -> None:
    report = _report(template)
    figure = report.template.figures["jobs"]
    days = {"as_of": "2024-12-01", f"as_of:{figure.section}": "2024-11-01", "as_of:jobs": "2024-10-01"}
    for key, day in days.items():
        assert change(report, key, day) is not None, key
        report.details[key] = day
        found = as_of(report, figure)
        assert found is not None
        assert found.isoformat() == day
    assert known(report, "as_of:jobs").endswith(", Việc làm")
    assert known(report, "as_of:gone") == ""
    assert known(report, "signer:jobs") == ""
