"""What becomes of a report today is what was written down; the difference shows what a change does to it.

Where it is meant, `python -m tests.forms.report.record` writes the record anew, and its difference is reviewed.
"""

from __future__ import annotations

import pytest

from tests.forms.report.record import RECORDS, written
from tests.forms.report.told import HERE


@pytest.mark.parametrize("name", RECORDS)
def test_a_report_becomes_what_was_written_down(name: str) -> None:
    assert written(name).splitlines() == (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def test_nothing_is_kept_that_is_no_longer_written() -> None:
    assert {path.stem for path in HERE.glob("*.txt")} == set(RECORDS)
