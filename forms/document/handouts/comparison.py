"""Lower offices side by side: a table of chosen figures, and of the first of them the order from high to low.

An office that says nothing is named and has no place in the order; no dash is counted as nought.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from forms.definitions.template import Merge
from forms.document import letterhead
from forms.document.handouts import figures, summary
from forms.document.handouts.course import MISSING
from forms.document.plain_table import TableColumn, row_of, table_of
from forms.narrative.blocks import Gauge, Handout, Table, TableCell
from forms.report.cells import Address
from forms.report.office import speaker
from forms.report.report import Report
from forms.values.frozen import frozen
from forms.values.numbers import Number, rounded, show
from forms.values.style import trimmed
from forms.values.text import raised

MOST = 8
"""How many figures stand side by side."""

_UPRIGHT = 3  # figures that stand side by side on upright paper
_BY_WORD = "*"


@frozen
class ComparedNumber:
    """What an office states of a figure; `by_word` where it gave it otherwise than in a report."""

    text: str = ""
    number: Number | None = None
    by_word: bool = False


@frozen
class ComparedFigure:
    """A cell as every lower office states it, and what that comes to: `counted` of how many of them are in it."""

    address: Address
    how: Merge
    numbers: tuple[ComparedNumber, ...]
    total: ComparedNumber
    counted: str


@frozen
class ComparedOffice:
    """A lower office, and what is to be known of its report."""

    name: str
    remark: str = ""


def compose(
    report: Report, offices: Sequence[ComparedOffice], compared: Sequence[ComparedFigure], edited: datetime
) -> Handout:
    """The comparison as an annex of the report of the office above; its first figure is put in order."""
    first = compared[0]
    by_word = any(number.by_word for one in compared for number in one.numbers)
    label = figures.name(report, first.address)
    return Handout(
        office=" ".join(letterhead.head(report).agency),
        remark=summary.remark(report),
        title=f"So sánh giữa các đơn vị, {report.period.label}".upper(),
        about="",
        tables=(_beside(report, offices, compared), _ordered(report, offices, first)),
        captions=("", f"{raised(label)} ({report.unit_of(first.address)}), xếp từ cao xuống thấp"),
        author=report.unit.name,
        edited=edited,
        legend=f"{_BY_WORD} Số báo qua điện thoại hoặc tin nhắn, chờ văn bản." if by_word else "",
        source=f"Nguồn: báo cáo của các đơn vị, {report.period.label}; {first.counted} đơn vị có số ở chỉ tiêu đầu.",
        landscape=len(compared) > _UPRIGHT,
        annex=f"(Kèm theo {letterhead.cited(report)} của {speaker(report)})",
    )


def _beside(report: Report, offices: Sequence[ComparedOffice], compared: Sequence[ComparedFigure]) -> Table:
    """Every office with its numbers, of the first figure its share or place too; beneath what all come to."""
    first, *others = compared
    whole = first.how is Merge.SUM and all(one.text for one in first.numbers)  # else nobody knows an office's share
    total = first.total.number if whole else None
    adds_up = total is not None and total.digits > 0
    places = _places(first)
    remarks = any(one.remark for one in offices)
    share = (72 - 12 * remarks) / (len(compared) + 0.8)
    columns = [
        TableColumn("TT", 5, "center"),
        TableColumn("Đơn vị", 0),
        TableColumn(_head(report, first), share),
        TableColumn("Tỷ trọng (%)" if adds_up else "Thứ hạng", share * 0.8),
        *(TableColumn(_head(report, one), share) for one in others),
        *([TableColumn("Ghi chú", 12)] if remarks else []),
    ]
    rows = []
    for place, office in enumerate(offices):
        number = first.numbers[place].number
        aside = _share(number, total) if adds_up else TableCell(str(places.get(place, MISSING)), "right")
        numbers = [_cell(one.numbers[place]) for one in others]
        head = row_of(columns[:2], [str(place + 1), office.name])
        tail = [TableCell(office.remark)] if remarks else []
        rows.append((*head, _cell(first.numbers[place]), aside, *numbers, *tail))
    blank = [TableCell("")] if remarks else []
    hundred = TableCell("100,0" if adds_up else "", "right")
    totals = [replace(_cell(one.total), bold=True) for one in compared]
    named = TableCell(_whole(report, compared), bold=True)
    rows.append((TableCell("", leads=True), named, totals[0], hundred, *totals[1:], *blank))
    counts = [TableCell(one.counted, "right", italic=True) for one in compared]
    counted = TableCell("Số đơn vị có số liệu", italic=True)
    rows.append((TableCell(""), counted, counts[0], TableCell(""), *counts[1:], *blank))
    return table_of(columns, rows)


def _whole(report: Report, compared: Sequence[ComparedFigure]) -> str:
    """What the line of the whole is: a rate is the office's own, or lies between the ends of those below it."""
    rates = [one for one in compared if one.how is not Merge.SUM and one.total.text]
    own = any(one.total.number for one in rates)
    ends = any(one.how is Merge.NONE and one.total.number is None for one in rates)
    said = [*([f"số của {report.unit.name}"] if own else []), *(["thấp nhất–cao nhất"] if ends else [])]
    return f"Tổng hợp; tỷ lệ: {' hoặc '.join(said)}" if said else "Tổng hợp"


