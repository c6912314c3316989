"""Lower offices added up: in any order, through any tiers, and never more said than is known."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.consolidation import drafting
from forms.consolidation.consolidating import Consolidated, Consolidation, consolidate
from forms.definitions.template import Merge, Template
from forms.document import restoring
from forms.errors import KnownError
from forms.offices.units import Unit
from forms.report import archive
from forms.report.cells import Address, Cell, Mark, MarkKind, State
from forms.report.changes import SetCell
from forms.report.report import Report
from forms.sums import tallies
from forms.values.numbers import Number
from forms.values.period import Period
from tests.forms.small import filled, put, small

SECTION = """
[figure.jobs]
label = "Việc làm"
measures.persons = {}
measures.total = {label = "Tổng", unit = "người"}
measures.rate = {equals = "100 * persons / total"}
measures.plan = {label = "Kế hoạch", unit = "%", decimals = 2, merge = "none"}
measures.pct = {label = "Đạt", unit = "%", decimals = 2, equals = "100 * rate / plan"}
measures.best = {label = "Cao nhất", unit = "người", merge = "max"}
measures.heritage = {label = "Di sản", unit = "di sản", merge = "own"}
[figure.jobs.breakdown.country]
label = "Nước"
relation = "partition"
measures.persons = {}
measures.amount = {into = ""}
open = true
[figure.jobs.breakdown.town]
label = "Nơi"
relation = "subset"
of = "country:*"
measures.persons = {}
open = true
[figure.money]
label = "Tiền"
measures.amount = {unit = "tấn", decimals = 2}
[figure.money.breakdown.donor]
label = "Nguồn"
relation = "subset"
measures.amount = {}
measures.year = {label = "Năm", unit = "năm", merge = "list", into = ""}
open = true
blank = "zero"
"""
FRAME = '[compare.children]\nseverity = "error"\n'


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return small(tmp_path_factory.mktemp("mẫu"), SECTION, FRAME)


def report(template: Template, name: str, lines: str = "") -> Report:
    found = Report(template, Unit(name, "xa"), Period(2024))
    put(found, lines)
    return found


def made(template: Template, *reports: Report) -> Consolidation:
    return consolidate(report(template, "Huyện"), tallies.of_reports(reports))


def shown(found: Consolidation) -> list[tuple[object, ...]]:
    figures = found.report.template.figures
    return [
        (one.address.figure, found.report.path(figures[one.address.figure], one.address.row), *one[1:5], one.unlike)
        for one in found.cells
    ]


def cell(found: Consolidation, figure: str, path: str, measure: str) -> Consolidated:
    figures = found.report.template.figures
    return next(
        one
        for one in found.cells
        if (one.address.figure, one.address.measure) == (figure, measure)
        and found.report.path(figures[figure], one.address.row) == path
    )


def written(found: Consolidation) -> bytes:
    """The draft of the office above, once it took what lower offices come to."""
    draft = report(found.report.template, "Tỉnh")
    for change in drafting.changes(draft, found, {}):
        draft.apply(change)
    return archive.encode(draft)


def sent(found: Consolidation) -> Report:
    """The district's report as it arrives one floor higher."""
    draft = report(found.report.template, "Huyện")
    for change in drafting.changes(draft, found, {}):
        draft.apply(change)
    draft.unit = Unit(f"Huyện {id(found)}", "xa")
    return restoring.restore(archive.decode(archive.encode(draft)), draft.template)


_LABELS = ("Nhật Bản", "nhật bản", "NHẬT BẢN", "Nhat Ban", "Lào", "Đăk/Lào", "???", "??")


