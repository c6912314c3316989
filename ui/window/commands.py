"""The commands of a window, by what they act on."""

from __future__ import annotations

from ui.window.agenda_commands import AgendaCommands
from ui.window.cell_commands import CellCommands
from ui.window.exchange_commands import ExchangeCommands
from ui.window.finding_commands import FindingCommands
from ui.window.help_commands import HelpCommands
from ui.window.output_commands import OutputCommands
from ui.window.plan_commands import PlanCommands
from ui.window.report_commands import ReportCommands
from ui.window.stage import Stage
from ui.window.text_commands import TextCommands
from ui.window.undo_commands import UndoCommands


class Commands:
    """Every command that works on one stage."""

    def __init__(self, stage: Stage) -> None:
        self.undo = UndoCommands(stage)
        self.cells = CellCommands(stage)
        self.findings = FindingCommands(stage)
        self.help = HelpCommands(stage)
        self.texts = TextCommands(stage)
        self.report = ReportCommands(stage)
        self.output = OutputCommands(stage)
        self.plan = PlanCommands(stage)
        self.exchange = ExchangeCommands(stage)
        self.agenda = AgendaCommands(stage)
        self.output.progress_wanted.connect(self.exchange.progress.toggle)
        self.output.finalise_wanted.connect(self.report.finalise)
        self.output.issue_wanted.connect(self.report.issue)

    def refresh(self) -> None:
        """Enable what has something to do."""
        for commands in (
            self.undo,
            self.cells,
            self.texts,
            self.report,
            self.plan,
            self.exchange,
            self.output,
            self.agenda,
        ):
            commands.refresh()
