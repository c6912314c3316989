"""Small templates for tests: one section, written in the test itself."""

from __future__ import annotations

import re
from pathlib import Path

from forms.checks.checker import check
from forms.checks.findings import Finding
from forms.definitions.loading import TEMPLATES, default, load
from forms.definitions.template import Template
from forms.offices.units import Unit
from forms.report import filling
from forms.report.report import Report
from forms.values.period import parse

FRAME = """
code = "small"
version = 1
title = "Mẫu thử"
sections = ["section"]
[outline]
[measure]
persons = {label = "Số người", unit = "người"}
households = {label = "Số hộ", unit = "hộ"}
amount = {label = "Kinh phí", unit = "đồng"}
rate = {label = "Tỷ lệ", unit = "%", decimals = 2, max = 100, merge = "none"}
[document]
kind = "BÁO CÁO"
subject = "Thử"
opening = []
closing = []
reissue = "Thay báo cáo trước, xem"
[office.xa]
label = "Cấp xã"
agency = ["Ủy ban nhân dân"]
symbol = "BC"
signature = ["CHỦ TỊCH"]
recipients = ["Lưu: VT"]
"""
SECTION = """
[section]
code = "A"
title = "Mục thử"
short = "Thử"
"""
TITLES = iter(("{section} {title}", "Văn bản", "Điều chỉnh", "Giải trình", "Ngoài mẫu", "Ghi chú"))
APPENDICES = re.sub(
    r'^title = ".*"$',
    lambda _: f'title = "{next(TITLES)}"',
    (TEMPLATES / default().code / "appendices.toml").read_text(encoding="utf-8").replace("together = ", "#"),
    flags=re.MULTILINE,
)
"""The tables that are shipped, with short titles, the sections apart."""
PARAMS = """
[[norm]]
value = "15"
since = 2020-01-01
unit = "kg"
source = "thử"
checked = true
"""


def small(folder: Path, section: str, frame: str = "", appendices: str = APPENDICES) -> Template:
    """A template of one section; `frame` is added to its frame."""
    place = folder / str(len(list(folder.iterdir()))) / "small"
    place.mkdir(parents=True)
    (place / "template.toml").write_text(FRAME + frame, encoding="utf-8")
    (place / "section.toml").write_text(SECTION + section, encoding="utf-8")
    (place / "appendices.toml").write_text(appendices, encoding="utf-8")
    (place / "params.toml").write_text(PARAMS, encoding="utf-8")
    return load(place.name, place.parent)


def filled(template: Template, lines: str, period: str = "2024") -> Report:
    """A report with `figure,row,measure,value[,state]` lines, separated by ";"."""
    report = Report(template, Unit("Xã Đăk Blà", "xa"), parse(period))
    put(report, lines)
    return report


def below(report: Report, *children: Report) -> None:
    """Let reports be those of the offices below, which get names of their own."""
    for number, child in enumerate(children, 1):
        child.unit = Unit(f"Xã {number}", "xa")
        report.neighbours.add(child)
    report.neighbours.below = tuple(child.unit.id for child in children)


def put(report: Report, lines: str) -> None:
    """Put lines into a report."""
    split = [line.strip().split(",") for line in lines.split(";") if line.strip()]
    filling.fill(report, [filling.ValueLine(n, *line) for n, line in enumerate(split, 1)], vietnamese=False)


def found(report: Report) -> dict[str, Finding]:
    """The findings by code."""
    return {finding.code: finding for finding in check(report)}
