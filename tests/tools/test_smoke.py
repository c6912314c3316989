from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tools.smoke import differences


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Path, Path]:
    for side in ("one", "other"):
        (tmp_path / side).mkdir()
        (tmp_path / side / "a.pdf").write_bytes(b"same")
    return tmp_path / "one", tmp_path / "other"


def pack(folder: Path, level: int, **parts: str) -> None:
    with zipfile.ZipFile(folder / "a.docx", "w", zipfile.ZIP_DEFLATED, compresslevel=level) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)


def test_files_and_parts_that_are_equal_do_not_differ_however_they_are_packed(sides: tuple[Path, Path]) -> None:
    for folder, level in zip(sides, (1, 9), strict=True):
        pack(folder, level, document="x" * 5000, styles="y")
    assert not differences(*sides)


def test_what_differs_is_named(sides: tuple[Path, Path]) -> None:
    one, other = sides
    (one / "a.pdf").write_bytes(b"changed")
    (one / "only.xlsx").write_bytes(b"")
    pack(one, 9, document="x", styles="y")
    pack(other, 9, document="z", styles="y")
    assert differences(one, other) == ["a.docx: document", "a.pdf", "only.xlsx is missing on one side"]


def test_nothing_exported_is_a_difference(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert differences(tmp_path / "a", tmp_path / "b") == ["nothing was exported"]
