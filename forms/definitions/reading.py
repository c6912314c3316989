"""Reading the definition files: strict, so that a wrong file stops at once and says where.

A template is a folder of TOML files, named by the template's code: `template.toml` (frame, outline, shared measures),
`params.toml` (legal constants), `appendices.toml` (their columns) and one file a section. What an office adds to a
template stands in a folder of its own with `extension.toml`: more sections, more figures of sections that are there,
rules, sentences, tables and constants, in the same language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, fields, replace
from pathlib import Path
from string import Formatter
from typing import TypeVar

from forms.definitions import expressions, records
from forms.definitions.legal_document import LegalDocument
from forms.definitions.office import OFFICE_WORDS, Office
from forms.definitions.plans import Target
from forms.definitions.records import (
    DefinitionError,
    Mistakes,
    Raw,
    at,
    decode,
    file,
    one_of,
    part,
    record,
    tables,
    within,
)
from forms.definitions.references import Resolver, check_dates
from forms.definitions.rules import Kind, Rule
from forms.definitions.span import Across, Span
from forms.definitions.summary import Summary
from forms.definitions.tables import SHOWN, Lines, Shows, Source, TableDefinition
from forms.definitions.template import (
    EXTENSION,
    FRAME,
    Breakdown,
    DocumentDefinition,
    Figure,
    LegalConstant,
    Measure,
    Merge,
    ParagraphDefinition,
    Section,
    Template,
    Threshold,
)
from forms.errors import nearest
from forms.values.frozen import frozen
from forms.workfile import is_device

T = TypeVar("T")
_MOST_FILES = 200  # sections of a template
_NUMBER = re.compile(r"\w[\w.-]{0,19}")  # what a section is called: on a sheet and in a command, too


@frozen
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
    summary: Summary | None = None


@frozen
class _Extension:
    """The keys of `extension.toml`: what an office adds to the template of a code."""

    extends: str
    version: int
    title: str
    sections: tuple[str, ...] = ()
    outline: Mapping[str, str] = field(default_factory=dict)
    measure: Mapping[str, Raw] = field(default_factory=dict)
    legal: Mapping[str, LegalDocument] = field(default_factory=dict)


@frozen
class _File:
    """The keys of the file of a section."""

    section: Raw
    figure: Mapping[str, Raw] = field(default_factory=dict)
    paragraph: tuple[ParagraphDefinition, ...] = ()
    rule: Mapping[str, Raw] = field(default_factory=dict)
    target: Mapping[str, Raw] = field(default_factory=dict)


def read(folder: Path, extensions: tuple[Path, ...] = ()) -> Template:
    """Read a template's folder and what extends it; raises DefinitionError for all that is wrong in their files."""
    with within(folder / FRAME):
        frame = _frame(folder)
    mistakes = Mistakes()
    files = _files(folder, frame.sections, mistakes)
    outlines = {folder / FRAME: frame.outline}
    for extension in extensions:
        with within(extension / EXTENSION):
            more = _extension(extension)
            outlines[extension / EXTENSION] = more.outline
            frame = _with(frame, more)
        files |= _files(extension, more.sections, mistakes)
    whole = not mistakes.found  # of what stands in a file that could not be read, nobody knows what it is called
    read_from = _sections(files, frame, folder, mistakes)
    sections = _whole_sections(read_from)
    for path, outline in outlines.items():
        with mistakes.apart(), within(path), at("outline"):
            _check_outline(outline, sections)
    figures = {code: figure for section in sections.values() for code, figure in section.figures.items()}
    params = _collected(_each(folder, extensions, "params.toml"), _params, mistakes)
    names = Mistakes()
    resolver = Resolver(figures, params, frame.legal)
    with names.apart(), within(folder / FRAME):
        _check_frame(frame, resolver)
    printed = _each(folder, extensions, "appendices.toml")
    appendices = _collected(printed, lambda path: _appendices(path, resolver), names)
    rules, targets = _rules_and_targets(read_from, frame, resolver, names)
    unread = {code for content in files.values() for code in content.figure} - figures.keys()
    if whole:
        mistakes.found += [one for one in names.found if not any(f'"{code}"' in str(one) for code in unread)]
    mistakes.refuse()
    for path, _, section in read_from:
        with within(path):
            resolver.check_circles(section.figures.values())
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
        frame.summary,
    )


