"""Exporting a stored report in the formats asked for: one set of blocks, one writer a format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from forms.document.document import compose
from forms.errors import KnownError
from forms.report import archive
from forms.report.report import Report
from forms.report.units import Unit
from forms.values.period import Period
from forms.values.text import fold

FORMATS = ("pdf", "docx", "xlsx", "package")
_SUFFIXES = {"package": "goi-nop.zip"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A file that was written, or `refusal` why not, in a sentence; `stale` where an earlier one still stands there."""

    path: Path
    refusal: str = ""
    stale: bool = False


def export(report: Report, edited: datetime, folder: Path, formats: Iterable[str]) -> Iterator[Outcome]:
    """Write the report into a folder, telling of each file as it is done; one that cannot be written stops no other.

    Raises KnownError where there is no such folder. Libraries load as they are needed.
    """
    if folder.exists() and not folder.is_dir():
        raise KnownError(f'"{folder}" là tệp, không phải thư mục; đề nghị chọn thư mục khác.')
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KnownError(f'Không tạo được thư mục "{folder}" ({error.strerror}); đề nghị chọn nơi khác.') from error
    called = stem(report.unit, report.template.code, report.period)
    for name in formats:
        path = folder / f"{called}.{_SUFFIXES.get(name, name)}"
        try:
            _write(name, report, edited, path)
        except (KnownError, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) else ""
            said = f"Không ghi được tệp “{path.name}” ({reason}); đề nghị đóng tệp đang mở hoặc chọn nơi khác."
            yield Outcome(path, said if reason else str(error), path.exists())
        else:
            yield Outcome(path)


def refusals(outcomes: Iterable[Outcome]) -> str:
    """What is said of the files that were not written, one line each; "" where there is none."""
    refused = [outcome for outcome in outcomes if outcome.refusal]
    lines = [outcome.refusal for outcome in refused]
    stale = ", ".join(f"“{outcome.path.name}”" for outcome in refused if outcome.stale)
    if stale:
        lines.append(f"Tệp cũ của lần kết xuất trước vẫn còn và không khớp các tệp vừa ghi, đừng gửi: {stale}.")
    return "\n".join(lines)


def stem(unit: Unit, template: str, period: Period) -> str:
    """How the exported files of a report are called, less their endings."""
    return f"{fold(unit.name).replace(' ', '-')}-{template}-{period.code}"


def _write(name: str, report: Report, edited: datetime, path: Path) -> None:
    match name:
        case "pdf":
            from exports.pdf import writer as pdf  # noqa: PLC0415 - reportlab loads only for a PDF

            pdf.write(compose(report, edited), path, archive.encode(report))
        case "docx":
            from exports.word import writer as docx  # noqa: PLC0415 - python-docx loads only for a DOCX

            docx.write(compose(report, edited), path)
        case "xlsx":
            from exports.excel import workbook  # noqa: PLC0415 - XlsxWriter loads only for an XLSX

            workbook.write(report, edited, path)
        case _:
            from exports import package  # noqa: PLC0415

            package.write(report, edited, path)
