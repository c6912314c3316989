"""What is printed of numbers that are not the last word: sums without every lower office, and preliminary ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from forms.narrative.blocks import Note, Table, TableCell, Text
from forms.report.cells import Address, MarkKind
from forms.report.report import Report
from forms.values.text import lowered, raised

_MARK = "*"  # behind a number in a table


def lacking(report: Report, address: Address | None) -> str:
    """Whom the sum in a cell does not contain, whose numbers wait for paper, what is preliminary; "" for none."""
    cell = report.cells.get(address) if address is not None else None
    if cell is None or not cell.marks:
        return ""
    statement = cell.mark(MarkKind.STATEMENT)
    return "; ".join(filter(None, (cell.lacking, statement.text if statement else "", cell.preliminary)))


def noted(report: Report, content: list[Text | Note]) -> list[Text | Note]:
    """A sentence with a footnote behind the last of its numbers that lack the same offices."""
    cells = [one.cell for part in content for one in (part.content if isinstance(part, Note) else (part,)) if one.cell]
    groups = _groups(report, cells)
    found = list(content)
    for words, addresses in groups.items():
        last = max(place for place, part in enumerate(found) if _shows(part, addresses))
        alone = len(groups) == 1 and len(set(addresses)) == len(set(cells))
        found.insert(last + 1, Note((Text(_words(report, words, [] if alone else addresses)),)))
    return found


def _shows(part: Text | Note, addresses: Collection[Address]) -> bool:
    return any(one.cell in addresses for one in (part.content if isinstance(part, Note) else (part,)) if one.cell)


def starred(report: Report, table: Table) -> Table:
    """A table with a star behind each number that lacks offices, and beneath it which those are."""
    groups = _groups(report, [cell.cell for row in table.rows for cell in row if cell.cell is not None])
    if not groups:
        return table
    rows = tuple(tuple(_starred(report, cell) for cell in row) for row in table.rows)
    words = " ".join(_words(report, words, addresses if len(groups) > 1 else []) for words, addresses in groups.items())
    return replace(table, rows=rows, note=" ".join(filter(None, (table.note, f"{_MARK} {words}"))))


def _starred(report: Report, cell: TableCell) -> TableCell:
    return replace(cell, text=cell.text + _MARK) if lacking(report, cell.cell) else cell


def _groups(report: Report, cells: Iterable[Address]) -> dict[str, list[Address]]:
    """The cells that lack the same offices, by what is said of them."""
    groups: dict[str, list[Address]] = {}
    for address in cells:
        if words := lacking(report, address):
            groups.setdefault(words, []).append(address)
    return groups


def _words(report: Report, words: str, addresses: Iterable[Address]) -> str:
    """What is said of some figures; of all numbers beside it, where none is named."""
    names = dict.fromkeys(lowered(report.template.figures[address.figure].name) for address in addresses)
    return f"{raised(', '.join(names))}: {words}." if names else f"Số liệu {words}."
