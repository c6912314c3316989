"""The data that a Word file carries: a custom XML part, which Word and LibreOffice keep when they save the file again.

The words of the document have a digest of their own, so that a number which somebody changed on the page is noticed,
however the program that saved it wrote the paragraphs.
"""

from __future__ import annotations

import base64
import html
import re
import zlib
from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING

from exports import payload
from exports.container import Container
from exports.payload import Cargo, Delivery
from forms.errors import KnownError
from forms.report import archive
from forms.report.archive import Archive

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

DOCUMENT = "word/document.xml"
_SPACE = "urn:baocao42:data"
_ITEM = re.compile(r"customXml/item\d{1,3}\.xml")
_PART = re.compile(rb'<(?:\w+:)?part name="([\w.-]{1,60})">([A-Za-z0-9+/=\s]*)</(?:\w+:)?part>')
_WORDS = re.compile(rb"<w:t(?:\s[^<>]*)?>([^<>]*)</w:t>")
_MOST_ITEMS = 20
_MOST_TEXT = 40_000_000  # bytes of the document, unpacked
_TEXT = "text"
_LINES = "lines"
_KIND = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_CHANGED = "Chữ hoặc số trong tệp Word đã sửa sau khi kết xuất; số liệu lấy theo dữ liệu gốc kèm theo."


def attach(word: WordDocument, cargo: Cargo, lines: bytes) -> None:
    """Let a finished document carry data, with the seal over them and over its words, and its `lines` as written."""
    from docx.opc.packuri import PackURI  # noqa: PLC0415 - reading needs none of it
    from docx.opc.part import Part  # noqa: PLC0415

    words = (element.text or "" for element in word.element.body.iter() if str(element.tag).endswith("}t"))
    parts = {payload.DATA: cargo.data, **cargo.before, payload.ENVELOPE: cargo.envelope}
    parts[payload.SEAL] = payload.seal(cargo, **{_TEXT: _digest(words)})
    parts[_LINES] = zlib.compress(lines, 9)
    content = "".join(
        f'<part name="{name}">{base64.b64encode(part).decode()}</part>' for name, part in parts.items() if part
    )
    package = word.part.package
    data = _xml(f'<baocao42 xmlns="{_SPACE}">{content}</baocao42>')
    item = Part(PackURI("/customXml/item1.xml"), "application/xml", data, package)
    office = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    properties = _xml(
        f'<ds:datastoreItem ds:itemID="{{6F0E5A53-8C21-4B6E-9D0A-42BC42BC4200}}" xmlns:ds="{office}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{_SPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    item.relate_to(Part(PackURI("/customXml/itemProps1.xml"), _KIND, properties, package), f"{_RELATION}Props")
    word.part.relate_to(item, _RELATION)


def _xml(content: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n{content}'.encode()


def read(container: Container) -> Delivery:
    """Read what a Word file carries; words that were changed are a remark."""
    if parts := _parts(container):
        return _opened(container, parts)
    raise KnownError("Tệp Word không kèm dữ liệu của BaoCao42; đề nghị chọn tệp do chương trình kết xuất.")


def written(container: Container) -> tuple[Archive | None, bytes]:
    """The report that a Word file was made from, and its lines as they were written then; none where it has none.

    Whether somebody changed the data is of no account here.
    """
    parts = _parts(container)
    archived = archive.decode(parts[payload.DATA]) if payload.DATA in parts else None
    try:
        return archived, zlib.decompressobj().decompress(parts.get(_LINES, b""), payload.MOST)
    except zlib.error:
        return archived, b""


def _parts(container: Container) -> dict[str, bytes]:
    """What a Word file carries, by name."""
    items = [name for name in container.names if _ITEM.fullmatch(name)][:_MOST_ITEMS]
    for name in items:
        content = container.read(name, 3 * payload.MOST)
        if _SPACE.encode() in content[:2000]:
            return {key.decode(): _bytes(text) for key, text in _PART.findall(content)}
    return {}


def _bytes(text: bytes) -> bytes:
    return base64.b64decode(b"".join(text.split()), validate=True)


def _opened(container: Container, parts: dict[str, bytes]) -> Delivery:
    if payload.DATA not in parts or payload.SEAL not in parts:
        raise KnownError("Dữ liệu kèm trong tệp Word không đủ; đề nghị xin tệp gốc do chương trình kết xuất.")
    digests = payload.sealed(parts[payload.SEAL])
    envelope = parts.get(payload.ENVELOPE, b"")
    before = payload.read_before(envelope, lambda name, most: _within(parts.get(name), most))
    words = (html.unescape(text.decode()) for text in _WORDS.findall(container.read(DOCUMENT, _MOST_TEXT)))
    changed = _digest(words) != digests.get(_TEXT)
    return payload.opened(Cargo(parts[payload.DATA], envelope, before), digests, (_CHANGED,) if changed else ())


def _within(part: bytes | None, most: int) -> bytes | None:
    return part if part is not None and len(part) <= most else None


def _digest(words: Iterable[str]) -> str:
    """The digest of words, whatever stands between them."""
    return sha256("".join("".join(word.split()) for word in words).encode()).hexdigest()
