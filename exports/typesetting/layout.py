"""The measures of an official document: each number of Decree 30/2020/NĐ-CP stands here once, in points.

A `Look` is how one kind of paragraph is set; the PDF writer draws it and the DOCX writer makes a
paragraph style of it, so that both formats follow the same measures.
"""

from __future__ import annotations

from forms.values.frozen import frozen

MM = 72 / 25.4

MARGIN_TOP = 20 * MM
MARGIN_BOTTOM = 20 * MM
MARGIN_LEFT = 30 * MM
MARGIN_RIGHT = 15 * MM
PAGE_NUMBER_TOP = 10 * MM  # from the edge of the paper to the line of the page number
COLOPHON_BOTTOM = 10 * MM  # from the edge of the paper to the line of the data code


@frozen
class Sheet:
    """A4 paper, upright or turned, and the area of its text."""

    width: float
    height: float

    @property
    def text_width(self) -> float:
        """Width between the left and the right margin."""
        return self.width - MARGIN_LEFT - MARGIN_RIGHT

    @property
    def text_height(self) -> float:
        """Height between the top and the bottom margin."""
        return self.height - MARGIN_TOP - MARGIN_BOTTOM


PORTRAIT = Sheet(210 * MM, 297 * MM)
LANDSCAPE = Sheet(297 * MM, 210 * MM)


@frozen
class Look:
    """How one kind of paragraph is set; `outline` 1 to 3 puts it among the document's bookmarks.

    `name` is that of the style in Word, which shows the English ones in the language of the user.
    """

    name: str
    size: float
    leading: float
    align: str = "center"  # "left", "center", "right" or "justify"
    bold: bool = False
    italic: bool = False
    first: float = 0.0  # indent of the first line, beside `left`
    left: float = 0.0  # indent of every line
    before: float = 0.0
    after: float = 0.0
    leads: bool = False  # stays on the page of what follows
    outline: int = 0


_INDENT = 12.7 * MM

STATE = Look("Quốc hiệu", 12, 15, bold=True)
MOTTO = Look("Tiêu ngữ", 13, 16, bold=True)
SUPERIOR = Look("Cơ quan chủ quản", 12, 15)
AGENCY = Look("Cơ quan ban hành", 12, 15, bold=True)
DRAFT = Look("Dự thảo", 13, 16, bold=True, before=6, after=2)
NUMBER = Look("Số, ký hiệu", 13, 16, before=6)
ABOUT = Look("Trích yếu công văn", 12, 15, before=3)
PLACE = Look("Địa danh, ngày tháng", 13, 16, italic=True, before=6)
KIND = Look("Title", 14, 18, bold=True, before=16)
SUBJECT = Look("Subtitle", 14, 18, bold=True)
ADDRESSEE = Look("Kính gửi", 14, 17, before=10, after=6)
ADDRESSEES = Look("Kính gửi nhiều nơi", 14, 17, "left", left=42 * MM, before=10, leads=True)
LISTED = Look("Danh sách kính gửi", 14, 17, "left", left=59.6 * MM)  # the dashes stand under the colon
BODY = Look("Body Text", 14, 17, "justify", first=_INDENT, before=6)
HEADINGS = {
    1: Look("heading 1", 14, 17, "justify", bold=True, first=_INDENT, before=10, leads=True, outline=1),
    2: Look("heading 2", 14, 17, "justify", bold=True, first=_INDENT, before=8, leads=True, outline=2),
    3: Look("heading 3", 14, 17, "justify", first=_INDENT, before=6, leads=True, outline=3),
}
NOTE = Look("footnote text", 11, 13, "justify")
AUTHORITY = Look("Quyền hạn, chức vụ", 14, 17, bold=True)
SIGNER = Look("Người ký", 14, 17, bold=True, before=68)
RECIPIENTS = Look("Nơi nhận", 12, 15, "left", bold=True, italic=True)
RECIPIENT = Look("Danh sách nơi nhận", 11, 13, "left")
APPENDIX = Look("Phụ lục", 14, 18, bold=True, leads=True, outline=1)
APPENDIX_TITLE = Look("Tên phụ lục", 14, 18, bold=True, leads=True)
ENCLOSURE = Look("Kèm theo", 14, 18, italic=True, leads=True)
PAGE_NUMBER = Look("header", 14, 17)
COLOPHON = Look("Mã dữ liệu", 8, 10, "right", before=6)
TABLE_SIZES = (12.0, 11.0, 10.0, 9.0, 8.0)  # the largest at which every word fits its column
TABLE_LEAST = 10.0  # what a table may be set in so that it stands on one page
TABLE_LEADING = 1.15  # of the size
TABLE_NOTE = Look("Ghi chú bảng", 12, 15, "justify", italic=True, before=4)
CELL = Look("Ô bảng", TABLE_SIZES[0], 0, "left")

