"""Exporting a stored report in the formats asked for: one set of blocks, one writer a format."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path

from exports import payload
from exports.payload import Cargo
from exports.replacement import NotWrittenError, WorkspaceError
from forms.checks.checker import check
from forms.document.document import compose
from forms.errors import KnownError
from forms.narrative.blocks import Document
from forms.offices.units import Unit
from forms.report.report import Report
from forms.values.frozen import frozen
from forms.values.period import Period
from forms.values.text import fold
from forms.workfile import make_folder, stands
from ui import keys

FORMATS = ("pdf", "docx", "xlsx", "package")
_LONGEST = 80  # characters; systems take 255 bytes, with the folders above
_SUFFIXES = {"package": "goi-nop.zip"}


@frozen
class Outcome:
    """A file that was written, or `refusal` why not, as the end of a sentence; `stale` where an earlier one stands.

    `remarks` say what stands in it otherwise than in the report.
    """

    path: Path
    refusal: str = ""
    stale: bool = False
    remarks: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """What is said of a file that was written, a line for each thing."""
        return "\n".join([f"Đã ghi {self.path}", *(f"  Lưu ý: {remark}." for remark in self.remarks)])


def export(
    report: Report,
    edited: datetime,
    folder: Path,
    formats: Iterable[str],
    children: Iterable[tuple[bytes, bytes]] = (),
) -> Iterator[Outcome]:
    """Write the report into a folder, telling of each file as it is done (see `put`).

    A package takes along the `children` that the report was made from, as they came.
    """
    work = _Work(report, edited, tuple(children))
    called = stem(report.unit, report.template.code, report.period)
    yield from put(folder, {name: f"{called}.{suffix(name)}" for name in formats}, work.write)


def put(folder: Path, files: Mapping[str, str], write: Callable[[str, Path], tuple[str, ...]]) -> Iterator[Outcome]:
    """Write files into a folder by their formats; one that cannot be written stops no other.

    `write` returns what stands in a file otherwise than in the report.

    Raises KnownError where there is no such folder.
    """
    make_folder(folder)
    for name, called in files.items():
        path = folder / called
        try:
            remarks = write(name, path)
        except WorkspaceError as error:
            yield Outcome(path, error.reason)
        except (NotWrittenError, OSError):
            yield Outcome(path, NotWrittenError.reason, stands(path))
        except KnownError as error:
            yield Outcome(path, str(error).rstrip("."), stands(path))
        else:
            yield Outcome(path, remarks=remarks)


TABLES = {"PDF, Word và Excel": ("pdf", "docx", "xlsx"), "PDF": ("pdf",), "Word": ("docx",), "Excel": ("xlsx",)}
"""In what formats a page or table beside the report is offered, by what officers call them."""

LETTERS = ("docx", "pdf")
"""The formats in which a letter, or another document beside the report, is written by `print_to`."""


def print_to(name: str, path: Path, document: Document, cargo: Cargo | None = None) -> tuple[str, ...]:
    """Write a document as "pdf" or "docx", and return what could not be printed as it is."""
    if name == "pdf":
        import exports.pdf.writer  # noqa: PLC0415 - reportlab loads only for a PDF

        return exports.pdf.writer.write(document, path, cargo)
    import exports.word.writer  # noqa: PLC0415 - python-docx loads only for a DOCX

    exports.word.writer.write(document, path, cargo)
    return ()


def refusals(outcomes: Iterable[Outcome]) -> str:
    """What is said of the files that were not written, a line for each reason; "" where there is none."""
    refused: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.refusal:
            refused[outcome.refusal].append(outcome)
    lines = [f"Không ghi được tệp {_named(group)}: {reason}." for reason, group in refused.items()]
    stale = [outcome for group in refused.values() for outcome in group if outcome.stale]
    if stale:
        lines.append(f"Tệp cũ {_named(stale)} vẫn còn, không khớp các tệp vừa ghi: đừng gửi.")
    return "\n".join(lines)


def stem(unit: Unit, template: str, period: Period) -> str:
    """How the exported files of a report are called, less their endings."""
    return f"{short(unit.name)}-{template}-{period.code}"


def suffix(name: str) -> str:
    """The ending of a format's files."""
    return _SUFFIXES.get(name, name)


def short(name: str) -> str:
    """An office's name as a part of names of files: letters without marks, and not too many of them."""
    return fold(name)[:_LONGEST].strip().replace(" ", "-") or "don-vi"


def _named(outcomes: Sequence[Outcome]) -> str:
    """The names of files that differ in their endings: the first whole, of the others the ending."""
    first, *others = (outcome.path.name for outcome in outcomes)
    common = first.partition(".")[0]
    return f"“{', '.join((first, *(name.removeprefix(common) for name in others)))}”"


class _Work:
    """One report in several formats: encoded once, its document made once."""

    def __init__(self, report: Report, edited: datetime, children: tuple[tuple[bytes, bytes], ...] = ()) -> None:
        self.children = children
        self.report = report
        self.edited = edited

    @cached_property
    def cargo(self) -> Cargo:
        """What the files carry."""
        return payload.pack(self.report, keys.own(), self.children)

    @cached_property
    def document(self) -> Document:
        """What the files say."""
        return compose(self.report, self.edited, self.cargo.code, () if self.report.locked else check(self.report))

    def write(self, name: str, path: Path) -> tuple[str, ...]:
        """Write one format, as `put` wants it."""
        match name:
            case "pdf" | "docx":
                return print_to(name, path, self.document, self.cargo)
            case "xlsx":
                from exports.excel import workbook  # noqa: PLC0415 - XlsxWriter loads only for an XLSX

                workbook.write(self.report, self.edited, path, self.cargo)
            case _:
                from exports import package  # noqa: PLC0415

                package.write(self.cargo, self.edited, path)
        return ()
