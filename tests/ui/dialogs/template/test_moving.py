"""Values without a place in the window: shown in the form, moved by one yes, taken back by Ctrl+Z."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from forms.report.cells import Address, Cell
from forms.report.changes import Called, SetCalled, SetCell
from forms.values.numbers import Number
from tests.ui.conftest import Hand, form_of
from ui.dialogs.template.moving import MoveValues
from ui.entry.rows import RowKind
from ui.look.theme import Theme
from ui.menus import REPORT
from ui.window.window import Window

OLD, NEW, UNKNOWN = (
    Address("new_jobs", "", "persons"),
    Address("jobs_created", "", "persons"),
    Address("wells", "", "n"),
)


def _is_offered(window: Window) -> bool:
    """Whether the menu of the report, as it opens, offers to move values."""
    window.menus.menus[REPORT].aboutToShow.emit()
    return window.menus.actions["Số liệu ngoài mẫu…"].isVisible()


def test_values_without_a_place_are_shown_and_moved_in_one_step(window: Window, hand: Hand) -> None:
    session = window.session
    template = session.report.template
    assert not _is_offered(window)
    renamed = replace(template.figures[NEW.figure], was=(OLD.figure,))
    section = template.sections[renamed.section]
    sections = {**template.sections, section.code: replace(section, figures={**section.figures, NEW.figure: renamed})}
    session.report.template = replace(template, sections=sections, figures={**template.figures, NEW.figure: renamed})
    told = Called("wells", "XA.1", "Giếng", (("n", "Số lượng", "giếng"),))
    session.put(
        SetCell(NEW, None),
        SetCell(OLD, Cell(Number(1291))),
        SetCalled("wells", told),
        SetCell(UNKNOWN, Cell(Number(7))),
    )
    shown: dict[str, str] = {}
    for code in (section.code, next(code for code in reversed(sections) if sections[code].figures)):
        window.show_section(code)
        model = form_of(window).model()
        (fold,) = [number for number, row in enumerate(model.rows) if row.kind is RowKind.FOLD and not row.run]
        form_of(window).unfold(fold)
        shown |= {row.label: model.text(row, model.columns.value) for row in model.rows if row.kind is RowKind.STRAY}
    assert shown == {"Giếng - số lượng": "7", f"{renamed.label} - số người": "1.291"}

    assert _is_offered(window)
    dialog = MoveValues(session, Theme(), window)
    assert dialog.table.rowCount() == 2
    assert dialog.count == 1
    dialog.yes.click()
    held = session.report.cells
    assert (held[NEW], OLD in held, held[UNKNOWN]) == (Cell(Number(1291)), False, Cell(Number(7)))
    hand.control(Qt.Key.Key_Z)
    assert (NEW in held, held[OLD]) == (False, Cell(Number(1291)))
