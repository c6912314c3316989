"""Which cells of a superior's workbook want what: as it was pointed at before, as it is guessed, as it may be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from exports.excel.superior_book import SuperiorBook
from forms.books import answers as answering
from forms.books import guessing, scales
from forms.books.pointing import BookLayout, Pointing, SheetPlace, When
from forms.errors import KnownError
from forms.report.report import Report
from forms.values.spreadsheet import place_of
from storage.workspace import Workspace
from ui.jobs.books.sources import BookSources

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def known(workspace: Workspace, report: Report, book: SuperiorBook) -> list[Pointing]:
    """What the cells of a workbook of this shape want, as it was pointed at before; nothing for a new shape."""
    for layout in workspace.book_layouts(report.template.code):
        if layout.shape == book.shape:
            return [one.now(report) for one in layout.called(list(book.sheets))]
    return []


def guesses(sources: BookSources, book: SuperiorBook) -> list[Pointing]:
    """What the cells probably want, those left out that take no number."""
    report = sources.report
    former = [
        one.now(report) for layout in sources.workspace.book_layouts(report.template.code) for one in layout.cells
    ]
    words = {name: sheet.words for name, sheet in book.sheets.items()}
    found = guessing.guesses(report, words, sources.offices(), former)
    return [one for one in found if not refusal(report, book, one)]


def refusal(report: Report, book: SuperiorBook, pointing: Pointing) -> str:
    """Why a cell cannot take what is pointed at for it; "" where it can."""
    unit = pointing.scale or answering.unit_of(report, pointing)
    return book.refusal(pointing.place, percent=scales.is_share(unit))


def placed(report: Report, book: SuperiorBook, pointings: Iterable[Pointing]) -> list[Pointing]:
    """Pointings at the cells that take the numbers, with the words around them.

    Raises KnownError for each that takes none, and for a cell that is pointed at twice.
    """
    found: dict[SheetPlace, Pointing] = {}
    refused: list[str] = []
    for one in pointings:
        there = replace(one, place=book.lead(one.place))
        if why := refusal(report, book, there):
            refused.append(f"{there.place.sheet}: {why}")
            continue
        if there.place in found:
            refused.append(f"{there.place.sheet}: {place_of(there.place[1:])} được chỉ hai lần; đề nghị giữ lại một.")
        found[there.place] = there
    if refused:
        raise KnownError("\n".join(refused))
    return worded(book, found.values())


def worded(book: SuperiorBook, pointings: Iterable[Pointing]) -> list[Pointing]:
    """Pointings with the words around their cells, by which a changed copy is known."""
    return [
        replace(one, words=book.sheets[one.place.sheet].words.around((one.place.row, one.place.column)))
        for one in pointings
        if one.place.sheet in book.sheets
    ]


def other_years(report: Report, book: SuperiorBook, pointings: Iterable[Pointing]) -> str:
    """A doubt whether it is the workbook of this period: heads of another year over the numbers; "" for none."""
    found: Counter[int] = Counter()
    for one in pointings:
        if one.when is When.NOW:
            heads = " ".join(book.sheets[one.place.sheet].words.above((one.place.row, one.place.column)))
            years = [int(year) for year in _YEAR.findall(heads)]
            if years and not min(years) <= report.period.year <= max(years):
                found[max(years)] += 1
    if not found:
        return ""
    (year, count), *_ = found.most_common()
    return (
        f"Đầu cột của {count} ô ghi năm {year}, báo cáo đang mở là {report.period.label}; "
        "đề nghị xem lại có đúng biểu của kỳ này không"
    )


def keep(workspace: Workspace, report: Report, book: SuperiorBook, pointings: Sequence[Pointing], who: str) -> None:
    """Remember what the cells of workbooks of this shape want, in the units of now whatever the template says later."""
    cells = [replace(one, scale=one.scale or answering.unit_of(report, one)) for one in pointings]
    layout = BookLayout(book.shape, tuple(book.sheets), tuple(cells))
    workspace.keep_book_layout(report.template.code, layout, who)
