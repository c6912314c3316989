"""The whole sample report keyed by hand: no mouse, no value set but by keys to whatever has the focus."""

from __future__ import annotations

from PySide6.QtCore import Qt

from forms.definitions.template import Breakdown
from forms.report.report import Report
from forms.values.numbers import Number, show
from tests.conftest import empty_report
from tests.ui.conftest import Hand, filled, form_of
from ui.entry.rows import FormRow, RowKind
from ui.window.window import Window

FEW = 2  # keys to leave a section for the next


def text_of(number: Number) -> str:
    return show(number).replace(".", "")


def labels(report: Report, row: FormRow, path: str) -> list[str]:
    """What the paper lists under a row, for an open breakdown."""
    breakdown = row.breakdown
    assert isinstance(breakdown, Breakdown)
    parent = next((one for one in report.all_rows(row.figure) if report.path(row.figure, one) == path), None)
    assert parent is not None
    return [report.label(row.figure, one) for one in report.rows_of(row.figure, breakdown, parent)]


def as_paper(report: Report) -> dict[tuple[str, str, str], object]:
    figures = report.template.figures
    return {(at.figure, report.path(figures[at.figure], at.row), at.measure): cell for at, cell in report.cells.items()}


def test_the_whole_report_is_keyed_without_a_mouse(empty: Window, hand: Hand) -> None:
    paper = empty_report()
    filled(paper)
    wanted = as_paper(paper)
    session = empty.session
    characters = stops = sections = 0
    while True:
        sections += 1
        while empty.form is not None:
            form = form_of(empty)
            model, index = form.model(), form.currentIndex()
            row = model.rows[index.row()]
            address = model.address(index)
            text = ""
            if address is not None:
                path = session.report.path(row.figure, address.row)
                cell = paper.cells.get(address._replace(row=_row(paper, row, path)))
                text = text_of(cell.number) if cell and cell.number else ""
            elif row.kind is RowKind.NEW:
                on_paper = labels(paper, row, session.report.path(row.figure, row.parent))
                assert row.breakdown is not None
                done = [
                    session.report.label(row.figure, one)
                    for one in session.report.rows_of(row.figure, row.breakdown, row.parent)
                ]
                text = next((label for label in on_paper if label not in done), "")
            hand.type(text)
            hand.enter()
            characters += len(text)
            stops += 1
            if form_of(empty).currentIndex() == index and form is empty.form and not text_pending(empty):
                break
        if empty.sections.currentRow() == empty.sections.count() - 1:
            break
        hand.control(Qt.Key.Key_PageDown)
    stored = session.workspace.load(lambda _: session.report.template)
    assert as_paper(stored) == wanted
    cells = sum(1 for figure in stored.template.figures.values() for _ in stored.addresses(figure))
    rows = len([row for row in stored.rows.values() if not row.removed])
    ends = sum(1 for figure in paper.template.figures.values() for part in figure.breakdowns.values() if part.open)
    assert hand.pressed <= characters + cells + rows + ends + FEW * sections
    assert stops <= cells + rows + ends


def text_pending(window: Window) -> bool:
    return form_of(window).fields.field is not None


def _row(paper: Report, row: FormRow, path: str) -> str:
    return next((one for one in paper.all_rows(row.figure) if paper.path(row.figure, one) == path), "?")
