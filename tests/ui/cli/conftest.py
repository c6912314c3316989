"""The file that commands work on: the sample of one office."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import SAMPLE
from ui.cli.commands import run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.bc42"
    assert run(["new", str(path), "--unit", "Tỉnh Kon Tum", "--level", "tinh", "--period", "2024"]) == 0
    assert run(["fill", str(path), str(SAMPLE)]) == 0
    return path
