"""Proof that a definition is the only place: every code and label renamed, and the program does not notice."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from exports import payload
from exports.excel import hidden_sheet, workbook
from forms.checks.checker import check
from forms.definitions.loading import TEMPLATES, codes, load
from forms.definitions.sentences import FIELD_FORMS, FIELDS, FORMS
from forms.document.document import compose
from forms.report.report import Report
from forms.values.style import NBSP
from tests.forms.templates.samples import lines, reports, sample_of

MARK = "Ψ"  # put after every label
PREFIX = "z_"  # put before every code
EDITED = datetime(2024, 11, 15, tzinfo=UTC)
KEPT = frozenset(
    [
        "near",
        "meet",
        "sum",
        "last",
        "earlier",
        "opening",
        "cum",
        "years",
        "stated",
        "mod",
        "together",
        "param",
        "months",
        "k",
        "each",
        *FIELDS,
        "note",
    ],
)
_PRINTED = "|".join(filter(None, (*FORMS, *FIELD_FORMS)))
REFERENCE = re.compile(rf"'[^']*'|\{{(?:note|legal|month):\w+\}}|:(?:{_PRINTED})\b|[a-z_]\w*")


def rename(code: str) -> str:
    return PREFIX + code


def expression(text: str) -> str:
    """Rename every code in an expression, a reference or the inside of braces."""

    def one(match: re.Match[str]) -> str:
        word = match.group()
        return rename(word) if re.fullmatch(r"[a-z_]\w*", word) and word not in KEPT else word

    return REFERENCE.sub(one, text)


def sentence(text: str) -> str:
    """Rename codes inside braces and walks, leaving the words."""
    return re.sub(r"\{each [^:]*\[[^\]]*\]:|\{[^{}]*\}", lambda match: expression(match.group()), text)


def keyed(table: dict[str, Any], rename_value: Any) -> dict[str, Any]:  # noqa: ANN401
    return {rename(key): rename_value(value) for key, value in table.items()}


def measure(raw: dict[str, Any]) -> dict[str, Any]:
    found = dict(raw)
    if "label" in found:
        found["label"] += MARK
    if "equals" in found:
        found["equals"] = expression(found["equals"])
    if "otherwise" in found:
        found["otherwise"] = [expression(pair) for pair in found["otherwise"]]
    for key in ("into", "per", "of", "opens"):
        if found.get(key):
            found[key] = rename(found[key])
    if "rows" in found:
        found["rows"] = [rename(row) for row in found["rows"]]
    return leveled(found)


def leveled(raw: dict[str, Any]) -> dict[str, Any]:
    return {**raw, "levels": [rename(level) for level in raw["levels"]]} if "levels" in raw else raw


def row(raw: str | dict[str, Any]) -> str | dict[str, Any]:
    if isinstance(raw, str):
        return raw + MARK
    units, norm = (keyed(raw.get(key, {}), lambda value: value) for key in ("units", "norm"))
    return {**raw, "label": raw["label"] + MARK, "units": units, "norm": norm}


def breakdown(raw: dict[str, Any]) -> dict[str, Any]:
    found = {**raw, "label": raw["label"] + MARK}
    if "measures" in raw:
        found["measures"] = keyed(raw["measures"], measure)
    found["rows"] = keyed(raw.get("rows", {}), row)
    found["suggest"] = [label + MARK for label in raw.get("suggest", [])]
    if "of" in raw:
        found["of"] = expression(raw["of"])
    if "margin" in raw:
        found["margin"] = rename(raw["margin"])
    return found


def figure(raw: dict[str, Any]) -> dict[str, Any]:
    found = {**raw, "label": raw["label"] + MARK, "measures": keyed(raw["measures"], measure)}
    if "short" in raw:
        found["short"] += MARK
    found["breakdown"] = keyed(raw.get("breakdown", {}), breakdown)
    return leveled(found)


def rule(raw: dict[str, Any]) -> dict[str, Any]:
    found = {**raw, "holds": expression(raw["holds"]), "says": sentence(raw["says"])}
    for key in ("at", "when"):
        if key in raw:
            found[key] = expression(raw[key])
    return found


def paragraph(raw: dict[str, Any]) -> dict[str, Any]:
    notes = {name: sentence(text) for name, text in raw.get("notes", {}).items()}
    nil = {"nil": sentence(raw["nil"])} if "nil" in raw else {}
    return {**raw, "text": sentence(raw["text"]), "notes": notes, **nil}


def toml(value: object) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{json.dumps(key)} = {toml(inner)}" for key, inner in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(toml, value)) + "]"
        case date():
            return value.isoformat()
        case _:
            return json.dumps(value, ensure_ascii=False)


def renamed_file(path: Path) -> dict[str, Any]:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    if "code" in raw:
        raw["code"] = rename(raw["code"])
        raw["office"] = {rename(level): office for level, office in raw["office"].items()}
    if agencies := raw.get("section", {}).get("agency"):
        raw["section"]["agency"] = [leveled(agency) for agency in agencies]
    if "figure" in raw:
        raw["figure"] = keyed(raw["figure"], figure)
    if "measure" in raw:
        raw["measure"] = keyed(raw["measure"], measure)
    if "rule" in raw:
        raw["rule"] = {name: rule(found) for name, found in raw["rule"].items()}
    for target in raw.get("target", {}).values():
        target["cell"] = expression(target["cell"])
    if "summary" in raw:
        said = raw["summary"]
        raw["summary"] = {**said, "cells": [*map(expression, said["cells"])], "chart": expression(said["chart"])}
    if "paragraph" in raw:
        raw["paragraph"] = [paragraph(found) for found in raw["paragraph"]]
    return raw


def renamed_columns(columns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The columns of an appendix, with the figures and measures that they show."""
    found = []
    for column in columns:
        shown: dict[str, Any] = {"measures": [rename(code) for code in column.get("measures", [])]}
        if "figure" in column:
            shown["figure"] = rename(column["figure"])
        found.append({**column, **shown})
    return found


