"""The program's own settings and the reports that were opened lately, in one small file of the user's.

A damaged file is put aside and said; a disk that refuses costs the change and nothing else.
"""

from __future__ import annotations

import getpass
import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from exports import replacement
from forms.errors import KnownError

_LOG = logging.getLogger(__name__)

SAMPLES = "BaoCao42-mau-"
"""How the name of a sample's folder begins; what is in it is not remembered."""

KEPT = 12
"""How many opened reports are remembered."""

THEMES = {"system": "Theo hệ thống", "light": "Sáng", "dark": "Tối"}
SMALLEST, LARGEST = 0.5, 3.0
"""The zooms that are believed."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the officer chose: name for the history, zoom (1.0 is 100 %), theme, folder of new reports."""

    officer: str = ""
    zoom: float = 1.0
    theme: str = "system"
    folder: str = ""
    recent: tuple[Recent, ...] = ()


class PreferencesFile:
    """The settings file; read anew before each change, since two windows of the program share it."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or user_config_path("BaoCao42", appauthor=False) / "settings.json"
        self.damage = ""
        """How the file was damaged when it was read, in one sentence; "" when it was not."""

    def read(self) -> Preferences:
        """The settings; those of a new program when there is no file or it is damaged."""
        try:
            return _decode(json.loads(self.path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return Preferences()
        except OSError as error:
            _LOG.warning("settings not read: %s", error)
            return Preferences()
        except (ValueError, TypeError, RecursionError):
            self._set_aside()
            return Preferences()

    def change(self, **values: Any) -> Preferences:  # noqa: ANN401 - the fields of Preferences
        """Change some settings."""
        changed = replace(self.read(), **values)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps(asdict(changed), ensure_ascii=False, indent=1)
            replacement.replace(self.path, (text + "\n").encode())
        except (OSError, KnownError) as error:
            _LOG.warning("settings not written: %s", error)
        return changed

    def remember(self, recent: Recent) -> Preferences:
        """Put a report at the head of those opened lately."""
        return self.change(recent=(recent, *_without(self.read().recent, recent))[:KEPT])

    def forget(self, recent: Recent) -> Preferences:
        """Take a report out of those opened lately; the file stays where it is."""
        return self.change(recent=_without(self.read().recent, recent))

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
    return datetime.now(UTC).isoformat(timespec="seconds")


def _decode(raw: object) -> Preferences:
    """Check what a file says; a key of a newer program is passed over, a value of another type is damage."""
    found = _typed(raw, {"officer": str, "zoom": (int, float), "theme": str, "folder": str, "recent": list})
    if not SMALLEST <= found.get("zoom", 1.0) <= LARGEST or found.get("theme", "system") not in THEMES:
        raise ValueError("zoom or theme")
    kinds = {item.name: int if item.type == "int" else str for item in fields(Recent)}
    recents = [Recent(**_typed(item, kinds, whole=True)) for item in found.get("recent", [])]
    if any(recent.at.tzinfo is None for recent in recents):
        raise ValueError("opened")
    return Preferences(**{**found, "recent": tuple(recents[:KEPT])})


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
