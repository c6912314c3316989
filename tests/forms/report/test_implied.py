"""What blank cells say all the same: the norm of a row, the rows that are counted; and rows and figures with dates."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.checks import progress
from forms.definitions.dictionary import DICTIONARY_COLUMNS, dictionary
from forms.definitions.explaining import rules
from forms.definitions.records import DefinitionError
from forms.definitions.sentences import parse
from forms.document.appendix import lines, text
from forms.document.restoring import restore
from forms.narrative.narrative import plain
from forms.narrative.scope import Scope
from forms.report import archive
from forms.report.cells import Address, Cell
from forms.report.filling import FillError
from forms.report.report import Report
from forms.values.numbers import Number
from tests.forms.small import below, filled, found, put, small

SECTION = """
[figure.insured]
label = "Người được hỗ trợ"
measures.persons = {}
[figure.insured.breakdown.group]
label = "Nhóm"
relation = "partition"
measures.persons = {}
measures.support = {label = "Mức hỗ trợ", unit = "%", merge = "none"}
[figure.insured.breakdown.group.rows]
poor = "Hộ nghèo"
students = {label = "Học sinh", norm = {support = 40}}
farmers = {label = "Hộ làm nông", norm = {support = "70.5"}}

[figure.works]
label = "Công trình"
measures.count = {label = "Số lượng", unit = "công trình"}
measures.amount = {}
[figure.works.breakdown.commune]
label = "Xã"
relation = "partition"
open = true
counts = "rows"
measures.count = {label = "Số lượng", unit = "công trình"}
measures.amount = {}

[figure.lacks]
label = "Hộ thiếu hụt"
until = 2026-12-31
measures.households = {}
[figure.lacks.breakdown.item]
label = "Chỉ số"
relation = "overlap"
rows.jobs = {label = "Việc làm", until = 2025-06-30}
rows.water = {label = "Nước sạch", since = 2025-07-01}
rows.house = "Nhà ở"
[figure.lacks.breakdown.place]
label = "Nơi"
relation = "partition"
of = "item:jobs"
open = true
"""
STUDENTS = Address("insured", "group:students", "support")
COUNT = Address("works", "", "count")


def lacks(report: Report) -> list[str]:
    return [address.row for address in report.addresses(report.template.figures["lacks"])]


def test_only_rows_with_a_norm_have_its_cell(tmp_path: Path) -> None:
    report = filled(small(tmp_path, SECTION), "insured,poor,persons,5")
    cells = list(report.addresses(report.template.figures["insured"]))
    assert [address.row for address in cells if address.measure == "support"] == ["group:students", "group:farmers"]
    assert not report.has(Address("insured", "group:poor", "support"))
    with pytest.raises(Exception, match='không có cột số liệu "support"'):
        put(report, "insured,poor,support,40")


def test_a_norm_stands_until_something_else_is_said(tmp_path: Path) -> None:
    report = filled(small(tmp_path, SECTION), "insured,,persons,0")
    assert text(report, STUDENTS) == "40"
    assert plain(parse("{insured[farmers].support}"), Scope(report)) == "70,5%"
    assert STUDENTS not in report.cells
    assert STUDENTS not in progress.missing(report, report.template.figures["insured"])
    assert "domain.norm" not in found(report)
    put(report, "insured,students,support,30")
    finding = found(report)["domain.norm"]
    assert (finding.severity, finding.acceptable, finding.message) == (
        "warning",
        True,
        "Người được hỗ trợ - Học sinh, mức hỗ trợ: đang ghi 30, khác mức quy định 40.",
    )
    put(report, "insured,students,support,40")
    assert "domain.norm" not in found(report)


def test_rows_are_counted(tmp_path: Path) -> None:
    report = filled(small(tmp_path, SECTION), "")
    assert report.cell(COUNT) is None
    put(report, "works,Đăk Plô,amount,5;works,Đăk Long,amount,,chua_co;works,Xốp,count,2")
    assert report.cell(COUNT) == Cell(Number(4))
    assert report.cell(COUNT._replace(measure="amount")) is None
    assert plain(parse("{works.count}"), Scope(report)) == "04\N{NO-BREAK SPACE}công\N{NO-BREAK SPACE}trình"
    assert "partition" not in found(report)
    put(report, "works,,count,5")
    assert (found(report)["partition"].actual, found(report)["partition"].expected) == (Number(5), Number(4))
    put(report, "works,,count,,xoa;works,Xốp,count,,chua_co")
    assert report.cell(COUNT) is None  # nobody can say how many


def test_a_line_without_a_number_names_a_row_that_is_counted(tmp_path: Path) -> None:
    report = filled(small(tmp_path, SECTION), "works,Đăk Plô,count,;works,Xốp,count,2;works,Xốp,amount,7")
    assert report.cell(COUNT) == Cell(Number(3))
    put(report, "works,Xốp,count,")
    assert report.cell(COUNT) == Cell(Number(3))
    for line in ("works,,count,", "works,Đăk Long,amount,", "lacks,house,households,"):
        with pytest.raises(FillError, match="thiếu giá trị"):
            put(report, line)


def test_offices_above_add_up_what_rows_count(tmp_path: Path) -> None:
    template = small(tmp_path, SECTION, '[compare.children]\nseverity = "error"\n')
    report, child = filled(template, "works,,count,3"), filled(template, "works,Đăk Plô,amount,5")
    below(report, child)
    assert found(report)["children"].expected == Number(1)


@pytest.mark.parametrize(
    ("period", "rows"),
    [
        ("2024", ["", "item:jobs", "item:house"]),
        ("2025", ["", "item:jobs", "item:water", "item:house"]),
        ("2025-Q2", ["", "item:jobs", "item:house"]),
        ("2025-Q3", ["", "item:water", "item:house"]),
        ("2026..2027", ["", "item:water", "item:house"]),
    ],
)
def test_a_row_stands_on_some_day_of_its_dates(tmp_path: Path, period: str, rows: list[str]) -> None:
    assert lacks(filled(small(tmp_path, SECTION), "", period)) == rows


@pytest.mark.parametrize(
    "line",
    ["lacks,jobs,households,3", "lacks,item:jobs,households,,chua_co", "lacks,jobs,households,3;lacks,,households,4"],
)
def test_what_is_outside_its_dates_is_filled_all_the_same_and_stands_then(tmp_path: Path, line: str) -> None:
    report = filled(small(tmp_path, SECTION), "", "2027")
    section = report.template.sections["A"]
    assert [figure.code for figure in report.figures(section)] == ["insured", "works"]
    assert all(line.label != "Hộ thiếu hụt" for line in lines(report, section))
    put(report, line)
    assert [figure.code for figure in report.figures(section)] == ["insured", "works", "lacks"]
    assert lacks(report) == ["", "item:jobs", "item:water", "item:house"]
    assert {line.number for line in lines(report, section)} >= {"3"}


def test_nobody_waits_for_what_is_outside_its_dates(tmp_path: Path) -> None:
    rule = """
