"""What sentences say, and leave out, of what did not occur; rows beneath rows; periods as sentences of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.definitions.records import DefinitionError
from forms.definitions.sentences import parse, write
from forms.definitions.template import Template
from forms.narrative import paragraphs
from forms.narrative.blocks import Note
from forms.narrative.narrative import fill, plain
from forms.narrative.scope import Scope
from forms.report.report import Report
from forms.values.style import NBSP
from tests.forms.small import filled, small
from tests.forms.spans import FRAME

CREDIT = """
[figure.credit]
label = "Vay vốn"
measures.households = {}
measures.amount = {}
[figure.credit.breakdown.decision]
label = "Quyết định"
relation = "partition"
open = true
[figure.credit.breakdown.need]
label = "Nhu cầu"
relation = "overlap"
of = "decision:*"
rows.house = "Nhà ở"
rows.land = {label = "Đất ở", norm = {rate = 40}}
measures.households = {}
measures.rate = {}
"""


@pytest.fixture
def template(tmp_path: Path) -> Template:
    return small(tmp_path, CREDIT, FRAME)


def spoken(report: Report, text: str) -> str:
    assert write(parse(text)) == text
    return plain(parse(text), Scope(report)).replace(NBSP, " ")


def nil(*cells: str) -> str:
    return ";".join(f"{cell},,khong_phat_sinh" for cell in cells)


def test_optional_parts_do_not_tell_of_nothing(template: Template) -> None:
    text = "Có {credit.households}[, vay {credit.amount}]."
    assert spoken(filled(template, "credit,,households,5;" + nil("credit,,amount")), text) == "Có 05 hộ."
    assert spoken(filled(template, "credit,,households,5;credit,,amount,0"), text) == "Có 05 hộ."
    both = "Có[ {credit.households} vay {credit.amount}]."
    assert spoken(filled(template, "credit,,households,5;" + nil("credit,,amount")), both) == "Có 05 hộ vay 0 đồng."


def test_rows_in_which_nothing_occurred_are_left_out(template: Template) -> None:
    lines = "credit,An,households,5;credit,Bắc,households,0;" + nil("credit,Châu,households")
    text = "{each credit[decision:*]: {label} {households}}."
    assert spoken(filled(template, lines), text) == "An 05 hộ."


def test_what_is_left_where_a_part_is_left_out_begins_as_if_it_stood_alone(template: Template) -> None:
    report = filled(template, "credit,An,amount,9;credit,,amount,7")
    assert spoken(report, "Gồm: {each credit[decision:*]: {label}:[ có {households}][, {amount}]}.") == (
        "Gồm: An: 9 đồng."
    )
    assert spoken(report, "[Có {credit.households}.][ Vay {credit.amount}.]") == "Vay 7 đồng."


def test_a_note_does_not_say_that_a_period_had_nothing(template: Template) -> None:
    report = filled(template, "credit,,households,5;credit,An,households,0;credit,,amount,0")
    note = "{each period: {period}: {each credit[decision:*]: {label} {households}}[!; vay {credit.amount}]}."
    found = fill(parse("Có {credit.households}{note:parts}."), Scope(report), {"parts": parse(note)})
    assert [part for part in found.content if isinstance(part, Note)] == []


def test_a_row_of_a_walk_names_the_rows_beneath_it(template: Template) -> None:
    text = "{each credit[decision:*]: {label} {households}[, nhà {[house].households}][, đất {[land].households}]}."
    lines = "credit,An,households,5;credit,An/house,households,3;credit,An/land,households,2;"
    report = filled(
        template, lines + "credit,Bắc,households,4;credit,Bắc/land,households,4;" + nil("credit,Bắc/house,households")
    )
    assert spoken(report, text) == "An 05 hộ, nhà 03 hộ, đất 02 hộ; Bắc 04 hộ, đất 04 hộ."
    assert paragraphs.problem(report, text) == ""
    assert '"hous"' in paragraphs.problem(report, text.replace("[house]", "[hous]"))


def test_a_template_names_only_rows_that_are_beneath(tmp_path: Path) -> None:
    paragraph = '[[paragraph]]\ntext = "{each credit[decision:*]: {[%s].households}}"\n'
    small(tmp_path, CREDIT + paragraph % "house")
    with pytest.raises(DefinitionError, match='không có dòng "hause"; có phải "house"'):
        small(tmp_path, CREDIT + paragraph % "hause")


def test_what_a_row_has_by_its_norm_does_not_make_it_told(template: Template) -> None:
    text = "{each credit[decision:*/need:*]: {label} {households}[, mức {rate}]}."
    lines = "credit,An,households,5;credit,An/house,households,3;"
    assert spoken(filled(template, lines), text) == "Nhà ở 03 hộ."
    assert spoken(filled(template, lines + nil("credit,An/land,households")), text) == "Nhà ở 03 hộ."
    assert spoken(filled(template, lines + "credit,An/land,households,2"), text) == "Nhà ở 03 hộ; Đất ở 02 hộ, mức 40%."


def beside(template: Template, **periods: str) -> Report:
    *before, latest = [filled(template, lines, period.removeprefix("y")) for period, lines in periods.items()]
    for report in before:
        latest.neighbours.add(report)
    return latest


def test_a_period_in_which_nothing_occurred_says_so(template: Template) -> None:
    report = beside(template, y2022="credit,,households,5", y2023=nil("credit,,households"), y2024="")
    assert (
        spoken(report, "{each period: {period} có {credit.households}}.")
        == "Năm 2022 có 05 hộ; năm 2023 không phát sinh."
    )
    assert spoken(report, "Kết quả {periods}:") == "Kết quả năm 2022, năm 2023 và năm 2024:"
    assert spoken(filled(template, ""), "Kết quả {periods}:") == "Kết quả năm 2024:"


def test_periods_with_parts_of_their_own_are_sentences(template: Template) -> None:
    report = beside(template, y2022="credit,An,households,5;credit,Bắc,households,6", y2023="credit,Châu,households,7")
    walk = "{each period: {period}: {each credit[decision:*]: {label} {households}}}."
    assert spoken(report, walk) == "Năm 2022: An 05 hộ; Bắc 06 hộ. Năm 2023: Châu 07 hộ."
    assert (
        spoken(report, f"Theo quyết định, {walk}")
        == "Theo quyết định, năm 2022: An 05 hộ; Bắc 06 hộ. Năm 2023: Châu 07 hộ."
    )


def test_none_of_what_is_counted_in_percent_is_told_in_words(tmp_path: Path) -> None:
    template = small(tmp_path, '[figure.works]\nlabel = "Cơ sở"\nmeasures.rate = {}\n', FRAME)
    text = "Có {works.rate} cơ sở đã lắp đặt."
    assert spoken(filled(template, "works,,rate,0"), text) == "Chưa có cơ sở lắp đặt."
    assert spoken(filled(template, "works,,rate,0"), "Đến nay có {works.rate} cơ sở.") == "Đến nay chưa có cơ sở."
    assert spoken(filled(template, "works,,rate,10"), text) == "Có 10% cơ sở đã lắp đặt."
    assert spoken(filled(template, "works,,rate,0"), "Tỷ lệ đạt {works.rate}.") == "Tỷ lệ đạt 0%."
    foreseen = "works,,rate,0,uoc"
    assert spoken(filled(template, foreseen), text) == "Ước chưa có cơ sở lắp đặt."


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Ông Nguyễn Văn Út", "ông Nguyễn Văn Út"),
        ("Các nhà hảo tâm", "các nhà hảo tâm"),
        ("Bà Rịa", "Bà Rịa"),
        ("Công an tỉnh", "Công an tỉnh"),
        ("Bộ Quốc phòng", "Bộ Quốc phòng"),
    ],
)
def test_who_has_no_proper_name_is_written_small(template: Template, label: str, said: str) -> None:
    report = filled(template, f"credit,{label},households,5")
    assert spoken(report, "Gồm: {each credit[decision:*]: {label:name} {households}}.") == f"Gồm: {said} 05 hộ."
