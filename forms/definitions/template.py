"""What a template, a section, a figure, a measure and a breakdown are: the frozen form of the definition files.

Row ids (see `row_ids`) come from the definition or are given once, so a cell keeps its place when a label changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from forms.definitions import row_ids
from forms.definitions.office import DatedName, Office, called
from forms.definitions.plans import Target
from forms.definitions.span import Across, Span
from forms.definitions.summary import Summary
from forms.definitions.tables import Lines, TableDefinition
from forms.values.frozen import frozen
from forms.values.text import fold, lowered

if TYPE_CHECKING:
    from forms.definitions.expressions import Node
    from forms.definitions.legal_document import LegalDocument
    from forms.definitions.rules import Kind, Rule, Severity
    from forms.definitions.sentences import Sentence


FRAME = "template.toml"
"""The file by which a folder is a template."""
EXTENSION = "extension.toml"
"""The file by which a folder extends a template."""


class Relation(StrEnum):
    """How the rows of a breakdown relate to what they break down."""

    PARTITION = "partition"  # chia ra: the rows add up to the total
    SUBSET = "subset"  # trong đó: no row exceeds the total
    OVERLAP = "overlap"  # one thing may count in several rows: max ≤ total ≤ sum


_HEADS = {Relation.PARTITION: "Chia ra", Relation.SUBSET: "Trong đó", Relation.OVERLAP: "Trong đó (có thể trùng)"}


class Column(StrEnum):
    """The appendix column in which a measure stands."""

    VALUE = "value"  # thực hiện
    PLAN = "plan"  # kế hoạch
    PERCENT = "percent"  # % kế hoạch


class Merge(StrEnum):
    """How reports of lower offices add up in this measure."""

    SUM = "sum"
    RECOMPUTE = "recompute"  # from `equals`
    MAX = "max"  # the largest of them
    OWN = "own"  # the office above counts itself: lower offices count the same things
    LIST = "list"  # the same thing wherever it is named: its value stands where all that name it agree
    NONE = "none"


@frozen
class Measure:
    """One column of a figure.

    `decimals` is how many are shown when none were typed; a `whole` measure takes integers only, by
    default where `decimals` is 0. `into` names the measure of the total that this one adds up into: by
    default its own name, "" for none. `equals` computes it from other measures (a percentage); `otherwise` lists other
    pairs that officers print in its place, which is warned about instead of called an error. `values` lists the
    only ones it takes. `cumulative` says that it counts from January on, so that it never falls within the year.
    A plan names by `of` the measure that it is the plan of, a percentage the plan that it is the percentage of: unless
    said, the first. `from` says whose plan it is, where there are several of one measure.
    `per` names the measure of the total over which this one is spread (money per gift): rows of a breakdown should
    come to means of one scale. `opens` names the measure with which the year before ended and this one begins: money
    carried over. `rows` names the fixed rows of its breakdown that alone carry it, `levels` the offices that alone have
    it, as those of a figure. `was` are its earlier names: `persons`, of another figure `jobs.persons`, of a row of it
    `gifts[source:local].count`.
    """

    code: str
    label: str
    unit: str
    decimals: int = 0
    whole: bool | None = None
    signed: bool = False
    max: int | None = None
    values: tuple[int, ...] = ()
    per: str = ""
    opens: str = ""
    rows: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    cumulative: bool = False
    merge: Merge = Merge.SUM
    column: Column = Column.VALUE
    of: str = ""
    from_: str = ""
    was: tuple[str, ...] = ()
    into: str | None = None
    equals: str = ""
    otherwise: tuple[str, ...] = ()
    computed: Node | None = None  # `equals`, parsed
    pairs: tuple[Node, ...] = ()  # `otherwise`, parsed

    @property
    def formulas(self) -> tuple[Node, ...]:
        """What it is computed from, then the other pairs that it may have been computed from."""
        return (*(() if self.computed is None else (self.computed,)), *self.pairs)

    @property
    def integer(self) -> bool:
        """Whether only whole numbers fit."""
        return self.decimals == 0 if self.whole is None else self.whole

    @property
    def exact(self) -> bool:
        """Whether a value stands for itself alone: counts and plan targets do, rates stand for a rounding."""
        return self.integer or self.column is Column.PLAN


class Plan(NamedTuple):
    """What is planned of a measure, and the percentage of it that was reached; one of the two may be missing."""

    measure: Measure | None
    percent: Measure | None


@frozen
class Row:
    """A fixed row of a breakdown; `units` gives measures a unit of their own in this row.

    `norm` is what measures hold in this row while nobody says otherwise (a rate that the law fixes). Rows of the
    breakdown without a norm of such a measure have no cell of it. The row holds from `since` until `until`.
    `was` are its earlier codes.
    """

    code: str
    label: str
    units: Mapping[str, str] = field(default_factory=dict)
    norm: Mapping[str, Fraction] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    was: tuple[str, ...] = ()


@frozen
class Breakdown:
    """The parts of a figure, or of a row: `of` is the row id it hangs on, `*` standing for any row.

    `open` lets the officer add rows; `suggest` names labels worth proposing. `blank` says what an empty
    cell in a stated row means: "missing", or "zero" where that is how such tables are read. `margin` makes it a
    cross-table with another breakdown of what `of` hangs on: each of its rows adds up, across, to the row of that name.
    `acceptable` lets a partition that does not add up stand for a written reason. Where it `counts` "rows", each of its
    rows counts one in its first measure unless it says more, and a blank total is as many. `was` are its
    earlier codes.
    """

    code: str
    label: str
    relation: Relation
    measures: Mapping[str, Measure]
    rows: Mapping[str, Row]
    of: str = ""
    open: bool = False
    suggest: tuple[str, ...] = ()
    blank: Literal["missing", "zero"] = "missing"
    margin: str = ""
    acceptable: bool = False
    counts: Literal["cells", "rows"] = "cells"
    was: tuple[str, ...] = ()
    partial: frozenset[str] = frozenset()  # the measures that only some rows carry

    @property
    def head(self) -> str:
        """The words over its rows: "Chia ra theo nguồn", or its label alone where that says as much."""
        words, name = _HEADS[self.relation], fold(self.label)
        said = fold(words.partition(" (")[0])
        if name == said:
            return words
        return self.label if name.startswith(f"{said} ") else f"{words} theo {lowered(self.label)}"

    def hangs_on(self, row: str) -> bool:
        """Whether the row with this id has this breakdown."""
        return row_ids.matches(row, self.of)

    def measures_in(self, key: str) -> Mapping[str, Measure]:
        """The measures that one of its rows carries; those of some rows only are named by them or have a norm there."""
        if key == row_ids.ANY or not self.partial:
            return self.measures
        norm = self.rows[key].norm if key in self.rows else {}
        return {
            code: one
            for code, one in self.measures.items()
            if code not in self.partial or key in one.rows or code in norm
        }

    def columns_into(self, above: Mapping[str, Measure]) -> dict[str, list[Measure]]:
        """Which of its measures add up into which measure of what it breaks down."""
        into: dict[str, list[Measure]] = {}
        for measure in self.measures.values():
            target = measure.code if measure.into is None else measure.into
            if target in above:
                into.setdefault(target, []).append(measure)
        return into


@frozen
class Figure:
    """One thing that is counted (chỉ tiêu). `year` is 0, or -1 for values of the year before.

    `cumulative` says that its numbers count from January on, so that they never fall within the year. `across` says
    what it holds where several periods stand side by side. It holds from `since` until `until`, for offices of its
    `levels` ("huyen", or one kind of them, "huyen/Huyện"), for all where none is named. `was` are its earlier codes.
    `waits_for` is what makes its numbers more than preliminary ("quyết định công nhận").
    """

    code: str
    label: str
    section: str
    measures: Mapping[str, Measure]
    breakdowns: Mapping[str, Breakdown]
    short: str = ""
    help: str = ""
    source: str = ""
    year: int = 0
    cumulative: bool = False
    across: Across = Across.EACH
    since: date | None = None
    until: date | None = None
    levels: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    waits_for: str = ""
    implies: bool = False  # whether blank cells of it say something: a norm, or how many rows there are
    leveled: bool = False  # whether some of its measures are those of some levels alone

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.short or self.label

    def every_measure(self) -> Iterator[Measure]:
        """The measures of its total, then those of its breakdowns."""
        yield from self.measures.values()
        for breakdown in self.breakdowns.values():
            yield from breakdown.measures.values()

    def breakdowns_of(self, row: str) -> Iterator[Breakdown]:
        """The breakdowns that hang on a row ("" is the total)."""
        return (breakdown for breakdown in self.breakdowns.values() if breakdown.hangs_on(row))

    def breakdown_of(self, row: str) -> Breakdown:
        """The breakdown that a row belongs to."""
        return self.breakdowns[row_ids.breakdown(row)]

    def measures_at(self, row: str) -> Mapping[str, Measure]:
        """The measures that a row carries; of a pattern, those that some row of it carries."""
        if not row:
            return self.measures
        _, breakdown, key = row_ids.split(row)
        return self.breakdowns[breakdown].measures_in(key)

    def measures_beside(self, row: str) -> Mapping[str, Measure]:
        """The measures of the breakdown that a row belongs to, whether this row carries them or not."""
        return self.breakdown_of(row).measures if row else self.measures

    def plans(self, row: str, measure: str) -> tuple[Plan, ...]:
        """What is planned of a measure in a row, in the order of the definition."""
        there = self.measures_at(row).values()
        planned = [one for one in there if one.column is Column.PLAN]
        first = next((one.code for one in there if one.column is Column.VALUE), "")
        reached: dict[str, Measure] = {}
        for one in there:
            if one.column is Column.PERCENT:
                reached.setdefault(one.of or (planned[0].code if planned else first), one)
        found = [Plan(one, reached.get(one.code)) for one in planned if (one.of or first) == measure]
        alone = None if planned else reached.get(measure)
        return (*found, Plan(None, alone)) if alone else tuple(found)

    def fixed_row(self, row: str) -> Row | None:
        """The definition of a fixed row; None for the total and for open rows."""
        if not row:
            return None
        return self.breakdown_of(row).rows.get(row_ids.key(row))

    def unit(self, row: str, measure: str) -> str:
        """The unit of a cell: the row's own, else the measure's."""
        fixed = self.fixed_row(row)
        return (fixed.units.get(measure) if fixed else None) or self.measures_beside(row)[measure].unit


@frozen
class ParagraphDefinition:
    """A sentence template of the report with its footnotes; `missing` is "keep" (prints "…") or "drop".

    `nil` is what the paragraph says instead where every number of it is nought.
    """

    text: Sentence
    notes: Mapping[str, Sentence] = field(default_factory=dict)
    missing: Literal["keep", "drop"] = "keep"
    nil: Sentence = ()


@frozen
class Section:
    """One heading of the report with its figures; `short` is what the list of sections shows.

    `number` is what it is called on screen and paper, its code unless said. Sections of one number stand under one
    heading, that of the first. One with figures and no paragraphs stands in the appendices alone. `agency` is who
    gathers its numbers, one after the other; `levels` are those of its figures unless a figure has its own.
    """

    code: str
    title: str
    short: str
    figures: Mapping[str, Figure]
    paragraphs: tuple[ParagraphDefinition, ...]
    agency: tuple[DatedName, ...] = ()
    number: str = ""
    levels: tuple[str, ...] = ()

    def agency_on(self, day: date, level: str) -> str:
        """Who gathers its numbers on a day for offices of a level; "" where the template does not say."""
        return called(self.agency, day, level)


@frozen
class LegalConstant:
    """A legal constant within its dates; `checked` is False while nobody has compared it with its source.

    `label` is what officers call it, `own` says that an office added it, which then comes before the template's.
    """

    value: Fraction
    since: date
    unit: str
    source: str
    checked: bool
    until: date | None = None
    label: str = ""
    own: bool = False

    def holds(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@frozen
class Threshold:
    """From where on a comparison of reports speaks: `times` as much or as little, numbers (or how many) of `least`."""

    severity: Severity
    times: Fraction = Fraction(1)
    least: int = 0
    acceptable: bool = False


@frozen
class DocumentDefinition:
    """The frame of the official document: type, subject, opening and closing paragraphs.

    A paragraph of the opening that begins with "Căn cứ" is a ground of the report. `abbreviations` are written out
    where the words of the document first use them. `verbs` come before numbers in its sentences, and "ước" before them.
    """

    kind: str
    subject: Sentence
    opening: tuple[ParagraphDefinition, ...]
    closing: tuple[ParagraphDefinition, ...]
    reissue: Sentence
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    verbs: tuple[str, ...] = ()


@frozen
class Template:
    """A versioned set of sections with its rules and its document; `default` where it is meant if none is named.

    With a `span`, a report shows the periods before its own beside it.
    """

    code: str
    version: int
    title: str
    outline: Mapping[str, str]
    sections: Mapping[str, Section]
    figures: Mapping[str, Figure]
    rules: tuple[Rule, ...]
    params: Mapping[str, tuple[LegalConstant, ...]]
    targets: tuple[Target, ...]
    compare: Mapping[Kind, Threshold]
    offices: Mapping[str, Office]
    document: DocumentDefinition
    legal: Mapping[str, LegalDocument]
    appendices: Mapping[str, TableDefinition]
    default: bool = False
    span: Span | None = None
    summary: Summary | None = None

    @property
    def default_level(self) -> str:
        """The level of an office of which nothing is known yet."""
        return next((code for code, office in self.offices.items() if office.default), next(iter(self.offices)))

    def kind_of_name(self, name: str) -> str:
        """The kind by which a name begins, at whichever level; "" where it is a proper name."""
        known = (kind for office in self.offices.values() for kind in office.kinds)
        return next((kind for kind in known if name.startswith(f"{kind} ")), "")

    def level_of_kind(self, kind: str, depth: int) -> str:
        """The level of offices of a kind, the highest first where several have it; "" for none.

        `depth` is how many offices a path to it names: a city within a province is another than one beside it.
        """
        found = [code for code, office in self.offices.items() if kind in office.kinds]
        return found[max(min(depth, len(found)) - 1, 0)] if found else ""

    def table(self, lines: Lines) -> TableDefinition | None:
        """The first appendix that has such lines; None where there is none."""
        return next((table for table in self.appendices.values() if table.lines is lines), None)

    def param(self, name: str, day: date) -> LegalConstant | None:
        """The constant in force on a day, the office's own first, then the latest; None outside their dates."""
        in_force = [param for param in self.params[name] if param.holds(day)]
        return max(in_force, key=lambda param: (param.own, param.since), default=None)

    def param_label(self, name: str) -> str:
        """What officers call a constant."""
        return next((param.label for param in self.params[name] if param.label), name)

    def with_params(self, own: Iterable[tuple[str, LegalConstant]]) -> Template:
        """The template with the constants that an office added and no others of its own; unknown names are left out."""
        params = {name: tuple(param for param in known if not param.own) for name, known in self.params.items()}
        for name, constant in own:
            if name in params:
                params[name] = (replace(constant, own=True), *params[name])
        return replace(self, params=params) if params != self.params else self