[rule.jobs]
kind = "bound"
holds = "lacks[jobs].households <= insured.persons"
says = "x"
"""
    template = small(tmp_path, SECTION + rule)
    assert "waiting" not in found(filled(template, "insured,,persons,1", "2027"))
    assert "waiting" in found(filled(template, "insured,,persons,1", "2024"))


def test_rows_beneath_a_row_outside_its_dates_go_with_the_archive(tmp_path: Path) -> None:
    report = filled(small(tmp_path, SECTION), "lacks,jobs/Xốp,households,3", "2027")
    assert "item:jobs/place:#1" in lacks(report)
    back = restore(archive.decode(archive.encode(report)), report.template)
    assert (back.cells, back.rows) == (report.cells, report.rows)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("norm = {support = 40}", "norm = {suport = 40}", 'rows.students.norm: không có cột "suport"'),
        ("since = 2025-07-01", "since = 2025-07-01, until = 2025-06-30", "rows.water: hết hiệu lực"),
        ("until = 2026-12-31", "until = 2026-12-31\nsince = 2027-01-01", "figure.lacks: hết hiệu lực"),
        ('open = true\ncounts = "rows"', 'counts = "rows"', "breakdown.commune.counts"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(DefinitionError, match=words):
        small(tmp_path, SECTION.replace(old, new))


def test_the_dictionary_tells_the_dates_of_each_cell(tmp_path: Path) -> None:
    lines = [dict(zip(DICTIONARY_COLUMNS, line, strict=True)) for line in dictionary(small(tmp_path, SECTION))]
    assert {(line["row"], line["since"], line["until"]) for line in lines if line["figure"] == "lacks"} == {
        ("", "", "2026-12-31"),
        ("jobs", "", "2025-06-30"),
        ("jobs/place:*", "", "2025-06-30"),
        ("water", "2025-07-01", "2026-12-31"),
        ("house", "", "2026-12-31"),
    }
    assert {(line["since"], line["until"]) for line in lines if line["figure"] != "lacks"} == {("", "")}


def test_the_help_of_a_figure_tells_norms_dates_and_what_is_counted(tmp_path: Path) -> None:
    template = small(tmp_path, SECTION)
    told = [sentence for figure in template.figures.values() for sentence in rules(template, figure)]
    assert {
        "Học sinh: mức hỗ trợ 40% nếu để trống.",
        "Hộ làm nông: mức hỗ trợ 70,5% nếu để trống.",
        'Mỗi dòng của "Xã" tính là một, trừ khi ghi số khác; tổng để trống thì bằng số dòng.',
        "Hộ thiếu hụt: dùng đến hết ngày 31/12/2026.",
        "Nước sạch: dùng từ ngày 01/7/2025.",
    } <= {*told}


@pytest.mark.parametrize(
    ("period", "cell", "stands"),
    [
        ("2024", "item:jobs", True),
        ("2026", "item:jobs", False),
        ("2024", "item:water", False),
        ("2026", "item:water", True),
        ("2027", "item:house", False),  # its figure has ended
        ("2026", "item:jobs/place:#1", False),  # the row above has
        ("2024", "item:jobs/place:#1", True),
    ],
)
def test_a_cell_stands_within_the_dates_of_all_that_it_hangs_on_or_where_it_is_filled(
    tmp_path: Path,
    period: str,
    cell: str,
    stands: bool,  # noqa: FBT001 - a column of the table
) -> None:
    report = filled(small(tmp_path, SECTION), "", period)
    address = Address("lacks", cell, "households")
    assert report.stands(address) is stands
    report.notes[address] = "Sổ"
    assert report.stands(address)
