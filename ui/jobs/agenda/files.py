"""Which files an office works in, and looking into each of them beside whoever has it open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from forms.errors import KnownError
from forms.workfile import mark
from storage.workspace import Workspace
from ui.jobs import template_folders
from ui.jobs.agenda.waiting import WaitingReport, waiting
from ui.preferences import Preferences

_MOST = 200  # files of the officer's folder
_ASIDE = ".truoc-"  # in the name of a copy that the program put aside itself


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be looked into, and why; `away` where it is not to be found (a stick, a share)."""

    path: Path
    reason: str
    away: bool = False


def known(preferences: Preferences) -> list[Path]:
    """The files that were open lately, then those of the folder in which new reports are made, each once."""
    paths = [Path(recent.path) for recent in preferences.recent]
    paths += [Path(one.path) for one in preferences.awaited]
    if preferences.folder:
        with suppress(OSError, ValueError):
            found = islice(Path(preferences.folder).glob("*.bc42"), _MOST)
            paths += sorted(path for path in found if _ASIDE not in path.name and not path.name.startswith("."))
    return list({mark(path): path for path in reversed(paths)}.values())[::-1]


def look(
    paths: Iterable[Path], today: date, opened: Mapping[Path, bytes] | None = None
) -> Iterator[WaitingReport | Unread]:
    """What each file has still to do, one after the other, and the files that could not be looked into.

    `opened` are the bytes of files that this program has open itself.
    """
    held = {mark(path): content for path, content in (opened or {}).items()}
    for path in paths:
        try:
            content = held.get(mark(path))
            if content is None and not path.is_file():
                yield Unread(path, "không thấy tệp (USB, ổ mạng chưa cắm, hoặc tệp đã dời, đổi tên)", away=True)
                continue
            with Workspace.of_content(path, content) if content else Workspace.look(path) as workspace:
                yield from waiting(workspace, path, template_folders.loader(path), today)
        except KnownError as error:
            yield Unread(path, str(error))
        except (OSError, ValueError) as error:
            yield Unread(path, f"không mở được ({error.__class__.__name__})", away=True)