def _whole_sections(read_from: list[tuple[Path, _File, Section]]) -> dict[str, Section]:
    """The sections of a template by code, each with what extensions add to it."""
    sections: dict[str, Section] = {}
    for _, _, section in read_from:
        known = sections.get(section.code)
        sections[section.code] = _joined(known, section) if known else section
    return sections


def _check_frame(frame: _Frame, resolver: Resolver) -> None:
    """Ask whether what the document and the summary name exists."""
    with at("document"):
        resolver.check_document(frame.document)
    if frame.summary:
        with at("summary"):
            resolver.check_summary(frame.summary)


def _each(folder: Path, extensions: tuple[Path, ...], name: str) -> list[Path]:
    """A file of a template, and those of that name in its extensions, which need not have one."""
    return [folder / name, *(path for extension in extensions if (path := extension / name).exists())]


def _collected(paths: list[Path], read: Callable[[Path], Mapping[str, T]], mistakes: Mistakes) -> dict[str, T]:
    """What several files name, each name once."""
    found: dict[str, T] = {}
    for path in paths:
        with mistakes.apart(), within(path):
            _add(found, read(path))
    return found


def _rules_and_targets(
    read_from: list[tuple[Path, _File, Section]], frame: _Frame, resolver: Resolver, names: Mistakes
) -> tuple[list[Rule], list[Target]]:
    """The rules and targets of all sections, each name once, and whether everything in these names what exists."""
    rules: dict[str, Rule] = {}
    targets: dict[str, Target] = {}
    for path, content, section in read_from:
        _check_section(path, content, section, frame, resolver, names)
        for name, raw in content.rule.items():
            with names.apart(), within(path), at("rule"):
                _add(rules, {name: _rule(name, raw, resolver)})
        for name, raw in content.target.items():
            with names.apart(), within(path), at("target"):
                _add(targets, {name: _target(name, raw, resolver)})
    return list(rules.values()), list(targets.values())


def _check_section(
    path: Path, content: _File, section: Section, frame: _Frame, resolver: Resolver, names: Mistakes
) -> None:
    """Ask whether the names in figures and sentences exist."""
    for agency in section.agency:
        with names.apart(), within(path), at("section", "agency", agency.name):
            _check_levels(frame, agency.levels)
    for figure in section.figures.values():
        with names.apart(), within(path), at("figure", figure.code):
            resolver.check_figure(figure)
            _check_levels(frame, figure.levels)
            for measure in figure.every_measure():
                with at("measures", measure.code):
                    _check_levels(frame, measure.levels)
    for number, paragraph in enumerate(content.paragraph, start=1):
        with names.apart(), within(path), at("paragraph", str(number)):
            resolver.check_paragraph(paragraph)


def extended(folder: Path) -> str:
    """The code of the template that a folder extends; "" where its file cannot be read."""
    try:
        return str(file(folder / EXTENSION).get("extends", ""))
    except DefinitionError:
        return ""


def _files(folder: Path, names: tuple[str, ...], mistakes: Mistakes) -> dict[Path, _File]:
    files: dict[Path, _File] = {}
    for path in (folder / f"{name}.toml" for name in names):
        with mistakes.apart(), within(path):
            files[path] = record(_File, file(path))
    return files


def _sections(
    files: Mapping[Path, _File], frame: _Frame, folder: Path, mistakes: Mistakes
) -> list[tuple[Path, _File, Section]]:
    """The section of each file, an extension's with its own figures alone."""
    found: list[tuple[Path, _File, Section]] = []
    sections: dict[str, Section] = {}
    figures: dict[str, Figure] = {}
    for path, content in files.items():
        with mistakes.apart(), within(path):
            called = content.section.get("code")
            known = sections.get(called) if path.parent != folder and isinstance(called, str) else None
            section = _section(content, known)
            if section.code in sections and known is None:
                with at("section", "code"):
                    raise DefinitionError(f'"{section.code}" đã có ở một tệp khác')
            own: dict[str, Figure] = {}
            for code, raw in content.figure.items():
                with mistakes.apart(), within(path), at("figure", code):
                    own[code] = _figure(records.code(code), raw, section, frame)
                    if code in figures:
                        raise DefinitionError(f"đã có ở mục {figures[code].section}")
            section = replace(section, figures=own)
            found.append((path, content, section))
            sections.setdefault(section.code, section)
            figures |= own
    return found


