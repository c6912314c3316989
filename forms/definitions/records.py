"""Frozen records from the tables of a TOML file: every key known, every value of its type, nothing missing.

The fields of a dataclass are the keys of its table (`from_` is `from`, a word of Python). Every message names the keys
from the outside in, the reason and the nearest valid name.
"""

from __future__ import annotations

import re
import types
import typing
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from forms.definitions import expressions, sentences
from forms.definitions.legal_document import LegalDocument
from forms.definitions.rules import Kind, Rule, Severity
from forms.definitions.template import Measure, Row
from forms.errors import KnownError, nearest, nearest_end, reason
from forms.values import numbers
from forms.values.text import quoted, unseen

Raw = dict[str, Any]
T = TypeVar("T")
_MOST_BYTES = 1_000_000  # of a file; the largest of ours has some 20 thousand
_MOST_VALUES = 100_000  # in a file
_DEEPEST = 20  # tables within each other
_LONG_KEY = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){50}""")
_LONGEST = 10_000  # characters of a text
_CODE = re.compile(r"[a-z_][a-z0-9_]{0,59}|[0-9][a-z0-9_]{0,59}")
_SYNTAX = re.compile(r"(.+?) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)
_SAID = {  # what the reader of TOML says, by how it begins
    "Expected '='": "thiếu dấu = sau khóa",
    "Illegal character": "chữ không ghi được ở đây (chữ đặt trong ngoặc kép, cùng một dòng)",
    "Expected \"'": "thiếu dấu ngoặc kép đóng",
    "Unterminated string": "thiếu dấu ngoặc kép đóng",
    "Expected ']'": "thiếu dấu ] đóng tên bảng",
    "Expected newline": "thừa chữ ở cuối dòng",
    "Unclosed array": "thiếu dấu ] đóng danh sách",
    "Unclosed inline table": "thiếu dấu } đóng bảng",
    "Cannot overwrite": "khóa đã ghi ở trên",
    "Cannot declare": "bảng đã ghi ở trên",
    "Cannot mutate": "bảng đã ghi ở trên",
    "Duplicate inline": "khóa ghi hai lần",
    "Invalid value": "giá trị không đọc được (chữ phải đặt trong ngoặc kép)",
    "Unescaped": "dấu \\ phải viết thành \\\\",
}


class DefinitionError(KnownError):
    """A definition is wrong: the file and the keys that lead there, and the reason; `more` is wrong besides."""

    def __init__(
        self,
        reason: str,
        keys: tuple[str, ...] = (),
        more: tuple[DefinitionError, ...] = (),
        path: Path | None = None,
    ) -> None:
        where = [str(path)] if path else []
        super().__init__(": ".join([*where, *([".".join(keys)] if keys else []), reason]))
        self.reason = reason
        self.keys = keys
        self.more = more
        self.path = path

    @property
    def every(self) -> tuple[DefinitionError, ...]:
        """All that is wrong, itself first."""
        return (self, *self.more)

    def under(self, *keys: str) -> DefinitionError:
        """The same with keys in front."""
        more = tuple(one.under(*keys) for one in self.more)
        return DefinitionError(self.reason, (*keys, *self.keys), more, self.path)

    def inside(self, path: Path) -> DefinitionError:
        """The same in a file, where none is said."""
        more = tuple(one.inside(path) for one in self.more)
        return DefinitionError(self.reason, self.keys, more, self.path or path)


class Mistakes:
    """What is wrong in parts that do not hang on each other, so that all of it is told at once."""

    def __init__(self) -> None:
        self.found: list[DefinitionError] = []

    def add(self, error: KnownError) -> None:
        """Keep what is wrong in a part."""
        self.found += error.every if isinstance(error, DefinitionError) else (DefinitionError(str(error)),)

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Read a part: what is wrong in it does not keep the next from being read."""
        try:
            yield
        except KnownError as error:
            self.add(error)

    def refuse(self) -> None:
        """Raise all that was found, as one DefinitionError; nothing where nothing was."""
        if self.found:
            first, *more = self.found
            raise DefinitionError(first.reason, first.keys, tuple(more), first.path)


@contextmanager
def at(*keys: str) -> Iterator[None]:
    """Put keys in front of the message of whatever is refused inside."""
    try:
        yield
    except DefinitionError as error:
        raise error.under(*keys) from None
    except KnownError as error:
        raise DefinitionError(str(error), keys) from None


@contextmanager
def within(path: Path) -> Iterator[None]:
    """Put the path of a file in front of the message of whatever is refused inside."""
    try:
        yield
    except DefinitionError as error:
        raise error.inside(path) from None
    except KnownError as error:
        raise DefinitionError(str(error), path=path) from None


