"""Every kind of rule: when it speaks, how much it weighs, what it says, and when it is silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.checks.checker import check
from forms.definitions.records import DefinitionError
from forms.definitions.rules import Severity
from forms.report.cells import Address, Cell
from forms.report.report import Report
from forms.values.numbers import Number
from tests.forms.small import below, filled, found, put, small

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

PARTITION = """
[figure.gifts]
label = "Quà tặng"
measures.persons = {}
[figure.gifts.breakdown.source]
label = "Nguồn"
relation = "partition"
rows = {state = "Nhà nước", social = "Xã hội hóa"}
"""
SUBSET = PARTITION.replace("partition", "subset")
OVERLAP = PARTITION.replace("partition", "overlap")
OPEN = PARTITION.replace('rows = {state = "Nhà nước", social = "Xã hội hóa"}', "open = true")
TWO = """
[figure.jobs]
label = "Việc làm"
measures.persons = {}
measures.plan = {label = "Kế hoạch", unit = "người", column = "plan"}
measures.rate = {max = 1000, equals = "100 * persons / plan"}
[figure.money]
label = "Kinh phí"
measures.amount = {}
measures.carried_in = {label = "Chuyển sang", unit = "đồng"}
measures.carried_out = {label = "Chuyển năm sau", unit = "đồng"}
measures.ton = {label = "Gạo", unit = "tấn", decimals = 2}
"""
CROSS = """
[figure.credit]
label = "Vay vốn"
measures.households = {}
[figure.credit.breakdown.need]
label = "Nhu cầu"
relation = "overlap"
rows = {house = "Nhà ở", land = "Đất ở"}
[figure.credit.breakdown.decision]
label = "Quyết định"
relation = "partition"
rows = {first = "Đợt 1", second = "Đợt 2"}
[figure.credit.breakdown.decision_need]
label = "Nhu cầu theo quyết định"
of = "decision:*"
relation = "overlap"
margin = "need"
rows = {house = "Nhà ở", land = "Đất ở"}
"""


def rule(kind: str, holds: str, **more: str) -> str:
    """A rule of a kind; it says "Sai"."""
    keys = "".join(f"{key} = {value}\n" for key, value in more.items())
    return TWO + f'[rule.r]\nkind = "{kind}"\nsays = "Sai {{jobs.persons:bare}}"\nholds = "{holds}"\n{keys}'


CASES = [
    ("domain.above_max", ERROR, "lớn hơn mức cao nhất 1000", TWO, "jobs,,rate,1000.5", "jobs,,rate,1000"),
    (
        "domain.not_listed",
        ERROR,
        "chỉ nhận một trong các số 1, 2, 3",
        '[figure.level]\nlabel = "Mức độ"\nmeasures.level = {label = "Mức", unit = "mức", values = [1, 2, 3]}\n',
        "level,,level,4",
        "level,,level,3",
    ),
    (
        "partition",
        ERROR,
        "tổng ghi 10, chia ra cộng được 11 (thừa 1 người)",
        PARTITION,
        "gifts,,persons,10;gifts,state,persons,5;gifts,social,persons,6",
        "gifts,,persons,11;gifts,state,persons,5;gifts,social,persons,6",
    ),
    (
        "partition.incomplete",
        INFO,
        "còn 1 ô chưa nhập (còn lại 4)",
        PARTITION,
        "gifts,,persons,10;gifts,state,persons,6",
        "gifts,,persons,10;gifts,state,persons,6;gifts,social,persons,4",
    ),
    (
        "subset",
        ERROR,
        "lớn hơn tổng 10",
        SUBSET,
        "gifts,,persons,10;gifts,state,persons,11",
        "gifts,,persons,10;gifts,state,persons,10",
    ),
    (
        "overlap",
        ERROR,
        "lớn hơn tổng 10",
        OVERLAP,
        "gifts,,persons,10;gifts,state,persons,11;gifts,social,persons,1",
        "gifts,,persons,10;gifts,state,persons,8;gifts,social,persons,8",
    ),
    (
        "overlap.too_small",
        ERROR,
        "lớn hơn cộng các dòng",
        OVERLAP,
        "gifts,,persons,10;gifts,state,persons,5;gifts,social,persons,4",
        "gifts,,persons,10;gifts,state,persons,5;gifts,social,persons,5",
    ),
    (
        "margin",
        ERROR,
        "tổng ghi 9, chia ra cộng được 8",
        CROSS,
        "credit,need:house,households,9;credit,first/house,households,5;credit,second/house,households,3",
        "credit,need:house,households,8;credit,first/house,households,5;credit,second/house,households,3",
    ),
    (
        "ratio",
        ERROR,
        "60 / 80 = 75,0%; đang ghi 57,0%",
        TWO,
        "jobs,,persons,60;jobs,,plan,80;jobs,,rate,57.0",
        "jobs,,persons,60;jobs,,plan,80;jobs,,rate,75.0",
    ),
    (
        "equality",
        ERROR,
        "Sai 5",
        rule("equality", "jobs.persons == money.amount"),
        "jobs,,persons,5;money,,amount,6",
        "jobs,,persons,6;money,,amount,6",
    ),
    (
        "bound",
        ERROR,
        "Sai 5",
        rule("bound", "1 <= jobs.persons <= money.amount"),
        "jobs,,persons,5;money,,amount,4",
        "jobs,,persons,4;money,,amount,4",
    ),
    (
        "norm",
        WARNING,
        "Sai 100",
        rule(
            "norm",
            "near(1000 * money.ton, k * param('norm') * jobs.persons)",
            severity='"warning"',
            any="{k = [1, 2, 3]}",
        ),
        "jobs,,persons,100;money,,ton,2.00",
        "jobs,,persons,100;money,,ton,3.00",
    ),
    (
        "conditional",
        ERROR,
        "Sai 5",
        rule("conditional", "together(jobs.persons, money.amount)"),
        "jobs,,persons,5;money,,amount,0",
        "jobs,,persons,5;money,,amount,9",
    ),
    (
        "completeness",
        WARNING,
        "Sai 5",
        rule("completeness", "together(stated(jobs.persons), stated(money.amount))", severity='"warning"'),
        "jobs,,persons,5",
        "jobs,,persons,5;money,,amount,,chua_co",
    ),
    (
        "completeness",
        ERROR,
        "Sai …",
        rule("completeness", "stated(jobs.persons) + stated(money.amount) >= 1", when='"stated(money.ton) >= 1"'),
        "money,,ton,5",
        "money,,ton,5;money,,amount,1",
    ),
    (
        "plan",
        INFO,
        "Sai 5",
        rule("plan", "jobs.persons >= jobs.plan", severity='"info"'),
        "jobs,,persons,5;jobs,,plan,6",
        "jobs,,persons,6;jobs,,plan,6",
    ),
    (
        "plan.target",
        INFO,
        "chưa đạt chỉ tiêu < 3 của năm 2024 (Nghị quyết)",
        TWO + '[target.t]\ncell = "jobs.rate"\nyear = 2024\ntext = "< 3"\nlower = true\nsource = "Nghị quyết"\n',
        "jobs,,rate,3",
        "jobs,,rate,2.99",
    ),
    (
        "equality",
        ERROR,
        "Sai 7",
        rule("equality", "jobs.persons == money.amount + money.carried_in", missing='"skip_all"'),
        "jobs,,persons,7;money,,amount,6",
        "jobs,,persons,7;money,,amount,7",
    ),
    (
        "equality",
        ERROR,
        "Sai 7",
        rule("equality", "jobs.persons == money.amount + money.carried_in", missing='"bound"'),
        "jobs,,persons,7;money,,amount,8",
        "jobs,,persons,7;money,,amount,6",
    ),
]


@pytest.mark.parametrize(("code", "severity", "words", "section", "wrong", "right"), CASES)
def test_a_rule_speaks_where_it_does_not_hold(
    tmp_path: Path, code: str, severity: Severity, words: str, section: str, wrong: str, right: str
) -> None:
    template = small(tmp_path, section)
    finding = found(filled(template, wrong))[code]
    assert finding.severity is severity
    assert words in finding.message
    assert finding.instruction.startswith("Đề nghị")
    assert finding.acceptable == (severity is WARNING)
    assert code not in found(filled(template, right))


def test_signs_and_fractions_that_a_file_brought_are_found(tmp_path: Path) -> None:
    from forms.report.cells import Address, Cell
    from forms.values.numbers import Number

    report = filled(small(tmp_path, TWO), "")
    report.cells[Address("jobs", "", "persons")] = Cell(Number(-5))
    report.cells[Address("jobs", "", "plan")] = Cell(Number(55, 1))
    codes = found(report)
    assert codes["domain.negative"].severity is ERROR
    assert "phải là số nguyên" in codes["domain.not_whole"].message


def test_open_rows_of_one_name_are_found(tmp_path: Path) -> None:
    from forms.report.changes import OpenRow

    report = filled(small(tmp_path, OPEN), "gifts,Cam Pu Chia,persons,1")
    report.rows["gifts", "source:#7"] = OpenRow("gifts", "source:#7", "CAM-PU-CHIA", 7)
    finding = found(report)["labels"]
    assert "có 2 dòng cùng tên" in finding.message
    assert finding.severity is ERROR


def test_missing_cells_are_never_silently_zero(tmp_path: Path) -> None:
    template = small(tmp_path, rule("equality", "jobs.persons == money.amount + money.carried_in"))
    codes = found(filled(template, "jobs,,persons,7;money,,amount,6"))
    assert set(codes) == {"waiting"}
    assert "còn thiếu Kinh phí, chuyển sang" in codes["waiting"].message


def test_a_vouched_nil_is_zero_in_sums_and_no_part_of_a_ratio(tmp_path: Path) -> None:
    report = filled(
        small(tmp_path, PARTITION), "gifts,,persons,10;gifts,state,persons,10;gifts,social,persons,,khong_phat_sinh"
    )
    assert check(report) == []
    report = filled(small(tmp_path, TWO), "jobs,,persons,,khong_phat_sinh;jobs,,plan,80;jobs,,rate,5")
    assert check(report) == []


COMPARE = """
[compare.change]
severity = "info"
times = "5"
least = 100
[compare.scale]
severity = "warning"
times = "3"
[compare.cumulative]
severity = "warning"
[compare.copied]
severity = "warning"
least = 3
[compare.children]
severity = "error"
acceptable = true
"""
YEARS = TWO.replace("[figure.jobs]", "[figure.jobs]\ncumulative = true").replace(
    "measures.amount = {}", "measures.amount = {signed = true}"
)


def years(tmp_path: Path, now: str, before: str, period: str = "2024") -> Report:
    """A report with that of a year earlier."""
    template = small(
        tmp_path,
        YEARS
        + '[rule.carried]\nkind = "stock_flow"\nsays = "Sai"\nholds = "money.carried_in == last(money.carried_out)"\n',
        COMPARE,
    )
    report = filled(template, now, period)
    report.neighbours.add(filled(template, before, "2023"))
    return report


def test_carried_out_of_one_period_is_carried_into_the_next(tmp_path: Path) -> None:
    assert found(years(tmp_path, "money,,carried_in,5", "money,,carried_out,6"))["stock_flow"].severity is ERROR
    assert "stock_flow" not in found(years(tmp_path, "money,,carried_in,6", "money,,carried_out,6"))


def test_far_from_the_year_before(tmp_path: Path) -> None:
    finding = found(years(tmp_path, "jobs,,persons,700", "jobs,,persons,100"))["change"]
    assert finding.severity is INFO
    assert "đang ghi 700 người, năm 2023 là 100 người (tăng khoảng 7 lần)" in finding.message
    assert "change" not in found(years(tmp_path, "jobs,,persons,400", "jobs,,persons,100"))
    assert "change" not in found(years(tmp_path, "jobs,,persons,70", "jobs,,persons,10"))


@pytest.mark.parametrize(("now", "slips"), [("2000", False), ("1100000", True), ("900000000", True), ("70000", False)])
def test_a_thousand_or_a_million_times_the_year_before_is_another_unit(tmp_path: Path, now: str, slips: bool) -> None:  # noqa: FBT001 - a column of the table
    findings = found(years(tmp_path, f"money,,amount,{now}", "money,,amount,1000"))
    assert ("scale" in findings) == slips
    if slips:
        assert "đơn vị tính" in findings["scale"].instruction


def test_the_numbers_of_the_year_before_once_more(tmp_path: Path) -> None:
    same = "jobs,,persons,123;money,,amount,4567;money,,carried_in,890"
    finding = found(years(tmp_path, same, same + ";money,,carried_out,890"))["copied"]
    assert "3 trên 3 số giống hệt năm 2023" in finding.message
    assert "copied" not in found(years(tmp_path, same.replace("123", "124"), same))


def test_what_counts_from_january_does_not_fall(tmp_path: Path) -> None:
    template = small(tmp_path, YEARS, COMPARE)
    report = filled(template, "jobs,,persons,90;money,,amount,5")
    report.neighbours.add(filled(template, "jobs,,persons,100;money,,amount,9", "2024-9T"))
    findings = [finding for finding in check(report) if finding.code == "cumulative"]
    assert [finding.cells[0].figure for finding in findings] == ["jobs"]
    assert "9 tháng đầu năm 2024 là 100 người" in findings[0].message
    put(report, "jobs,,persons,100")
    assert "cumulative" not in found(report)


def test_rows_beside_one_another_come_to_one_scale(tmp_path: Path) -> None:
    section = """
