"""A window on three periods side by side."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from exports.values import Values
from forms.definitions.template import Template
from forms.offices.units import Unit
from forms.report.cells import Address
from forms.report.filling import ValueLine
from forms.values.period import parse
from storage.workspace import Workspace
from tests.forms.small import small
from tests.forms.spans import FRAME
from ui.jobs import filling
from ui.look.theme import Theme
from ui.session import Session
from ui.window.window import Window

LOANS = Address("loans", "", "households")
HOUSE, LAND = (Address("loans", f"need:{row}", "households") for row in ("house", "land"))
SPENT = Address("spent", "", "amount")
SECTION = """
[figure.loans]
label = "Hộ vay vốn"
measures.households = {}
[figure.loans.breakdown.need]
label = "Nhu cầu"
relation = "partition"
rows.house = "Nhà ở"
rows.land = "Đất ở"
open = true
[rule.never_fewer]
kind = "bound"
severity = "info"
holds = "loans.households >= before(loans.households)"
says = "Hộ vay vốn {loans.households}, ít hơn kỳ trước."
[figure.spent]
label = "Đã giải ngân"
across = "whole"
measures.amount = {unit = "triệu đồng"}
"""
VALUES = (
    "loans,,households,10,,2022",
    "loans,house,households,6,,2022",
    "loans,need:Xưởng,households,4,,2022",
    "loans,,households,20,,2023",
    "loans,house,households,12,,2023",
    "loans,land,households,9,,2023",
    "loans,,households,5,,2024-Q1",
    "spent,,amount,700,,2024-Q1",
)


def made(folder: Path) -> tuple[Path, Template]:
    """A file with the three periods, and its template."""
    template = small(folder, SECTION, FRAME)
    path = folder / "giam-ngheo.bc42"
    with Workspace.create(path) as workspace:
        workspace.add_report(Unit("Huyện Đăk Glei", "xa"), parse("2024-Q1"), template, own=True)
        report = workspace.load(lambda _: template)
        found = Values(tuple(ValueLine(n, *line.split(",")) for n, line in enumerate(VALUES, 2)), vietnamese=False)
        filling.fill(workspace, report, found, new_periods=True)
    return path, template


def shown(path: Path, template: Template, qtbot: QtBot) -> Window:
    """The window on the latest period."""
    workspace = Workspace.open(path)
    window = Window(Session(workspace, workspace.load(lambda _: template)), Theme())
    window.left.connect(workspace.close)

    def put_away(window: Window) -> None:
        if window.form is not None:
            window.form.drop_text()
        window.session.workspace.close()

    qtbot.addWidget(window, before_close_func=put_away)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    return window
