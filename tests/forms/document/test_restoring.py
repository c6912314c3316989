"""What arrives is put together where the template has a place for it, and refused by its place where it has none."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from forms.definitions.legal_document import LegalDocument
from forms.definitions.template import Template
from forms.document.restoring import doubtful_rows, restore
from forms.errors import KnownError
from forms.offices.plan import Answer
from forms.offices.units import Unit
from forms.report import archive, limits
from forms.report.cells import Address, Cell, State
from forms.report.changes import (
    Acceptance,
    Called,
    Change,
    Coverage,
    Filing,
    OpenRow,
    Pin,
    SetAcceptance,
    SetAnswer,
    SetCalled,
    SetCell,
    SetCoverage,
    SetDetail,
    SetIssue,
    SetLegalDocument,
    SetNote,
    SetParagraphs,
    SetRow,
    SetSection,
    SetSource,
    SetState,
)
from forms.report.kinds.plain import BROKEN
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
[figure.gifts.breakdown.giver]
label = "Người tặng"
of = "place:*"
relation = "subset"
rows = {old = {label = "Hội cũ", until = 2020-12-31}}
"""
PERSONS = Address("gifts", "", "persons")
SEVEN = Cell(Number(7))
PLACE = SetRow(OpenRow("gifts", "place:#1", "Làng Mới", 1))
SORT = SetRow(OpenRow("gifts", "place:#1/sort:#2", "Gạo", 1))


def row(figure: str = "gifts", name: str = "place:#1", label: str = "Làng Mới") -> SetRow:
    return SetRow(OpenRow(figure, name, label, 1))


def document(number: int) -> SetLegalDocument:
    return SetLegalDocument(f"vb{number}", LegalDocument("Kế hoạch", "15/KH", "05/3/2024", "Ủy ban"))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return small(tmp_path_factory.mktemp("template"), SECTION)


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
        (PLACE, SetCell(Address("gifts", "place:#1/giver:old", "persons"), SEVEN)),  # a row that has ended
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
    with pytest.raises(KnownError, match=BROKEN):
        bring(*changes)


def test_a_number_that_its_measure_does_not_take_is_refused_by_its_name(bring: Bring) -> None:
    with pytest.raises(KnownError, match="Quà tặng"):
        bring(SetCell(PERSONS, Cell(Number(-7))))


@pytest.mark.parametrize("unit", [Unit("Xã Đăk Blà", "x"), Unit("", "xa")])
def test_an_office_that_the_template_does_not_know_is_broken_data(template: Template, unit: Unit) -> None:
    empty = archive.decode(archive.encode(filled(template, "")))
    with pytest.raises(KnownError, match=BROKEN):
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


STRAY = Address("toys", "", "count")
HELD = Address("toys", "kind:#1", "count")
CALLED = (
    Called("toys", "Z", "Đồ chơi", (("count", "Số lượng", "cái"),), (("kind:soft", "Mềm"),)),
    Called("toys", "Z", "Đồ chơi", (("price", "Giá", "đồng"),), (("kind:hard", "Cứng"),)),
)
TOY = row("toys", "kind:#1", "Gỗ")


@pytest.fixture
def bring_along(template: Template) -> Bring:
    """Restore an archive of these changes that says what figures are called which no template has."""
    empty = archive.decode(archive.encode(filled(template, "")))
    return lambda *changes: restore(replace(empty, figures=CALLED, changes=changes), template)


def test_what_no_template_has_stays_where_the_sender_says_what_it_is_called(bring_along: Bring) -> None:
    soft = STRAY._replace(row="kind:soft")
    cells = [STRAY, soft, STRAY._replace(row="kind:hard", measure="price"), HELD]
    report = bring_along(TOY, *(SetCell(address, SEVEN) for address in cells), SetNote(soft, "Biên bản"))
    assert list(report.cells) == cells
    assert report.notes == {soft: "Biên bản"}
    assert report.rows["toys", "kind:#1"].label == "Gỗ"
    (called,) = report.called.values()
    assert (called.section, called.label) == ("Z", "Đồ chơi")
    assert sorted(code for code, *_ in called.measures) == ["count", "price"]
    assert sorted(code for code, *_ in called.rows) == ["kind:hard", "kind:soft"]


