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
    for name, raw in template_book.read(tmp_path / "a.xlsx").files.items():
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


@pytest.mark.parametrize(
    "wrong",
    [
        {
            ("Chỉ tiêu", "unit", "1"): '"unit": phải là chữ, đang ghi 1; đề nghị đặt trong ngoặc kép ("1")',
            ("Phân tổ", "relation", "chia hết"): '"relation": không nhận "chia hết". Chỉ nhận: partition',
            ("Mục", "code", "1"): '"code": phải là chữ',
        },
        {
            ("Quy tắc", "holds", "gift.count <= 1"): 'không có chỉ tiêu "gift"',
            ("Lời văn", "text", "{gift.count}"): 'không có chỉ tiêu "gift"',
        },
        {("Bảng", "fills", "đúng"): '"fills": phải là true hoặc false'},
        {("Hằng số", "since", "hôm qua"): '"since": phải là ngày'},
    ],
)
def test_what_is_wrong_is_told_by_sheet_line_and_column(tmp_path: Path, wrong: dict[tuple[str, str, str], str]) -> None:
    files = {path.stem: records.file(path) for path in (TEMPLATES / "giam_ngheo").glob("*.toml")}
    template_book.write(files, AT, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    told = {}
    for (sheet, column, text), says in wrong.items():
        heads = [str(cell.value).partition(":")[0] for cell in book[sheet][1]]
        cell = next(
            row[heads.index(column)] for row in book[sheet].iter_rows(min_row=2) if row[heads.index(column)].value
        )
        cell.value = text
        told[f'trang "{sheet}", dòng {cell.row}'] = says
    book.save(tmp_path / "b.xlsx")
    found = template_book.read(tmp_path / "b.xlsx")
    folder = tmp_path / "giam_ngheo"
    folder.mkdir()
    for name, raw in found.files.items():
        (folder / f"{name}.toml").write_text(writing.dump(raw), encoding="utf-8")
    with pytest.raises(records.DefinitionError) as refused:
        reading.read(folder)
    lines = [found.told(one) for one in refused.value.every]
    for place, says in told.items():
        assert any(line.startswith(place) and says in line for line in lines), lines
