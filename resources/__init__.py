"""Fonts, icons and sample data, and where they are."""

from __future__ import annotations

from pathlib import Path


def path(*parts: str) -> Path:
    """Return the path of a resource: `path("fonts", "LiberationSerif-Regular.ttf")`."""
    return Path(__file__).parent.joinpath(*parts)


def guide(name: str) -> Path:
    """Return the path of a page of the guide, which the program shows too: `guide("kiem-tra.md")`."""
    return Path(__file__).parent.parent / "docs" / name
