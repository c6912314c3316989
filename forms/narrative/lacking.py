"""What is printed of numbers that are not the last word: sums without every lower office, and preliminary ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from forms.definitions.template import Column
from forms.narrative.blocks import Heading, Note, Paragraph, Table, TableCell, Text
from forms.report.cells import Address, MarkKind
from forms.report.report import Report
from forms.values.text import lowered, raised

_MARK = "*"  # behind a number in a table
_MARKS = ("*", "**", "***")  # behind one in a sentence, each for other offices; more of them keep their footnotes

Block: TypeAlias = Heading | Paragraph | Table


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
        others = [one for one in cells if one not in addresses]
        found.insert(last + 1, Note((Text(_words(report, words, [] if alone else addresses, others)),), words))
    return found


def once(report: Report, body: Iterable[Block]) -> list[Block]:
    """A body in which a footnote that lacks the same offices as one before it is a star at each of its numbers.

    The first footnote says what the star means.
    """
    blocks = list(body)
    notes = Counter(part.lacks for block in blocks for part in _content(block) if isinstance(part, Note) and part.lacks)
    marks = dict(zip((words for words, count in notes.items() if count > 1), _MARKS, strict=False))
    told: set[str] = set()
    return [_told_once(report, block, marks, told) if isinstance(block, Paragraph) else block for block in blocks]


def _content(block: Block) -> tuple[Text | Note, ...]:
    return block.content if isinstance(block, Paragraph) else ()


def _told_once(report: Report, block: Paragraph, marks: Mapping[str, str], told: set[str]) -> Paragraph:
    here = {part.lacks: part for part in block.content if isinstance(part, Note) and part.lacks in marks}
    again = {words: mark for words, mark in marks.items() if words in here and words in told}
    told.update(here)
    found: list[Text | Note] = []
    for part in block.content:
        if isinstance(part, Note) and part.lacks in again:
            continue
        if isinstance(part, Note) and part.lacks in here:
            meant = Text(f" Số có dấu {marks[part.lacks]} ở các đoạn sau cũng vậy.")
            found.append(replace(part, content=(*part.content, meant)))
        elif isinstance(part, Note):
            found.append(
                replace(part, content=tuple(one for text in part.content for one in _marked(report, text, again)))
            )
        else:
            found += _marked(report, part, again)
    return Paragraph(tuple(found))


def _marked(report: Report, text: Text, marks: Mapping[str, str]) -> Iterator[Text]:
    yield text
    if mark := marks.get(lacking(report, text.cell)):
        yield Text(mark)


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


def _words(report: Report, words: str, addresses: Iterable[Address], others: Iterable[Address] = ()) -> str:
    """What is said of some figures; of all numbers beside it, where none is named.

    A figure of which `others` beside it are whole is named with the measure that is not.
    """
    whole = {one.figure for one in others if report.measure(one).column is Column.VALUE}
    names = dict.fromkeys(_name(report, address, apart=address.figure in whole) for address in addresses)
    return f"{raised(', '.join(names))}: {words}." if names else f"Số liệu {words}."


def _name(report: Report, address: Address, *, apart: bool) -> str:
    name = lowered(report.template.figures[address.figure].name)
    return f"{name} ({lowered(report.measure(address).label)})" if apart else name
