"""Every key of every file of a template: deleted, misspelt or of another type, it is valid or refused by name."""

from __future__ import annotations

import copy
import re
import shutil
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from forms.definitions import reading, records, template
from forms.definitions.loading import TEMPLATES
from forms.definitions.records import DefinitionError
from forms.definitions.template import Template

FILES = sorted(path for folder in TEMPLATES.iterdir() for path in folder.glob("*.toml"))

RECORDS = (*vars(reading).values(), *vars(template).values())
LANGUAGE = {item.name for found in RECORDS if is_dataclass(found) for item in fields(found)}

Place = tuple[str | int, ...]


def places(raw: object, above: Place = ()) -> Iterator[Place]:
    """Where each key stands."""
    if isinstance(raw, dict):
        for key, value in raw.items():
            yield (*above, key)
            yield from places(value, (*above, key))
    elif isinstance(raw, list):
        for number, value in enumerate(raw):
            yield from places(value, (*above, number))


def kinds(raw: object) -> Iterator[Place]:
    """A few keys of each kind: what an author names (figures, rows, notes) counts as one kind where it stands."""
    seen = Counter[Place]()
    for place in places(raw):
        kind = tuple(step if step in LANGUAGE else "*" for step in place)
        seen[kind] += 1
        if seen[kind] <= 2:
            yield place


def damaged(raw: dict[str, Any], place: Place, how: str) -> dict[str, Any]:
    """The tables of a file with one key wrong."""
    found: Any = copy.deepcopy(raw)
    inner = found
    for step in place[:-1]:
        inner = inner[step]
    key = place[-1]
    value = inner.pop(key)
    if how == "misspelt":
        inner[f"{key}q"] = value
    elif how == "mistyped":
        inner[key] = "x" if isinstance(value, int | date) else True
    return found  # type: ignore[no-any-return]


class Reader:
    """Reads a template in which one file is wrong, with as few of the others as it stands on."""

    def __init__(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path = path
        self.files = {file: records.file(file) for file in path.parent.glob("*.toml")}
        monkeypatch.setattr(reading, "file", self.files.__getitem__)
        frame = self.files[path.parent / "template.toml"]
        sections = frame["sections"]
        needed = self._needed({path} if path.stem in sections else {path, path.parent / f"{sections[0]}.toml"})
        frame["sections"] = [name for name in sections if path.parent / f"{name}.toml" in needed]
        shown = [self.files[path.parent / f"{name}.toml"]["section"] for name in frame["sections"]]
        shown = [f"{section.get('number', section['code'])}." for section in shown]
        frame["outline"] = {
            number: title
            for number, title in frame["outline"].items()
            if any(one.startswith(f"{number}.") for one in shown)
        }
        missing = [code for file in self.files.keys() - needed for code in self.files[file].get("figure", {})]
        if path != path.parent / "template.toml":
            frame.pop("summary", None)
        tables = path.parent / "appendices.toml"
        if path != tables:
            self.files[tables] = {
                name: table for name, table in self.files[tables].items() if not any(map(repr(table).count, missing))
            }
        self.whole = self.files[path]
        self.read(self.whole)

    def _needed(self, files: set[Path]) -> set[Path]:
        """Files, those that have a figure which one of them names, and so on."""
        content = repr([self.files[file] for file in files])
        more = {file for file, raw in self.files.items() if any(code in content for code in raw.get("figure", {}))}
        return files if more <= files else self._needed(files | more)

    def read(self, raw: dict[str, Any]) -> Template:
        self.files[self.path] = raw
        return reading.read(self.path.parent)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_key_is_checked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(path, monkeypatch)
    tried, refused = list(kinds(reader.whole)), 0
    for place in tried:
        for how in ("deleted", "misspelt", "mistyped"):
            try:
                reader.read(damaged(reader.whole, place, how))
            except DefinitionError as error:
                refused += 1
                message = str(error)
                assert re.match(rf"{re.escape(str(path.parent))}/\w+\.toml: \S+", message), message
                # what is deleted may be missed elsewhere: a rule asks for a figure
                assert how == "deleted" or str(place[-1]) in message, message
            else:
                assert how != "mistyped", place
    assert refused > len(tried)


FRAME_EDITS = [
    ("version = 2", "version = 0", "version: phải từ 1 đến 9999, đang ghi 0"),
    ("version = 2", "version = 2.0", "version: phải là số nguyên, đang ghi 2.0"),
    ('title = "Báo', 'title = "" # Báo', 'khóa "title" để trống'),
    ('title = "Báo', 'title = "\\u202eBáo', '"Báo cáo Nghị quyết 42-NQ/TW" có ký tự không nhìn thấy (\\u202e)'),
    ('"I_lanh_dao",', '"I_lanh_dao", "I_lanh_dao",', 'sections: "I_lanh_dao" phải là tên của một tệp'),
    ('"I_lanh_dao",', '"../x",', 'sections: "../x" phải là tên của một tệp'),
    ("sections = [", "sections = []\nbefore = [", 'khóa "before" không có'),
    ("default = true", "defalt = true", 'khóa "defalt" không có trong ngôn ngữ định nghĩa; có phải "default"?'),
    ("default = true", 'default = "true"', "default: phải là true hoặc false"),
    ('"II.4" =', '"II.9" =', 'outline: không có mục nào thuộc "II.9"; có phải "II'),
    ('times = "5"', 'times = "0"', "compare.change.times: phải từ 1 đến 1000000, đang ghi 0"),
    ("[compare.change]", "[compare.chnge]", 'compare: không nhận "chnge"; có phải "change"?'),
    ('issued = "24/11/2023"', 'issued = "31/11/2023"', "legal.nq42.issued: ngày"),
    ("{period}", "{perod}", 'document.subject: "perod" cần tên chỉ tiêu phía trước; có phải "period"?'),
    ("[office.tinh]", '[office."tỉnh/x"]', "office.tỉnh/x: mã chỉ gồm chữ thường không dấu"),
    ('code = "nq42"', 'code = "nq42"\ncode = "x"', "dòng 3, chữ thứ 11: khóa đã ghi ở trên"),
]


@pytest.mark.parametrize(("old", "new", "words"), FRAME_EDITS, ids=[new for _, new, _ in FRAME_EDITS])
def test_a_wrong_frame_names_file_key_reason_and_nearest(tmp_path: Path, old: str, new: str, words: str) -> None:
    folder = shutil.copytree(TEMPLATES / "nq42", tmp_path / "nq42")
    text = (folder / "template.toml").read_text(encoding="utf-8")
    assert old in text
    (folder / "template.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DefinitionError, match=re.escape(f"{folder / 'template.toml'}: {words}")):
        reading.read(folder)


def test_a_file_as_notepad_saves_it_is_read(tmp_path: Path) -> None:
    folder = shutil.copytree(TEMPLATES / "nq42", tmp_path / "nq42")
    frame = folder / "template.toml"
    text = unicodedata.normalize("NFD", frame.read_text(encoding="utf-8"))
    frame.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert reading.read(folder) == reading.read(TEMPLATES / "nq42")


@pytest.mark.parametrize("key", ["a" + ".a" * 99, "'a b'" + " . 'a b'" * 99, 'b = {"a"' + '."a"' * 99])
def test_a_key_in_too_many_parts_never_reaches_the_reader(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tomllib, "loads", lambda _: pytest.fail("its time grows with the square of the parts"))
    file = tmp_path / "template.toml"
    file.write_text(f"{key} = 1", encoding="utf-8")
    with pytest.raises(DefinitionError, match="lồng nhau quá 20 lớp"):
        records.file(file)