@pytest.mark.parametrize(
    "changes",
    [
        (SetParagraphs("Z", ("Đồ chơi.",)),),
        (SetSection("Z", Filing.NOT_YET), SetSection("A", Filing.NOT_YET)),
        (SetCoverage(STRAY, Coverage(1, 0)), SetCoverage(PERSONS, Coverage(1, 2))),
        (SetCoverage(Address("gifts", "", ""), Coverage(1, 0)),),  # how many speak of the figure
        (SetSource("a", Pin("x", 1)), SetSource("b", Pin("x", 1))),
        (
            SetAnswer("ct1", Answer("7", "2024-11-15", "Sở", "dat")),
            SetAnswer("ct2", Answer("xong", "", "", "")),
        ),
    ],
)
def test_what_is_said_beside_numbers_comes_along(
    bring_along: Bring, template: Template, changes: tuple[Change, ...]
) -> None:
    expected = filled(template, "")
    for change in changes:
        expected.apply(change)
    found = bring_along(*changes)
    assert replace(found, called={}) == expected


@pytest.mark.parametrize(
    "changes",
    [
        (SetSection("x", Filing.NOT_YET),),
        (SetSection("A", Filing.NOT_YET), SetSection("A", Filing.NOT_YET)),
        (SetCoverage(PERSONS, Coverage(1, 2)), SetCoverage(PERSONS, Coverage(1, 2))),
        (SetSource("a", Pin("x", 1)), SetSource("a", Pin("x", 1))),
        (SetAnswer("ct1", None),),
        (SetAnswer("ct1", Answer("7", "15/11/2024")),),
        (SetAnswer("ct1", Answer("7", "", "", "tot")),),
        (SetAnswer("ct1", Answer("7")), SetAnswer("ct1", Answer("8"))),
        tuple(SetAnswer(f"ct{number}", Answer("7")) for number in range(limits.ARRIVING + 1)),
        (SetCalled("toys", CALLED[0]),),
        (SetIssue(1, None),),
        (SetDetail("as_of:gifts", "hôm qua"),),
    ],
)
def test_what_is_said_beside_numbers_is_refused_without_a_place(
    bring_along: Bring, changes: tuple[Change, ...]
) -> None:
    with pytest.raises(KnownError, match=BROKEN):
        bring_along(*changes)


@pytest.mark.parametrize(
    "changes",
    [
        (SetCell(STRAY._replace(measure="x"), SEVEN),),
        (SetCell(STRAY._replace(row="kind:x"), SEVEN),),
        (SetCell(HELD, SEVEN),),  # its row did not come
        (row("toys", "kind:x"),),
        (SetCoverage(Address("x", "", ""), Coverage(1, 0)),),
        (SetCoverage(PERSONS._replace(measure="amount"), Coverage(1, 0)),),
        (SetCoverage(Address("gifts", "place:#9", ""), Coverage(1, 0)),),
    ],
)
def test_what_nobody_calls_anything_is_refused_by_its_place(bring_along: Bring, changes: tuple[Change, ...]) -> None:
    with pytest.raises(KnownError, match="không có trong mẫu"):
        bring_along(*changes)


def test_rows_that_would_count_twice_are_told_and_stay(bring: Bring) -> None:
    report = bring(
        PLACE,
        row(name="place:#2", label="LÀNG MỚI"),
        row(name="place:#3", label="Tổng số"),
        row(name="place:#1/sort:#4", label="Gạo"),
        row(name="place:#2/sort:#5", label="Gạo"),  # of another place
    )
    twin, total = doubtful_rows(report)
    assert twin == 'Quà tặng: dòng "LÀNG MỚI" có hơn một lần; đề nghị hỏi lại nơi gửi rồi gộp các dòng trùng tên.'
    assert total.startswith('Quà tặng: dòng "Tổng số" là ')
    assert len(report.rows) == 5
    many = bring(*(row(name=f"place:#{number}", label=f"Tổng cộng {number // 2}") for number in range(1, 30)))
    assert len(doubtful_rows(many)) == 10
    assert doubtful_rows(bring(PLACE, SORT)) == ()


def test_rows_that_no_template_has_are_not_doubted(bring_along: Bring) -> None:
    assert doubtful_rows(bring_along(TOY, row("toys", "kind:#2", "Gỗ"))) == ()
