"""The commands about what the document says: details, paragraphs, legal documents. Never imports Qt."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forms.definitions.legal_document import LegalDocument, kept
from forms.document.redline.word_changes import Proposal
from forms.errors import KnownError, nearest, nearest_end
from forms.narrative import legal, paragraphs
from forms.report import details, limits
from forms.report.changes import Change, SetLegalDocument
from forms.report.report import Report
from forms.values.text import quoted
from ui.cli.command_line import CommandLine

if TYPE_CHECKING:
    from ui.jobs.word_back import WordChanges

_ENDS = ", ".join(f"{key} ({title.lower()})" for key, title in paragraphs.TITLES.items())
_PARTS = {
    "kind": "tên loại",
    "number": "số, ký hiệu",
    "issued": "ngày ban hành",
    "issuer": "cơ quan ban hành",
    "title": "trích yếu",
    "abbreviation": "tên gọi tắt",
}


class TextCommandLine(CommandLine):
    """The commands about details, paragraphs and legal documents."""

    def fill(self, commands: argparse._SubParsersAction[Any]) -> None:
        """Add every command."""
        detail = self.add(commands, "detail", "xem hoặc ghi thể thức: nơi nhận, người ký …", self.detail)
        detail.add_argument("key", nargs="?", metavar="MỤC", help=", ".join(details.LABELS))
        detail.add_argument("value", nargs="?", metavar="NỘI_DUNG", help='"" để trở về mặc định; \\n xuống dòng')

        text = self.add(commands, "text", "xem hoặc ghi lời văn của một mục, mỗi đoạn một dòng", self.text)
        text.add_argument("section", metavar="MỤC", help=f"mã mục (I, II.1 …), {_ENDS}")
        text.add_argument("--from", dest="source", type=Path, metavar="TỆP", help="tệp văn bản UTF-8 để ghi vào mục")
        text.add_argument("--reset", action="store_true", help="trở về câu của mẫu")

        word = self.add(commands, "word", "xem, nhận đoạn văn đã sửa trong tệp Word", self.word)
        word.add_argument("source", type=Path, metavar="TỆP_WORD", help="tệp DOCX đã kết xuất rồi sửa")
        word.add_argument("--take", metavar="SỐ", help='các đoạn nhận, ví dụ 1,3; "all" là tất cả')

        document = self.add(commands, "document", "xem, thêm, sửa, bỏ văn bản được viện dẫn", self.document)
        document.add_argument("key", nargs="?", metavar="MÃ", help='mã văn bản, "moi" để thêm')
        document.add_argument("--remove", action="store_true", help="bỏ văn bản này")
        for name, label in _PARTS.items():
            document.add_argument(f"--{name}", help=label)

    def detail(self, options: argparse.Namespace) -> int:
        """Show the details, or say one."""
        key: str | None = options.key
        if key is None or options.value is None:
            report = self.look(options)
            _require_detail(report, key)
            for name, label in details.LABELS.items():
                if key in (None, name):
                    value = details.shown(name, details.text(report, name))
                    self.show(f"{name} ({label}): {value.replace(chr(10), '; ')}")
            for name, value in report.details.items():
                if name not in details.LABELS and key in (None, name):
                    self.show(f"{name} ({details.known(report, name)}): {details.shown(name, value)}")
            return 0
        value = options.value.replace("\\n", "\n")

        def make(report: Report) -> list[Change]:
            _require_detail(report, key)
            change = details.change(report, key, value)
            return [change] if change else []

        return self.change(options, make, f"Đã ghi {details.LABELS.get(key.partition(':')[0], '').lower()}.")

    def text(self, options: argparse.Namespace) -> int:
        """Show the paragraphs of a section, write them from a file, or return to the template's."""
        section: str = options.section
        if options.source is None and not options.reset:
            report = self.look(options)
            _known(report, section)
            self.show("\n".join(paragraphs.texts(report, section)))
            return 0
        found = None if options.reset else tuple(_lines(options.source))

        def make(report: Report) -> list[Change]:
            _known(report, section)
            for number, line in enumerate(found or (), start=1):
                if reason := paragraphs.problem(report, line):
                    raise KnownError(f"{options.source}, dòng {number}: {reason}.")
            change = paragraphs.change(report, section, found)
            return [change] if change else []

        return self.change(options, make, f"Đã ghi lời văn của mục {section}.")

    def word(self, options: argparse.Namespace) -> int:
        """Show what a Word file would change in the words, or take some of it over."""
        from ui.jobs import word_back  # noqa: PLC0415 - only when asked for

        if options.take is None:
            report = self.look(options)
            for said in _told(report, word_back.look(report, options.source)):
                self.show(said)
            return 0

        def make(report: Report) -> list[Change]:
            all_of = [one for one, _, _ in word_back.look(report, options.source).proposals]
            return [*word_back.take(report, _chosen(all_of, options.take))]

        return self.change(options, make, "Đã nhận các đoạn đã chọn.")

    def document(self, options: argparse.Namespace) -> int:
        """Show the legal documents with what cannot be right, or add, change or take away one."""
        if options.key is None:
            report = self.look(options)
            for key, document in {**report.template.legal, **report.documents}.items():
                self.show(f"{key}: {document.in_full()}")
            self._doubts(report)
            return 0
        typed = {name: value for name, value in vars(options).items() if name in _PARTS and value is not None}
        given = {name: kept(name, value) for name, value in typed.items()}

        def make(report: Report) -> list[Change]:
            key = legal.new_key(report) if options.key == "moi" else options.key
            if options.key != "moi" and key not in report.documents:
                raise KnownError(
                    f'Không có văn bản "{key}"{nearest_end(key, report.documents)} Để thêm: dùng mã "moi".'
                )
            if options.remove:
                return [SetLegalDocument(key, None)]
            old = report.documents.get(key, LegalDocument(*([""] * len(fields(LegalDocument)))))
            new = replace(old, **given)
            return [SetLegalDocument(key, new)] if new != old else []

        done = self.change(options, make, "Đã ghi danh mục văn bản.")
        self._doubts(self.look(options))
        return done

    def _doubts(self, report: Report) -> None:
        for doubt in legal.doubts(report):
            self.show(f"Cảnh báo: {doubt.message} {doubt.instruction}")


