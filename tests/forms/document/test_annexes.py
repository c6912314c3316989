"""The appendices beside those of the sections: what each lists, how it is set, and in which order they stand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from forms.checks.checker import accept, check
from forms.definitions.legal_document import LegalDocument
from forms.definitions.loading import default
from forms.definitions.tables import Lines
from forms.document import annexes, revisions
from forms.narrative.blocks import Appendix
from forms.offices.units import Unit
from forms.report.cells import Address, Cell
from forms.report.changes import Called, SetDetail, SetLegalDocument, SetNote, SetParagraphs
from forms.report.report import Report
from forms.values.numbers import Number
from forms.values.period import parse
from forms.values.style import NBSP, roman
from tests.forms.small import filled, put, small

EVENING = datetime(2024, 12, 1, 23, 30, tzinfo=UTC)
SECTION = """
[figure.jobs]
label = "Việc làm"
measures.persons = {}
[figure.gifts]
label = "Quà tặng"
measures.persons = {}
[rule.many]
kind = "bound"
severity = "warning"
says = "Nhiều việc làm"
holds = "jobs.persons <= 100"
"""


@pytest.fixture
def full(tmp_path: Path) -> Report:
    """A report that has every appendix."""
    report = filled(small(tmp_path, SECTION), "jobs,,persons,90;gifts,,persons,5")
    report.apply(revisions.finalise(report, "Y Hà", EVENING))
    report.apply(revisions.reopen(report, "Bỏ sót", "Y Hà", EVENING))
    put(report, "jobs,,persons,101")
    (warning,) = check(report)
    report.apply(accept(report, warning, "Khu công nghiệp mới", "Y Hà", EVENING))
    report.apply(SetNote(Address("gifts", "", "persons"), "Biên bản"))
    report.apply(SetNote(Address("jobs", "", "persons"), "Sổ theo dõi"))
    report.apply(SetDetail("cell_notes", "có"))
    report.apply(SetLegalDocument("vb1", LegalDocument("Kế hoạch", "15/KH", "05/3/2024", "Ủy ban", "về việc làm")))
    return report


def texts(appendix: Appendix) -> list[list[str]]:
    return [[cell.text for cell in row] for row in (appendix.table.head, *appendix.table.rows)]


def test_every_appendix_in_its_order(full: Report) -> None:
    assert [(item.number, item.title) for item in annexes.of(full)] == [
        ("I", "A Mục thử"),
        ("II", "Văn bản"),
        ("III", "Điều chỉnh"),
        ("IV", "Giải trình"),
        ("V", "Ghi chú"),
    ]


def test_what_each_lists(full: Report) -> None:
    _, documents, corrections, explanations, notes = map(texts, annexes.of(full))
    assert documents == [
        ["STT", "Tên loại", "Số, ký hiệu", "Ngày ban hành", "Cơ quan ban hành", "Nội dung"],
        ["1", "Kế\N{NO-BREAK SPACE}hoạch", "15/KH", "05/3/2024", "Ủy ban", "Về việc làm"],
    ]
    assert corrections == [
        ["STT", "Chỉ tiêu", "ĐVT", "Đã báo cáo", "Điều chỉnh", "Chênh lệch", "Lý do"],
        ["1", "Việc làm", "người", "90", "101", "+11", "Bỏ sót"],
    ]
    assert explanations == [
        ["STT", "Nội dung", "Giải trình", "Người giải trình, ngày"],
        ["1", check(full)[0].message, "Khu công nghiệp mới", "Y Hà, 02/12/2024"],  # in Vietnam it is the next day
    ]
    assert notes == [
        ["STT", "Mục", "Chỉ tiêu", "ĐVT", "Số liệu", "Ghi chú"],
        ["1", "A", "Việc làm", "người", "101", "Sổ theo dõi"],
        ["2", "A", "Quà tặng", "người", "5", "Biên bản"],
    ]


def test_how_they_are_set(full: Report) -> None:
    for item in annexes.of(full):
        assert item.landscape is not False
        assert all(cell.bold and cell.align == "center" for cell in item.table.head)
        assert len(item.table.widths) == len(item.table.head)
        assert sum(item.table.widths) == pytest.approx(1)
    assert [[cell.align[0] for cell in item.table.rows[0]] for item in annexes.of(full)[1:]] == [
        list("clccll"),
        list("clcrrrl"),
        list("clll"),
        list("cclcrl"),
    ]
    assert [item.section for item in annexes.of(full)] == ["A", "", "", "", ""]


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2024, 12, 1, 16, 59, tzinfo=UTC), "01/12/2024"),
        (datetime(2024, 12, 1, 17, tzinfo=UTC), "02/12/2024"),
        (datetime(2024, 12, 2, 1, tzinfo=timezone(timedelta(hours=9))), "01/12/2024"),
    ],
)
def test_a_day_is_that_of_vietnam(full: Report, at: datetime, day: str) -> None:
    full.apply(accept(full, check(full)[0], "Khu công nghiệp mới", "Y Hà", at))
    assert annexes.of(full)[3].table.rows[0][-1].text == f"Y Hà, {day}"


def test_an_acceptance_that_no_finding_asks_for_is_not_printed(full: Report) -> None:
    put(full, "jobs,,persons,99")
    assert "Giải trình" not in [item.title for item in annexes.of(full)]


def test_a_single_appendix_takes_no_number(tmp_path: Path) -> None:
    (only,) = annexes.of(filled(small(tmp_path, SECTION), "jobs,,persons,30"))
    assert only.number == ""


def test_roman_figures() -> None:
    assert [roman(number) for number in (1, 3, 4, 5, 8, 9, 10, 14, 19, 38)] == (
        ["I", "III", "IV", "V", "VIII", "IX", "X", "XIV", "XIX", "XXXVIII"]
    )


def test_tables_stand_upright_where_they_fit(full: Report) -> None:
    assert {appendix.landscape for appendix in annexes.of(full)} == {None}


def test_a_section_of_which_only_the_estimate_speaks_stands_beside_the_others() -> None:
    unit = Unit("Xã Đăk Môn", "xa")
    report, estimate = (Report(default(), unit, parse(code)) for code in ("2025-6T", "2025-UTH6T"))
    put(report, "ncc_monthly,,persons,52")
    put(estimate, "ncc_monthly,,persons,50;rice,,ton,100.5")
    report.neighbours.add(estimate)
    (found,) = annexes.of(report)
    assert {"100,5", "50", "52"} <= {text for row in texts(found) for text in row}


def test_values_without_a_place_are_listed_by_what_the_sender_calls_them(tmp_path: Path) -> None:
    report = filled(small(tmp_path, SECTION), "jobs,,persons,30")
    report.called["toys"] = Called("toys", "A", "Đồ chơi", (("count", "Số lượng", "cái"),), ())
    report.cells[Address("toys", "", "count")] = Cell(Number(1200))
    _, found = annexes.of(report)
    assert found.title == "Ngoài mẫu"
    ((_, section, label, unit, value),) = texts(found)[1:]
    assert (section, unit, value) == ("A", "cái", "1.200")
    assert label.startswith("Đồ chơi")


def test_documents_that_the_words_name_have_no_list_of_their_own() -> None:
    report = Report(default(), Unit("Xã Đăk Môn", "xa"), parse("2024"))
    report.apply(SetLegalDocument("vb1", LegalDocument("Kế hoạch", "15/KH", "05/3/2024", "Ủy ban", "về việc làm")))
    listed = next(table.title for table in report.template.appendices.values() if table.lines is Lines.DOCUMENTS)
    assert listed not in [item.title for item in annexes.of(report)]
    report.apply(SetParagraphs("I", ("Không nhắc tới văn bản nào.",)))
    assert listed in [item.title for item in annexes.of(report)]


def test_a_list_of_documents_writes_days_and_titles_alike() -> None:
    report = Report(default(), Unit("Xã Đăk Môn", "xa"), parse("2024"))
    typed = (("5.3.24", "V/v việc làm"), ("ngày 06 tháng 3 năm 2024", "giảm nghèo"), ("31/2/2024", "HĐND giao"))
    for number, (day, title) in enumerate(typed, start=1):
        report.apply(SetLegalDocument(f"vb{number}", LegalDocument("Kế hoạch", "15/KH", day, "", title)))
    report.apply(SetParagraphs("I", ("Không nhắc tới văn bản nào.",)))
    listed = next(table.title for table in report.template.appendices.values() if table.lines is Lines.DOCUMENTS)
    (table,) = [item for item in annexes.of(report) if item.title == listed]
    assert {row[4] for row in texts(table)[1:]} == {"Ủy ban nhân dân xã Đăk Môn"}  # where nobody is named
    assert [(row[3], row[5]) for row in texts(table)[1:]] == [
        *(("05/3/2024", "Về việc việc làm"), ("06/3/2024", "Giảm nghèo"), ("31/2/2024", "HĐND giao")),
    ]


def test_what_two_tables_list_is_in_the_first_of_them(tmp_path: Path) -> None:
    place = '[figure.gifts.breakdown.place]\nlabel = "Nơi"\nrelation = "subset"\nopen = true\n'
    rows = 'columns = [{shows = "label", head = "Nơi", width = 50, fills = true}]\nrows = [{at = "gifts[place:*]"}]\n'
    tables = "".join(f'[{name}]\nlines = "rows"\ntitle = "{name}"\n{rows}' for name in ("one", "other"))
    section = SECTION.replace("[rule.many]", f"{place}[rule.many]")
    report = filled(small(tmp_path, section, appendices=tables), "gifts,Làng Mới,persons,5")
    found = annexes.of(report)
    assert [item.title for item in found] == ["one", "other"]
    assert annexes.names(report, found) == dict.fromkeys((Lines.ROWS, "gifts"), f"Phụ lục{NBSP}I")


def test_no_table_is_named_that_lacks_a_list_of_the_figure(tmp_path: Path) -> None:
    breakdown = '[figure.gifts.breakdown.{0}]\nlabel = "{0}"\nrelation = "subset"\nopen = true\n'
    section = SECTION.replace("[rule.many]", f"{breakdown.format('place')}{breakdown.format('giver')}[rule.many]")
    shown = (
        '[one]\nlines = "rows"\ntitle = "one"\ncolumns = [{shows = "label", head = "Nơi", width = 50}]\nrows = [ROWS]\n'
    )
    for rows, named in (("place",), False), (("place", "giver"), True):
        tables = shown.replace("ROWS", ", ".join(f'{{at = "gifts[{row}:*]"}}' for row in rows))
        template = small(tmp_path, section, appendices=tables)
        report = filled(template, "gifts,place:Làng Mới,persons,5;gifts,giver:Công ty,persons,2")
        assert ("gifts" in annexes.names(report, annexes.of(report))) is named
