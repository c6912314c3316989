"""What becomes of values that have no place in a template: where each would go, or why it stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from forms.document.revisions import named
from forms.report import strays
from forms.report.cells import Address
from forms.report.changes import Change, SetCell
from forms.report.report import Report
from forms.report.strays import Stray


class Placement(NamedTuple):
    """A value without a place: what it is and says, and where it would go or why it stays."""

    stray: Stray
    moves: bool
    explanation: str

    @property
    def value(self) -> str:
        """What it says, with its unit."""
        return self.stray.counted


class Moving(NamedTuple):
    """What becomes of the values without a place in a report, and the changes that move those that can be moved."""

    placements: Sequence[Placement]
    changes: Sequence[Change]

    @property
    def moved(self) -> int:
        """How many values move."""
        return sum(one.moves for one in self.placements)


def of(report: Report) -> Moving:
    """What would become of the values without a place."""
    changes = strays.moves(report)
    gone = {change.address for change in changes if isinstance(change, SetCell) and change.cell is None}
    return Moving([_placement(report, stray, moves=stray.address in gone) for stray in strays.strays(report)], changes)


def _placement(report: Report, stray: Stray, *, moves: bool) -> Placement:
    return Placement(stray, moves, _place(report, stray.heirs[0]) if moves else _why(report, stray))


def _place(report: Report, address: Address) -> str:
    """A cell of the template in words."""
    label, unit = named(report, address, {})
    return f"{label} ({unit})"


def _why(report: Report, stray: Stray) -> str:
    """Why a value cannot be moved by itself."""
    places = ", ".join(_place(report, heir) for heir in stray.heirs)
    if len(stray.heirs) > 1:
        return f"mẫu đã tách thành: {places}; đề nghị nhập lại từng chỗ"
    if stray.heirs:
        return f"chỗ mới đã có số hoặc khác đơn vị tính: {places}"
    return "không còn chỗ trong mẫu"
