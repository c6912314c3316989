"""What arrives is put together where the template has a place for it, and refused by its place where it has none."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forms.definitions.legal_document import LegalDocument
from forms.definitions.template import Template
from forms.document.restoring import restore
from forms.errors import KnownError
from forms.offices.units import Unit
from forms.report import archive, limits
from forms.report.cells import Address, Cell, State
from forms.report.changes import (
    Acceptance,
    Change,
    OpenRow,
    SetAcceptance,
    SetCell,
    SetDetail,
    SetLegalDocument,
    SetNote,
    SetParagraphs,
    SetRow,
    SetState,
)
from forms.report.report import Report
from forms.values.numbers import Number
from tests.forms.small import filled, small

SECTION = """
[figure.gifts]
label = "Quà tặng"
measures.persons = {}
[figure.gifts.breakdown.source]
label = "Nguồn"
relation = "subset"
rows = {state = "Nhà nước"}
[figure.gifts.breakdown.place]
label = "Nơi nhận"
relation = "subset"
open = true
[figure.gifts.breakdown.sort]
label = "Loại"
of = "place:*"
relation = "subset"
open = true
"""
PERSONS = Address("gifts", "", "persons")
SEVEN = Cell(Number(7))
PLACE = SetRow(OpenRow("gifts", "place:#1", "Làng Mới", 1))
SORT = SetRow(OpenRow("gifts", "place:#1/sort:#2", "Gạo", 1))


def row(figure: str = "gifts", name: str = "place:#1", label: str = "Làng Mới") -> SetRow:
    return SetRow(OpenRow(figure, name, label, 1))


def document(number: int) -> SetLegalDocument:
    return SetLegalDocument(f"vb{number}", LegalDocument("Kế hoạch", "15/KH", "05/3/2024", "Ủy ban"))


@pytest.fixture
def template(tmp_path: Path) -> Template:
    return small(tmp_path, SECTION)


def explained(number: int) -> SetAcceptance:
    return SetAcceptance(f"f{number}", Acceptance("Đúng", "Y Hà", datetime(2024, 11, 15, tzinfo=UTC), ""))


Bring = Callable[..., Report]


@pytest.fixture
def bring(template: Template) -> Bring:
    """Restore an archive of these changes."""
    empty = archive.decode(archive.encode(filled(template, "")))

    def restored(*changes: Change) -> Report:
        return restore(replace(empty, changes=changes), template)

    return restored


@pytest.mark.parametrize(
    "changes",
    [
        (PLACE, SORT, SetCell(Address("gifts", "place:#1/sort:#2", "persons"), SEVEN)),
        (PLACE, row(name="place:#2")),  # two rows of one name stay two
        (row(label="x" * 300),),
        (SetCell(PERSONS, Cell(None, State.NIL)), SetNote(PERSONS, "Biên bản")),
        (SetDetail("as_of", "2024-12-31"), SetDetail("cell_notes", "có"), SetDetail("signer", "Y Hà")),
        (SetParagraphs("A", ("x" * limits.SECTION,)), SetParagraphs("opening", ("",))),
        tuple(document(number) for number in range(limits.ARRIVING)),
        tuple(explained(number) for number in range(limits.ARRIVING)),
        (SetParagraphs("opening", ("A",)), SetParagraphs("opening", None)),
        tuple(row(name=f"place:#{number}") for number in range(1, limits.ARRIVING + 1)),
    ],
)
def test_what_has_a_place_is_put_there(bring: Bring, template: Template, changes: tuple[Change, ...]) -> None:
    expected = filled(template, "")
    for change in changes:
        expected.apply(change)
    assert bring(*changes) == expected


@pytest.mark.parametrize(
    ("place", "changes"),
    [
        ("x place:#1", (row(figure="x"),)),
        ("gifts x:#1", (row(name="x:#1"),)),
        ("gifts source:#1", (row(name="source:#1"),)),  # its rows are fixed
        ("gifts place:one", (row(name="place:one"),)),
        ("gifts sort:#1", (row(name="sort:#1"),)),  # hangs on a place
        ("gifts source:state/sort:#1", (row(name="source:state/sort:#1"),)),
        ("gifts place:#9/sort:#1", (PLACE, row(name="place:#9/sort:#1"))),  # which is not there
        ("x persons", (SetCell(Address("x", "", "persons"), SEVEN),)),
        ("gifts place:#1 persons", (SetCell(Address("gifts", "place:#1", "persons"), SEVEN),)),
        ("gifts amount", (SetCell(Address("gifts", "", "amount"), SEVEN),)),
        ("gifts persons", (SetCell(PERSONS, None),)),
        ("gifts amount", (SetNote(Address("gifts", "", "amount"), "x"),)),
    ],
)
def test_what_has_no_place_is_refused_by_it(bring: Bring, place: str, changes: tuple[Change, ...]) -> None:
    with pytest.raises(KnownError, match=f'có ô "{place}" không có trong mẫu'):
        bring(*changes)


@pytest.mark.parametrize(
    ("why", "changes"),
    [
        ('dòng "gifts place:#1" hai lần', (PLACE, PLACE)),
        ('ô "gifts persons" hai lần', (SetCell(PERSONS, SEVEN), SetCell(PERSONS, SEVEN))),
        ('dòng "gifts place:#1" mà tên dòng trống', (row(label=""),)),
        ("thừa dấu cách", (row(label=" Làng"),)),
        ("dài quá 300 chữ", (row(label="x" * 301),)),
        ("quá 2000 dòng", tuple(row(name=f"place:#{number}") for number in range(1, limits.ARRIVING + 2))),
    ],
)
def test_what_stands_twice_or_too_long_is_refused_by_what_it_is(
    bring: Bring, why: str, changes: tuple[Change, ...]
) -> None:
    with pytest.raises(KnownError, match=why):
        bring(*changes)


@pytest.mark.parametrize(
    "changes",
    [
        (SetDetail("x", "Y Hà"),),
        (SetDetail("as_of", "31/12/2024"),),
        (SetDetail("cell_notes", "yes"),),
        (SetParagraphs("x", ("",)),),
        (SetParagraphs("A", ("x" * limits.SECTION, "y")),),
        tuple(document(number) for number in range(limits.ARRIVING + 1)),
        tuple(explained(number) for number in range(limits.ARRIVING + 1)),
        (SetState((), ()),),  # no archive carries one
    ],
)
def test_words_without_a_place_are_broken_data(bring: Bring, changes: tuple[Change, ...]) -> None:
    with pytest.raises(KnownError, match=archive.BROKEN):
        bring(*changes)


def test_a_number_that_its_measure_does_not_take_is_refused_by_its_name(bring: Bring) -> None:
    with pytest.raises(KnownError, match="Quà tặng"):
        bring(SetCell(PERSONS, Cell(Number(-7))))


@pytest.mark.parametrize("unit", [Unit("Xã Đăk Blà", "x"), Unit("", "xa")])
def test_an_office_that_the_template_does_not_know_is_broken_data(template: Template, unit: Unit) -> None:
    empty = archive.decode(archive.encode(filled(template, "")))
    with pytest.raises(KnownError, match=archive.BROKEN):
        restore(replace(empty, unit=unit), template)


def test_only_a_newer_template_is_refused(template: Template) -> None:
    empty = archive.decode(archive.encode(filled(template, "")))
    assert restore(replace(empty, version=template.version - 1), template) == filled(template, "")
    with pytest.raises(KnownError, match="cập nhật chương trình"):
        restore(replace(empty, version=template.version + 1), template)


@pytest.mark.parametrize(
    ("value", "readings"), [("12.000", ("ghi 12 ", "ghi 12000 ")), ("4.764", ("4,764", "ghi 4764 "))]
)
def test_decimals_of_a_whole_number_are_refused_with_both_readings(
    sample: Report, value: str, readings: tuple[str, str]
) -> None:
    data = json.loads(archive.encode(sample))
    next(line for line in data["cells"] if line["figure"] == "ncc_monthly")["value"] = value
    with pytest.raises(KnownError) as caught:
        restore(archive.decode(json.dumps(data).encode()), sample.template)
    assert all(reading in str(caught.value) for reading in readings)


@pytest.mark.parametrize("working", ["9000+1", "1+1+5+\x1b[31m", "cmd|calc!A0", "7+", "10-2"])
def test_a_working_gives_its_number_or_is_refused(bring: Bring, working: str) -> None:
    with pytest.raises(KnownError, match=r"Quà tặng.*không ra số của ô"):
        bring(SetCell(PERSONS, replace(SEVEN, working=working)))
    assert bring(SetCell(PERSONS, replace(SEVEN, working="10 - 3"))).cells[PERSONS].working == "10 - 3"
