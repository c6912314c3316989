from __future__ import annotations

from pathlib import Path

import pytest

from resources import path
from tools import licences


def test_every_library_with_a_module_in_the_product_has_its_licence(tmp_path: Path) -> None:
    files = licences.collect({"lxml", "PySide6", "json", "main"}, path("licences"), tmp_path / "made")
    names = [file.name for file in files]
    assert [name for name in names if name.startswith("lxml ")]
    assert [name for name in names if name.startswith("pyinstaller ")]
    assert "Qt và PySide6.txt" in names
    assert not [name for name in names if name.lower().startswith(("pyside6", "baocao42", "reportlab"))]


def test_a_library_without_a_licence_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(licences, "_text", lambda _: "")
    with pytest.raises(FileNotFoundError, match="no licence"):
        licences.collect({"lxml"}, path("licences"), tmp_path / "made")