@st.composite
def lines(draw: st.DrawFn) -> str:
    found = []

    def one(place: str, *, decimals: bool = False) -> None:
        kind = draw(st.sampled_from(("", "", "so", "so", "uoc", "khong_phat_sinh", "khong_thuoc_pham_vi", "chua_co")))
        number = str(draw(st.integers(0, 999))) + (f".{draw(st.integers(0, 99))}" if decimals else "")
        if kind:
            found.append(f"{place},{number if kind in ('so', 'uoc') else ''},{'' if kind == 'so' else kind}")

    for measure in ("persons", "total", "plan", "best", "heritage"):
        one(f"jobs,,{measure}", decimals=measure == "plan")
    for name in draw(st.lists(st.sampled_from(_LABELS), max_size=2, unique_by=str.casefold)):
        row = name.replace("/", "%2F")
        one(f"jobs,{row},persons")
        one(f"jobs,{row},amount")
        if draw(st.booleans()) and any(line.startswith(f"jobs,{row},") for line in found):
            one(f"jobs,{row}/Ô-sa-ka,persons")
        one(f"money,{row},amount", decimals=True)
        found += [f"money,{row},year,{draw(st.sampled_from((2023, 2024)))}"] if draw(st.booleans()) else []
    one("money,,amount", decimals=True)
    return ";".join(found)


def _try(template: Template, name: str, text: str) -> Report:
    try:
        return report(template, name, text)
    except KnownError:  # two spellings of one label in one report
        return report(template, name, ";".join(line for line in text.split(";") if not line.split(",")[1]))


@settings(max_examples=40)
@given(st.data(), st.lists(lines(), min_size=1, max_size=6))
def test_order_and_tiers_make_no_difference(template: Template, data: st.DataObject, texts: Sequence[str]) -> None:
    communes = [_try(template, f"Xã {number}", text) for number, text in enumerate(texts)]
    flat = made(template, *communes)
    order = data.draw(st.permutations(range(len(communes))))
    assert shown(made(template, *(communes[number] for number in order))) == shown(flat)
    groups: list[list[Report]] = [[], [], []]
    for commune in communes:
        groups[data.draw(st.integers(0, 2))].append(commune)
    districts = [sent(made(template, *group)) for group in groups if group]
    through = made(template, *districts)
    assert shown(through) == shown(flat)
    assert written(through) == written(flat)


STATES = [
    ("khong_phat_sinh", "khong_phat_sinh", State.NIL, None),
    ("khong_phat_sinh", "khong_thuoc_pham_vi", State.NIL, None),
    ("khong_thuoc_pham_vi", "khong_thuoc_pham_vi", State.NOT_APPLICABLE, None),
    ("5", "khong_phat_sinh", State.STATED, Number(5)),
    ("5", "7,uoc", State.ESTIMATE, Number(12)),
    ("5", "chua_co", State.STATED, Number(5)),
    ("chua_co", "chua_co", State.AWAITED, None),
]


@pytest.mark.parametrize(("one", "other", "state", "number"), STATES)
def test_states(template: Template, one: str, other: str, state: State, number: Number | None) -> None:
    both = [f"jobs,,persons,{text}" if text[0].isdigit() else f"jobs,,persons,,{text}" for text in (one, other)]
    found = cell(made(template, *(report(template, text, text) for text in both)), "jobs", "", "persons")
    assert (found.state, found.cell and found.cell.number) == (state, number)
    assert (found.counted, found.missing) == (
        2 - both.count("jobs,,persons,,chua_co"),
        both.count("jobs,,persons,,chua_co"),
    )


def test_each_measure_is_made_as_it_says(template: Template) -> None:
    one = report(template, "a", "jobs,,persons,1;jobs,,total,3;jobs,,plan,50;jobs,,best,4;jobs,,heritage,2")
    two = report(template, "b", "jobs,,persons,1;jobs,,total,3;jobs,,plan,60;jobs,,best,7;jobs,,heritage,2")
    found = {each.address.measure: each for each in made(template, one, two).cells if not each.address.row}
    numbers = {key: each.cell and str(each.cell.number) for key, each in found.items() if key != "amount"}
    assert numbers == {
        "persons": "2", "total": "6", "rate": "33.33", "plan": None, "pct": None, "best": "7", "heritage": None
    }  # fmt: skip
    assert [found[key].how for key in ("rate", "pct", "best", "heritage")] == ["recompute", "none", "max", "own"]


