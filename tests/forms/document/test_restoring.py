from __future__ import annotations

import json

import pytest

from forms.definitions.loading import load
from forms.document.restoring import restore
from forms.errors import KnownError
from forms.report.archive import decode, encode
from forms.report.report import Report


@pytest.mark.parametrize(
    ("value", "readings"), [("12.000", ("ghi 12 ", "ghi 12000 ")), ("4.764", ("4,764", "ghi 4764 "))]
)
def test_decimals_of_a_whole_number_are_refused_with_both_readings(
    sample: Report, value: str, readings: tuple[str, str]
) -> None:
    data = json.loads(encode(sample))
    next(line for line in data["cells"] if line["figure"] == "ncc_monthly")["value"] = value
    with pytest.raises(KnownError) as caught:
        restore(decode(json.dumps(data).encode()), load("nq42"))
    assert all(reading in str(caught.value) for reading in readings)
