"""Reading the definition files: strict, so that a wrong file stops at once and says where.

A template is a folder of TOML files, named by the template's code: `template.toml` (frame, outline, shared measures),
`params.toml` (legal constants), `appendices.toml` (their columns) and one file a section.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from string import Formatter

from forms.definitions import expressions
from forms.definitions.legal_document import LegalDocument
from forms.definitions.plans import Target
from forms.definitions.records import DefinitionError, Raw, at, decode, file, one_of, part, record, tables, within
from forms.definitions.references import Resolver, check_dates
from forms.definitions.rules import Kind, Rule
from forms.definitions.span import Across, Span
from forms.definitions.tables import SHOWN, Lines, Shows, Source, TableDefinition
from forms.definitions.template import (
    OFFICE_WORDS,
    Breakdown,
    DocumentDefinition,
    Figure,
    LegalConstant,
    Measure,
    Merge,
    Office,
    ParagraphDefinition,
    Section,
    Template,
    Threshold,
)
from forms.errors import nearest


@dataclass(frozen=True, slots=True)
class _Frame:
    """The keys of `template.toml`; `sections` names the files, and `measure` what measures of one code share."""

    code: str
    version: int
    title: str
    sections: tuple[str, ...]
    document: DocumentDefinition
    office: Mapping[str, Office]
    outline: Mapping[str, str] = field(default_factory=dict)
    measure: Mapping[str, Raw] = field(default_factory=dict)
    compare: Mapping[Kind, Threshold] = field(default_factory=dict)
    legal: Mapping[str, LegalDocument] = field(default_factory=dict)
    default: bool = False
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class _File:
    """The keys of the file of a section."""

    section: Raw
    figure: Mapping[str, Raw] = field(default_factory=dict)
    paragraph: tuple[ParagraphDefinition, ...] = ()
    rule: Mapping[str, Raw] = field(default_factory=dict)
    target: Mapping[str, Raw] = field(default_factory=dict)


def read(folder: Path) -> Template:
    """Read a template's folder; raises DefinitionError for anything wrong in its files."""
    with within(folder / "template.toml"):
        frame = _frame(folder)
    files: dict[Path, _File] = {}
    for path in (folder / f"{name}.toml" for name in frame.sections):
        with within(path):
            files[path] = record(_File, file(path))
    sections: dict[str, Section] = {}
    figures: dict[str, Figure] = {}
    for path, content in files.items():
        with within(path):
            section = _section(content, frame.measure)
            for figure in section.figures.values():
                if figure.across is not Across.EACH and frame.span is None:
                    with at("figure", figure.code, "across"):
                        raise DefinitionError("chỉ dùng trong mẫu có nhiều kỳ cạnh nhau ([span] của template.toml)")
            if section.code in sections:
                with at("section", "code"):
                    raise DefinitionError(f'"{section.code}" đã có ở một tệp khác')
            for code in section.figures.keys() & figures.keys():
                with at("figure", code):
                    raise DefinitionError(f"đã có ở mục {figures[code].section}")
            sections[section.code] = section
            figures |= section.figures
    with within(folder / "params.toml"):
        params = decode(Mapping[str, tuple[LegalConstant, ...]], file(folder / "params.toml"))
    resolver = Resolver(figures, params, frame.legal)
    with within(folder / "template.toml"), at("document"):
        resolver.check_document(frame.document)
    appendices = _appendices(folder / "appendices.toml", resolver)
    rules: list[Rule] = []
    targets: list[Target] = []
    for (path, content), section in zip(files.items(), sections.values(), strict=True):
        with within(path):
            for figure in section.figures.values():
                with at("figure", figure.code):
                    resolver.check_figure(figure)
            rules += [_rule(name, raw, resolver) for name, raw in content.rule.items()]
            targets += [_target(name, raw, resolver) for name, raw in content.target.items()]
            for number, paragraph in enumerate(section.paragraphs, start=1):
                with at("paragraph", str(number)):
                    resolver.check_paragraph(paragraph)
    return Template(
        frame.code,
        frame.version,
        frame.title,
        frame.outline,
        sections,
        figures,
        tuple(rules),
        params,
        tuple(targets),
        frame.compare,
        frame.office,
        frame.document,
        frame.legal,
        appendices,
        frame.default,
        frame.span,
    )


