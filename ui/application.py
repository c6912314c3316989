"""Starting the window program: the application, its log, the watch over failures, and the key of the office."""

from __future__ import annotations

import builtins
import gc
import linecache
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ui import crash
from ui.log import LOG, last_words, log_path, start_log
from ui.preferences import PreferencesFile
from ui.refusal import attempt

if TYPE_CHECKING:
    from ui.program import Program

_PAUSE = 500  # milliseconds of the first window in which nothing else is done


def launch(path: str | None, file: PreferencesFile) -> tuple[QApplication, Program]:
    """Make the application and show its first window."""
    gc.disable()  # nothing of what is imported and made until the window stands is thrown away
    _import_plainly()
    from ui.look.icons import program_icon  # noqa: PLC0415
    from ui.program import Program  # noqa: PLC0415 - all that a window needs

    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    application.setWindowIcon(program_icon())
    application.setQuitOnLastWindowClosed(False)  # one window goes before the next one comes
    log = log_path()
    watch = crash.Watch(log)
    watch.setParent(application)
    watch.install()
    program = Program(file)
    program.start(path)

    def settle() -> None:
        gc.freeze()
        gc.enable()
        QTimer.singleShot(_PAUSE, application, lambda: start_log(log))

    QTimer.singleShot(0, settle)
    return application, program


def _import_plainly() -> None:
    """Import as Python does: PySide reads the source of whatever is imported after it, in search of a `__feature__`.

    None of the program asks for one. Reading takes a tenth of the start, and keeps 5 MB of lines in memory. OpenSSL is
    not loaded for digests that Python makes itself: another 4 MB.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
    linecache.clearcache()
    sys.modules.setdefault("_hashlib", None)  # type: ignore[arg-type] # what Python reads as: there is none


def _make_key() -> None:
    """At the first start the office gets the key by which it signs; one that cannot be made costs the signature."""
    from ui import keys  # noqa: PLC0415 - nothing of it is needed before

    attempt(keys.make, lambda refusal: LOG.warning("no key: %s", refusal))


def run(path: str | None) -> int:
    """Start the window program; returns its exit code."""
    try:
        application, program = launch(path, PreferencesFile())
        QTimer.singleShot(4 * _PAUSE, application, _make_key)
        code = application.exec()
        program.finish()
    except Exception as error:
        if QApplication.instance() is not None:
            crash.CrashDialog(log_path(), last_words(error)).exec()
        raise
    return code
