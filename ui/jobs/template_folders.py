"""Where offices keep templates of their own: beside the workspace, and in the officer's own folder."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path

from forms.definitions import loading
from forms.definitions.template import EXTENSION, FRAME, Template
from forms.errors import KnownError, nearest_end

NAME = "mau"
"""What such a folder is called; in it one folder a template."""


def own() -> Path:
    """The officer's own folder; it need not be there."""
    return user_data_path("BaoCao42", appauthor=False) / NAME


def look_beside(*files: Path | None) -> None:
    """Find templates beside workspaces from now on, then in the officer's own folder."""
    beside = (path.absolute().parent / NAME for path in files if path is not None)
    loading.look_in(*dict.fromkeys((*beside, own())))


def check(folder: Path) -> Template:
    """Read a template or an extension, wherever it stands; raises KnownError that says file, key and reason."""
    from forms.definitions.reading import extended, read  # noqa: PLC0415 - the window starts without it

    folder = folder.absolute()
    known = loading.found()
    brought = {code: where for code, where in known.items() if not where.own}
    if (folder / FRAME).exists():
        if folder.name in brought and brought[folder.name].folder != folder.resolve():
            raise KnownError(
                f'"{folder.name}" là mã của mẫu kèm chương trình; đề nghị đặt mã khác cho thư mục "{folder}".'
            )
        return read(folder)
    if not (folder / EXTENSION).exists():
        raise KnownError(f'"{folder}" không có {FRAME} hay {EXTENSION}; đề nghị chọn thư mục của một mẫu báo cáo.')
    code = extended(folder)
    if code not in known:
        names = ", ".join(sorted(known))
        raise KnownError(
            f'{folder / EXTENSION}: extends: không có mẫu "{code}"{nearest_end(code, known)} Các mẫu có sẵn: {names}.'
        )
    others = tuple(path for path in known[code].extensions if path.name != folder.name)
    return read(known[code].folder, (*others, folder))
