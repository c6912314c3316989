"""The offices of a file: a list of them taken in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from forms.definitions import loading
from forms.errors import KnownError
from forms.lists import unit_list
from forms.values.text import quoted, tidy
from storage.workspace import Workspace


def alias(workspace: Workspace, text: str, day: date, who: str) -> str:
    """Keep that a name means an office of the file, said as "name=office"; returns what was kept, in a sentence."""
    name, equals, office = (tidy(part) for part in text.partition("="))
    if not (name and equals and office):
        raise KnownError(f'{quoted(text)} không đúng cách ghi; đề nghị ghi "TÊN CẤP DƯỚI GHI=ĐƠN VỊ TRONG DANH SÁCH".')
    return f'Từ nay "{name}" là {workspace.add_alias(name, office, day, who)}.'


def take_in(workspace: Workspace, path: Path) -> tuple[int, int]:
    """Store the offices of a CSV file; returns how many it has and how many are new.

    Raises KnownError, and nothing is stored, where a line cannot be meant or is a question.
    """
    from exports import delimited  # noqa: PLC0415 - the window starts without it

    optional = tuple(name for name in unit_list.COLUMNS if name not in unit_list.NEEDED)
    about = delimited.CsvKind("danh sách đơn vị", unit_list.NEEDED, optional, unit_list.MOST, "một tỉnh")
    known = loading.levels(loading.choices())
    lines = unit_list.read(delimited.read(path, about).lines, known)
    return len(lines), workspace.put_units(lines, list(known))
