"""What an officer types into a cell: how it is read, and how a cell is shown in turn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from forms.definitions.template import Measure
from forms.errors import KnownError
from forms.report.cells import STATE_LABELS, Cell, State
from forms.values import money, numbers
from forms.values.numbers import Number, Reading, show
from forms.values.text import lowered


def accept(text: str, measure: Measure, name: str, *, vietnamese: bool) -> Number:
    """Read a number for a measure; raises KnownError when it is doubtful or the measure cannot hold it."""
    if vietnamese:
        reading = numbers.read(text)
        if reading.doubt:
            raise KnownError(f'{name}: "{text.strip()}" chưa rõ nghĩa; {clearer(reading, measure)}')
        number = reading.number
    else:
        number = numbers.parse(text)
    refuse(number, measure, name)
    return number


def clearer(reading: Reading, measure: Measure) -> str:
    """What to type instead of a text that has two readings, as far as the measure can hold them."""
    whole = measure.integer and reading.number.value.denominator != 1
    said = [f"ô này nhận số nguyên ({measure.unit})"] if whole else []
    if not whole:
        said.append(f"gõ {show(reading.number)} nếu {'là số lẻ' if reading.other else 'đúng là số ấy'}")
    if reading.other is not None:
        said.append(f"gõ {show(reading.other)} nếu dấu chấm ngăn hàng nghìn")
    return "; ".join(said)


def refuse(number: Number, measure: Measure, name: str) -> None:
    """Raise KnownError for a number that the measure can never hold."""
    label = f"{name}, {lowered(measure.label)}"
    if number.digits < 0 and not measure.signed:
        raise KnownError(f"{label}: {show(number)} là số âm; đề nghị ghi số không âm")
    if measure.integer and number.value.denominator != 1:
        raise KnownError(f"{label}: {show(number)} có phần lẻ; ô này nhận số nguyên ({measure.unit})")
    if number.decimals > 6:
        raise KnownError(f"{label}: {show(number)} có quá nhiều chữ số thập phân (nhiều nhất 6)")


SIGNS = {"-": State.NIL, "...": State.AWAITED, "…": State.AWAITED, "x": State.NOT_APPLICABLE, "X": State.NOT_APPLICABLE}


_SUM = re.compile(r"=\s*([+-]?[^+-]+(?:[+-][^+-]+)*)")


def typed(text: str, measure: Measure, name: str) -> Cell | None:
    """Read what an officer types into a field; None clears it.

    A number the Vietnamese way; `~` before it for an estimate; `-`, `...`, `x` for the states; `=8995+200` for a
    sum, kept as the cell's working. Raises KnownError for what is doubtful or does not fit.
    """
    text = text.strip()
    if not text:
        return None
    if text in SIGNS:
        return Cell(None, SIGNS[text])
    if text.startswith("~"):
        return Cell(accept(text[1:], measure, name, vietnamese=True), State.ESTIMATE)
    if text.startswith("="):
        return Cell(_added(text, measure, name), State.STATED, text[1:].strip())
    return Cell(accept(text, measure, name, vietnamese=True))


def _added(text: str, measure: Measure, name: str) -> Number:
    if _SUM.fullmatch(text) is None:
        raise KnownError(f'{name}: phép cộng "{text}" viết chưa đúng; ví dụ =8995+200-15')
    readings = [numbers.read(term) for term in re.findall(r"[+-]?[^+-]+", text[1:])]
    for reading in readings:
        if reading.doubt:
            raise KnownError(f'{name}: trong "{text}" có số chưa rõ nghĩa; {clearer(reading, measure)}')
    decimals = max(reading.number.decimals for reading in readings)
    number = numbers.exact(sum((reading.number.value for reading in readings), Fraction(0)), decimals)
    refuse(number, measure, name)
    return number


def shown(cell: Cell | None) -> str:
    """What a field shows, in the form in which it could be typed."""
    if cell is None:
        return ""
    if cell.number is None:
        return {State.NIL: "-", State.AWAITED: "…", State.NOT_APPLICABLE: "x"}[cell.state]
    return ("~" if cell.state is State.ESTIMATE else "") + show(cell.number)


@dataclass(frozen=True, slots=True)
class Entry:
    """A text read: the cell that it makes, or why not; `question` with its `answer` where it is doubtful."""

    cell: Cell | None = None
    refusal: str = ""
    question: str = ""
    answer: str = ""
    echo: str = ""


def read(text: str, measure: Measure, unit: str, name: str) -> Entry:
    """Read the text of a field."""
    try:
        cell = typed(text, measure, name)
    except KnownError as error:
        return _doubtful(text.strip(), measure, name) or Entry(refusal=f"{str(error).rstrip('.')}.")
    return Entry(cell, echo=_echo(text.strip(), cell, unit))


def _doubtful(text: str, measure: Measure, name: str) -> Entry | None:
    """The question about a number that has two readings; None where there is nothing to ask."""
    sign = "~" if text.startswith("~") else ""
    try:
        reading = numbers.read(text.removeprefix("~"))
        refuse(reading.number, measure, name)
    except KnownError:
        return None
    if not reading.doubt:
        return None
    answer = sign + show(reading.number)
    instead = f"; gõ {sign}{show(reading.other)} nếu dấu chấm ngăn hàng nghìn" if reading.other else ", hoặc sửa lại"
    question = f'Ghi "{text}": {reading.doubt}. Nhấn Enter lần nữa để nhận {answer}{instead}.'
    return Entry(question=question, answer=answer)


def _echo(text: str, cell: Cell | None, unit: str) -> str:
    if cell is None:
        return ""
    if cell.number is None:
        return STATE_LABELS[cell.state]
    said = show(cell.number)
    parts = [money.in_words(cell.number, unit)] if money.is_money(unit) else []
    if cell.working:
        parts.insert(0, f"= {said}")
    elif cell.state is State.ESTIMATE:
        parts.insert(0, f"ước {said}")
    elif said != text and (len(text) > 3 or cell.number.decimals):
        parts.insert(0, said)
    return "  ·  ".join(part for part in parts if part)