def _head(report: Report, one: ComparedFigure) -> str:
    figure, row = report.template.figures[one.address.figure], one.address.row
    name = report.label(figure, row) if row else figures.name(report, one.address)
    return f"{raised(name)} ({report.unit_of(one.address)})"


def _cell(number: ComparedNumber) -> TableCell:
    exact = trimmed(number.number) if number.number else None
    mark = _BY_WORD if number.by_word else ""
    return TableCell(f"{number.text}{mark}" if number.text else MISSING, "right", number=exact)


def _share(number: Number | None, total: Number | None) -> TableCell:
    """How much of the sum an office is, in percent."""
    if number is None or total is None:
        return TableCell(MISSING, "right")
    share = rounded(100 * number.value / total.value, 1)
    return TableCell(show(share), "right", number=share)


def _places(one: ComparedFigure) -> dict[int, int]:
    """The place of each office that states a number, from the highest; equal ones share theirs."""
    values = [number.number.value for number in one.numbers if number.number]
    return {
        place: 1 + sum(value > number.number.value for value in values)
        for place, number in enumerate(one.numbers)
        if number.number
    }


def _ordered(report: Report, offices: Sequence[ComparedOffice], one: ComparedFigure) -> Table:
    """The offices by their numbers as bars, with a stroke where the whole stands; who says nothing is named beneath."""
    places = _places(one)
    own = one.total.number if one.how is not Merge.SUM else None
    stated = (number.value for number in (*(each.number for each in one.numbers), own) if number is not None)
    most = max([Fraction(0), *stated])

    def rows() -> Iterator[tuple[TableCell, ...]]:
        for place in sorted(places, key=lambda place: (places[place], place)):
            number = one.numbers[place]
            share = max(number.number.value / most, Fraction(0)) if number.number and most else Fraction(0)
            stroke = max(own.value / most, Fraction(0)) if own is not None and most else None
            cell = replace(_cell(number), gauge=Gauge(share, stroke=stroke))
            yield (*row_of(columns[:2], [str(places[place]), offices[place].name]), cell)

    columns = [TableColumn("Hạng", 8, "center"), TableColumn("Đơn vị", 0), TableColumn(_head(report, one), 58)]
    absent = [office.name for place, office in enumerate(offices) if place not in places]
    notes = [f"Chưa có số liệu: {', '.join(absent)}."] if absent else []
    if own is not None:
        notes.append(f"Vạch đứng: {report.unit.name} ({one.total.text}).")
    return replace(table_of(columns, list(rows())), note=" ".join(notes))
