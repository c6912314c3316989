"""The list of legal documents: typed in place, stored at once, doubts told."""

from __future__ import annotations

from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from forms.definitions.legal_document import LegalDocument
from forms.definitions.loading import load
from forms.document import revisions
from tests.forms.document.test_document import EDITED
from tests.ui.text.test_editor import session  # noqa: F401 - the fixture
from ui.look.theme import Theme
from ui.session import Session
from ui.text.legal_documents import COLUMNS, LegalDocuments


def opened(found: Session, qtbot: QtBot) -> LegalDocuments:
    window = LegalDocuments(found, Theme())
    qtbot.addWidget(window)
    QAbstractItemModelTester(window.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    return window


def put(window: LegalDocuments, row: int, field: str, text: str) -> bool:
    return window.model.setData(window.model.index(row, list(COLUMNS).index(field)), text)


def test_a_document_has_a_column_for_each_of_its_parts() -> None:
    assert list(LegalDocument.__dataclass_fields__) == list(COLUMNS)


def test_typing_into_the_last_line_adds_a_document(session: Session, qtbot: QtBot) -> None:  # noqa: F811
    window = opened(session, qtbot)
    assert window.model.rowCount() == 1
    assert put(window, 0, "kind", " Kế  hoạch")
    assert put(window, 0, "number", "15/KH-UBND")
    assert put(window, 0, "issued", "5.03.2024")
    assert window.model.rowCount() == 2
    document = session.workspace.load(load).documents["vb1"]
    assert (document.kind, document.number, document.issued) == ("Kế hoạch", "15/KH-UBND", "05/3/2024")


def test_a_day_that_does_not_exist_is_kept_and_told(session: Session, qtbot: QtBot) -> None:  # noqa: F811
    window = opened(session, qtbot)
    put(window, 0, "issued", "31/02/2024")
    assert session.report.documents["vb1"].issued == "31/02/2024"
    assert "không có trong lịch" in window.remarks.text()
    assert str(window.model.index(0, 2).data()).startswith("⚠")


def test_a_document_taken_away_and_the_next_one(session: Session, qtbot: QtBot) -> None:  # noqa: F811
    window = opened(session, qtbot)
    for row in range(2):
        put(window, row, "number", f"{row}/KH-UBND")
    assert window.model.remove(0)
    assert not window.model.remove(1)
    assert list(session.workspace.load(load).documents) == ["vb2"]


def test_a_final_report_keeps_its_documents(session: Session, qtbot: QtBot) -> None:  # noqa: F811
    window = opened(session, qtbot)
    put(window, 0, "number", "1/KH-UBND")
    session.put(revisions.finalise(session.report, "Y Hà", EDITED))
    assert window.model.rowCount() == 1
    assert not put(window, 0, "number", "2/KH-UBND")
    assert "đã chốt" in window.remarks.text()
