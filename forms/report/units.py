"""An office that reports."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """An office: its name and the code of its level (xa, huyen, tinh, so-nganh)."""

    name: str
    level: str
