"""Papers of other offices as pictures: photographs, and the first pages of scans."""

from __future__ import annotations

import pypdfium2
from PySide6.QtGui import QImage

from exports.pdf.signed import PDFIUM

_MOST_PAGES = 10
_WIDE, _HIGH = 1240, 3600  # pixels of a page: readable, whatever size it says it has


def pages(content: bytes) -> list[QImage]:
    """The pages of a photograph (PNG, JPEG) or a scan (PDF); none for anything else."""
    if not content.startswith(b"%PDF"):
        image = QImage.fromData(content)
        return [] if image.isNull() else [image]
    with PDFIUM:
        try:
            pdf = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError:
            return []
        try:
            return [_drawn(pdf[number]) for number in range(min(len(pdf), _MOST_PAGES))]
        except pypdfium2.PdfiumError:
            return []
        finally:
            pdf.close()


def _drawn(page: pypdfium2.PdfPage) -> QImage:
    wide, high = page.get_size()
    scale = min(_WIDE / max(wide, 1), _HIGH / max(high, 1))
    bitmap = page.render(scale=scale, prefer_bgrx=True)
    form = QImage.Format.Format_RGB32
    return QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, form).copy()
