"""A template in one workbook, there and back."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.excel import template_book
from forms.definitions import reading, records, writing
from forms.definitions.loading import TEMPLATES, codes, load
from forms.errors import KnownError

AT = datetime(2024, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize("code", codes())
def test_a_template_comes_back_from_its_workbook(code: str, tmp_path: Path) -> None:
    files = {path.stem: records.file(path) for path in (TEMPLATES / code).glob("*.toml")}
    template_book.write(files, AT, tmp_path / "a.xlsx")
    folder = tmp_path / code
    folder.mkdir()
    for name, raw in template_book.read(tmp_path / "a.xlsx").items():
        (folder / f"{name}.toml").write_text(writing.dump(raw), encoding="utf-8")
    assert reading.read(folder) == load(code)


PLAIN = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20)
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.dates(date(1900, 1, 1))
    | st.sampled_from(["có", "không", "1", "true", "[1]", '"x"', "{each a: b}", "2024-01-01", " x ", "", "a\nb"])
)
NAMES = st.text("abcXYZ_ .\"'é", min_size=1, max_size=6)
VALUES = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=8
)


@given(st.dictionaries(NAMES, VALUES, max_size=5))
def test_what_is_written_as_toml_is_read_back(raw: records.Raw) -> None:
    assert tomllib.loads(writing.dump(raw)) == raw


@given(VALUES)
def test_a_value_in_a_cell_is_read_back(raw: object) -> None:
    assert template_book._value(template_book._shown(raw)) == raw


def test_a_line_copied_under_the_same_names_is_told_and_does_not_take_the_place_of_the_first(tmp_path: Path) -> None:
    files = {path.stem: records.file(path) for path in (TEMPLATES / "nq42").glob("*.toml")}
    template_book.write(files, AT, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    rules = book["Quy tắc"]
    assert {cell.number_format for cell in rules[2] if cell.value} == {"@"}
    rules.append([cell.value for cell in rules[2]])
    book.save(tmp_path / "b.xlsx")
    with pytest.raises(KnownError, match=rf'rang "Quy tắc", dòng {rules.max_row}: .* trùng với dòng 2'):
        template_book.read(tmp_path / "b.xlsx")
