"""Finding a report template by its code.

Reading definition files takes longer than all else that opening a report does. So a template of the program that was
read is kept beside its files, as Python keeps its compiled modules beside theirs, and for as long as nothing has
changed that it was made from: the text of the definitions and the modules whose objects it is. What is kept is code as
modules are, so templates that stand elsewhere are read each time, and nothing beside them is looked at.
"""

from __future__ import annotations

import pickle
import sys
import zlib
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from forms.errors import KnownError, nearest

if TYPE_CHECKING:
    from forms.definitions.template import Template

FORMS = Path(__file__).parent.parent
TEMPLATES = FORMS / "templates"
_STAMP = 8  # bytes


def codes(folder: Path = TEMPLATES) -> list[str]:
    """The templates that there are."""
    return sorted(path.parent.name for path in folder.glob("*/template.toml"))


def load(code: str, folder: Path = TEMPLATES) -> Template:
    """The template of a code; raises DefinitionError for anything wrong in its files."""
    known = codes(folder)
    if code not in known:
        raise KnownError(f'Không có mẫu báo cáo "{code}"{nearest(code, known)} Các mẫu có sẵn: {", ".join(known)}.')
    return _load(folder / code)


def choices(folder: Path = TEMPLATES) -> list[Template]:
    """Every template, the one that says that it is the default first."""
    return sorted((load(code, folder) for code in codes(folder)), key=lambda template: not template.default)


def default(folder: Path = TEMPLATES) -> Template:
    """The template that is meant where none is named: the only one, or the one that says so of itself."""
    found = choices(folder)
    if sum(template.default for template in found) != 1 and len(found) > 1:
        raise KnownError(f"Có nhiều mẫu báo cáo; đề nghị chọn một mẫu: {', '.join(codes(folder))}.")
    return found[0]


@cache
def _load(folder: Path) -> Template:
    if folder.parent != TEMPLATES:
        return _read(folder)
    modules = sorted(FORMS.rglob("*.py"))  # none in an installed program
    stamp, path = _stamp(folder, modules), kept(folder)
    with suppress(Exception):  # whatever is wrong with what was kept: the files say it all again
        data = path.read_bytes()
        if data[:_STAMP] == stamp:
            template: Template = pickle.loads(data[_STAMP:])  # noqa: S301 - the program's own, as its modules are
            return template
    template = _read(folder)
    if modules and not sys.dont_write_bytecode:
        with suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            new = path.with_suffix(".new")
            new.write_bytes(stamp + pickle.dumps(template))
            new.replace(path)
    return template


def _read(folder: Path) -> Template:
    from forms.definitions.reading import read  # noqa: PLC0415 - mostly not needed

    return read(folder)


def kept(folder: Path) -> Path:
    """Where a template of the program is kept that was read from a folder."""
    return folder / "__pycache__" / f"{folder.name}.{sys.implementation.cache_tag}.pickle"


def compiled(folder: Path) -> bytes:
    """What an installed program keeps of a template: nothing in it changes any more but by a new version."""
    return _stamp(folder, ()) + pickle.dumps(_read(folder))


def _stamp(folder: Path, modules: Iterable[Path]) -> bytes:
    text, made = 0, 0
    for path in sorted(folder.glob("*.toml")):
        text = zlib.crc32(path.read_bytes(), zlib.crc32(path.name.encode(), text))
    for path in modules:
        status = path.stat()
        made = zlib.crc32(f"{path.relative_to(FORMS)} {status.st_size} {status.st_mtime_ns}".encode(), made)
    return text.to_bytes(4) + made.to_bytes(4)
