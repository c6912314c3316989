"""Making pages and their pictures beside the window: one thread, always for the newest document.

PDFium is not made for several threads, so everything that touches it happens in this one.
"""

from __future__ import annotations

import logging
import time
from threading import Condition, Thread

import pypdfium2
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from exports.pdf import handout, writer
from exports.pdf.paper import Spot
from exports.pdf.signed import PDFIUM
from forms.narrative.blocks import Document, Handout
from forms.values.frozen import frozen
from ui.refusal import attempt


@frozen
class Pages:
    """A printed document: its number among those printed, the sizes of its pages in points, its values and remarks."""

    number: int
    sizes: tuple[tuple[float, float], ...]
    spots: tuple[Spot, ...]
    remarks: tuple[str, ...] = ()  # what could not be printed as it is


@frozen
class Picture:
    """One page of a printed document as an image, `scale` pixels a point."""

    number: int
    page: int
    scale: float
    image: QImage


class _StaleError(Exception):
    """A newer document waits, or nobody wants one any more."""


class Printer(QObject):
    """Prints documents that are handed in, and pages that are asked for; what is newer comes first."""

    printed = Signal(object)  # Pages
    pictured = Signal(object)  # Picture
    failed = Signal(str)  # a sentence

    def __init__(self) -> None:
        super().__init__()
        self._bell = Condition()
        self._waiting: Document | Handout | None = None
        self._wanted: list[tuple[int, float]] = []
        self._stopped = False
        self._number = 0
        self._pdf: pypdfium2.PdfDocument | None = None
        self._thread = Thread(target=self._work, name="printer", daemon=True)
        self._thread.start()

    def print(self, document: Document | Handout) -> None:
        """Print a document or a handout; one that is still being printed is given up."""
        with self._bell:
            self._waiting = document
            self._bell.notify()

    def picture(self, wanted: list[tuple[int, float]]) -> None:
        """Ask for pictures of pages at scales, the first one first; what was asked for before is forgotten."""
        with self._bell:
            self._wanted = list(wanted)
            self._bell.notify()

    def stop(self) -> None:
        """End the thread; what it was doing is given up."""
        with self._bell:
            self._stopped = True
            self._bell.notify()
        self._thread.join()

    def _work(self) -> None:
        while True:
            with self._bell:
                self._bell.wait_for(lambda: self._stopped or self._waiting is not None or bool(self._wanted))
                if self._stopped:
                    break
                document, self._waiting = self._waiting, None
                page = self._wanted.pop(0) if document is None else None
            if document is not None:
                self._print(document)
            elif page is not None:
                self._picture(*page)
        self._close()

    def _step(self) -> None:
        """Let the window draw, and give up where a newer document waits."""
        time.sleep(0.0001)
        if self._stopped or self._waiting is not None:
            raise _StaleError

    def _print(self, document: Document | Handout) -> None:
        try:
            attempt(lambda: self._show(self._rendered(document)), self.failed.emit)
        except _StaleError:
            return
        except Exception:  # a fault of ours may not end the thread: the next change may print again
            logging.getLogger(__name__).exception("printing failed")
            self.failed.emit("Chưa dựng được trang in của số liệu vừa nhập; số liệu đã lưu vẫn nguyên vẹn.")

    def _rendered(self, document: Document | Handout) -> writer.Print:
        if isinstance(document, Handout):
            return handout.render(document, self._step)
        return writer.render(document, step=self._step)

    def _show(self, done: writer.Print) -> None:
        with PDFIUM:
            self._close()
            self._pdf = pypdfium2.PdfDocument(done.content)
            sizes = tuple(self._pdf.get_page_size(page) for page in range(len(self._pdf)))
        self._number += 1
        with self._bell:
            self._wanted = []
        self.printed.emit(Pages(self._number, sizes, done.spots, done.remarks))

    def _picture(self, page: int, scale: float) -> None:
        with PDFIUM:
            if self._pdf is None or page >= len(self._pdf):
                return
            bitmap = self._pdf[page].render(scale=scale, prefer_bgrx=True)
            form = QImage.Format.Format_RGB32
            image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, form).copy()
        self.pictured.emit(Picture(self._number, page, scale, image))

    def _close(self) -> None:
        with PDFIUM:
            if self._pdf is not None:
                self._pdf.close()
                self._pdf = None
