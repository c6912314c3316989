"""What can go wrong with a workspace file outside the program, each as one sentence that says what to do."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from textwrap import shorten

from forms.errors import BugError, KnownError, reason
from forms.report import limits
from forms.workfile import LARGEST

TOLD = 2
"""Places of a damaged file that are told."""
_LONGEST = 60  # letters of one


class DamagedError(KnownError):
    """A workspace file whose content cannot be right; what is sound in it can still be rescued (`storage.rescue`).

    `places` are the first of those that are damaged, `count` says how many there are.
    """

    def __init__(self, path: Path, places: Sequence[str] = (), count: int = 0) -> None:
        told = [shorten(place, _LONGEST, placeholder=" …") for place in places[:TOLD]]
        count = count or len(places)
        more = " …" if len(told) < count else ""
        where = f" ở {count} chỗ ({'; '.join(told)}{more})" if places else ""
        super().__init__(
            f'"{path}" bị hỏng hoặc chép chưa hết{where}; đề nghị chép lại tệp, dùng bản sao lưu, hoặc bấm "Cứu số '
            'liệu" (lệnh rescue) để đưa phần còn đọc được sang tệp mới.'
        )


def foreign(path: Path) -> str:
    """What is said of a file that was made to look like ours."""
    return (
        f'"{path}" có phần mà BaoCao42 không ghi (bảng ảo, lệnh tự chạy), có thể làm sai số liệu nên không mở; '
        "đề nghị xin lại tệp từ nơi gửi."
    )


def crowded(path: Path) -> str:
    """What is said of a file that holds more than any office has: reading it would take all of a machine."""
    return (
        f'"{path}" lớn hoặc nhiều dòng hơn mọi tệp làm việc thật nên không mở; đề nghị xin lại tệp từ nơi gửi, '
        "hoặc dùng bản sao lưu."
    )


def gone(path: Path) -> str:
    """What is said when the open file is no longer where it was."""
    return (
        f'Không còn thấy "{path}" (ổ đĩa đã rút ra, hoặc tệp đã bị chuyển chỗ, đổi tên); '
        'đề nghị cắm lại ổ hoặc đưa tệp về chỗ cũ rồi nhập lại ô này, hoặc chọn "Lưu thành tệp khác".'
    )


def replaced(path: Path) -> str:
    """What is said when another file stands where the open one was."""
    return (
        f'"{path}" đã bị thay bằng một tệp khác nên chưa ghi vào đó; đề nghị đưa tệp cũ về chỗ cũ, '
        'hoặc chọn "Lưu thành tệp khác".'
    )


def check_writable(path: Path) -> None:
    """Raise KnownError where a file, or a journal beside it, cannot be written: before the first figure is typed."""
    beside = path.with_name(f".bc42-{os.getpid()}.tmp")
    try:
        path.open("r+b").close()
        beside.open("xb").close()
        beside.unlink()
    except OSError as error:
        if error.errno != errno.ENOSPC:  # a full disk can still be read from
            raise KnownError(unwritable(path)) from error


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Tell a failure of file, disk or content in one sentence."""
    try:
        yield
    except OSError as error:
        raise KnownError(f'Không đọc được "{path}" ({reason(error)}); đề nghị kiểm tra quyền của tệp.') from error
    except UnicodeDecodeError as error:  # even SQLite's own message quotes what is damaged
        raise DamagedError(path) from error
    except sqlite3.DatabaseError as error:
        sentence = _sentence(path, error)
        raise (KnownError(sentence) if sentence else DamagedError(path)) from error


@contextmanager
def written(path: Path) -> Iterator[None]:
    """Tell a failure to write a file beside the one in hand: which file it was, and that its disk may be full."""
    try:
        with explained(path):
            yield
    except KnownError as error:
        cause = error.__cause__
        if isinstance(cause, OSError):
            raise KnownError(full(path) if cause.errno == errno.ENOSPC else unwritable(path)) from error
        raise


@contextmanager
def sound(path: Path) -> Iterator[None]:
    """Tell content that no program of ours wrote, where what was read is made into a report."""
    try:
        yield
    except (ValueError, TypeError, LookupError, BugError) as error:
        raise DamagedError(path) from error


def _sentence(path: Path, error: sqlite3.DatabaseError) -> str:
    """What is said of a failure of SQLite; "" of damage."""
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return f'"{path}" đang mở ở cửa sổ hoặc chương trình khác; đề nghị đóng ở đó rồi làm lại.'
    if name.startswith(("SQLITE_READONLY_ROLLBACK", "SQLITE_READONLY_RECOVERY")):
        return unfinished(path)
    if name.startswith("SQLITE_FULL"):
        return grown(path) if _is_grown(path) else full(path)
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_IOERR")):
        return unwritable(path)
    return ""


def unfinished(path: Path) -> str:
    """What is said of a file whose last change was cut off, where it cannot be taken back."""
    return (
        f'Lần ghi gần nhất vào "{path}" bị ngắt giữa chừng; đề nghị mở tệp này một lần ở nơi ghi được để chương trình '
        "tự khôi phục. Nếu phải chép đi, chép cả tệp có đuôi -journal bên cạnh."
    )


def full(path: Path) -> str:
    """What is said where a disk takes no more."""
    return f'Ổ đĩa của "{path}" đã đầy, chưa ghi được thay đổi này; đề nghị giải phóng chỗ rồi làm lại.'


def grown(path: Path) -> str:
    """What is said where a file takes no more, so that it can be opened again."""
    return (
        f'"{path}" đã tới {LARGEST // 1_000_000} MB nên chưa ghi được thay đổi này; '
        "đề nghị tạo tệp mới cho các kỳ sau, hoặc giữ bớt ảnh, bản ký."
    )


def crammed(path: Path) -> str:
    """What is said where a list of a file takes no more lines, so that it can be opened again."""
    return (
        f'"{path}" đã có {limits.STORED} dòng trong một danh sách nên chưa ghi được thay đổi này; '
        "đề nghị tạo tệp mới cho các kỳ sau."
    )


def _is_grown(path: Path) -> bool:
    with suppress(OSError):
        return path.stat().st_size > LARGEST // 10 * 9  # what one change adds is less than the rest
    return False


def unwritable(path: Path) -> str:
    """What is said of a file or folder that takes no writing."""
    return f'Không ghi được vào "{path}"; đề nghị kiểm tra quyền của thư mục hoặc chép tệp sang nơi khác.'
