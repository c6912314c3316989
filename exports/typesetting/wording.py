"""The words of the printed document, settled once for every writer.

What the decree fixes (the State's name, "./.", "Kèm theo …") and what text needs before it is
printed (one form of Unicode, single spaces) is decided here and not in a writer, so that the PDF
and the DOCX cannot say different things.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from forms.errors import KnownError
from forms.narrative.blocks import Document, Heading, Letterhead, Note, Paragraph, Table, TableCell, Text
from forms.values.style import NBSP, held
from forms.values.text import is_noncharacter, lowered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from forms.narrative.blocks import Appendix, Handout

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
DRAFT = "DỰ THẢO"
RECIPIENTS = "Nơi nhận:"
ADDRESSEE = "Kính gửi:"
END_MARK = "./."
ANNEX = "Phụ lục"
INSTEAD = "□"  # what is printed for a character that the fonts lack
_NO_TEXTS = frozenset({"cell", "align"})  # fields of blocks that are not printed

# Spaces that hold a number to its unit in some programs: the font has only the plain one.
_HOLDING_SPACES = str.maketrans("\u2007\u202f", NBSP * 2)
_WHITE = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u1680\u2000-\u200a\u2028\u2029\u205f\u3000]+")
_PURPOSE = re.compile(r" (\([^\s()]{1,5}\))$")  # for what a copy goes: "(b/c)"
_BLANK = re.compile(f"[ {NBSP}]{{2,}}")

# Where no line ends: "mức độ 2", "năm 2024", "Phụ lục II"; "12 người", but not "năm 2024 | theo"; "5,2 triệu đồng".
_NAMED = re.compile(
    r"\b(?:mức độ|số|năm|tháng|ngày|quý|điều|khoản|mục|đợt|lần|lần thứ|hạng|loại|cấp|phụ lục) (?=[\d…]|[IVX]+\b)",
    re.IGNORECASE,
)
_COUNTED = re.compile(rf"(?:(?<![\w{NBSP}/.,-])|(?<=\d{NBSP}-{NBSP})(?!(?:19|20)\d\d\b))\d[\d.,]* (?=[^\W\d_])")
_WHOLE = re.compile(rf"\d{NBSP}(?:(?:nghìn|triệu|tỷ|tỉ) (?=đồng\b)|m² (?=sàn\b))")
_CITED = re.compile(r"\b(?:nghị quyết|nghị định|quyết định|chỉ thị|kết luận|kế hoạch) (?:số )?(?=\d)", re.IGNORECASE)
_PERIOD = re.compile(r"(?:\b\d+ tháng đầu|\bquý [IVX]+) năm \d{4}", re.IGNORECASE)
_REMARK = re.compile(r"(?<=\d) (?=\([^\s()]+\)$)")  # "1.240 (ước)" in a cell
_RANGE = re.compile(r"\d - (?=\d)")  # "2021 - 2025"
_LETTER = re.compile(r"\w (?=[A-ZĐ](?!\w))")  # "vitamin A", "giai đoạn I"
_LAST_WORDS = 8  # letters that the last line of a paragraph has at least
_LAST_OF_CELL = 12  # fewer letters of two words stand together at the end of a cell: a column grows by no more
_UNIT = 20  # letters of the longest unit
_LONG = 40  # letters that are sure to fit on a line

_Body: TypeAlias = tuple[Heading | Paragraph | Table, ...]


def settle(document: Document) -> Document:
    """Return the document as it is to be printed: text tidied, empty paragraphs gone, "./." in place."""
    tidy: Document = _tidy(document)
    return replace(tidy, body=_ended(_visible(tidy.body)), edited=_in_utc(document.edited))


def settled(handout: Handout) -> Handout:
    """Return a handout as it is to be printed: text tidied, its time in UTC."""
    tidy: Handout = _tidy(handout)
    return replace(tidy, edited=_in_utc(handout.edited))


def _in_utc(edited: datetime) -> datetime:
    edited = edited.astimezone(UTC) if edited.tzinfo else edited.replace(tzinfo=UTC)
    return edited.replace(microsecond=0)


def _tidy(value: Any, within: type | None = None) -> Any:  # noqa: ANN401 - any field of any block
    """Tidy every text inside a block of the class `within`."""
    if isinstance(value, str):
        return _tidy_text(value, within)
    if isinstance(value, TableCell):  # nearly all of what a document holds
        text = _cell_text(value.text, value.align, plain=not (value.bold or value.italic))
        return value if text == value.text else replace(value, text=text)
    if isinstance(value, tuple):
        return tuple(_tidy(item, within) for item in value)
    if isinstance(value, Paragraph):
        return Paragraph(_tidy_content(value.content))
    if isinstance(value, Note):
        return Note(tuple(run for run in _tidy_content(value.content) if isinstance(run, Text)))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    return replace(
        value,
        **{field.name: _tidy(getattr(value, field.name), type(value)) for field in fields(value)},
    )


@lru_cache(maxsize=4096)
def _tidy_text(text: str, within: type | None) -> str:
    """Return `text` tidied; the head keeps blanks to be filled in by hand, cells and addressees their line breaks."""
    if within in (TableCell, Document):
        lines = [_plain(line).strip(" ") for line in text.splitlines()]
        return "\n".join(lines).strip("\n")
    if within is Letterhead:
        text = _BLANK.sub(lambda run: NBSP * len(run[0]), text)
    text = _plain(text).strip(" ")
    return _together(text) if within is Table else text  # what is noted under it


@lru_cache(maxsize=4096)
def _cell_text(text: str, align: str, *, plain: bool) -> str:
    """Return the text of a cell tidied, numbers with what they count, and the last words of what it names together.

    Of a unit, plain in the middle of its column, two words stay on a line.
    """
    text = _tidy_text(text, TableCell)
    if align == "center" and plain and len(text) <= _UNIT:
        words = text.split(" ")
        halves = [(held(" ".join(words[:at])), held(" ".join(words[at:]))) for at in range(1, len(words))]
        even = min(halves, key=lambda half: abs(len(half[0]) - len(half[1])), default=(text,))
        return held(text) if len(words) < 3 else " ".join(even)
    if align == "left":
        return _paired(_numbered(text))
    return _numbered(_REMARK.sub(NBSP, text) if align == "right" else text)


def _plain(text: str) -> str:
    """Return `text` in NFC, white space single, invisible marks dropped; refuse what is no text."""
    text = _WHITE.sub(" ", unicodedata.normalize("NFC", text.translate(_HOLDING_SPACES)))
    # Zero-width characters arrive with pasted text; nobody sees them and no font prints them.
    text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    for char in text:
        if unicodedata.category(char) in {"Cc", "Cs"} or is_noncharacter(char):
            raise unprintable(char, text)
    return text


def _tidy_content(content: Iterable[Text | Note]) -> tuple[Text | Note, ...]:
    """Tidy runs as one sentence: single spaces across runs, a mark close to the word it follows."""
    done: list[Text | Note] = []
    space = ""  # held back until the next visible run, so that it comes after a mark, never before
    for item in content:
        if isinstance(item, Note):
            done.append(_tidy(item))
            continue
        text = _plain(item.text)
        body = text.strip(" ")
        if text.startswith(" "):
            space = " "
        if not body:
            continue
        done.append(replace(item, text=(space if done else "") + body))
        space = " " if text.endswith(" ") else ""
    return tuple(spelled(done, _together(sentence(done))))


def sentence(content: Iterable[Text | Note]) -> str:
    """Return the words of a sentence without its notes."""
    return "".join(item.text for item in content if isinstance(item, Text))


def spelled(content: Iterable[Text | Note], words: str) -> Iterator[Text | Note]:
    """Yield a sentence with other blanks: `words` are as many characters as its own."""
    place = 0
    for item in content:
        if isinstance(item, Note):
            yield item
            continue
        text = words[place : place + len(item.text)]
        place += len(text)
        yield item if text == item.text else replace(item, text=text)


def _held(found: re.Match[str]) -> str:
    return held(found[0])


def _together(text: str) -> str:
    """Return a sentence of the same length in which a number stays with what it counts, and the last words together."""
    return _closed(_numbered(text))


def _paired(text: str) -> str:
    """Return the text of a cell whose last two words stand together where they are short."""
    before, _, last = text.rpartition(" ")
    near = before.rpartition(" ")[2]
    fits = len(text) > _UNIT and NBSP not in last and len(near) + len(last) < _LAST_OF_CELL
    return f"{before}{NBSP}{last}" if fits else text


def _closed(text: str) -> str:
    """Return a sentence whose last words stand together."""
    place = text.rfind(" ")
    while place > _LONG and len(text) - place <= _LAST_WORDS:
        text = f"{text[:place]}{NBSP}{text[place + 1 :]}"
        place = text.rfind(" ")
    return text


def _numbered(text: str) -> str:
    text = text.replace(f",{NBSP}", ", ")  # a unit of several names: "12 dự án, mô hình"
    for pattern in (_NAMED, _RANGE, _COUNTED, _WHOLE, _LETTER):
        text = pattern.sub(_held, text)
    return text


def _visible(body: _Body) -> _Body:
    return tuple(block for block in body if not isinstance(block, Paragraph) or block.content)


def _ended(body: _Body) -> _Body:
    """Put the end mark after the last words of the body."""
    if not body:
        return body
    last = body[-1]
    if not isinstance(last, Paragraph):
        return (*body, Paragraph((Text(END_MARK),)))
    return (*body[:-1], Paragraph(_end_marked(last.content)))


def _end_marked(content: tuple[Text | Note, ...]) -> tuple[Text | Note, ...]:
    """Replace the full stop of a paragraph's last words by the end mark, after their notes."""
    items = list(content)
    for place in reversed(range(len(items))):
        item = items[place]
        if isinstance(item, Text):
            words = item.text.removesuffix(END_MARK).rstrip(" .")
            items[place] = replace(item, text=words)
            break
    return (*(item for item in items if not isinstance(item, Text) or item.text), Text(END_MARK))


