"""The figures of a handout: what is proposed, what each is called there, how it stands to its plan."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from forms.definitions.template import Template
from forms.document.handouts import figures
from forms.document.handouts.figures import ChosenFigures, PlanStanding
from forms.errors import KnownError
from forms.report.cells import Address, Cell
from forms.report.report import Report
from forms.values.numbers import Number
from tests.forms.small import filled, small

SECTION = """
[figure.jobs]
label = "Việc làm"
measures.persons = {}
measures.plan = {label = "Kế hoạch", unit = "người", column = "plan"}
measures.pct_plan = {label = "%", unit = "%", decimals = 1, column = "percent", equals = "100 * persons / plan"}
[figure.jobs.breakdown.channel]
label = "Hình thức"
relation = "subset"
measures.persons = {}
rows.abroad = "Nước ngoài"
rows.home = "Trong nước"
[figure.poor]
label = "Hộ nghèo"
measures.households = {}
measures.rate = {}
measures.most = {label = "Mục tiêu", unit = "%", decimals = 2, column = "plan", of = "rate", merge = "none"}
[figure.gifts]
label = "Quà tặng"
measures.persons = {}
[figure.share]
label = "Tỷ trọng"
measures.reached = {label = "%", unit = "%", decimals = 1, column = "percent", merge = "none"}
[rule.poor_goal]
kind = "plan"
severity = "info"
holds = "poor.rate SIGN poor.most"
says = "Còn cao."
"""
JOBS, POOR, RATE, GIFTS = (
    *(Address("jobs", "", "persons"), Address("poor", "", "households")),
    *(Address("poor", "", "rate"), Address("gifts", "", "persons")),
)
ABROAD, HOME = (Address("jobs", f"channel:{row}", "persons") for row in ("abroad", "home"))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return small(tmp_path_factory.mktemp("template"), SECTION.replace("SIGN", "<"))


@pytest.fixture
def report(template: Template) -> Report:
    return filled(template, "")


def test_totals_with_a_plan_are_proposed_first_and_no_more_than_a_page_usually_has(
    template: Template, tmp_path: Path
) -> None:
    assert figures.proposed(template) == ChosenFigures((JOBS, POOR, GIFTS))
    many = "".join(f'[figure.f{number}]\nlabel = "F{number}"\nmeasures.persons = {{}}\n' for number in range(12))
    found = figures.proposed(small(tmp_path, many + SECTION.replace("SIGN", "<")))
    assert [one.figure for one in found.cells] == ["jobs", *(f"f{number}" for number in range(9))]


@pytest.mark.parametrize(
    ("text", "there"),
    [("jobs[abroad].persons", ABROAD), ("poor.rate", RATE)],
)
def test_a_definition_names_a_cell(template: Template, text: str, there: Address) -> None:
    assert figures.named(template, text) == there
    with pytest.raises(KnownError, match=r'Không có chỉ tiêu "job".*có phải "jobs"'):
        figures.named(template, text.replace("jobs", "job").replace("poor", "job"))


def test_what_names_no_cell_is_refused_as_it_is_written(template: Template) -> None:
    with pytest.raises(KnownError, match='Không có chỉ tiêu "job"'):
        figures.named(template, "job")


def test_what_is_counted_can_be_chosen_and_what_is_gone_is_left_out(report: Report) -> None:
    assert list(figures.choosable(report)) == [JOBS, ABROAD, HOME, POOR, RATE, GIFTS]
    gone = Address("gone", "", "persons")
    assert figures.kept(report, ChosenFigures((JOBS, gone, JOBS), gone)) == ChosenFigures((JOBS,))
    assert figures.kept(report, ChosenFigures((), JOBS)).chart == JOBS


@pytest.mark.parametrize(
    ("cells", "labels"),
    [
        ((JOBS, ABROAD, HOME), [("Việc làm", 0), ("Trong đó: nước ngoài", 1), ("Trong đó: trong nước", 1)]),
        ((ABROAD, JOBS), [("Việc làm: nước ngoài", 0), ("Việc làm", 0)]),
        ((ABROAD, HOME), [("Việc làm: nước ngoài", 0), ("Việc làm: trong nước", 0)]),
        ((POOR, RATE), [("Hộ nghèo", 0), ("Tỷ lệ", 1)]),
        ((RATE, POOR), [("Hộ nghèo, tỷ lệ", 0), ("Số hộ", 1)]),
        ((JOBS, GIFTS, ABROAD), [("Việc làm", 0), ("Quà tặng", 0), ("Việc làm: nước ngoài", 0)]),
    ],
)
def test_a_line_beneath_its_own_figure_says_only_the_rest(
    report: Report, cells: tuple[Address, ...], labels: list[tuple[str, int]]
) -> None:
    assert figures.labels(report, cells) == labels


def test_in_a_sentence_a_cell_says_row_and_measure(report: Report) -> None:
    assert [figures.name(report, one) for one in (JOBS, ABROAD, RATE)] == [
        "Việc làm",
        "Việc làm, nước ngoài",
        "Hộ nghèo, tỷ lệ",
    ]


@pytest.mark.parametrize(
    ("lines", "share", "reached", "stated"),
    [
        ("jobs,,persons,80;jobs,,plan,100", Number(800, 1), False, None),
        ("jobs,,persons,100;jobs,,plan,100", Number(1000, 1), True, None),
        ("jobs,,persons,0;jobs,,plan,100", Number(0, 1), False, None),
        ("jobs,,persons,2;jobs,,plan,3;jobs,,pct_plan,66.67", Number(6667, 2), False, None),
        ("jobs,,persons,2;jobs,,plan,3;jobs,,pct_plan,70", Number(667, 1), False, Number(70)),
        ("jobs,,pct_plan,100", Number(100), True, None),
        ("jobs,,pct_plan,99.9", Number(999, 1), False, None),
        ("jobs,,plan,100", None, None, None),
        ("jobs,,persons,80;jobs,,plan,0", None, None, None),
        ("jobs,,persons,80;jobs,,plan,1", Number(80_000, 1), True, None),
    ],
)
def test_a_cell_stands_to_its_plan(
    template: Template,
    lines: str,
    share: Number | None,
    reached: bool | None,  # noqa: FBT001 - a row of the table
    stated: Number | None,
) -> None:
    report = filled(template, lines)
    found = figures.standing(report, JOBS)
    plan = report.cells.get(JOBS._replace(measure="plan"))
    assert found == PlanStanding((plan,) if plan else (), share, reached, stated=stated)


def test_without_a_plan_nothing_stands_to_it(report: Report) -> None:
    assert figures.standing(report, JOBS) is None  # nothing is known
    assert figures.standing(report, POOR) is None
    assert figures.standing(report, RATE) is None
    report.cells[RATE] = Cell(Number(4))
    assert figures.standing(report, RATE) is None


@pytest.mark.parametrize(
    ("sign", "rate", "reached"),
    [
        ("<", Number(49, 1), True),
        ("<", Number(5), False),
        ("<", Number(6), False),
        ("<", None, None),
        ("<=", Number(5), True),
        ("<=", Number(51, 1), False),
        (">", Number(6), True),
    ],
)
def test_a_rule_says_where_less_is_better(
    tmp_path: Path,
    sign: str,
    rate: Number | None,
    reached: bool | None,  # noqa: FBT001
) -> None:
    report = filled(small(tmp_path, SECTION.replace("SIGN", sign)), "poor,,most,5")
    if rate is not None:
        report.cells[RATE] = Cell(rate)
    found = figures.standing(report, RATE)
    assert found is not None
    assert (found.reached, found.lower) == (reached, sign != ">")
    assert (found.share is None) == (sign != ">")
    assert figures.standing(report, POOR) is None  # the rule is of the rate alone


@pytest.mark.parametrize(("own", "planned"), [(True, 80), (False, 90)])
def test_a_plan_from_above_stands_where_there_is_none_of_its_own(tmp_path: Path, planned: int, *, own: bool) -> None:
    measures = [
        "persons = {}",
        'high = {label = "Tỉnh giao", unit = "người", column = "plan", of = "persons", from = "T"}',
    ]
    measures += ['plan = {label = "Kế hoạch", unit = "người", column = "plan"}'] * own
    section = '[figure.jobs]\nlabel = "Việc làm"\n' + "".join(f"measures.{one}\n" for one in measures)
    report = filled(small(tmp_path, section), "jobs,,persons,72;jobs,,high,90" + ";jobs,,plan,80" * own)
    found = figures.standing(report, JOBS)
    assert found is not None
    assert [cell.number for cell in found.planned] == [Number(planned)]


def test_a_percentage_of_another_plan_is_not_that_of_the_first(tmp_path: Path) -> None:
    measures = """
persons = {}
plan = {label = "Kế hoạch", unit = "người", column = "plan", of = "persons"}
high = {label = "Tỉnh giao", unit = "người", column = "plan", of = "persons", from = "T"}
pct_high = {label = "Đạt", unit = "%", decimals = 1, column = "percent", merge = "none", of = "high"}
"""
    section = '[figure.jobs]\nlabel = "Việc làm"\n[figure.jobs.measures]' + measures
    report = filled(small(tmp_path, section), "jobs,,persons,72;jobs,,plan,80;jobs,,high,90;jobs,,pct_high,75")
    found = figures.standing(report, JOBS)
    assert found is not None
    assert (found.share, found.stated) == (Number(900, 1), None)


@pytest.mark.parametrize(
    ("shares", "end"),
    [((), 115), ((80,), 115), ((120, 130), 130), ((120, 400), 150)],
)
def test_the_room_for_gauges_ends_a_little_beyond_the_plan(shares: tuple[int, ...], end: int) -> None:
    standings = [None, *(replace(PlanStanding((), None, None), share=Number(share)) for share in shares)]
    assert figures.gauge_shares(standings) == (Fraction(end), Fraction(100, end))