def test_no_rate_of_different_offices(template: Template) -> None:
    one, two = report(template, "a", "jobs,,persons,1;jobs,,total,3"), report(template, "b", "jobs,,total,3")
    rate = cell(made(template, one, two), "jobs", "", "rate")
    assert (rate.cell, rate.counted, rate.missing) == (None, 1, 1)
    other = report(template, "c", "jobs,,persons,1")
    crossed = cell(made(template, one, two, other), "jobs", "", "rate")
    assert (crossed.cell, crossed.counted, crossed.missing, crossed.uneven) == (None, 2, 1, True)
    both = cell(made(template, one, report(template, "b")), "jobs", "", "rate")
    assert (both.cell, both.missing) == (Cell(Number(3333, 2)), 1)


def test_rows_are_one_where_spelling_differs_and_absent_is_nought(template: Template) -> None:
    texts = ("jobs,NHẬT BẢN,persons,1", "jobs,Nhật Bản,persons,2;jobs,Lào,persons,5", "jobs,,persons,9", "")
    found = made(template, *(report(template, str(number), text) for number, text in enumerate(texts)))
    japan = cell(found, "jobs", "Nhật Bản", "persons")
    assert (japan.cell, japan.counted, japan.missing) == (Cell(Number(3)), 3, 1)


def test_a_list_stands_where_all_that_name_it_agree(template: Template) -> None:
    texts = [f"money,Quỹ Xanh,year,2023;money,Hội Chữ,year,{year}" for year in (2023, 2024)]
    found = made(template, *(report(template, text, text) for text in (*texts, "money,,amount,1")))
    agreed, unlike = (cell(found, "money", name, "year") for name in ("Quỹ Xanh", "Hội Chữ"))
    assert (agreed.how, agreed.cell) == (Merge.LIST, Cell(Number(2023)))
    assert (unlike.cell, unlike.unlike) == (None, True)


def test_what_was_typed_or_overruled_stays_and_what_is_added_is_added_again(template: Template) -> None:
    address = Address("jobs", "", "persons")
    draft = report(template, "Huyện", "jobs,,persons,9;jobs,,total,8;money,,amount,7")
    overruled = Mark(MarkKind.OVERRULED, "Xã sót một thôn", Number(3))
    own = Mark(MarkKind.ADDED, "Huyện trực tiếp cấp", Number(2))
    computed = Mark(MarkKind.COMPUTED)
    draft.apply(SetCell(address._replace(measure="total"), Cell(Number(8), marks=(overruled,))))
    draft.apply(SetCell(Address("money", "", "amount"), Cell(Number(7)).marked(computed).marked(own)))
    child = report(template, "a", "jobs,,persons,5;jobs,,total,6;money,,amount,10.5;jobs,,best,1")
    found = consolidate(draft, tallies.of_reports([child, report(template, "Xã B")]))
    cells = {
        change.address: change.cell for change in drafting.changes(draft, found, {}) if isinstance(change, SetCell)
    }
    lacking = Mark(MarkKind.COMPUTED, "chưa gồm Xã B")
    assert cells == {
        address._replace(measure="total"): Cell(
            Number(8), marks=(Mark(MarkKind.OVERRULED, "Xã sót một thôn", Number(6)),)
        ),
        Address("money", "", "amount"): Cell(Number(125, 1)).marked(lacking).marked(own),
        address._replace(measure="best"): Cell(Number(1)).marked(lacking),
        address._replace(measure="rate"): Cell(Number(8333, 2)).marked(lacking),
    }
    assert [one.address for one in drafting.kept(draft, found)] == [address, address._replace(measure="total")]


@pytest.mark.parametrize("keys", ['unit = "%"', 'unit = "%", merge = "sum"', 'unit = "người", merge = "recompute"'])
def test_the_loader_refuses_what_cannot_be_made(tmp_path: Path, keys: str) -> None:
    with pytest.raises(KnownError, match=r"measures\.share\.merge"):
        small(tmp_path, f'[figure.jobs]\nlabel = "Việc làm"\nmeasures.share = {{label = "Phần", {keys}}}\n')


def test_filled_reports_are_what_they_seem(template: Template) -> None:
    assert filled(template, "jobs,,persons,1").cells
