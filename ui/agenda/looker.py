"""Looking into files beside the window: one thread, which waits for no drive that does not answer."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from threading import Event, Thread

from PySide6.QtCore import QObject, Signal

from ui.jobs.agenda import files
from ui.preferences import Preferences


class Looker(QObject):
    """Tells of each report that waits, and of each file that could not be looked into, as it is found."""

    found = Signal(object)  # WaitingReport or Unread
    ended = Signal(bool)  # whether everything was looked into

    def __init__(self) -> None:
        super().__init__()
        self._given_up = Event()
        self.worker: Thread | None = None

    def look(self, preferences: Preferences, today: date, opened: Mapping[Path, bytes]) -> None:
        """Begin to look; what was being looked for is given up."""
        self.stop()
        self._given_up = Event()
        self.worker = Thread(
            target=self._work, args=(preferences, today, opened, self._given_up), name="looker", daemon=True
        )
        self.worker.start()

    def stop(self) -> None:
        """Give up; nobody waits for a drive that does not answer."""
        self._given_up.set()

    def _work(self, preferences: Preferences, today: date, opened: Mapping[Path, bytes], given_up: Event) -> None:
        with suppress(RuntimeError):  # the page went away meanwhile
            try:
                for one in files.look(files.known(preferences, opened), today, opened):
                    if given_up.is_set():
                        return
                    self.found.emit(one)
                    time.sleep(0.001)  # let the window draw
            except Exception:  # a fault of ours may not end the program: what was found stays
                logging.getLogger(__name__).exception("looking into files failed")
                self.ended.emit(False)  # noqa: FBT003 - Qt's signature
                return
            if not given_up.is_set():
                self.ended.emit(True)  # noqa: FBT003 - Qt's signature
