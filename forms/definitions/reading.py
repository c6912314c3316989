"""Reading the definition files: strict, so that a wrong file stops at once and says where.

A template is a folder of TOML files: `template.toml` (frame, outline, shared measures), `params.toml`
(legal constants) and one file a section. Every message names the file, the key, the reason and the
nearest valid name.
"""

from __future__ import annotations

import tomllib
import types
import typing
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from forms.definitions import expressions, sentences
from forms.definitions.legal_document import LegalDocument
from forms.definitions.plans import Target
from forms.definitions.references import Resolver
from forms.definitions.rules import Kind, Rule, Severity
from forms.definitions.template import (
    Breakdown,
    DocumentDefinition,
    Figure,
    Measure,
    Office,
    Param,
    Row,
    Section,
    Template,
    Threshold,
)
from forms.errors import KnownError, nearest
from forms.values.numbers import parse as parse_number

Raw = dict[str, Any]
T = TypeVar("T")


class DefinitionError(KnownError):
    """A definition file is wrong: file, key, reason."""


@contextmanager
def _at(*keys: str) -> Iterator[None]:
    """Put keys in front of the message of whatever is refused inside."""
    try:
        yield
    except KnownError as error:
        raise DefinitionError(": ".join((*keys, str(error)))) from None


def read(folder: Path) -> Template:
    """Read a template's folder; raises DefinitionError for anything wrong in its files."""
    frame = _table(folder / "template.toml")
    raw_sections = [(path, _table(path)) for path in (folder / f"{name}.toml" for name in frame["sections"])]
    with _at(str(folder / "template.toml")):
        _keys(
            frame,
            {"code", "version", "title", "sections", "outline", "measure", "compare", "office", "document", "legal"},
        )
        shared: Mapping[str, Raw] = frame.get("measure", {})
        offices = {code: _record(Office, raw, f"office.{code}") for code, raw in frame["office"].items()}
        compare = {
            _decode(Kind, kind, "compare"): _record(Threshold, raw, f"compare.{kind}")
            for kind, raw in frame.get("compare", {}).items()
        }
        document = _record(DocumentDefinition, frame["document"], "document")
        legal = {key: _legal(key, raw) for key, raw in frame.get("legal", {}).items()}
    sections: dict[str, Section] = {}
    figures: dict[str, Figure] = {}
    for path, raw in raw_sections:
        with _at(str(path)):
            _keys(raw, {"section", "figure", "paragraph", "rule", "target"})
            section = _section(raw, shared)
            for figure in section.figures.values():
                if figure.code in figures:
                    with _at(f"figure.{figure.code}"):
                        raise DefinitionError(f"đã có ở mục {figures[figure.code].section}")
                figures[figure.code] = figure
            sections[section.code] = section
    params = {name: _params(name, raw, folder) for name, raw in _table(folder / "params.toml").items()}
    resolver = Resolver(figures, params, legal)
    with _at(str(folder / "template.toml"), "document"):
        resolver.check_document(document)
    rules: list[Rule] = []
    targets: list[Target] = []
    for path, raw in raw_sections:
        with _at(str(path)):
            for figure in sections[raw["section"]["code"]].figures.values():
                with _at(f"figure.{figure.code}"):
                    resolver.check_figure(figure)
    for path, raw in raw_sections:
        with _at(str(path)):
            rules += [_rule(name, table, resolver) for name, table in raw.get("rule", {}).items()]
            targets += [_target(name, table, resolver) for name, table in raw.get("target", {}).items()]
            for index, paragraph in enumerate(sections[raw["section"]["code"]].paragraphs):
                with _at(f"paragraph {index + 1}"):
                    resolver.check_paragraph(paragraph)
    return Template(
        frame["code"],
        frame["version"],
        frame["title"],
        frame["outline"],
        sections,
        figures,
        tuple(rules),
        params,
        tuple(targets),
        compare,
        offices,
        document,
        legal,
    )


def _legal(key: str, raw: object) -> LegalDocument:
    with _at(f"legal.{key}"):
        found = _record(LegalDocument, raw, "")
        if found.day is None:
            raise DefinitionError(f'ngày "{found.issued}" không có trong lịch')
        return found


def _table(path: Path) -> Raw:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise DefinitionError(f"{path}: không có tệp này") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DefinitionError(f"{path}: không đọc được ({error})") from error


def _section(raw: Raw, shared: Mapping[str, Raw]) -> Section:
    table = dict(raw.get("section", {}))
    table["figures"] = {}
    table["paragraphs"] = raw.get("paragraph", [])
    section = _record(Section, table, "section")
    found = {code: _figure(code, figure, section.code, shared) for code, figure in raw.get("figure", {}).items()}
    return replace(section, figures=found)


def _figure(code: str, raw: Raw, section: str, shared: Mapping[str, Raw]) -> Figure:
    with _at(f"figure.{code}"):
        table = {**raw, "code": code, "section": section}
        own = {name: {**shared.get(name, {}), **measure} for name, measure in raw.get("measures", {}).items()}
        table["measures"] = own
        table["breakdowns"] = {}
        breakdowns = table.pop("breakdown", {})
        figure = _record(Figure, table, "")
        found = {name: _breakdown(name, part, own, shared) for name, part in breakdowns.items()}
    return replace(figure, breakdowns=found)


