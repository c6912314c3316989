"""Live references in an editor: each is one character of the text, drawn as a chip that shows its value.

A chip carries its source, a piece of the language of `forms.definitions.sentences`: "{jobs.persons}", "[", "{note: ",
"}". What stands between an opening and a closing chip belongs to the part that they mark.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
)

from forms.checks.messages import where
from forms.definitions import sentences
from forms.definitions.sentences import FIELDS, FORMS, Sentence
from forms.errors import KnownError
from forms.narrative import legal
from forms.narrative.narrative import address_of, plain
from forms.narrative.scope import Scope
from forms.report.report import Report
from forms.values.text import lowered
from ui.look.theme import Theme

_KIND = QTextFormat.ObjectTypes.UserObject + 1
_SOURCE = QTextFormat.Property.UserProperty + 1
SIGN = "\ufffc"  # what stands for a chip in the text
NOTE, GROUP, NEEDED, BOLD, ITALIC = "{note: ", "[", "[!", "{b: ", "{i: "
_CLOSING = {NOTE: "}", BOLD: "}", ITALIC: "}", GROUP: "]", NEEDED: "]"}
_QUIET = {
    NOTE: "chú thích",
    GROUP: "nếu có",
    NEEDED: "nếu phát sinh",
    BOLD: "đậm",
    ITALIC: "nghiêng",
    "}": "·",
    "]": "·",
}
_MARKS = (*_CLOSING, *_CLOSING.values())
_LONGEST = 46  # characters of a chip


class Chips(QPyTextObject):
    """Draws the chips of one document."""

    def __init__(self, report: Report, theme: Theme, document: QTextDocument) -> None:
        super().__init__(document)
        self.report = report
        self.theme = theme
        document.documentLayout().registerHandler(_KIND, self)

    def intrinsicSize(self, document: QTextDocument, _position: int, form: QTextFormat) -> QSizeF:  # noqa: N802 - Qt
        """The room that a chip takes in its line."""
        metrics = QFontMetricsF(self._font(document, str(form.property(_SOURCE))))
        pad = self.theme.px(3 if form.property(_SOURCE) in _MARKS else 6)
        return QSizeF(metrics.horizontalAdvance(self.label(str(form.property(_SOURCE)))) + 2 * pad, metrics.ascent())

    def drawObject(  # noqa: N802 - Qt
        self, painter: QPainter, rect: QRectF | QRect, document: QTextDocument, _position: int, form: QTextFormat
    ) -> None:
        """Draw a chip around its words, which stand on the line of the text."""
        source = str(form.property(_SOURCE))
        marks = source in _MARKS
        metrics = QFontMetricsF(document.defaultFont())
        box = QRectF(rect).adjusted(1, -self.theme.px(1), -1, metrics.descent())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme["band" if marks else self._ground(source)])
        painter.drawRoundedRect(box, self.theme.px(4), self.theme.px(4))
        painter.setFont(self._font(document, source))
        painter.setPen(self.theme["text2" if marks else "text"])
        painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom), self.label(source))
        painter.restore()

    def _font(self, document: QTextDocument, source: str) -> QFont:
        """That of the text; marks stand back in smaller letters."""
        font = QFont(document.defaultFont())
        if source in _MARKS:
            font.setPointSizeF(font.pointSizeF() * 0.8)
        return font

    def _ground(self, source: str) -> str:
        return "warningsoft" if "…" in self._value(source) else "accentsoft"

    def label(self, source: str) -> str:
        """What a chip shows: its value, or its name while it has none."""
        if source in _QUIET:
            return _QUIET[source]
        value = self._value(source)
        text = f"… ({self._short(source)})" if value in ("", "…") else value
        return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"

    def readable(self, text: str) -> str:
        """A text of the language as it stands in the editor, in words alone."""
        try:
            return self._readable(sentences.parse(text))
        except KnownError:
            return text

    def _readable(self, sentence: Sentence) -> str:
        found = ""
        for part in sentence:
            match part:
                case sentences.Words(text=text):
                    found += text
                case sentences.InlineNote(parts=parts):
                    found += f" (chú thích: {self._readable(parts)})"
                case sentences.Group(parts=parts) | sentences.Emphasis(parts=parts):
                    found += self._readable(parts)
                case _:
                    found += self.label(sentences.write((part,)))
        return found

    def _value(self, source: str) -> str:
        part = _part(source)
        scope = Scope(self.report)
        if isinstance(part, sentences.Citation):
            document = legal.find(self.report, part.key)
            return document.in_short() if document else "…"
        return plain((part,), scope) if part else "…"

    def _short(self, source: str) -> str:
        """What a chip without a value is for: the comparison, else the whole name."""
        part = _part(source)
        return FORMS[part.form] if isinstance(part, sentences.Value) and part.form else self.name(source)

    def name(self, source: str) -> str:
        """What a chip stands for, in the officer's words."""
        part = _part(source)
        scope = Scope(self.report)
        try:
            match part:
                case sentences.Value(reference=reference, form=form):
                    address = address_of(reference, scope)
                    measure = self.report.measure(address).label
                    place = f"{where(self.report, address)}, {lowered(measure)}"
                    return place + (f", {FORMS[form]}" if form else "")
                case sentences.Each(reference=reference):
                    return f"liệt kê: {self.report.template.figures[reference.figure].name}"
                case sentences.EachPeriod():
                    return "liệt kê từng kỳ"
                case sentences.Field(name="month", form=month):
                    return f"chỉ khi kỳ có tháng {month}"
                case sentences.Field(name=name):
                    return FIELDS[name]
                case sentences.Citation(key=key):
                    document = legal.find(self.report, key)
                    return document.name if document else "văn bản không còn trong danh mục"
        except (KnownError, KeyError):
            return "chỉ tiêu không còn trong báo cáo"
        return {
            GROUP: "phần tự ẩn khi chưa có số liệu: bắt đầu",
            NEEDED: "phần tự ẩn khi không phát sinh: bắt đầu",
            "]": "phần tự ẩn: kết thúc",
            NOTE: "chú thích cuối trang: bắt đầu",
            BOLD: "chữ đậm: bắt đầu",
            ITALIC: "chữ nghiêng: bắt đầu",
            "}": "chú thích cuối trang, chữ đậm hoặc chữ nghiêng: kết thúc",
        }.get(source, "")


