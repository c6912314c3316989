"""Every word of a finding: its code, cells and numbers, what it says and what it asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.checks.checker import check
from forms.checks.findings import Finding
from forms.report.cells import Address, Cell
from forms.report.changes import OpenRow, SetRow
from forms.values.numbers import Number, show
from tests.forms.checks.test_rule_kinds import CROSS, OPEN, OVERLAP, PARTITION, SUBSET, TWO
from tests.forms.small import filled, small

PAIR = """
[figure.jobs]
label = "Việc làm"
measures.persons = {}
measures.plan = {label = "Kế hoạch", unit = "người"}
[figure.money]
label = "Kinh phí"
measures.amount = {}
measures.ton = {label = "Gạo", unit = "tấn", decimals = 2}
"""
RICE = PARTITION.replace("measures.persons = {}", 'measures.ton = {label = "Gạo", unit = "tấn", decimals = 2}')
PLANS = RICE.replace("measures.ton = {", 'measures.plan = {column = "plan", ')
GIFTS = "[gifts..persons gifts.source:state.persons gifts.source:social.persons]"
RICES = GIFTS.replace("persons", "ton")
HOUSES = (
    "[credit.need:house.households credit.decision:first/decision_need:house.households "
    "credit.decision:second/decision_need:house.households]"
)
THIRDS = (("first", 5), ("second", 3), ("third", 2))
THREE = HOUSES.replace("]", " credit.decision:third/decision_need:house.households]")
ACCEPTABLE = PARTITION.replace("relation", "acceptable = true\nrelation")
RATE = "[jobs..rate jobs..persons jobs..plan]"
LEVEL = '[figure.level]\nlabel = "Mức độ"\nmeasures.level = {label = "Mức", unit = "mức", values = [1, 2, 3]}\n'

ADD = "Đề nghị đối chiếu tổng số với từng dòng chia ra."
RATIO = "Đề nghị tính lại tỷ lệ hoặc kiểm tra tử số, mẫu số."
PAIRED = "Đề nghị ghi tỷ lệ theo cách tính của biểu; nếu giữ, đề nghị ghi lý do."
WAIT = "Đề nghị nhập tiếp, hoặc ghi rõ không phát sinh hay chưa có số liệu."
ROUNDED = " Chỉ có làm tròn số mới giải thích được chênh lệch này."


def computed(formula: str) -> str:
    return TWO.replace("100 * persons / plan", formula)


def rule(kind: str, holds: str, **more: str) -> str:
    keys = "".join(f"{key} = {value}\n" for key, value in more.items())
    return PAIR + f'[rule.r]\nkind = "{kind}"\nsays = "Sai {{jobs.persons:bare}}."\nholds = "{holds}"\n{keys}'


def in_words(finding: Finding) -> tuple[str, str, str]:
    pair = "/".join(show(number) if number else "-" for number in (finding.expected, finding.actual))
    cells = " ".join(map(".".join, finding.cells))
    weight = f"{finding.severity}{' acceptable' if finding.acceptable else ''}"
    return f"{weight} {finding.code} {finding.id} {pair} [{cells}]", finding.message, finding.instruction


@pytest.mark.parametrize(
    ("section", "lines", "finding"),
    [
        (
            PARTITION,
            "gifts,,persons,10;gifts,state,persons,5;gifts,social,persons,6",
            (
                f"error partition gifts.partition.source..persons 11/10 {GIFTS}",
                "Quà tặng: tổng ghi 10, chia ra cộng được 11 (thừa 1 người).",
                ADD,
            ),
        ),
        (
            ACCEPTABLE,
            "gifts,,persons,12;gifts,state,persons,5;gifts,social,persons,6",
            (
                f"error acceptable partition gifts.partition.source..persons 11/12 {GIFTS}",
                "Quà tặng: tổng ghi 12, chia ra cộng được 11 (thiếu 1 người).",
                ADD,
            ),
        ),
        (
            PARTITION,
            "gifts,,persons,10;gifts,state,persons,10",
            (
                f"info partition.incomplete gifts.partition.source..persons 10/10 {GIFTS}",
                "Quà tặng: tổng ghi 10, các dòng đã nhập cộng được 10, còn 1 ô chưa nhập (còn lại 0).",
                "Đề nghị nhập tiếp các dòng còn lại.",
            ),
        ),
        (
            RICE,
            "gifts,,ton,10.5;gifts,state,ton,10.54",
            (
                f"info partition.incomplete gifts.partition.source..ton 10,54/10,50 {RICES}",
                "Quà tặng: tổng ghi 10,50, các dòng đã nhập cộng được 10,54, còn 1 ô chưa nhập (đã quá tổng 0,04).",
                "Đề nghị nhập tiếp các dòng còn lại.",
            ),
        ),
        (
            RICE,
            "gifts,,ton,10.5;gifts,state,ton,10.51",
            (
                f"info partition.incomplete gifts.partition.source..ton 10,51/10,50 {RICES}",
                "Quà tặng: tổng ghi 10,50, các dòng đã nhập cộng được 10,51, còn 1 ô chưa nhập (đã quá tổng 0,01).",
                "Đề nghị nhập tiếp các dòng còn lại.",
            ),
        ),
        (
            PLANS,
            "gifts,,plan,10.5;gifts,state,plan,5.26;gifts,social,plan,5.26",
            (
                f"error partition gifts.partition.source..plan 10,52/10,50 {RICES.replace('ton', 'plan')}",
                "Quà tặng: tổng ghi 10,50, chia ra cộng được 10,52 (thừa 0,02 tấn).",
                ADD,
            ),
        ),
        (
            RICE,
            "gifts,,ton,10.5;gifts,state,ton,5.26;gifts,social,ton,5.36",
            (
                f"error partition gifts.partition.source..ton 10,62/10,50 {RICES}",
                "Quà tặng: tổng ghi 10,50, chia ra cộng được 10,62 (thừa 0,12 tấn).",
                ADD,
            ),
        ),
        (
            RICE,
            "gifts,,ton,10.50;gifts,state,ton,5.2;gifts,social,ton,5.24",
            (
                f"warning acceptable partition.rounding gifts.partition.source..ton 10,44/10,50 {RICES}",
                f"Quà tặng: tổng ghi 10,50, chia ra cộng được 10,44 (thiếu 0,06 tấn).{ROUNDED}",
                ADD,
            ),
        ),
        (
            PARTITION,
            "gifts,,persons,6;gifts,state,persons,,khong_thuoc_pham_vi;gifts,social,persons,5",
            (
                f"error partition gifts.partition.source..persons 5/6 {GIFTS}",
                "Quà tặng: tổng ghi 6, chia ra cộng được 5 (thiếu 1 người).",
                ADD,
            ),
        ),
        (
            PARTITION,
            "gifts,state,persons,6",
            (
                f"info waiting gifts.partition.source..persons -/- {GIFTS}",
                'Quà tặng: chưa kiểm tra được vì còn thiếu tổng số; dòng "Xã hội hóa".',
                WAIT,
            ),
        ),
        (
            SUBSET,
            "gifts,,persons,1000;gifts,state,persons,1001;gifts,social,persons,1002",
            (
                f"error subset gifts.subset.source..persons 1.002/1.000 {GIFTS}",
                'Quà tặng: một dòng của "Nguồn" ghi 1.002, lớn hơn tổng 1.000.',
                'Đề nghị đối chiếu dòng "trong đó" với tổng số.',
            ),
        ),
        (
            OVERLAP,
            "gifts,,persons,10;gifts,state,persons,12;gifts,social,persons,11",
            (
                f"error overlap gifts.overlap.source..persons 12/10 {GIFTS}",
                'Quà tặng: một dòng của "Nguồn" ghi 12, lớn hơn tổng 10.',
                "Đề nghị đối chiếu tổng số với từng dòng.",
            ),
        ),
        (
            OVERLAP,
            "gifts,,persons,1010;gifts,state,persons,5;gifts,social,persons,1004",
            (
                f"error overlap.too_small gifts.overlap.source..persons 1.009/1.010 {GIFTS}",
                'Quà tặng: tổng ghi 1.010, lớn hơn cộng các dòng của "Nguồn" là 1.009.',
                "Đề nghị đối chiếu tổng số với từng dòng.",
            ),
        ),
        (
            CROSS,
            "credit,need:house,households,9;credit,first/house,households,5;credit,second/house,households,3",
            (
                f"error margin credit.margin.decision_need.need:house.households 8/9 {HOUSES}",
                "Vay vốn - Nhà ở: tổng ghi 9, chia ra cộng được 8 (thiếu 1 hộ).",
                "Đề nghị đối chiếu dòng cộng với từng dòng của bảng hai chiều.",
            ),
        ),
        (
            CROSS.replace('second = "Đợt 2"', 'second = "Đợt 2", third = "Đợt 3"'),
            "credit,need:house,households,9;"
            + ";".join(f"credit,{row}/house,households,{number}" for row, number in THIRDS),
            (
                f"error margin credit.margin.decision_need.need:house.households 10/9 {THREE}",
                "Vay vốn - Nhà ở: tổng ghi 9, chia ra cộng được 10 (thừa 1 hộ).",
                "Đề nghị đối chiếu dòng cộng với từng dòng của bảng hai chiều.",
            ),
        ),
        (
            TWO,
            "jobs,,persons,60;jobs,,plan,80;jobs,,rate,57.0",
            (
                f"error ratio ratio.jobs..rate 75,0/57,0 {RATE}",
                "Việc làm, tỷ lệ: 60 / 80 = 75,0%; đang ghi 57,0%.",
                RATIO,
            ),
        ),
        (
            computed("100 * money.ton / plan"),
            "money,,ton,1.5;jobs,,plan,10;jobs,,rate,15.3",
            (
                "warning acceptable ratio.rounding ratio.jobs..rate 15,0/15,3 [jobs..rate money..ton jobs..plan]",
                f"Việc làm, tỷ lệ: 1,5 / 10 = 15,0%; đang ghi 15,3%.{ROUNDED}",
                RATIO,
            ),
        ),
        (
            TWO,
            "jobs,,persons,5;jobs,,plan,0;jobs,,rate,50",
            (
                f"warning acceptable ratio.zero ratio.jobs..rate -/- {RATE}",
                "Việc làm, tỷ lệ: mẫu số bằng 0 nên không tính được tỷ lệ.",
                RATIO,
            ),
        ),
        (
            TWO,
            "jobs,,rate,50",
            (
                f"info waiting ratio.jobs..rate -/- {RATE}",
                "Việc làm: chưa kiểm tra được vì còn thiếu số người; kế hoạch.",
                WAIT,
            ),
        ),
        (
            computed("plan - persons + 2"),
            "jobs,,persons,5;jobs,,plan,7;jobs,,rate,50",
            (
                "error ratio ratio.jobs..rate 4/50 [jobs..rate jobs..plan jobs..persons]",
                "Việc làm, tỷ lệ: 7 - 5 + 2 = 4%; đang ghi 50%.",
                RATIO,
            ),
        ),
        (
            computed("100 * persons"),
            "jobs,,persons,5;jobs,,rate,50",
            (
                "error ratio ratio.jobs..rate 500/50 [jobs..rate jobs..persons]",
                "Việc làm, tỷ lệ: 5 = 500%; đang ghi 50%.",
                RATIO,
            ),
        ),
        (
            computed("3 * persons"),
            "jobs,,persons,5;jobs,,rate,50",
            (
                "error ratio ratio.jobs..rate 15/50 [jobs..rate jobs..persons]",
                "Việc làm, tỷ lệ: 3 * 5 = 15%; đang ghi 50%.",
                RATIO,
            ),
        ),
        (
            computed("3 * persons / plan"),
            "jobs,,persons,5;jobs,,plan,10;jobs,,rate,50",
            (
                f"error ratio ratio.jobs..rate 2/50 {RATE}",
                "Việc làm, tỷ lệ: 3 * 5 / 10 = 2%; đang ghi 50%.",
                RATIO,
            ),
        ),
        (
            computed("100 * money.amount / plan"),
            "jobs,,plan,10;money,,amount,1;jobs,,rate,50",
            (
                "error ratio ratio.jobs..rate 10/50 [jobs..rate money..amount jobs..plan]",
                "Việc làm, tỷ lệ: 1 / 10 = 10%; đang ghi 50%.",
                RATIO,
            ),
        ),
        (
            TWO.replace(
                '"100 * persons / plan"', '"100 * persons / plan", otherwise = ["100 * money.ton / money.amount"]'
            ),
            "jobs,,persons,60;jobs,,plan,80;jobs,,rate,0;money,,ton,,khong_phat_sinh;money,,amount,5",
            (
                f"warning acceptable ratio.pair ratio.jobs..rate 75/0 {RATE}",
                (
                    "Việc làm, tỷ lệ: 60 / 80 = 75%; đang ghi 0%. Số này là tỷ lệ tính từ "
                    '"Kinh phí, gạo" và "Kinh phí, kinh phí" (0 / 5).'
                ),
                PAIRED,
            ),
        ),
        (
            TWO.replace(
                '"100 * persons / plan"', '"100 * persons / money.amount", otherwise = ["100 * persons / plan"]'
            ),
            "jobs,,persons,60;jobs,,plan,80;jobs,,rate,75;money,,amount,120",
            (
                "warning acceptable ratio.pair ratio.jobs..rate 50/75 [jobs..rate jobs..persons money..amount]",
                (
                    "Việc làm, tỷ lệ: 60 / 120 = 50%; đang ghi 75%. Số này là tỷ lệ tính từ "
                    '"Việc làm, số người" và "Việc làm, kế hoạch" (60 / 80).'
                ),
                PAIRED,
            ),
        ),
        (
            rule("completeness", "stated(jobs.persons) == 1"),
            "",
            (
                "error completeness r 1/0 [jobs..persons]",
                "Sai …",
                "Đề nghị nhập nốt, hoặc ghi rõ không phát sinh hay chưa có số liệu.",
            ),
        ),
        (
            PAIR.replace("measures.plan = {", "measures.plan = {max = 9, "),
            "jobs,,plan,10",
            (
                "error domain.above_max domain.jobs..plan -/10 [jobs..plan]",
                "Việc làm, kế hoạch: đang ghi 10, lớn hơn mức cao nhất 9.",
                "Đề nghị nhập lại số trong ô này.",
            ),
        ),
        (
            LEVEL,
            "level,,level,4",
            (
                "error domain.not_listed domain.level..level -/4 [level..level]",
                "Mức độ: đang ghi 4, chỉ nhận một trong các số 1, 2, 3.",
                "Đề nghị nhập lại số trong ô này.",
            ),
        ),
        (
            rule("equality", "jobs.persons == money.amount", acceptable="true", instruction='"Xem lại."'),
            "jobs,,persons,5;money,,amount,6",
            ("error acceptable equality r 6/5 [jobs..persons money..amount]", "Sai 5.", "Xem lại."),
        ),
        (
            rule("bound", "5 <= jobs.persons <= money.amount"),
            "jobs,,persons,3;money,,amount,2",  # of two that fail the first is told
            ("error bound r 3/5 [jobs..persons money..amount]", "Sai 3.", "Đề nghị kiểm tra lại hai số này."),
        ),
        (
            rule("bound", "jobs.persons <= money.amount", severity='"warning"'),
            "jobs,,persons,7;money,,amount,6",
            (
                "warning acceptable bound r 6/7 [jobs..persons money..amount]",
                "Sai 7.",
                "Đề nghị kiểm tra lại hai số này.",
            ),
        ),
        (
            rule("equality", "jobs.persons + jobs.plan + money.ton == money.amount"),
            "jobs,,persons,5",
            (
                "info waiting r -/- [jobs..persons jobs..plan money..ton money..amount]",
                "Việc làm: chưa kiểm tra được vì còn thiếu kế hoạch; Kinh phí, gạo; Kinh phí, kinh phí.",
                WAIT,
            ),
        ),
        (
            rule("equality", "jobs.persons == money.amount + money.ton + jobs.plan + stated(jobs.plan) * money.amount"),
            "jobs,,plan,5",
            (
                "info waiting r -/- [jobs..persons money..amount money..ton jobs..plan]",
                "Việc làm: chưa kiểm tra được vì còn thiếu số người; Kinh phí, kinh phí; Kinh phí, gạo.",
                WAIT,
            ),
        ),
    ],
)
def test_every_word_of_a_finding(tmp_path: Path, section: str, lines: str, finding: tuple[str, str, str]) -> None:
    assert [in_words(each) for each in check(filled(small(tmp_path, section), lines))] == [finding]


@pytest.mark.parametrize(
    ("section", "lines"),
    [
        (PARTITION, "gifts,,persons,10"),  # nothing to compare with
        (PARTITION, "gifts,,persons,,khong_thuoc_pham_vi;gifts,state,persons,6"),
        (RICE, "gifts,,ton,10.5;gifts,state,ton,5.26;gifts,social,ton,5.26"),  # 10,5 stands for 10,45 to 10,55
        (RICE, "gifts,,ton,5.26;gifts,state,ton,,khong_phat_sinh;gifts,social,ton,5.26"),
        (SUBSET, "gifts,state,persons,6"),  # waits for nobody
        (OVERLAP, "gifts,,persons,10;gifts,state,persons,5"),  # the other may make it up
        (TWO, "jobs,,persons,5;jobs,,plan,,khong_phat_sinh;jobs,,rate,50"),
        (TWO, "jobs,,persons,,khong_phat_sinh;jobs,,plan,7;jobs,,rate,50"),
        (TWO, "jobs,,persons,5;jobs,,plan,,khong_thuoc_pham_vi"),
        (rule("equality", "jobs.persons == money.amount"), "jobs,,persons,5;money,,amount,5"),
        (rule("equality", "jobs.persons == money.amount", severity='"info"'), "jobs,,persons,5"),
        (rule("equality", "jobs.persons == money.amount", when='"jobs.plan == 1"'), "jobs,,persons,5;jobs,,plan,1"),
        (rule("equality", "jobs.persons == money.amount", when='"jobs.plan == 1"'), "jobs,,persons,5;money,,amount,6"),
        (rule("equality", "jobs.persons == last(jobs.persons) + money.amount"), "jobs,,persons,5"),
        (
            rule("equality", "jobs.persons == money.amount").replace('"Kinh phí"', '"Kinh phí"\nuntil = 2023-12-31'),
            "jobs,,persons,5",
        ),  # nothing waits for what has ended
        (rule("equality", "jobs.persons == money.amount"), "jobs,,persons,hơn 1200;money,,amount,1251"),
    ],
)
def test_nothing_is_said(tmp_path: Path, section: str, lines: str) -> None:
    assert [in_words(each) for each in check(filled(small(tmp_path, section), lines))] == []


@pytest.mark.parametrize(
    ("section", "lines", "said"),
    [
        (
            PARTITION,
            "gifts,,persons,gần 40;gifts,state,persons,40;gifts,social,persons,31",
            "tổng ghi gần 40, chia ra cộng được 71 (thừa khoảng 31 người)",
        ),
        (
            PARTITION,
            "gifts,,persons,40;gifts,state,persons,hơn 40;gifts,social,persons,31",
            "tổng ghi 40, chia ra cộng được hơn 71 (thừa khoảng 31 người)",
        ),
        (
            PARTITION,
            "gifts,,persons,90;gifts,state,persons,hơn 40;gifts,social,persons,gần 20",
            "tổng ghi 90, chia ra cộng được khoảng 60 (thiếu khoảng 30 người)",
        ),
        (
            PARTITION,
            "gifts,,persons,hơn 40;gifts,state,persons,5",
            "tổng ghi hơn 40, các dòng đã nhập cộng được 5, còn 1 ô chưa nhập (còn lại khoảng 35)",
        ),
        (
            SUBSET,
            "gifts,,persons,hơn 10;gifts,state,persons,gần 40;gifts,social,persons,3",
            "ghi gần 40, lớn hơn tổng hơn 10",
        ),
        (TWO, "jobs,,persons,gần 40;jobs,,plan,80;jobs,,rate,hơn 90", "gần 40 / 80 = khoảng 50%; đang ghi hơn 90%"),
    ],
)
def test_a_word_that_leaves_a_number_open_stands_before_it(tmp_path: Path, section: str, lines: str, said: str) -> None:
    (finding,) = check(filled(small(tmp_path, section), lines))
    assert said in finding.message


def test_more_than_three_missing_cells_are_cut_short(tmp_path: Path) -> None:
    section = PARTITION.replace('state = "Nhà nước"', 'a = "A", b = "B", c = "C"')
    (finding,) = check(filled(small(tmp_path, section), "gifts,social,persons,6"))
    assert finding.message == ('Quà tặng: chưa kiểm tra được vì còn thiếu tổng số; dòng "A"; dòng "B" và 1 ô khác.')


def test_open_rows_of_one_name(tmp_path: Path) -> None:
    report = filled(small(tmp_path, OPEN), "")
    for number, label in enumerate(("Huyện A", "HUYEN A.", "Huyện A", "Huyện B"), 1):
        report.apply(SetRow(OpenRow("gifts", f"source:#{number}", label, number)))
    (finding,) = check(report)
    cells = " ".join(f"gifts.source:#{number}.persons" for number in range(1, 5))
    assert in_words(finding) == (
        f"error labels labels.gifts.source. -/- [{cells}]",
        'Quà tặng, "Nguồn": có 3 dòng cùng tên "Huyện A" và "HUYEN A.".',
        "Đề nghị gộp hai dòng, hoặc ghi tên cho rõ.",
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [(Number(-1), "đang ghi -1, không thể là số âm."), (Number(15, 1), "đang ghi 1,5, phải là số nguyên.")],
)
def test_numbers_that_no_entry_takes_are_found_where_a_file_brings_them(
    tmp_path: Path, number: Number, words: str
) -> None:
    report = filled(small(tmp_path, PARTITION), "")
    report.cells[Address("gifts", "", "persons")] = Cell(number)
    assert [finding.message for finding in check(report)] == [f"Quà tặng: {words}"]
