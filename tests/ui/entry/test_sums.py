"""The verdict under a breakdown is that of the checks: over any numbers the two never disagree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.checks.checker import Checker
from forms.definitions.rules import Severity
from forms.definitions.template import Breakdown, Template
from forms.report.cells import Address, Cell, Mark, MarkKind, State
from forms.report.changes import Coverage
from forms.report.report import Report
from forms.values.numbers import Number, exact, show
from tests.forms.small import filled, small
from ui.entry import sums
from ui.entry.rows import FormRow, RowKind

FIGURE = """
[figure.{name}]
label = "Chỉ tiêu {name}"
measures.persons = {{}}
measures.ton = {{label = "Gạo", unit = "tấn", decimals = 2}}
[figure.{name}.breakdown.source]
label = "Nguồn"
relation = "{relation}"
blank = "{blank}"
rows = {{state = "Nhà nước", social = "Xã hội hóa", other = "Khác"}}
"""
RELATIONS = ("partition", "subset", "overlap")
NAMES = {f"{relation}_{blank}": (relation, blank) for relation in RELATIONS for blank in ("missing", "zero")}

numbers = st.builds(Number, st.integers(0, 3).map(lambda n: n * 526) | st.integers(0, 2200), st.integers(0, 2))
stated = st.builds(Cell, numbers, st.sampled_from([State.STATED, State.ESTIMATE]))
worded = st.builds(Cell.worded, stated, st.sampled_from(["hơn", "gần", "khoảng"]))
nothing = st.none() | st.sampled_from([Cell(None, state) for state in list(State)[2:]])
cells = nothing | stated | worded
lacking = Mark(MarkKind.COMPUTED, "chưa gồm Xã B")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    section = "".join(FIGURE.format(name=name, relation=how, blank=blank) for name, (how, blank) in NAMES.items())
    return small(tmp_path_factory.mktemp("sums"), section)


def breakdown_of(report: Report, figure: str) -> Breakdown:
    return report.template.figures[figure].breakdowns["source"]


def balance(report: Report, figure: str, draft: dict[Address, Cell | None], measure: str = "") -> sums.Balance:
    found = report.template.figures[figure]
    return sums.balance(Checker(report).additions(found, breakdown_of(report, figure), ""), draft, measure)


@given(st.data(), st.sampled_from(sorted(NAMES)))
def test_verdict_and_finding_never_disagree(template: Template, data: st.DataObject, figure: str) -> None:
    report = filled(template, "")
    addresses = list(report.addresses(template.figures[figure]))
    held = {address: cell for address in addresses if (cell := data.draw(cells)) is not None}
    draft = {data.draw(st.sampled_from(addresses)): data.draw(cells)}
    for address in addresses:  # sums that lack offices, not all of them the same
        if (lacks := data.draw(st.integers(0, 2))) and address in held and held[address].number:
            held[address] = held[address].marked(lacking)
            report.coverage[address] = Coverage(3, lacks)
    report.cells.update(held)
    before = {measure: balance(report, figure, draft, measure) for measure in ("", "persons", "ton")}
    report.cells = {address: cell for address, cell in {**held, **draft}.items() if cell is not None}
    for measure, verdict in before.items():
        assert verdict == balance(report, figure, {}, measure)
        about = [
            finding
            for finding in Checker(report).findings()
            if finding.kind in (*RELATIONS, "waiting") and measure in ("", finding.cells[0].measure)
        ]
        assert verdict.severity is (about[0].severity if about else None)
        for finding in about:
            if verdict.text and finding.severity is verdict.severity and finding.difference is not None:
                decimals = max(number.decimals for number in (finding.actual, finding.expected) if number)
                assert show(exact(abs(finding.difference), decimals)) in verdict.text


@pytest.mark.parametrize(
    ("total", "parts", "severity", "text"),
    [
        ("10.5", ("5.26", "5.26", "0"), None, "Khớp với tổng"),
        ("10.5", ("10.6", "", "0"), Severity.INFO, "còn 1 ô, đã quá tổng 0,1 tấn"),
        ("10.5", ("10.7", "", "0.0"), Severity.ERROR, "thừa 0,2 tấn so với tổng 10,5"),
        ("10.50", ("5.3", "5.2", "0.1"), Severity.WARNING, "lệch 0,10 tấn do làm tròn"),
        ("10.5", ("5.2", "", ""), Severity.INFO, "còn 2 ô, còn lại 5,3 tấn"),
        ("", ("5.2", "1", "1"), Severity.INFO, ""),
        ("10.5", ("", "", ""), None, ""),
    ],
)
def test_rounding_and_what_is_still_to_come(
    template: Template, total: str, parts: tuple[str, ...], severity: Severity | None, text: str
) -> None:
    rows = zip(("", "source:state", "source:social", "source:other"), (total, *parts), strict=True)
    lines = ";".join(f"partition_missing,{row.partition(':')[2]},ton,{value}" for row, value in rows if value)
    assert balance(filled(template, lines), "partition_missing", {}, "ton") == sums.Balance(severity, text)


def test_a_sum_that_lacks_offices_proves_nothing_beside_one_that_has_them(template: Template) -> None:
    report = filled(template, "partition_missing,,persons,100")
    whole, *parts = (
        address for address in report.addresses(template.figures["partition_missing"]) if address.measure == "persons"
    )
    for part in parts:
        report.cells[part] = Cell(Number(30)).marked(lacking)
        report.coverage[part] = Coverage(3, 1)
    assert balance(report, "partition_missing", {}, "persons").text == "lệch 10 người, tổng hợp còn thiếu đơn vị"
    typed = {part: Cell(Number(30)) for part in parts}
    assert (
        balance(report, "partition_missing", {**typed, whole: Cell(Number(100))}, "persons").severity is Severity.ERROR
    )


def test_a_blank_reads_as_zero_only_in_a_stated_row_and_where_the_definition_says_so(template: Template) -> None:
    lines = "{0},,persons,20;{0},state,persons,12;{0},social,persons,8;{0},other,ton,1"
    missing = filled(template, lines.format("partition_missing"))
    zero = filled(template, lines.format("partition_zero"))
    assert balance(missing, "partition_missing", {}, "persons") == sums.Balance(
        Severity.INFO, "còn 1 ô, còn lại 0 người"
    )
    assert balance(zero, "partition_zero", {}, "persons") == sums.Balance(None, "Khớp với tổng")
    other = Address("partition_zero", "source:other", "ton")
    assert balance(zero, "partition_zero", {other: None}, "persons").severity is Severity.INFO
    assert (
        balance(zero, "partition_zero", {other._replace(measure="persons"): Cell(None, State.AWAITED)}).severity
        is Severity.INFO
    )


def test_a_sum_is_that_of_the_numbers_stated_and_blank_while_there_are_none(template: Template) -> None:
    report = filled(template, "partition_missing,state,ton,5.26;partition_missing,social,ton,5.2")
    figure = template.figures["partition_missing"]
    row = FormRow(RowKind.SUM, figure, 2, breakdown=figure.breakdowns["source"])
    assert sums.total(report, row, "ton", report.cells.get) == "10,46"
    assert sums.total(report, row, "persons", report.cells.get) == ""
    part = Address(figure.code, "source:state", "persons")
    assert sums.total(report, row, "persons", {part: Cell(None, State.NIL)}.get) == "0"
    assert sums.total(report, row, "persons", {part: Cell(None, State.AWAITED)}.get) == ""
