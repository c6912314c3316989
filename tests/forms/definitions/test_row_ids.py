"""Row ids: what is made is what is taken apart, whatever the codes and numbers."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from forms.definitions import row_ids

CODES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
NUMBERS = st.integers(1, 10**9 - 1)
KEYS = CODES | NUMBERS.map("#{}".format)
SEGMENTS = st.tuples(CODES, KEYS)
ROWS = st.lists(SEGMENTS, max_size=4)
ROOT = Path(__file__).resolve().parents[3]


def made(segments: list[tuple[str, str]]) -> str:
    row = ""
    for breakdown, key in segments:
        row = row_ids.child(row, breakdown, key)
    return row


@given(ROWS, CODES, KEYS)
def test_a_row_is_taken_apart_as_it_was_made(above: list[tuple[str, str]], breakdown: str, key: str) -> None:
    parent = made(above)
    row = row_ids.child(parent, breakdown, key)
    assert row_ids.split(row) == (parent, breakdown, key)
    assert (row_ids.parent(row), row_ids.breakdown(row), row_ids.key(row)) == (parent, breakdown, key)
    assert row_ids.branch(row) == row_ids.branch(row_ids.child(parent, breakdown, "other"))
    assert row_ids.branch(row) != row_ids.branch(row_ids.child(row, breakdown, key))
    assert [*row_ids.lineage(row)] == [*row_ids.lineage(parent), row]
    assert row_ids.depth(row) == len(above)
    assert row_ids.hangs_on_added(row) == any(row_ids.number(one) for one in row_ids.lineage(row))


@given(ROWS, CODES, NUMBERS)
def test_an_added_row_keeps_its_number(above: list[tuple[str, str]], breakdown: str, number: int) -> None:
    row = row_ids.added(made(above), breakdown, number)
    assert row_ids.number(row) == number
    assert row_ids.number(made(above)) == (int(above[-1][1][1:]) if above and above[-1][1][0] == "#" else None)


def test_the_total_is_no_row() -> None:
    assert row_ids.split("") == ("", "", "")
    assert [*row_ids.lineage("")] == []
    assert row_ids.number("") is None
    assert not row_ids.hangs_on_added("")


def test_what_is_no_number() -> None:
    keys = ("#0", "#01", "#", "#x", "1", "#1 ", "#²", "#1234567890")
    assert not [key for key in keys if row_ids.number(row_ids.child("", "a", key)) is not None]


def test_patterns() -> None:
    assert row_ids.matches("a:x/b:#1", "a:*/b:*")
    assert not row_ids.matches("a:x", "a:*/b:*")
    assert not row_ids.matches("c:x", "a:*")


@given(st.text(max_size=8) | st.text("%25fF/", max_size=8))
def test_a_label_is_one_segment_of_a_path(label: str) -> None:
    segment = row_ids.label_in_path(label)
    assert row_ids.path_segments(segment) == ([label] if label else [])
    assert row_ids.path_segments(f"a/{segment}") == ["a", label]


def test_nobody_else_takes_a_row_id_apart() -> None:
    cut = re.compile(r"""partition\(["']/["']\)|split\(["']/["']\)|["']#["'] (not )?in\b|\}/\{.*\}:|:#\{|%2[fF]""")
    paths = [path for folder in ("forms", "storage", "exports", "ui") for path in (ROOT / folder).rglob("*.py")]
    # which take names of files, parts of a workbook, units ("đồng/người") and shares ("3/5") apart
    others = ("/handover", "exports/excel/book.py", "forms/books/scales.py", "handouts/comparison.py")
    paths = [path for path in paths if not any(other in path.as_posix() for other in others)]
    found = [path.name for path in paths if cut.search(ast.unparse(ast.parse(path.read_text(encoding="utf-8"))))]
    assert found == ["row_ids.py"]