def _breakdown(code: str, raw: Raw, own: Mapping[str, Raw], shared: Mapping[str, Raw]) -> Breakdown:
    with _at(f"breakdown.{code}"):
        wanted = raw.get("measures", {name: {} for name in own})
        measures = {name: {**shared.get(name, {}), **own.get(name, {}), **part} for name, part in wanted.items()}
        rows = {name: {"label": row} if isinstance(row, str) else row for name, row in raw.get("rows", {}).items()}
        return _record(Breakdown, {"code": code, **raw, "measures": measures, "rows": rows}, "")


def _rule(name: str, raw: Raw, resolver: Resolver) -> Rule:
    with _at(f"rule.{name}"):
        choices = {key: tuple(Fraction(value) for value in values) for key, values in raw.get("any", {}).items()}
        table = {**raw, "name": name}
        rule = _record(
            Rule,
            {key: value for key, value in table.items() if key not in ("holds", "when", "any")},
            "",
            holds=expressions.parse_rule(raw.get("holds", ""), frozenset(choices)),
            when=expressions.parse_rule(raw["when"]) if "when" in raw else (),
            any=choices,
        )
        resolver.check_rule(rule)
        return rule


def _target(name: str, raw: Raw, resolver: Resolver) -> Target:
    with _at(f"target.{name}"):
        target = _record(Target, {**raw, "name": name}, "")
        resolver.cell(expressions.split(target.cell))
        return target


def _params(name: str, raw: object, folder: Path) -> tuple[Param, ...]:
    with _at(str(folder / "params.toml"), name):
        if not isinstance(raw, list):
            raise DefinitionError("phải là một danh sách bảng")
        return tuple(_record(Param, item, "") for item in raw)


def _keys(raw: object, known: set[str]) -> None:
    if not isinstance(raw, dict):
        raise DefinitionError("phải là một bảng")
    for key in raw:
        if key not in known:
            raise DefinitionError(f'khóa "{key}" không có trong ngôn ngữ định nghĩa{nearest(key, sorted(known))}')


_BUILT = {"computed"}  # filled by the loader, not written in files


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind, None, _TYPES)


def _record(kind: type[T], raw: object, key: str, **given: object) -> T:
    """Build a frozen record from a table: every key known, every value of its type, nothing missing."""
    if key:
        with _at(key):
            return _record(kind, raw, "", **given)
    spec = {item.name: item for item in fields(typing.cast("Any", kind))}
    _keys(raw, set(spec) - _BUILT - set(given))
    table = typing.cast("Raw", raw)
    hints = _hints(typing.cast("Any", kind))
    values: dict[str, Any] = dict(given)
    for name, item in spec.items():
        if name in table:
            with _at(name):
                values[name] = _decode(hints[name], table[name], name)
        elif name not in values and item.default is MISSING and item.default_factory is MISSING:
            raise DefinitionError(f'thiếu khóa "{name}"')
    if kind is Measure and values.get("equals"):
        with _at("equals"):
            values["computed"] = expressions.parse(values["equals"])
    return kind(**values)


def _decode(kind: Any, raw: Any, key: str) -> Any:  # noqa: ANN401, C901 - here the type is data
    if kind is _SentenceText:
        return sentences.parse(_decode(str, raw, key))
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _decode(next(arg for arg in args if arg is not types.NoneType), raw, key)
    if is_dataclass(kind):
        return _record(typing.cast("type[Any]", kind), raw, "")
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        if raw not in list(kind):
            raise DefinitionError(f'không nhận "{raw}"{nearest(str(raw), list(kind))} Chỉ nhận: {", ".join(kind)}')
        return kind(raw)
    if kind is Fraction:
        return parse_number(str(raw)).value
    if origin is tuple:
        if not isinstance(raw, list):
            raise DefinitionError("phải là một danh sách")
        return tuple(_decode(args[0], item, key) for item in raw)
    if origin is Mapping:
        _keys(raw, set(raw) if isinstance(raw, dict) else set())
        return {name: _member(args[1], value, name) for name, value in raw.items()}
    if not isinstance(raw, kind) or (kind is int and isinstance(raw, bool)):
        raise DefinitionError(f"phải là {_NAMES.get(kind, kind.__name__)}, đang ghi {raw!r}")
    return raw


def _member(kind: Any, raw: Any, name: str) -> Any:  # noqa: ANN401
    with _at(name):
        if kind in (Row, Measure) and isinstance(raw, dict):
            raw = {"code": name, **raw}
        return _decode(kind, raw, name)


_NAMES: dict[type, str] = {str: "chữ", int: "số nguyên", bool: "true hoặc false", date: "ngày (2024-01-31)"}


class _SentenceText:
    """Stands for a sentence template in type hints: a string in the file."""


_TYPES: dict[str, Any] = {
    "Node": expressions.Node,
    "Sentence": _SentenceText,
    "Kind": Kind,
    "Rule": Rule,
    "LegalDocument": LegalDocument,
    "Severity": Severity,
    "Mapping": Mapping,
    "date": date,
    "Any": Any,
}
