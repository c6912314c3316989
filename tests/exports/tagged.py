"""A tagged PDF read as a program reads it aloud: its tree, and the rules of ISO 14289-1 that a file can break."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pypdf
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from pypdf.generic import ContentStream, IndirectObject

GROUPS = frozenset({"Document", "Table", "TR", "L"})
BLOCKS = frozenset({"P", "H1", "H2", "H3", "H4", "LI", "TH", "TD", "Figure"})
SAYING = frozenset({"P", "H1", "H2", "H3", "H4", "Note"})
WITHIN = frozenset({"Reference", "Link", "Note", "Lbl", "LBody"})
DEEPEST = 28  # states of drawing in one another that archives allow
_SHOWN = frozenset({b"Tj", b"TJ", b"'", b'"'})
_PAINTED = _SHOWN | frozenset({b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"Do", b"INLINE IMAGE"})
_CODES = re.compile(r"<([0-9A-F]{2})> <([0-9A-F]{4})>")


@dataclass(frozen=True, slots=True)
class Tag:
    """An element of the tree with its words, those of its parts among them in their order."""

    role: str
    text: str
    about: Any
    parts: tuple[Tag, ...]

    def walk(self) -> Iterator[Tag]:
        """Yield this part and all within it, in reading order."""
        yield self
        for part in self.parts:
            yield from part.walk()


class TagTree:
    """The tree of a file, checked while it is read."""

    def __init__(self, pdf: pypdf.PdfReader) -> None:
        """Read and check all of it."""
        self._words: dict[tuple[int, int], str] = {}
        root: Any = pdf.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"].value is True
        assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
        assert str(root["/Lang"]) == "vi-VN"
        self._root = root["/StructTreeRoot"]
        nums = self._root["/ParentTree"]["/Nums"]
        assert list(nums[::2]) == list(range(self._root["/ParentTreeNextKey"]))
        self._owners = dict(zip(nums[::2], nums[1::2], strict=True))
        self._pages = {page.indirect_reference.idnum: page for page in pdf.pages if page.indirect_reference}
        for number, page in self._pages.items():
            self._read_page(number, page)
        self._used: Counter[tuple[int, int]] = Counter()
        self._linked: set[int] = set()
        self.top = self._part(self._root.raw_get("/K"), self._root.indirect_reference.idnum)
        assert set(self._used.values()) <= {1}
        assert self._used.keys() == self._words.keys()
        links = {one.idnum for page in self._pages.values() for one in page.get("/Annots", ())}
        assert self._linked == links
        _check(self.top)
        names = self._root["/IDTree"]["/Names"]
        notes = {str(part.about["/ID"]): part.about for part in self.top.walk() if part.role == "Note"}
        assert [str(name) for name in names[::2]] == sorted(notes)
        assert [notes[str(name)] for name in names[::2]] == [one.get_object() for one in names[1::2]]

    def paragraphs(self) -> list[str]:
        """The words of each paragraph, heading, item and cell that has any, in reading order."""
        return [text for part in self.top.walk() if part.role in BLOCKS and (text := " ".join(part.text.split()))]

    def _read_page(self, number: int, page: Any) -> None:  # noqa: ANN401 - pypdf's objects
        """Take the words of a page; nothing is drawn outside of its elements and artifacts."""
        assert page["/Tabs"] == "/S"
        owners = self._owners[page["/StructParents"]]
        codes = {name: _codes(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}
        marked: list[tuple[str, int]] = []  # what is open, and at which depth of text
        font: dict[int, str] = {}
        within_text = depth = 0
        for operands, operator in ContentStream(page["/Contents"], page.pdf).operations:
            if operator == b"BT":
                within_text = 1
            elif operator == b"ET":
                assert not marked or not marked[-1][1], "a mark reaches beyond its text"
                within_text = 0
            elif operator == b"Tf":
                font = codes[operands[0]]
            elif operator in {b"BDC", b"BMC"}:
                assert not marked, "marks within marks"
                marked.append((operands[0], within_text))
                assert (operator == b"BMC") == (operands[0] == "/Artifact")
                if operator == b"BDC":
                    current = (number, int(operands[1]["/MCID"]))
                    assert current not in self._words
                    assert owners[current[1]].get_object()["/S"] == operands[0]
                    self._words[current] = ""
            elif operator == b"EMC":
                assert marked.pop()[1] == within_text
            depth += {b"q": 1, b"Q": -1}.get(operator, 0)
            assert 0 <= depth <= DEEPEST
            assert marked or operator not in _PAINTED, f"{operator!r} belongs to nothing"
            if operator in _SHOWN:
                words = "".join(font[byte] for byte in operands[0].original_bytes)
                if marked[-1][0] != "/Artifact":
                    self._words[current] += words
        assert not marked
        assert not depth
        assert len(owners) == sum(page_number == number for page_number, _ in self._words)

    def _part(self, reference: IndirectObject, above: int) -> Tag:
        about: Any = reference.get_object()
        assert about.raw_get("/P").idnum == above
        kids = about.get("/K", [])
        text, parts = "", []
        for kid in kids:
            if isinstance(kid, IndirectObject):
                part = self._part(kid, reference.idnum)
                parts.append(part)
                text += part.text
            elif isinstance(kid, int) or kid["/Type"] == "/MCR":
                home, number = (about, kid) if isinstance(kid, int) else (kid, kid["/MCID"])
                place = (home.raw_get("/Pg").idnum, int(number))
                self._used[place] += 1
                assert self._owners[self._pages[place[0]]["/StructParents"]][number].get_object() is about
                text += self._words[place]
            else:
                assert (kid["/Type"], about["/S"]) == ("/OBJR", "/Link")
                link = kid.raw_get("/Obj")
                assert link.get_object()["/Contents"]
                assert self._owners[link.get_object()["/StructParent"]].get_object() is about
                self._linked.add(link.idnum)
        return Tag(about["/S"][1:], text, about, tuple(parts))


def _codes(font: Any) -> dict[int, str]:  # noqa: ANN401 - pypdf's objects
    table = font["/ToUnicode"].get_data().decode()
    assert all(int(count) <= 100 for count in re.findall(r"(\d+) beginbfchar", table))
    codes = {int(code, 16): chr(int(char, 16)) for code, char in _CODES.findall(table)}
    assert not {"\0", "\ufeff", "\ufffe"} & set(codes.values())
    return codes


def _check(top: Tag) -> None:
    """Check what ISO 14289-1 and ISO 32000-1 ask of headings, notes, lists, tables and figures."""
    assert top.role == "Document"
    parts = list(top.walk())
    assert {part.role for part in parts} <= GROUPS | BLOCKS | WITHIN
    level = 0
    for part in parts:
        if part.role.startswith("H"):
            assert 0 < int(part.role[1:]) <= level + 1
            level = int(part.role[1:])
        assert part.text.strip() or part.role not in SAYING
        roles = [kid.role for kid in part.parts]
        if part.role in {"L", "TR"}:
            assert set(roles) <= {"L": {"LI"}, "TR": {"TH", "TD"}}[part.role]
        if part.role == "LI":
            assert [kid.text.strip() for kid in part.parts if kid.role == "Lbl"] == ["-"]
            assert roles == ["Lbl", "LBody"]
        for place, role in enumerate(roles):
            assert role != "Note" or roles[place - 1] == "Reference"
        if part.role == "Figure":
            assert part.about["/Alt"]
            assert part.about["/A"]["/BBox"]
        if part.role == "Table":
            _check_table(part)
    references = [part for part in parts if part.role == "Reference"]
    notes = [part for part in parts if part.role == "Note"]
    assert [one.text for one in references] == [note.parts[0].text for note in notes]


def _check_table(table: Tag) -> None:
    """Every place of a table is taken by one cell, and every cell of numbers has heads."""
    taken: dict[tuple[int, int], str] = {}
    for row, line in enumerate(table.parts):
        assert line.role == "TR"
        column = 0
        for cell in line.parts:
            said = cell.about.get("/A", {})
            assert (said.get("/Scope") in {"/Row", "/Column"}) == (cell.role == "TH")
            while (row, column) in taken:
                column += 1
            for down in range(said.get("/RowSpan", 1)):
                for across in range(said.get("/ColSpan", 1)):
                    assert (row + down, column + across) not in taken
                    taken[row + down, column + across] = said.get("/Scope", "")
    width = max(column for _, column in taken) + 1
    assert taken.keys() == {(row, column) for row in range(len(table.parts)) for column in range(width)}
    assert {taken[0, column] for column in range(width)} == {"/Column"}


def paragraphs_of_docx(path: Path) -> list[str]:
    """The words of each paragraph of a DOCX that has any, each note where its mark stands."""
    document = docx.Document(str(path))
    notes = {
        note.get(qn("w:id")): note
        for part in document.part.package.iter_parts()
        if str(part.partname).endswith("footnotes.xml")
        for note in _parsed(part).iter(qn("w:footnote"))
    }
    numbers = iter(range(1, len(notes) + 1))

    def words(paragraph: Any) -> Iterator[str]:  # noqa: ANN401 - lxml's elements
        for one in paragraph.iter():
            if one.tag == qn("w:t"):
                yield one.text or ""
            elif one.tag == qn("w:noBreakHyphen"):
                yield "-"
            elif one.tag == qn("w:br"):
                yield " "
            elif one.tag == qn("w:footnoteReference"):
                number = str(next(numbers))
                yield number
                yield (number + "".join(words(notes[one.get(qn("w:id"))]))).strip()

    found = (" ".join("".join(words(one)).split()) for one in document.element.body.iter(qn("w:p")))
    return [text for text in found if text]


def _parsed(part: Any) -> Any:  # noqa: ANN401 - python-docx's parts
    return part.element if isinstance(part, XmlPart) else parse_xml(part.blob)
