"""What is dropped on a page or a dialog."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDropEvent


def pdf(event: QDropEvent) -> list[Path]:
    """The PDF that is dropped; none where it is something else."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() == ".pdf"][:1]
