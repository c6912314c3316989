"""What a workspace answers and holds today is what was written down of it, act after act.

Where a change is meant, `python -m tests.storage.chronicle` writes the record anew, and its difference is reviewed.
"""

from __future__ import annotations

import pytest

from tests.storage.chronicle import HERE, RECORDS, written


@pytest.mark.parametrize("name", RECORDS)
def test_a_workspace_answers_as_was_written_down(name: str) -> None:
    assert written(name).splitlines() == (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def test_nothing_is_kept_that_is_no_longer_written() -> None:
    assert {path.stem for path in HERE.glob("*.txt")} == set(RECORDS)
