"""Whether the names in expressions and sentences exist: checked once, when definitions are loaded."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from forms.definitions import expressions, row_ids, sentences
from forms.definitions.expressions import Node, Reference
from forms.definitions.office import DatedName, Office, UnitKind
from forms.definitions.records import at
from forms.definitions.tables import SHOWN, ColumnDefinition, TableDefinition
from forms.definitions.template import (
    Breakdown,
    Column,
    DocumentDefinition,
    Figure,
    LegalConstant,
    Measure,
    Merge,
    ParagraphDefinition,
    Row,
)
from forms.errors import KnownError, nearest
from forms.values import money
from forms.values.numbers import MAX_DECIMALS

if TYPE_CHECKING:
    from forms.definitions.legal_document import LegalDocument
    from forms.definitions.rules import Rule
    from forms.definitions.sentences import Sentence
    from forms.definitions.summary import Summary


def canonical(figure: Figure, path: str) -> str:
    """A row path of fixed codes and wildcards as a row id or pattern: `local/tet` is `source:local/local_occasion:tet`.

    A row that an officer added is named by its breakdown and number: `country:#3`.
    Raises KnownError for a row that the definition does not have.
    """
    row = ""
    for segment in row_ids.path_segments(path):
        breakdowns = {breakdown.code: breakdown for breakdown in _beneath(figure, row)}
        code, colon, name = segment.partition(":")
        if colon:
            if code not in breakdowns:
                raise KnownError(f'"{figure.code}" không có phân tổ "{code}"{nearest(code, breakdowns)}')
        else:
            name = segment
            owners = [breakdown.code for breakdown in breakdowns.values() if segment in breakdown.rows]
            rows = [row_code for breakdown in breakdowns.values() for row_code in breakdown.rows]
            if len(owners) != 1:
                raise KnownError(f'"{figure.code}" không có dòng "{segment}"{nearest(segment, rows)}')
            code = owners[0]
        added = breakdowns[code].open and re.fullmatch(r"#\d+", name)
        if name != row_ids.ANY and not added and name not in breakdowns[code].rows:
            raise KnownError(f'"{figure.code}" không có dòng "{segment}"{nearest(name, breakdowns[code].rows)}')
        row = row_ids.child(row, code, name)
    return row


def _beneath(figure: Figure, row: str) -> Iterator[Breakdown]:
    """The breakdowns on a row id or on some row that a pattern matches."""
    for breakdown in figure.breakdowns.values():
        if breakdown.hangs_on(row) or (row_ids.ANY in row and fnmatchcase(breakdown.of, row)):
            yield breakdown


class Resolver:
    """Knows every figure, parameter and legal document, and refuses names that do not exist."""

    def __init__(
        self,
        figures: Mapping[str, Figure],
        params: Mapping[str, tuple[LegalConstant, ...]],
        legal: Mapping[str, LegalDocument],
    ) -> None:
        self.figures = figures
        self.params = params
        self.legal = legal

    def figure(self, code: str) -> Figure:
        """The figure of a code."""
        if code not in self.figures:
            raise KnownError(f'không có chỉ tiêu "{code}"{nearest(code, self.figures)}')
        return self.figures[code]

    def measures(self, reference: Reference, at: Reference | None) -> Mapping[str, Measure]:
        """The measures of the rows that a reference names, `at` being where a relative one stands."""
        if not reference.figure and at is None:
            near = nearest(reference.measure, [*sentences.FIELDS, *self.figures])
            raise KnownError(f'"{reference.measure}" cần tên chỉ tiêu phía trước{near}')
        figure = self.figure(reference.figure or (at.figure if at else ""))
        return figure.measures_at(canonical(figure, reference.path(at.row if at else "")))

    def cell(self, reference: Reference, at: Reference | None = None) -> None:
        """Refuse a reference whose cell the definitions do not have."""
        measures = self.measures(reference, at)
        if reference.measure not in measures:
            where = reference.figure or (at.figure if at else "")
            raise KnownError(
                f'"{where}" không có cột số liệu "{reference.measure}"{nearest(reference.measure, measures)}'
            )

    def node(self, node: Node, at: Reference | None) -> None:
        """Refuse an expression with an unknown name."""
        for part in expressions.walk(node):
            if isinstance(part, Reference):
                self.cell(part, at)
            elif isinstance(part, expressions.Param) and part.name not in self.params:
                raise KnownError(f'không có tham số "{part.name}"{nearest(part.name, self.params)}')

    def check_rule(self, rule: Rule) -> None:
        """Refuse a rule that names what does not exist."""
        at = expressions.split(rule.at) if rule.at else None
        if at:
            canonical(self.figure(at.figure or at.measure), at.row)
            at = Reference(at.figure or at.measure, at.row, "")
        for comparison in (*rule.holds, *rule.when):
            self.node(comparison.left, at)
            self.node(comparison.right, at)
        self.sentence(rule.says, at)

    def check_figure(self, figure: Figure) -> None:
        """Refuse breakdowns, `into` and `equals` that lead nowhere."""
        _check_decimals(figure.measures, "measures")
        _check_plans(figure.measures, "measures")
        _check_merges(figure.measures, "measures")
        check_dates(figure, "")
        _check_opens(figure.measures, "measures")
        self._check_was(figure)
        for measure in figure.measures.values():
            _check_rows(measure, (), f"measures.{measure.code}.rows")
            if measure.per and measure.per not in figure.measures:
                raise KnownError(
                    f'measures.{measure.code}.per: không có cột "{measure.per}"{nearest(measure.per, figure.measures)}'
                )
            for node in measure.formulas:
                self.node(node, Reference(figure.code, "", ""))
        for breakdown in figure.breakdowns.values():
            parent = canonical(figure, breakdown.of)
            if parent != breakdown.of:
                raise KnownError(f'breakdown.{breakdown.code}.of: đề nghị ghi đủ "{parent}"')
            if breakdown.margin:
                _check_margin(figure, breakdown)
            _check_decimals(breakdown.measures, f"breakdown.{breakdown.code}.measures")
            _check_plans(breakdown.measures, f"breakdown.{breakdown.code}.measures")
            _check_merges(breakdown.measures, f"breakdown.{breakdown.code}.measures", breakdown.rows.values())
            _check_breakdown(breakdown)
            _check_opens(breakdown.measures, f"breakdown.{breakdown.code}.measures")
            above = figure.measures_at(parent)
            for measure in breakdown.measures.values():
                if measure.into and measure.into not in above:
                    raise KnownError(
                        f'breakdown.{breakdown.code}.measures.{measure.code}.into: không có cột "{measure.into}"'
                        + nearest(measure.into, above)
                    )
                for node in measure.formulas:
                    row = row_ids.child(parent, breakdown.code, row_ids.ANY)
                    self.node(node, Reference(figure.code, row, ""))

    def check_circles(self, figures: Iterable[Figure]) -> None:
        """Refuse formulas that lead back to what they compute; every name in them is known to exist."""
        for figure in figures:
            for cell in _computed(figure):
                seen, waiting = set[Reference](), [cell]
                while waiting:
                    leads = self._leads(waiting.pop())
                    if cell in leads:
                        place = f"figure.{cell.figure}.measures.{cell.measure}.equals"
                        raise KnownError(f"{place}: công thức dẫn trở lại chính nó")
                    waiting += leads - seen
                    seen |= leads

    def _leads(self, cell: Reference) -> set[Reference]:
        """The computed cells from which another one is computed, in the same report."""
        formula = _computed(self.figures[cell.figure])[cell]
        found = set[Reference]()
        for part in expressions.here(formula):
            figure = self.figures[part.figure or cell.figure]
            named = Reference(figure.code, canonical(figure, part.path(cell.row)), part.measure)
            found.update(other for other in _computed(figure) if _meet(named, other))
        return found

    def _check_was(self, figure: Figure) -> None:
        """Refuse earlier names that something still has: its values have their place and go nowhere."""
        _check_names("was", figure.was, self.figures, "chỉ tiêu")
        for measure in figure.measures.values():
            place = f"measures.{measure.code}.was"
            _check_names(place, measure.was, figure.measures, "cột")
            for name, was in ((name, expressions.split(name)) for name in measure.was):
                if was.figure in self.figures and self._still(self.figures[was.figure], was):
                    raise KnownError(f'{place}: "{name}" vẫn còn trong mẫu{_STILL}')
        for breakdown in figure.breakdowns.values():
            place = f"breakdown.{breakdown.code}"
            _check_names(f"{place}.was", breakdown.was, figure.breakdowns, "phân tổ")
            for row in breakdown.rows.values():
                _check_names(f"{place}.rows.{row.code}.was", row.was, breakdown.rows, "dòng")
            for measure in breakdown.measures.values():
                if measure.code not in figure.measures:
                    _check_names(f"{place}.measures.{measure.code}.was", measure.was, breakdown.measures, "cột")

    @staticmethod
    def _still(figure: Figure, was: Reference) -> bool:
        """Whether a figure has a cell of an earlier name."""
        try:
            return was.measure in figure.measures_at(canonical(figure, was.row))
        except KnownError:
            return False

    def check_rows(self, table: TableDefinition) -> None:
        """Refuse a table of rows that names what does not exist, or whose columns lead in a circle."""
        for number, row in enumerate(table.rows, start=1):
            with at("rows", str(number)):
                if row.at:
                    place = expressions.split(row.at)
                    canonical(self.figure(place.figure or place.measure), place.row)
                elif not row.label:
                    raise KnownError("cần at (chỉ tiêu, dòng) hoặc label (tên nhóm)")
        with at("columns"):
            self._check_columns(table, table.columns, ())

    def _check_columns(
        self, table: TableDefinition, columns: tuple[ColumnDefinition, ...], above: tuple[str, ...]
    ) -> None:
        for number, column in enumerate(columns, start=1):
            with at(str(number)):
                for head in (column.head, column.estimated):
                    self.sentence(head, None)
                if column.figure:
                    self.figure(column.figure)
                if bool(column.under) == bool(column.shows):
                    raise KnownError("cần shows (in gì) hoặc under (các cột bên dưới), và chỉ một trong hai")
                if column.shows:
                    _check_column(table, column)
                    continue
            with at(str(number), "under"):
                if column.under in above:
                    raise KnownError(f'"{column.under}" nằm trong chính nó')
                if column.under not in table.under:
                    raise KnownError(f'không có "{column.under}"{nearest(column.under, table.under)}')
            with at("under", column.under):
                self._check_columns(table, table.under[column.under], (*above, column.under))

    def check_document(self, document: DocumentDefinition) -> None:
        """Refuse a frame with an unknown name."""
        for key, sentence in (("subject", document.subject), ("reissue", document.reissue)):
            with at(key):
                self.sentence(sentence, None)
        for key, paragraphs in (("opening", document.opening), ("closing", document.closing)):
            for number, paragraph in enumerate(paragraphs, start=1):
                with at(key, str(number)):
                    self.check_paragraph(paragraph)

    def check_summary(self, summary: Summary) -> None:
        """Refuse a summary whose title or cells name what does not exist."""
        for key, sentence in (("title", summary.title), ("about", summary.about)):
            with at(key):
                self.sentence(sentence, None)
        for number, text in enumerate(summary.cells, start=1):
            with at("cells", str(number)):
                self._alone(text)
        if summary.chart:
            with at("chart"):
                self._alone(summary.chart)

    def _alone(self, text: str) -> None:
        """Refuse what is not the name of one cell."""
        cell = expressions.split(text)
        if row_ids.ANY in cell.row:
            raise KnownError(f'"{text}" gọi nhiều dòng; đề nghị gọi một ô')
        self.cell(cell)

    def check_paragraph(self, paragraph: ParagraphDefinition) -> None:
        """Refuse a paragraph with an unknown cell or note."""
        self.sentence(paragraph.text, None)
        self.sentence(paragraph.nil, None)
        for note in paragraph.notes.values():
            self.sentence(note, None)
        for part in sentences.walk(paragraph.text):
            if isinstance(part, sentences.NoteMark) and part.name not in paragraph.notes:
                raise KnownError(f'không có chú thích "{part.name}"{nearest(part.name, paragraph.notes)}')

    def sentence(self, sentence: Sentence, at: Reference | None) -> None:
        """Refuse a sentence with an unknown cell."""
        for part in sentence:
            if isinstance(part, sentences.Value):
                self.cell(part.reference, at)
            elif isinstance(part, sentences.Each):
                inside = part.reference if part.reference.figure else at
                if inside is None:
                    raise KnownError("{each …} cần tên chỉ tiêu")
                canonical(self.figure(inside.figure), part.reference.row)
                self.sentence(part.parts, Reference(inside.figure, part.reference.row, ""))
            elif isinstance(part, sentences.Group | sentences.InlineNote | sentences.Emphasis | sentences.EachPeriod):
                self.sentence(part.parts, at)
            elif isinstance(part, sentences.Citation) and part.key not in self.legal:
                raise KnownError(f'không có văn bản "{part.key}"{nearest(part.key, self.legal)}')


_STILL = "; was chỉ ghi tên đã bỏ"


def _check_names(place: str, was: Iterable[str], known: Collection[str], what: str) -> None:
    for name in was:
        if name in known:
            raise KnownError(f'{place}: {what} "{name}" vẫn còn trong mẫu{_STILL}')


def _check_column(table: TableDefinition, column: ColumnDefinition) -> None:
    """Refuse a column that shows what a line does not have, or has no place on paper."""
    known = SHOWN[table.lines]
    if column.shows not in known:
        raise KnownError(f'shows: không nhận "{column.shows}"{nearest(column.shows, known)}')
    if not 0 < column.width <= 100:
        raise KnownError("width: cần phần giấy của cột (1 đến 100)")
    if column.unit and not money.is_money(column.unit):
        raise KnownError(f'unit: "{column.unit}" không phải đơn vị tiền')


def _check_plans(measures: Mapping[str, Measure], place: str) -> None:
    """Refuse a plan of no measure, a percentage of no plan, and either where no plan is meant."""
    for measure in measures.values():
        wanted = {Column.PLAN: Column.VALUE, Column.PERCENT: Column.PLAN}.get(measure.column)
        known = [code for code, other in measures.items() if other.column is wanted]
        if measure.of and measure.of not in known:
            raise KnownError(f'{place}.{measure.code}.of: không có cột "{measure.of}"{nearest(measure.of, known)}')
        if measure.from_ and measure.column is not Column.PLAN:
            raise KnownError(f"{place}.{measure.code}.from: chỉ cột kế hoạch có cơ quan giao")


def _computed(figure: Figure) -> Mapping[Reference, Node]:
    """The formula of each cell of a figure that has one; a row stands for all that its breakdown has."""
    below = figure.breakdowns.values()
    places = [(row_ids.child(one.of, one.code, row_ids.ANY), one.measures) for one in below]
    return {
        Reference(figure.code, row, measure.code): measure.computed
        for row, measures in [("", figure.measures), *places]
        for measure in measures.values()
        if measure.computed
    }


def _meet(one: Reference, other: Reference) -> bool:
    """Whether two references name a cell in common."""
    same = (one.figure, one.measure) == (other.figure, other.measure)
    return same and (row_ids.matches(one.row, other.row) or row_ids.matches(other.row, one.row))


def _check_decimals(measures: Mapping[str, Measure], place: str) -> None:
    """Refuse decimals that no number has."""
    for measure in measures.values():
        if not 0 <= measure.decimals <= MAX_DECIMALS:
            raise KnownError(f"{place}.{measure.code}.decimals: phải từ 0 đến {MAX_DECIMALS}")


def _check_merges(measures: Mapping[str, Measure], place: str, rows: Iterable[Row] = ()) -> None:
    """Refuse percentages that are added up, and what is computed anew without a formula."""
    for measure in measures.values():
        units = {measure.unit, *(row.units.get(measure.code, "") for row in rows)}
        if measure.merge is Merge.SUM and any("%" in unit or "phần trăm" in unit for unit in units):
            raise KnownError(
                f"{place}.{measure.code}.merge: không cộng tỷ lệ phần trăm của cấp dưới; đề nghị ghi merge = "
                '"none", hoặc công thức tính (equals)'
            )
        if measure.merge is Merge.RECOMPUTE and not measure.equals:
            raise KnownError(f'{place}.{measure.code}.merge: tính lại ("recompute") thì phải có công thức (equals)')


def check_dates(dated: Figure | Row | Office | DatedName | UnitKind, place: str = "") -> None:
    """Refuse what ends before it begins."""
    if dated.since and dated.until and dated.until < dated.since:
        raise KnownError(f"{place}hết hiệu lực (until) trước khi có hiệu lực (since)")


def _check_breakdown(breakdown: Breakdown) -> None:
    """Refuse norms of no measure, measures of no row, rows that end before they begin, and what cannot be counted."""
    place = f"breakdown.{breakdown.code}"
    for measure in breakdown.measures.values():
        _check_rows(measure, breakdown.rows, f"{place}.measures.{measure.code}.rows")
    for row in breakdown.rows.values():
        for code in row.norm:
            if code not in breakdown.measures:
                raise KnownError(
                    f'{place}.rows.{row.code}.norm: không có cột "{code}"{nearest(code, breakdown.measures)}'
                )
        check_dates(row, f"{place}.rows.{row.code}: ")
    if breakdown.counts == "rows" and not breakdown.open:
        raise KnownError(f'{place}.counts: chỉ phân tổ có dòng tự thêm (open = true) đếm được theo dòng ("rows")')


def _check_rows(measure: Measure, known: Collection[str], place: str) -> None:
    """Refuse a measure of rows that its breakdown does not have; that of a total has none."""
    for row in measure.rows:
        if row not in known:
            raise KnownError(f'{place}: không có dòng "{row}"{nearest(row, known)}')


def _check_opens(measures: Mapping[str, Measure], place: str) -> None:
    """Refuse a measure that begins with what no measure beside it ends with."""
    for measure in measures.values():
        if measure.opens and measure.opens not in measures:
            raise KnownError(
                f'{place}.{measure.code}.opens: không có cột "{measure.opens}"{nearest(measure.opens, measures)}'
            )


def _check_margin(figure: Figure, crossed: Breakdown) -> None:
    """Refuse a cross-table whose margin does not exist, stands elsewhere or has other rows."""
    place = f"breakdown.{crossed.code}.margin"
    if crossed.margin not in figure.breakdowns:
        raise KnownError(f'{place}: không có phân tổ "{crossed.margin}"{nearest(crossed.margin, figure.breakdowns)}')
    margin = figure.breakdowns[crossed.margin]
    if row_ids.key(crossed.of) != row_ids.ANY or margin.of != row_ids.parent(crossed.of):
        raise KnownError(f'{place}: "{crossed.margin}" phải đứng cạnh phân tổ mà "{crossed.code}" chia ra (of = "…:*")')
    if list(margin.rows) != list(crossed.rows):
        alone = ", ".join(f'"{row}"' for row in sorted(margin.rows.keys() ^ crossed.rows.keys()))
        wrong = f"; chỉ một bên có {alone}" if alone else ", theo cùng thứ tự"
        raise KnownError(f'{place}: "{crossed.margin}" và "{crossed.code}" phải có cùng các dòng{wrong}')
