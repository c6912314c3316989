"""Where offices keep templates of their own: beside the workspace, and in the officer's own folder."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_data_path

from forms.definitions import loading
from forms.definitions.template import EXTENSION, FRAME, Template
from forms.errors import KnownError, nearest_end, reason
from forms.values import clock
from forms.workfile import stands

NAME = "mau"
"""What such a folder is called; in it one folder a template."""


def own() -> Path:
    """The officer's own folder; it need not be there."""
    return user_data_path("BaoCao42", appauthor=False) / NAME


def look_beside(*files: Path | None) -> None:
    """Find templates beside workspaces from now on, then in the officer's own folder."""
    beside = (path.absolute().parent / NAME for path in files if path is not None)
    loading.look_in(*dict.fromkeys((*beside, own())))


def loader(file: Path) -> Callable[[str], Template]:
    """How templates are found for a workspace that is only looked into: the window goes on with its own."""
    return loading.loader(file.absolute().parent / NAME, own())


def check(folder: Path) -> Template:
    """Read a template or an extension, wherever it stands; raises KnownError that says file, key and reason."""
    from forms.definitions.reading import extended, read  # noqa: PLC0415 - the window starts without it

    folder = folder.absolute()
    known = loading.found()
    brought = {code: where for code, where in known.items() if not where.own}
    if stands(folder / FRAME):
        if folder.name in brought and brought[folder.name].folder != folder.resolve():
            raise KnownError(
                f'"{folder.name}" là mã của mẫu kèm chương trình; đề nghị đặt mã khác cho thư mục "{folder}".'
            )
        return read(folder)
    if not stands(folder / EXTENSION):
        raise KnownError(f'"{folder}" không có {FRAME} hay {EXTENSION}; đề nghị chọn thư mục của một mẫu báo cáo.')
    code = extended(folder)
    if code not in known:
        names = ", ".join(sorted(known))
        raise KnownError(
            f'{folder / EXTENSION}: extends: không có mẫu "{code}"{nearest_end(code, known)} Các mẫu có sẵn: {names}.'
        )
    others = tuple(path for path in known[code].extensions if path.name != folder.name)
    return read(known[code].folder, (*others, folder))


def to_book(folder: Path, path: Path) -> None:
    """Write a template or an extension as a workbook; raises KnownError for one that is not sound."""
    from exports.excel import template_book  # noqa: PLC0415 - writers load as they are needed
    from forms.definitions.records import file  # noqa: PLC0415

    check(folder)
    extends = not stands(folder / FRAME)
    frame = file(folder / (EXTENSION if extends else FRAME))
    beside = [name for name in ("params", "appendices") if not extends or stands(folder / f"{name}.toml")]
    files = {name: file(folder / f"{name}.toml") for name in (*beside, *frame.get("sections", ()))}
    name = (EXTENSION if extends else FRAME).removesuffix(".toml")
    template_book.write({name: frame, **files}, clock.local(clock.now()), path)


def from_book(path: Path, folder: Path) -> Template:
    """Make the folder of a template or an extension, new or empty, from a workbook; all of it or nothing."""
    from exports.excel import template_book  # noqa: PLC0415 - readers load as they are needed
    from forms.definitions.records import DefinitionError  # noqa: PLC0415
    from forms.definitions.writing import dump  # noqa: PLC0415

    book = template_book.read(path)
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise KnownError(f'"{folder}" đã có tệp; đề nghị chọn thư mục mới hoặc thư mục trống.')
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".baocao42-") as place:
            made = Path(place) / folder.name
            made.mkdir()
            for name, raw in book.files.items():
                if Path(name).name != name:
                    raise KnownError(f'Tên tệp "{name}" không dùng được; đề nghị ghi tên không có dấu gạch chéo.')
                (made / f"{name}.toml").write_text(dump(raw), encoding="utf-8")
            try:
                found = check(made)
            except DefinitionError as error:
                told = (f'"{path.name}": {book.told(one)}'.replace(str(made), str(folder)) for one in error.every)
                first, *more = map(DefinitionError, told)
                raise DefinitionError(first.reason, (), tuple(more)) from error
            if folder.exists():
                folder.rmdir()
            made.rename(folder)
    except OSError as error:
        raise KnownError(f'Không ghi được "{folder}": {reason(error)}.') from error
    return found
