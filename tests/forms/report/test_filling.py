from __future__ import annotations

import pytest

from forms.definitions.loading import load
from forms.definitions.template import Figure
from forms.errors import KnownError
from forms.report import filling
from forms.report.cells import Address, Cell, State
from forms.report.changes import OpenRow, SetCell, SetRow
from forms.report.filling import FillError, ValueLine, fill, fill_periods, periods_of
from forms.report.places import Place, locate
from forms.report.report import Report
from forms.values.numbers import Number
from tests.conftest import empty_report

MONTHLY = Address("ncc_monthly", "", "persons")


def refused(report: Report, *columns: str, vietnamese: bool = False) -> str:
    before = (dict(report.cells), dict(report.rows))
    with pytest.raises(FillError) as caught:
        fill(report, [ValueLine(2, *columns)], vietnamese=vietnamese)
    assert (report.cells, report.rows) == before
    return str(caught.value)


def test_every_value_of_the_sample_lands(sample: Report) -> None:
    assert len(sample.cells) == 156


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("ncc_gift", "", "count", "1"), '"ncc_gifts"'),
        (("ncc_gifts", "presidant", "count", "1"), '"president"'),
        (("ncc_gifts", "", "amuont", "1"), '"amount"'),
        (("ncc_gifts", "", "count", "abc"), "không phải là số"),
        (("ncc_gifts", "", "count", "-5"), "số âm"),
        (("ncc_gifts", "", "count", "1.5"), "số nguyên"),
        (("ncc_gifts", "", "count", "1000000000000000000"), "quá lớn"),
        (("ncc_gifts", "", "count", ""), "thiếu giá trị"),
        (("ncc_gifts", "", "count", "1", "khong_phat_sinh"), 'không đi cùng một con số ("1")'),
        (("ncc_gifts", "", "count", "", "uocc"), 'không có trạng thái "uocc"; có phải "uoc"?'),
        (("ncc_gifts", "", "count", "5", "xoa"), 'trạng thái "xoa" không đi cùng một con số ("5")'),
        (
            ("ncc_gifts", "", "count", "-"),
            'không phải là số; đề nghị để trống giá trị, ghi trạng thái "khong_phat_sinh"',
        ),
        (("ncc_gifts", "", "count", "", "uoc"), 'ghi trạng thái "chua_co"'),
        (("martyr_remains", "Kon Plong", "count", ""), "thiếu giá trị"),
        (("jobs_created", "abroad/Nhat Ban", "persons", "1"), 'gần giống "Nhật Bản"'),
    ],
)
def test_what_does_not_fit_names_line_and_nearest_and_changes_nothing(
    report: Report, line: tuple[str, ...], words: str
) -> None:
    message = refused(report, *line)
    assert "Dòng 2" in message
    assert words in message


