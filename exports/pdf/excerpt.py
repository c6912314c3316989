"""A few pages of a PDF from outside, written anew: words and what draws them, and nothing that could hurt.

PDFium believes what it reads: three kilobytes of forms within forms cost it minutes and gigabytes. It gets a file of
ours instead, made of objects that were read one by one and counted: what pages and their stamps draw, each form as
often as it is drawn, with their faces; no pictures, no patterns, no drawn letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from exports.pdf.objects import Broken, IndirectReference, Name, Objects, Stream

_MOST_DRAWN = 2_000_000  # bytes of what a page draws, each form as often as it does
_MOST_FORMS = 1000  # on one another, and stamps of a page
_MOST_FACE = 4_000_000  # bytes of a part of a face
_MOST_TABLE = 300_000  # bytes of a table of codes
_MOST_CODES = 100_000  # that a table names in ranges
_MOST_WORDS = 100_000  # of all faces
_MOST_PICTURES = 20  # among the words of a stream
_MOST_NESTED = 40
_FRAME = ("MediaBox", "CropBox", "Rotate")
_FORM = ("BBox", "Matrix")
_FACE = frozenset(
    # of a face, of its encoding, of its description
    """
    Type Subtype BaseFont Encoding FirstChar LastChar Widths FontDescriptor ToUnicode DescendantFonts CIDSystemInfo
    Registry Ordering Supplement DW W DW2 W2 CIDToGIDMap BaseEncoding Differences CMapName WMode
    FontName FontFamily Flags FontBBox ItalicAngle Ascent Descent Leading CapHeight XHeight StemV StemH AvgWidth
    MaxWidth MissingWidth FontFile FontFile2 FontFile3 Length1 Length2 Length3
    """.split()  # noqa: SIM905 - a list of words is read as words
)
_TABLES = ("ToUnicode", "Encoding")  # of codes
_DRAWS = re.compile(rb"/([^\0\t\n\f\r ()<>\[\]{}/%]+)[\0\t\n\f\r ]+Do\b")
_PICTURE = re.compile(rb"(?<![^\0\t\n\f\r \])>])BI[\0\t\n\f\r ]*/.*?[\0\t\n\f\r ]EI(?![^\0\t\n\f\r ])", re.DOTALL)
_PICTURE_LEFT = re.compile(rb"\bBI[\0\t\n\f\r ]*/")
_RANGES = re.compile(rb"begin(?:bf|cid|notdef)range")
_LIST = re.compile(rb"\[[^\[\]]*+\]")
_RANGE = re.compile(rb"<\s{0,9}([0-9A-Fa-f]{1,8})\s{0,9}>\s{0,9}<\s{0,9}([0-9A-Fa-f]{1,8})\s{0,9}>\s{0,9}[<\d]")


def excerpt(objects: Objects, pages: Sequence[Mapping[str, object]]) -> bytes:
    """A PDF of these pages; raises Broken where they draw more than any page of a report."""
    made = _Excerpt(objects)
    kids = [made.page(page) for page in pages]
    return made.written(kids)


class _Excerpt:
    """The new file: its objects in order, and where those of the old one went."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._out: list[bytes] = [b"", b""]  # the catalogue and the list of pages
        self._forms: dict[int, tuple[bytes, int]] = {}  # by identity: its place, what drawing it costs
        self._faces: dict[int, bytes] = {}
        self._kept: list[object] = []  # whose identity stands for them
        self._nested = self._words = 0

    def page(self, page: Mapping[str, object]) -> bytes:
        """Take a page over; return its place."""
        content = self._objects.resolve(page.get("Contents"))
        parts = content if isinstance(content, list) else [content]
        streams = [stream for part in parts if isinstance(stream := self._objects.resolve(part), Stream)]
        if len(streams) > _MOST_FORMS:
            raise Broken("a page in too many parts")
        text = b"\n".join(self._objects.unpack(stream, _MOST_DRAWN) for stream in streams)
        resources, text, drawn = self._drawing(page.get("Resources"), text)
        stamps = []
        for stamp, cost in self._stamps(page):
            stamps.append(stamp)
            drawn += cost
        if drawn > _MOST_DRAWN:
            raise Broken("a page that draws too much")
        entries = [(key, self._plain(page[key])) for key in _FRAME if key in page]
        place = self._add(_stream(b"", text))
        entries += [("Type", b"/Page"), ("Parent", b"2 0 R"), ("Resources", resources), ("Contents", place)]
        return self._add(_dictionary([*entries, ("Annots", b"[%b]" % b" ".join(stamps))]))

    def written(self, kids: Sequence[bytes]) -> bytes:
        """The whole file."""
        self._out[0] = b"<</Type/Catalog/Pages 2 0 R>>"
        self._out[1] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(kids), b" ".join(kids))
        out, places = bytearray(b"%PDF-1.7\n"), []
        for number, content in enumerate(self._out, start=1):
            places.append(len(out))
            out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
        end = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        return bytes(out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, end))

    def _add(self, content: bytes) -> bytes:
        self._out.append(content)
        return b"%d 0 R" % len(self._out)

    def _drawing(self, value: object, text: bytes) -> tuple[bytes, bytes, int]:
        """What a stream draws with, what it draws without pictures, and how much that is, forms and all."""
        self._nested += 1
        if self._nested > _MOST_NESTED:
            raise Broken("forms too deep")
        if len(_PICTURE_LEFT.findall(text)) > _MOST_PICTURES or _PICTURE_LEFT.search(text := _PICTURE.sub(b" ", text)):
            raise Broken("pictures among words")
        found = self._objects.table(value)
        forms, drawn = self._objects.table(found.get("XObject")), len(text)
        places: dict[str, bytes] = {}
        for used in _DRAWS.findall(text):
            name = used.decode("utf-8", "replace")
            form = self._objects.resolve(forms.get(name))
            if isinstance(form, Stream) and self._objects.resolve(form.about.get("Subtype")) == "Form":
                places[name], cost = self._form(form)
                drawn += cost
                if drawn > _MOST_DRAWN:
                    raise Broken("forms that draw too much")
        faces = self._objects.table(found.get("Font"))
        fonts = [(key, face) for key, item in faces.items() if (face := self._face(item))]
        self._nested -= 1
        return _dictionary([("Font", _dictionary(fonts)), ("XObject", _dictionary(places.items()))]), text, drawn

    def _form(self, form: Stream) -> tuple[bytes, int]:
        if id(form) not in self._forms:
            if len(self._forms) >= _MOST_FORMS:
                raise Broken("too many forms")
            self._kept.append(form)
            text = self._objects.unpack(form, _MOST_DRAWN)
            resources, text, drawn = self._drawing(form.about.get("Resources"), text)
            about = [(key, self._plain(form.about[key])) for key in _FORM if key in form.about]
            about += [("Type", b"/XObject"), ("Subtype", b"/Form"), ("Resources", resources)]
            self._forms[id(form)] = self._add(_stream(b"".join(_entries(about)), text)), drawn
        return self._forms[id(form)]

    def _stamps(self, page: Mapping[str, object]) -> Iterator[tuple[bytes, int]]:
        """What lies on a page and has a look of its own: stamps, fields, signatures."""
        items = self._objects.array(page.get("Annots"))
        if len(items) > _MOST_FORMS:
            raise Broken("too many stamps")
        for item in items:
            about = self._objects.table(item)
            look = self._objects.resolve(self._objects.table(about.get("AP")).get("N"))
            if isinstance(look, Stream):
                place, cost = self._form(look)
                entries = [(key, self._plain(about[key])) for key in ("Subtype", "Rect", "F") if key in about]
                yield _dictionary([*entries, ("Type", b"/Annot"), ("AP", b"<</N %b>>" % place)]), cost

    def _face(self, value: object) -> bytes:
        """Take a face over; b"" for one whose letters are drawings."""
        face = self._objects.table(value)
        if not face or self._objects.resolve(face.get("Subtype")) == "Type3":
            return b""
        if id(face) not in self._faces:
            self._kept.append(face)
            self._faces[id(face)] = self._add(self._plain(face, _FACE))
        return self._faces[id(face)]

    def _plain(self, value: object, keys: frozenset[str] = frozenset(), called: str = "") -> bytes:
        """A value as it is written, what it refers to within it; of dictionaries only some keys."""
        self._nested += 1
        self._words += 1
        if self._nested > _MOST_NESTED or self._words > _MOST_WORDS:
            raise Broken("values too deep, or too many")
        found = self._objects.resolve(value) if isinstance(value, IndirectReference) else value
        if isinstance(found, Stream):
            content = self._objects.unpack(found, _MOST_TABLE if called in _TABLES else _MOST_FACE)
            if called in _TABLES and _codes(content) > _MOST_CODES:
                raise Broken("a face with too many codes")
            about = [(key, self._plain(item, keys)) for key, item in found.about.items() if key in keys]
            written = self._add(_stream(b"".join(_entries(about)), content))
        elif isinstance(found, dict):
            written = _dictionary([(key, self._plain(item, keys, key)) for key, item in found.items() if key in keys])
        elif isinstance(found, list):
            written = b"[%b]" % b" ".join(self._plain(item, keys) for item in found)
        else:
            written = _word(found)
        self._nested -= 1
        return written


def _codes(table: bytes) -> int:
    """How many codes the ranges of a table name."""
    parts = (_LIST.sub(b"0", part.partition(b"end")[0]) for part in _RANGES.split(table)[1:])
    ranges = (pair for part in parts for pair in _RANGE.findall(part))
    return sum(max(0, int(high, 16) - int(low, 16)) + 1 for low, high in ranges)


def _stream(about: bytes, content: bytes) -> bytes:
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (about, len(content), content)


def _dictionary(entries: Iterable[tuple[str, bytes]]) -> bytes:
    return b"<<%b>>" % b"".join(_entries(entries))


def _entries(entries: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    for key, written in entries:
        yield b"%b %b" % (_name(key), written)


def _name(text: str) -> bytes:
    return b"/" + re.sub(rb"[^A-Za-z0-9_.+-]", lambda sign: b"#%02X" % sign[0][0], text.encode())


def _word(value: object) -> bytes:
    if isinstance(value, Name):
        return _name(value)
    if isinstance(value, bytes):
        return b"<%b>" % value.hex().encode()
    if isinstance(value, bool) or value is None:
        return {True: b"true", False: b"false", None: b"null"}[value]
    return f"{value:f}".encode() if isinstance(value, float) else str(value).encode()