def _frame(folder: Path) -> _Frame:
    frame = record(_Frame, file(folder / "template.toml"))
    with at("code"):
        if frame.code != folder.name:
            raise DefinitionError(f'"{frame.code}" phải trùng tên thư mục "{folder.name}"')
    with at("sections"):
        for name in frame.sections:
            if Path(name).name != name or frame.sections.count(name) > 1:
                raise DefinitionError(f'"{name}" phải là tên của một tệp trong thư mục của mẫu, ghi một lần')
    for code, measure in frame.measure.items():
        with at("measure", code):
            part(Measure, {key: value for key, value in measure.items() if key != "code"})
    if not frame.office:
        with at("office"):
            raise DefinitionError("phải có ít nhất một cấp")
    for code, office in frame.office.items():
        with at("office", code):
            _check_office(office)
    if frame.span:
        with at("span", "label"):
            _places(frame.span.label, "first", "last")
    for key, document in frame.legal.items():
        if document.day is None:
            with at("legal", key, "issued"):
                raise DefinitionError(f'ngày "{document.issued}" không có trong lịch')
    return frame


def _check_office(office: Office) -> None:
    """Refuse texts that name what nobody fills in, and days in the wrong order."""
    for key in ("agency", "recipients", "addressee", "symbol", "speaker", "superior", "place", "area"):
        texts = getattr(office, key)
        with at(key):
            for text in (texts,) if isinstance(texts, str) else texts:
                _places(text, *OFFICE_WORDS)
    check_dates(office)
    for name, kind in office.kinds.items():
        with at("kinds", name):
            check_dates(kind)


def _appendices(path: Path, resolver: Resolver) -> dict[str, TableDefinition]:
    with within(path):
        found: dict[str, TableDefinition] = decode(Mapping[str, TableDefinition], file(path))
        for name, table in found.items():
            with at(name):
                with at("title"):
                    _places(table.title, *table.places)
                with at("note"):
                    resolver.sentence(table.note, None)
                if table.lines is Lines.ROWS:
                    resolver.check_rows(table)
                else:
                    _check_alone(table)
                    with at("columns"):
                        _check_columns(table, resolver)
        return found


def _check_alone(table: TableDefinition) -> None:
    """Refuse in other tables what only a table of rows can say."""
    if table.rows or table.under or any(column.report in (Source.EACH, Source.OPENING) for column in table.columns):
        raise DefinitionError(f'chỉ bảng "{Lines.ROWS}" có dòng (rows), cột bên dưới (under) và các kỳ cạnh nhau')


def _check_columns(table: TableDefinition, resolver: Resolver) -> None:
    """Refuse columns that cannot be printed, or show what the lines do not have."""
    for number, column in enumerate(table.columns, start=1):
        with at(str(number)):
            for head in (column.head, column.to_date):
                resolver.sentence(head, None)
            with at("shows"):
                one_of(SHOWN[table.lines], column.shows)
            for key, share in (("width", column.width), ("digits", column.digits)):
                with at(key):
                    if not 0 <= share <= 100:
                        raise DefinitionError("phải từ 0 đến 100")
            quantities = table.lines is Lines.QUANTITIES
            if quantities and column.shows == Shows.FINDING and column.width:
                with at("width"):
                    raise DefinitionError(f'cột "{column.shows}" chỉ đứng trong sổ tính')
            if not quantities and column.report is not Source.THIS:
                with at("report"):
                    raise DefinitionError(f'chỉ bảng "{Lines.QUANTITIES}" lấy số liệu của báo cáo khác')
    if not any(column.width for column in table.columns):
        raise DefinitionError("phải có cột được in ra giấy (width)")
    if sum(column.fills for column in table.columns) > 1:
        raise DefinitionError("chỉ một cột được lấy phần giấy còn lại (fills)")