@pytest.mark.parametrize("mark", ["\n", "\t", "\r\n", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029", " \n "])
@pytest.mark.parametrize("vietnamese", [True, False])
def test_two_numbers_in_one_cell_are_never_one(report: Report, mark: str, vietnamese: bool) -> None:  # noqa: FBT001
    message = refused(report, "ncc_gifts", "", "count", f"12{mark}345", vietnamese=vietnamese)
    assert "ngắt dòng ở giữa" in message


def test_doubtful_numbers_are_refused_in_vietnamese_files(report: Report) -> None:
    message = refused(report, "rice", "", "ton", "87.3", vietnamese=True)
    assert '"87.3" chưa rõ nghĩa; gõ 87,3 nếu là số lẻ; gõ 873 nếu dấu chấm ngăn hàng nghìn' in message


def test_one_bad_line_keeps_all_out(report: Report) -> None:
    lines = [ValueLine(2, "jobs_created", "abroad/Pháp", "persons", "3"), ValueLine(3, "nothing", "", "x", "1")]
    with pytest.raises(FillError):
        fill(report, lines, vietnamese=False)
    assert not report.cells
    assert not report.rows


def test_a_new_label_is_a_row_only_where_open(report: Report) -> None:
    fill(report, [ValueLine(2, "jobs_created", "abroad/Pháp", "persons", "3")], vietnamese=False)
    figure = report.template.figures["jobs_created"]
    place = locate(report, figure, "abroad/Pháp")
    assert report.path(figure, place.row) == "abroad/Pháp"
    assert report.cells[Address("jobs_created", place.row, "persons")].number is not None
    assert "không có dòng" in refused(report, "jobs_created", "Pháp", "persons", "3")


def test_labels_with_a_slash_come_back(report: Report) -> None:
    fill(report, [ValueLine(2, "martyr_works", "NTLS A%2FB", "amount", "3")], vietnamese=False)
    figure = report.template.figures["martyr_works"]
    row = locate(report, figure, "NTLS A%2FB").row
    assert report.label(figure, row) == "NTLS A/B"
    assert report.path(figure, row) == "NTLS A%2FB"


def test_every_row_has_a_path_that_leads_back(sample: Report) -> None:
    for figure in load("nq42").figures.values():
        for row in sample.all_rows(figure):
            assert locate(sample, figure, sample.path(figure, row)).row == row


def test_a_cell_that_stands_twice_is_refused_by_both_lines(report: Report) -> None:
    lines = [ValueLine(7, "ncc_gifts", "", "count", "5"), ValueLine(9, "ncc_gifts", "", "count", "5")]
    with pytest.raises(FillError) as caught:
        fill(report, lines, vietnamese=False)
    assert [(refusal.line, refusal.reason) for refusal in caught.value.refusals] == [
        (9, "ô này đã có ở dòng 7 của tệp; đề nghị giữ lại một dòng")
    ]


@pytest.mark.parametrize(("count", "more"), [(20, ""), (21, "\n  … và 1 dòng khác"), (30, "\n  … và 10 dòng khác")])
def test_of_many_refusals_the_first_twenty_are_shown(report: Report, count: int, more: str) -> None:
    with pytest.raises(FillError) as caught:
        fill(report, [ValueLine(number, "x", "", "y", "1") for number in range(count)], vietnamese=False)
    message = str(caught.value)
    assert message.startswith(f"Có {count} dòng chưa nhập được, chưa ghi gì vào báo cáo:\n  Dòng 0: ")
    assert message.count("\n  Dòng ") == 20
    assert message.partition("Dòng 19")[2].endswith(f'"x"{more}')


def test_what_is_the_same_changes_nothing(sample: Report) -> None:
    lines = [ValueLine(1, "ncc_funeral", "", "count", "272"), ValueLine(2, "ncc_monthly", "", "persons", "4764")]
    first = fill(sample, lines, vietnamese=False)
    assert len(first) < 2
    assert fill(sample, lines, vietnamese=False) == []


def test_the_changes_of_new_rows_come_before_their_cells(report: Report) -> None:
    lines = [
        ValueLine(1, "jobs_created", "abroad/Pháp", "persons", "3"),
        ValueLine(2, "jobs_created", "abroad/Lào", "persons", "4", "uoc"),
        ValueLine(3, "jobs_created", "", "persons", "", "chua_co"),
        ValueLine(4, "ncc_funeral", "", "count", "", "xoa"),
    ]
    changes = fill(report, lines, vietnamese=False)
    assert changes == [
        SetRow(OpenRow("jobs_created", "channel:abroad/country:#1", "Pháp", 1)),
        SetCell(Address("jobs_created", "channel:abroad/country:#1", "persons"), Cell(Number(3))),
        SetRow(OpenRow("jobs_created", "channel:abroad/country:#2", "Lào", 2)),
        SetCell(Address("jobs_created", "channel:abroad/country:#2", "persons"), Cell(Number(4), State.ESTIMATE)),
        SetCell(Address("jobs_created", "", "persons"), Cell(None, State.AWAITED)),
    ]


def test_a_refused_line_leaves_rows_and_values_as_they_were(sample: Report) -> None:
    before = (dict(sample.cells), dict(sample.rows))
    lines = [
        ValueLine(1, "ncc_monthly", "", "persons", "1"),
        ValueLine(2, "ncc_monthly", "", "persons", "2"),
        ValueLine(3, "jobs_created", "abroad/Pháp", "persons", "3"),
        ValueLine(4, "jobs_created", "", "x", "3"),
        ValueLine(5, "jobs_created", "firms", "x", "3"),
    ]
    with pytest.raises(FillError) as caught:
        fill(sample, lines, vietnamese=False)
    assert (sample.cells, sample.rows) == before
    assert [refusal.line for refusal in caught.value.refusals] == [2, 4, 5]
    assert '"jobs_created" không có cột số liệu "x"' in caught.value.refusals[1].reason
    assert '"jobs_created", dòng \'firms\' không có cột số liệu "x"' in caught.value.refusals[2].reason


def test_a_file_shows_its_notation_also_behind_a_line_without_a_place(report: Report) -> None:
    lines = [
        ValueLine(1, "nothing", "", "x", "1"),
        ValueLine(2, "ncc_monthly", "", "persons", "4.764"),
        ValueLine(3, "rice", "", "ton", "87.3"),
    ]
    with pytest.raises(KnownError, match=r'kiểu Việt Nam \("4.764"\) lẫn kiểu Anh \("87.3"\)'):
        fill(report, lines, vietnamese=None)
    with pytest.raises(FillError, match="Có 1 dòng"):
        fill(report, lines[:2], vietnamese=None)
    fill(report, lines[1:2], vietnamese=None)
    assert report.cells[Address("ncc_monthly", "", "persons")].number == Number(4764)


def test_what_a_file_shows_holds_for_all_its_lines(report: Report) -> None:
    clear, doubtful = ValueLine(1, "ncc_monthly", "", "persons", "4.764"), ValueLine(2, "rice", "", "ton", "1.234")
    with pytest.raises(FillError, match="--numbers"):
        fill(report, [doubtful], vietnamese=None)
    fill(report, [clear, doubtful], vietnamese=None)
    assert report.cells[Address("rice", "", "ton")].number == Number(1234)
    with pytest.raises(FillError, match="--numbers"):
        fill(report, [doubtful], vietnamese=True, sure=False)
    with pytest.raises(FillError, match=r'"87\.3" chưa rõ nghĩa'):  # a line shows the other way, and is not believed
        fill(report, [ValueLine(1, "rice", "", "ton", "87.3")], vietnamese=True, sure=False)
    fill(report, [doubtful], vietnamese=False)
    assert report.cells[Address("rice", "", "ton")].number == Number(1234, 3)


def test_a_file_that_is_wrong_throughout_is_read_no_further(report: Report) -> None:
    lines = [ValueLine(number, "ncc_gifts", "", "count", "abc") for number in range(1, 150)]
    with pytest.raises(FillError) as caught:
        fill(report, lines, vietnamese=True)
    assert len(caught.value.refusals) == 100
    with pytest.raises(FillError) as caught:
        periods_of([ValueLine(number, "ncc_gifts", "", "count", "1", "", f"x{number}") for number in range(1, 150)])
    assert len(caught.value.refusals) == 100


def test_a_line_goes_to_the_report_of_its_period_and_to_no_other(report: Report) -> None:
    last = empty_report(2023)
    lines = [ValueLine(n, "ncc_monthly", "", "persons", str(n), "", code) for n, code in enumerate(("", "2023"), 1)]
    made = fill_periods(report, {last.period: last}, lines, vietnamese=False)
    assert {period.code: len(changes) for period, changes in made.items()} == {"2023": 1, "2024": 1}
    assert [one.cells[MONTHLY].number for one in (report, last)] == [Number(1), Number(2)]
    before = dict(last.cells)
    lines = [ValueLine(3, "ncc_monthly", "", "persons", "3", "", code) for code in ("2023", "2022")]
    with pytest.raises(FillError, match="Dòng 3: chưa có báo cáo năm 2022"):
        fill_periods(report, {last.period: last}, lines, vietnamese=False)
    assert last.cells == before


def test_one_english_number_shows_how_all_are_written(report: Report) -> None:
    lines = [ValueLine(2, "ncc_gifts", "", "count", "1,234"), ValueLine(3, "rice", "", "ton", "1,234.5")]
    fill(report, lines, vietnamese=None)
    assert [cell.number for cell in report.cells.values()] == [Number(1234), Number(12345, 1)]


def test_the_place_of_a_new_row_is_looked_for_once(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    paths: list[str] = []

    def counted(there: Report, figure: Figure, path: str) -> Place:
        paths.append(path)
        return locate(there, figure, path)

    monkeypatch.setattr(filling, "locate", counted)
    rows = ("Công ty 1", "sponsor:Công ty 2")
    fill(report, [ValueLine(2, "vnah_sponsored", row, "persons", "1") for row in rows], vietnamese=True)
    assert tuple(paths) == rows


def test_a_wrong_period_and_a_sign_that_is_not_printed_are_told_by_their_lines(sample: Report) -> None:
    lines = [ValueLine(number, "ncc_monthly", "", "persons", "1", "", code) for number, code in ((2, "2024"), (3, "x"))]
    with pytest.raises(FillError, match=r'Dòng 3: Kỳ báo cáo "x" không đúng') as caught:
        periods_of(lines)
    assert caught.value.refusals[0].reason.startswith('Kỳ báo cáo "x"')
    assert "Dòng 2: tên dòng có ký hiệu “😀”" in refused(sample, "vnah_sponsored", "Công ty 😀", "persons", "1")


def test_the_periods_of_lines_are_told_once_and_in_order() -> None:
    codes = ("2024", "", "2023-6T", "2024", "2023", "")
    lines = [ValueLine(number, "a", "", "b", "1", "", code) for number, code in enumerate(codes)]
    assert [period.code for period in periods_of(lines)] == ["2023-6T", "2023", "2024"]


@pytest.mark.parametrize(("strays", "told"), [(1, True), (99, True), (100, False)])
def test_what_a_file_shows_is_looked_for_behind_so_many_lines_without_a_place(
    report: Report,
    strays: int,
    told: bool,  # noqa: FBT001 - a column of the table
) -> None:
    lines = [ValueLine(number, "nothing", "", "x", "1,5") for number in range(strays)]
    lines += [ValueLine(200, "ncc_monthly", "", "persons", "4.764"), ValueLine(201, "rice", "", "ton", "87.3")]
    with pytest.raises(KnownError) as caught:
        fill(report, lines, vietnamese=None)
    assert ("lẫn kiểu Anh" in str(caught.value)) is told
    assert isinstance(caught.value, FillError) is not told