[figure.houses]
label = "Nhà ở"
measures.households = {}
measures.amount = {per = "households"}
[figure.houses.breakdown.donor]
label = "Đơn vị"
relation = "partition"
measures.built = {label = "Xây", unit = "nhà", into = "households"}
measures.amount = {per = "households"}
rows = {a = "A", b = "B", c = "C"}
"""
    template = small(tmp_path, section, COMPARE)
    lines = (
        "houses,a,built,2;houses,b,built,3;houses,c,built,1;houses,a,amount,140;houses,b,amount,200;houses,c,amount,"
    )
    finding = found(filled(template, lines + "70000"))["scale"]
    assert "Nhà ở - C, kinh phí: bình quân 70.000 đồng mỗi nhà" in finding.message
    assert finding.acceptable
    assert "scale" not in found(filled(template, lines + "70"))


def test_a_report_is_the_sum_of_those_below(tmp_path: Path) -> None:
    template = small(tmp_path, OPEN + TWO, COMPARE)
    report = filled(template, "gifts,,persons,30;gifts,Nhật Bản,persons,30;jobs,,rate,10")
    one = filled(template, "gifts,,persons,10;gifts,Nhật Bản,persons,10;jobs,,rate,30")
    two = filled(template, "gifts,,persons,21;gifts,NHẬT BẢN,persons,20;jobs,,rate,40")
    below(report, one, two)
    findings = [finding for finding in check(report) if finding.code == "children"]
    assert [finding.cells[0].row for finding in findings] == [""]
    assert "đang ghi 30, các đơn vị cấp dưới cộng được 31: thấp hơn 1." in findings[0].message
    assert findings[0].acceptable
    below(report, one, filled(template, ""))
    assert "children" not in found(report)  # a part is missing: it may be anything
    below(report, one, filled(template, "gifts,,persons,25"), filled(template, ""))
    assert "còn 1 đơn vị chưa có số" in found(report)["children"].message


def test_rounded_numbers_that_imply_the_same_quantity_are_checked_together(sample: Report) -> None:
    codes = {(finding.code, finding.cells[0].figure) for finding in check(sample)}
    assert ("ratio.rounding", "poverty_reduction") in codes  # each alone could be rounding
    assert ("equality", "poverty_reduction") in codes  # both together cannot


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('margin = "need"', 'margin = "needs"', '"need"'),
        ('margin = "need"', 'margin = "decision"', "phải đứng cạnh|cùng các dòng"),
        (
            'rows = {house = "Nhà ở", land = "Đất ở"}\n[figure.credit.breakdown.decision]',
            'rows = {house = "Nhà ở"}\n[figure.credit.breakdown.decision]',
            "cùng các dòng",
        ),
        ("measures.households = {}", 'measures.households = {per = "person"}', "person"),
    ],
)
def test_a_wrong_cross_table_is_refused_at_load(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in CROSS
    with pytest.raises(DefinitionError, match=words):
        small(tmp_path, CROSS.replace(old, new, 1))


def test_a_rate_of_nothing_is_doubtful(tmp_path: Path) -> None:
    finding = found(filled(small(tmp_path, TWO), "jobs,,persons,5;jobs,,plan,0;jobs,,rate,50"))["ratio.zero"]
    assert finding.severity is WARNING
    assert "mẫu số bằng 0" in finding.message


def test_a_missing_cell_that_is_taken_away_may_be_anything_too(tmp_path: Path) -> None:
    section = rule("bound", "jobs.persons - money.carried_in <= money.amount", missing='"bound"')
    assert "bound" not in found(filled(small(tmp_path, section), "jobs,,persons,10;money,,amount,3"))


def test_stocks_roll_forward_from_the_whole_year_before(tmp_path: Path) -> None:
    section = rule("stock_flow", "jobs.persons == opening(jobs.persons) + money.amount")
    template = small(tmp_path, section)
    report = filled(template, "jobs,,persons,12;money,,amount,2", "2024-6T")
    report.neighbours.add(filled(template, "jobs,,persons,7", "2023-6T"))
    assert "stock_flow" not in found(report)  # nobody knows what stood at the end of the year before
    report.neighbours.add(filled(template, "jobs,,persons,10", "2023"))
    assert "stock_flow" not in found(report)
    report.neighbours.add(filled(template, "jobs,,persons,11", "2023"))
    assert "Số để so sánh: 13." in found(report)["stock_flow"].message


def test_a_plan_is_for_the_whole_year_and_does_not_count_on(tmp_path: Path) -> None:
    section = rule("plan", "jobs.persons >= jobs.plan", severity='"info"').replace(
        "[figure.jobs]", "[figure.jobs]\ncumulative = true"
    )
    template = small(tmp_path, section, COMPARE)
    assert "plan" not in found(filled(template, "jobs,,persons,5;jobs,,plan,6", "2024-6T"))
    report = filled(template, "jobs,,persons,5;jobs,,plan,4")
    report.neighbours.add(filled(template, "jobs,,persons,5;jobs,,plan,6", "2024-9T"))
    assert "cumulative" not in found(report)


def test_half_against_half_accuses_nobody(tmp_path: Path) -> None:
    section = """
