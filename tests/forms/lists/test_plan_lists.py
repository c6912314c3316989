"""Lists of targets and tasks as offices have them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import KnownError
from forms.lists import plan_lists
from forms.lists.plan_lists import Known, Row
from forms.offices.plan import LocalPlan, PlanTarget, YearText, applying
from forms.offices.units import Unit
from forms.report.filling import FillError
from forms.values.aims import Better

HEAD = "order,group_name,indicator,parent_indicator,unit,target_2025,target_2030,lead_agency"


def rows(text: str, mark: str = ",") -> list[Row]:
    return [(number, line.split(mark)) for number, line in enumerate(text.strip().split("\n"), start=1)]


def test_a_list_with_columns_of_its_own() -> None:
    found = plan_lists.targets(
        rows(f"{HEAD},Văn bản giao\n1,Y tế,Tỷ lệ bao phủ,,%,95,> 95,Sở Y tế,KH 15\n2,Y tế,Nhà ở,,,,,,")
    )
    assert found.targets == [
        PlanTarget(
            *(1, "Tỷ lệ bao phủ", (YearText(2025, "95"), YearText(2030, "> 95")), "Y tế", "", "%", "Sở Y tế"),
            better=Better.HIGHER,
            note="Văn bản giao: KH 15",
        ),
        PlanTarget(2, "Nhà ở", group="Y tế"),
    ]
    assert [target.heading for target in found.targets] == [False, True]


WORD = """
PHỤ LỤC
TT\tNội dung\tĐVT\tMục tiêu\tCơ quan chủ trì\tGhi chú
\t\t\t2025\t2030\t\t
I\tNước sạch
1\tTỷ lệ hộ dùng nước sạch\t\t\t\tSở Xây dựng
\t- Thành thị\t%\t98\t100\tSở Xây dựng
\t- Nông thôn\t%\t95\t98\tSở Xây dựng\tTheo quy chuẩn
II\tY tế
1\tTỷ lệ tiêm chủng\t%\t-\t95\tSở Y tế
"""


@pytest.mark.parametrize("head", ["Mục tiêu\t", "Mục tiêu\t\t"])
def test_a_table_as_word_and_excel_copy_it(head: str) -> None:
    found = plan_lists.targets(rows(WORD.replace("Mục tiêu\t", head), "\t")).targets
    whole = "Tỷ lệ hộ dùng nước sạch"
    assert [(one.order, one.group, one.parent, one.indicator, one.agency, one.note) for one in found] == [
        (1, "Nước sạch", "", whole, "Sở Xây dựng", ""),
        (2, "Nước sạch", whole, "- Thành thị", "Sở Xây dựng", ""),
        (3, "Nước sạch", whole, "- Nông thôn", "Sở Xây dựng", "Theo quy chuẩn"),
        (4, "Y tế", "", "Tỷ lệ tiêm chủng", "Sở Y tế", ""),
    ]
    assert [(item.year, item.text) for item in found[-1].texts] == [(2025, "-"), (2030, "95")]


def test_what_is_known_of_an_indicator_fills_its_line() -> None:
    known = {plan_lists.key("", "tỷ lệ  Bao phủ"): Known("direct", "cover.rate", "", "", Better.LOWER)}
    (found,) = plan_lists.targets(rows(f"{HEAD}\n1,Y tế,Tỷ lệ bao phủ,,%,95,96,Sở Y tế"), known).targets
    assert (found.cell, found.better) == ("cover.rate", Better.LOWER)


def test_what_is_only_judged_by_hand_is_told_line_by_line() -> None:
    found = plan_lists.targets(rows(f"{HEAD}\n1,A,Một,,,hoàn thành,5,\n2,A,Hai,,%,4,3,\n3,A,Ba,,,68.5,70,"))
    assert [(remark.line, remark.reason) for remark in found.remarks] == [
        (2, 'mục tiêu năm 2025 "hoàn thành" là chữ, đánh giá bằng tay'),
        (3, "chưa rõ cao hơn hay thấp hơn là tốt; đề nghị ghi cột direction (higher, lower, level)"),
        (4, 'mục tiêu năm 2025 "68.5": dấu chấm được hiểu là dấu thập phân: 68,5'),
    ]
    assert found.targets[0].text(2025) == "hoàn thành"


def test_a_target_under_one_that_is_not_there_is_told() -> None:
    rows = [
        (1, ["indicator", "parent", "2025"]),
        (2, ["Thành thị", "Diện tích nhà"]),
        (3, ["Diện tích nhà ở", "", "30"]),
    ]
    (remark,) = [one for one in plan_lists.targets(rows).remarks if "cha" in one.reason]
    assert (remark.line, "Diện tích nhà ở" in remark.reason) == (2, True)


def test_every_line_that_does_not_fit_is_named_and_nothing_is_taken() -> None:
    lines = ["1,A,,,%,5,6,,,", "2,A,Hai,,%,5,6,,tốt,", "3,A,Ba,,%,5,6,,,xa", "4,A,Tư,,%,5,6,,,", "5,A,tư,,%,5,6,,,"]
    with pytest.raises(FillError) as caught:
        plan_lists.targets(rows("\n".join([f"{HEAD},direction,link", *lines])))
    assert [refusal.line for refusal in caught.value.refusals] == [2, 3, 4, 6]
    assert "trùng với dòng 5" in str(caught.value)


def test_an_indicator_and_a_year_are_a_list() -> None:
    found = plan_lists.targets(rows("Chỉ tiêu,Năm 2025\nMột,5\nHai,6"))
    assert [(item.indicator, item.texts) for item in found.targets] == [
        ("Một", (YearText(2025, "5"),)),
        ("Hai", (YearText(2025, "6"),)),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2", "Không thấy dòng tiêu đề"),
        ("order,indicator,unit\n1,Một,%", "thiếu cột mục tiêu của năm"),
        ("order,indicator,target_2025,Mục tiêu 2025\n1,Một,2,3", "hai cột mục tiêu của năm 2025"),
        (HEAD, "không có dòng nào"),
        (f"{HEAD}\n" + "1,A,Một,,%,5,6,\n" * 3000, "dài quá 2000 dòng"),
        (f"{HEAD}\n1,A,{'x' * 2000},,%,5,6,", "dài quá"),
    ],
)
def test_no_list_says_why(text: str, said: str) -> None:
    with pytest.raises(KnownError, match=said):
        plan_lists.targets(rows(text))


def test_tasks() -> None:
    text = """
