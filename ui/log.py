"""The log: where what failed is written down, by the window and the command line alike. No Qt."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

from platformdirs import user_log_path

from forms.workfile import stands

LOG = logging.getLogger("baocao42")
LOG.addHandler(logging.NullHandler())  # where there is no log, logging itself would speak to the officer
_SIZE, _OLDER = 500_000, 3  # bytes a log file, and how many older ones stay


def log_path() -> Path:
    """The file of the log."""
    return user_log_path("BaoCao42", appauthor=False) / "baocao42.log"


def start_log(path: Path) -> None:
    """Begin to write the log; a disk that refuses costs the log and nothing else."""
    # it brings sockets and more with it: the window stands before it is needed
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415

    root = logging.getLogger()
    if any(isinstance(handler, RotatingFileHandler) and handler.baseFilename == str(path) for handler in root.handlers):
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_SIZE, backupCount=_OLDER, encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.INFO)


def write_down(error: BaseException, path: Path) -> None:
    """Write a failure with its trace to the log."""
    start_log(path)
    LOG.error("%s", "".join(traceback.format_exception(error)))


def last_words(error: BaseException) -> str:
    """Write down a failure that ends the program, and what is said of it."""
    path = log_path()
    write_down(error, path)
    where = f'; chi tiết ở nhật ký "{path}"' if stands(path) else ""
    return (
        f"Chương trình gặp một lỗi của chính nó ({type(error).__name__}) nên chưa làm được việc này{where}. "
        "Những gì đã lưu không mất; đề nghị làm lại, nếu vẫn vậy thì gửi nhật ký cho người phụ trách phần mềm."
    )
