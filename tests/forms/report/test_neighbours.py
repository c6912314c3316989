"""Which reports stand beside one, and with which periods it is compared."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from forms.report.neighbours import Neighbours, compared
from forms.report.report import Report
from forms.sums import tallies
from forms.values.period import Period, parse
from tests.forms.small import filled, small

SECTION = '[figure.jobs]\nlabel = "Việc làm"\nmeasures.persons = {}\n'
PERIODS = [parse(code) for code in ("2022", "2023", "2023-6T", "2023-9T", "2024", "2024-Q1", "2024-6T", "2024-9T")]


def test_reports_that_are_handed_in_stand_in_their_places(tmp_path: Path) -> None:
    template = small(tmp_path, SECTION)
    last, half = filled(template, "", "2023"), filled(template, "", "2024-6T")
    found: Neighbours[Report] = Neighbours([last, half], below=[last.unit.id])
    assert found.at(last.unit, Period(2023)) is last
    assert found.at(last.unit, Period(2022)) is None
    assert found.at(last.unit, None) is None
    assert found.earlier(last.unit, parse("2024-9T")) is half
    assert found.earlier(last.unit, parse("2024-6T")) is None
    assert found.children(Period(2023)) == (last,)


@given(st.sampled_from(PERIODS), st.sets(st.sampled_from(PERIODS)))
def test_a_period_is_compared_with_those_that_there_are(period: Period, there: set[Period]) -> None:
    found = list(compared(period, there))
    assert len(found) == len(set(found))
    assert set(found) <= there - {period}
    for wanted in (period.a_year_earlier(), period.opening()):
        assert (wanted in found) == (wanted in there and wanted != period)
    earlier = [shorter for shorter in period.earlier() if shorter in there]
    assert found.count(earlier[0]) == 1 if earlier else True


def test_anything_beside_a_report_counts(tmp_path: Path) -> None:
    report = filled(small(tmp_path, SECTION), "")
    assert not report.neighbours
    for beside in (Neighbours([report]), Neighbours(below=["x"])):
        assert beside
    report.neighbours.siblings = (report, filled(report.template, "", "2023"))
    assert report.neighbours
    assert report.siblings == (report,)  # of the same period alone
    assert report.below is None
    report.neighbours = Neighbours()
    report.neighbours.totals[report.period] = totals = tallies.of_reports([report])
    assert report.neighbours
    assert report.below is totals