def _require_detail(report: Report, key: str | None) -> None:
    if key is not None and not details.known(report, key):
        raise KnownError(f'Không có mục "{key}"{nearest(key, details.LABELS)}')


def _known(report: Report, section: str) -> None:
    known = [*report.template.sections, *paragraphs.TITLES]
    if section not in known:
        raise KnownError(f'Không có mục "{section}"{nearest(section, known)}')


def _lines(path: Path) -> list[str]:
    """The lines of a text file; raises KnownError where it cannot be read as text."""
    from exports import arrival  # noqa: PLC0415 - only what comes from a file needs it

    try:
        return arrival.content(path, 4 * limits.SECTION, "tệp văn bản UTF-8").decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise KnownError(f'"{path}" không phải tệp văn bản UTF-8; đề nghị lưu lại dạng UTF-8.') from error


def _told(report: Report, found: WordChanges) -> Iterator[str]:
    """What a Word file would change, and what was said in it."""
    from ui.jobs import word_back  # noqa: PLC0415 - only when asked for

    for number, (one, authors, comments) in enumerate(found.proposals, start=1):
        yield f"{number}. {word_back.title(report, one, authors)}"
        yield from (f"   {name}: {text}" for name, text in (("Cũ", one.old), ("Mới", one.new)) if text)
        yield from (f"   {said}" for said in word_back.warnings(report, one.numbers))
        yield from (f"   {said}" for said in (word_back.advice(one), *comments) if said)
    for row in found.rows:
        yield "\n   ".join([word_back.row_title(row), *word_back.row_warnings(report, row)])
    yield from map(word_back.gone_title, found.gone)
    yield from found.comments
    if not found.proposals and not found.rows and not found.gone:
        yield "Lời văn, số liệu trong tệp Word không khác báo cáo."


def _chosen(proposals: list[Proposal], numbers: str) -> list[Proposal]:
    """Those of the numbers that were typed; raises KnownError for one that is none, or is told alone."""
    if numbers == "all":
        return proposals
    try:
        found = [proposals[int(number) - 1] for number in numbers.split(",") if int(number) > 0]
    except (ValueError, IndexError) as error:
        raise KnownError(f"Không có đoạn {quoted(numbers)}; tệp Word có {len(proposals)} đoạn khác.") from error
    if alone := next((one for one in found if one.told_alone), None):
        raise KnownError(f"Thay đổi {proposals.index(alone) + 1} là {alone.kind.value}, không nhận được từ Word.")
    return found
