"""Gathers the licences of every library that the installed program carries; one without a licence stops the build."""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection
from importlib import metadata
from pathlib import Path

_NAMED = re.compile(r"(?:^|/)(?:licen[cs]e|copying|notice)[^/]*$|\.dist-info/licenses/", re.IGNORECASE)
# the wheels of Qt hold no text of the licence that we use, resources/licences does; and we are no library
_OURS = {"baocao42", "pyside6-essentials", "shiboken6"}


def collect(modules: Collection[str], ours: Path, target: Path) -> list[Path]:
    """The files of `ours`, and one made in `target` for each library that has a module of these names."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    known = metadata.packages_distributions()
    # pyinstaller is carried as the part that starts the program
    names = {"pyinstaller"} | {name for module in modules for name in known.get(module, ())}
    for name in sorted(names):
        found = metadata.distribution(name)
        if name.lower().replace("_", "-") in _OURS:
            continue
        text = _text(found)
        if not text:
            raise FileNotFoundError(f"{name} {found.version} holds no licence; add its text to {ours}")
        (target / f"{found.metadata['Name']} {found.version}.txt").write_text(text, encoding="utf-8", newline="\n")
    return [*sorted(ours.glob("*.txt")), *sorted(target.glob("*.txt"))]


def _text(found: metadata.Distribution) -> str:
    """The licence files of a library, one after the other; those of fonts that are not carried are left out."""
    texts: dict[str, None] = {}
    for file in found.files or []:
        if _NAMED.search(file.as_posix()) and "/fonts/" not in file.as_posix():
            texts[Path(str(file.locate())).read_text(encoding="utf-8", errors="replace").strip()] = None
    return "\n\n".join(texts) + "\n" if texts else ""