def file(path: Path) -> Raw:
    """The tables of a TOML file; raises DefinitionError where it cannot be read. Whoever asks says its path."""
    import tomllib  # noqa: PLC0415 - a template that was kept is not read again

    try:
        if path.exists() and not path.is_file():  # a pipe would wait for somebody who writes
            raise DefinitionError("không phải là tệp")
        with path.open("rb") as opened:
            content = opened.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise DefinitionError(f"lớn hơn {_MOST_BYTES // 1_000_000} MB, không phải tệp định nghĩa")
        text = unicodedata.normalize("NFC", content.decode("utf-8-sig"))  # Notepad may begin a file with a mark
        if _LONG_KEY.search(text):  # of a key in 300,000 parts the reader would look at each as often
            raise DefinitionError(f"lồng nhau quá {_DEEPEST} lớp")
        found = tomllib.loads(text)
    except FileNotFoundError as error:
        raise DefinitionError("không có tệp này") from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DefinitionError(f"dòng {line} không phải chữ UTF-8; đề nghị lưu lại tệp dạng UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(_syntax(str(error))) from error
    except RecursionError as error:
        raise DefinitionError(f"lồng nhau quá {_DEEPEST} lớp") from error
    except (OSError, ValueError) as error:
        raise DefinitionError(f"không đọc được: {reason(error)}") from error
    refuse_excess(found)
    return found


def _syntax(said: str) -> str:
    """What is wrong with the syntax of a file, and where."""
    found = _SYNTAX.fullmatch(said)
    why = next((words for start, words in _SAID.items() if said.startswith(start)), "sai cú pháp TOML")
    if found is None or found[2] is None:
        return f"cuối tệp: {why}"
    return f"dòng {found[2]}, chữ thứ {found[3]}: {why}"


def refuse_excess(raw: Raw) -> None:
    """Refuse tables that hold more, deeper or longer things than anybody writes, or what nobody could see."""
    level: list[object] = [raw]
    left = _MOST_VALUES
    for _ in range(_DEEPEST):
        inner = [value for value in level if isinstance(value, dict | list)]
        level = [one for value in inner for one in (value.values() if isinstance(value, dict) else value)]
        left -= len(level)
        if left < 0:
            raise DefinitionError(f"có quá {_MOST_VALUES} giá trị")
        names = (name for value in inner if isinstance(value, dict) for name in value)
        for text in (*names, *(one for one in level if isinstance(one, str))):
            if len(text) > _LONGEST:
                raise DefinitionError(f"có đoạn chữ dài quá {_LONGEST} ký tự")
            if hidden := unseen(text.replace("\n", "").replace("\t", "")):
                raise DefinitionError(f"{quoted(text)} có ký tự không nhìn thấy ({hidden}); đề nghị gõ lại")
    if level:
        raise DefinitionError(f"lồng nhau quá {_DEEPEST} lớp")


def code(name: str) -> str:
    """What files, formulas and commands call a thing by: refused unless it can stand in all of them."""
    if not _CODE.fullmatch(name):
        raise DefinitionError("mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch dưới, dài nhất 60 chữ")
    return name


def table(raw: object) -> Raw:
    """What must be a table."""
    if not isinstance(raw, dict):
        raise DefinitionError(f"phải là một bảng, đang ghi {_shown(raw)}")
    return raw


def tables(raw: Raw, key: str) -> Mapping[str, Raw]:
    """The tables under a key, by name; none where the key is missing."""
    with at(key):
        found = table(raw.get(key, {}))
        for name, inner in found.items():
            with at(name):
                table(inner)
    return found


def record(kind: type[T], raw: object, **given: object) -> T:
    """The record that a table says; what is given is no key of it."""
    values = {**given, **_values(kind, raw, frozenset(given))}
    for item in fields(typing.cast("Any", kind)):
        if item.default is MISSING and item.default_factory is MISSING:
            if item.name not in values:
                raise DefinitionError(f'thiếu khóa "{_key_of(item.name)}"')
            if values[item.name] == "":
                raise DefinitionError(f'khóa "{_key_of(item.name)}" để trống')
    if kind is Measure and values.get("equals"):
        with at("equals"):
            values["computed"] = expressions.parse(values["equals"])
    if kind is Measure and values.get("otherwise"):
        with at("otherwise"):
            values["pairs"] = tuple(map(expressions.parse, values["otherwise"]))
    return kind(**values)


def part(kind: type, raw: object) -> Raw:
    """A table that says some keys of a record, each of its type; others say the rest."""
    _values(kind, raw, frozenset())
    return table(raw)


_QUOTED = 60  # characters of a value that a message quotes
_RANGES: Mapping[str, tuple[int, int]] = {
    "Frame.version": (1, 9999),
    "Extension.version": (1, 9999),
    "Threshold.times": (1, 1_000_000),
    "Threshold.least": (0, 10**12),
    "Span.first": (1945, 9999),
    "Figure.year": (-1, 0),
    "Target.year": (1945, 9999),
    "ColumnDefinition.months": (0, 12),
}
_BUILT = frozenset({"computed", "pairs", "partial", "implies", "own"})  # filled by the loader, not written in files


def _values(kind: type, raw: object, given: frozenset[str]) -> dict[str, Any]:
    content = table(raw)
    names = {item.name for item in fields(typing.cast("Any", kind))} - _BUILT - given
    known = {_key_of(name): name for name in names}
    hints = _hints(kind)
    values = {}
    mistakes = Mistakes()
    for key, value in content.items():
        if key not in known:
            near = nearest(key, sorted(known))
            mistakes.add(DefinitionError(f'khóa "{key}" không có trong ngôn ngữ định nghĩa{near}'))
            continue
        try:
            with at(key):
                values[known[key]] = decode(hints[known[key]], value)
                _check_range(kind, known[key], values[known[key]])
        except KnownError as error:
            mistakes.add(error)
    mistakes.refuse()
    return values


def _check_range(kind: type, name: str, value: object) -> None:
    """Refuse a number that is of the type and can mean nothing."""
    bounds = _RANGES.get(f"{kind.__name__.lstrip('_')}.{name}")
    if bounds and isinstance(value, int | Fraction) and not bounds[0] <= value <= bounds[1]:
        raise DefinitionError(f"phải từ {bounds[0]} đến {bounds[1]}, đang ghi {_shown(value)}")


def _shown(raw: object) -> str:
    """A value as a message quotes it: as TOML writes the plain ones, cut short."""
    text = str(raw).lower() if isinstance(raw, bool) else repr(raw) if isinstance(raw, str) else str(raw)
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"


def _key_of(name: str) -> str:
    """The key of a field."""
    return name.rstrip("_")


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind, None, _TYPES)


