"""Fonts, icons, licences and sample data, and where they are; the version of the program."""

from __future__ import annotations

from pathlib import Path


def path(*parts: str) -> Path:
    """Return the path of a resource: `path("fonts", "LiberationSerif-Regular.ttf")`."""
    return Path(__file__).parent.joinpath(*parts)


def version() -> str:
    """The version of the program, from its one place, pyproject.toml."""
    from importlib import metadata  # noqa: PLC0415 - slow, and few ask

    return metadata.version("baocao42")


def guide(name: str) -> Path:
    """Return the path of a page of the guide, which the program shows too: `guide("kiem-tra.md")`."""
    return Path(__file__).parent.parent / "docs" / name