def unprintable(char: str, text: str) -> KnownError:
    """Return the error that names a character which cannot be printed, and where it stands."""
    return KnownError(
        f"Không in được ký tự U+{ord(char):04X} trong “{_around(char, text)}”: hãy sửa hoặc xóa ký tự này rồi xuất lại."
    )


def replaced(char: str, text: str) -> str:
    """Return what is said of a character in whose place another sign is printed, and where it stands."""
    return f"Ký tự U+{ord(char):04X} trong “{_around(char, text)}” không in được, in thay bằng {INSTEAD}; đề nghị sửa"


def _around(char: str, text: str) -> str:
    place = text.find(char)
    around = text[max(0, place - 20) : place + 20]
    return "".join(c if c.isprintable() else INSTEAD for c in around)


def translated(value: Any, signs: dict[int, str]) -> Any:  # noqa: ANN401 - any field of any block
    """Return blocks with other characters in their texts."""
    if isinstance(value, str):
        return value.translate(signs)
    if isinstance(value, tuple):
        return tuple(translated(item, signs) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    named = {field.name: getattr(value, field.name) for field in fields(value) if field.name not in _NO_TEXTS}
    return replace(value, **{name: translated(item, signs) for name, item in named.items()})


def texts(value: object) -> Iterator[str]:
    """Yield every text of a document, so that a writer can check them before it starts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, TableCell):  # nearly all of what a document holds
        yield value.text
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            if field.name not in _NO_TEXTS:
                yield from texts(getattr(value, field.name))


def title(document: Document) -> str:
    """Return the title that the file carries: kind and subject."""
    return f"{document.kind.capitalize()}: {document.subject}" if document.kind else about(document).replace(NBSP, " ")


def named(title: str) -> str:
    """Return a title in which numbers, periods and documents stay on one line."""
    return _numbered(_PERIOD.sub(_held, _CITED.sub(_held, title)))


def subject(document: Document) -> str:
    """Return the subject as it is set: what it names stays on one line."""
    text = named(document.subject)
    for phrase in document.held:  # parts of it may be held together already
        words = re.split(f"[ {NBSP}]", phrase)
        text = re.sub(f"[ {NBSP}]".join(map(re.escape, words)), NBSP.join(words), text)
    return text


def about(document: Document) -> str:
    """Return what an official letter, which has no kind, says under its number: "V/v …"; "" for any other."""
    return "" if document.kind else f"V/v {lowered(subject(document))}"


def addressee(document: Document) -> str:
    """Return the line "Kính gửi: …", or "" where the report goes to nobody or to several."""
    names = _names(document.addressee)
    return f"{ADDRESSEE} {names[0]}" if len(names) == 1 else ""


def addressees(document: Document) -> tuple[str, ...]:
    """Return the lines under "Kính gửi:" where the report goes to several, each with its dash and its stop."""
    names = _names(document.addressee)
    return _listed(names) if len(names) > 1 else ()


def _names(lines: str) -> list[str]:
    return [name for line in lines.splitlines() if (name := line.rstrip(" .;,"))]


def _listed(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"- {name}{';' if place < len(names) else '.'}" for place, name in enumerate(names, start=1))


def heading(block: Heading) -> str:
    """Return a heading with its number: "I. TITLE", "1. Title", "a) Title"."""
    name = block.title.upper() if block.level == 1 else block.title
    number = block.number.rstrip(".)")
    return _closed(f"{number}{')' if block.level >= 3 else '.'} {name}" if number else name)


def recipients(document: Document) -> tuple[str, ...]:
    """Return the list under "Nơi nhận:", each line with its dash and its stop."""
    return tuple(
        _closed(line)
        for line in _listed([_PURPOSE.sub(rf"{NBSP}\1", name.rstrip(" .;,")) for name in document.recipients])
    )


def appendix_number(appendix: Appendix) -> str:
    """Return "Phụ lục I", "Phụ lục" of a single one."""
    return f"Phụ lục {appendix.number}".rstrip()


def appendix_title(appendix: Appendix) -> str:
    """Return the title of an appendix in capitals, numbers with what they count; the code of a section stays as is."""
    title = _numbered(appendix.title)
    if not appendix.section:
        return title.upper()
    parts = re.split(rf"(?<!\w)({re.escape(appendix.section)})(?!\w)", title, maxsplit=1)
    return "".join(part if part == appendix.section else part.upper() for part in parts)


def enclosure(document: Document) -> str:
    """Return "(Kèm theo Báo cáo số … ngày … của …)", as the head of the document has them."""
    number = document.letterhead.number
    number = lowered(number)
    number = number.replace("số:", "số", 1)
    _, comma, date = document.letterhead.place_and_date.rpartition(",")
    issuer = f"của{NBSP}{document.issuer}" if document.issuer else ""  # no line ends behind "của"
    day = held(date.strip(" ")) if comma else ""
    parts = ("Kèm theo", document.kind.capitalize() or "Công văn", number, day, issuer)
    return _together(f"({' '.join(part for part in parts if part)})")


def colophon(document: Document) -> str:
    """Return the line that carries the code of the data, or ""."""
    return f"Mã dữ liệu: {document.fingerprint}" if document.fingerprint else ""


def timestamp(document: Document) -> datetime:
    """Return the time that the file carries; archives know none before 1980."""
    return max(document.edited, datetime(1980, 1, 1, tzinfo=UTC))
