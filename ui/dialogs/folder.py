"""Asking for a folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def choose_folder(parent: QWidget, start: str) -> str:
    """Ask for a folder, beginning at the nearest one that is there: Qt's own dialog takes no other; "" for none."""
    place = Path(start)
    there = next((str(folder) for folder in (place, *place.parents) if folder.is_dir()), "")
    return QFileDialog.getExistingDirectory(parent, "Chọn thư mục", there)
