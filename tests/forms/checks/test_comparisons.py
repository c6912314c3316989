"""A report against others: from where on numbers are too far apart, and every word of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.checks.checker import Checker, check
from forms.definitions.template import Template
from forms.report.cells import Address, Cell, Mark, MarkKind
from forms.report.report import Report
from forms.values.numbers import Number
from tests.forms.checks.test_messages import in_words
from tests.forms.checks.test_rule_kinds import COMPARE, OPEN
from tests.forms.small import below, filled, small

SECTION = """
[figure.jobs]
label = "Việc làm"
cumulative = true
measures.persons = {}
[figure.money]
label = "Kinh phí"
measures.amount = {signed = true}
measures.rate = {}
measures.plan = {label = "Kế hoạch", unit = "đồng", column = "plan"}
[figure.seen]
label = "Lượt khám"
measures.count = {label = "Lượt", unit = "lượt", decimals = 1, cumulative = true}
"""
HOUSES = """
[figure.houses]
label = "Nhà ở"
measures.households = {}
measures.amount = {per = "households"}
[figure.houses.breakdown.donor]
label = "Đơn vị"
relation = "subset"
measures.households = {}
measures.amount = {per = "households"}
rows = {a = "A", b = "B", c = "C"}
"""


@pytest.fixture
def template(tmp_path: Path) -> Template:
    return small(tmp_path, SECTION, COMPARE)


def codes(report: Report) -> set[str]:
    return {f"{finding.code} {'.'.join(finding.cells[0])}" for finding in check(report) if finding.code != "waiting"}


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (
            "jobs,,persons,700",
            "jobs,,persons,100",
            "Việc làm: đang ghi 700 người, năm 2023 là 100 người (tăng khoảng 7 lần).",
        ),
        (
            "jobs,,persons,100",
            "jobs,,persons,760",
            "Việc làm: đang ghi 100 người, năm 2023 là 760 người (giảm khoảng 8 lần).",
        ),
        (
            "seen,,count,900.5",
            "seen,,count,0.1",
            "Lượt khám: đang ghi 900,5 lượt, năm 2023 là 0,1 lượt (tăng khoảng 9.005 lần).",
        ),
        ("seen,,count,150.556", "seen,,count,0.125", "Lượt khám: đang ghi 150,56 lượt, năm 2023 là 0,125 lượt"),
        ("jobs,,persons,500", "jobs,,persons,100", ""),  # five times is the threshold
        ("jobs,,persons,501", "jobs,,persons,100", "Việc làm: đang ghi 501 người, năm 2023 là 100 người"),
        ("jobs,,persons,100", "jobs,,persons,10", "Việc làm: đang ghi 100 người, năm 2023 là 10 người"),
        ("jobs,,persons,99", "jobs,,persons,10", ""),  # too small to matter
        ("jobs,,persons,700", "jobs,,persons,0", ""),
        ("jobs,,persons,0", "jobs,,persons,700", ""),
        ("jobs,,persons,700", "jobs,,persons,,khong_thuoc_pham_vi", ""),
        ("jobs,,persons,,khong_thuoc_pham_vi", "jobs,,persons,100", ""),
        ("jobs,,persons,700", "", ""),
        ("money,,plan,700", "money,,plan,100", ""),  # a plan is no course of things
        ("money,,rate,90", "money,,rate,1", ""),
        ("money,,amount,150", "money,,amount,-150", ""),  # of one size
        ("money,,amount,-150", "money,,amount,150", ""),
        (
            "money,,amount,-700",
            "money,,amount,100",
            "Kinh phí, kinh phí: đang ghi -700 đồng, năm 2023 là 100 đồng (giảm",
        ),
        ("money,,amount,700", "money,,amount,-100", "Kinh phí, kinh phí: đang ghi 700 đồng, năm 2023 là -100 đồng"),
        ("jobs,,persons,hơn 700", "jobs,,persons,100", "Việc làm: đang ghi hơn 700 người, năm 2023 là 100 người"),
        ("jobs,,persons,gần 501", "jobs,,persons,100", "Việc làm: đang ghi gần 501 người"),
    ],
)
def test_how_far_from_the_year_before(template: Template, now: str, before: str, words: str) -> None:
    report = filled(template, now)
    report.neighbours.add(filled(template, before, "2023"))
    found = [finding for finding in check(report) if finding.code == "change"]
    assert [finding.message.startswith(words) for finding in found] == ([True] if words else [])


def test_the_whole_finding_of_a_change(template: Template) -> None:
    report = filled(template, "jobs,,persons,700")
    report.neighbours.add(filled(template, "jobs,,persons,100", "2023"))
    assert [in_words(finding) for finding in check(report)] == [
        (
            "info change change.jobs..persons 100/700 [jobs..persons]",
            "Việc làm: đang ghi 700 người, năm 2023 là 100 người (tăng khoảng 7 lần).",
            "Đề nghị kiểm tra lại; nếu đúng, nên nêu nguyên nhân tăng, giảm.",
        )
    ]


@pytest.mark.parametrize(
    ("now", "before", "slips"),
    [
        ("1000000", "1000", True),
        ("1000", "1000000", True),
        ("5000000", "1000", False),
        ("1000000000", "1000", True),
        ("-1000000", "1000", True),
        ("30000", "1000", False),
        ("0", "1000", False),
        ("1000000", "0", False),
    ],
)
def test_another_unit_than_the_year_before(template: Template, now: str, before: str, slips: bool) -> None:  # noqa: FBT001 - a column
    report = filled(template, f"money,,amount,{now}")
    report.neighbours.add(filled(template, f"money,,amount,{before}", "2023"))
    assert ("scale money..amount" in codes(report)) == slips


@pytest.mark.parametrize(
    ("now", "before", "slips"), [("-1000000", "1000", True), ("1000000", "-1000", True), ("999000", "999", False)]
)
def test_small_numbers_are_alike_by_chance(tmp_path: Path, now: str, before: str, slips: bool) -> None:  # noqa: FBT001 - a column
    compare = COMPARE.replace('severity = "warning"\ntimes', 'severity = "warning"\nleast = 1000\ntimes')
    template = small(tmp_path, SECTION, compare)
    report = filled(template, f"money,,amount,{now}")
    report.neighbours.add(filled(template, f"money,,amount,{before}", "2023"))
    assert ("scale money..amount" in codes(report)) == slips


def test_a_rule_about_another_report_waits_for_nobody(tmp_path: Path) -> None:
    keys = 'kind = "stock_flow"\nsays = "Sai."\nholds = "jobs.persons == last(jobs.persons) + seen.count"\n'
    template = small(tmp_path, f"{SECTION}[rule.r]\n{keys}")
    report = filled(template, "jobs,,persons,30")
    report.neighbours.add(filled(template, "jobs,,persons,20", "2023"))
    assert check(report) == []
    report = filled(template, "jobs,,persons,30;seen,,count,9")
    report.neighbours.add(filled(template, "jobs,,persons,20", "2023"))
    (finding,) = check(report)
    assert finding.message == "Sai. Số để so sánh: 29."
    report = filled(template, "jobs,,persons,30;seen,,count,9.456")
    report.neighbours.add(filled(template, "jobs,,persons,20", "2023"))
    (finding,) = check(report)
    assert finding.message == "Sai. Số để so sánh: 29,46."


def test_what_counts_on_does_not_fall(template: Template) -> None:
    report = filled(template, "jobs,,persons,90;money,,amount,5;seen,,count,4")
    report.neighbours.add(filled(template, "jobs,,persons,100;money,,amount,9;seen,,count,4", "2024-9T"))
    (finding,) = [finding for finding in check(report) if finding.code == "cumulative"]
    assert finding.message == (
        "Việc làm: đang ghi 90 người, 9 tháng đầu năm 2024 là 100 người; số lũy kế từ đầu năm không thể giảm."
    )
    assert finding.instruction == "Đề nghị đối chiếu với báo cáo kỳ trước trong năm."
    report.neighbours.add(filled(template, "seen,,count,4.1", "2024-9T"))
    assert codes(report) == {"cumulative seen..count"}  # a measure counts on by itself


def test_a_rounded_number_falls_as_it_stands_and_only_a_word_leaves_it_open(tmp_path: Path) -> None:
    rice = (
        '[figure.rice]\nlabel = "Gạo"\ncumulative = true\nmeasures.ton = {label = "Gạo", unit = "tấn", decimals = 2}\n'
    )
    template = small(tmp_path, rice, COMPARE)
    for now, told in (("4", {"cumulative rice..ton"}), ("hơn 4", set()), ("4.02", set())):
        report = filled(template, f"rice,,ton,{now}")
        report.neighbours.add(filled(template, "rice,,ton,4.02", "2024-9T"))
        assert codes(report) == told


def test_what_counts_on_falls_to_nought(template: Template) -> None:
    report = filled(template, "jobs,,persons,0")
    report.neighbours.add(filled(template, "jobs,,persons,100", "2024-9T"))
    (finding,) = check(report)
    assert finding.message.startswith("Việc làm: đang ghi 0 người, 9 tháng đầu năm 2024 là 100 người; số lũy kế")


def test_words_stand_before_the_numbers_of_both_reports(template: Template) -> None:
    report = filled(template, "jobs,,persons,gần 40")
    report.neighbours.add(filled(template, "jobs,,persons,hơn 100", "2024-9T"))
    (finding,) = [finding for finding in check(report) if finding.code == "cumulative"]
    assert "đang ghi gần 40 người, 9 tháng đầu năm 2024 là hơn 100 người" in finding.message


def test_means_and_plans_are_no_sums(tmp_path: Path) -> None:
    section = SECTION.replace("signed = true", 'merge = "none", signed = true')
    template = small(tmp_path, section, COMPARE)
    report = filled(template, "money,,amount,1000000;money,,plan,1000000")
    report.neighbours.add(filled(template, "money,,amount,1000;money,,plan,1000", "2023"))
    assert codes(report) == set()


def test_plans_of_last_year_may_stand_once_more(tmp_path: Path) -> None:
    plan = '{label = "Kế hoạch", unit = "người", column = "plan"}'
    section = "".join(f'[figure.f{number}]\nlabel = "Việc {number}"\nmeasures.plan = {plan}\n' for number in range(4))
    template = small(tmp_path, section, COMPARE)
    lines = ";".join(f"f{number},,plan,{number + 1}00" for number in range(4))
    report = filled(template, lines)
    report.neighbours.add(filled(template, lines, "2023"))
    assert codes(report) == set()


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        ("123;4567;890", "123;4567;890", "3 trên 3 số"),
        ("123;4567;891", "123;4567;890", ""),  # two are too few
        ("123;4567;890;1;2", "123;4567;890;111;222", "3 trên 5 số"),
        ("123;4567;890;1;2;3", "123;4567;890;111;222;333", ""),  # half is not more than half
        ("23;67;90", "23;67;90", ""),  # short numbers are alike by chance
        ("100;200;300", "100;200;300", "3 trên 3 số"),
        (",khong_thuoc_pham_vi;100;200;300", "999;100;200;300", "3 trên 3 số"),
    ],
)
def test_the_numbers_of_the_year_before_once_more(tmp_path: Path, now: str, before: str, words: str) -> None:
    section = "".join(f'[figure.f{number}]\nlabel = "Việc {number}"\nmeasures.persons = {{}}\n' for number in range(6))
    template = small(tmp_path, section, COMPARE)

    def numbers(texts: str, period: str) -> Report:
        lines = (f"f{number},,persons,{text}" for number, text in enumerate(texts.split(";")))
        return filled(template, ";".join(lines), period)

    report = numbers(now, "2024")
    report.neighbours.add(numbers(before, "2023"))
    found = [finding for finding in check(report) if finding.code == "copied"]
    assert [finding.message for finding in found] == ([f"Mục A Thử: {words} giống hệt năm 2023."] if words else [])
    assert all(finding.acceptable for finding in found)


@pytest.mark.parametrize(
    ("rows", "far"),
    [
        ("a 2 140;b 3 200;c 1 70000", "c"),
        ("a 2 140000;b 3 200;c 1 70", "a"),
        ("a 2 140;b 3 200;c 1 70", ""),
        ("a 2 140;b 3 200;c 0 70000", ""),  # nothing to spread it over
        ("a 2 140;c 1 70000", ""),  # two say nothing of each other
        ("a 2 140;b 3 200;c 1 700", ""),
    ],
)
def test_rows_beside_one_another(tmp_path: Path, rows: str, far: str) -> None:
    lines = (
        f"houses,{row},households,{households};houses,{row},amount,{amount}"
        for row, households, amount in (each.split() for each in rows.split(";"))
    )
    report = filled(small(tmp_path, HOUSES, COMPARE), ";".join(lines))
    found = [in_words(finding) for finding in check(report) if finding.code == "scale"]
    assert [finding[0].rpartition("[")[2] for finding in found] == (
        [f"houses.donor:{far}.amount houses.donor:{far}.households]"] if far else []
    )


def test_a_row_is_judged_again_when_its_money_or_what_it_is_spread_over_changes(tmp_path: Path) -> None:
    lines = ";".join(f"houses,{row},households,1;houses,{row},amount,70" for row in "abc")
    report = filled(small(tmp_path, HOUSES, COMPARE), lines)
    checker = Checker(report)
    for measure, number, far in (("amount", 70000, True), ("households", 1000, False)):
        address = Address("houses", "donor:c", measure)
        report.cells[address] = Cell(Number(number))
        checker.changed(address)
        assert any(finding.code == "scale" for finding in checker.findings()) is far


def test_a_list_without_rows_has_nothing_to_compare(tmp_path: Path) -> None:
    empty = HOUSES.replace('rows = {a = "A", b = "B", c = "C"}', "open = true")
    assert check(filled(small(tmp_path, empty, COMPARE), "houses,,households,2;houses,,amount,140")) == []


def test_the_whole_finding_of_a_row(tmp_path: Path) -> None:
    lines = "houses,a,households,2;houses,b,households,2;houses,c,households,1;"
    lines += "houses,a,amount,141;houses,b,amount,143;houses,c,amount,70000"
    findings = check(filled(small(tmp_path, HOUSES, COMPARE), lines))
    head, message, instruction = next(in_words(finding) for finding in findings if finding.code == "scale")
    cells = "[houses.donor:c.amount houses.donor:c.households]"
    assert head == f"warning acceptable scale scale.houses.donor.amount.peers -/- {cells}"
    assert message == (
        "Nhà ở - C, kinh phí: bình quân 70.000 đồng mỗi hộ, các dòng bên cạnh bình quân 71,5 đồng; "
        "có thể nhầm đơn vị tính."
    )
    assert instruction == "Đề nghị kiểm tra đơn vị tính (đồng, nghìn đồng, triệu đồng)."


@pytest.mark.parametrize(
    ("mine", "children", "words"),
    [
        ("30", ("10", "20"), ""),
        ("30", ("10", "21"), "30, các đơn vị cấp dưới cộng được 31: thấp hơn 1."),
        ("30", ("10", "19"), "30, các đơn vị cấp dưới cộng được 29: cao hơn 1."),
        ("30", ("10", None), ""),  # what is missing may be anything
        ("30", ("31", None), "30, các đơn vị cấp dưới cộng được 31, còn 1 đơn vị chưa có số: thấp hơn 1."),
        ("30", (None, None), ""),
        (None, ("10", "20"), ""),
    ],
)
def test_a_report_against_those_below(
    template: Template, mine: str | None, children: tuple[str | None, ...], words: str
) -> None:
    def jobs(text: str | None) -> Report:
        return filled(template, f"jobs,,persons,{text}" if text else "")

    report = jobs(mine)
    below(report, *map(jobs, children))
    found = [finding for finding in check(report) if finding.code == "children"]
    assert [finding.message for finding in found] == ([f"Việc làm: đang ghi {words}"] if words else [])
    assert all(finding.instruction.endswith("các đơn vị cấp dưới.") for finding in found)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (15, ""),
        (16, "30, các đơn vị cấp dưới cộng được 26, cộng 5 trực tiếp thực hiện là 31: thấp hơn 1."),
        (14, "30, các đơn vị cấp dưới cộng được 24, cộng 5 trực tiếp thực hiện là 29: cao hơn 1."),
    ],
)
def test_what_an_office_adds_itself_stands_beside_what_those_below_report(
    template: Template, sent: int, words: str
) -> None:
    report = filled(template, "jobs,,persons,30")
    address = Address("jobs", "", "persons")
    report.cells[address] = report.cells[address].marked(Mark(MarkKind.ADDED, "Trung tâm", Number(5)))
    below(report, *(filled(template, f"jobs,,persons,{number}") for number in (10, sent)))
    found = [finding for finding in check(report) if finding.code == "children"]
    assert [finding.message for finding in found] == ([f"Việc làm: đang ghi {words}"] if words else [])
    assert [(finding.actual, finding.expected) for finding in found] == [(Number(30), Number(15 + sent))] * len(found)


@pytest.mark.parametrize(
    ("mine", "children", "words"),
    [
        ("3,2", ("3", "4,5"), ""),
        ("3", ("3", "4,5"), ""),
        ("4,5", ("3", "4,5"), ""),
        ("2,9", ("2,96", "4,5"), ""),  # rounded otherwise
        ("4,6", ("3", "4,54"), ""),
        ("2,5", ("3", "4,5"), "đang ghi 2,5, các đơn vị cấp dưới ghi từ 3 đến 4,5."),
        ("4,9", ("3", "4,5"), "đang ghi 4,9, các đơn vị cấp dưới ghi từ 3 đến 4,5."),
        ("4,9", ("3", "3"), "đang ghi 4,9, các đơn vị cấp dưới đều ghi 3."),
        ("4,9", ("3", None), ""),  # who is missing may have any
    ],
)
def test_a_rate_lies_between_those_of_the_offices_below(
    tmp_path: Path, mine: str, children: tuple[str | None, ...], words: str
) -> None:
    shares = (
        '[figure.share]\nlabel = "Tỷ lệ"\nmeasures.share = {label = "Mức", unit = "%", decimals = 2, merge = "none"}\n'
    )
    template = small(tmp_path, shares, COMPARE)

    def sent(text: str | None) -> Report:
        return filled(template, f"share,,share,{text.replace(',', '.')}" if text else "")

    report = sent(mine)
    below(report, *map(sent, children))
    found = [finding for finding in check(report) if finding.code == "children.range"]
    assert [finding.message.partition(": ")[2] for finding in found] == ([words] if words else [])


def test_a_row_that_an_office_below_does_not_have_is_zero_once_it_says_anything(tmp_path: Path) -> None:
    template = small(tmp_path, OPEN, COMPARE)
    report = filled(template, "gifts,,persons,30;gifts,Làng Mới,persons,30")
    one = filled(template, "gifts,,persons,10;gifts,LÀNG MỚI,persons,10")
    below(report, one, filled(template, "gifts,,persons,20"))
    (finding,) = [finding for finding in check(report) if finding.code == "children"]
    assert finding.message == "Quà tặng - Làng Mới: đang ghi 30, các đơn vị cấp dưới cộng được 10: cao hơn 20."
    below(report, one, filled(template, ""))
    assert "children" not in {finding.code for finding in check(report)}


@pytest.mark.parametrize(
    ("severity", "acceptable", "expected"),
    [("error", "true", True), ("error", "false", False), ("warning", "false", True), ("info", "false", False)],
)
def test_what_a_comparison_lets_stand(tmp_path: Path, severity: str, acceptable: str, expected: bool) -> None:  # noqa: FBT001 - a column
    line = f'severity = "{severity}"\nacceptable = {acceptable}\n'
    compare = f'[compare.change]\n{line}times = "5"\n[compare.children]\n{line}'
    template = small(tmp_path, SECTION, compare)
    report = filled(template, "jobs,,persons,700")
    report.neighbours.add(filled(template, "jobs,,persons,100", "2023"))
    below(report, filled(template, "jobs,,persons,600"))
    found = {finding.code: finding.acceptable for finding in check(report)}
    assert found == {"change": expected, "children": expected}


def test_nothing_is_compared_where_the_template_does_not_ask_for_it(tmp_path: Path) -> None:
    template = small(tmp_path, SECTION + HOUSES)
    report = filled(template, "jobs,,persons,700;money,,amount,100000")
    report.neighbours.add(filled(template, "jobs,,persons,100;money,,amount,100", "2023"))
    report.neighbours.add(filled(template, "jobs,,persons,900", "2024-9T"))
    below(report, filled(template, "jobs,,persons,900"))
    assert codes(report) == set()


SHARED = '[compare.shared]\nseverity = "warning"\n'


def _elsewhere(folder: Path, mine: str, theirs: str) -> Report:
    """A report beside another of the office on the same period, on a template that has the same figures."""
    report, other = (filled(small(folder, SECTION, SHARED), lines) for lines in (mine, theirs))
    report.neighbours.siblings = (other,)
    return report


@pytest.mark.parametrize(
    ("mine", "theirs", "told"),
    [
        ("jobs,,persons,5", "jobs,,persons,6", ["shared.jobs..persons.small"]),
        ("jobs,,persons,5", "jobs,,persons,5", []),
        ("jobs,,persons,5", "", []),
        ("", "jobs,,persons,6", []),
        ("jobs,,persons,,khong_thuoc_pham_vi", "jobs,,persons,6", []),
        ("money,,rate,9.5", "money,,rate,9.46", []),  # rounded otherwise
        ("money,,rate,9.5", "money,,rate,9.31", ["shared.money..rate.small"]),
    ],
)
def test_another_report_of_the_office_says_another_number(
    tmp_path: Path, mine: str, theirs: str, told: list[str]
) -> None:
    report = _elsewhere(tmp_path, mine, theirs)
    found = [finding for finding in check(report) if finding.code == "shared"]
    assert [finding.id for finding in found] == told
    assert all(finding.acceptable and "đang ghi" in finding.message for finding in found)


def test_a_word_leaves_open_what_another_report_says_exactly(tmp_path: Path) -> None:
    report = _elsewhere(tmp_path, "jobs,,persons,1200", "jobs,,persons,1251")
    address = Address("jobs", "", "persons")
    assert codes(report) == {"shared jobs..persons"}
    report.cells[address] = report.cells[address].worded("hơn")
    assert codes(report) == set()


@pytest.mark.parametrize(
    ("now", "told"), [("333", False), ("334", True), ("9000", True), ("9001", False), ("1000000", True)]
)
def test_another_unit_is_a_thousand_or_a_million_times_a_threshold_wide(tmp_path: Path, now: str, told: bool) -> None:  # noqa: FBT001 - a column
    """From a third of a thousand to three times: 3,000 x 1/3 and 3,000 x 3 over a number of 1 to 3."""
    section = '[figure.money]\nlabel = "Kinh phí"\nmeasures.amount = {}\n'
    template = small(tmp_path, section, '[compare.scale]\nseverity = "warning"\ntimes = "3"\n')
    report = filled(template, f"money,,amount,{now}")
    report.neighbours.add(filled(template, "money,,amount,1" if len(now) == 3 else "money,,amount,3", "2023"))
    assert bool(codes(report)) is told


@pytest.mark.parametrize(("mine", "told"), [("2.9", False), ("2.7", False), ("3.0", True), ("2.6", True)])
def test_a_sum_of_rounded_numbers_is_as_open_as_they_are(tmp_path: Path, mine: str, told: bool) -> None:  # noqa: FBT001 - a column
    rice = '[figure.rice]\nlabel = "Gạo"\nmeasures.ton = {label = "Gạo", unit = "tấn", decimals = 1}\n'
    template = small(tmp_path, rice, COMPARE)
    report = filled(template, f"rice,,ton,{mine}")
    below(report, *(filled(template, "rice,,ton,1.4") for _ in range(2)))
    assert ("children rice..ton" in codes(report)) is told


def test_of_an_even_number_of_rows_the_lower_of_the_two_in_the_middle_is_the_usual_one(tmp_path: Path) -> None:
    template = small(tmp_path, HOUSES.replace('c = "C"', 'c = "C", d = "D"'), COMPARE)
    lines = ";".join(
        f"houses,{row},households,1;houses,{row},amount,{amount}"
        for row, amount in (("a", 70), ("b", 72), ("c", 74), ("d", 70000))
    )
    (found,) = (finding for finding in check(filled(template, lines)) if finding.code == "scale")
    assert "các dòng bên cạnh bình quân 72 đồng" in found.message
