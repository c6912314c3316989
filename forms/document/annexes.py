"""The appendices of the document: figures by section, documents issued, corrections, explanations, notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import repeat

from forms.checks.checker import check
from forms.definitions import expressions, row_ids, sentences
from forms.definitions.legal_document import KINDS
from forms.definitions.tables import Lines, TableDefinition
from forms.definitions.template import Section
from forms.document import appendix, columns, revisions, row_table
from forms.narrative import issued, paragraphs
from forms.narrative.blocks import Appendix, Table, TableCell
from forms.report import details, strays
from forms.report.report import Report
from forms.values import numbers
from forms.values.style import NBSP, day_at, held, roman

_PRINTED = re.compile(r"[+-]?\d[\d.]*(?:,\d+)?")

Texts = Mapping[str, str]
"""What the columns of a table may show of one line."""


def of(report: Report) -> tuple[Appendix, ...]:
    """Every appendix that the report has, numbered in Roman figures; a single one takes no number."""
    found = [
        item
        for table in report.template.appendices.values()
        if table.paper
        for item in _MADE.get(table.lines, _listed)(report, table)
    ]
    if len(found) == 1:
        return tuple(found)
    return tuple(replace(item, number=roman(place)) for place, item in enumerate(found, start=1))


def names(report: Report, appendices: tuple[Appendix, ...]) -> dict[str, str]:
    """What the tables of each kind, of each section apart, and of the rows of a figure are called: "Phụ lục II".

    A single one is called "phụ lục kèm theo".
    """
    lines = {title: table.lines for table in report.template.appendices.values() for title in _titles(table)}
    return {
        key: f"Phụ lục{NBSP}{item.number}" if item.number else "phụ lục kèm theo"
        for item in reversed(appendices)
        for key in (item.section or lines[item.title], *_listing(report, item))
    }


def _listing(report: Report, item: Appendix) -> Iterator[str]:
    """The figures of which a table of rows has every row of each breakdown."""
    for table in report.template.appendices.values():
        if table.title == item.title:
            places = [expressions.split(row.at) for row in table.rows if row.at]
            there = {(at.figure, row_ids.breakdown(at.row)) for at in places if row_ids.key(at.row) == row_ids.ANY}
            for code in dict.fromkeys(at.figure for at in places if at.row):
                if all((code, key) in there for key in report.template.figures[code].breakdowns):
                    yield code


def _titles(table: TableDefinition) -> tuple[str, ...]:
    """What a table is called on paper, its sections apart or together."""
    return tuple(filter(None, (table.title, table.together)))


def _figures(report: Report, table: TableDefinition) -> Iterator[Appendix]:
    """One table of all sections that have something to say, or one for each where they are wanted apart."""
    shown = columns.on_paper(columns.series(report, table))
    stated = {address.figure for column in shown for address in column.report.cells}
    sections = [one for one in report.template.sections.values() if report.figures(one) and stated & one.figures.keys()]
    together = table.together and not details.sections_apart(report)
    for group in [sections] if together else [[one] for one in sections]:
        title = table.together if together else table.title.format(section=group[0].number, title=group[0].title)
        made = appendix.table(report, group, table)
        if made.rows:
            yield Appendix("", title, made, landscape=None, section="" if together else group[0].code)


def _rows(report: Report, table: TableDefinition) -> Iterator[Appendix]:
    """A table of rows of which something is said."""
    if row_table.wanted(report, table):
        yield Appendix("", table.title, row_table.table(report, table), landscape=None)


def _listed(report: Report, table: TableDefinition) -> Iterator[Appendix]:
    """A table of the report's documents, corrections, explanations or notes, where it has any."""
    standing = columns.on_paper(columns.series(report, table))
    rows = [
        tuple(_cell(texts[column.shows], column.definition.align) for column in standing)
        for number, line in enumerate(_LISTED[table.lines](report), start=1)
        for texts in ({"number": str(number), **line},)
    ]
    if rows:
        found = Table(columns.widths([column.definition for column in standing]), columns.heads(standing), tuple(rows))
        yield Appendix("", table.title, found, landscape=None)


def _cell(text: str, align: str) -> TableCell:
    """A cell of such a table; at the right edge stands a number, whatever words are beside it."""
    found = _PRINTED.findall(text) if align == "right" else []
    return TableCell(text, align, number=numbers.read(found[0]).number if len(found) == 1 else None)


_MADE: Mapping[Lines, Callable[[Report, TableDefinition], Iterator[Appendix]]] = {
    Lines.QUANTITIES: _figures,
    Lines.ROWS: _rows,
}


def _documents(report: Report) -> Iterator[Texts]:
    """The documents that the office issued or lists, unless the words of the report name every one."""
    if not issued.listed(report) and any(map(_names_documents, report.template.sections.values(), repeat(report))):
        return
    for document in issued.in_order(report):
        yield {
            "kind": held(document.kind) if document.kind in KINDS else document.kind,
            "symbol": document.number,
            "issued": document.issued_in_figures,
            "issuer": issued.issuer(report, document),
            "title": document.subject,
        }


def _names_documents(section: Section, report: Report) -> bool:
    return any(
        isinstance(part, sentences.Field) and part.name == "documents"
        for paragraph in paragraphs.of(report, section.code)
        for part in sentences.walk(paragraph.text)
    )


def _corrections(report: Report) -> Iterator[Texts]:
    """What the issue before reported, what is now reported, and why."""
    for one in report.span:
        for item in revisions.corrections(one):
            yield {
                "label": report.in_period(one.period) + item.label,
                "unit": item.unit,
                "reported": item.reported,
                "corrected": item.corrected,
                "difference": item.difference,
                "reason": item.reason or one.reason,
            }


def _explanations(report: Report) -> Iterator[Texts]:
    """The findings that the office accepted, with its reasons."""
    for one in report.span:
        for finding in check(one) if one.acceptances else ():
            if (accepted := finding.accepted) is not None:
                signed = f"{accepted.who}, {day_at(accepted.at)}"
                yield {
                    "finding": f"{report.in_period(one.period)}{finding.message}",
                    "reason": accepted.reason,
                    "signed": signed,
                }


def _notes(report: Report) -> Iterator[Texts]:
    """The notes to cells, in the order of the paper, where the office wants them printed."""
    if not details.prints_cell_notes(report):
        return
    for section in report.template.sections.values():
        for figure in report.figures(section):
            for one in report.span:
                for address in one.addresses(figure):
                    if address in one.notes:
                        label, unit = revisions.named(one, address, {})
                        yield {
                            "section": section.number,
                            "label": report.in_period(one.period) + label,
                            "unit": unit,
                            "value": appendix.text(one, address),
                            "note": one.notes[address],
                        }


def _strays(report: Report) -> Iterator[Texts]:
    """The values that have no place in the template, by the labels that they carry."""
    for stray in strays.strays(report):
        texts = {"section": stray.section, "label": stray.label, "unit": stray.unit}
        yield {**texts, "value": appendix.shown_cell(stray.cell)}


_LISTED: Mapping[Lines, Callable[[Report], Iterator[Texts]]] = {
    Lines.DOCUMENTS: _documents,
    Lines.CORRECTIONS: _corrections,
    Lines.EXPLANATIONS: _explanations,
    Lines.STRAYS: _strays,
    Lines.NOTES: _notes,
}
