"""The two kinds of failure: the world's, told calmly, and our own, logged with its trace."""

from __future__ import annotations

import errno
from collections.abc import Iterable

_REASONS = {
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EROFS: "nơi này chỉ đọc được",
    errno.ENOENT: "không tìm thấy",
    errno.EEXIST: "tên này đã có",
    errno.ENOTDIR: "có phần của đường dẫn không phải thư mục",
    errno.EISDIR: "đây là thư mục",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.ELOOP: "liên kết đi vòng",
    errno.EIO: "ổ đĩa không đọc, ghi được",
    errno.EBUSY: "đang được dùng ở nơi khác",
    errno.EINVAL: "tên có ký tự không dùng được",
}

_LONGEST_NAME = 80  # that somebody could have meant for another


class KnownError(Exception):
    """Something outside the program is wrong; the text is one Vietnamese sentence that says what to do."""


class BugError(Exception):
    """Something inside the program is wrong; the text is for the log."""


def reason(error: OSError | ValueError) -> str:
    """Why the system refused a file or folder, in a few words; a path that no system takes is a ValueError."""
    code = error.errno if isinstance(error, OSError) else errno.EINVAL
    return _REASONS.get(code or 0, f"hệ thống từ chối, mã {code}")


def nearest(name: str, known: Iterable[str]) -> str:
    """Return "; có phải "x"?" for the known name most like `name`, or "" when none is near."""
    import difflib  # noqa: PLC0415 - only what is refused needs it

    if len(name) > _LONGEST_NAME:
        return ""
    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f'; có phải "{found[0]}"?' if found else ""


def nearest_end(name: str, known: Iterable[str]) -> str:
    """Return what `nearest` does, as the end of a sentence: a full stop when none is near."""
    return nearest(name, known) or "."
