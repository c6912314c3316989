"""How far a report is: what is counted as left, and where the first of it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.checks.checker import accept, check
from forms.checks.progress import Gap, Left, filled, gaps, left, missing, whole
from forms.report.cells import Address
from tests.forms import small

SECTION = """
[figure.gifts]
label = "Quà tặng"
measures.persons = {}
measures.ton = {label = "Gạo", unit = "tấn", decimals = 2}
[figure.gifts.breakdown.source]
label = "Nguồn"
relation = "partition"
rows = {state = "Nhà nước", social = "Xã hội hóa"}
[figure.jobs]
label = "Việc làm"
measures.persons = {}
[rule.many]
kind = "bound"
severity = "warning"
says = "Nhiều việc làm"
holds = "jobs.persons <= 100"
"""
JOBS = Address("jobs", "", "persons")
STATE = Address("gifts", "source:state", "persons")
TOTAL = Address("gifts", "", "persons")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("", Left(0, 0, 7, TOTAL)),
        ("gifts,,persons,5;gifts,,ton,2", Left(0, 0, 5, STATE)),
        ("jobs,,persons,101", Left(0, 1, 6, JOBS)),  # what stands in the way comes before what is blank
        ("gifts,,persons,5;gifts,state,persons,2;gifts,social,persons,2;jobs,,persons,101", Left(1, 1, 3, TOTAL)),
    ],
)
def test_what_is_left(tmp_path: Path, lines: str, expected: Left) -> None:
    report = small.filled(small.small(tmp_path, SECTION), lines)
    assert left(report, check(report)) == expected


def test_nothing_is_left_of_a_full_report_whose_warnings_are_explained(tmp_path: Path) -> None:
    report = small.filled(
        small.small(tmp_path, SECTION.replace('relation = "partition"', 'relation = "partition"\nblank = "zero"')),
        "gifts,,persons,5;gifts,,ton,2;gifts,state,persons,5;gifts,social,ton,2;jobs,,persons,101",
    )
    (warning,) = [finding for finding in check(report) if finding.open]
    report.apply(accept(report, warning, "Khu công nghiệp mới", "Y Hà"))
    assert left(report, check(report)) == Left(0, 0, 0, None)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (Left(0, 0, 0, None), ""),
        (Left(1, 0, 0, TOTAL), "Còn 1 lỗi."),
        (Left(0, 2, 0, TOTAL), "Còn 2 cảnh báo chưa giải trình."),
        (Left(0, 0, 3, TOTAL), "Còn 3 ô trống."),
        (Left(1, 2, 3, TOTAL), "Còn 1 lỗi, 2 cảnh báo chưa giải trình, 3 ô trống."),
    ],
)
def test_what_is_left_in_one_line(found: Left, sentence: str) -> None:
    assert found.sentence == sentence


def test_a_blank_is_filled_only_where_it_reads_as_zero(tmp_path: Path) -> None:
    lines = "gifts,,persons,5;gifts,state,ton,2"
    for blank, wanting, done in (("missing", 4, (2, 6)), ("zero", 3, (3, 6))):
        section = SECTION.replace('relation = "partition"', f'relation = "partition"\nblank = "{blank}"')
        report = small.filled(small.small(tmp_path, section), lines)
        figure = report.template.figures["gifts"]
        assert len(missing(report, figure)) == wanting
        assert filled(report, figure) == done


def test_a_whole_document_is_as_full_as_its_sections_in_each_period(tmp_path: Path) -> None:
    section = '[figure.once]\nlabel = "Cả giai đoạn"\nacross = "whole"\nmeasures.persons = {}\n'
    frame = '[span]\nfirst = 2023\nkinds = ["year"]\nlabel = "giai đoạn {first} - {last}"\n'
    template = small.small(tmp_path, SECTION + section, frame)
    report = small.filled(template, "jobs,,persons,1;gifts,,persons,5")
    report.neighbours.add(small.filled(template, "gifts,,persons,3;once,,persons,3", "2023"))
    assert [one.period.code for one in report.span] == ["2023", "2024"]
    (only,) = template.sections.values()
    assert gaps(report, only) == [Gap("Quà tặng", 2, 12), Gap("Việc làm", 1, 2), Gap("Cả giai đoạn", 0, 1)]
    assert whole(report) == (3, 15)
