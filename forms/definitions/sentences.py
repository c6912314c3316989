r"""Sentence templates: text with live references to cells, optional groups, walks, footnotes and citations.

    Giải quyết việc làm cho {jobs.persons}[, {jobs.persons:change}][, {jobs.persons:plan}]{note:countries}.
    {each jobs[country:*]: {label} {persons}}
    {each period: {period} {jobs.persons}[, {jobs.persons:change}]}
    Theo {legal:nq42}{note: có hiệu lực từ kỳ trước}.

`{cell}` prints the number with its unit, `{cell:number}` without, `{cell:bare}` without the leading zero that
counts below ten take in official style. `{cell:change}` says how it moved since a year before in its unit
("tăng 63 người so với năm 2023"), `{cell:change_pct}` in percent, `{cell:last}` what it was, `{cell:plan}` how
much of the plan it reaches. `{cell:rise}` and `{cell:fall}` print a number that is itself a change ("giảm 05 bể" for a
rise of -5), `{cell:did}` is "đã", or "ước" where the cell is an estimate, `{cell:note}` what
the officer noted at it. A `[group]` disappears when one of its cells
has no value, or when there was nothing to count in all of them; a `[!group]` only then. `{month:7}` prints nothing,
and its group disappears where the period has no July. `{each …}` joins its rows with "; " and leaves out rows of which
nothing is known, or in which there was nothing to count; `{[code].measure}` in it is a row beneath. `{each period: …}`
joins the periods side by side. `{note:name}` cites a footnote of the paragraph, `{note: text}` is one; `{b: text}` is
bold, `{i: text}` in italics. A backslash before `{ } [ ] \` makes the sign itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forms.definitions.expressions import Reference, split
from forms.errors import KnownError, nearest
from forms.values.frozen import frozen

FORMS = {
    "": "số và đơn vị tính",
    "number": "chỉ số",
    "bare": "chỉ số, không thêm số 0 phía trước",
    "change": "tăng, giảm so với kỳ trước",
    "change_pct": "tăng, giảm (%) so với kỳ trước",
    "last": "số kỳ trước",
    "plan": "đạt bao nhiêu % kế hoạch",
    "rise": "tăng, giảm: số là mức tăng",
    "fall": "giảm, tăng: số là mức giảm",
    "note": "ghi chú của ô",
    "did": "“đã”, hoặc “ước” khi là số ước",
}
FIELDS = {
    "label": "tên dòng",
    "period": "kỳ báo cáo",
    "periods": "các kỳ cạnh nhau",
    "year": "năm",
    "within": "trong năm, trong quý, trong kỳ, trong giai đoạn",
    "until": "tính đến ngày",
    "end": "đến hết kỳ",
    "addressee": "nơi kính gửi",
    "last_year": "năm trước",
    "as_of": "số liệu đến ngày",
    "unit": "tên đơn vị",
    "area": "địa bàn báo cáo",
    "office": "cơ quan báo cáo",
    "party": "cấp ủy của đơn vị",
    "subunits": "các xã, phường, thị trấn trong đơn vị",
    "documents": "các văn bản đã ban hành",
    "replaced": "báo cáo được thay thế",
    "results": "kết quả, hoặc ước kết quả",
}
FIELD_FORMS = {
    "": "như trong lời văn",
    "lower": "chữ đầu viết thường",
    "name": "tên riêng, chữ đầu viết thường khi là địa danh",
    "raised": "chữ đầu viết hoa",
    "figures": "ngày viết bằng số",
}
_DEEPEST = 20  # parts within each other
_SPECIAL = "\\{}[]"
_EACH = re.compile(r"\{each\s+(\w*\[[^\]]*\])\s*:\s?")
_EACH_PERIOD = re.compile(r"\{each\s+period\s*:\s?")
_EMPHASIS = re.compile(r"\{([bi]): ")
_NAMED_NOTE = re.compile(r"\{note:\w+\}")


@frozen
class Words:
    """Literal text."""

    text: str


@frozen
class Value:
    """A live reference; `form` is a key of FORMS."""

    reference: Reference
    form: str


@frozen
class Field:
    """A word about where we stand, a key of FIELDS; `form` is a key of FIELD_FORMS. Or a "month" by its number."""

    name: str
    form: str


@frozen
class Citation:
    """A legal document, cited by its key."""

    key: str


@frozen
class NoteMark:
    """A footnote of the paragraph, by name."""

    name: str


@frozen
class InlineNote:
    """A footnote that stands in the sentence itself."""

    parts: Sentence


@frozen
class Emphasis:
    """A part in bold or italics: `face` is "b" or "i"."""

    parts: Sentence
    face: str


@frozen
class Group:
    """An optional part; one that is `needed` disappears only where there was nothing to count."""

    parts: Sentence
    needed: bool = False


@frozen
class Each:
    """A walk over the rows that a reference matches."""

    reference: Reference
    parts: Sentence


@frozen
class EachPeriod:
    """A walk over the periods that stand side by side."""

    parts: Sentence


Part = Words | Value | Field | Citation | NoteMark | InlineNote | Emphasis | Group | Each | EachPeriod
Sentence = tuple[Part, ...]


def parse(text: str) -> Sentence:
    """Read a sentence template; raises KnownError that says what is wrong."""
    return _Reader(text).parts("")


class _Reader:
    """Reads a text from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0
        self.in_note = False
        self.in_each = False
        self.in_period = False

    def parts(self, closing: str) -> Sentence:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise KnownError("câu mẫu lồng nhau quá sâu")
        parts: list[Part] = []
        words = ""
        while self.at < len(self.text):
            char = self.text[self.at]
            if char == "\\" and self.text[self.at + 1 : self.at + 2] in (*_SPECIAL, "!"):
                words += self.text[self.at + 1]
                self.at += 2
                continue
            if char not in "{}[]":
                words += char
                self.at += 1
                continue
            if words:
                parts.append(Words(words))
                words = ""
            if char in "]}":
                if char != closing:
                    raise KnownError(f'câu mẫu thừa "{char}"')
                self.at += 1
                self.depth -= 1
                return tuple(parts)
            parts.append(self.group() if char == "[" else self.braces())
        if closing:
            raise KnownError(f'câu mẫu thiếu "{closing}"')
        return (*parts, Words(words)) if words else tuple(parts)

    def group(self) -> Group:
        self.at += 1
        needed = self.text.startswith("!", self.at)
        self.at += needed
        return Group(self.parts("]"), needed)

    def braces(self) -> Part:
        if match := _EACH.match(self.text, self.at):
            return self.each(match)
        if match := _EACH_PERIOD.match(self.text, self.at):
            return self.each_period(match)
        if self.text.startswith("{note:", self.at) and not _NAMED_NOTE.match(self.text, self.at):
            return self.note()
        if match := _EMPHASIS.match(self.text, self.at):
            self.at = match.end()
            return Emphasis(self.parts("}"), match[1])
        end = self.text.find("}", self.at)
        inner = self.text[self.at + 1 : end]
        if end < 0 or "{" in inner:
            raise KnownError('câu mẫu thiếu "}"')
        self.at = end + 1
        return _value(inner.strip())

    def each(self, head: re.Match[str]) -> Each:
        if self.in_each:  # rows times rows: a sentence without end
            raise KnownError("phép liệt kê không đặt trong một phép liệt kê khác")
        self.at = head.end()
        self.in_each = True
        parts = self.parts("}")
        self.in_each = False
        return Each(split(head[1]), parts)

    def each_period(self, head: re.Match[str]) -> EachPeriod:
        if self.in_each or self.in_period:
            raise KnownError("phép liệt kê từng kỳ không đặt trong một phép liệt kê khác")
        self.at = head.end()
        self.in_period = True
        parts = self.parts("}")
        self.in_period = False
        return EachPeriod(parts)

    def note(self) -> InlineNote:
        if self.in_note:
            raise KnownError("chú thích không đặt trong một chú thích khác")
        self.at += len("{note:")
        if self.text[self.at : self.at + 1] == " ":
            self.at += 1
        self.in_note = True
        parts = self.parts("}")
        self.in_note = False
        return InlineNote(parts)


