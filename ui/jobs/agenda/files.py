"""Which files an office works in, and looking into each of them beside whoever has it open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from itertools import islice
from pathlib import Path

from forms.errors import KnownError, reason
from forms.values.frozen import frozen
from forms.values.period import Period
from forms.workfile import SUFFIX, mark
from storage.workspace import Workspace
from ui.jobs import template_folders
from ui.jobs.agenda.waiting import WaitingReport, waiting
from ui.preferences import Preferences

_MOST = 200  # files of the officer's folder
_ASIDE = ".truoc-"  # in the name of a copy that the program put aside itself


@frozen
class Unread:
    """A file that could not be looked into, and why; `away` where it is not to be found (a stick, a share)."""

    path: Path
    reason: str
    away: bool = False


def known(preferences: Preferences, opened: Iterable[Path] = ()) -> list[Path]:
    """The files that are open or were lately, then those of the folder in which new reports are made, each once."""
    paths = [*opened, *(Path(recent.path) for recent in preferences.recent)]
    paths += [Path(one.path) for one in preferences.awaited]
    if preferences.folder:
        with suppress(OSError, ValueError):
            found = islice(Path(preferences.folder).glob(f"*{SUFFIX}"), _MOST)
            paths += sorted(path for path in found if _ASIDE not in path.name and not path.name.startswith("."))
    return list({mark(path): path for path in reversed(paths)}.values())[::-1]


def look(
    paths: Iterable[Path], today: date, opened: Mapping[Path, bytes] | None = None
) -> Iterator[WaitingReport | Unread]:
    """What each file has still to do, one after the other, and the files that could not be looked into.

    Reports that nobody has begun come last, each once: another file may have them. `opened` are the bytes of files that
    this program has open itself.
    """
    there: set[tuple[str, str, date, date]] = set()
    bare: dict[tuple[str, str, date, date], WaitingReport] = {}
    held = {mark(path): content for path, content in (opened or {}).items()}
    for path in paths:
        try:
            content = held.get(mark(path))
            if content is None and not path.is_file():
                yield Unread(path, "không thấy tệp (USB, ổ mạng chưa cắm, hoặc tệp đã dời, đổi tên)", away=True)
                continue
            with Workspace.of_content(path, content) if content else Workspace.look(path) as workspace:
                there |= {_key(name.unit.id, name.template, name.period) for name in workspace.reports()}
                for one in waiting(workspace, path, template_folders.loader(path), today):
                    if one.state:
                        yield one
                    else:
                        bare.setdefault(_key(one.uid, one.template, one.period), one)
        except KnownError as error:
            yield Unread(path, str(error))
        except (OSError, ValueError) as error:
            yield Unread(path, f"không mở được ({reason(error)})", away=True)
    yield from (one for key, one in bare.items() if key not in there)


def _key(uid: str, template: str, period: Period) -> tuple[str, str, date, date]:
    """Which report it is, in whichever file; an estimate stands for its year."""
    return uid, template, period.start, period.end
