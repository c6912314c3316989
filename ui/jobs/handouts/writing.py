"""Handouts as files: the same pages in each format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from exports import replacement
from forms.narrative.blocks import Handout
from forms.report.report import Report
from ui.jobs.exporting import Outcome, put

FORMATS = ("pdf", "docx", "xlsx", "png")


def write(report: Report, handout: Handout, stem: str, folder: Path, formats: Iterable[str]) -> Iterator[Outcome]:
    """Write a handout about a report into a folder, telling of each file as it is done (see `exporting.put`)."""

    def write_one(name: str, path: Path) -> tuple[str, ...]:
        match name:
            case "pdf":
                from exports.pdf import handout as pdf  # noqa: PLC0415 - reportlab loads only for a PDF

                return pdf.write(handout, path)
            case "docx":
                from exports.pdf import picture  # noqa: PLC0415
                from exports.word import handout as word  # noqa: PLC0415 - python-docx loads only for a DOCX

                word.write(handout, path, word.Drawings(picture.of_chart, picture.of_gauge))
            case "xlsx":
                from exports.excel import handout_book  # noqa: PLC0415 - XlsxWriter loads only for an XLSX

                handout_book.write(report, handout, path)
            case _:
                from exports.pdf import picture  # noqa: PLC0415

                replacement.replace(path, picture.of_handout(handout))
        return ()

    yield from put(folder, {name: f"{stem}.{name}" for name in formats}, write_one)
