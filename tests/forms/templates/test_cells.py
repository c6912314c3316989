"""Cells of real reports, each with its labels, unit and decimals as the templates must have them.

`cells.csv` is the dictionary of a province's yearly report and a district's report on poverty reduction; `origin` says
whose a cell is.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from forms.definitions.dictionary import DICTIONARY_COLUMNS, dictionary
from forms.definitions.loading import TEMPLATES, codes, load
from tests.forms.templates import ORIGINS

with (Path(__file__).parent / "cells.csv").open(encoding="utf-8", newline="") as file:
    CELLS = list(csv.DictReader(file))

ELSEWHERE = {("giam_ngheo", "poverty_panels", "communes"): ("II.3.c", "Giảm nghèo bền vững")}
"""Sections of cells whose figure stands, with its other cells, in the section of the yearly report."""


def test_every_template_is_compared() -> None:
    assert sorted(ORIGINS) == codes(TEMPLATES)


@pytest.mark.parametrize("code", ORIGINS)
def test_every_cell_is_there_as_it_must_be(code: str) -> None:
    lines = [dict(zip(DICTIONARY_COLUMNS, line, strict=True)) for line in dictionary(load(code))]
    there = {(line["figure"], line["row"], line["measure"]): line for line in lines}
    wanted = [dict(cell) for cell in CELLS if cell["origin"] in ORIGINS[code]]
    assert wanted
    for cell in wanted:
        section = ELSEWHERE.get((code, cell["figure"], cell["measure"]))
        if section:
            cell["section"], cell["section_title_vi"] = section
        for key in ("origin", "footnote"):
            del cell[key]
        line = there[cell["figure"], cell["row"], cell["measure"]]
        assert {key: line[key] for key in cell} == cell


@pytest.mark.parametrize("code", ORIGINS)
def test_every_footnote_is_said(code: str) -> None:
    """What the real reports say in footnotes stands in the template's words or in its appendices."""
    template = load(code)
    content = repr([section.paragraphs for section in template.sections.values()])
    for cell in CELLS:
        if cell["origin"] in ORIGINS[code] and cell["footnote"] == "yes":
            assert f"figure='{cell['figure']}'" in content
            assert f"measure='{cell['measure']}'" in content
