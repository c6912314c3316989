"""The canvas of the PDF: reportlab's, which also notes where values were printed and carries attachments."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from exports.pdf.structure import END, Annotation, Element, Marks, Structure
from exports.typesetting import fonts
from forms.values.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.pdfgen.textobject import PDFTextObject

    from forms.report.cells import Address

_PRINTED = 4  # the flag of what may not be hidden on paper

# What reportlab's lists of entries leave out.
pdfdoc.PDFPage.__NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]
pdfdoc.LinkAnnotation.permitted = (*pdfdoc.LinkAnnotation.permitted, "StructParent")
rl_config.useA85 = 0  # letters instead of bytes: a quarter longer, and half of the time of writing a page


@frozen
class Spot:
    """Where a cell is printed: its page from 0, and a box in points from the lower left corner of the paper."""

    cell: Address
    page: int
    left: float
    bottom: float
    right: float
    top: float


class Paper(Canvas):
    """A canvas in the shipped faces, in Vietnamese, without the clock."""

    _doc: Any  # reportlab's tree of objects, which its stubs leave out

    def __init__(self, file: BytesIO, stamp: str) -> None:
        """Take where to write and the time that the file carries, as PDF writes times."""
        super().__init__(
            file,
            pageCompression=1,
            invariant=1,
            # Without it reportlab declares a Helvetica that is not embedded; the stubs want a number.
            initialFontName=fonts.face(),  # type: ignore[arg-type]
            lang="vi-VN",
        )
        self._doc._pdfVersion = (1, 7)  # noqa: SLF001 - attachments that say what they are came with 1.7
        self.setDateFormatter(lambda *_now: stamp)
        self.spots: list[Spot] = []
        self.structure = Structure()
        self._stamp = stamp
        self._attached: dict[str, object] = {}
        # What reportlab's list of entries in the root leaves out.
        self._doc.Catalog.__NoDefault__ = [*self._doc.Catalog.__NoDefault__, "OutputIntents", "AF"]

    @contextmanager
    def marked(self, element: Element) -> Iterator[None]:
        """Let what is drawn meanwhile belong to an element, or be an artifact."""
        self.addLiteral(self.structure.begin(element))
        yield
        self.addLiteral(END)

    @contextmanager
    def figure(self, element: Element, width: float, height: float) -> Iterator[None]:
        """Let what is drawn meanwhile, from the present origin, be a figure of that size."""
        corners = (*self.absolutePosition(0, 0), *self.absolutePosition(width, height))
        element.entries["A"] = f"<</O/Layout/BBox[{' '.join(f'{corner:.2f}' for corner in corners)}]>>"
        with self.marked(element):
            yield

    def marks(self, element: Element, text: PDFTextObject) -> Marks:
        """Return what marks the words that `text` draws."""
        operators: list[str] = text._code  # type: ignore[attr-defined]  # noqa: SLF001 - reportlab has no other way
        return Marks(self.structure, element, operators.append)

    def link(self, element: Element, about: str, place: str, area: tuple[float, float, float, float]) -> None:
        """Let an area of the present coordinates, where an element is drawn, lead to a place in the document."""
        self.linkRect(about, place, area, relative=1, F=_PRINTED, StructParent=self.structure.link(element))
        element.parts.append(Annotation(self._doc.objectcounter))

    def number_pages(self, name: str) -> None:
        """Let a reader number the pages from this one on as they are printed: from 1, after a name if there is one."""
        first = self.getPageNumber() - 1
        self.addPageLabel(first, pdfdoc.PDFPageLabel.ARABIC, 1, f"{name} - " if name else None)

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """End a page."""
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.StructParents = self.structure.turn()
        page.Tabs = pdfdoc.PDFName("S")

    def save(self) -> None:
        """Write the file but for its tree, whose place is kept."""
        self._doc.Catalog.StructTreeRoot = pdfdoc.PDFDictionary({})
        self._doc.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
        super().save()

    def tree(self, first: int) -> Iterator[tuple[int, bytes]]:
        """Yield the objects of the tree of a written file, the new ones numbered from `first` on."""
        numbers = self._doc.idToObjectNumberAndVersion
        pages = [numbers[page.__InternalName__][0] for page in self._doc.Pages.pages]
        return self.structure.objects(numbers[self._doc.Catalog.StructTreeRoot.__InternalName__][0], first, pages)

    def spot(self, cell: Address, left: float, bottom: float, right: float, top: float) -> None:
        """Note that the value of a cell is printed in this box of the present coordinates."""
        left, bottom = self.absolutePosition(left, bottom)
        right, top = self.absolutePosition(right, top)
        self.spots.append(Spot(cell, self.getPageNumber() - 1, left, bottom, right, top))

    def page_digest(self) -> str:
        """Return the SHA-256 of what the pages so far draw, in hexadecimal: it changes with any letter printed."""
        digest = hashlib.sha256()
        for page in self._doc.Pages.pages:
            digest.update(page.stream.encode())
        return digest.hexdigest()

    def attach(self, name: str, kind: str, description: str, content: bytes, *, packed: bool = True) -> None:
        """Carry a file in the PDF; `kind` is its media type. Call it once for each file."""
        text = pdfdoc.PDFString
        about = {
            "Type": pdfdoc.PDFName("EmbeddedFile"),
            "Subtype": "/" + kind.replace("/", "#2F"),
            "Params": pdfdoc.PDFDictionary({"Size": len(content), "ModDate": text(self._stamp)}),
        }
        stream = pdfdoc.PDFStream(pdfdoc.PDFDictionary(about), content, filters=[pdfdoc.PDFZCompress] * packed)
        file = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Filespec"),
                "F": text(name),
                "UF": text(name),
                "Desc": text(description),
                "AFRelationship": pdfdoc.PDFName("Source"),
                "EF": pdfdoc.PDFDictionary({"F": self._doc.Reference(stream)}),
            }
        )
        self._attached[name] = self._doc.Reference(file)
        named = [part for name, file in sorted(self._attached.items()) for part in (text(name), file)]
        names = pdfdoc.PDFDictionary({"Names": pdfdoc.PDFArray(named)})
        self._doc.Catalog.Names = pdfdoc.PDFDictionary({"EmbeddedFiles": names})
        self._doc.Catalog.AF = pdfdoc.PDFArray(list(self._attached.values()))

    def archive(self, metadata: bytes, profile: bytes, profile_name: str) -> None:
        """Say in the file what an archive asks: XMP metadata, and the profile of the grey in which it is drawn."""
        kind = {"Type": pdfdoc.PDFName("Metadata"), "Subtype": pdfdoc.PDFName("XML")}
        self._doc.Catalog.Metadata = pdfdoc.PDFStream(pdfdoc.PDFDictionary(kind), metadata, filters=[])
        stream = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"N": 1}), profile, filters=[pdfdoc.PDFZCompress])
        intent = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("OutputIntent"),
                "S": pdfdoc.PDFName("GTS_PDFA1"),
                "OutputConditionIdentifier": pdfdoc.PDFString(profile_name),
                "Info": pdfdoc.PDFString(profile_name),
                "DestOutputProfile": self._doc.Reference(stream),
            }
        )
        self._doc.Catalog.OutputIntents = pdfdoc.PDFArray([self._doc.Reference(intent)])
