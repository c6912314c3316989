"""A word beside a number: typed, filled, printed, carried, and open in comparisons."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from exports import payload
from exports.excel import workbook
from forms.definitions.sentences import parse
from forms.document.appendix import text
from forms.document.restoring import restore
from forms.document.revisions import corrections
from forms.narrative.narrative import plain
from forms.narrative.scope import Scope
from forms.report import archive, entry
from forms.report.cells import Address, Cell, Mark, MarkKind, State, unmarked
from forms.report.changes import ReportStage, ReportState, Revision, SetCell
from forms.report.report import Report
from forms.values.numbers import Number
from tests.forms.small import filled, found, put, small

EDITED = datetime(2024, 12, 1, tzinfo=UTC)
SECTION = """
[figure.poor]
label = "Hộ nghèo"
measures.households = {}
measures.total = {label = "Tổng", unit = "hộ"}
measures.rate = {equals = "100 * households / total"}
measures.weight = {label = "Gạo", unit = "tấn", decimals = 3}
[figure.poor.breakdown.place]
label = "Nơi"
relation = "partition"
measures.households = {}
rows = {north = "Bắc", south = "Nam"}
[rule.bound]
kind = "bound"
holds = "poor.households <= poor.total"
says = "Quá tổng."
[target.goal]
cell = "poor.rate"
year = 2024
text = "< 3"
lower = true
"""
POOR = Address("poor", "", "households")


@pytest.fixture
def report(tmp_path: Path) -> Report:
    return filled(small(tmp_path, SECTION), "poor,,households,hơn 39")


def more(number: int) -> Cell:
    return Cell(Number(number)).worded("hơn")


def test_it_is_typed_and_shown_as_typed(report: Report) -> None:
    measure = report.measure(POOR)
    assert report.cells[POOR] == more(39)
    for typed, shown in (("hơn 39", "hơn 39"), ("~Gần 1.200", "~gần 1.200"), ("khoảng 02", "khoảng 2")):
        cell = entry.typed(typed, measure, "Hộ nghèo")
        assert entry.shown(cell) == shown
        assert entry.typed(shown, measure, "Hộ nghèo") == cell
    estimate = entry.typed("~gần 5", measure, "Hộ nghèo")
    assert estimate
    assert (estimate.state, estimate.word) == (State.ESTIMATE, "gần")


def test_a_doubtful_number_keeps_its_word(report: Report) -> None:
    asked = entry.read("~hơn 12.000,0", report.measure(POOR), "hộ", "Hộ")
    assert asked.cell is not None
    assert asked.cell.word == "hơn"
    point = entry.read("hơn 87.3", report.measure(POOR._replace(measure="weight")), "tấn", "Gạo")
    assert (point.answer, point.cell) == ("hơn 87,3", Cell(Number(873, 1)).worded("hơn"))


def test_a_word_that_goes_is_a_change_and_other_marks_are_none(report: Report) -> None:
    verified = more(39).marked(Mark(MarkKind.VERIFIED, who="A", at=EDITED))
    assert unmarked(verified) == more(39) != unmarked(Cell(Number(39)))
    before = report.imprint([POOR])
    put(report, "poor,,households,39")
    assert report.cells[POOR] == Cell(Number(39))
    assert report.imprint([POOR]) != before


def test_it_is_printed_in_sentences_and_tables(report: Report) -> None:
    said = {
        sentence: plain(parse(sentence), Scope(report))
        for sentence in ("Có {poor.households}.", "{poor.households:bare}")
    }
    assert [*said.values()] == ["Có hơn 39\N{NO-BREAK SPACE}hộ.", "39"]
    assert plain(parse("Hơn {poor.households}"), Scope(report)) == "Hơn 39\N{NO-BREAK SPACE}hộ"
    put(report, "poor,,households,khoảng 2,uoc")
    assert plain(parse("Có {poor.households}."), Scope(report)) == "Ước có khoảng 02\N{NO-BREAK SPACE}hộ."
    assert text(report, POOR) == "khoảng 2 (ước)"


def test_it_is_carried_in_the_archive(report: Report) -> None:
    back = restore(archive.decode(archive.encode(report)), report.template)
    assert back.cells == report.cells


def test_it_stands_before_the_number_in_the_workbook(report: Report, tmp_path: Path) -> None:
    workbook.write(report, EDITED, tmp_path / "a.xlsx", payload.pack(report))
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["A"]
    (cell,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == 39)
    assert cell.number_format.startswith('[$-42A]"hơn "')


def test_a_word_that_came_since_the_issue_is_a_correction(report: Report) -> None:
    put(report, "poor,,households,39")
    report.revisions = (Revision(1, EDITED, "A", "", archive.encode(report).decode()),)
    report.apply(SetCell(POOR, more(39)))
    report.stages = (ReportStage(ReportState.ISSUED, "A", EDITED), ReportStage(ReportState.DRAFT, "A", EDITED, "sai"))
    (item,) = corrections(report)
    assert (item.reported, item.corrected) == ("39", "hơn 39")


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ("poor,,households,hơn 39;poor,north,households,20;poor,south,households,20", set()),
        ("poor,,households,39;poor,north,households,20;poor,south,households,20", {"partition"}),
        ("poor,,households,gần 39;poor,north,households,20;poor,south,households,20", {"partition"}),
        ("poor,,households,hơn 39;poor,north,households,20;poor,south,households,25", {"partition"}),
        ("poor,,households,39;poor,north,households,khoảng 20;poor,south,households,20", set()),
        ("poor,,households,41;poor,,total,khoảng 40;poor,,rate,100", {"plan.target"}),
        ("poor,,households,41;poor,,total,40;poor,,rate,100", {"ratio", "bound", "plan.target"}),
        ("poor,,households,3;poor,,total,hơn 100;poor,,rate,2.9", set()),
        ("poor,,households,3;poor,,total,gần 100;poor,,rate,2.9", {"ratio"}),
        ("poor,,rate,dưới 3", set()),
        ("poor,,rate,hơn 3", {"plan.target"}),
        ("poor,,rate,3", {"plan.target"}),
    ],
)
def test_comparisons_take_it_for_an_interval(tmp_path: Path, lines: str, codes: set[str]) -> None:
    found_codes = set(found(filled(small(tmp_path, SECTION), lines)))
    assert found_codes - {"waiting"} == codes


def test_what_fell_within_its_reach_has_not_fallen(tmp_path: Path) -> None:
    flow = SECTION.replace("measures.households = {}", "measures.households = {cumulative = true}", 1)
    template = small(tmp_path, flow, '[compare.cumulative]\nseverity = "warning"\n')
    for typed, code in (("hơn 39", False), ("39", True), ("gần 39", True)):
        report = filled(template, f"poor,,households,{typed}", "2024-9T")
        report.neighbours.add(filled(template, "poor,,households,40", "2024-6T"))
        assert ("cumulative" in found(report)) is code
