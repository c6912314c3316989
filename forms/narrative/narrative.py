"""Filling sentence templates with the numbers of a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from forms.definitions import row_ids, sentences
from forms.definitions.expressions import Reference
from forms.definitions.references import canonical
from forms.definitions.sentences import Sentence
from forms.definitions.template import Column, Figure
from forms.errors import KnownError
from forms.narrative import lacking, legal, movement
from forms.narrative.blocks import Note, Text
from forms.report import details
from forms.report.cells import Address, Cell, State
from forms.report.office import in_sentence, phrase
from forms.report.report import Report
from forms.values.numbers import Number
from forms.values.style import ELLIPSIS, day_in_figures, day_in_words, quantity, with_unit
from forms.values.text import lowered, raised

_COMPARED = {
    "change": movement.change,
    "change_pct": movement.change_in_percent,
    "plan": movement.plan,
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a sentence stands: a report and, inside a walk or a rule, a figure and row.

    `cited` are the keys of the documents that have been cited in full before.
    """

    report: Report
    figure: Figure | None = None
    row: str = ""
    cited: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Filled:
    """A sentence with its numbers: how many of its cells are `stated` (`zero` of them nought), how many missing.

    Of those that are nought `nil` are vouched for: there was nothing to count.
    """

    content: list[Text | Note] = field(default_factory=list)
    stated: int = 0
    zero: int = 0
    missing: int = 0
    nil: int = 0

    def add(self, other: Filled) -> None:
        """Append another sentence."""
        self.content += other.content
        self.stated += other.stated
        self.zero += other.zero
        self.missing += other.missing
        self.nil += other.nil

    @property
    def nothing(self) -> bool:
        """Whether there was nothing to count in all of its cells."""
        return bool(self.nil) and self.nil == self.stated and not self.missing

    @property
    def text(self) -> str:
        """The bare text, without notes."""
        return "".join(part.text for part in self.content if isinstance(part, Text))


def fill(sentence: Sentence, scope: Scope, notes: Mapping[str, Sentence] | None = None) -> Filled:
    """The sentence with its numbers and footnotes; a cell without a value prints "…"."""
    done = _fill(sentence, scope, notes or {})
    if any(isinstance(part, sentences.Group) for part in sentence):
        done.content = _tidied(done.content)
    if scope.report.coverage:
        done.content = lacking.noted(scope.report, done.content)
    return done


def _tidied(content: list[Text | Note]) -> list[Text | Note]:
    """No separator where a sentence begins: what stood before it was an optional part that is not printed."""
    found: list[Text | Note] = []
    before = ""
    for part in content:
        if isinstance(part, Note):
            found.append(part)
            continue
        text, begins = part.text, not before.strip() or before.rstrip().endswith(".")
        if part.cell is None and begins and text.lstrip()[:1] in (";", ",", "."):
            rest = text.lstrip(" ;,.")
            gap = " " if rest and before and not before.endswith(" ") else ""
            text = gap + raised(rest)
        before += text
        if text:
            found.append(part if text == part.text else replace(part, text=text))
    return found


def _fill(sentence: Sentence, scope: Scope, notes: Mapping[str, Sentence]) -> Filled:
    """The parts of a sentence one after the other."""
    done = Filled()
    for part in sentence:
        match part:
            case sentences.Words(text=text):
                after = text[1:] if text.startswith(".") and done.text.endswith(ELLIPSIS) else text
                done.content.append(Text(after))
            case sentences.Field(name=name, form=form):
                done.add(_field(name, form, scope))
            case sentences.Citation(key=key):
                done.add(_citation(key, scope))
            case sentences.Value(reference=reference, form=form):
                done.add(_value(reference, form, scope, done.text))
            case sentences.NoteMark(name=name):
                _note(done, notes.get(name, ()), scope, always=False)
            case sentences.InlineNote(parts=parts):
                _note(done, parts, scope, always=True)
            case sentences.Group(parts=parts):
                _group(done, parts, scope, notes)
            case sentences.Each() | sentences.EachPeriod():
                _walk(done, part, scope)
    return done


def plain(sentence: Sentence, scope: Scope) -> str:
    """The sentence as bare text, without notes."""
    return fill(sentence, scope).text


def _note(done: Filled, sentence: Sentence, scope: Scope, *, always: bool) -> None:
    """Add a footnote; one made of a breakdown needs a value, one that an officer wrote does not."""
    note = fill(sentence, scope)
    if note.stated or (always and note.text.strip()):
        done.content.append(Note(tuple(text for text in note.content if isinstance(text, Text))))


