"""Which report of a file: each line says enough to be told from the others."""

from __future__ import annotations

from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from forms.definitions.loading import choices
from forms.offices.units import Unit
from forms.values.period import Period
from storage.tables.reports import ReportName
from ui.dialogs.choose_report import ChooseReport
from ui.look.theme import Theme


def test_reports_on_several_templates_are_called_by_them(qtbot: QtBot) -> None:
    one, other = choices()[:2]
    unit = Unit("Huyện A", one.default_level)
    for codes, told in (
        ((one.code,), ["Huyện A, năm 2024"]),
        ((one.code, other.code), [f"Huyện A, năm 2024 · {one.title}", f"Huyện A, năm 2024 · {other.title}"]),
        ((one.code, "lạ"), [f"Huyện A, năm 2024 · {one.title}", "Huyện A, năm 2024 · lạ"]),
    ):
        names = [ReportName(number, unit, Period(2024), code, 1, "du_thao") for number, code in enumerate(codes)]
        dialog = ChooseReport(Theme(), names)
        qtbot.addWidget(dialog)
        lines = dialog.findChild(QListWidget)
        assert isinstance(lines, QListWidget)
        assert [lines.item(row).text() for row in range(lines.count())] == told
