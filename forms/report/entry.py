"""What an officer types into a cell: how it is read, and how a cell is shown in turn."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from forms.definitions.template import Measure
from forms.errors import KnownError
from forms.report.cells import STATE_LABELS, Address, Cell, State
from forms.report.changes import Change
from forms.report.report import Report
from forms.values import approximation, money, numbers
from forms.values.frozen import frozen
from forms.values.numbers import MAX_DECIMALS, Number, Reading, show
from forms.values.text import lowered, quoted, unseen

LONGEST = 1000  # letters in a field: a sum of some hundred terms


def refuse_over_sum(report: Report, address: Address, cell: Cell | None) -> None:
    """Raise KnownError where a number is to stand in the place of a sum of lower offices: that wants a reason."""
    there = report.sum_below(address)
    if cell is not None and there is not None:
        raise KnownError(
            f"ô này là số tổng hợp từ cấp dưới ({show(there)}), không thay bằng {shown(cell)}; "
            "muốn ghi khác, đề nghị gõ vào ô ấy và ghi lý do"
        )


def number_of(text: str, measure: Measure, read_as: Callable[[str], Reading]) -> Reading:
    """Read a number that may carry its percent sign, where it is measured in percent."""
    plain = numbers.cleaned(text)
    if "\n" in plain:  # two numbers in one cell, or one that was broken: no space between thousands
        raise KnownError(f"{quoted(text)} bị ngắt dòng ở giữa, có thể là hai số; đề nghị ghi lại thành một số")
    if plain.endswith("%") and measure.unit == "%":
        plain = plain.removesuffix("%").rstrip()
    try:
        return read_as(plain)
    except KnownError:
        if plain.endswith("%") and measure.unit != "%":
            raise KnownError(f"{quoted(text)}: ô này tính bằng {measure.unit}, không ghi dấu %") from None
        if any(letter.isnumeric() and letter not in "0123456789" for letter in plain):
            raise KnownError(f"{quoted(text)} có chữ số lạ; đề nghị gõ lại bằng các chữ số 0 đến 9") from None
        if hidden := unseen(plain):
            raise KnownError(f"{quoted(text)} có ký tự ẩn ({hidden}); đề nghị gõ lại số này") from None
        raise


def _fitted(text: str, measure: Measure) -> Reading:
    """Read what is typed for a measure: a whole-number cell takes `1.234,0`, and asks about `30,00` and `12,000`."""
    reading = number_of(text, measure, numbers.read)
    if not (measure.integer and reading.number.decimals) or reading.number.value.denominator != 1:
        return reading
    number = Number(int(reading.number.value))
    if not reading.mark:  # grouped before its comma: nothing else can be meant
        return replace(reading, number=number)
    doubt = f"ô này nhận số nguyên, dấu {reading.mark} được hiểu là dấu thập phân: {show(number)}"
    return replace(reading, number=number, doubt=doubt)


def clearer(reading: Reading, measure: Measure) -> str:
    """What to type instead of a text that has two readings, as far as the measure can hold them."""
    part = measure.integer and reading.number.value.denominator != 1
    advice = [f"ô này nhận số nguyên ({measure.unit})"] if part else []
    if not part:
        lone = reading.other is not None and not measure.integer
        advice.append(f"gõ {show(reading.number)} nếu {'là số lẻ' if lone else 'đúng là số ấy'}")
    if reading.other is not None:
        advice.append(f"gõ {show(reading.other)} nếu dấu {reading.mark} ngăn hàng nghìn")
    elif part:
        advice.append("đề nghị xem lại số này")
    return "; ".join(advice)


def refuse(number: Number, measure: Measure, name: str, written: str = "") -> None:
    """Raise KnownError for a number that the measure can never hold; `written` is how it stands in a text."""
    label = f"{name}, {lowered(measure.label)}"
    if number.digits < 0 and not measure.signed:
        raise KnownError(f"{label}: {show(number)} là số âm; đề nghị ghi số không âm")
    if measure.integer and number.decimals:
        raise KnownError(
            f"{label}: {show(number)} có phần lẻ; ô này nhận số nguyên ({measure.unit}): {_wholes(number, written)}"
        )
    if number.decimals > MAX_DECIMALS:
        raise KnownError(f"{label}: {show(number)} có quá nhiều chữ số thập phân (nhiều nhất {MAX_DECIMALS})")
    if abs(number.digits) >= 10**numbers.MAX_DIGITS:
        raise KnownError(f"{label}: số quá lớn (trên {numbers.MAX_DIGITS} chữ số)")


def _wholes(number: Number, written: str) -> str:
    """The whole numbers that one with decimals may have been meant as."""
    advice = [f"ghi {int(number.value)} nếu là số ấy"] if number.value.denominator == 1 else []
    if not written.lstrip("+-").startswith("0"):  # what begins with 0 is no group of thousands
        advice.append(f"ghi {number.digits} nếu dấu trong số ngăn hàng nghìn")
    return "; ".join(advice) or "đề nghị xem lại số này"


SIGNS = {
    **dict.fromkeys(("-", "\N{EM DASH}"), State.NIL),
    **dict.fromkeys(("...", "…"), State.AWAITED),
    **dict.fromkeys("xX", State.NOT_APPLICABLE),
}


_SUM = re.compile(r"=\s*([+-]?[^+-]+(?:[+-][^+-]+)*)")


def typed(text: str, measure: Measure, name: str) -> Cell | None:
    """Read what an officer types into a field; None clears it.

    A number the Vietnamese way, with its word ("hơn 39"); `~` before it for an estimate; `-`, `...`, `x` for the
    states; `=8995+200` for a sum, kept as the cell's working. Raises KnownError for what is doubtful or does not fit.
    """
    text = numbers.cleaned(text)
    if not text:
        return None
    if len(text) > LONGEST:
        raise KnownError(f"{name}: {quoted(text)} dài quá {LONGEST} chữ; đề nghị ghi gọn lại")
    if text in SIGNS:
        return Cell(None, SIGNS[text])
    if text.startswith("="):
        return Cell(_added(text, measure, name), State.STATED, text[1:].strip())
    sign, word, rest = _parted(text)
    return Cell(_certain(rest, measure, name, text), State.ESTIMATE if sign else State.STATED).worded(word)


def _parted(text: str) -> tuple[str, str, str]:
    """The sign of an estimate, the word before a number, and the number."""
    sign = "~" if text.startswith("~") else ""
    return (sign, *approximation.split(text.removeprefix("~").lstrip()))


def _certain(text: str, measure: Measure, name: str, whole: str) -> Number:
    """A number that has one reading; `whole` is what was typed around it."""
    reading = _fitted(text, measure)
    if reading.doubt:
        raise KnownError(f"{name}: {quoted(whole)} chưa rõ nghĩa; {clearer(reading, measure)}")
    refuse(reading.number, measure, name, text)
    return reading.number


def _added(text: str, measure: Measure, name: str) -> Number:
    if _SUM.fullmatch(text) is None:
        raise KnownError(f"{name}: phép cộng {quoted(text)} viết chưa đúng; ví dụ =8995+200-15")
    total, decimals = Fraction(0), 0
    for sign, term in re.findall(r"([+-]?)([^+-]+)", text[1:]):
        reading = _fitted(term, measure)
        if reading.doubt:
            raise KnownError(f"{name}: trong {quoted(text)}, {quoted(term)} chưa rõ nghĩa; {clearer(reading, measure)}")
        refuse(reading.number, measure, name, term.strip())
        total += -reading.number.value if sign == "-" else reading.number.value
        decimals = max(decimals, reading.number.decimals)
    number = numbers.exact(total, decimals)
    refuse(number, measure, name)
    return number


def adds_up(cell: Cell, measure: Measure) -> bool:
    """Whether the working of a cell is a sum of numbers, and gives the number that stands in the cell."""
    try:
        return cell.number is not None and _added(f"={cell.working}", measure, "").value == cell.number.value
    except KnownError:
        return False


def shown(cell: Cell | None) -> str:
    """What a field shows, in the form in which it could be typed."""
    if cell is None:
        return ""
    if cell.number is None:
        return {State.NIL: "-", State.AWAITED: "…", State.NOT_APPLICABLE: "x"}[cell.state]
    return ("~" if cell.state is State.ESTIMATE else "") + plain_text(cell)


def plain_text(cell: Cell) -> str:
    """The number of a cell with its word; "" where it has none."""
    return f"{cell.word} {show(cell.number)}".strip() if cell.number else ""


@frozen
class Entry:
    """A text read: the cell that it makes, or why not; a `question` first where it is doubtful, and the `answer`."""

    cell: Cell | None = None
    refusal: str = ""
    question: str = ""
    answer: str = ""
    echo: str = ""


@frozen
class Typed:
    """A text that was read: how, and the change that stores it; None where nothing would change."""

    entry: Entry
    change: Change | None = None


def read(text: str, measure: Measure, unit: str, name: str) -> Entry:
    """Read the text of a field."""
    try:
        cell = typed(text, measure, name)
    except KnownError as error:
        return _doubtful(numbers.cleaned(text), measure, name) or Entry(refusal=f"{str(error).rstrip('.')}.")
    return Entry(cell, echo=_echo(numbers.cleaned(text), cell, unit))


def _doubtful(text: str, measure: Measure, name: str) -> Entry | None:
    """The question about a number that has two readings; None where there is nothing to ask."""
    sign, word, rest = _parted(text)
    try:
        reading = _fitted(rest, measure)
        refuse(reading.number, measure, name)
    except KnownError:
        return None
    if not reading.doubt:
        return None
    sign += f"{word} " if word else ""
    answer = sign + show(reading.number)
    other = reading.other and f"; gõ {sign}{show(reading.other)} nếu dấu {reading.mark} ngăn hàng nghìn"
    question = f"Ghi {quoted(text)}: {reading.doubt}. Nhấn Enter lần nữa để nhận {answer}{other or ', hoặc sửa lại'}."
    cell = Cell(reading.number, State.ESTIMATE if sign.startswith("~") else State.STATED).worded(word)
    return Entry(cell, question=question, answer=answer)


def _echo(text: str, cell: Cell | None, unit: str) -> str:
    if cell is None:
        return ""
    if cell.number is None:
        return STATE_LABELS[cell.state]
    plain = plain_text(cell)
    parts = [money.in_words(cell.number, unit)] if money.is_money(unit) else []
    if cell.working:
        parts.insert(0, f"= {plain}")
    elif cell.state is State.ESTIMATE:
        parts.insert(0, f"ước {plain}")
    elif plain != text and (len(text) > 3 or cell.number.decimals):
        parts.insert(0, plain)
    return "  ·  ".join(part for part in parts if part)
