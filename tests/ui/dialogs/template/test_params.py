"""Legal constants in the window."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from pytestqt.qtbot import QtBot

from forms.definitions.template import LegalConstant
from ui.dialogs import box
from ui.dialogs.template.params import NewParam, Params
from ui.session import Touched
from ui.window.window import Window


def column(dialog: Params, head: str) -> list[str]:
    table = dialog.table
    at = next(
        number
        for number in range(table.columnCount())
        if (item := table.horizontalHeaderItem(number)) is not None and item.text() == head
    )
    return [item.text() if (item := table.item(row, at)) else "" for row in range(table.rowCount())]


def test_every_constant_is_listed_and_an_own_one_is_checked_with(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window.session
    dialog = Params(session, window.theme, window)
    qtbot.addWidget(dialog)
    template = session.report.template
    assert len(column(dialog, "Giá trị")) == sum(map(len, template.params.values()))
    assert not dialog.away.isEnabled()
    name = next(rule for rule in template.params if template.param(rule, date(2024, 12, 31)))
    before = {finding.code for finding in session.findings}

    def answer(new: NewParam) -> int:
        new.name.setCurrentIndex(new.name.findData(name))
        for field, wrong, right in (
            (new.value, "1,234,567", "1.234.567"),
            (new.since, "31/02/2024", "01/7/2024"),
            (new.until, "01/6/2024", ""),
            (new.source, "", "Nghị định số 1"),
            (new.issued, "", "15/6/2024"),
        ):
            field.setText(wrong)
            new.accept()
            assert new.refusal.text()
            field.setText(right)
        new.accept()
        return new.result()

    monkeypatch.setattr(NewParam, "exec", answer)
    dialog._add()
    unit = template.params[name][0].unit
    added = LegalConstant(
        Fraction(1234567), date(2024, 7, 1), unit, "Nghị định số 1 ngày 15/6/2024", checked=True, own=True
    )
    assert session.report.template.param(name, date(2024, 12, 31)) == added
    row = column(dialog, "Văn bản").index("Nghị định số 1 ngày 15/6/2024")
    item = dialog.table.item(row, 0)
    assert item is not None
    assert item.font().bold()
    dialog.table.setCurrentCell(row, 0)
    assert dialog.away.isEnabled()
    monkeypatch.setattr(box, "ask", lambda *_, **__: False)
    dialog._remove()
    assert session.workspace.params()
    monkeypatch.setattr(box, "ask", lambda *_, **__: True)
    dialog._remove()
    assert session.report.template == template
    assert {finding.code for finding in session.findings} == before


def test_findings_follow_a_constant(window: Window) -> None:
    session = window.session
    told: list[Touched] = []
    session.changed.connect(told.append)
    rules = repr([rule.holds for rule in session.report.template.rules])
    name = next(name for name in session.report.template.params if name in rules)
    first = session.report.template.params[name][0]
    low = LegalConstant(first.value / 1000, date(2020, 1, 1), first.unit, "x", checked=True, own=True)
    before = set(session.findings)
    session.add_param(name, low)
    assert set(session.findings) != before
    assert told[-1].cells
    session.remove_param(session.workspace.params()[0].number)
    assert set(session.findings) == before
