"""What a PDF says of its own parts (tagged PDF, ISO 14289-1): a tree of headings, paragraphs, lists, tables and notes.

Whoever has pages read aloud, and programs that take words from them, ask this tree. Blocks bring its elements in the
order of the document; while pages are drawn, the words on them join theirs, wherever a page ends. What belongs to no
element (rules, page numbers, the head of a table that stands again) is an artifact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from reportlab.platypus import Flowable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

END = "EMC"
_BULLET = "-"


class Drawn(NamedTuple):
    """Words, or a drawing, on a page from 0, by their number on it."""

    page: int
    number: int


class Annotation(NamedTuple):
    """The number of the object of a link."""

    number: int


_Part: TypeAlias = "Element | Drawn | Annotation"


class Element:
    """A part of the document: its role in the words of ISO 32000-1, and what it holds, in reading order.

    `entries` are others of its dictionary as they are written into the file, `number` is that of its object there.
    """

    __slots__ = ("entries", "number", "parts", "role")

    def __init__(self, role: str, *parts: _Part, **entries: str) -> None:
        """Take the role and what is known of its parts."""
        self.role = role
        self.parts = list(parts)
        self.entries = entries
        self.number = 0

    def written(self, above: int, pages: Sequence[int]) -> bytes:
        """Return the dictionary as it stands in the file, by the numbers of the element above it and of the pages."""
        home = -1
        kids = []
        for part in self.parts:
            if isinstance(part, Element):
                kids.append(f"{part.number} 0 R")
            elif isinstance(part, Annotation):
                kids.append(f"<</Type/OBJR/Obj {part.number} 0 R>>")
            elif home in {-1, part.page}:
                home = part.page
                kids.append(str(part.number))
            else:
                kids.append(f"<</Type/MCR/Pg {pages[part.page]} 0 R/MCID {part.number}>>")
        entries = [f"/{key} {value}" for key, value in self.entries.items()]
        if home >= 0:
            entries.append(f"/Pg {pages[home]} 0 R")
        if kids:
            entries.append(f"/K[{' '.join(kids)}]")
        return f"<</S/{self.role}/P {above} 0 R{''.join(entries)}>>".encode()


ARTIFACT = Element("Artifact")
"""What is drawn and says nothing."""


class Piece(Flowable):
    """What can stand on a page, and the elements that it brings."""

    elements: Sequence[Element] = ()


def text(words: str) -> str:
    """Return words as a string of the file."""
    return f"<FEFF{words.encode('utf-16-be').hex()}>"


def title() -> Element:
    """Return the element of the title, which heads the whole document."""
    return Element("H1")


def paragraph(first: str, outline: int = 0) -> Element:
    """Return the element of a paragraph by its `first` word: a heading, an item of a list, or plain words."""
    if outline:
        return Element(f"H{outline + 1}")
    return Element("LI", Element("Lbl"), Element("LBody")) if first == _BULLET else Element("P")


def head_cell(scope: str, down: int = 1, across: int = 1) -> Element:
    """Return a cell that heads its `Row` or its `Column`, over so many of each."""
    spans = [f"/{name} {count}" for name, count in (("RowSpan", down), ("ColSpan", across)) if count > 1]
    return Element("TH", A=f"<</O/Table/Scope/{scope}{''.join(spans)}>>")


class Structure:
    """The tree of one document while its pages are drawn."""

    def __init__(self) -> None:
        """Begin with an empty document."""
        self.notes: dict[int, Element] = {}
        self._top = Element("Document")
        self._known: set[Element] = set()
        self._level = 0
        self._page = 0
        self._here: list[Element] = []  # whose the words on this page are, by their number
        self._owners: list[Element | list[Element]] = []  # of links and of the words of pages

    def add(self, elements: Sequence[Element]) -> None:
        """Put elements at the end of the document, once; items stand in a list, and no level of headings is skipped."""
        for element in elements:
            if element in self._known:
                continue
            self._known.add(element)
            if element.role.startswith("H"):
                self._level = min(int(element.role[1:]), self._level + 1)
                element.role = f"H{self._level}"
            if element.role == "LI":
                last = self._top.parts[-1] if self._top.parts else None
                if not (isinstance(last, Element) and last.role == "L"):
                    self._top.parts.append(last := Element("L"))
                last.parts.append(element)
            else:
                self._top.parts.append(element)

    def begin(self, element: Element) -> str:
        """Return the operator after which a page draws what belongs to `element`, until `END`."""
        if element is ARTIFACT:
            return "/Artifact BMC"
        number = len(self._here)
        self._here.append(element)
        element.parts.append(Drawn(self._page, number))
        return f"/{element.role}<</MCID {number}>>BDC"

    def link(self, element: Element) -> int:
        """Return the key by which the next link on the page finds its element."""
        self._owners.append(element)
        return len(self._owners) - 1

    def turn(self) -> int:
        """Go on to the next page; return the key by which the page finds the elements of its words."""
        self._owners.append(self._here)
        self._here = []
        self._page += 1
        return len(self._owners) - 1

    def cite(self, element: Element, note: int) -> Element:
        """Put the reference to a note, and the note, into an element; return the part that its mark belongs to."""
        mark = Element("Link")
        element.parts += Element("Reference", mark), self.notes[note]
        return mark

    def objects(self, root: int, first: int, pages: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        """Yield all objects of the tree as they stand in the file: the `root`, then the elements from `first` on."""
        found: list[tuple[Element, int]] = []
        waiting = [(self._top, root)]
        while waiting:
            element, above = waiting.pop()
            element.number = first + len(found)
            found.append((element, above))
            waiting += [(part, element.number) for part in reversed(element.parts) if isinstance(part, Element)]
        yield root, self._written()
        for element, above in found:
            yield element.number, element.written(above, pages)

    def _written(self) -> bytes:
        owners = " ".join(f"{key} {_owner(owner)}" for key, owner in enumerate(self._owners))
        names = sorted((note.entries["ID"], note.number) for note in self.notes.values())
        named = " ".join(f"{name} {number} 0 R" for name, number in names)
        return (
            f"<</Type/StructTreeRoot/K {self._top.number} 0 R/ParentTree<</Nums[{owners}]>>"
            f"/ParentTreeNextKey {len(self._owners)}/IDTree<</Names[{named}]>>>>"
        ).encode()


class Marks:
    """The marks around the words of one paragraph among the operators that draw them."""

    def __init__(self, structure: Structure, element: Element, write: Callable[[str], None]) -> None:
        """Take the element of the paragraph, and what writes an operator."""
        self._structure = structure
        self._element = element
        self._write = write
        self._open: Element | None = None
        self._sign: Element | None = None
        if element.role == "LI":
            sign, self._element = (part for part in element.parts if isinstance(part, Element))
            self._sign = None if sign.parts else sign

    @property
    def signed(self) -> bool:
        """Whether what is drawn next is the sign of an item, which has a part of its own."""
        return self._sign is not None

    def turn(self, note: int, *, raised: bool) -> Element:
        """Begin the part that the next words belong to, where another one is open: the mark of a note has its own."""
        part = self._element
        if self._sign:
            part, self._sign = self._sign, None
        elif note:
            part = self._structure.cite(part, note)
        elif raised and part.role == "Note":
            part = Element("Lbl")
            self._element.parts.append(part)
        if part is not self._open:
            self.end()
            self._write(self._structure.begin(part))
            self._open = part
        return part

    def end(self) -> None:
        """End the part that is open."""
        if self._open is not None:
            self._write(END)
        self._open = None


def _owner(owner: Element | list[Element]) -> str:
    return f"{owner.number} 0 R" if isinstance(owner, Element) else f"[{' '.join(map(_owner, owner))}]"
