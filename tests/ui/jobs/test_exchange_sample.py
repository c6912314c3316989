"""The offices that come with the program can be tried: what they sent comes in and is added up."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.intake import Reception, Yes
from storage.workspace import Workspace
from ui.jobs import consolidating, exchange_sample
from ui.jobs.receiving import receive


@pytest.mark.parametrize(("name", "count"), [("huyen-dak-glei-2024", 12), ("tinh-mau-2025", 6)])
def test_a_sample_comes_in_and_is_added_up(tmp_path: Path, name: str, count: int) -> None:
    assert name in exchange_sample.names()
    with Workspace.open(exchange_sample.make(name, tmp_path)) as workspace:
        items = receive(workspace, [tmp_path / "thư đến"], Yes(), "")
        assert [item.judgement.verdict for item in items if item.received] == [Reception.NEW] * count
        assert all(item.counts["error"] == 0 for item in items)
        result = consolidating.find(workspace, None, None)
    below = result.below.tallies
    assert below.whole + len(below.absent) >= count
    assert any(item.cell and item.missing == len(below.absent) for item in result.found.cells)
