from __future__ import annotations

import pytest

from forms.checks.progress import filled, missing
from forms.definitions.explaining import rules
from forms.definitions.loading import load
from forms.definitions.template import Breakdown, Relation
from forms.report.cells import Address, Cell
from forms.report.changes import SetCell
from forms.report.report import Report
from forms.values.money import in_words, is_money
from forms.values.numbers import Number
from tests.conftest import empty_report

TEMPLATE = load("nq42")
CODES = set(TEMPLATE.figures) | {code for figure in TEMPLATE.figures.values() for code in figure.measures}


def test_every_figure_says_what_it_means() -> None:
    for figure in TEMPLATE.figures.values():
        assert figure.help.endswith("."), figure.code


def test_every_rule_of_every_figure_is_said_in_words() -> None:
    for figure in TEMPLATE.figures.values():
        for sentence in rules(TEMPLATE, figure):
            assert sentence.endswith(".")
            assert not {word for word in sentence.replace(",", " ").split() if "_" in word}, sentence


def test_a_computed_measure_and_a_declared_rule_are_said() -> None:
    jobs = rules(TEMPLATE, TEMPLATE.figures["jobs_created"])
    assert "Đạt so với kế hoạch = 100 × số người / kế hoạch." in [
        sentence.replace("Số", "số").replace("Kế", "kế") for sentence in jobs
    ]
    funeral = " ".join(rules(TEMPLATE, TEMPLATE.figures["ncc_funeral"]))
    assert "không lớn hơn" in funeral


def test_money_in_words() -> None:
    assert in_words(Number(4330), "triệu đồng") == "bốn tỷ ba trăm ba mươi triệu đồng"
    assert in_words(Number(63585, 1), "triệu đồng") == "sáu tỷ ba trăm năm mươi tám triệu năm trăm nghìn đồng"
    assert in_words(Number(5, 1), "đồng") == ""
    assert in_words(Number(10**14), "triệu đồng") == ""
    assert not is_money("USD")


def test_what_is_missing(sample: Report) -> None:
    figures = TEMPLATE.sections["II.1"].figures.values()
    for report, expected in ((sample, [64, 64]), (empty_report(), [0, 38])):
        assert [sum(counts) for counts in zip(*(filled(report, one) for one in figures), strict=True)] == expected
    figure = TEMPLATE.figures["ncc_housing"]
    assert not missing(sample, figure)
    sample.apply(SetCell(Address(figure.code, "", "amount"), None))
    assert missing(sample, figure) == [Address(figure.code, "", "amount")]
    sample.apply(SetCell(Address(figure.code, "", "amount"), Cell(Number(0))))
    assert not missing(sample, figure)


@pytest.mark.parametrize(
    ("relation", "label", "head"),
    [
        ("partition", "Nguồn", "Chia ra theo nguồn"),
        ("subset", "Trong đó", "Trong đó"),
        ("subset", "Trong đó là nữ", "Trong đó là nữ"),
        ("overlap", "Trong đó", "Trong đó (có thể trùng)"),
        ("partition", "Trong đó", "Chia ra theo trong đó"),
    ],
)
def test_what_stands_over_the_rows_of_a_breakdown_says_nothing_twice(relation: str, label: str, head: str) -> None:
    assert Breakdown("a", label, Relation(relation), {}, {}).head == head
