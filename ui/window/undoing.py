"""Undo and redo: what was turned is said, and shown where it stands, in whichever section that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.errors import KnownError
from forms.report.cells import Address
from forms.report.changes import (
    Change,
    SetAcceptance,
    SetCell,
    SetDetail,
    SetLegalDocument,
    SetNote,
    SetParagraphs,
    SetRow,
    SetState,
)

if TYPE_CHECKING:
    from ui.window.window import Window

_NAMES: dict[type[Change], str] = {
    SetCell: "số liệu",
    SetRow: "dòng tự thêm",
    SetNote: "ghi chú ô",
    SetAcceptance: "giải trình",
    SetDetail: "thông tin văn bản",
    SetParagraphs: "lời văn",
    SetLegalDocument: "văn bản được viện dẫn",
    SetState: "chốt báo cáo",
}


def turn(window: Window, *, undone: bool) -> None:
    """Take back the last step, or make again what was taken back."""
    if not window.settle():
        return
    session = window.session
    try:
        changes = session.undo() if undone else session.redo()
    except KnownError as error:
        window.tell(str(error))
        return
    if changes:
        _show(window, changes)
        names = ", ".join(dict.fromkeys(_NAMES[type(change)] for change in changes))
        window.tell(f"Đã {'hoàn tác' if undone else 'làm lại'}: {names}.")


def _show(window: Window, changes: tuple[Change, ...]) -> None:
    """Go to the first of the changes that has a place."""
    for change in changes:
        match change:
            case SetCell(address=address) | SetNote(address=address):
                window.go_to(address)
            case SetRow(row):
                window.go_to(_cell_of(window, row.figure, row.id))
            case SetParagraphs(section=section):
                if section in window.session.report.template.sections:
                    window.sections.choose(section)
                window.show_words(section)
            case SetAcceptance(finding=name):
                for finding in window.session.findings:
                    if finding.id == name:
                        window.show_finding(finding)
                        break
            case _:
                continue
        return


def _cell_of(window: Window, figure: str, row: str) -> Address:
    """The first cell of an added row, or of its figure where the row is gone again."""
    report = window.session.report
    there = report.rows.get((figure, row))
    found = report.template.figures[figure]
    place = row if there is not None and not there.removed else ""
    return Address(figure, place, next(iter(found.measures_at(place))))
