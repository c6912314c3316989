"""Pictures of tables and charts for a message: in light colours, twice as fine as a screen, nothing of them cut."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QImage

from forms.narrative.blocks import Handout

COPIED = "Đã chép thành ảnh; dán vào tin nhắn, thư hoặc Word bằng Ctrl+V."


def copy(handout: Handout) -> str:
    """Put a picture of a handout on the clipboard; returns what is to be said. Raises KnownError for one too long."""
    from exports.pdf import picture  # noqa: PLC0415 - the writer of PDF loads when it is asked for

    QGuiApplication.clipboard().setImage(QImage.fromData(picture.of_handout(handout)))
    return COPIED
