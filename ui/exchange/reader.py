"""Reading files from outside beside the window: one thread, which gives up as soon as nobody wants the rest."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from pathlib import Path
from threading import Event, Thread

from PySide6.QtCore import QObject, Signal

from ui.jobs import receiving
from ui.refusal import attempt

_FAULT = "Chưa đọc hết các tệp vừa chọn vì một lỗi của chương trình; chưa nhận gì."


class Reader(QObject):
    """Reads what lies at some paths and tells of each report as it is found."""

    found = Signal(object)  # receiving.FoundReport
    failed = Signal(str)  # a sentence
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._given_up = Event()
        self._thread: Thread | None = None

    @property
    def busy(self) -> bool:
        """Whether it is reading."""
        return self._thread is not None

    def read(self, paths: Sequence[Path]) -> None:
        """Begin to read; what was being read is given up."""
        self.stop()
        self._given_up = Event()
        self._thread = Thread(target=self._work, args=(list(paths), self._given_up), name="reader", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Give up what is being read."""
        self._given_up.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _work(self, paths: Sequence[Path], given_up: Event) -> None:
        try:
            attempt(lambda: self._read(paths, given_up), self.failed.emit)
        except Exception:  # a fault of ours may not end the program: what was read stays
            logging.getLogger(__name__).exception("reading failed")
            self.failed.emit(_FAULT)
        if not given_up.is_set():
            self.ended.emit()

    def _read(self, paths: Sequence[Path], given_up: Event) -> None:
        for found in receiving.sendings(paths):
            if given_up.is_set():
                return
            self.found.emit(found)
            time.sleep(0.001)  # let the window draw
