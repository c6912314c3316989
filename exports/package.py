"""The package (gói nộp): a zip that carries the report's data with its hash, to be emailed upwards."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

from exports.replacement import replace
from forms import archive
from forms.report import Report

DATA = "report.json"
DIGEST = "report.json.sha256"


def write(report: Report, edited: datetime, path: Path) -> None:
    """Write the package; the same data gives the same bytes, its only time being that of the last edit."""
    data = archive.encode(report)
    stamp = (max(edited.year, 1980), edited.month, edited.day, edited.hour, edited.minute, edited.second)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in ((DATA, data), (DIGEST, f"{archive.digest(data)}  {DATA}\n".encode())):
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    replace(path, out.getvalue())