def _params(path: Path) -> dict[str, tuple[LegalConstant, ...]]:
    found: dict[str, tuple[LegalConstant, ...]] = decode(Mapping[str, tuple[LegalConstant, ...]], file(path))
    return found


def _extension(folder: Path) -> _Extension:
    found = record(_Extension, file(folder / EXTENSION))
    _check_files(found.sections)
    _check_shared(found.measure)
    _check_legal(found.legal)
    return found


def _with(frame: _Frame, more: _Extension) -> _Frame:
    """A frame with what an extension adds to it."""
    outline, measure, legal = dict(frame.outline), dict(frame.measure), dict(frame.legal)
    with at("outline"):
        _add(outline, more.outline)
    with at("measure"):
        _add(measure, more.measure)
    with at("legal"):
        _add(legal, more.legal)
    return replace(frame, outline=outline, measure=measure, legal=legal)


def _add(known: dict[str, T], more: Mapping[str, T]) -> None:
    """Add what a further file names; raises DefinitionError for a name that is there."""
    for name in more.keys() & known.keys():
        with at(name):
            raise DefinitionError("đã có trong mẫu; đề nghị đặt tên khác")
    known |= more


def _joined(known: Section, more: Section) -> Section:
    """A section with what an extension adds to it."""
    return replace(known, figures={**known.figures, **more.figures}, paragraphs=known.paragraphs + more.paragraphs)


def _check_files(names: tuple[str, ...]) -> None:
    with at("sections"):
        if len(names) > _MOST_FILES:
            raise DefinitionError(f"có quá {_MOST_FILES} tệp")
        for name in names:
            if Path(name).name != name or is_device(name) or names.count(name) > 1:
                raise DefinitionError(f'"{name}" phải là tên của một tệp trong thư mục của mẫu, ghi một lần')


def _check_outline(outline: Mapping[str, str], sections: Mapping[str, Section]) -> None:
    """Refuse headings under which no section stands: nobody would ever see them."""
    numbers = {section.number for section in sections.values()}
    parts = {".".join(number.split(".")[:depth]) for number in numbers for depth in range(1, number.count(".") + 2)}
    for number in outline:
        if number not in parts:
            raise DefinitionError(f'không có mục nào thuộc "{number}"{nearest(number, sorted(parts - numbers))}')


def _check_shared(measures: Mapping[str, Raw]) -> None:
    for code, measure in measures.items():
        with at("measure", code):
            part(Measure, {key: value for key, value in measure.items() if key != "code"})


def _check_legal(documents: Mapping[str, LegalDocument]) -> None:
    for key, document in documents.items():
        if document.day is None:
            with at("legal", key, "issued"):
                raise DefinitionError(f'ngày "{document.issued}" không có trong lịch')


def _frame(folder: Path) -> _Frame:
    frame = record(_Frame, file(folder / FRAME))
    with at("code"):
        if frame.code != folder.name:
            raise DefinitionError(f'"{frame.code}" phải trùng tên thư mục "{folder.name}"')
    _check_files(frame.sections)
    if not frame.sections:
        with at("sections"):
            raise DefinitionError("phải có ít nhất một tệp mục")
    _check_shared(frame.measure)
    if not frame.office:
        with at("office"):
            raise DefinitionError("phải có ít nhất một cấp")
    for code, office in frame.office.items():
        with at("office", code):
            records.code(code.replace("-", "_"))
            _check_office(office)
    if frame.span:
        with at("span", "label"):
            _places(frame.span.label, "first", "last")
    _check_legal(frame.legal)
    return frame


def _check_levels(frame: _Frame, levels: Iterable[str]) -> None:
    """Refuse levels, and kinds of offices at a level, that the template does not have."""
    kinds = (f"{code}/{kind}" for code, office in frame.office.items() for kind in office.kinds)
    known = (*frame.office, *kinds)
    with at("levels"):
        for level in levels:
            one_of(known, level)


def _check_office(office: Office) -> None:
    """Refuse texts that name what nobody fills in, and days in the wrong order."""
    said = {
        "agency": office.agency,
        "recipients": office.recipients,
        "addressee": office.addressee,
        "symbol": (office.symbol,),
        "speaker": (office.speaker,),
        "superior": (office.superior,),
        "place": (office.place,),
        "area": (office.area,),
    }
    for key, texts in said.items():
        with at(key):
            for text in texts:
                _places(text, *OFFICE_WORDS)
    check_dates(office)
    for name, kind in office.kinds.items():
        with at("kinds", name):
            check_dates(kind)
            for subunits in kind.subunits:
                with at("subunits", subunits.name):
                    check_dates(subunits)


