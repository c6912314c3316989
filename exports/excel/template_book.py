"""A template in one workbook, there and back: a sheet for each kind of thing, a line for each thing, a column a key.

A cell holds a text as it is, or any other value as TOML writes it (`[1, 2]`, `{state = "Nhà nước"}`, `2024-01-31`; `có`
and `không` for true and false). A text that could be read as such a value stands in quotes.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from exports.excel import styles
from exports.excel.book import Book, opened
from forms.definitions import records, writing
from forms.definitions.records import DefinitionError, Raw
from forms.errors import KnownError
from forms.values.text import visible

_KIND = "mẫu báo cáo dạng XLSX"
_LONGEST = 10_000  # characters of a cell
_MOST_COLUMNS = 100
_FRAME, _EXTENSION, _PARAMS, _APPENDICES = "template", "extension", "params", "appendices"
_SHEETS: Mapping[str, tuple[str, ...]] = {
    "Mẫu": ("khóa", "giá trị"),
    "Mục": ("tệp",),
    "Chỉ tiêu": ("tệp", "chỉ tiêu", "cột"),
    "Phân tổ": ("chỉ tiêu", "phân tổ", "cột", "dòng"),
    "Quy tắc": ("tệp", "loại", "tên"),
    "Lời văn": ("tệp",),
    "Bảng": ("bảng", "phần"),
    "Hằng số": ("tên",),
}
"""The sheets, with the columns that say of what a line is; the others are keys of the language."""
_ONCE = ("Mục", "Chỉ tiêu", "Phân tổ", "Quy tắc")  # where a line is known by what it is of
_WORDS = {
    "code": "mã",
    "title": "tiêu đề",
    "short": "tên ngắn",
    "label": "tên",
    "unit": "đơn vị tính",
    "relation": "quan hệ",
    "help": "hướng dẫn",
    "kind": "loại",
    "severity": "mức",
    "holds": "phải đúng",
    "says": "thông báo",
    "text": "lời văn",
    "head": "tiêu đề cột",
    "width": "độ rộng",
}
_KEYS = {word: key for key, word in _WORDS.items()}
Line = tuple[tuple[str, ...], Raw]
Lines = Mapping[str, list[tuple[int, tuple[str, ...], Raw]]]
Files = Mapping[str, Raw]
"""The tables of each file of a template, or of what extends one, by its name without ".toml"."""
Places = dict[tuple[str, ...], tuple[str, int]]
"""Sheet and line of what a workbook says, by its file and the keys that lead to it."""


class TemplateBook(NamedTuple):
    """What a workbook says: the files of a template, and where each thing in them stands."""

    files: dict[str, Raw]
    places: Places

    def told(self, error: DefinitionError) -> str:
        """What is wrong in a file, by the sheet, line and column that say it."""
        keys = (error.path.stem if error.path else "", *error.keys)
        for length in range(len(keys), 0, -1):
            if keys[:length] in self.places:
                sheet, number = self.places[keys[:length]]
                column = f', "{".".join(keys[length:])}"' if keys[length:] else ""
                return f'trang "{sheet}", dòng {number}{column}: {error.reason}'
        return str(error)


def write(files: Files, edited: datetime, path: Path) -> None:
    """Write a template as a workbook."""
    book = styles.Workbook(str(_frame(files).get("title", "")), "", edited)
    typed = book.made.add_format({"num_format": "@"})  # what is typed stays a text: no 01/02 becomes a day
    for name, fixed in _SHEETS.items():
        lines = list(_LINES[name](files))
        keys = list(dict.fromkeys(key for _, raw in lines for key in raw))
        if len(fixed) + len(keys) > _MOST_COLUMNS:
            raise KnownError(f'Trang "{name}" cần quá {_MOST_COLUMNS} cột; đề nghị giữ mẫu ở dạng TOML.')
        sheet = book.add(name)
        heads = [*fixed, *(f"{key}: {_WORDS[key]}" if key in _WORDS else key for key in keys)]
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head)
            sheet.set_column(column, column, 24, typed)
        for row, (place, raw) in enumerate(lines, start=1):
            for column, text in enumerate((*place, *(_shown(raw[key]) if key in raw else "" for key in keys))):
                if text:
                    sheet.write_string(row, column, text, typed)
        sheet.freeze_panes(1, len(fixed))
    book.save(path)


def read(path: Path) -> TemplateBook:
    """The files that a workbook says; raises KnownError for what is no such workbook."""
    with opened(path, _KIND) as book:
        missing = [name for name in _SHEETS if name not in book.names]
        if missing:
            raise KnownError(f'Thiếu trang "{missing[0]}"; đề nghị bắt đầu từ tệp của lệnh template to-xlsx.')
        lines = {name: list(_read(book, name)) for name in _SHEETS}
        found = TemplateBook({}, {})
        _read_files(lines, found)
        for raw in found.files.values():
            records.refuse_excess(raw)
        return found


def _read(book: Book, name: str) -> Iterator[tuple[int, tuple[str, ...], Raw]]:
    rows = book.rows(name, _LONGEST)
    seen: dict[tuple[str, ...], int] = {}
    fixed = len(_SHEETS[name])
    heads = [_KEYS.get(head, head.partition(":")[0].strip()) for head in rows[0][1]] if rows else []
    for number, row in rows[1:]:
        texts = [*row, *([""] * (len(heads) - len(row)))]
        if any(texts[len(heads) :]):
            raise KnownError(f'Trang "{name}", dòng {number}: có ô ngoài các cột có tên.')
        raw = {key: _value(text) for key, text in zip(heads[fixed:], texts[fixed:], strict=False) if text and key}
        place = tuple(texts[:fixed])
        if name in _ONCE and any(place) and seen.setdefault(place, number) != number:
            raise KnownError(f'Trang "{name}", dòng {number}: các cột mã trùng với dòng {seen[place]}.')
        yield number, place, raw


def _shown(raw: object) -> str:
    """What a cell says of a value: only what a spreadsheet keeps as it is."""
    if isinstance(raw, bool):
        return "có" if raw else "không"
    if isinstance(raw, str) and raw and raw == _kept(raw) and _value(raw) == raw:
        return raw
    text = writing.value(raw)
    return text if text == _kept(text) else re.sub(r"[^ -~]", lambda found: f"\\U{ord(found[0]):08X}", text)


def _kept(text: str) -> str:
    return unicodedata.normalize("NFC", visible(text)).strip()


def _value(text: str) -> Any:  # noqa: ANN401 - whatever a file may hold
    if text in ("có", "không"):
        return text == "có"
    try:
        found = tomllib.loads(f"v = {text}")
    except (ValueError, RecursionError):
        return text
    return found["v"] if found.keys() == {"v"} else text


def _frame_lines(files: Files) -> Iterator[Line]:
    def leaves(raw: Raw, path: tuple[str, ...]) -> Iterator[Line]:
        for name, one in raw.items():
            inner = (*path, writing.key(name))
            if isinstance(one, dict) and one:
                yield from leaves(one, inner)
            else:
                yield (".".join(inner), _shown(one)), {}

    yield from leaves(_frame(files), ())


def _frame(files: Files) -> Raw:
    """What frames a template, or what extends one."""
    return files[_FRAME] if _FRAME in files else files[_EXTENSION]


def _sections(files: Files) -> Iterator[tuple[str, Raw]]:
    for name in _frame(files).get("sections", ()):
        if name in files:
            yield name, files[name]


def _section_lines(files: Files) -> Iterator[Line]:
    for name, raw in _sections(files):
        yield (name,), raw.get("section", {})


def _figure_lines(files: Files) -> Iterator[Line]:
    for name, raw in _sections(files):
        for code, figure in raw.get("figure", {}).items():
            yield (name, code, ""), {key: one for key, one in figure.items() if key not in ("measures", "breakdown")}
            for measure, keys in figure.get("measures", {}).items():
                yield (name, code, measure), keys


def _breakdown_lines(files: Files) -> Iterator[Line]:
    for _, raw in _sections(files):
        for code, figure in raw.get("figure", {}).items():
            for name, breakdown in figure.get("breakdown", {}).items():
                own = {key: one for key, one in breakdown.items() if key not in ("measures", "rows")}
                yield (code, name, "", ""), own
                for measure, keys in breakdown.get("measures", {}).items():
                    yield (code, name, measure, ""), keys
                for row, keys in breakdown.get("rows", {}).items():
                    yield (code, name, "", row), {"label": keys} if isinstance(keys, str) else keys


def _rule_lines(files: Files) -> Iterator[Line]:
    for name, raw in _sections(files):
        for kind in ("rule", "target"):
            for code, keys in raw.get(kind, {}).items():
                yield (name, kind, code), keys


def _paragraph_lines(files: Files) -> Iterator[Line]:
    for name, raw in _sections(files):
        for paragraph in raw.get("paragraph", ()):
            yield (name,), paragraph


def _table_lines(files: Files) -> Iterator[Line]:
    for name, table in files.get(_APPENDICES, {}).items():
        yield (name, ""), {key: one for key, one in table.items() if key not in ("columns", "rows", "under")}
        parts = {"columns": table.get("columns", ()), "rows": table.get("rows", ())}
        parts |= {f"under.{code}": columns for code, columns in table.get("under", {}).items()}
        for part, lines in parts.items():
            yield from (((name, part), line) for line in lines)


def _param_lines(files: Files) -> Iterator[Line]:
    for name, constants in files.get(_PARAMS, {}).items():
        yield from (((name,), constant) for constant in constants)


_LINES = {
    "Mẫu": _frame_lines,
    "Mục": _section_lines,
    "Chỉ tiêu": _figure_lines,
    "Phân tổ": _breakdown_lines,
    "Quy tắc": _rule_lines,
    "Lời văn": _paragraph_lines,
    "Bảng": _table_lines,
    "Hằng số": _param_lines,
}


def _read_files(lines: Lines, book: TemplateBook) -> None:
    """Put what the lines of the sheets say into files, and note where each stands."""
    files, places = book
    text = "\n".join(f"{key} = {writing.value(_value(shown))}" for _, (key, shown), _ in lines["Mẫu"])
    try:
        frame = tomllib.loads(text)
    except ValueError as error:
        raise KnownError('Trang "Mẫu": có khóa ghi sai hoặc ghi hai lần; đề nghị xem lại cột khóa.') from error
    extends = "extends" in frame
    own = _EXTENSION if extends else _FRAME
    files |= {own: frame, _PARAMS: {}, _APPENDICES: {}}
    places |= {(own,): ("Mẫu", 1), (_PARAMS,): ("Hằng số", 1), (_APPENDICES,): ("Bảng", 1)}
    places |= {(own, *key.split(".")): ("Mẫu", number) for number, (key, _), _ in lines["Mẫu"]}
    for number, (name,), raw in lines["Mục"]:
        files[_named("Mục", number, name)] = {"section": raw}
        places[name,] = places[name, "section"] = "Mục", number
    _read_figures(lines, book)
    for number, (name, kind, code), raw in lines["Quy tắc"]:
        if kind not in ("rule", "target"):
            raise KnownError(f'Trang "Quy tắc", dòng {number}: loại phải là rule hoặc target, đang ghi "{kind}".')
        _known("Quy tắc", number, files, name).setdefault(kind, {})[_named("Quy tắc", number, code)] = raw
        places[name, kind, code] = "Quy tắc", number
    for number, (name,), raw in lines["Lời văn"]:
        listed = _known("Lời văn", number, files, name).setdefault("paragraph", [])
        listed.append(raw)
        places[name, "paragraph", str(len(listed))] = "Lời văn", number
    _read_tables(lines, book)
    for number, (name,), raw in lines["Hằng số"]:
        listed = files[_PARAMS].setdefault(_named("Hằng số", number, name), [])
        listed.append(raw)
        places[_PARAMS, name, str(len(listed))] = "Hằng số", number
    for name in (_PARAMS, _APPENDICES) if extends else ():
        if not files[name]:
            del files[name]


def _read_figures(lines: Lines, book: TemplateBook) -> None:
    """Put figures and their breakdowns into the files of their sections."""
    files, places = book
    figures: dict[str, Raw] = {}
    sections: dict[str, str] = {}
    for number, (name, code, measure), raw in lines["Chỉ tiêu"]:
        known = _known("Chỉ tiêu", number, files, name).setdefault("figure", {})
        figure = figures[code] = known.setdefault(_named("Chỉ tiêu", number, code), {"measures": {}})
        if sections.setdefault(code, name) != name:
            raise KnownError(f'Trang "Chỉ tiêu", dòng {number}: mã "{code}" đã có ở mục {sections[code]}.')
        if measure:
            figure["measures"][measure] = raw
        else:
            figure.update(raw)
        places.setdefault((name, "figure", code), ("Chỉ tiêu", number))
        if measure:
            places[name, "figure", code, "measures", measure] = "Chỉ tiêu", number
    for number, (code, name, measure, row), raw in lines["Phân tổ"]:
        breakdowns = _known("Phân tổ", number, figures, code).setdefault("breakdown", {})
        breakdown = breakdowns.setdefault(_named("Phân tổ", number, name), {})
        part = ("measures", measure) if measure else ("rows", row) if row else ()
        if part:
            breakdown.setdefault(part[0], {})[part[1]] = raw
        else:
            breakdown.update(raw)
        keys = (sections[code], "figure", code, "breakdown", name)
        places.setdefault(keys, ("Phân tổ", number))
        places[(*keys, *part)] = "Phân tổ", number


def _read_tables(lines: Lines, book: TemplateBook) -> None:
    """Put the tables of the appendices into their file."""
    files, places = book
    for number, (name, part), raw in lines["Bảng"]:
        table = files[_APPENDICES].setdefault(_named("Bảng", number, name), {})
        above, _, code = part.rpartition(".")
        if part:
            listed = (table.setdefault(above, {}) if above else table).setdefault(code, [])
            listed.append(raw)
            places[(_APPENDICES, name, *part.split("."), str(len(listed)))] = "Bảng", number
        else:
            table.update(raw)
            places[_APPENDICES, name] = "Bảng", number


def _named(sheet: str, number: int, name: str) -> str:
    if not name:
        raise KnownError(f'Trang "{sheet}", dòng {number}: thiếu mã ở các cột đầu.')
    return name


def _known(sheet: str, number: int, known: Mapping[str, Raw], name: str) -> Raw:
    if name not in known:
        raise KnownError(f'Trang "{sheet}", dòng {number}: không có "{name}" ở trang trước.')
    return known[name]
