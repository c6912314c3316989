"""Finding a report template by its code.

Reading definition files takes longer than all else that opening a report does. So a template of the program that was
read is kept beside its files, as Python keeps its compiled modules beside theirs, and for as long as nothing has
changed that it was made from: the text of the definitions and the modules whose objects it is. What is kept is code as
modules are, so templates that stand elsewhere are read each time, and nothing beside them is looked at.

Offices write templates of their own, and extensions of those that the program brings: folders beside the workspace and
in the officer's own folder (`look_in`). A code that the program brings is never taken from there.
"""

from __future__ import annotations

import pickle
import sys
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext, suppress
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from forms.definitions.template import EXTENSION, FRAME
from forms.errors import KnownError, nearest_end

if TYPE_CHECKING:
    from forms.definitions.template import Template

FORMS = Path(__file__).parent.parent
TEMPLATES = FORMS / "templates"
_STAMP = 8  # bytes
_MOST = 1000  # folders beside each other


class Found(NamedTuple):
    """A folder with a template, and the folders that extend it; `own` where an office wrote the template."""

    folder: Path
    extensions: tuple[Path, ...] = ()
    own: bool = False


_places: tuple[Path, ...] = ()  # where offices keep theirs, the nearest first


def look_in(*places: Path) -> None:
    """Find what offices wrote in these folders from now on, the nearest first."""
    global _places  # noqa: PLW0603 - where modules are found stands in one place too
    if places != _places:
        _places = places
        _load.cache_clear()


def loader(*places: Path) -> Callable[[str], Template]:
    """How templates are found by who looks into these folders beside `look_in`, and changes nothing for others."""
    return lambda code: _pick(code, _found(None, places))


def codes(folder: Path | None = None) -> list[str]:
    """The templates that there are: those of the program and of offices, or those of a folder."""
    return sorted(_found(folder))


def load(code: str, folder: Path | None = None) -> Template:
    """The template of a code; raises DefinitionError for anything wrong in its files."""
    return _pick(code, _found(folder))


def _pick(code: str, known: Mapping[str, Found]) -> Template:
    if code not in known:
        names = ", ".join(sorted(known))
        raise KnownError(f'Không có mẫu báo cáo "{code}"{nearest_end(code, known)} Các mẫu có sẵn: {names}.')
    return _load(known[code].folder, known[code].extensions)


def found() -> dict[str, Found]:
    """Where each template stands, by code, and what extends it."""
    return _found(None)


def choices(folder: Path | None = None) -> list[Template]:
    """Every template, the one that says that it is the default first; those of offices only while they can be read."""
    templates = []
    for code, where in _found(folder).items():
        with suppress(KnownError) if where.own else nullcontext():
            templates.append(load(code, folder))
    return sorted(templates, key=lambda template: (not template.default, template.code))


def levels(templates: Iterable[Template]) -> dict[str, str]:
    """The levels of offices by code, the highest first, each as officers call it."""
    return {code: office.label for template in templates for code, office in template.offices.items()}


def default(folder: Path | None = None) -> Template:
    """The template that is meant where none is named: the only one, or the one that says so of itself."""
    known = [code for code, where in sorted(_found(folder).items()) if not where.own]
    found = [template for code in known if (template := load(code, folder)).default or len(known) == 1]
    if len(found) != 1:
        raise KnownError(f"Có nhiều mẫu báo cáo; đề nghị chọn một mẫu: {', '.join(known)}.")
    return found[0]


def _found(folder: Path | None, places: Sequence[Path] | None = None) -> dict[str, Found]:
    if folder is not None:
        return {path.parent.name: Found(path.parent) for path in folder.glob(f"*/{FRAME}")}
    brought = {path.parent.name: Found(path.parent) for path in TEMPLATES.glob(f"*/{FRAME}")}
    written = [path for place in (_places if places is None else places) for path in _folders(place)]
    mine = {path.name: Found(path, own=True) for path in reversed(written) if (path / FRAME).is_file()}
    extensions = {path.name: path for path in reversed(written) if (path / EXTENSION).is_file()}
    found = mine | brought
    if extensions:
        from forms.definitions.reading import extended  # noqa: PLC0415 - mostly none are there

        for name in sorted(extensions):
            code = extended(extensions[name])
            if code in found:
                found[code] = found[code]._replace(extensions=(*found[code].extensions, extensions[name]))
    return found


def _folders(place: Path) -> list[Path]:
    """The folders in one that an officer filled; none where it cannot be read."""
    try:
        return sorted(path for path in islice(place.iterdir(), _MOST) if path.is_dir())
    except OSError:
        return []


@cache
def _load(folder: Path, extensions: tuple[Path, ...] = ()) -> Template:
    if extensions or folder.parent != TEMPLATES:
        return _read(folder, extensions)
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


def _read(folder: Path, extensions: tuple[Path, ...] = ()) -> Template:
    from forms.definitions.reading import read  # noqa: PLC0415 - mostly not needed

    return read(folder, extensions)


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
