"""Rows: where a path leads, in which order they stand, and what adds, removes and moves them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from forms.errors import KnownError
from forms.report import limits, places
from forms.report.cells import Address
from forms.report.changes import Change, OpenRow, SetCell, SetNote, SetRow
from forms.report.places import Place, locate, new_row
from forms.report.report import Report
from tests.forms.small import filled, small

SECTION = """
[figure.gifts]
label = "Quà tặng"
measures.persons = {}
[figure.gifts.breakdown.source]
label = "Nguồn"
relation = "subset"
rows = {state = "Nhà nước", local = "Địa phương"}
[figure.gifts.breakdown.place]
label = "Nơi nhận"
relation = "subset"
open = true
suggest = ["Huyện Kon Rẫy"]
[figure.gifts.breakdown.sort]
label = "Loại"
of = "source:*"
relation = "subset"
open = true
rows = {rice = "Gạo"}
[figure.gifts.breakdown.sent]
label = "Đợt"
of = "source:*"
relation = "subset"
open = true
[figure.jobs]
label = "Việc làm"
measures.persons = {}
[figure.jobs.breakdown.land]
label = "Nước"
relation = "subset"
open = true
"""
LINES = """gifts,place:Làng Mới,persons,1;gifts,place:Huyện Kon Rẫy,persons,2;gifts,place:Thôn 9,persons,3;
gifts,state/sort:Vải,persons,4;gifts,state/sent:Vải,persons,5;gifts,state/rice,persons,6;jobs,Lào,persons,7"""


@pytest.fixture
def full(tmp_path: Path) -> Report:
    return filled(small(tmp_path, SECTION), LINES)


@pytest.fixture
def empty(tmp_path: Path) -> Report:
    return filled(small(tmp_path, SECTION), "")


def apply(report: Report, changes: list[Change]) -> Report:
    for change in changes:
        report.apply(change)
    return report


def labels(report: Report) -> list[str]:
    figure = report.template.figures["gifts"]
    return [report.label(figure, row) for row in report.rows_of(figure, figure.breakdowns["place"])]


def test_every_row_in_the_order_of_the_paper_with_its_path(full: Report) -> None:
    figure = full.template.figures["gifts"]
    assert [(row, full.path(figure, row), full.label(figure, row)) for row in full.all_rows(figure)] == [
        ("", "", "Quà tặng"),
        ("source:state", "source:state", "Nhà nước"),
        ("source:state/sort:rice", "source:state/sort:rice", "Gạo"),
        ("source:state/sort:#4", "source:state/sort:Vải", "Vải"),
        ("source:state/sent:#5", "source:state/sent:Vải", "Vải"),
        ("source:local", "source:local", "Địa phương"),
        ("source:local/sort:rice", "source:local/sort:rice", "Gạo"),
        ("place:#1", "Làng Mới", "Làng Mới"),
        ("place:#2", "Huyện Kon Rẫy", "Huyện Kon Rẫy"),
        ("place:#3", "Thôn 9", "Thôn 9"),
    ]


def test_rows_that_a_pattern_names(full: Report) -> None:
    figure = full.template.figures["gifts"]
    assert full.matching(figure, "place:*") == ["place:#1", "place:#2", "place:#3"]
    assert full.matching(figure, "source:*/sort:rice") == ["source:state/sort:rice", "source:local/sort:rice"]
    assert full.matching(figure, "source:state") == ["source:state"]
    assert full.matching(figure, "") == [""]


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("", Place("")),
        ("state", Place("source:state")),
        ("source:state/rice", Place("source:state/sort:rice")),
        (" place: Làng  Mới ", Place("place:#1")),
        ("Làng Mới", Place("place:#1")),
        ("place:Xã Đăk Tơ", Place("", "", "place", "Xã Đăk Tơ")),
        ("local/sent:Muối", Place("", "source:local", "sent", "Muối")),
        ("place:state", Place("", "", "place", "state")),  # said to be a place
        ("place:A%2FB", Place("", "", "place", "A/B")),
    ],
)
def test_where_a_path_leads(full: Report, path: str, place: Place) -> None:
    assert locate(full, full.template.figures["gifts"], path) == place


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("source:stat", 'chỉ tiêu "gifts" không có dòng "stat"; có phải "state"?'),
        ("state/Muối", '"source:state": dòng "Muối" chưa rõ thuộc phân tổ nào; đề nghị ghi thêm "sort:", "sent:"'),
        ("place:LÀNG MỚI", 'dòng "LÀNG MỚI" gần giống "Làng Mới"; đề nghị sửa cho khớp hoặc ghi rõ hơn'),
        ("state/sort:RICE", 'gần giống "rice"'),
        ("local/sort:GẠO", 'gần giống "Gạo"'),
        ("place:", "tên dòng trống hoặc dài quá"),
        ("place: ", "tên dòng trống hoặc dài quá"),
        ("source:", 'không có dòng ""'),
        ("/", "tên dòng trống hoặc dài quá"),
        ("place:" + "x" * (limits.LABEL + 1), "tên dòng trống hoặc dài quá"),
        ("place:Xã Mới/sort:Muối", 'Quà tặng: chưa có dòng "Xã Mới" nên chưa thể ghi dòng con của nó'),
        ("Làng Mới/Muối", 'chỉ tiêu "gifts", dòng "Làng Mới" không có dòng "Muối"'),
    ],
)
def test_a_path_that_leads_nowhere_is_told(full: Report, path: str, words: str) -> None:
    with pytest.raises(KnownError) as caught:
        locate(full, full.template.figures["gifts"], path)
    assert words in str(caught.value)


def test_a_suggested_label_is_written_as_it_is_suggested(empty: Report) -> None:
    figure = empty.template.figures["gifts"]
    assert locate(empty, figure, "place:Huyện Kon Rẫy").label == "Huyện Kon Rẫy"
    with pytest.raises(KnownError, match="gần giống"):
        locate(empty, figure, "place:HUYỆN KON RẪY")
    assert locate(empty, figure, "place:" + "x" * limits.LABEL).label == "x" * limits.LABEL


def test_numbers_of_rows_are_never_given_again(full: Report) -> None:
    figure = full.template.figures["gifts"]
    apply(full, places.removed(full, figure, "source:state/sent:#5"))
    row = new_row(full, Place("", "source:local", "sort", "Muối"), figure)
    assert row == OpenRow("gifts", "source:local/sort:#6", "Muối", 6)
    jobs = full.template.figures["jobs"]
    assert new_row(full, Place("", "", "land", "Nhật"), jobs).id == "land:#2"


def test_so_many_rows_and_no_more(empty: Report) -> None:
    figure = empty.template.figures["gifts"]
    place = Place("", "", "place", "Làng Mới")
    for number in range(1, limits.ROWS):
        empty.rows["gifts", f"place:#{number}"] = OpenRow("gifts", f"place:#{number}", f"Làng {number}", number)
    last = new_row(empty, place, figure)
    assert last.id == f"place:#{limits.ROWS}"
    empty.apply(SetRow(last))
    with pytest.raises(KnownError, match=f"đã có {limits.ROWS} dòng"):
        new_row(empty, place, figure)


def test_a_row_is_removed_with_all_that_stands_in_it(full: Report) -> None:
    figure = full.template.figures["gifts"]
    cell = Address("gifts", "place:#1", "persons")
    apply(full, [SetNote(cell, "Sổ"), SetNote(cell._replace(row="place:#2"), "Sổ")])
    assert places.removed(full, figure, "place:#1") == [
        SetCell(cell, None),
        SetNote(cell, None),
        SetRow(OpenRow("gifts", "place:#1", "Làng Mới", 1, removed=True)),
    ]
    apply(full, places.removed(full, figure, "place:#1"))
    assert labels(full) == ["Huyện Kon Rẫy", "Thôn 9"]
    assert full.cells[Address("jobs", "land:#1", "persons")]
    assert places.removed(full, figure, "source:state")[-2:] == [
        SetRow(replace(full.rows["gifts", "source:state/sent:#5"], removed=True)),
        SetRow(replace(full.rows["gifts", "source:state/sort:#4"], removed=True)),
    ]


@pytest.mark.parametrize(
    ("row", "step", "order"),
    [
        ("place:#1", 1, ["Huyện Kon Rẫy", "Làng Mới", "Thôn 9"]),
        ("place:#3", -1, ["Làng Mới", "Thôn 9", "Huyện Kon Rẫy"]),
        ("place:#2", -1, ["Huyện Kon Rẫy", "Làng Mới", "Thôn 9"]),
        ("place:#1", -1, None),
        ("place:#3", 1, None),
    ],
)
def test_a_row_moves_up_and_down_as_far_as_there_are_rows(
    full: Report, row: str, step: int, order: list[str] | None
) -> None:
    figure = full.template.figures["gifts"]
    changes = places.moved(full, figure, figure.breakdowns["place"], row, step)
    assert len(changes) == (2 if order else 0)
    before = labels(full)
    assert labels(apply(full, changes)) == (order or before)


def test_rows_of_one_position_stand_by_their_ids(empty: Report) -> None:
    for number in (2, 1, 3):
        empty.apply(SetRow(OpenRow("gifts", f"place:#{number}", f"Làng {number}", 0 if number == 3 else 5)))
    empty.apply(SetRow(OpenRow("jobs", "land:#1", "Lào", 1)))
    assert labels(empty) == ["Làng 3", "Làng 1", "Làng 2"]


def test_the_same_cell_in_another_report(full: Report, empty: Report) -> None:
    added = Address("gifts", "place:#1", "persons")
    fixed = Address("gifts", "source:state", "persons")
    assert full.counterpart(empty, fixed) == fixed
    assert full.counterpart(empty, added) is None
    empty.apply(SetRow(OpenRow("gifts", "place:#7", "Thôn 8", 1)))
    empty.apply(SetRow(OpenRow("gifts", "place:#8", "LÀNG MỚI", 2)))
    assert full.counterpart(empty, added) == Address("gifts", "place:#8", "persons")
    empty.apply(SetRow(OpenRow("gifts", "place:#9", "Làng Mới", 3)))
    twin = Address("gifts", "place:#9", "persons")
    assert empty.counterpart(empty, twin) == twin  # not the other of its name


def test_stocks_roll_forward_from_a_whole_year(empty: Report) -> None:
    year = filled(empty.template, "", "2023")
    half = filled(empty.template, "", "2024-6T")
    quarter = filled(empty.template, "", "2024-Q2")
    half.neighbours.add(filled(empty.template, "", "2023-6T"))
    assert empty.opening is half.opening is None
    for report in (empty, half, quarter):
        report.neighbours.add(year)
    assert empty.opening is half.opening is year
    assert quarter.opening is None


def test_an_imprint_changes_with_any_of_its_cells_and_with_no_other(full: Report) -> None:
    cells = [Address("gifts", "place:#1", "persons"), Address("gifts", "", "persons")]
    before = full.imprint(cells)
    assert before == full.imprint(iter(cells)) != full.imprint(cells[:1])
    full.cells.pop(Address("gifts", "place:#2", "persons"))
    assert full.imprint(cells) == before
    full.cells.pop(cells[0])
    assert full.imprint(cells) != before
    assert len(before) == 24


@pytest.mark.parametrize(
    ("address", "there"),
    [
        (("gifts", "", "persons"), True),
        (("gifts", "source:state/sort:rice", "persons"), True),
        (("gifts", "place:#1", "persons"), True),
        (("gifts", "source:state/sort:#4", "persons"), True),
        (("gifts", "place:#9", "persons"), False),
        (("gifts", "source:x", "persons"), False),
        (("gifts", "x:state", "persons"), False),
        (("gifts", "source:state/place:#1", "persons"), False),
        (("gifts", "source:state", "ton"), False),
        (("x", "", "persons"), False),
    ],
)
def test_which_cells_a_report_has(full: Report, address: tuple[str, str, str], there: bool) -> None:  # noqa: FBT001 - a column
    assert full.has(Address(*address)) == there
    apply(full, places.removed(full, full.template.figures["gifts"], "place:#1"))
    assert full.has(Address(*address)) == there  # also when its row is gone