def _appendices(path: Path, resolver: Resolver) -> dict[str, TableDefinition]:
    found: dict[str, TableDefinition] = decode(Mapping[str, TableDefinition], file(path))
    mistakes = Mistakes()
    for name, table in found.items():
        with mistakes.apart(), at(name):
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
    mistakes.refuse()
    return found


def _check_alone(table: TableDefinition) -> None:
    """Refuse in other tables what only a table of rows can say."""
    if table.rows or table.under or any(column.report is Source.OPENING for column in table.columns):
        raise DefinitionError(f'chỉ bảng "{Lines.ROWS}" có dòng (rows), cột bên dưới (under) và số đầu kỳ')


def _check_columns(table: TableDefinition, resolver: Resolver) -> None:
    """Refuse columns that cannot be printed, or show what the lines do not have."""
    for number, column in enumerate(table.columns, start=1):
        with at(str(number)):
            for head in (column.head, column.to_date, column.estimated):
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


def _section(content: _File, known: Section | None = None) -> Section:
    """The section of a file without its figures; what an extension adds to one that is `known` says its code alone."""
    with at("section"):
        if known is None:
            section = record(Section, content.section, figures={}, paragraphs=content.paragraph)
        elif len(content.section) > 1:
            raise DefinitionError(f'mục "{known.code}" của mẫu đã có, chỉ ghi code')
        else:
            section = replace(known, figures={}, paragraphs=content.paragraph)
        for key, text in (("code", section.code), ("number", section.number or section.code)):
            if not _NUMBER.fullmatch(text):
                with at(key):
                    raise DefinitionError("chỉ gồm chữ, chữ số, dấu chấm và gạch nối, dài nhất 20 chữ (II.3.b)")
        for agency in section.agency:
            with at("agency", agency.name):
                check_dates(agency)
    return replace(section, number=section.number or section.code)


def _figure(code: str, raw: Raw, section: Section, frame: _Frame) -> Figure:
    shared = frame.measure
    given = tables(raw, "measures")
    own = {name: _measure(shared.get(name, {}), measure) for name, measure in given.items()}
    keys = {key: value for key, value in raw.items() if key != "breakdown"}
    mistakes = Mistakes()
    found: dict[str, Breakdown] = {}
    for name, inner in tables(raw, "breakdown").items():
        with mistakes.apart():
            found[name] = _breakdown(name, inner, given, shared)
    with mistakes.apart():
        figure = record(Figure, {**keys, "measures": own}, code=code, section=section.code, breakdowns={})
        if figure.across is not Across.EACH and frame.span is None:
            with at("across"):
                raise DefinitionError("chỉ dùng trong mẫu có nhiều kỳ cạnh nhau ([span] của template.toml)")
    mistakes.refuse()
    normed = any(row.norm for breakdown in found.values() for row in breakdown.rows.values())
    implies = normed or any(breakdown.counts == "rows" for breakdown in found.values())
    figure = replace(figure, breakdowns=found, implies=implies, levels=figure.levels or section.levels)
    return replace(figure, leveled=any(measure.levels for measure in figure.every_measure()))


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
        records.code(code)
        wanted = tables(raw, "measures") if "measures" in raw else {name: {} for name in own}
        measures = {name: _measure(shared.get(name, {}), own.get(name, {}), given) for name, given in wanted.items()}
        found = record(Breakdown, {"rows": {}, **raw, "measures": measures}, code=code)
    normed = {code for row in found.rows.values() for code in row.norm}
    return replace(found, partial=frozenset(normed.union(code for code, one in found.measures.items() if one.rows)))


@frozen
class _Conditions:
    """The expressions of a rule, as written."""

    holds: str
    when: str = ""


def _rule(name: str, raw: Raw, resolver: Resolver) -> Rule:
    with at(name):
        records.code(name)  # findings bear it, and what was accepted is kept under it
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
    with at(name):
        records.code(name)
        target = record(Target, raw, name=name)
        with at("cell"):
            resolver.cell(expressions.split(target.cell))
        return target
