"""What commands on one report of a file share: how it is named, read and changed. Never imports Qt."""

from __future__ import annotations

import argparse
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forms.report.changes import Change
from forms.report.report import Report
from forms.values.text import escaped

if TYPE_CHECKING:
    from storage.workspace import Workspace

Choose = Callable[[argparse.ArgumentParser], None]
Opened = Callable[[argparse.Namespace], "tuple[Workspace, Report]"]
Chosen = Callable[["Workspace", argparse.Namespace], Report]


class CommandLine(ABC):
    """The commands, given how a report is chosen, opened and found in a file, who works, and where to speak."""

    def __init__(self, choose: Choose, opened: Opened, chosen: Chosen, who: str, show: Callable[[str], None]) -> None:
        self.choose = choose
        self.opened = opened
        self.chosen = chosen
        self.who = who
        self.show = show

    @staticmethod
    def warn(text: str) -> None:
        """Say something beside what the command prints."""
        print(escaped(text), file=sys.stderr)  # noqa: T201 - the command line speaks

    @abstractmethod
    def fill(self, commands: argparse._SubParsersAction[Any]) -> None:
        """Add every command."""

    def add(
        self,
        commands: argparse._SubParsersAction[Any],
        name: str,
        purpose: str,
        run: Callable[[argparse.Namespace], int],
    ) -> argparse.ArgumentParser:
        """Add one command on a report."""
        parser: argparse.ArgumentParser = commands.add_parser(name, help=purpose)
        parser.add_argument("file", metavar="TỆP", type=Path)
        self.choose(parser)
        parser.set_defaults(run=run)
        return parser

    def change(self, options: argparse.Namespace, make: Callable[[Report], Sequence[Change]], done: str) -> int:
        """Make changes to the report and say that they are done, or that there were none; returns the exit code."""
        workspace, report = self.opened(options)
        with workspace:
            changes = make(report)
            for change in changes:
                report.apply(change)
            if changes:
                workspace.save(report, changes, self.who)
        self.show(done if changes else "Không có gì thay đổi.")
        return 0

    def look(self, options: argparse.Namespace) -> Report:
        """The report, to be read only."""
        from storage.workspace import Workspace  # noqa: PLC0415

        with Workspace.open(options.file, readonly=True) as workspace:
            return self.chosen(workspace, options)
