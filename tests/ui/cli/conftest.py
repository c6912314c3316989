"""The file that commands work on: the sample of one office."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import SAMPLE
from ui.cli.commands import run


@pytest.fixture(scope="session")
def commanded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("commanded") / "a.bc42"
    assert run(["new", str(path), "--unit", "Tỉnh Kon Tum", "--level", "tinh", "--period", "2024"]) == 0
    assert run(["fill", str(path), str(SAMPLE)]) == 0
    return path


@pytest.fixture
def file(commanded_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(commanded_file, tmp_path))