def renamed_appendices(path: Path) -> dict[str, Any]:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    for table in raw.values():
        table["columns"] = renamed_columns(table["columns"])
        table["under"] = {name: renamed_columns(columns) for name, columns in table.get("under", {}).items()}
        for line in table.get("rows", []):
            if "at" in line:
                line["at"] = expression(line["at"])
    return raw


def renamed_row(path: str, codes: set[str]) -> str:
    """A row path in which breakdowns and fixed rows are renamed, and rows that officers added marked."""
    return "/".join(
        ":".join(rename(name) if name in codes else name + MARK for name in segment.split(":"))
        for segment in path.split("/")
        if segment
    )


Pair = tuple[dict[str, Report], dict[str, Report]]  # by the code of the period


@pytest.fixture(params=codes(TEMPLATES))
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Pair:
    """The sample of a template, and the same with every code and label renamed, the template's own and levels too."""
    sample = sample_of(request.param)
    said = lines(sample)
    found = reports(sample, said)
    folder = tmp_path / rename(sample.template)
    folder.mkdir()
    for path in (TEMPLATES / sample.template).glob("*.toml"):
        raw = renamed_appendices(path) if path.name == "appendices.toml" else renamed_file(path)
        text = "\n".join(f"{json.dumps(key)} = {toml(value)}" for key, value in raw.items())
        (folder / path.name).write_text(text, encoding="utf-8")
    template = load(sample.template)
    parts = [part for figure in template.figures.values() for part in figure.breakdowns.values()]
    names = {part.code for part in parts} | {code for part in parts for code in part.rows}
    other = [
        replace(line, figure=rename(line.figure), row=renamed_row(line.row, names), measure=rename(line.measure))
        for line in said
    ]
    return found, reports(sample, other, tmp_path, rename(sample.template), rename(sample.unit.level))


def latest(found: dict[str, Report]) -> Report:
    return max(found.values(), key=lambda report: report.period.end)


def back(text: str) -> str:
    return re.sub(rf"\b{PREFIX}", "", text.replace(MARK, ""))


def test_the_names_really_changed(pair: Pair) -> None:
    report, other = map(latest, pair)
    assert not set(report.template.figures) & set(other.template.figures)
    assert not set(report.template.offices) & set(other.template.offices)
    assert report.template.code != other.template.code
    assert [len(one.cells) for one in pair[0].values()] == [len(one.cells) for one in pair[1].values()]


def test_findings_are_the_same(pair: Pair) -> None:
    found, other = ([finding for report in reports.values() for finding in check(report)] for reports in pair)
    assert found
    assert back(repr(other)) == repr(found)


def test_the_document_is_the_same(pair: Pair) -> None:
    documents = [replace(compose(latest(reports), EDITED), fingerprint="") for reports in pair]
    assert back(repr(documents[1])) == repr(documents[0])


def _words(value: object) -> str:
    """What a cell says, wherever its lines end: a renamed label is of another length."""
    return str(value).replace(NBSP, " ")


def test_the_workbook_is_the_same(pair: Pair, tmp_path: Path) -> None:
    sheets = []
    for index, report in enumerate(map(latest, pair)):
        workbook.write(report, EDITED, tmp_path / f"{index}.xlsx", payload.pack(report))
        book = openpyxl.load_workbook(tmp_path / f"{index}.xlsx")
        del book[hidden_sheet.NAME]  # the data itself, with its codes
        sheets.append([[[_words(cell.value) for cell in found] for found in sheet.iter_rows()] for sheet in book])
    assert back(repr(sheets[1])) == repr(sheets[0])