def _value(text: str) -> Part:
    kind, colon, rest = text.partition(":")
    if colon and kind == "note":
        return NoteMark(rest)
    if colon and kind == "legal":
        return Citation(rest.strip())
    head, bracket, tail = text.partition("]")
    name, _, form = (tail if bracket else head).partition(":")
    name = f"{head}]{name}" if bracket else name
    if name == "month" and re.fullmatch("[1-9]|1[0-2]", form):
        return Field(name, form)
    if name in FIELDS:
        if form not in FIELD_FORMS:
            raise KnownError(f'câu mẫu không có kiểu in "{form}"{nearest(form, FIELD_FORMS)}')
        return Field(name, form)
    if form not in FORMS:
        raise KnownError(f'câu mẫu không có kiểu in "{form}"{nearest(form, FORMS)}')
    return Value(split(name), form)


def write(sentence: Sentence) -> str:
    """The text that `parse` reads as this sentence."""
    return "".join(_written(part) for part in sentence)


def _written(part: Part) -> str:  # noqa: C901 - one case a kind of part
    match part:
        case Words(text=text):
            return re.sub(r"[\\{}\[\]]", r"\\\g<0>", text)
        case Value(reference=reference, form=form):
            return "{" + _named(reference) + (f":{form}" if form else "") + "}"
        case Field(name=name, form=form):
            return "{" + name + (f":{form}" if form else "") + "}"
        case Citation(key=key):
            return "{legal:" + key + "}"
        case NoteMark(name=name):
            return "{note:" + name + "}"
        case InlineNote(parts=parts):
            return "{note: " + write(parts) + "}"
        case Emphasis(parts=parts, face=face):
            return "{" + face + ": " + write(parts) + "}"
        case Group(parts=parts):
            inner = write(parts)
            mark = "!" if part.needed else "\\" if inner.startswith("!") else ""
            return f"[{mark}{inner}]"
        case Each(reference=reference, parts=parts):
            return "{each " + _named(reference) + ": " + write(parts) + "}"
        case EachPeriod(parts=parts):
            return "{each period: " + write(parts) + "}"


def _named(reference: Reference) -> str:
    place = reference.figure + (f"[{reference.row}]" if reference.row else "")
    return f"{place}.{reference.measure}" if place and reference.measure else place or reference.measure


def walk(sentence: Sentence) -> Iterator[Part]:
    """Every part, outer before inner."""
    for part in sentence:
        yield part
        if isinstance(part, Group | Each | EachPeriod | InlineNote | Emphasis):
            yield from walk(part.parts)
