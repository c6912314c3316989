"""Handouts as files: the same pages in each format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from forms.narrative.blocks import Handout
from ui.jobs.exporting import Outcome, put

FORMATS = ("pdf",)


def write(handout: Handout, stem: str, folder: Path, formats: Iterable[str]) -> Iterator[Outcome]:
    """Write a handout into a folder, telling of each file as it is done (see `exporting.put`)."""

    def write_one(_: str, path: Path) -> tuple[str, ...]:
        from exports.pdf import handout as pdf  # noqa: PLC0415 - reportlab loads only for a PDF

        return pdf.write(handout, path)

    yield from put(folder, {name: f"{stem}.{name}" for name in formats}, write_one)
