"""A request for data: written, filled in as a spreadsheet does it, read back, and what it would change."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from exports.excel import request_book
from forms.document.reply import Difference, differences
from forms.document.request import Request, chosen, make
from forms.errors import KnownError
from forms.report.cells import Address, Cell, State
from forms.report.changes import SetCell, SetNote, SetRow
from forms.report.filling import FillError
from forms.report.neighbours import Neighbours
from forms.report.report import Report
from forms.values.numbers import Number, show
from tests.forms.small import filled, small
from tests.forms.spans import FIGURES, FRAME

NOW = datetime(2025, 1, 2, tzinfo=UTC)
SECTION = """
[figure.jobs]
label = "Lao động"
measures.persons = {}
measures.plan = {unit = "người", label = "Kế hoạch", column = "plan"}
measures.pct = {unit = "%", label = "So", column = "percent", equals = "100 * persons / plan", merge = "recompute"}
[figure.jobs.breakdown.country]
label = "Nước"
relation = "partition"
open = true
measures.persons = {}
measures.amount = {}
[figure.cover]
label = "Bao phủ"
measures.rate = {}
[figure.balance]
label = "Chênh lệch"
measures.amount = {signed = true, decimals = 1, unit = "triệu đồng"}
"""
VALUE, STATE, NOTE = 5, 6, 7  # columns of a request for one period, from 1


@pytest.fixture
def report(tmp_path: Path) -> Report:
    return filled(small(tmp_path, SECTION), "jobs,,persons,12;jobs,Lào,persons,5", "2025")


def asked(report: Report, *, all_periods: bool = False) -> Request:
    return make(report, chosen(report, ["A"]), "Sở Nội vụ", NOW.date(), date(2025, 2, 1), all_periods=all_periods)


def row_of(sheet: Worksheet, figure: str, row: str, measure: str) -> int:
    """The row of a cell by the hidden columns."""
    last = sheet.max_column
    for number in range(5, sheet.max_row + 1):
        if [sheet.cell(number, last - 3 + part).value or "" for part in range(3)] == [figure, row, measure]:
            return number
    raise LookupError(figure)


def replied(request: Request, path: Path, *cells: tuple[tuple[str, str, str], int, object]) -> list[Difference]:
    """What a reply changes in which these cells were filled in: place, column, value."""
    request_book.write(request, NOW, path)
    book = openpyxl.load_workbook(path)
    sheet = book["A"]
    for place, column, value in cells:
        sheet.cell(row_of(sheet, *place), column).value = value  # type: ignore[assignment]
    book.save(path)
    return differences(request.report, [request_book.read(path)])


def test_open_cells_take_numbers_of_their_kind_and_all_else_is_locked(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    request_book.write(asked(report), NOW, path)
    sheet = openpyxl.load_workbook(path)["A"]
    assert sheet.protection.sheet
    kinds = {
        str(rule.sqref): (rule.type, rule.operator, rule.formula1, rule.formula2)
        for rule in sheet.data_validations.dataValidation
    }

    def kind(*place: str) -> tuple[object, ...]:
        return kinds[f"E{row_of(sheet, *place)}"]

    assert kind("jobs", "", "persons") == ("whole", "greaterThanOrEqual", "0", None)
    assert kind("cover", "", "rate") == ("decimal", None, "0", "100")
    assert kind("balance", "", "amount")[:2] == ("decimal", "greaterThanOrEqual")
    assert kind("balance", "", "amount")[2].startswith("-")  # type: ignore[attr-defined]
    with pytest.raises(LookupError):  # it follows from the other two
        row_of(sheet, "jobs", "", "pct")
    number = row_of(sheet, "jobs", "country:#1", "persons")
    assert (sheet.cell(number, 2).value, sheet.cell(number, 4).value) == ("Lào: số người", 5)
    assert [sheet.cell(number, column).protection.locked for column in range(1, 8)] == [True] * 4 + [False] * 3
    assert sheet.column_dimensions["H"].hidden


@pytest.mark.parametrize(
    ("relation", "words"),
    [("partition", "khớp với tổng"), ("subset", "không dòng nào vượt tổng"), ("overlap", "không dòng nào vượt tổng")],
)
def test_the_sheet_itself_says_whether_parts_fit_their_whole(tmp_path: Path, relation: str, words: str) -> None:
    section = SECTION.replace('"partition"', f'"{relation}"')
    report = filled(small(tmp_path, section), "jobs,,persons,12;jobs,Lào,persons,5", "2025")
    request_book.write(asked(report), NOW, tmp_path / "a.xlsx")
    cells = [cell for row in openpyxl.load_workbook(tmp_path / "a.xlsx")["A"].iter_rows() for cell in row]
    (formula,) = (str(cell.value) for cell in cells if cell.data_type == "f")
    assert words in formula
    assert replied(asked(report), tmp_path / "b.xlsx", (("jobs", "", "persons"), VALUE, 15)) != []


def test_an_untouched_request_changes_nothing(report: Report, tmp_path: Path) -> None:
    assert replied(asked(report), tmp_path / "a.xlsx") == []


def test_a_reply_is_shown_and_leaves_the_report_as_it_is(report: Report, tmp_path: Path) -> None:
    before = dict(report.cells)
    found = replied(
        asked(report),
        tmp_path / "a.xlsx",
        (("jobs", "", "persons"), VALUE, 15),
        (("jobs", "country:#1", "persons"), VALUE, "hơn 6"),
        (("cover", "", "rate"), VALUE, 45.5),
        (("cover", "", "rate"), NOTE, "Nguồn: BHXH"),
        (("balance", "", "amount"), STATE, "không phát sinh"),
    )
    assert [(one.name, one.before, one.after) for one in found] == [
        ("Lao động, số người", "12", "15"),
        ("Lao động, Lào, số người", "5", "hơn 6"),
        ("Bao phủ, tỷ lệ", "", "45,5"),
        ("Bao phủ, ghi chú", "", "Nguồn: BHXH"),
        ("Chênh lệch, kinh phí", "", "không phát sinh"),
    ]
    assert found[2].changes == (SetCell(Address("cover", "", "rate"), Cell(Number(455, 1))),)
    assert found[3].changes == (SetNote(Address("cover", "", "rate"), "Nguồn: BHXH"),)
    assert found[4].changes == (SetCell(Address("balance", "", "amount"), Cell(None, State.NIL)),)
    assert (report.cells, [*report.rows]) == (before, [("jobs", "country:#1")])


def test_a_line_that_no_longer_says_what_was_asked_is_doubted(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    total, part, rate = ("jobs", "", "persons"), ("jobs", "country:#1", "persons"), ("cover", "", "rate")
    request_book.write(asked(report), NOW, path)
    book = openpyxl.load_workbook(path)
    sheet = book["A"]
    places = {place: row_of(sheet, *place) for place in (total, part, rate)}
    for place, number in zip(places, (15, 6, 45.5), strict=True):
        sheet.cell(places[place], VALUE).value = number
    for column, changed in enumerate(part, start=sheet.max_column - 3):  # the codes of two lines change places
        sheet.cell(places[total], column).value = changed
        sheet.cell(places[part], column).value = total[column - sheet.max_column + 3]
    sheet.cell(places[rate], 3).value = "‰"
    book.save(path)
    found = differences(report, [request_book.read(path)])
    assert [(one.name, one.after, one.strayed, one.doubt) for one in found] == [
        ("Lao động, Lào, số người", "15", True, 'dòng 5 ghi "Lao động: số người, người", không như khi phát'),
        ("Lao động, số người", "6", True, 'dòng 8 ghi "Lào: số người, người", không như khi phát'),
        ("Bao phủ, tỷ lệ", "45,5", True, 'dòng 16 ghi "Bao phủ, ‰", không như khi phát'),
    ]
    for row in range(4, sheet.max_row + 1):  # a slip of an earlier release has no seals
        sheet.cell(row, sheet.max_column).value = None
    book.save(path)
    assert [one.strayed for one in differences(report, [request_book.read(path)])] == [False] * 3


@pytest.mark.parametrize(
    ("place", "typed", "look", "told"),
    [
        (("cover", "", "rate"), 0.455, "0.0%", "45,5"),
        (("jobs", "", "persons"), date(2025, 12, 10), "d-mmm", '"10/12/2025" không phải là số'),
        (("jobs", "", "persons"), 0.45, "0%", "không ghi dấu %"),
        (("jobs", "", "persons"), 15, "#,##0", "15"),
    ],
)
def test_what_a_spreadsheet_made_of_a_number_is_read_as_it_shows_it(
    report: Report, tmp_path: Path, place: tuple[str, str, str], typed: object, look: str, told: str
) -> None:
    path = tmp_path / "a.xlsx"
    request_book.write(asked(report), NOW, path)
    book = openpyxl.load_workbook(path)
    cell = book["A"].cell(row_of(book["A"], *place), VALUE)
    cell.value, cell.number_format = typed, look  # type: ignore[assignment]
    book.save(path)
    try:
        (said,) = [one.after for one in differences(report, [request_book.read(path)])]
    except FillError as error:
        said = str(error)
    assert said == told or (told in said and "chưa ghi gì" in said)


def test_a_sheet_goes_by_another_name_or_is_copied_and_no_number_is_lost(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    request_book.write(asked(report), NOW, path)
    book = openpyxl.load_workbook(path)
    sheet = book["A"]
    book.copy_worksheet(sheet).title = "Bản sao"
    book.create_sheet("Ghi chú riêng")["A1"] = "Mã chỉ tiêu"
    book["Bản sao"].cell(row_of(sheet, "jobs", "", "persons"), VALUE).value = 15
    book.save(path)
    (found,) = differences(report, [request_book.read(path)])
    assert (found.name, found.after) == ("Lao động, số người", "15")
    sheet.cell(row_of(sheet, "jobs", "", "persons"), VALUE).value = 16
    book.save(path)
    with pytest.raises(FillError, match="đã có số khác ở trang A"):
        differences(report, [request_book.read(path)])
    del book["Bản sao"]
    sheet.title = "Sheet1"
    book.save(path)
    reply = request_book.read(path)
    assert reply.sections == ("A",)
    (found,) = differences(report, [reply])
    assert found.after == "16"


def test_an_agency_names_rows_of_its_own(report: Report, tmp_path: Path) -> None:
    found = replied(
        asked(report),
        tmp_path / "a.xlsx",
        (("jobs", "country:+1", "persons"), 2, "Nhật Bản"),
        (("jobs", "country:+1", "persons"), VALUE, 7),
        (("jobs", "country:+1", "amount"), VALUE, 100),
        (("jobs", "country:+2", "persons"), 2, "Lào"),
        (("jobs", "country:+2", "persons"), VALUE, 6),
    )
    assert [(one.name, one.before, one.after) for one in found] == [
        ("Lao động, Nhật Bản, số người", "", "7"),
        ("Lao động, Nhật Bản, kinh phí", "", "100"),
        ("Lao động, Lào, số người", "5", "6"),
    ]
    added = [change.row for one in found for change in one.changes if isinstance(change, SetRow)]
    assert [row.label for row in added] == ["Nhật Bản"]


def test_what_cannot_be_read_is_told_line_by_line_and_nothing_is_taken(report: Report, tmp_path: Path) -> None:
    with pytest.raises(FillError) as refused:
        replied(
            asked(report),
            tmp_path / "a.xlsx",
            (("jobs", "", "persons"), VALUE, 12.5),
            (("jobs", "", "plan"), VALUE, "nhiều"),
            (("jobs", "country:+1", "persons"), VALUE, 7),
            (("cover", "", "rate"), VALUE, 45),
            (("balance", "", "amount"), VALUE, 3),
            (("balance", "", "amount"), STATE, "không phát sinh"),
            (("jobs", "country:#1", "amount"), VALUE, "=1+2"),
        )
    reasons = [refusal.reason for refusal in refused.value.refusals]
    parts = ("số nguyên", '"nhiều"', "công thức chưa có kết quả", "chưa ghi tên dòng", "đề nghị bỏ một trong hai")
    for reason, part in zip(reasons, parts, strict=True):
        assert part in reason
        assert reason.startswith("(trang A) ")


@pytest.mark.parametrize("broken", ["no book", "another book", "other heads"])
def test_what_is_no_reply_is_refused_in_a_sentence(report: Report, tmp_path: Path, broken: str) -> None:
    path = tmp_path / "a.xlsx"
    request_book.write(asked(report), NOW, path)
    if broken == "no book":
        path.write_bytes(b"%PDF")
    else:
        book = openpyxl.load_workbook(path)
        if broken == "another book":
            del book["BaoCao42"]
        else:
            book["A"]["E4"] = "Số"
        book.save(path)
    with pytest.raises(KnownError, match=r"đây không phải|tiêu đề"):
        request_book.read(path)


@pytest.mark.parametrize(("row", "text"), [(7, "2024 " * 51), (8, ""), (7, "2024-99")])
def test_what_a_hidden_sheet_says_is_bounded(report: Report, tmp_path: Path, row: int, text: str) -> None:
    path = tmp_path / "a.xlsx"
    request_book.write(asked(report), NOW, path)
    book = openpyxl.load_workbook(path)
    book["BaoCao42"].cell(row, 1).value = text
    book.save(path)
    with pytest.raises(KnownError):
        request_book.read(path)


def test_periods_side_by_side_are_asked_together_and_one_value_for_all_only_of_the_latest(tmp_path: Path) -> None:
    template = small(tmp_path, FIGURES, frame=FRAME)
    earlier, report = filled(template, "models,,count,4", "2023"), filled(template, "", "2024")
    report.neighbours = Neighbours([earlier], [])
    request = asked(report, all_periods=True)
    found = replied(
        request,
        tmp_path / "a.xlsx",
        (("models", "", "count"), 5, 6),
        (("models", "", "count"), 8, 9),
        (("land", "", "households"), 8, 2),
    )
    assert [(one.period.code, one.name, one.before, one.after) for one in found] == [
        ("2024", "Mô hình, số lượng", "", "9"),
        ("2023", "Mô hình, số lượng", "4", "6"),
        ("2024", "Đất, số hộ", "", "2"),
    ]
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["A"]
    number = row_of(sheet, "land", "", "households")
    assert [sheet.cell(number, column).protection.locked for column in (5, 8)] == [True, False]


@given(number=st.builds(Number, st.integers(0, 10**13), st.integers(0, 1)))
@settings(max_examples=15)
def test_a_number_comes_back_as_it_was_written(report: Report, tmp_path: Path, number: Number) -> None:
    value = float(number.value)
    found = replied(asked(report), tmp_path / "a.xlsx", (("balance", "", "amount"), VALUE, value))
    assert [one.after for one in found] == [show(number).removesuffix(",0")]


def test_what_is_said_of_filling_in_is_no_wider_than_the_lines(report: Report, tmp_path: Path) -> None:
    request_book.write(asked(report), NOW, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    (said,) = (area for area in sheet.merged_cells.ranges if area.min_row == 3)
    heads = [cell.value for cell in sheet[4]]
    assert (said.min_col, said.max_col) == (1, heads.index("Ghi chú") + 1)
    assert sheet["A3"].alignment.wrap_text
    assert sheet.row_dimensions[3].height >= 32


@pytest.mark.parametrize("before", range(4))
def test_a_slip_parts_no_head_from_its_lines(tmp_path: Path, before: int) -> None:
    figure = '[figure.{0}]\nlabel = "{0}"\nmeasures.persons = {{}}\n'
    parts = '[figure.{0}.breakdown.country]\nlabel = "Nước"\nrelation = "subset"\nrows = {{lao = "Lào", nga = "Nga"}}\n'
    section = "".join(figure.format(f"one{number}") for number in range(before))
    section += "".join((figure + parts).format(f"jobs{number}") for number in range(30))
    report = filled(small(tmp_path, section), "jobs1,,persons,12", "2025")
    request_book.write(asked(report), NOW, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    starts = [1 + one.id for one in sheet.row_breaks.brk]
    assert len(starts) > 2
    assert {(start - 5 - before) % 4 for start in starts} <= {0, 3}
