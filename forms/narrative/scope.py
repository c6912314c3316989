"""Where a sentence stands, and what became of it: its words with how much of it there was to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from forms.definitions.template import Figure
from forms.narrative.blocks import Note, Text
from forms.report.report import Report
from forms.values.frozen import frozen


@frozen
class Scope:
    """Where a sentence stands: a report and, inside a walk or a rule, a figure and row.

    `cited` are the keys of the documents that have been cited in full before, `appendices` what the tables of the
    document, by their lines or their section, are called in it: "Phụ lục II". One that is `traced` says of each run
    which parts it prints.
    """

    report: Report
    figure: Figure | None = None
    row: str = ""
    cited: set[str] = field(default_factory=set)
    appendices: Mapping[str, str] = field(default_factory=dict)
    about: Figure | None = None  # whose cut-off day is that of the sentence
    traced: bool = False

    def at(self, figure: Figure | None, row: str, report: Report | None = None) -> Scope:
        """The same sentence at another row, or at the same of another report."""
        return replace(self, report=report or self.report, figure=figure, row=row)


@dataclass(slots=True)
class Filled:
    """A sentence with its numbers: how many of its cells are `stated`, how many missing, how many out of scope.

    `zero` of those stated are nought, and `empty` of these count things: a rate of nought alone says something.
    `beside` of the others only go with what is counted: plans, and parts of them. `estimated` says whether one of them
    is an estimate, `denied` whether another number of the report denies one of them, `longest` how many rows its
    longest list has, of which section and figure. `nought` is the figure with whose count it begins where that is none:
    what else it has of it says nothing then. "" where it begins with another number, None with none; `others` are the
    figures of which it says or misses a number.
    """

    content: list[Text | Note] = field(default_factory=list)
    stated: int = 0
    zero: int = 0
    missing: int = 0
    outside: int = 0
    empty: int = 0
    beside: int = 0
    estimated: bool = False
    denied: bool = False
    longest: tuple[int, str, str] = (0, "", "")
    nought: str | None = None
    others: set[str] = field(default_factory=set)

    def add(self, other: Filled) -> None:
        """Append another sentence."""
        self.take(other)
        self.missing += other.missing
        self.outside += other.outside

    def take(self, other: Filled) -> None:
        """Append one line of a walk: a cell that it misses, or that is out of scope, is its own affair."""
        self.content += other.content
        self.stated += other.stated
        self.zero += other.zero
        self.empty += other.empty
        self.beside += other.beside
        self.estimated |= other.estimated
        self.denied |= other.denied
        self.longest = max(self.longest, other.longest)
        self.others |= other.others

    @property
    def nothing(self) -> bool:
        """Whether there was nothing to count or that concerns the office: in all of its cells, or to begin with."""
        if self.nought and self.others <= {self.nought}:
            return True
        return bool(self.empty or self.outside) and self.zero + self.beside == self.stated and not self.missing

    @property
    def text(self) -> str:
        """The bare text, without notes."""
        return "".join(part.text for part in self.content if isinstance(part, Text))


def begins(so_far: str) -> bool:
    """Whether what comes next begins a sentence."""
    return not so_far.strip() or so_far.rstrip().endswith(".")
