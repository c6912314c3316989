"""Filling sentence templates with the numbers of a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from forms.definitions import row_ids, sentences
from forms.definitions.expressions import Reference
from forms.definitions.references import canonical
from forms.definitions.sentences import Sentence
from forms.definitions.tables import Lines
from forms.definitions.template import Column, Figure
from forms.errors import KnownError
from forms.narrative import denials, estimates, fields, lacking, movement, noughts, ranges
from forms.narrative.blocks import Note, Text
from forms.narrative.scope import Filled, Scope, begins
from forms.report import details
from forms.report.cells import Address, Cell, State
from forms.report.report import Report
from forms.values.numbers import Number
from forms.values.period import Period
from forms.values.style import ELLIPSIS, POINTS, quantity, with_unit
from forms.values.text import raised

_DIRECTIONS = ("rise", "fall")
_COMPARED = {
    "change": movement.change,
    "change_pct": movement.change_in_percent,
    "plan": movement.plan,
}


def fill(sentence: Sentence, scope: Scope, notes: Mapping[str, Sentence] | None = None) -> Filled:
    """The sentence with its numbers and footnotes; a cell without a value prints "…"."""
    done = _fill(sentence, scope, notes or {})
    if any(isinstance(part, sentences.Group) for part in sentences.walk(sentence)):
        done.content = _tidied(done.content)
    done.content = lacking.noted(scope.report, noughts.undone(ranges.closed(done.content)))
    return done


def _tidied(content: list[Text | Note]) -> list[Text | Note]:
    """No separator where a sentence or a list begins: what stood before it was an optional part that is not printed."""
    found: list[Text | Note] = []
    before = ""
    bare = False  # whether what was taken away was all of a run, so that the next one begins the sentence
    for part in content:
        if isinstance(part, Note):
            found.append(part)
            continue
        text, lists = part.text, before.rstrip().endswith(":")
        if bare:
            text, bare = raised(text), not text.strip()
        if part.cell is None and (begins(before) or lists) and text.lstrip()[:1] in (";", ",", "."):
            rest = text.lstrip(" ;,.")
            bare = not rest and not lists
            gap = " " if (rest or lists) and before and not before.endswith(" ") else ""
            text = gap + (rest if lists else raised(rest))
        elif part.cell is None and (not before or before.endswith(" ")):
            text = text.lstrip(" ")
        before += text
        if text:
            found.append(part if text == part.text else replace(part, text=text))
    return found


def _fill(  # noqa: C901 - one case a kind of part
    sentence: Sentence, scope: Scope, notes: Mapping[str, Sentence], before: str = ""
) -> Filled:
    """The parts of a sentence one after the other; `before` is what it goes on from."""
    done = Filled()
    vacant = False  # whether the number with which it was to begin is not printed
    for part in sentence:
        known = len(done.content)
        match part:
            case sentences.Words(text=text):
                done.content.append(Text(_following(before + done.text, text)))
            case sentences.Field(name=name, form=form):
                done.add(fields.field(name, form, scope))
            case sentences.Citation(key=key):
                done.add(fields.citation(key, scope))
            case sentences.Value(reference=reference, form=form):
                so_far = before + done.text
                found = _value(reference, form, scope, so_far)
                done.nought = found.nought if done.nought is None else done.nought
                done.add(_worded(done, so_far, found, scope))
                vacant = False
            case sentences.Emphasis(parts=parts, face=face):
                done.add(_emphasised(_fill(parts, scope, notes, before + done.text), face))
            case sentences.NoteMark(name=name):
                _note(done, notes.get(name, ()), scope, always=False)
            case sentences.InlineNote(parts=parts):
                _note(done, parts, scope, always=True)
            case sentences.Group(parts=parts, needed=needed):
                printed = len(done.content)
                _group(done, parts, scope, notes, before + done.text, needed=needed)
                if vacant and len(done.content) > printed:
                    done.content[printed] = _instead(done.content[printed])
                vacant = len(done.content) == printed and (vacant or _opens(parts, done, before))
            case sentences.Each() | sentences.EachPeriod():
                _walk(done, part, scope)
        if scope.traced:
            done.content[known:] = [replace(run, of=(part, *run.of)) for run in done.content[known:]]
    return done


def _following(so_far: str, text: str) -> str:
    """Words after what was printed: an ellipsis ends a sentence itself, and there is one space where nothing was."""
    doubled = (text[:1] == "." and so_far.endswith(ELLIPSIS)) or (text[:1] == " " and so_far.endswith(" "))
    return text[1:] if doubled else text


def _opens(parts: Sentence, done: Filled, before: str) -> bool:
    """Whether a group is the first to say a number after words that it goes on from, as nothing sets it apart."""
    so_far, first = before + done.text, parts[0] if parts else None
    apart = isinstance(first, sentences.Words) and first.text.lstrip()[:1] in (",", ";")
    counts = any(isinstance(part, sentences.Value) for part in sentences.walk(parts))
    opens = begins(so_far) or so_far.rstrip().endswith(":")
    return counts and not (apart or opens or any(isinstance(part, Text) and part.cell for part in done.content))


def _instead(part: Text | Note) -> Text | Note:
    """What begins in place of a number that is not printed: nothing sets it apart any more."""
    return replace(part, text=part.text.removeprefix(",").removeprefix(";")) if isinstance(part, Text) else part


def _emphasised(filled: Filled, face: str) -> Filled:
    """A part in bold or italics; its footnotes stay upright."""
    filled.content = [
        replace(part, bold=part.bold or face == "b", italic=part.italic or face == "i")
        if isinstance(part, Text)
        else part
        for part in filled.content
    ]
    return filled


def subject(sentence: Sentence, report: Report) -> Figure | None:
    """The figure that a sentence names first; None for one that names none."""
    named = (part.reference.figure for part in sentences.walk(sentence) if isinstance(part, sentences.Value))
    return next((report.template.figures[code] for code in named if code in report.template.figures), None)


def plain(sentence: Sentence, scope: Scope) -> str:
    """The sentence as bare text, without notes."""
    return fill(sentence, scope).text


def _note(done: Filled, sentence: Sentence, scope: Scope, *, always: bool) -> None:
    """Add a footnote; one made of a breakdown needs a value, one that an officer wrote does not.

    Where its list is long and stands in an appendix, the sentence says in which.
    """
    note = fill(sentence, scope)
    rows, section, figure = note.longest
    known = (scope.appendices.get(key) for key in (figure, section, Lines.QUANTITIES))
    place = next(filter(None, known), "")
    if place and rows >= details.long_list(scope.report):
        done.content.append(Text(f" (chi tiết tại {place})"))
    elif (note.stated and not note.nothing) or (always and _speaks(sentence, note) and note.text.strip(" .,;")):
        first, *others = (text for text in note.content if isinstance(text, Text))
        done.content.append(Note((first if first.cell else replace(first, text=raised(first.text)), *others)))


def _speaks(sentence: Sentence, note: Filled) -> bool:
    """Whether a footnote without a number says something: words, or that a number is missing, but no empty list."""
    if any(isinstance(part, sentences.Value) for part in sentence):
        return bool(note.missing)
    return not any(isinstance(part, sentences.Value | sentences.Each) for part in sentences.walk(sentence))


def _group(
    done: Filled, parts: Sentence, scope: Scope, notes: Mapping[str, Sentence], before: str, *, needed: bool
) -> None:
    """Add an optional part, unless there was nothing to count, or a cell is denied, or missing and not needed.

    A citation counts only then. What was not to be counted still speaks for the whole sentence.
    """
    cited = set(scope.cited)
    inner = _fill(parts, scope, notes, before)
    if inner.nothing or inner.denied or _hollow(parts, inner) or (inner.missing and not needed):
        scope.cited.intersection_update(cited)
        done.estimated |= inner.estimated
        inner.denied = False
        if needed:
            inner.content.clear()
            if inner.nought:
                inner.zero, inner.missing, inner.others = inner.stated - inner.beside, 0, set()
            done.add(inner)
    else:
        done.add(inner)


def _hollow(parts: Sentence, inner: Filled) -> bool:
    """Whether a part leads only to parts of its own, and none of these is printed."""
    if inner.missing or not any(isinstance(part, sentences.Group) for part in parts):
        return False
    counts = any(isinstance(part, sentences.Value) for part in sentences.walk(parts))
    told = any(isinstance(part, Note) or part.cell for part in inner.content)
    return not inner.stated or (counts and not told)


def _walk(done: Filled, part: sentences.Each | sentences.EachPeriod, scope: Scope) -> None:
    if isinstance(part, sentences.EachPeriod):
        _walk_periods(done, part.parts, scope)
    else:
        _walk_rows(done, part.reference, part.parts, scope)


def _walk_rows(done: Filled, reference: Reference, parts: Sentence, scope: Scope) -> None:
    try:
        figure = _figure(reference, scope)
        rows = scope.report.matching(figure, canonical(figure, reference.row))
    except KnownError:
        done.add(Filled([Text(ELLIPSIS)], missing=1))  # what it named is gone: `forms.narrative.paragraphs` says so
        return
    listed = 0
    for row in rows:
        inner = _fill(parts, scope.at(figure, row), {})
        if inner.stated and not inner.nothing and not inner.denied:
            if listed:
                done.content.append(Text("; "))
            done.take(inner)
            listed += 1
    done.longest = max(done.longest, (listed, figure.section, figure.code))


def _walk_periods(done: Filled, parts: Sentence, scope: Scope) -> None:
    """One after the other what is said of each period side by side; those of which nothing is known are left out.

    Each is a sentence of its own where one of them has parts that are set apart in themselves.
    """
    found = []
    for report in scope.report.span:
        inner = _fill(parts, scope.at(scope.figure, scope.row, report), {})
        if inner.nothing:
            none = Text(fields.none_in(parts, scope.at(scope.figure, scope.row, report)))
            inner.content = estimates.none_foreseen([none]) if inner.estimated else [none]
        if report is not scope.report:  # a number of another period leads to no cell of this one
            inner.content = [_elsewhere(part, report.period) for part in inner.content]
        if inner.stated:
            found.append(inner)
    if not found:
        done.add(Filled([Text(ELLIPSIS)], missing=1))  # the sentence that leads here stays whole
        return
    mark = ". " if any("; " in inner.text for inner in found) else "; "
    begins = not done.text.strip() or done.text.rstrip().endswith(".")
    for number, inner in enumerate(found):
        opening = inner.content[0]
        if number:
            done.content.append(Text(mark))
        if (begins if not number else mark == ". ") and isinstance(opening, Text):
            inner.content[0] = replace(opening, text=raised(opening.text))
        done.take(inner)


def _elsewhere(part: Text | Note, period: Period) -> Text | Note:
    """A part of what is said of another period."""
    if not isinstance(part, Text) or part.cell is None:
        return part
    return replace(part, cell=None, elsewhere=(period, part.cell))


def _figure(reference: Reference, scope: Scope) -> Figure:
    if not reference.figure and scope.figure is not None:
        return scope.figure
    found = scope.report.template.figures.get(reference.figure)
    if found is None:
        raise KnownError(f'không có chỉ tiêu "{reference.figure}"')
    return found


def address_of(reference: Reference, scope: Scope) -> Address:
    """The cell that a reference names; raises KnownError where the template or the report has none."""
    report = scope.report
    figure = _figure(reference, scope)
    row = scope.row
    if reference.figure or reference.row:
        row = canonical(figure, reference.path(scope.row))
    if row_ids.number(row) is not None and (figure.code, row) not in report.rows:
        raise KnownError(f'"{figure.name}" không còn dòng mà câu này nhắc tới')
    if reference.measure not in figure.measures_beside(row):
        raise KnownError(f'"{figure.name}" không có cột số liệu "{reference.measure}"')
    return Address(figure.code, row, reference.measure)


def _value(reference: Reference, form: str, scope: Scope, so_far: str) -> Filled:
    try:
        address = address_of(reference, scope)
    except KnownError:
        return Filled([Text(ELLIPSIS)], missing=1)  # what it named is gone: `forms.narrative.paragraphs` says so
    if not scope.report.has(address):
        return Filled([Text(ELLIPSIS)], missing=1)  # this row of the breakdown does not carry the measure
    if not scope.report.stands(address):
        return Filled([Text(ELLIPSIS)], outside=1)
    if form == "did":
        return _done(address, scope, so_far)
    if form in _COMPARED:
        comparison = _COMPARED[form](scope.report, address)
        if comparison is None:
            return Filled([Text(ELLIPSIS, cell=address)], missing=1)
        if form == "plan" and estimates.foreseen(scope.report, address) and not estimates.said(so_far):
            comparison = f"{estimates.ESTIMATED} {comparison}"
        now = movement.number(scope.report.cell(address))
        nothing = now is not None and not now.digits  # what there is nothing of moves from nowhere
        return Filled([Text(comparison, cell=address)], 1, nothing, empty=nothing and not _rate(scope.report, address))
    if form == "note":
        note = scope.report.notes.get(address, "").strip().rstrip(".")
        return Filled([Text(note)], 1) if note else Filled(missing=1)
    if form == "last":
        then = movement.before(scope.report, address)
        before = movement.number(then)
        cell = Cell(before).worded(then.word) if then and before is not None else None
    else:
        cell = scope.report.cell(address)
    return _number(address, cell, form, scope, so_far)


def _done(address: Address, scope: Scope, so_far: str) -> Filled:
    """That something is done, or foreseen, which is said once in a part of a sentence."""
    foreseen = estimates.foreseen(scope.report, address)
    if foreseen and estimates.said(so_far):
        return Filled()
    done = estimates.ESTIMATED if foreseen else "đã"
    return Filled([Text(raised(done) if begins(so_far) else done)])


def _number(address: Address, cell: Cell | None, form: str, scope: Scope, so_far: str) -> Filled:
    figure = scope.report.template.figures[address.figure]
    unit = figure.unit(address.row, address.measure)
    if cell is not None and cell.state is State.NOT_APPLICABLE:
        return Filled([Text(with_unit(ELLIPSIS, unit, form), cell=address)], outside=1)
    measure = figure.measures_at(address.row)[address.measure]
    number = (cell.number or Number(0)) if cell else Number(0)
    backwards = number.digits < 0 and measure.column is Column.PERCENT  # nobody reaches a negative part of a plan
    named = {address.figure}
    unplanned = cell is not None and not number.digits and measure.column is Column.PLAN  # nobody plans nothing
    tells = form not in ("last", "bare") and measure.column is Column.VALUE  # whether it is an estimate
    if cell is None or cell.state is State.AWAITED or backwards or unplanned:
        awaited = with_unit(ELLIPSIS, unit, form)
        text = f"{'tăng' if form == 'rise' else 'giảm'} {awaited}" if form in _DIRECTIONS else awaited
        foreseen = tells and estimates.foreseen(scope.report, address)
        return Filled([Text(text, cell=address)], missing=1, others=named, estimated=foreseen)
    if form in _DIRECTIONS:
        text = movement.direction(number, unit, rises=form == "rise", whole=measure.integer)
    else:
        text = quantity(number, unit, form, whole=measure.integer)
    before = so_far.rstrip().lower()
    if cell.word and form != "bare" and not before.endswith(cell.word):
        text = f"{cell.word} {text}"
    row = figure.fixed_row(address.row)
    normal = row is not None and address.measure in row.norm and address not in scope.report.cells
    stated = not normal  # what a row has by its norm says nothing of the period
    zero = not number.digits
    counts = zero and (cell.state is State.NIL or not _rate(scope.report, address))
    beside = not zero and measure.column is not Column.VALUE
    begins = measure.column is Column.VALUE and form != "bare"
    nought = (address.figure if counts else "") if begins else None
    said = Filled([Text(text, cell=address)], stated, zero, empty=counts, beside=beside)
    said.estimated = tells and stated and estimates.foreseen(scope.report, address)
    said.denied = form != "last" and denials.denied(scope.report, address)
    said.nought, said.others = nought, set() if zero else named
    return said


def _rate(report: Report, address: Address) -> bool:
    return report.unit_of(address) in ("%", POINTS)


def _worded(done: Filled, so_far: str, found: Filled, scope: Scope) -> Filled:
    """A number with its verb: that of an estimate where it is one, and of a nought."""
    if found.estimated:
        verbs = scope.report.template.document.verbs
        found.content[0] = estimates.told(done.content, so_far, found.content[0], verbs)
    if found.content:
        found.content[0] = noughts.told(done.content, found.content[0])
    return found
