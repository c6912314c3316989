"""The program's own settings and the reports that were opened lately, in one small file of the user's.

A damaged file is put aside and said; a disk that refuses costs the change and nothing else.
"""

from __future__ import annotations

import getpass
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from exports import replacement
from forms.errors import KnownError, reason
from forms.values import clock
from forms.values.frozen import frozen

_LOG = logging.getLogger(__name__)

SAMPLES = "BaoCao42-mau-"
"""How the name of a sample's folder begins; what is in it is not remembered."""

KEPT = 12
"""How many opened reports are remembered."""

MOST_AWAITED = 40
"""How many reports to be handed in are remembered."""

THEMES = {"system": "Theo hệ thống", "light": "Sáng", "dark": "Tối"}
WAYS = ("down", "across")
SMALLEST, LARGEST = 0.5, 3.0
"""The zooms that are believed."""


@frozen
class Recent:
    """A report as it was when it was last open; `period` is its code, `opened` an ISO time in UTC."""

    path: str
    unit: str
    period: str
    template: str
    state: str
    filled: int
    total: int
    opened: str

    @property
    def at(self) -> datetime:
        """When it was last open."""
        return datetime.fromisoformat(self.opened)


@frozen
class Awaited:
    """A report that a file has still to hand in, as it was known when the file was last open.

    `due` is the day as its document says it, `last` the last day in time (ISO); `begun` says whether the report is in
    the file already.
    """

    path: str
    unit: str
    period: str
    due: str
    last: str
    begun: int

    @property
    def day(self) -> date:
        """The last day in time."""
        return date.fromisoformat(self.last)


@frozen
class Preferences:
    """What the officer chose: name for the history, zoom (1.0 is 100 %), theme, folder of new reports."""

    officer: str = ""
    zoom: float = 1.0
    theme: str = "system"
    folder: str = ""
    watched: str = ""  # folders in which new files are looked for, one a line
    way: str = "down"  # how keys go where periods stand side by side
    recent: tuple[Recent, ...] = ()
    awaited: tuple[Awaited, ...] = ()


class PreferencesFile:
    """The settings file; read anew before each change, since two windows of the program share it."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or user_config_path("BaoCao42", appauthor=False) / "settings.json"
        self.damage = ""
        """How the file was damaged when it was read, in one sentence; "" when it was not."""

    def read(self) -> Preferences:
        """The settings; those of a new program when there is no file or it is damaged."""
        try:
            return decode(json.loads(self.path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return Preferences()
        except OSError as error:
            self.damage = (
                f'Không đọc được tệp cài đặt "{self.path}" ({reason(error)}) nên chương trình dùng cài đặt ban đầu; '
                "đề nghị kiểm tra quyền của tệp."
            )
            return Preferences()
        except (ValueError, TypeError, RecursionError):
            self._set_aside()
            return Preferences()

    def change(self, **values: Any) -> Preferences:  # noqa: ANN401 - the fields of Preferences
        """Change some settings."""
        changed = replace(self.read(), **values)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            replacement.replace(self.path, encoded(changed).encode())
        except (OSError, KnownError) as error:
            _LOG.warning("settings not written: %s", error)
        return changed

    def remember(self, recent: Recent, awaited: Sequence[Awaited] = ()) -> Preferences:
        """Put a report at the head of those opened lately, with what its file has still to hand in."""
        known = self.read()
        others = [other for other in known.awaited if other.path != recent.path]
        return self._keep((recent, *_without(known.recent, recent))[:KEPT], (*awaited, *others))

    def forget(self, recent: Recent) -> Preferences:
        """Take a report out of those opened lately; the file stays where it is."""
        known = self.read()
        return self._keep(_without(known.recent, recent), known.awaited)

    def _keep(self, recents: tuple[Recent, ...], awaited: Sequence[Awaited]) -> Preferences:
        """Keep reports, and what is awaited of their files."""
        paths = {recent.path for recent in recents}
        return self.change(recent=recents, awaited=tuple(one for one in awaited if one.path in paths)[:MOST_AWAITED])

    def _set_aside(self) -> None:
        aside = self.path.with_name(f"{self.path.stem}.hong{self.path.suffix}")
        try:
            self.path.replace(aside)
        except OSError as error:
            _LOG.warning("damaged settings not put aside: %s", error)
            return
        self.damage = f'Tệp cài đặt bị hỏng nên chương trình dùng cài đặt ban đầu; tệp cũ để ở "{aside}".'


def _without(recents: tuple[Recent, ...], recent: Recent) -> tuple[Recent, ...]:
    return tuple(other for other in recents if (other.path, other.unit, other.period) != _key(recent))


def _key(recent: Recent) -> tuple[str, str, str]:
    return recent.path, recent.unit, recent.period


def login() -> str:
    """The name by which the officer is known to the system; "" where the system does not say."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def now() -> str:
    """The time as `Recent.opened` has it."""
    return clock.stored()


def encoded(preferences: Preferences) -> str:
    """The settings as the text of their file."""
    return json.dumps(asdict(preferences), ensure_ascii=False, indent=1) + "\n"


def decode(raw: object) -> Preferences:
    """Check what a file says; a key of a newer program is passed over.

    Raises ValueError or TypeError for a value of another kind.
    """
    texts = dict.fromkeys(("officer", "theme", "folder", "watched", "way"), str)
    found = _typed(raw, {**texts, "zoom": (int, float), "recent": list, "awaited": list})
    if not SMALLEST <= found.get("zoom", 1.0) <= LARGEST or found.get("theme", "system") not in THEMES:
        raise ValueError("zoom or theme")
    if found.get("way", "down") not in WAYS:
        raise ValueError("way")
    recents = [Recent(**_typed(item, _kinds(Recent), whole=True)) for item in found.get("recent", [])]
    awaited = [Awaited(**_typed(item, _kinds(Awaited), whole=True)) for item in found.get("awaited", [])]
    if any(recent.at.tzinfo is None for recent in recents) or not all(one.day for one in awaited):
        raise ValueError("opened or last")
    return Preferences(**{**found, "recent": tuple(recents[:KEPT]), "awaited": tuple(awaited[:MOST_AWAITED])})


def _kinds(record: type[Recent | Awaited]) -> dict[str, type]:
    return {item.name: int if item.type == "int" else str for item in fields(record)}


def _typed(raw: object, kinds: Mapping[str, Any], *, whole: bool = False) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise TypeError("not a table")
    found = {key: raw[key] for key in kinds if key in raw}
    for key, value in found.items():
        if not isinstance(value, kinds[key]) or isinstance(value, bool):
            raise TypeError(key)
    if whole and len(found) < len(kinds):
        raise ValueError("missing keys")
    return found
