"""Filling sentence templates with the numbers of a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from forms.definitions import row_ids, sentences
from forms.definitions.expressions import Reference
from forms.definitions.references import canonical
from forms.definitions.sentences import Sentence
from forms.definitions.tables import Lines
from forms.definitions.template import Column, Figure
from forms.errors import KnownError
from forms.narrative import denials, estimates, issued, lacking, legal, movement, noughts
from forms.narrative.blocks import Note, Text
from forms.report import details
from forms.report.cells import Address, Cell, State
from forms.report.office import in_sentence, phrase
from forms.report.report import Report
from forms.values.frozen import frozen
from forms.values.numbers import Number
from forms.values.period import Period
from forms.values.style import ELLIPSIS, POINTS, day_in_figures, day_in_words, quantity, with_unit
from forms.values.text import lowered, raised

_DIRECTIONS = ("rise", "fall")
_COMPARED = {
    "change": movement.change,
    "change_pct": movement.change_in_percent,
    "plan": movement.plan,
}


@frozen
class Scope:
    """Where a sentence stands: a report and, inside a walk or a rule, a figure and row.

    `cited` are the keys of the documents that have been cited in full before, `appendices` what the tables of the
    document, by their lines or their section, are called in it: "Phụ lục II". One that is `traced` says of each run
    which parts it prints.
    """

    report: Report
    figure: Figure | None = None
    row: str = ""
    cited: set[str] = field(default_factory=set)
    appendices: Mapping[str, str] = field(default_factory=dict)
    about: Figure | None = None  # whose cut-off day is that of the sentence
    traced: bool = False

    def at(self, figure: Figure | None, row: str, report: Report | None = None) -> Scope:
        """The same sentence at another row, or at the same of another report."""
        return replace(self, report=report or self.report, figure=figure, row=row)


@dataclass(slots=True)
class Filled:
    """A sentence with its numbers: how many of its cells are `stated`, how many missing, how many out of scope.

    `zero` of those stated are nought, and `empty` of these count things: a rate of nought alone says something.
    `beside` of the others only go with what is counted: plans, and parts of them. `estimated` says whether one of them
    is an estimate, `denied` whether another number of the report denies one of them, `longest` how many rows its
    longest list has, of which section and figure. `nought` is the figure with whose count it begins where that is none:
    what else it has of it says nothing then. "" where it begins with another number, None with none; `others` are the
    figures of which it says or misses a number.
    """

    content: list[Text | Note] = field(default_factory=list)
    stated: int = 0
    zero: int = 0
    missing: int = 0
    outside: int = 0
    empty: int = 0
    beside: int = 0
    estimated: bool = False
    denied: bool = False
    longest: tuple[int, str, str] = (0, "", "")
    nought: str | None = None
    others: set[str] = field(default_factory=set)

    def add(self, other: Filled) -> None:
        """Append another sentence."""
        self.take(other)
        self.missing += other.missing
        self.outside += other.outside

    def take(self, other: Filled) -> None:
        """Append one line of a walk: a cell that it misses, or that is out of scope, is its own affair."""
        self.content += other.content
        self.stated += other.stated
        self.zero += other.zero
        self.empty += other.empty
        self.beside += other.beside
        self.estimated |= other.estimated
        self.denied |= other.denied
        self.longest = max(self.longest, other.longest)
        self.others |= other.others

    @property
    def nothing(self) -> bool:
        """Whether there was nothing to count or that concerns the office: in all of its cells, or to begin with."""
        if self.nought and self.others <= {self.nought}:
            return True
        return bool(self.empty or self.outside) and self.zero + self.beside == self.stated and not self.missing

    @property
    def text(self) -> str:
        """The bare text, without notes."""
        return "".join(part.text for part in self.content if isinstance(part, Text))


def fill(sentence: Sentence, scope: Scope, notes: Mapping[str, Sentence] | None = None) -> Filled:
    """The sentence with its numbers and footnotes; a cell without a value prints "…"."""
    done = _fill(sentence, scope, notes or {})
    if any(isinstance(part, sentences.Group) for part in sentences.walk(sentence)):
        done.content = _tidied(done.content)
    done.content = lacking.noted(scope.report, noughts.undone(done.content))
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
        if part.cell is None and (_begins(before) or lists) and text.lstrip()[:1] in (";", ",", "."):
            rest = text.lstrip(" ;,.")
            bare = not rest and not lists
            gap = " " if rest and before and not before.endswith(" ") else ""
            text = gap + (rest if lists else raised(rest))
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
                done.add(_field(name, form, scope))
            case sentences.Citation(key=key):
                done.add(_citation(key, scope))
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
    begins = _begins(so_far) or so_far.rstrip().endswith(":")
    return counts and not (apart or begins or any(isinstance(part, Text) and part.cell for part in done.content))


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
    elif note.stated or (always and note.text.strip(" .,;")):
        first, *others = (text for text in note.content if isinstance(text, Text))
        done.content.append(Note((first if first.cell else replace(first, text=raised(first.text)), *others)))


def _group(
    done: Filled, parts: Sentence, scope: Scope, notes: Mapping[str, Sentence], before: str, *, needed: bool
) -> None:
    """Add an optional part, unless there was nothing to count, or a cell is denied, or missing and not needed.

    A citation counts only then. What was not to be counted still speaks for the whole sentence.
    """
    cited = set(scope.cited)
    inner = _fill(parts, scope, notes, before)
    hollow = not inner.stated and not inner.missing and any(isinstance(part, sentences.Group) for part in parts)
    if inner.nothing or inner.denied or hollow or (inner.missing and not needed):
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
            none = Text(_nothing(parts, scope.at(scope.figure, scope.row, report)))
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


def _nothing(parts: Sentence, scope: Scope) -> str:
    """What a walk says of a period in which there was nothing to count, or at whose end there was nothing."""
    if parts[:1] == (sentences.Field("end", ""),):
        return f"{_end(scope)} không có"
    return f"{scope.report.period.in_sentence} không phát sinh"


def _end(scope: Scope) -> str:
    """Up to when a stock is told: "đến hết năm 2024", "đến hết tháng 6 năm 2024", or the day of the figures."""
    period, day = scope.report.period, details.as_of(scope.report, scope.about)
    if day and day != period.end and (day < period.end or not period.estimated):
        return f"đến {day_in_words(day)}"
    last = f"tháng {period.end.month} " if period.end.month < 12 else ""
    return f"đến hết {last}năm {period.year}"


def _figure(reference: Reference, scope: Scope) -> Figure:
    if not reference.figure and scope.figure is not None:
        return scope.figure
    found = scope.report.template.figures.get(reference.figure)
    if found is None:
        raise KnownError(f'không có chỉ tiêu "{reference.figure}"')
    return found


def _field(name: str, form: str, scope: Scope) -> Filled:
    report = scope.report
    if name == "documents":
        return _documents(scope)
    if name == "as_of":
        day = details.cut_off(report)
        write = day_in_figures if form == "figures" else day_in_words
        return Filled([Text(write(day))], 1) if day else Filled([Text(ELLIPSIS)], 0, 0, 1)
    if name == "month":
        return Filled(missing=not report.period.start.month <= int(form) <= report.period.end.month)
    if name == "label":
        text = report.label(scope.figure, scope.row) if scope.figure else ""
        fixed = not scope.row or (scope.figure is not None and scope.figure.fixed_row(scope.row) is not None)
        named = in_sentence(report.template, text) if form in ("lower", "name") else text
        return Filled([Text(lowered(text) if form == "lower" and (fixed or _common(text)) else named)])
    if name in ("party", "subunits"):
        said = phrase(report, f"{{{name}}}")
        return Filled([Text(raised(said) if form == "raised" else said or ELLIPSIS)], outside=not said)
    office = report.template.offices[report.unit.level]
    periods = _listed([one.period.in_sentence for one in report.span])
    kind = report.template.document.kind.lower()
    texts = {
        "unit": in_sentence(report.template, report.unit.name) if form == "lower" else report.unit.name,
        "area": phrase(report, office.area),
        "period": report.period.in_sentence,
        "periods": periods,
        "year": str(report.period.year),
        "within": "trong năm" if report.period.months == 12 else "trong kỳ",
        "until": f"tính đến {day_in_words(details.as_of(report, scope.about) or report.period.end)}",
        "end": _end(scope),
        "last_year": str(report.period.year - 1),
        "addressee": _listed(details.names(report, "addressee")),
        "replaced": details.replaced(report) or f"{kind} {periods} đã phát hành trước đây",
        "results": "ước kết quả" if report.period.estimated else "kết quả",
        "office": phrase(report, office.speaker) or report.unit.name,
    }
    return Filled([Text(raised(texts[name]) if form == "raised" else texts[name])])


def _common(text: str) -> bool:
    """Whether what an officer named begins like any words, not like a name: "Sửa chữa …", "Thành phố Kon Tum"."""
    return text.partition(" ")[2][:1].islower()


def _listed(names: Sequence[str]) -> str:
    """Names in a sentence: "năm 2022, năm 2023 và quý I năm 2024"; "" for none."""
    return " và ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _documents(scope: Scope) -> Filled:
    """Who issued the report's own documents, each in full as long as they are few."""
    documents = scope.report.documents
    if not documents:
        return Filled([Text(ELLIPSIS)], missing=1)
    if not issued.listed(scope.report):
        scope.cited.update(documents)
    place = scope.appendices.get(Lines.DOCUMENTS, "phụ lục kèm theo")
    return Filled([Text(issued.spoken(scope.report, place))], stated=1)


def _citation(key: str, scope: Scope) -> Filled:
    document = legal.find(scope.report, key)
    if document is None:
        return Filled([Text(ELLIPSIS)], missing=1)
    text = document.in_short() if key in scope.cited else document.in_full()
    scope.cited.add(key)
    return Filled([Text(text)])


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
    return Filled([Text(raised(done) if _begins(so_far) else done)])


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


def _begins(so_far: str) -> bool:
    """Whether what comes next begins a sentence."""
    return not so_far.strip() or so_far.rstrip().endswith(".")


def _worded(done: Filled, so_far: str, found: Filled, scope: Scope) -> Filled:
    """A number with its verb: that of an estimate where it is one, and of a nought."""
    if found.estimated:
        verbs = scope.report.template.document.verbs
        found.content[0] = estimates.told(done.content, so_far, found.content[0], verbs)
    if found.content:
        found.content[0] = noughts.told(done.content, found.content[0])
    return found
