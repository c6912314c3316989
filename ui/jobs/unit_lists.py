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
    """Store the offices of a list in a file (CSV, XLSX); returns how many it has and how many are new.

    Raises KnownError, and nothing is stored, where a line cannot be meant or is a question.
    """
    from exports.rows import read  # noqa: PLC0415 - readers load as they are needed

    known = loading.levels(loading.choices())
    lines = unit_list.read(read(path, "danh sách đơn vị"), known)
    return len(lines), workspace.put_units(lines, list(known))
