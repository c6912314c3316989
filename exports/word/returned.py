"""A Word file that comes back: its text as it would read with every tracked change taken, and who said what.

Words that somebody struck out are gone, words that somebody put in are there; two paragraphs of which the end of the
first was struck out are one. A comment stands at its paragraph, or at the row of its table.
"""

from __future__ import annotations

import json
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, TypeAlias

from exports.compound import MAGIC
from exports.container import Container
from exports.word import carried
from forms.errors import KnownError
from forms.report.archive import Archive
from forms.values.frozen import frozen

_Element: TypeAlias = Any  # of lxml, which has no stubs

NOTE = "\ufffc"  # stands where a footnote is cited
_MOST = 40_000_000  # bytes of a part, unpacked
_MOST_MARKS = 500_000  # tags and attributes of a part: each costs some 200 bytes once it is parsed
_MOST_LINES = 5_000  # paragraphs and rows: forty times those of a long report
_LONGEST = 20_000  # characters of one, as many as a section may have
_MOST_TEXT = 2_000_000  # characters of them all
_COMMENTS = "word/comments.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}
_NOTED = {f"{_W}{kind}Reference": (f"word/{kind}s.xml", kind) for kind in ("footnote", "endnote")}
_SIGNS |= dict.fromkeys(_NOTED, NOTE)
_MARKED = {"Chữ gạch ngang": ("strike", "dstrike"), "Chữ ẩn": ("vanish",)}
_MARGIN = re.compile(r"word/(header|footer)\d{0,3}\.xml")
_MARGINS = {"header": "Đầu trang", "footer": "Chân trang"}
_GONE = (f"{_W}del", f"{_W}moveFrom")
_AROUND = (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins", f"{_W}moveTo")  # what a block may stand in
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_DRAWN = (f"{_W}drawing", f"{_W}pict", f"{_W}object", _ALTERNATE)
_STRUCK_OUT, _HEAD = f"{_W}trPr/{_W}del", f"{_W}trPr/{_W}tblHeader"
_OLD = "Tệp Word đời cũ (.doc) hoặc có mật khẩu; đề nghị mở bằng Word, lưu lại thành .docx không mật khẩu."
_OTHER = "Đây không phải tệp Word (.docx); đề nghị chọn tệp DOCX đã sửa; tệp .odt thì lưu lại thành .docx."
_BROKEN = "Tệp Word bị hỏng, không đọc được; đề nghị mở bằng Word, lưu lại rồi chọn tệp đó."
_UNSEEN = {0x2011: "-", 0xAD: None, 0x200B: None, 0xFEFF: None}  # as other programs write hyphens and breaks
_CITED = re.compile(rf" ?{NOTE}(?:,(?={NOTE}))?")  # neighbouring marks are printed with a comma between them
_TOO_MUCH = "Tệp Word này có quá nhiều đoạn, bảng; đề nghị chọn tệp DOCX đã kết xuất rồi sửa."


@frozen
class ReturnedLine:
    """A paragraph of the text, or a row of a table: its words, between strokes those of the `cells` of a row.

    `notes` are the words of its footnotes; who changed it with changes tracked, and comments with their authors.
    """

    text: str
    notes: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()


def read(content: bytes) -> list[ReturnedLine]:
    """The paragraphs and rows of a file, one after the other; raises KnownError for what is no Word file."""
    if content.startswith(MAGIC):  # so it is also where a file has a password
        raise KnownError(_OLD)
    try:
        container = Container(content)
        if carried.DOCUMENT not in container:
            raise KnownError(
                "Đây không phải tệp Word (.docx); đề nghị chọn tệp DOCX đã sửa, tệp .odt thì lưu lại thành .docx."
            )
        body = _parsed(container.read(carried.DOCUMENT, _MOST)).find(f"{_W}body")
        notes = {tag: _said(container, part, kind) for tag, (part, kind) in _NOTED.items()}
        reader = _TextReader(notes, _said(container, _COMMENTS, "comment"))
        margins = list(_margins(container))
    except zipfile.BadZipFile as error:
        raise KnownError(_BROKEN) from error
    if body is None:
        raise KnownError(_BROKEN)
    found = list(islice(reader.lines(body), _MOST_LINES + 1))
    return _measured([*found, *_beside([*margins, *reader.unanchored(found)])])


def written(content: bytes) -> tuple[Archive | None, list[ReturnedLine]]:
    """The report that a file was made from, and its lines as they were then; none where it carries none."""
    archived, found = carried.written(Container(content))
    return archived, decoded(found)


def _margins(container: Container) -> Iterator[str]:
    """The words over and under the pages; numbers alone are those of pages."""
    for name in container.names:
        if found := _MARGIN.fullmatch(name):
            words = _text(_parsed(container.read(name, _MOST)).iter(f"{_W}p"), " ")
            if any(map(str.isalpha, words)):
                yield f"{_MARGINS[found[1]]}: {words}"


def _beside(said: Iterable[str]) -> Iterator[ReturnedLine]:
    """What is said beside the lines."""
    yield from (ReturnedLine("", comments=(one,)) for one in dict.fromkeys(said))


def lines(body: _Element, footnotes: _Element) -> list[ReturnedLine]:
    """The paragraphs and rows of a file that is being made, as they will be read."""
    notes = {one.get(f"{_W}id", ""): one for one in footnotes.iterchildren(f"{_W}footnote")}
    return list(_TextReader({f"{_W}footnoteReference": notes}, {}).lines(body))


def encoded(found: Iterable[ReturnedLine]) -> bytes:
    """Lines as bytes, without what was said of them."""
    return json.dumps([[one.text, one.notes, one.cells] for one in found], ensure_ascii=False).encode()


def decoded(content: bytes) -> list[ReturnedLine]:
    """Lines from bytes; none where there are none, or not those of `encoded`."""
    try:
        found = [ReturnedLine(str(text), _texts(notes), cells=_texts(cells)) for text, notes, cells in _read(content)]
    except (ValueError, TypeError, RecursionError):
        return []
    return _measured(found)


def _read(content: bytes) -> list[Any]:
    found = json.loads(content or b"[]")
    return found if isinstance(found, list) else []


def _texts(found: Iterable[object]) -> tuple[str, ...]:
    return tuple(map(str, found))


def _measured(found: list[ReturnedLine]) -> list[ReturnedLine]:
    """Lines, if they are not too many or too long."""
    sizes = [len(line.text) + sum(map(len, line.notes)) for line in found]
    if len(found) > _MOST_LINES or max(sizes, default=0) > _LONGEST or sum(sizes) > _MOST_TEXT:
        raise KnownError(_TOO_MUCH)
    return found


def _parsed(content: bytes) -> _Element:
    from docx.oxml import parse_xml  # noqa: PLC0415 - python-docx loads only for a DOCX

    if b"<!DOCTYPE" in content[:2000] or b"<!ENTITY" in content:
        raise KnownError(_BROKEN)
    if content.count(b"<") + content.count(b"=") > _MOST_MARKS:
        raise KnownError("Tệp Word này có quá nhiều phần tử; đề nghị chọn tệp DOCX đã kết xuất rồi sửa.")
    try:
        return parse_xml(content)
    except SyntaxError as error:  # what lxml raises is one
        raise KnownError(_BROKEN) from error


def _said(container: Container, part: str, kind: str) -> dict[str, _Element]:
    """The footnotes or the comments of a file by their ids."""
    if part not in container:
        return {}
    return {one.get(f"{_W}id", ""): one for one in _parsed(container.read(part, _MOST)).iterchildren(f"{_W}{kind}")}


@frozen
class _TextReader:
    """Reads the text of a file that has these notes, by what cites them, and comments."""

    notes: Mapping[str, Mapping[str, _Element]]
    comments: Mapping[str, _Element]

    def lines(self, body: _Element) -> Iterator[ReturnedLine]:
        """The paragraphs and rows in their order."""
        open_: list[_Element] = []  # paragraphs that go on in the next one, since what ends them was struck out
        for block in _blocks(body, f"{_W}p", f"{_W}tbl"):
            if block.tag == f"{_W}p":
                open_.append(block)
                if not _joined(block):
                    yield self.line(open_)
                    open_ = []
            else:
                yield from (self.row(row) for row in _blocks(block, f"{_W}tr") if row.find(_STRUCK_OUT) is None)
        if open_:
            yield self.line(open_)

    def row(self, row: _Element) -> ReturnedLine:
        """A row of a table; one of its head is words alone."""
        cells = [list(cell.iter(f"{_W}p")) for cell in _blocks(row, f"{_W}tc")]
        texts = tuple(_text(cell, " ") for cell in cells)
        line = self.line([paragraph for cell in cells for paragraph in cell])
        text = f"| {' | '.join(text.replace('|', '/') for text in texts)} |"
        return replace(line, text=text, cells=() if row.find(_HEAD) is not None else texts)

    def line(self, paragraphs: Sequence[_Element]) -> ReturnedLine:
        """What stands in paragraphs, as one."""
        cited = (one for paragraph in paragraphs for one in _standing(paragraph, *_NOTED))
        found = (self.notes.get(one.tag, {}).get(one.get(f"{_W}id", "")) for one in cited)
        notes = [note for note in found if note is not None]
        return ReturnedLine(
            _text(paragraphs, ""),
            tuple(_text(note.iter(f"{_W}p"), " ") for note in notes),
            tuple(dict.fromkeys(author for one in (*paragraphs, *notes) for author in _authors(one))),
            tuple(said for one in (*paragraphs, *notes) for said in self.told(one)),
        )

    def told(self, element: _Element) -> Iterator[str]:
        """The comments that stand at an element, words in a frame beside it, those crossed out or hidden."""
        frames = (_text(frame.iter(f"{_W}p"), " ") for frame in element.iter(f"{_W}txbxContent"))
        yield from (f"Khung chữ: {words}" for words in dict.fromkeys(frames) if words)
        for called, marks in _MARKED.items():
            runs = (run for run in _standing(element, f"{_W}r") if _is_marked(run, marks))
            if marked := "".join(word for run in runs for word in _words(run)).strip():
                yield f"{called}: {marked}"
        for reference in element.iter(f"{_W}commentReference"):
            if (comment := self.comments.get(reference.get(f"{_W}id", ""))) is not None:
                yield _comment(comment)

    def unanchored(self, found: Iterable[ReturnedLine]) -> Iterator[str]:
        """The comments that stand at none of the lines: what they stood at is gone."""
        told = {said for line in found for said in line.comments}
        yield from (said for said in map(_comment, self.comments.values()) if said not in told)


def _blocks(element: _Element, *tags: str) -> Iterator[_Element]:
    """What stands in an element, also within what only holds it together."""
    for child in element.iterchildren():
        if child.tag in tags:
            yield child
        elif child.tag in _AROUND:
            yield from _blocks(child, *tags)


def _joined(paragraph: _Element) -> bool:
    """Whether the end of a paragraph was struck out or moved away."""
    return any(paragraph.find(f"{_W}pPr/{_W}rPr/{mark}") is not None for mark in _GONE)


def _comment(comment: _Element) -> str:
    author = comment.get(f"{_W}author", "")
    return f"Ý kiến{f' của {author}' if author else ''}: {_text(comment.iter(f'{_W}p'), ' ')}"


def _is_marked(run: _Element, names: Iterable[str]) -> bool:
    """Whether somebody set a run so, crossed out or hidden, without tracking it."""
    marks = (run.find(f"{_W}rPr/{_W}{name}") for name in names)
    return any(mark is not None and mark.get(f"{_W}val", "true") not in ("false", "0", "off") for mark in marks)


def _authors(element: _Element) -> Iterator[str]:
    changed = element.iter(f"{_W}ins", f"{_W}moveTo", *_GONE)
    return (author for one in changed if (author := one.get(f"{_W}author", "")))


def _text(paragraphs: Iterable[_Element], between: str) -> str:
    words = between.join("".join(_words(paragraph)) for paragraph in paragraphs)
    words = unicodedata.normalize("NFC", words).translate(_UNSEEN)
    return _CITED.sub(NOTE, " ".join(words.split()))


def _standing(element: _Element, *tags: str) -> Iterator[_Element]:
    """What of some kinds stands in an element and is not struck out."""
    for child in element.iterchildren():
        if child.tag in tags:
            yield child
        elif child.tag not in (*_GONE, *_DRAWN):
            yield from _standing(child, *tags)


def _words(element: _Element) -> Iterator[str]:
    """The words of an element, without those that are struck out or moved away, and without pictures."""
    for child in element.iterchildren():
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in (*_GONE, *_DRAWN, f"{_W}pPr"):
            yield from _words(child)
