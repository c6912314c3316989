"""What documents say today is what was written down of them; the difference shows what a change does to them.

Where it is meant, `python -m tests.forms.document.record` writes the record anew, and its difference is reviewed.
"""

from __future__ import annotations

import pytest

from tests.forms.document.fillings import HERE
from tests.forms.document.record import RECORDS, written


@pytest.mark.parametrize("name", RECORDS)
def test_documents_say_what_was_written_down(name: str) -> None:
    assert written(name).splitlines() == (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def test_nothing_is_kept_that_is_no_longer_written() -> None:
    assert {path.stem for path in HERE.glob("*.txt")} == set(RECORDS)
