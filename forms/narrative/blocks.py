"""The official document as neutral blocks: made once from template and report, then only written.

Every writer (PDF, DOCX) walks the same `Document`, so two formats cannot say different things.
Layout rules that the blocks follow: Decree 30/2020/NĐ-CP, appendices I and III.
"""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING

from forms.values.frozen import frozen

if TYPE_CHECKING:
    from fractions import Fraction

    from forms.definitions.sentences import Part
    from forms.report.cells import Address
    from forms.values.numbers import Number
    from forms.values.period import Period


@frozen
class Text:
    """A run of characters; `cell` is set where the run prints the value of that cell.

    `elsewhere` is the cell of another period side by side that it prints. `of` are the parts of its sentence that it
    prints, outer before inner, where that was asked for.
    """

    text: str
    bold: bool = False
    italic: bool = False
    cell: Address | None = None
    elsewhere: tuple[Period, Address] | None = field(default=None, compare=False, repr=False)
    of: tuple[Part, ...] = field(default=(), compare=False, repr=False)


@frozen
class Note:
    """A footnote, cited where it stands; writers number notes in reading order from 1.

    `lacks` says which offices the numbers before it do not contain, where it tells that.
    """

    content: tuple[Text, ...]
    lacks: str = ""
    of: tuple[Part, ...] = field(default=(), compare=False, repr=False)


@frozen
class Heading:
    """A numbered heading: level 1 is "I. TITLE", 2 is "1. Title", 3 is "a) Title"."""

    level: int
    number: str
    title: str


@frozen
class Paragraph:
    """Justified body text, its first line indented."""

    content: tuple[Text | Note, ...]


@frozen
class Gauge:
    """How far a number reaches, drawn beside it: shares of the room from 0 to 1, of its end and of a `stroke` to reach.

    It is `solid` where it reached that, or where there is none, else hatched: so it is told apart in print and in grey.
    """

    share: Fraction
    solid: bool = True
    stroke: Fraction | None = None


@frozen
class TableCell:
    """One cell of a table; `align` is "left", "center" or "right", `indent` counts steps of 4 mm.

    `cell` is set where it prints the value of that cell of the report, `number` where it prints a number of any;
    `leads` keeps its row on the page of the next. Only handouts draw a `gauge`.
    """

    text: str
    align: str = "left"
    bold: bool = False
    italic: bool = False
    indent: int = 0
    cell: Address | None = None
    leads: bool = False
    number: Number | None = None
    gauge: Gauge | None = None


@frozen
class Head:
    """A cell of the head of a table: from which row and column, counted from 0, over how many of each."""

    cell: TableCell
    row: int
    column: int
    down: int = 1
    across: int = 1


@frozen
class Table:
    """A ruled table; `widths` are shares of the text width, and the head repeats on every page.

    `head` are the words over each column, `over` what stands above several of them. `note` is printed beneath.
    """

    widths: tuple[float, ...]
    head: tuple[TableCell, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    over: tuple[Head, ...] = ()
    note: str = ""

    def heads(self) -> tuple[Head, ...]:
        """Every cell of the head; the words over a column reach up to what stands over it."""
        levels = 2 + max((head.row for head in self.over), default=-1)
        above = [0] * len(self.head)
        for head in self.over:
            for column in range(head.column, head.column + head.across):
                above[column] = max(above[column], head.row + head.down)
        leaves = (Head(cell, above[column], column, levels - above[column]) for column, cell in enumerate(self.head))
        return (*self.over, *leaves)


@frozen
class Letterhead:
    """The head of page 1: who writes (left), the State's name and motto (right, fixed by the decree)."""

    superior: str  # cơ quan chủ quản, in capitals; "" when there is none
    agency: tuple[str, ...]  # cơ quan ban hành, in capitals, one entry a line
    number: str  # "Số:      /BC-UBND"
    place_and_date: str  # "Kon Tum, ngày      tháng      năm 2024"
    draft: bool  # DỰ THẢO above the number


@frozen
class SignatureBlock:
    """Authority and title in capitals ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), then the name beneath."""

    lines: tuple[str, ...]
    name: str


@frozen
class Appendix:
    """A table on pages of its own, numbered apart; `landscape` turns the paper, None only where it must be turned."""

    number: str  # "I", "II", …
    title: str
    table: Table
    landscape: bool | None = True
    section: str = ""  # the code of the section that it shows, as it stands in the title


@frozen
class Document:
    """The whole report, in reading order."""

    kind: str  # tên loại: "BÁO CÁO"; "" for an official letter (công văn)
    subject: str  # trích yếu
    letterhead: Letterhead
    addressee: str  # "Kính gửi: …" without the words; "" when there is none
    body: tuple[Heading | Paragraph | Table, ...]
    signature: SignatureBlock
    recipients: tuple[str, ...]  # Nơi nhận, one a line, without dash and semicolon
    appendices: tuple[Appendix, ...]
    author: str
    edited: datetime  # last edit of the data, UTC: the only time that files carry
    fingerprint: str  # short code of the data, printed at the foot of the last page
    held: tuple[str, ...] = ()  # phrases of the subject that no line parts: its period, the documents that it names
    issuer: str = ""  # whose document it is, where its appendices name it
    doubted: frozenset[Address] = frozenset()  # cells of a draft that cannot be right: signs in the margin of its pages
    beside: SignatureBlock | None = None  # who signs at the left, where two sides sign; recipients then stand beneath


@frozen
class ChartBar:
    """A bar of a chart: what it is of, its number as it is printed, exact where it is one; None is missing, not nought.

    `moved` is how far it is from the one before, `strong` marks the one that the chart is about, `partial` one that is
    not over and not to be compared.
    """

    label: str
    text: str
    number: Number | None
    moved: str = ""
    strong: bool = False
    partial: bool = False


@frozen
class Chart:
    """Bars side by side, each with its number."""

    title: str
    bars: tuple[ChartBar, ...]

    @property
    def in_words(self) -> str:
        """Every bar with its number, for whoever cannot see them."""
        return "; ".join(f"{bar.label}: {bar.text}" for bar in self.bars)


@frozen
class Handout:
    """Pages that are handed to somebody, or a picture of them: tables and a chart without number and signature.

    A `single` one stands on one page. One that goes along with a report is its `annex`: "(Kèm theo …)" is printed.
    """

    office: str
    remark: str  # at the head, on the right: of which day, whether a draft
    title: str
    about: str
    tables: tuple[Table, ...]
    author: str
    edited: datetime  # last edit of the data, UTC: the only time that files carry
    chart: Chart | None = None
    points: tuple[str, ...] = ()  # what is to be noticed, one sentence each
    legend: str = ""
    source: str = ""
    single: bool = False
    landscape: bool = True
    annex: str = ""
    captions: tuple[str, ...] = ()  # over the tables, as far as they go; "" for none

    def captioned(self) -> tuple[tuple[str, Table], ...]:
        """Each table with the words over it, "" for none."""
        return tuple(
            (self.captions[place] if place < len(self.captions) else "", table)
            for place, table in enumerate(self.tables)
        )