def _places(text: str, *known: str) -> None:
    """Refuse a text that names other places in braces than those that are filled."""
    try:
        named = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        raise DefinitionError(f'"{text}" thừa hoặc thiếu dấu ngoặc nhọn') from None
    for name in named:
        if name not in known:
            only = f" Chỉ nhận: {', '.join(known)}." if known else ""
            raise DefinitionError(f'không điền "{{{name}}}"{nearest(name, known)}{only}')


def _section(content: _File, shared: Mapping[str, Raw]) -> Section:
    with at("section"):
        section = record(Section, content.section, figures={}, paragraphs=content.paragraph)
    return replace(
        section,
        number=section.number or section.code,
        figures={code: _figure(code, raw, section.code, shared) for code, raw in content.figure.items()},
    )


def _figure(code: str, raw: Raw, section: str, shared: Mapping[str, Raw]) -> Figure:
    with at("figure", code):
        given = tables(raw, "measures")
        own = {name: _measure(shared.get(name, {}), measure) for name, measure in given.items()}
        keys = {key: value for key, value in raw.items() if key != "breakdown"}
        figure = record(Figure, {**keys, "measures": own}, code=code, section=section, breakdowns={})
        found = {name: _breakdown(name, inner, given, shared) for name, inner in tables(raw, "breakdown").items()}
    normed = any(row.norm for breakdown in found.values() for row in breakdown.rows.values())
    implies = normed or any(breakdown.counts == "rows" for breakdown in found.values())
    return replace(figure, breakdowns=found, implies=implies)


def _measure(shared: Raw, *given: Raw) -> Raw:
    """The keys of a measure, those given last first; how it merges is not shared by one that has a formula."""
    measure = dict(shared)
    for keys in given:
        measure |= keys
    if measure.get("equals") and not any("merge" in keys for keys in given):
        measure["merge"] = Merge.RECOMPUTE.value
    return measure


def _breakdown(code: str, raw: Raw, own: Mapping[str, Raw], shared: Mapping[str, Raw]) -> Breakdown:
    with at("breakdown", code):
        wanted = tables(raw, "measures") if "measures" in raw else {name: {} for name in own}
        measures = {name: _measure(shared.get(name, {}), own.get(name, {}), given) for name, given in wanted.items()}
        found = record(Breakdown, {"rows": {}, **raw, "measures": measures}, code=code)
    normed = {code for row in found.rows.values() for code in row.norm}
    return replace(found, partial=frozenset(normed.union(code for code, one in found.measures.items() if one.rows)))


@dataclass(frozen=True, slots=True)
class _Conditions:
    """The expressions of a rule, as written."""

    holds: str
    when: str = ""


def _rule(name: str, raw: Raw, resolver: Resolver) -> Rule:
    with at("rule", name):
        keys = [item.name for item in fields(_Conditions)]
        written = record(_Conditions, {key: raw[key] for key in keys if key in raw})
        rule = record(Rule, {key: value for key, value in raw.items() if key not in keys}, name=name, holds=(), when=())
        choices = frozenset(rule.any)
        with at("holds"):
            rule = replace(rule, holds=expressions.parse_rule(written.holds, choices))
        if written.when:
            with at("when"):
                rule = replace(rule, when=expressions.parse_rule(written.when, choices))
        resolver.check_rule(rule)
        return rule


def _target(name: str, raw: Raw, resolver: Resolver) -> Target:
    with at("target", name):
        target = record(Target, raw, name=name)
        with at("cell"):
            resolver.cell(expressions.split(target.cell))
        return target
