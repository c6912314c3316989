"""A Word file that comes back: its paragraphs as they would read with every tracked change taken, and who said what.

Words that somebody struck out are gone, words that somebody put in are there; a comment stands at its paragraph.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Any

from exports.container import Container
from exports.word import carried
from forms.errors import KnownError
from forms.values.frozen import frozen

NOTE = "\ufffc"  # stands where a footnote is cited
_MOST = 40_000_000  # bytes of a part, unpacked
_MOST_MARKS = 500_000  # tags and attributes of a part: each costs some 200 bytes once it is parsed
_COMMENTS = "word/comments.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}noBreakHyphen": "-", f"{_W}footnoteReference": NOTE}
_BROKEN = "Tệp Word bị hỏng, không đọc được; đề nghị mở bằng Word, lưu lại rồi chọn tệp đó."


@frozen
class ReturnedParagraph:
    """One paragraph of the text: its words, who changed it with changes tracked, and comments with their authors."""

    text: str
    authors: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()


def read(content: bytes) -> list[ReturnedParagraph]:
    """The paragraphs of a file that are not in a table; raises KnownError for what is no Word file."""
    try:
        container = Container(content)
        if carried.DOCUMENT not in container:
            raise KnownError("Đây không phải tệp Word (.docx); đề nghị chọn tệp DOCX đã kết xuất rồi sửa.")
        body = _parsed(container.read(carried.DOCUMENT, _MOST)).find(f"{_W}body")
        comments = _comments(container)
    except zipfile.BadZipFile as error:
        raise KnownError(_BROKEN) from error
    if body is None:
        raise KnownError(_BROKEN)
    return [_paragraph(element, comments) for element in body.iterchildren(f"{_W}p")]


def _parsed(content: bytes) -> Any:  # noqa: ANN401 - lxml has no stubs
    from docx.oxml import parse_xml  # noqa: PLC0415 - python-docx loads only for a DOCX

    if b"<!DOCTYPE" in content[:2000] or b"<!ENTITY" in content:
        raise KnownError(_BROKEN)
    if content.count(b"<") + content.count(b"=") > _MOST_MARKS:
        raise KnownError("Tệp Word này có quá nhiều phần tử; đề nghị chọn tệp DOCX đã kết xuất rồi sửa.")
    try:
        return parse_xml(content)
    except SyntaxError as error:  # what lxml raises is one
        raise KnownError(_BROKEN) from error


def _comments(container: Container) -> dict[str, str]:
    if _COMMENTS not in container:
        return {}
    found = {}
    for comment in _parsed(container.read(_COMMENTS, _MOST)).iterchildren(f"{_W}comment"):
        words = " ".join("".join(_words(comment)).split())
        found[comment.get(f"{_W}id", "")] = f"{comment.get(f'{_W}author', '')}: {words}".removeprefix(": ")
    return found


def _paragraph(element: Any, comments: dict[str, str]) -> ReturnedParagraph:  # noqa: ANN401 - lxml has no stubs
    changed = element.iter(f"{_W}ins", f"{_W}del", f"{_W}moveFrom", f"{_W}moveTo")
    authors = dict.fromkeys(author for one in changed if (author := one.get(f"{_W}author", "")))
    said = [one.get(f"{_W}id", "") for one in element.iter(f"{_W}commentReference")]
    words = "".join(_words(element)).replace("\N{NO-BREAK SPACE}", " ")
    return ReturnedParagraph(
        " ".join(words.split()), tuple(authors), tuple(comments[one] for one in said if one in comments)
    )


def _words(element: Any) -> Iterator[str]:  # noqa: ANN401 - lxml has no stubs
    """The words of an element, without those that are struck out or moved away."""
    for child in element.iterchildren():
        if child.tag in (f"{_W}del", f"{_W}moveFrom"):
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        else:
            yield from _words(child)
