"""Templates and extensions as an office writes them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from forms.definitions.loading import TEMPLATES

EXTENSION = """\
extends = "nq42"
version = 1
title = "Chỉ tiêu riêng"
sections = ["ve_sinh", "them"]
"""
SECTION = """\
[section]
code = "XA.1"
title = "Nhà vệ sinh hợp chuẩn"
short = "Nhà vệ sinh"

[figure.toilets]
label = "Hộ có nhà vệ sinh hợp chuẩn"
measures.households = {label = "Số hộ", unit = "hộ"}
measures.all = {label = "Tổng số hộ", unit = "hộ"}

[rule.toilets_of_all]
kind = "conditional"
severity = "error"
holds = "toilets.households <= toilets.all"
says = "Hộ có nhà vệ sinh {toilets.households} nhiều hơn tổng số hộ {toilets.all}."

[[paragraph]]
text = "Có {toilets.households} hộ có nhà vệ sinh hợp chuẩn."
"""
MORE = """\
[section]
code = "II.2.b"

[figure.jobs_at_home]
label = "Việc làm tại xã"
measures.persons = {unit = "lao động"}

[[paragraph]]
text = "Riêng tại xã {jobs_at_home.persons}."
missing = "drop"
"""


def extend(place: Path, **changed: str) -> Path:
    """An extension of the template nq42 in a folder, some of its files otherwise than usual."""
    folder = place / "xa-moi"
    folder.mkdir(parents=True)
    for name, text in ({"extension": EXTENSION, "ve_sinh": SECTION, "them": MORE} | changed).items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def copy(place: Path, code: str) -> Path:
    """A template of an office: the one of the program under a code of its own."""
    folder = shutil.copytree(TEMPLATES / "nq42", place / code, ignore=shutil.ignore_patterns("__pycache__"))
    frame = folder / "template.toml"
    text = frame.read_text(encoding="utf-8").replace('code = "nq42"', f'code = "{code}"')
    frame.write_text(re.sub(r"^default = true.*\n(?=sections)", "", text, flags=re.MULTILINE), encoding="utf-8")
    return folder
