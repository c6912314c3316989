"""Measures that some rows of a breakdown carry alone: the others have no cell of them anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.definitions.dictionary import dictionary
from forms.definitions.records import DefinitionError
from forms.definitions.sentences import parse
from forms.errors import KnownError
from forms.narrative import paragraphs
from forms.narrative.narrative import plain
from forms.narrative.scope import Scope
from forms.values.style import NBSP
from tests.forms.small import filled, found, small

JOBS = """
[figure.jobs]
label = "Việc làm"
measures.persons = {}
[figure.jobs.breakdown.channel]
label = "Hình thức"
relation = "partition"
measures.persons = {}
measures.low = {label = "Thấp", unit = "triệu đồng", rows = ["abroad"]}
measures.high = {label = "Cao", unit = "triệu đồng", rows = ["abroad"]}
rows = {abroad = "Nước ngoài", home = "Trong nước"}
[rule.order]
kind = "bound"
at = "jobs[channel:*]"
holds = "low <= high"
says = "{label}: {low} lớn hơn {high}."
[rule.unsaid]
kind = "norm"
at = "jobs[channel:*]"
when = "stated(low) == 0"
holds = "persons <= 5"
says = "{label}: {persons}."
[[paragraph]]
text = "{each jobs[channel:*]: {label} {persons}[ từ {low}]}."
"""
LINES = "jobs,,persons,9;jobs,abroad,persons,3;jobs,abroad,low,8;jobs,abroad,high,7;jobs,home,persons,6"


def test_other_rows_have_no_such_cell(tmp_path: Path) -> None:
    template = small(tmp_path, JOBS)
    figure = template.figures["jobs"]
    report = filled(template, LINES)
    assert [(address.row, address.measure) for address in report.addresses(figure)] == [
        ("", "persons"),
        ("channel:abroad", "persons"),
        ("channel:abroad", "low"),
        ("channel:abroad", "high"),
        ("channel:home", "persons"),
    ]
    assert [(line[8], line[10]) for line in dictionary(template)][-1] == ("home", "persons")
    with pytest.raises(KnownError, match='không có cột số liệu "low"'):
        filled(template, "jobs,home,low,1")


def test_rules_stand_only_where_the_cell_is(tmp_path: Path) -> None:
    findings = found(filled(small(tmp_path, JOBS), LINES))
    assert findings["bound"].message.startswith(f"Nước ngoài: 8{NBSP}triệu{NBSP}đồng lớn hơn")
    assert findings["norm"].message.startswith(f"Trong nước: 06{NBSP}người")
    assert set(findings) == {"bound", "norm"}


def test_words_leave_it_out(tmp_path: Path) -> None:
    report = filled(small(tmp_path, JOBS), LINES)
    sentence = "{each jobs[channel:*]: {label} {persons}[ từ {low}][, {low:change}]}."
    assert paragraphs.problem(report, sentence) == ""
    words = plain(parse(sentence), Scope(report)).replace(NBSP, " ")
    assert words == "Nước ngoài 03 người từ 8 triệu đồng; Trong nước 06 người."


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('rows = ["abroad"]', 'rows = ["abraod"]', 'breakdown.channel.measures.low.rows: .*"abroad"'),
        ("measures.persons = {}", 'measures.persons = {rows = ["abroad"]}', "measures.persons.rows"),
    ],
)
def test_rows_that_there_are_not_are_refused(tmp_path: Path, old: str, new: str, reason: str) -> None:
    with pytest.raises(DefinitionError, match=reason):
        small(tmp_path, JOBS.replace(old, new, 1))
