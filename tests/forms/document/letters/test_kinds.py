"""What bears a number of its own is of a kind that the decree on official papers abbreviates, or a letter."""

from __future__ import annotations

import re

from tests.forms.document.letters.told import letters

_DECREE = "NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB"
"""Decree 30/2020, annex III, part I."""
_SIGNS = re.compile(r"Số:_*/(\S+)")


def test_every_kind_is_one_of_the_decree() -> None:
    signs = {sign for line in letters() for sign in _SIGNS.findall(line)}
    assert {sign.partition("-")[0] for sign in signs} - {"UBND"} <= set(_DECREE.split())
    assert {"TB-UBND", "BB-UBND", "UBND"} <= signs
