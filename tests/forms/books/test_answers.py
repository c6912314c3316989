"""What a report answers to the cells of a superior's workbook: never a nought for a blank."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from forms.books import guessing, pointing_lists
from forms.books.answers import CellAnswer, answers
from forms.books.pointing import Pointing, SheetPlace, When
from forms.books.surroundings import SheetWords
from forms.errors import KnownError
from forms.report.cells import Address, Mark, MarkKind
from forms.report.filling import FillError
from forms.report.report import Report
from forms.values.period import Period
from tests.forms.small import filled, small

SECTION = """
[figure.gifts]
label = "Quà tặng người có công"
measures.persons = {}
measures.amount = {}
[figure.gifts.breakdown.source]
label = "Nguồn"
relation = "partition"
open = true
rows.state = "Quà của Nhà nước"
rows.commune = "Quà của xã"
[figure.cover]
label = "Tỷ lệ bao phủ bảo hiểm y tế"
measures.rate = {}
[figure.housing]
label = "Hộ được hỗ trợ nhà ở"
measures.households = {}
"""
PLACE = SheetPlace("Biểu", 1, 1)


@pytest.fixture
def report(tmp_path: Path) -> Report:
    template = small(tmp_path, SECTION)
    found = filled(
        template,
        "gifts,,persons,12; gifts,,amount,1234500000; gifts,state,persons,,khong_phat_sinh; cover,,rate,87.3,uoc;"
        "gifts,Quà của hội,persons,3; housing,,households,,khong_thuoc_pham_vi; gifts,commune,amount,,chua_co",
    )
    earlier = filled(template, "gifts,,persons,9", "2023")
    found.neighbours.add(earlier)
    return found


def answer(report: Report, figure: str, row: str, measure: str, **more: object) -> CellAnswer:
    wanted = replace(Pointing(PLACE, figure, row, measure), **more)  # type: ignore[arg-type]

    def reports(office: str, period: Period) -> Report | None:
        if office:
            return None
        return report if period == report.period else report.neighbours.at(report.unit, period)

    (found,) = answers(report, [wanted], reports)
    return found


def test_numbers_come_in_what_the_cell_counts(report: Report) -> None:
    assert answer(report, "gifts", "", "persons").number == 12
    assert answer(report, "gifts", "", "amount", scale="triệu đồng").number == Fraction(12345, 10)
    assert answer(report, "gifts", "Quà của hội", "persons").number == 3
    assert answer(report, "gifts", "state", "persons").number == 0  # a vouched nil
    assert answer(report, "gifts", "", "persons", when=When.LAST).number == 9
    assert answer(report, "cover", "", "rate").remarks == ("là số ước",)


@pytest.mark.parametrize(
    ("figure", "row", "measure", "more", "reason"),
    [
        ("gifts", "commune", "persons", {}, "chưa có số"),
        ("gifts", "commune", "amount", {}, "chưa có số liệu"),
        ("housing", "", "households", {}, "không thuộc phạm vi"),
        ("gifts", "", "amount", {"when": When.LAST}, "chưa có số"),
        ("gifts", "", "persons", {"when": When.ESTIMATE}, "chưa có báo cáo ước thực hiện năm 2024"),
        ("gifts", "", "persons", {"when": When.EARLIER}, "chưa có báo cáo 11 tháng đầu năm 2024"),
        ("gifts", "", "persons", {"office": "lạ"}, "chưa có báo cáo năm 2024"),
        ("gifts", "Quà của công đoàn", "persons", {}, "báo cáo không có dòng này"),
        ("gifts", "", "persons", {"scale": "triệu đồng"}, "không đổi được từ người sang triệu đồng"),
        ("gone", "", "persons", {}, "mẫu báo cáo không còn chỉ tiêu này"),
        ("gifts", "", "gone", {}, "mẫu báo cáo không còn cột số liệu này"),
    ],
)
def test_what_is_not_there_is_no_nought(
    report: Report, figure: str, row: str, measure: str, more: dict[str, object], reason: str
) -> None:
    found = answer(report, figure, row, measure, **more)
    assert found.number is None
    assert found.reason.partition(";")[0] == reason


GIVEN = """
[figure.given]
label = "Quà của Nhà nước"
measures.people = {label = "Người", unit = "người", was = ["gifts[source:state].persons"]}
"""


@pytest.mark.parametrize(
    ("old", "new", "row", "measure", "now"),
    [
        ("measures.persons = {}", "measures.persons = {}", "state", "persons", ("gifts", "state", "persons")),
        ("figure.gifts", "figure.presents", "state", "persons", ("presents", "source:state", "persons")),
        ("figure.gifts", "figure.presents", "Quà của hội", "amount", ("presents", "source:Quà của hội", "amount")),
        (
            "breakdown.source]",
            'breakdown.giver]\nwas = ["source"]',
            "source:state",
            "amount",
            ("gifts", "giver:state", "amount"),
        ),
        (
            'rows.state = "Quà của Nhà nước"',
            'rows.central = {label = "Quà của Trung ương", was = ["state"]}',
            "source:state",
            "amount",
            ("gifts", "source:central", "amount"),
        ),
        (
            "persons = {}",
            'people = {label = "Người", unit = "người", was = ["persons"]}',
            "",
            "persons",
            ("gifts", "", "people"),
        ),
        ('rows.state = "Quà của Nhà nước"', "", "state", "persons", ("given", "", "people")),
    ],
)
def test_what_a_cell_wants_follows_what_was_renamed(
    tmp_path: Path, old: str, new: str, row: str, measure: str, now: tuple[str, str, str]
) -> None:
    section = SECTION.replace(old, new)
    if "presents" in new:
        section = section.replace('có công"', 'có công"\nwas = ["gifts"]')
    if now[0] == "given":
        section += GIVEN
    wanted = Pointing(PLACE, "gifts", row, measure, scale="nghìn người")
    found = wanted.now(filled(small(tmp_path, section), ""))
    assert found == replace(wanted, figure=now[0], row=now[1], measure=now[2])


def test_a_sum_that_lacks_offices_is_not_whole(report: Report) -> None:
    address = Address("gifts", "", "persons")
    report.cells[address] = report.cells[address].marked(Mark(MarkKind.COMPUTED, "chưa gồm Xã Ba"))
    found = answer(report, "gifts", "", "persons")
    assert found.number == 12
    assert not found.whole
    assert found.remarks == ("chưa gồm Xã Ba",)


FORM = {
    (1, 1): "BIỂU TỔNG HỢP",
    (2, 5): "Đơn vị tính: triệu đồng",
    (3, 2): "Nội dung",
    (3, 3): "Năm 2024",
    (4, 3): "Số người",
    (4, 4): "Kinh phí",
    (3, 5): "Năm 2023",
    (4, 5): "Số người",
    (3, 6): "So với năm 2023",
    (5, 1): "I",
    (5, 2): "Quà tặng người có công",
    (6, 2): "Quà của Nhà nước",
    (7, 2): "Quà của xã",
    (8, 2): "Số hộ được hỗ trợ nhà ở",
    (9, 2): "Một việc khác hẳn",
}
MERGED = {(1, column): (1, 1) for column in range(1, 7)} | {(3, 4): (3, 3)}


def test_cells_are_guessed_by_the_words_around_them(report: Report) -> None:
    sheet = SheetWords(FORM, MERGED, {(5, 6)})
    found = {one.place[1:]: one for one in guessing.guesses(report, {"Biểu": sheet}, {})}
    assert {at: (one.figure, one.row, one.measure, one.when, one.scale) for at, one in found.items()} == {
        (5, 3): ("gifts", "", "persons", When.NOW, ""),
        (5, 4): ("gifts", "", "amount", When.NOW, "triệu đồng"),
        (5, 5): ("gifts", "", "persons", When.LAST, ""),
        (6, 3): ("gifts", "state", "persons", When.NOW, ""),
        (6, 4): ("gifts", "state", "amount", When.NOW, "triệu đồng"),
        (6, 5): ("gifts", "state", "persons", When.LAST, ""),
        (7, 3): ("gifts", "commune", "persons", When.NOW, ""),
        (7, 4): ("gifts", "commune", "amount", When.NOW, "triệu đồng"),
        (7, 5): ("gifts", "commune", "persons", When.LAST, ""),
        (8, 3): ("housing", "", "households", When.NOW, ""),
        (8, 5): ("housing", "", "households", When.LAST, ""),
    }


def test_a_row_says_its_unit_and_nothing_stands_under_remarks(report: Report) -> None:
    form = {(1, 2): "Nội dung", (1, 3): "Đơn vị tính", (1, 4): "Năm trước", (1, 5): "Năm báo cáo", (1, 6): "Ghi chú"}
    form |= {(2, 2): "Quà tặng người có công: kinh phí", (2, 3): "triệu đồng"}
    form |= {(3, 2): "Hộ được hỗ trợ nhà ở", (3, 3): "hộ"}
    found = guessing.guesses(report, {"Biểu": SheetWords(form, {})}, {})
    assert [(one.place[1:], one.measure, one.when, one.scale) for one in found] == [
        ((2, 4), "amount", When.LAST, "triệu đồng"),
        ((2, 5), "amount", When.NOW, "triệu đồng"),
        ((3, 4), "households", When.LAST, ""),
        ((3, 5), "households", When.NOW, ""),
    ]


def test_a_cell_that_was_pointed_at_is_found_again_where_it_moved(report: Report) -> None:
    at = (9, 3)
    words = SheetWords(FORM, MERGED)
    former = Pointing(SheetPlace("Biểu 2024", *at), "cover", "", "rate", words=words.around(at))
    moved = {(row + 2 if row > 4 else row, column): text for (row, column), text in FORM.items()}
    found = guessing.guesses(report, {"Biểu 2025": SheetWords(moved, MERGED)}, {}, [former])
    (again,) = [one for one in found if one.figure == "cover"]
    assert again.place == SheetPlace("Biểu 2025", 11, 3)


def test_offices_down_the_rows_have_figures_above_them(report: Report) -> None:
    form = {(2, 1): "TT", (2, 2): "Đơn vị", (1, 3): "Quà tặng người có công", (2, 3): "Số người"}
    form |= {(2, 4): "Kinh phí (triệu đồng)", (3, 2): "Xã Ba", (4, 2): "Xã Bốn"}
    sheet = SheetWords(form, {(1, 4): (1, 3), (1, 3): (1, 3)})
    found = guessing.guesses(report, {"Biểu": sheet}, {"b3": "Xã Ba", "b4": "Xã Bốn"})
    assert [(one.place[1:], one.office, one.measure, one.scale) for one in found] == [
        ((3, 3), "b3", "persons", ""),
        ((3, 4), "b3", "amount", "triệu đồng"),
        ((4, 3), "b4", "persons", ""),
        ((4, 4), "b4", "amount", "triệu đồng"),
    ]


def test_a_list_comes_back_as_it_was_written(report: Report) -> None:
    wanted = [
        Pointing(SheetPlace("Biểu", 5, 3), "gifts", "", "persons", office="b3"),
        Pointing(SheetPlace("Biểu", 6, 28), "gifts", "Quà của hội", "amount", When.LAST, scale="triệu đồng"),
    ]
    lines = list(enumerate(pointing_lists.rows(wanted, {"b3": "Xã Ba"}), 1))
    assert lines[2][1][:2] == ("Biểu", "AB6")
    assert pointing_lists.read(lines, report, {"Xã Ba": "b3"}.__getitem__) == wanted


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (("Biểu", "5C", "gifts", "", "persons", "", "", ""), "không hiểu ô"),
        (("Biểu", "C5", "gift", "", "persons", "", "", ""), "không có chỉ tiêu"),
        (("Biểu", "C5", "gifts", "", "rate", "", "", ""), "không có cột số liệu"),
        (("Biểu", "C5", "gifts", "", "persons", "hôm qua", "", ""), "không có kỳ"),
        (("Biểu", "C5", "gifts", "", "persons", "", "", "tỷ đồng"), "không đổi được"),
    ],
)
def test_a_line_that_is_not_understood_says_why(report: Report, line: tuple[str, ...], reason: str) -> None:
    with pytest.raises(FillError, match=reason):
        pointing_lists.read([(1, pointing_lists.COLUMNS), (2, line)], report, str)
    twice = ("Biểu", "C5", "gifts", "", "persons")
    with pytest.raises(FillError, match="đã có ở dòng trên"):
        pointing_lists.read([(1, pointing_lists.COLUMNS[:5]), (2, twice), (3, twice)], report, str)
    with pytest.raises(KnownError, match="không chỉ ô nào"):
        pointing_lists.read([(1, pointing_lists.COLUMNS)], report, str)


@pytest.mark.parametrize(
    ("period", "head", "when"),
    [
        ("2024", "Năm 2023", When.LAST),
        ("2024-6T", "Năm 2023", When.OPENING),
        ("2024-6T", "6 tháng năm 2023", When.LAST),
        ("2024-6T", "Cùng kỳ", When.LAST),
        ("2024", "Ước thực hiện năm 2024", When.ESTIMATE),
        ("2024-UTH", "Ước thực hiện năm 2024", When.NOW),
        ("2024", "Thực hiện 2024 so với 2023", When.NOW),
    ],
)
def test_heads_say_the_period(tmp_path: Path, period: str, head: str, when: When) -> None:
    report = filled(small(tmp_path, SECTION), "", period)
    words = SheetWords({(1, 2): head, (2, 1): "Quà tặng"})
    wanted = Pointing(SheetPlace("Biểu", 2, 2), "gifts", "", "persons")
    assert guessing.seen(report, words, {}, wanted, "người").when is when
