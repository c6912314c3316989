"""The bound on every file from outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from exports import delivery, payload
from forms.errors import KnownError
from tests.forms.templates.samples import lines, reports, sample_of


@pytest.mark.parametrize("start", [b"PK\3\4", b"%PDF-1.4", b"anything"])
def test_a_file_beyond_measure_is_refused_by_its_size_alone(start: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    for size, words in ((payload.MOST_FILE, "^(?!.*lớn hơn)"), (payload.MOST_FILE + 1, "lớn hơn")):
        with path.open("wb") as file:
            file.write(start)
            file.truncate(size)
        with pytest.raises(KnownError, match=words):
            delivery.read(path)


def test_the_reports_of_earlier_periods_are_together_no_larger_than_one() -> None:
    sample = sample_of("giam_ngheo")
    found = reports(sample, lines(sample))
    cargo = payload.pack(max(found.values(), key=lambda report: report.period.end))
    assert len(cargo.before) > 1
    left = payload.MOST

    def part(name: str, most: int) -> bytes:
        nonlocal left
        assert most == left
        left -= len(cargo.before[name])
        return cargo.before[name]

    assert payload.read_before(cargo.envelope, part) == cargo.before
    assert left < payload.MOST
