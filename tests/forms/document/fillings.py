"""Small reports in many states, of a template that stands beside the tests."""

from __future__ import annotations

import functools
import shutil
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from forms.definitions.loading import load
from forms.definitions.template import Template
from forms.document import revisions
from forms.report.cells import Address
from forms.report.changes import (
    SetDetail,
    SetNote,
)
from forms.report.report import Report
from tests.forms.small import filled, put

HERE = Path(__file__).parent / "recorded"
AT = datetime(2025, 1, 2, 1, 30, tzinfo=UTC)
TODAY = date(2025, 1, 12)
WORK = """jobs,,persons,30;jobs,,plan,40;jobs,loans,persons,10,uoc;jobs,abroad,persons,20;
jobs,abroad/Nhật Bản,persons,15;jobs,abroad/Hàn Quốc,persons,5;
training,,classes,5;training,,persons,120;training,,plan,150;training,,plan_huyen,100;training,,pct_plan,80"""
CARE = """gifts,,count,7;gifts,,amount,3500000;gifts,tet,count,4;gifts,july,count,3;gifts,source:Quỹ huyện,count,2;
poor,,households,120;poor,,rate,12.5;poor,,goal,10;poor,dtts,households,100"""
LOANS = "credit,,households,9;credit,,amount,350.5;credit,Làng Mới,households,7;credit,Làng Cũ,households,2"
"""Lines of a filling, by section."""


@functools.cache
def template(*, spanned: bool = False) -> Template:
    """The small template; `spanned` has the periods of a programme side by side."""
    if not spanned:
        return load("mau", HERE)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(shutil.copytree(HERE / "mau", Path(folder, "mau")))
        _add(place / "template.toml", '\n[span]\nfirst = 2022\nlabel = "giai đoạn {first} - {last}"\n')
        _add(place / "vay_von.toml", 'across = "whole"\n')  # of the last figure
        return load("mau", Path(folder))


def _add(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def made(*lines: str, period: str = "2024") -> Report:
    """A report of the small template, filled by one text after the other."""
    report = filled(template(), "", period)
    for one in lines:
        put(report, one)
    return report


def spanned() -> Report:
    """Three periods of a programme, each a report."""
    at = template(spanned=True)
    before, first, second, last = (filled(at, "", code) for code in ("2021", "2022", "2023", "2024-Q1"))
    for report in (before, first, second, last):
        for other in (before, first, second, last):
            report.neighbours.add(other)
    put(before, "credit,,households,3;jobs,,persons,9")
    put(first, f"{LOANS};land,,households,4;jobs,,persons,10")
    put(second, "credit,,households,5;credit,,amount,200;credit,Làng Cũ,households,5,uoc;jobs,,persons,20")
    put(
        last,
        f"{WORK};land,,households,8;credit,,households,1;credit,Kon Xốp,households,1;credit,Kon Xốp,amount,,chua_co",
    )
    last.apply(SetNote(Address("credit", "", "households"), "Số của ngân hàng"))
    last.apply(SetDetail("cell_notes", "có"))
    for one in (first, second):
        for _, changes in [(one, [revisions.finalise(one, "Y Hà", AT)])]:
            for change in changes:
                one.apply(change)
    return last