def decode(kind: Any, raw: Any) -> Any:  # noqa: ANN401, C901 - here the type is data
    """The value of a type that a file says."""
    if kind is _SentenceText:
        return sentences.parse(decode(str, raw))
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return decode(next(arg for arg in args if arg is not types.NoneType), raw)
    if origin is typing.Literal:
        return one_of(args, raw)
    if is_dataclass(kind):
        return record(typing.cast("type[Any]", kind), raw)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(one_of(tuple(kind), raw))
    if kind is Fraction:
        if type(raw) not in (str, int):  # 0.1 is no exact number in TOML
            raise DefinitionError(f'phải là số trong dấu ngoặc kép ("0.5"), đang ghi {_shown(raw)}')
        return numbers.parse(str(raw)).value
    if origin is tuple:
        if not isinstance(raw, list):
            raise DefinitionError(f'phải là một danh sách (["…", "…"]), đang ghi {_shown(raw)}')
        return tuple(_members(args[0], {str(number): item for number, item in enumerate(raw, start=1)}).values())
    if origin is Mapping:
        return {_key(args[0], name): value for name, value in _members(args[1], table(raw)).items()}
    if origin is dict:
        return table(raw)
    if type(raw) is not kind:  # true is no integer, and a time of day no day
        quotes = (
            f'; đề nghị đặt trong ngoặc kép ("{_shown(raw)}")'
            if kind is str and type(raw) in (int, float, date)
            else ""
        )
        raise DefinitionError(f"phải là {_NAMES[kind]}, đang ghi {_shown(raw)}{quotes}")
    return raw


def one_of(known: tuple[str, ...], raw: object) -> str:
    """A word that must be one of those known."""
    if not isinstance(raw, str) or raw not in known:
        raise DefinitionError(f'không nhận "{raw}"{nearest_end(str(raw), known)} Chỉ nhận: {", ".join(known)}')
    return raw


def _key(kind: Any, name: str) -> Any:  # noqa: ANN401
    return name if kind is str else decode(kind, name)


def _members(kind: Any, raw: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ANN401
    found = {}
    mistakes = Mistakes()
    for name, value in raw.items():
        try:
            found[name] = _member(kind, value, name)
        except KnownError as error:
            mistakes.add(error)
    mistakes.refuse()
    return found


def _member(kind: Any, raw: Any, name: str) -> Any:  # noqa: ANN401
    with at(name):
        if kind is Row and isinstance(raw, str):
            raw = {"label": raw}
        if kind in (Row, Measure):
            return record(kind, raw, code=code(name))
        return decode(kind, raw)


_NAMES: dict[type, str] = {
    str: "chữ",
    int: "số nguyên",
    bool: "true hoặc false (trong sổ tính: có, không)",
    date: "ngày (2024-01-31)",
}


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