TT\tNội dung\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian\tChỉ tiêu liên quan
I\tGiảm nghèo
1\tGiao chỉ tiêu giảm nghèo\tSở A\tUBND huyện\tQuý I\t32, 33
2\tĐôn đốc giải ngân\tSở A\t\t2024-2025\t
"""
    found = plan_lists.tasks(rows(text, "\t")).tasks
    assert [(one.order, one.group, one.task, one.agency, one.partners, one.time, one.targets) for one in found] == [
        (1, "Giảm nghèo", "Giao chỉ tiêu giảm nghèo", "Sở A", "UBND huyện", "Quý I", (32, 33)),
        (2, "Giảm nghèo", "Đôn đốc giải ngân", "Sở A", "", "2024-2025", ()),
    ]
    with pytest.raises(KnownError, match="Nhiệm vụ"):
        plan_lists.tasks(rows("a\tb\n1\t2", "\t"))


def test_numbers_that_begin_anew_become_places() -> None:
    found = plan_lists.targets(rows(f"{HEAD}\n1,A,Một,,%,5,6,\n1,B,Hai,,%,5,6,")).targets
    assert [target.order for target in found] == [1, 2]


def test_an_answer_finds_its_target_however_it_is_numbered_or_spelled() -> None:
    one, other = PlanTarget(1, "Tỷ lệ  hộ nghèo"), PlanTarget(9, "tỷ lệ hộ nghèo")
    assert one.id == other.id
    assert one.id != PlanTarget(1, "Tỷ lệ hộ nghèo", parent="Trong đó").id


def test_years_are_those_for_which_something_is_wanted() -> None:
    plan = LocalPlan("A", (PlanTarget(1, "Một", (YearText(2025, "-"), YearText(2030, "5"))),))
    assert plan.years == (2030,)
    assert [plan.year(year) for year in (2024, 2030, 2031)] == [2030, 2030, None]


@pytest.mark.parametrize(
    ("localities", "found"),
    [
        (["Đăk Nông", "Kon Tum"], "Kon Tum"),
        (["Đăk Nông", "kon-tum", "Huyện Đăk Glei"], "Huyện Đăk Glei"),
        (["Đăk Nông"], "Đăk Nông"),
        ([], None),
    ],
)
def test_an_office_works_by_the_nearest_plan(localities: list[str], found: str | None) -> None:
    unit = Unit("Xã Đăk Môn", "xa", path=("Tỉnh Kon Tum", "Huyện Đắk Glei"))
    assert applying(localities, unit) == found


WORDS = ["order", "indicator", "Nội dung", "Mục tiêu", "2025", "2030", "I"]
CELLS = st.one_of(st.text(max_size=20), st.sampled_from(WORDS))


@given(st.lists(st.lists(CELLS, max_size=8), max_size=12))
def test_any_table_is_read_or_refused_in_a_sentence(cells: list[list[str]]) -> None:
    for read in (plan_lists.targets, plan_lists.tasks):
        try:
            found = read(enumerate(cells, start=1))
        except KnownError as error:
            assert str(error)  # noqa: PT017 - a refusal is one of two good answers
        else:
            assert found.targets or found.tasks


@pytest.mark.parametrize("line", ["1,A,4,764", "1,A,4,764,Sở"])
def test_a_number_cut_by_its_comma_is_refused(line: str) -> None:
    with pytest.raises(FillError, match="Dòng 2: nhiều ô hơn dòng tiêu đề"):
        plan_lists.targets(rows(f"TT,Nội dung,Mục tiêu 2025\n{line}"))
    with pytest.raises(FillError, match="Dòng 2: nhiều ô hơn dòng tiêu đề"):
        plan_lists.tasks(rows(f"TT,Nhiệm vụ,Thời gian\n{line}"))


def test_texts_that_are_not_what_they_seem_are_told() -> None:
    found = plan_lists.targets(rows("TT;Nội dung;Mục tiêu 2025;Đơn vị\n1;K\u043en Tum 😀;12,000;người", ";"))
    said = "; ".join(remark.reason for remark in found.remarks)
    assert 'mục tiêu năm 2025 "12,000": dấu phẩy được hiểu là dấu thập phân: 12,000' in said
    assert 'từ "K\u043en" lẫn chữ cái của bảng chữ khác' in said
    assert "ký hiệu “😀” không in được" in said