LOOKS = (
    STATE,
    MOTTO,
    SUPERIOR,
    AGENCY,
    DRAFT,
    NUMBER,
    ABOUT,
    PLACE,
    KIND,
    SUBJECT,
    ADDRESSEE,
    ADDRESSEES,
    LISTED,
    BODY,
    *HEADINGS.values(),
    NOTE,
    AUTHORITY,
    SIGNER,
    RECIPIENTS,
    RECIPIENT,
    APPENDIX,
    APPENDIX_TITLE,
    ENCLOSURE,
    PAGE_NUMBER,
    COLOPHON,
    CELL,
    TABLE_NOTE,
)

HANDOUT_OFFICE = Look("Cơ quan lập trang", 12, 15, "left", bold=True)
HANDOUT_REMARK = Look("Số liệu đến ngày", 12, 15, "right", italic=True)
HANDOUT_TITLE = Look("Tên trang", 14, 18, bold=True, before=8, outline=1)
HANDOUT_ABOUT = Look("Về việc gì", 13, 17, after=6)
HANDOUT_HEAD = Look("Tên biểu đồ", 12, 15, "left", bold=True, before=8, leads=True)
HANDOUT_POINT = Look("Đáng chú ý", 12, 14.5, "left", left=10, first=-10, before=2)
HANDOUT_SMALL = Look("Chú giải", 10, 12, "left", italic=True, before=4)
HANDOUT_SOURCE = Look("Nguồn số liệu", 10, 12, "left", italic=True, before=8)
HANDOUT_LOOKS = (
    HANDOUT_OFFICE,
    HANDOUT_REMARK,
    HANDOUT_TITLE,
    HANDOUT_ABOUT,
    HANDOUT_HEAD,
    HANDOUT_POINT,
    HANDOUT_SMALL,
    HANDOUT_SOURCE,
)

LETTERHEAD_SHARE = 0.41  # of the text width, for the agency's column
RULE_SHARE = 0.4  # of the words above it: the decree asks for one third to one half
RULE_WIDTH = 0.75
RULE_DROP = 4.0  # from the line of type to the rule beneath, clear of dots and tails
STAMP_PAD = 6.0  # between the words "DỰ THẢO" and their frame
CLOSING_BEFORE = 14.0  # white above "Nơi nhận" and the signature

TABLE_BEFORE = 8.0
TABLE_AFTER = 8.0
CELL_PAD_X = 3.5  # at the largest size of type
CELL_PADS_Y = (2.5, 2.0, 1.5, 1.0)  # the first; less where that spares a page with a few rows on it
CELL_INDENT = 4 * MM
ITALIC_WIDER = 0.1  # of the size: what some word processors add after words in italics, and at their no-break spaces
TABLE_RULE = 0.5

MARK_SHARE = 0.62  # size of a note's mark, of the words around it
MARK_RISE = 0.36
NOTE_GAP = 10.0  # from the text to the first note: the rule and its white
NOTE_RULE_SHARE = 1 / 3  # of the text width
NOTE_FOOT_SHARE = 0.5  # of the page, which notes may take before the last one runs on
NOTE_START = 2  # lines of a note that stand on the page of its mark, if it has as many
LINES_TOGETHER = 2  # least lines of a paragraph, or of a note, on either side of a page break
CLOSING_LINES = 2  # of the text that stay with the signature
WHITE_MOST = 60.0  # points left at the foot of a page, above which it looks unfilled
AIR = (0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0)  # by which paragraphs come further apart so that no page is left short

CHART_SHARE = 0.56  # of the text width, for a chart that has words beside it
CHART_MOST = 190.0  # points: how high bars and their words are at most
CHART_LEAST = 150.0  # and at least
GAUGE_HEIGHT = 0.62  # of the size of the type beside it
GAUGE_GAP = 6.0  # from a gauge to its number
TABLE_TAIL = 1 / 5  # of a page, which the rows on the last page of a long table should fill


def cell_pad(size: float) -> float:
    """White on either side of the words of a cell, in proportion to their size."""
    return CELL_PAD_X * size / TABLE_SIZES[0]
