"""Values that have no place in the template: kept, told, carried, and moved where one cell took their place."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from forms.definitions.template import Template
from forms.document import restoring
from forms.errors import KnownError
from forms.offices.units import Unit
from forms.report import archive, filling, strays
from forms.report.cells import Address, Cell
from forms.report.changes import Change, OpenRow, SetCell, SetRow
from forms.report.filling import ValueLine
from forms.report.report import Report
from forms.values.numbers import Number
from forms.values.period import Period
from tests.forms.small import small

Make = Callable[[str], Template]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A template from the figures of its section."""
    return lambda section: small(tmp_path, section)


OLD = """
[figure.gifts]
label = "Quà Tết"
measures.count = {label = "Số suất", unit = "suất"}
measures.amount = {label = "Kinh phí", unit = "đồng"}

[figure.gifts.breakdown.source]
label = "Nguồn"
relation = "partition"
open = true
rows = {state = "Nhà nước", others = "Khác"}
"""


def filled(template: Template) -> Report:
    report = Report(template, Unit("Xã A", "xa"), Period(2024))
    changes: list[Change] = [SetRow(OpenRow("gifts", "source:#1", "Xã A", 1))]
    for row, measure, number in [
        ("", "count", 1291),
        ("", "amount", 5000),
        ("source:state", "count", 1000),
        ("source:#1", "count", 291),
    ]:
        changes.append(SetCell(Address("gifts", row, measure), Cell(Number(number))))
    for change in changes:
        report.apply(change)
    return report


def under(report: Report, template: Template) -> Report:
    """The report as it opens under a later version of its template."""
    return replace(report, template=template)


def moved(report: Report) -> dict[Address, int]:
    strays.settled(report)
    return {address: cell.number.digits for address, cell in report.cells.items() if cell.number}


RENAMED = OLD.replace("[figure.gifts", "[figure.presents").replace(
    'label = "Quà Tết"', 'label = "Quà"\nwas = ["gifts"]'
)
GIVER = 'breakdown.giver]\nwas = ["source"]\nlabel = "Bên"\nrelation = "partition"\nrows = {state = "Nhà nước"}\n'
GONE = OLD.replace("[figure.gifts", "[figure.others")


def test_a_report_of_its_own_version_has_no_strays(make: Make) -> None:
    assert strays.strays(filled(make(OLD))) == []
    assert strays.remark(filled(make(OLD))) == ""


def test_a_withdrawn_figure_keeps_its_values_and_says_so(make: Make) -> None:
    report = under(filled(make(OLD)), make(GONE))
    assert len(strays.strays(report)) == 4
    assert strays.remark(report).startswith(
        "Có 4 số liệu không có chỗ trong mẫu này, chương trình giữ nguyên và in thành bảng riêng: "
    )
    assert "gifts - amount: 5.000; gifts - count: 1.291;" in strays.remark(report)
    before = dict(report.cells)
    assert strays.moves(report) == []
    assert report.cells == before


def test_a_renamed_figure_takes_its_values_and_rows_along(make: Make) -> None:
    report = under(filled(make(OLD)), make(RENAMED))
    assert moved(report) == {
        Address("presents", "", "count"): 1291,
        Address("presents", "", "amount"): 5000,
        Address("presents", "source:state", "count"): 1000,
        Address("presents", "source:#1", "count"): 291,
    }
    assert report.label(report.template.figures["presents"], "source:#1") == "Xã A"


def test_until_they_are_moved_values_are_called_as_what_took_their_place(make: Make) -> None:
    report = under(filled(make(OLD)), make(RENAMED))
    assert [stray.label for stray in strays.strays(report)] == [
        *("Quà - kinh phí", "Quà - số suất"),
        *("Quà - Xã A - số suất", "Quà - Nhà nước - số suất"),
    ]
    assert {stray.unit for stray in strays.strays(report)} == {""}  # that may have changed with the name
    assert "có thể chuyển sang chỗ mới (Báo cáo › Số liệu ngoài mẫu…)" in strays.remark(report)
    strays.settled(report)
    assert strays.strays(report) == []


@pytest.mark.parametrize(
    ("old", "new", "at", "number"),
    [
        ("measures.count = {", 'measures.number = {was = ["count"], ', ("gifts", "", "number"), 1291),
        (
            '{state = "Nhà nước"',
            '{public = {label = "Nhà nước", was = ["state"]}',
            ("gifts", "source:public", "count"),
            1000,
        ),
        ("breakdown.source]", 'breakdown.giver]\nwas = ["source"]', ("gifts", "giver:state", "count"), 1000),
    ],
)
def test_measures_rows_and_breakdowns_say_what_they_were(
    make: Make, old: str, new: str, at: tuple[str, str, str], number: int
) -> None:
    before = filled(make(OLD))
    (held,) = (address for address, cell in before.cells.items() if cell.number == Number(number))
    template = make(OLD.replace(old, new))
    assert moved(under(before, template))[Address(*at)] == number
    report = Report(template, before.unit, before.period)  # a file of values may still use the names of before
    filling.fill(report, [ValueLine(2, held.figure, held.row, held.measure, str(number))], vietnamese=True)
    assert report.cells == {Address(*at): Cell(Number(number))}


def test_a_row_that_became_a_figure(make: Make) -> None:
    new = GONE + '[figure.state_gifts]\nlabel = "Quà của Nhà nước"\n'
    new += 'measures.count = {label = "Số suất", unit = "suất", was = ["gifts[source:state].count"]}\n'
    report = under(filled(make(OLD)), make(new))
    found = moved(report)
    assert found[Address("state_gifts", "", "count")] == 1000
    assert found[Address("gifts", "", "count")] == 1291


