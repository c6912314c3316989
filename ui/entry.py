"""What an officer has typed so far: how it is read, what it would store, and what must be asked first."""

from __future__ import annotations

from dataclasses import dataclass

from forms import money, numbers
from forms.definitions import Measure
from forms.errors import KnownError
from forms.filling import refuse, typed
from forms.numbers import show
from forms.report import STATE_LABELS, Cell, State


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