@lru_cache(maxsize=512)
def _part(source: str) -> sentences.Part | None:
    """The part that a chip stands for; None for the marks of notes and groups."""
    try:
        sentence = sentences.parse(source)
    except KnownError:
        return None
    return sentence[0] if len(sentence) == 1 and not isinstance(sentence[0], sentences.Words) else None


def put(cursor: QTextCursor, source: str) -> None:
    """Insert a chip; what is typed after it is plain text again."""
    form = QTextCharFormat()
    form.setObjectType(_KIND)
    form.setProperty(_SOURCE, source)
    cursor.insertText(SIGN, form)
    cursor.setCharFormat(QTextCharFormat())


def put_text(cursor: QTextCursor, text: str) -> None:
    """Insert a text of the language as words and chips; one that cannot be read stands as it was typed."""
    try:
        put_sentence(cursor, sentences.parse(text))
    except KnownError:
        cursor.insertText(text)


def put_sentence(cursor: QTextCursor, sentence: Sentence) -> None:
    """Insert the parts of a sentence as words and chips."""
    for part in sentence:
        match part:
            case sentences.Words(text=text):
                cursor.insertText(" ".join(text.splitlines()), QTextCharFormat())
            case sentences.Group(parts=parts) | sentences.InlineNote(parts=parts) | sentences.Emphasis(parts=parts):
                opening = _opening(part)
                put(cursor, opening)
                put_sentence(cursor, parts)
                put(cursor, _CLOSING[opening])
            case _:
                put(cursor, sentences.write((part,)))


def _opening(part: sentences.Group | sentences.InlineNote | sentences.Emphasis) -> str:
    """The mark that opens a part which others stand in."""
    if isinstance(part, sentences.Emphasis):
        return BOLD if part.face == "b" else ITALIC
    return (NEEDED if part.needed else GROUP) if isinstance(part, sentences.Group) else NOTE


def source_at(cursor: QTextCursor) -> str:
    """The source of the chip before a cursor; "" where none is."""
    form = cursor.charFormat()
    return str(form.property(_SOURCE)) if form.objectType() == _KIND else ""


def texts(document: QTextDocument) -> tuple[str, ...]:
    """The paragraphs of a document in the language of `forms.definitions.sentences`."""
    found = []
    block = document.begin()
    while block.isValid():
        tokens: list[str] = []
        place = block.begin()
        while not place.atEnd():
            tokens += _tokens(place.fragment())
            place += 1
        found.append("".join(_balanced(tokens)).strip())
        block = block.next()
    return tuple(found)


def _tokens(fragment: QTextFragment) -> list[str]:
    form = fragment.charFormat()
    text = fragment.text()
    if form.objectType() == _KIND:
        return [str(form.property(_SOURCE))] * len(text)
    words = text.replace("\u2028", " ").replace(SIGN, "")
    return [sentences.write((sentences.Words(words),))] if words else []


def _balanced(tokens: list[str]) -> list[str]:
    """The tokens without marks that have lost their partner, and without notes inside notes."""
    done: list[str] = []
    opened: list[tuple[str, int]] = []
    for token in tokens:
        if token in _CLOSING:
            nested = token == NOTE and any(mark == NOTE for mark, _ in opened)
            opened.append(("" if nested else token, len(done)))
            done.append("" if nested else token)
        elif token in _CLOSING.values():
            if opened and _CLOSING.get(opened[-1][0], token) == token:
                done.append(token if opened.pop()[0] else "")
        else:
            done.append(token)
    for _, place in opened:
        done[place] = ""
    return done
