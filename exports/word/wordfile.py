"""An empty Word file in the decree's dress: styles, settings, footnotes and properties.

python-docx starts from a template of its own with a hundred foreign styles, theme fonts and English
as the language. Here its parts are emptied and filled again, so that every letter is Times New
Roman, the language is Vietnamese and the list of styles holds only what a report uses.
"""

from __future__ import annotations

import unicodedata
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import qn

from exports.typesetting import layout, wording
from exports.word.markup import half_points, tag, twips

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument
    from docx.opc.rel import Relationships
    from docx.oxml.xmlchemy import BaseOxmlElement

    from exports.typesetting.layout import Look
    from forms.narrative.blocks import Document

FONT = "Times New Roman"
LANGUAGE = "vi-VN"
TABLE, COLUMNS = "BangSoLieu", "HaiCot"  # ids of the table styles
MARK = "FootnoteReference"
RULE = "DuongKe"

# Parts of python-docx's template that say what is not so of our file, or nothing.
_FOREIGN = {
    RELATIONSHIP_TYPE.CUSTOM_XML,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.FONT_TABLE,
    RELATIONSHIP_TYPE.NUMBERING,
    RELATIONSHIP_TYPE.THEME,
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.WEB_SETTINGS,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
}


def new(looks: Sequence[Look] = layout.LOOKS) -> WordDocument:
    """Return an empty document with our settings, and with our styles of looks."""
    document = docx.Document()
    for relationships in (document.part.rels, document.part.package.rels):
        _drop(relationships)
    _fill(document.styles.element, _styles(looks))
    _fill(document.settings.element, _settings())
    return document


def _drop(relationships: Relationships) -> None:
    for key, relationship in list(relationships.items()):
        if relationship.reltype in _FOREIGN:
            del relationships[key]


def _fill(element: BaseOxmlElement, children: list[BaseOxmlElement]) -> None:
    for child in list(element):
        element.remove(child)
    element.extend(children)


def _styles(looks: Sequence[Look]) -> list[BaseOxmlElement]:
    """Return the content of the styles part."""
    return [
        tag(
            "docDefaults",
            tag("rPrDefault", _letters(layout.BODY.size)),
            tag("pPrDefault", tag("pPr", tag("widowControl"))),
        ),
        tag(
            "style",
            tag("name", val="Normal"),
            tag("qFormat"),
            type="paragraph",
            default="1",
            styleId="Normal",
        ),
        tag(
            "style",
            tag("name", val="Default Paragraph Font"),
            type="character",
            default="1",
            styleId="DefaultParagraphFont",
        ),
        tag(
            "style",
            tag("name", val="Normal Table"),
            _table_properties(0, 0),
            type="table",
            default="1",
            styleId="TableNormal",
        ),
        tag("style", tag("name", val="No List"), type="numbering", default="1", styleId="NoList"),
        *(_paragraph_style(look) for look in looks),
        _rule_style(),
        _mark_style(),
        _table_style(COLUMNS, "Hai cột", _table_properties(0, 0)),
        _table_style(
            TABLE,
            "Bảng số liệu",
            _table_properties(layout.CELL_PAD_X, layout.CELL_PADS_Y[0], ruled=True),
            tag("tcPr", tag("vAlign", val="center")),
        ),
    ]


def space_out(document: WordDocument, more: float) -> None:
    """Let the paragraphs of running text come apart by so much more."""
    for look in (layout.BODY, *layout.HEADINGS.values()):
        (old,) = document.styles.element.xpath(f"./w:style[@w:styleId='{style_id(look)}']/w:pPr/w:spacing")
        old.set(qn("w:before"), str(twips(look.before + more)))


