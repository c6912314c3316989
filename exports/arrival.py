"""A file from outside as bytes: only a file, and never more of it than asked for."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from forms.errors import KnownError
from forms.workfile import at_once, is_folder, require_unopened

_ADVICE = "đề nghị kiểm tra tên và quyền"


def content(path: Path, most: int, kind: str) -> bytes:
    """Return what a file holds; `kind` says what it should be.

    Raises KnownError for what is no file (a folder, a pipe, a device), is open in this program, cannot be read or
    holds more than `most` bytes.
    """
    require_unopened(path)
    try:
        with open(path, "rb", opener=at_once) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise KnownError(f'"{path}" không phải là tệp; đề nghị chọn {kind}.')
            found: bytes | None = file.read(most + 1)
    except FileNotFoundError:
        raise KnownError(f'Không tìm thấy tệp "{path}"; {_ADVICE}.') from None
    except PermissionError as error:
        if is_folder(path):  # as Windows answers
            raise KnownError(f'"{path}" là thư mục; đề nghị chọn {kind}.') from error
        raise KnownError(f'Không đọc được "{path}": không có quyền đọc; {_ADVICE}.') from error
    except IsADirectoryError:
        raise KnownError(f'"{path}" là thư mục; đề nghị chọn {kind}.') from None
    except (OSError, ValueError) as error:
        raise KnownError(f'Không đọc được "{path}"; {_ADVICE}, hoặc đóng chương trình đang mở tệp.') from error
    if found is None:  # a window on the system, which has nothing to say yet
        raise KnownError(f'Không đọc được "{path}": không phải tệp thường; đề nghị chọn {kind}.')
    if len(found) > most:
        size = f"{most // 1_000_000} MB" if most >= 1_000_000 else f"{most // 1000} KB"
        raise KnownError(f'"{path.name}" lớn hơn {size} nên không phải {kind}; đề nghị chọn tệp khác.')
    return found
