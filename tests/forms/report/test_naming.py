"""The name that an officer types for an open row."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import KnownError
from forms.report import limits, naming
from forms.report.changes import OpenRow, SetRow
from forms.report.places import Place
from forms.report.report import Report
from tests.forms.reports import LABELS
from tests.forms.small import filled, small

SECTION = """
[figure.gifts]
label = "Quà tặng"
measures.persons = {}
[figure.gifts.breakdown.village]
label = "Thôn, làng"
relation = "partition"
open = true
suggest = ["Làng Kon Rờ Bàng", "Thôn 1"]
"""


def report_of(folder: Path) -> Report:
    report = filled(small(folder, SECTION), "")
    for number, label in enumerate(("Làng Kon Klor", "Thôn Hai"), 1):
        report.apply(SetRow(OpenRow("gifts", f"village:#{number}", label, number)))
    return report


@pytest.fixture
def report(tmp_path: Path) -> Report:
    return report_of(tmp_path)


def read(report: Report, label: str, row: str = "") -> tuple[OpenRow | None, str, str]:
    typed = naming.read(report, report.template.figures["gifts"], Place(row, "", "village", label))
    assert not typed.entry.cell
    made = typed.change.row if isinstance(typed.change, SetRow) else None
    return made, typed.entry.question, typed.entry.refusal


@pytest.mark.parametrize(
    ("label", "refusal"),
    [
        ("", "Tên dòng trống hoặc dài quá"),
        (" \t", "Tên dòng trống hoặc dài quá"),
        ("x" * (limits.LABEL + 1), "Tên dòng trống hoặc dài quá"),
        ("123", 'Ở đây ghi tên dòng, "123" không có chữ.'),
        ("Tổng cộng", "dòng cộng"),
        ("Làng  Kon Klor", 'Đã có dòng "Làng Kon Klor"'),
    ],
)
def test_what_names_no_row_is_refused(report: Report, label: str, refusal: str) -> None:
    made, question, found = read(report, label)
    assert (made, question) == (None, "")
    assert refusal in found
    with pytest.raises(KnownError) as caught:
        naming.named(report, report.template.figures["gifts"], Place("", "", "village", label))
    assert str(caught.value) == found


def test_the_longest_name_is_a_name(report: Report) -> None:
    assert read(report, "x" * limits.LABEL) == (OpenRow("gifts", "village:#3", "x" * limits.LABEL, 3), "", "")


@pytest.mark.parametrize(
    ("label", "alike"),
    [
        ("Lang Kon Klor", "Làng Kon Klor"),  # as a row that stands
        ("Làng Kon Ro Bàng", "Làng Kon Rờ Bàng"),  # as one that is proposed
        ("Làng Kon Rờ Bàng", ""),  # what is proposed itself
        ("Làng Đăk Rơ Wa", ""),
    ],
)
def test_a_name_much_like_another_is_asked_about_and_can_be_taken(report: Report, label: str, alike: str) -> None:
    made, question, refusal = read(report, f" {label} ")
    assert made == OpenRow("gifts", "village:#3", label, 3)
    assert refusal == ""
    assert question.startswith(f'Tên "{label}" gần giống "{alike}".') == bool(alike)
    assert bool(question) == bool(alike)


def test_a_row_is_renamed_in_its_place_and_is_not_like_itself(report: Report) -> None:
    assert read(report, "Lang Kon Klor", "village:#1") == (OpenRow("gifts", "village:#1", "Lang Kon Klor", 1), "", "")
    assert read(report, "Thôn Hai", "village:#1")[2].startswith('Đã có dòng "Thôn Hai"')


def test_what_stands_is_not_proposed_again(report: Report) -> None:
    figure = report.template.figures["gifts"]
    breakdown = figure.breakdowns["village"]
    used = ["Thôn 9", "Làng Kon Klor", "Thôn 1"]
    assert naming.proposed(report, figure, breakdown, "", used) == ["Thôn 9", "Thôn 1", "Làng Kon Rờ Bàng"]


@given(st.lists(LABELS, max_size=5))
def test_no_two_rows_come_to_one_name(tmp_path_factory: pytest.TempPathFactory, labels: list[str]) -> None:
    report = report_of(tmp_path_factory.mktemp("naming"))
    for label in labels:
        made, _, refusal = read(report, label)
        assert (made is None) == bool(refusal)
        if made is not None:
            report.apply(SetRow(made))
    names = [row.label for row in report.rows.values()]
    assert len(names) == len(set(names))