def _letters(size: float) -> BaseOxmlElement:
    """Return the run properties that all text starts from."""
    return tag(
        "rPr",
        tag("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT),
        tag("sz", val=half_points(size)),
        tag("szCs", val=half_points(size)),
        tag("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi=LANGUAGE),
    )


def _paragraph_style(look: Look) -> BaseOxmlElement:
    """Return the paragraph style of a look; the order of the elements is that of the schema."""
    return tag(
        "style",
        tag("name", val=look.name),
        tag("basedOn", val="Normal"),
        tag("next", val=style_id(layout.BODY)) if look.outline else None,
        tag("qFormat"),
        tag(
            "pPr",
            tag("keepNext") if look.leads else None,
            tag("keepLines") if look.leads else None,
            tag("widowControl", val="0") if look is layout.NOTE else None,  # or it may begin a page after its mark
            _spacing(look),
            tag("ind", left=twips(look.left), firstLine=twips(look.first)) if look.first or look.left else None,
            tag("jc", val=jc(look.align)),
            tag("outlineLvl", val=look.outline - 1) if look.outline else None,
        ),
        tag(
            "rPr",
            tag("b") if look.bold else None,
            tag("bCs") if look.bold else None,
            tag("i") if look.italic else None,
            tag("iCs") if look.italic else None,
            tag("sz", val=half_points(look.size)),
            tag("szCs", val=half_points(look.size)),
        ),
        type="paragraph",
        styleId=style_id(look),
        **_custom(look.name),
    )


def _spacing(look: Look) -> BaseOxmlElement:
    """Return the white around the paragraphs of a look; where it has no leading, a line is as high as its letters."""
    before, after = twips(look.before), twips(look.after)
    if not look.leading:
        return tag("spacing", before=before, after=after)
    return tag("spacing", before=before, after=after, line=twips(look.leading), lineRule="atLeast")


def _custom(name: str) -> dict[str, str]:
    """Return the attribute that marks a style as ours; the ones that Word knows have English names."""
    return {} if name.isascii() else {"customStyle": "1"}


def style_id(look: Look) -> str:
    """Return the id of the style of a look: its name in plain letters."""
    plain = unicodedata.normalize("NFD", look.name.replace("Đ", "D"))
    words = "".join(char for char in plain if char.isascii()).title()
    return "".join(char for char in words if char.isalnum())


CELL = style_id(layout.CELL)


def jc(align: str) -> str:
    """Return Word's word for an alignment."""
    return {"justify": "both"}.get(align, align)


def _rule_style() -> BaseOxmlElement:
    """Return the style of the nearly empty paragraphs that carry a rule."""
    return tag(
        "style",
        tag("name", val="Đường kẻ"),
        tag("basedOn", val="Normal"),
        tag("pPr", tag("spacing", line=twips(layout.RULE_DROP), lineRule="exact"), tag("jc", val="center")),
        tag("rPr", tag("sz", val=2), tag("szCs", val=2)),
        type="paragraph",
        styleId=RULE,
        customStyle="1",
    )


def _mark_style() -> BaseOxmlElement:
    return tag(
        "style",
        tag("name", val="footnote reference"),
        tag("basedOn", val="DefaultParagraphFont"),
        tag("rPr", tag("vertAlign", val="superscript")),
        type="character",
        styleId=MARK,
    )


def _table_style(identity: str, name: str, *properties: BaseOxmlElement) -> BaseOxmlElement:
    return tag(
        "style",
        tag("name", val=name),
        tag("basedOn", val="TableNormal"),
        *properties,
        type="table",
        styleId=identity,
        customStyle="1",
    )


def _table_properties(pad_x: float, pad_y: float, *, ruled: bool = False) -> BaseOxmlElement:
    """Return borders and cell margins of a table style."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    size = layout.TABLE_RULE * 8
    borders = (tag(side, val="single", sz=size, space="0", color="auto") for side in sides)
    return tag(
        "tblPr",
        tag("tblInd", w="0", type="dxa"),
        tag("tblBorders", *borders) if ruled else None,
        cell_margins(pad_x, pad_y),
    )


def cell_margins(pad_x: float, pad_y: float) -> BaseOxmlElement:
    """Return the white around the words of the cells of a table."""
    margins = zip(("top", "left", "bottom", "right"), (pad_y, pad_x) * 2, strict=True)
    return tag("tblCellMar", *(tag(side, w=twips(pad), type="dxa") for side, pad in margins))


def _settings() -> list[BaseOxmlElement]:
    """Return the content of the settings part; 15 keeps Word out of "compatibility mode"."""
    uri = "http://schemas.microsoft.com/office/word"
    return [
        tag("zoom", percent="100"),
        tag("defaultTabStop", val=twips(layout.BODY.first)),
        tag("characterSpacingControl", val="doNotCompress"),
        tag("footnotePr", tag("footnote", id="-1"), tag("footnote", id="0")),
        tag("compat", tag("compatSetting", name="compatibilityMode", uri=uri, val="15")),
        tag("themeFontLang", val=LANGUAGE),
        tag("decimalSymbol", val=","),
        tag("listSeparator", val=";"),
    ]


class Footnotes:
    """The footnotes part, which python-docx lacks: two separators, then the notes from 1."""

    def __init__(self, document: WordDocument) -> None:
        """Add an empty part to `document`."""
        root = tag(
            "footnotes",
            _separator("separator", "-1"),
            _separator("continuationSeparator", "0"),
        )
        name = PackURI("/word/footnotes.xml")
        part = XmlPart(name, CONTENT_TYPE.WML_FOOTNOTES, root, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        self.root = root
        self.count = 0

    def add(self, *runs: BaseOxmlElement) -> BaseOxmlElement:
        """Add a note made of `runs` and return the run that cites it."""
        self.count += 1
        paragraph = tag(
            "p",
            tag("pPr", tag("pStyle", val=style_id(layout.NOTE))),
            superscript(tag("footnoteRef")),
            tag("r", tag("t", text=" ")),
            *runs,
        )
        self.root.append(tag("footnote", paragraph, id=self.count))
        return superscript(tag("footnoteReference", id=self.count))


def _separator(kind: str, number: str) -> BaseOxmlElement:
    spacing = tag("spacing", before="0", after="0", line="240", lineRule="auto")
    return tag("footnote", tag("p", tag("pPr", spacing), tag("r", tag(kind))), type=kind, id=number)


def superscript(content: BaseOxmlElement) -> BaseOxmlElement:
    """Return a run with `content` set as a note's mark."""
    return tag("r", tag("rPr", tag("rStyle", val=MARK)), content)


def describe(word: WordDocument, document: Document) -> None:
    """Put title, author and time into the file's properties, and nothing of python-docx."""
    properties = word.core_properties
    properties.title = wording.title(document)
    properties.subject = document.subject
    properties.author = properties.last_modified_by = document.author
    properties.comments = ""
    properties.language = LANGUAGE
    properties.revision = 1
    properties.created = properties.modified = wording.timestamp(document)


def pack(word: WordDocument, document: Document) -> bytes:
    """Return the file; its entries carry the document's time, not the clock's."""
    plain, packed = BytesIO(), BytesIO()
    word.save(plain)
    time = wording.timestamp(document).timetuple()[:6]
    with (
        zipfile.ZipFile(plain) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, time)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # or the bytes tell on which system they were written
            target.writestr(entry, source.read(name))
    return packed.getvalue()