[figure.houses]
label = "Nhà ở"
measures.households = {}
measures.amount = {per = "households"}
[figure.houses.breakdown.donor]
label = "Đơn vị"
relation = "partition"
rows = {a = "A", b = "B", c = "C", d = "D"}
"""
    lines = "houses,a,households,1;houses,b,households,1;houses,c,households,1;houses,d,households,1;"
    lines += "houses,a,amount,70;houses,b,amount,72;houses,c,amount,70000;houses,d,amount,71000"
    assert "scale" not in found(filled(small(tmp_path, section, COMPARE), lines))


def test_an_acceptance_lapses_when_the_other_report_changes(tmp_path: Path) -> None:
    from forms.checks.checker import accept

    template = small(tmp_path, TWO, COMPARE)
    report = filled(template, "jobs,,persons,60")
    below(report, filled(template, "jobs,,persons,50"))
    report.apply(accept(report, found(report)["children"], "Huyện có 10 người của riêng mình", "Y Hà"))
    assert found(report)["children"].accepted is not None
    put(report.children[0], "jobs,,persons,5")
    assert found(report)["children"].accepted is None


def test_what_adds_up_over_a_programme_is_counted_from_its_first_day(tmp_path: Path) -> None:
    section = rule("bound", "money.amount <= cum(jobs.persons)")
    template = small(tmp_path, section, '[span]\nfirst = 2022\nlabel = "{first} - {last}"\n')
    report = filled(template, "jobs,,persons,5;money,,amount,17", "2024-Q1")
    report.neighbours.add(filled(template, "jobs,,persons,4", "2023"))
    assert "bound" not in found(report)  # nobody knows what 2022 was
    report.neighbours.add(filled(template, "jobs,,persons,7", "2022"))
    assert "Số để so sánh: 16." in found(report)["bound"].message
    put(report, "jobs,,persons,6")
    assert "bound" not in found(report)
    first = filled(template, "jobs,,persons,5;money,,amount,6", "2022")
    assert "bound" in found(first)
    assert "bound" not in found(filled(template, "jobs,,persons,5;money,,amount,6", "2023"))


def test_a_period_of_several_years_is_what_they_add_up_to(tmp_path: Path) -> None:
    template = small(tmp_path, rule("equality", "jobs.persons == years(jobs.persons)"))
    report = filled(template, "jobs,,persons,10", "2022..2023")
    report.neighbours.add(filled(template, "jobs,,persons,4", "2022"))
    assert "equality" not in found(report)
    report.neighbours.add(filled(template, "jobs,,persons,5", "2023"))
    assert "Số để so sánh: 9." in found(report)["equality"].message
    put(report, "jobs,,persons,9")
    assert "equality" not in found(report)
    assert "equality" not in found(filled(template, "jobs,,persons,9", "2023"))


def test_a_row_has_a_norm_of_its_own(tmp_path: Path) -> None:
    section = PARTITION.replace('state = "Nhà nước"', 'state = {label = "Nhà nước", norm = {persons = 40}}')
    template = small(tmp_path, section)
    finding = found(filled(template, "gifts,state,persons,41"))["domain.norm"]
    assert (finding.severity, finding.acceptable) == (WARNING, True)
    assert "đang ghi 41" in finding.message
    assert "khác mức quy định 40" in finding.message
    assert "domain.norm" not in found(filled(template, "gifts,state,persons,40"))


def test_a_whole_number_written_with_noughts_behind_the_point_is_whole(tmp_path: Path) -> None:
    report = filled(small(tmp_path, PARTITION), "")
    for number, code in ((Number(500, 2), False), (Number(550, 2), True)):
        report.cells[Address("gifts", "", "persons")] = Cell(number)
        assert ("domain.not_whole" in found(report)) is code


def test_a_plan_is_for_the_whole_year(tmp_path: Path) -> None:
    template = small(tmp_path, rule("plan", "jobs.persons >= jobs.plan", severity='"info"'))
    for period, told in (("2024-T11", False), ("2024", True)):
        report = filled(template, "jobs,,persons,5;jobs,,plan,6", period)
        assert ("plan" in found(report)) is told


def test_a_rule_reads_the_period_before(tmp_path: Path) -> None:
    frame = '[span]\nfirst = 2023\nkinds = ["year"]\nlabel = "giai đoạn {first} - {last}"\n'
    template = small(tmp_path, rule("equality", "jobs.persons == before(jobs.persons)"), frame)
    report = filled(template, "jobs,,persons,5")
    assert "equality" not in found(report)
    report.neighbours.add(filled(template, "jobs,,persons,6", "2023"))
    assert "equality" in found(report)


def test_a_rule_reads_the_period_before_within_the_year(tmp_path: Path) -> None:
    template = small(tmp_path, rule("stock_flow", "jobs.persons >= earlier(jobs.persons)"))
    report = filled(template, "jobs,,persons,5")
    for lines, told in (
        ("jobs,,persons,6", True),
        ("jobs,,persons,5", False),
        ("jobs,,persons,,khong_thuoc_pham_vi", False),
    ):
        report.neighbours.add(filled(template, lines, "2024-9T"))
        assert ("stock_flow" in found(report)) is told


@pytest.mark.parametrize(("parts", "right"), [(("4.9", "5.0"), False), (("5.0", "5.0"), True)])
def test_a_whole_total_is_what_its_parts_come_to_however_these_are_rounded(
    tmp_path: Path,
    parts: tuple[str, str],
    right: bool,  # noqa: FBT001 - a column of the table
) -> None:
    measure = 'measures.share = {label = "Phần", unit = "người", decimals = 1, into = "persons"}\n'
    template = small(tmp_path, PARTITION.replace('relation = "partition"\n', f'relation = "partition"\n{measure}'))
    lines = "gifts,,persons,10;gifts,state,share,{};gifts,social,share,{}"
    assert set(found(filled(template, lines.format(*parts)))) == (set() if right else {"partition"})
