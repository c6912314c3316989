"""Periods side by side: which stand beside the latest, and what a figure says that holds one value for all."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.definitions import explaining
from forms.definitions.dictionary import DICTIONARY_COLUMNS, dictionary
from forms.definitions.records import DefinitionError
from forms.definitions.span import Across, Span
from forms.values.period import PARTS, Period, parse
from tests.forms.small import filled, small
from tests.forms.spans import FIGURES, FRAME

SPAN = Span(2021, "giai đoạn {first} - {last}")
PERIODS = st.builds(Period, st.integers(2019, 2025), st.sampled_from([part.code for part in PARTS]))


def codes(latest: str, *there: str, span: Span = SPAN) -> list[str]:
    return [period.code for period in span.periods(parse(latest), [parse(code) for code in there])]


@pytest.mark.parametrize(
    ("latest", "there", "shown"),
    [
        ("2024-Q1", ("2022", "2023"), ["2022", "2023", "2024-Q1"]),
        ("2024-T5", ("2023", "2024-Q1", "2024"), ["2023", "2024-T5"]),  # Q1 is a part of it, the year is not over
        ("2024-Q2", ("2023", "2024-Q1"), ["2023", "2024-Q1", "2024-Q2"]),
        ("2024", ("2023-6T", "2023", "2023-UTH", "2024-Q1"), ["2023", "2024"]),
        ("2024", ("2023-6T",), ["2023-6T", "2024"]),  # all that is known of that year
        ("2024", ("2020", "2021"), ["2021", "2024"]),  # the programme begins in 2021
        ("2021..2024", ("2021",), ["2021..2024"]),  # the whole term is one period
    ],
)
def test_the_periods_side_by_side(latest: str, there: tuple[str, ...], shown: list[str]) -> None:
    assert codes(latest, *there) == shown


@given(PERIODS, st.sets(PERIODS))
def test_no_day_stands_in_two_columns(latest: Period, there: set[Period]) -> None:
    shown = SPAN.periods(latest, there)
    assert shown[-1] == latest
    assert all(before.end < after.start for before, after in pairwise(shown))
    assert set(shown) <= there | {latest}
    assert SPAN.periods(latest, shown) == shown


def test_only_kinds_that_the_span_names_stand_beside_it(tmp_path: Path) -> None:
    template = small(tmp_path, FIGURES, FRAME + 'kinds = ["year"]\n')
    assert template.span
    assert codes("2024", "2023-6T", "2022", span=template.span) == ["2022", "2024"]
    assert codes("2024-Q1", "2022", span=template.span) == ["2024-Q1"]


def test_a_span_names_the_years_that_it_shows() -> None:
    assert SPAN.named((Period(2022), Period(2024, "Q1"))) == "giai đoạn 2022 - 2024"


def test_a_report_sees_those_before_it(tmp_path: Path) -> None:
    template = small(tmp_path, FIGURES, FRAME)
    reports = [filled(template, f"models,,count,{number}", code) for number, code in enumerate(("2022", "2023"), 1)]
    latest = filled(template, "models,,count,3", "2024-Q1")
    for report in reports:
        latest.neighbours.add(report)
    assert latest.span == (*reports, latest)
    alone = small(tmp_path, FIGURES.replace('across = "whole"', ""))
    assert filled(alone, "", "2024").span[0].period == Period(2024)


def test_a_figure_for_the_whole_span_says_so(tmp_path: Path) -> None:
    template = small(tmp_path, FIGURES, FRAME)
    assert [figure.across for figure in template.figures.values()] == [Across.EACH, Across.WHOLE]
    assert not explaining.rules(template, template.figures["models"])
    assert explaining.rules(template, template.figures["land"]) == ["Ghi một số cho cả giai đoạn, không tách từng kỳ."]
    at = DICTIONARY_COLUMNS.index("across")
    assert [line[at] for line in dictionary(template)] == ["each", "whole"]


@pytest.mark.parametrize(
    ("frame", "figures", "words"),
    [
        ("", FIGURES, "land.across: chỉ dùng trong mẫu có nhiều kỳ"),
        (FRAME, FIGURES.replace('"whole"', '"hole"'), 'không nhận "hole"'),
        (FRAME.replace("2021", '"2021"'), FIGURES, "span.first: phải là số nguyên"),
        (FRAME.replace("{last}", "{lats}"), FIGURES, "span.label"),
        (FRAME + 'kinds = ["quarter"]', FIGURES, 'không nhận "quarter"'),
    ],
)
def test_a_wrong_span_is_refused(tmp_path: Path, frame: str, figures: str, words: str) -> None:
    with pytest.raises(DefinitionError, match=words.replace("(", r"\(")):
        small(tmp_path, figures, frame)