def test_what_was_split_or_has_another_unit_or_is_taken_stays(make: Make) -> None:
    split = RENAMED + RENAMED.replace("figure.presents", "figure.more")
    report = under(filled(make(OLD)), make(split))
    assert {len(stray.heirs) for stray in strays.strays(report)} == {2}
    assert strays.moves(report) == []
    report = under(filled(make(OLD)), make(RENAMED))
    report.apply(SetCell(Address("presents", "", "count"), Cell(Number(1))))
    assert moved(report)[Address("presents", "", "count")] == 1
    assert [stray.value for stray in strays.strays(report)] == ["1.291"]


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        (
            '{state = "Nhà nước"',
            '{central = {label = "Trung ương", was = ["state"]}, local = {label = "Tỉnh", was = ["state"]}',
            {"source:state"},
        ),
        (
            "breakdown.source]",
            f"{GIVER}[figure.gifts.breakdown.payer]\nwas = ['source']",
            {"source:state"},
        ),
    ],
)
def test_a_row_that_was_split_is_moved_to_neither_part(make: Make, old: str, new: str, lost: set[str]) -> None:
    report = under(filled(make(OLD)), make(OLD.replace(old, new)))
    assert {stray.address.row for stray in strays.strays(report) if len(stray.heirs) == 2} == lost
    assert lost <= {address.row for address in moved(report)}


def test_a_receiver_without_a_figure_keeps_it_by_the_labels_that_it_carries(make: Make) -> None:
    sent = filled(make(OLD))
    received = restoring.restore(archive.decode(archive.encode(sent)), make(GONE))
    assert received.cells == sent.cells
    assert [(stray.label, stray.unit, stray.value) for stray in strays.strays(received)] == [
        ("Quà Tết - kinh phí", "đồng", "5.000"),
        ("Quà Tết - số suất", "suất", "1.291"),
        ("Quà Tết - Xã A - số suất", "suất", "291"),
        ("Quà Tết - Nhà nước - số suất", "suất", "1.000"),
    ]
    again = restoring.restore(archive.decode(archive.encode(received)), make(GONE))
    assert again == received
    assert restoring.restore(archive.decode(archive.encode(received)), make(OLD)).cells == sent.cells


def test_a_report_of_an_earlier_version_is_carried_on_though_nobody_sent_labels(make: Make) -> None:
    report = under(filled(make(OLD)), make(GONE))
    assert restoring.restore(archive.decode(archive.encode(report)), make(GONE)).cells == report.cells


def test_a_value_that_nobody_names_is_refused(make: Make) -> None:
    data = json.loads(archive.encode(filled(make(OLD))))
    data["figures"] = []
    with pytest.raises(KnownError, match="không có trong mẫu"):
        restoring.restore(archive.decode(json.dumps(data).encode()), make(GONE))


def test_a_unit_that_changed_is_not_moved_over(make: Make) -> None:
    received = restoring.restore(archive.decode(archive.encode(filled(make(OLD)))), make(GONE))
    report = under(received, make(RENAMED.replace('unit = "đồng"', 'unit = "triệu đồng"')))
    assert {stray.label for stray in strays.strays(strays.settled(report))} == {"Quà Tết - kinh phí"}


def test_a_measure_that_came_from_another_figure_brings_its_rows_along(make: Make) -> None:
    parcels = (
        RENAMED.replace("presents", "parcels")
        .replace('was = ["gifts"]\n', "")
        .replace("measures.count = {", 'measures.count = {was = ["gifts.count"], ')
    )
    report = under(filled(make(OLD)), make(parcels))
    report.notes[Address("gifts", "source:state", "count")] = "Sổ"
    for other in (Address("donations", "", "count"), Address("gifts", "", "amount")):
        assert strays.heirs(report.template, other) == ()
    assert moved(report) == {
        Address("gifts", "", "amount"): 5000,
        Address("parcels", "", "count"): 1291,
        Address("parcels", "source:state", "count"): 1000,
        Address("parcels", "source:#1", "count"): 291,
    }
    assert report.notes == {Address("parcels", "source:state", "count"): "Sổ"}


def test_a_value_is_not_moved_into_a_row_that_was_added_since_by_another_name(make: Make) -> None:
    there = Address("presents", "source:#1", "count")
    for label, number in (("Xã B", None), ("Xã A", 291)):
        report = under(filled(make(OLD)), make(RENAMED))
        report.apply(SetRow(OpenRow("presents", "source:#1", label, 1)))
        assert strays.now(report, Address("gifts", "source:#1", "count")) == (there if number else None)
        assert moved(report).get(there) == number


def test_a_cell_is_found_by_its_name_of_before_where_one_took_its_place(make: Make) -> None:
    total = Address("gifts", "", "count")
    assert strays.now(filled(make(OLD)), total) == total
    assert strays.now(under(filled(make(OLD)), make(RENAMED)), total) == total._replace(figure="presents")
    closed, added = make(OLD.replace("open = true\n", "")), total._replace(row="source:#1")
    report = under(filled(make(OLD)), closed)
    assert strays.now(report, added) == added
    assert list(report.all_rows(closed.figures["gifts"])) == ["", "source:state", "source:others"]
    for gone in (GONE, RENAMED + RENAMED.replace("figure.presents", "figure.more")):
        assert strays.now(under(filled(make(OLD)), make(gone)), total) is None