def _group(done: Filled, parts: Sentence, scope: Scope, notes: Mapping[str, Sentence]) -> None:
    """Add an optional part, unless a cell is missing or there was nothing to count; a citation counts only then."""
    cited = set(scope.cited)
    inner = _fill(parts, scope, notes)
    if inner.missing or inner.nothing:
        scope.cited.intersection_update(cited)
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
    first = True
    for row in rows:
        inner = _fill(parts, Scope(scope.report, figure, row, scope.cited), {})
        if inner.stated and not inner.nothing:
            if not first:
                done.content.append(Text("; "))
            _take(done, inner)
            first = False


def _walk_periods(done: Filled, parts: Sentence, scope: Scope) -> None:
    """One after the other what is said of each period side by side; those of which nothing is known are left out.

    Each is a sentence of its own where one of them has parts that are set apart in themselves.
    """
    found = []
    for report in scope.report.span:
        inner = _fill(parts, Scope(report, scope.figure, scope.row, scope.cited), {})
        if inner.nothing:
            inner.content = [Text(f"{report.period.spoken} không phát sinh")]
        if report is not scope.report:  # a number of another period leads to no cell of this one
            inner.content = [replace(part, cell=None) if isinstance(part, Text) else part for part in inner.content]
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
        _take(done, inner)


def _take(done: Filled, inner: Filled) -> None:
    """Add one line of a walk: a cell that it misses is its own affair."""
    done.content += inner.content
    done.stated += inner.stated
    done.zero += inner.zero
    done.nil += inner.nil


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
        day = report.details.get("as_of")
        write = day_in_figures if form == "figures" else day_in_words
        return Filled([Text(write(date.fromisoformat(day)))], 1) if day else Filled([Text(ELLIPSIS)], 0, 0, 1)
    if name == "label":
        text = report.label(scope.figure, scope.row) if scope.figure else ""
        fixed = not scope.row or (scope.figure is not None and scope.figure.fixed_row(scope.row) is not None)
        return Filled([Text(lowered(text) if form == "lower" and fixed else text)])
    office = report.template.offices[report.unit.level]
    periods = _listed([one.period.spoken for one in report.span])
    kind = report.template.document.kind.lower()
    texts = {
        "unit": in_sentence(report.template, report.unit.name) if form == "lower" else report.unit.name,
        "area": phrase(report, office.area),
        "period": report.period.spoken,
        "periods": periods,
        "year": str(report.period.year),
        "last_year": str(report.period.year - 1),
        "replaced": details.replaced(report) or f"{kind} {periods} đã phát hành trước đây",
        "office": phrase(report, office.speaker) or report.unit.name,
    }
    return Filled([Text(texts[name])])


def _listed(names: list[str]) -> str:
    """Names in a sentence: "năm 2022, năm 2023 và quý I năm 2024"."""
    *before, last = names
    return f"{', '.join(before)} và {last}" if before else last


def _documents(scope: Scope) -> Filled:
    """The report's own documents, each in full."""
    documents = scope.report.documents
    if not documents:
        return Filled([Text(ELLIPSIS)], missing=1)
    scope.cited.update(documents)
    return Filled([Text("; ".join(document.in_full() for document in documents.values()))], stated=1)


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
    if form in _COMPARED:
        comparison = _COMPARED[form](scope.report, address)
        return Filled([Text(comparison or ELLIPSIS, cell=address)], *((0, 0, 1) if comparison is None else (1,)))
    if form == "last":
        then = movement.before(scope.report, address)
        before = movement.number(then)
        cell = Cell(before).worded(then.word) if then and before is not None else None
    else:
        cell = scope.report.cell(address)
    return _number(address, cell, form, scope, so_far)


def _number(address: Address, cell: Cell | None, form: str, scope: Scope, so_far: str) -> Filled:
    figure = scope.report.template.figures[address.figure]
    unit = figure.unit(address.row, address.measure)
    if cell is None or cell.state in (State.AWAITED, State.NOT_APPLICABLE):
        return Filled([Text(with_unit(ELLIPSIS, unit, form), cell=address)], missing=1)
    measure = figure.measures_at(address.row)[address.measure]
    number = cell.number or Number(0)
    text = quantity(number, unit, form, whole=measure.integer)
    before = so_far.rstrip().lower()
    if cell.word and form != "bare" and not before.endswith(cell.word):
        text = f"{cell.word} {text}"
    if cell.state is State.ESTIMATE and measure.column is Column.VALUE and form != "bare":
        text = text if before.endswith(("ước", "ước đạt")) else f"ước {text}"
    row = figure.fixed_row(address.row)
    normal = row is not None and address.measure in row.norm and address not in scope.report.cells
    stated = not normal  # what a row has by its norm says nothing of the period
    return Filled([Text(text, cell=address)], stated, not number.digits, nil=cell.state is State.NIL)
