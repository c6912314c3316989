"""How long exports take, as ratios in one run: against LibreOffice, against each other, and as a report grows.

LibreOffice converts the very DOCX that is written here; where it is not installed, that line is left out.
Every time is the median of several rounds, in turn, in this one process; LibreOffice starts anew each time,
as it does for whoever converts a file.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer  # noqa: E402 - after the path is set
from PySide6.QtWidgets import QApplication  # noqa: E402

from exports import payload  # noqa: E402
from exports.excel import workbook  # noqa: E402
from exports.pdf import grid, prose, reader  # noqa: E402
from exports.pdf import writer as pdf  # noqa: E402
from exports.pdf.objects import Objects  # noqa: E402
from exports.typesetting import columns, fonts, wording  # noqa: E402
from exports.word import writer as docx  # noqa: E402
from forms.definitions.loading import load  # noqa: E402
from forms.document.document import compose  # noqa: E402
from forms.narrative.blocks import Document, Note, Paragraph, Text  # noqa: E402
from forms.report.cells import Cell  # noqa: E402
from forms.report.changes import SetCell  # noqa: E402
from forms.report.report import Report  # noqa: E402
from forms.values.numbers import Number  # noqa: E402
from storage.workspace import Workspace  # noqa: E402
from ui.jobs.sample import make  # noqa: E402
from ui.look.theme import Theme  # noqa: E402
from ui.pages.preview import PAUSE, Preview  # noqa: E402
from ui.pages.printer import Picture  # noqa: E402
from ui.session import Session  # noqa: E402

ROUNDS = 9
BEAT = 3  # milliseconds; a window without any rest would take half of the interpreter from the printer
EDITED = datetime(2024, 11, 15, 7, 30, tzinfo=UTC)


def seconds(job: Callable[[], object]) -> float:
    """Wall time of one job that finds nothing of the one before: text is set anew, as after a start."""
    for cache in (columns.fit, fonts.width, grid._cell, prose.lines, wording._tidy_text):  # noqa: SLF001
        cache.cache_clear()
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def sample(folder: Path) -> tuple[Workspace, Report]:
    """The sample report in a workspace."""
    workspace = Workspace.open(make(folder))
    return workspace, workspace.load(load)


def formats(report: Report, folder: Path) -> None:
    """PDF, DOCX and XLSX of the sample, from the report to the finished file, beside LibreOffice."""
    cargo = payload.pack(report)
    files = {name: folder / f"a.{name}" for name in ("pdf", "docx", "xlsx")}
    jobs: dict[str, Callable[[], object]] = {
        "pdf": lambda: pdf.write(compose(report, EDITED), files["pdf"], cargo),
        "docx": lambda: docx.write(compose(report, EDITED), files["docx"]),
        "xlsx": lambda: workbook.write(report, EDITED, files["xlsx"], cargo),
    }
    office = shutil.which("soffice")
    if office:
        command = [office, "--headless", "--convert-to", "pdf", "--outdir", str(folder / "lo"), str(files["docx"])]
        jobs["soffice"] = lambda: subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for number in range(ROUNDS + 1):
        for name, job in jobs.items():
            spent = seconds(job)
            if number:  # the first round loads libraries
                taken[name].append(spent)
    median = {name: statistics.median(times) for name, times in taken.items()}
    print("; ".join(f"{name} {spent * 1000:.0f} ms" for name, spent in median.items()))
    if office:
        print(f"PDF / LibreOffice from the same DOCX {median['pdf'] / median['soffice']:.3f} (aim <= 0.2)")
    print(
        f"DOCX / PDF {median['docx'] / median['pdf']:.2f}, XLSX / PDF {median['xlsx'] / median['pdf']:.2f} (aim <= 1)"
    )


def long_document(document: Document, times: int) -> Document:
    """The body of a document so many times over, with a note in every paragraph, and no appendices."""
    note = Note((Text("Gồm: thành phố Kon Tum 08 hài cốt; huyện Kon Plông 01 hài cốt; Lào 08 hài cốt."),))
    body = tuple(Paragraph((*item.content, note)) if isinstance(item, Paragraph) else item for item in document.body)
    return Document(**{**_fields(document), "body": body * times, "appendices": ()})


def _fields(document: Document) -> dict[str, object]:
    return {name: getattr(document, name) for name in document.__dataclass_fields__}


def growth(report: Report) -> None:
    """Cost of a page of text with notes, of long appendices, and of both formats, as documents grow."""
    document = compose(report, EDITED)
    with tempfile.TemporaryDirectory() as folder:
        for name, write in (("PDF", pdf.write), ("DOCX", docx.write)):
            costs = []
            for times in (5, 50):
                grown = long_document(document, times)
                pages = len(reader.pages(Objects(pdf.render(grown).content)))
                spent = min(seconds(partial(write, grown, Path(folder) / "a")) for _ in range(3))
                costs.append((pages, spent * 1000 / pages))
            (few, first), (many, last) = costs
            costs_a_page = f"{first:.2f} ms a page at {few} pages, {last:.2f} at {many}"
            print(f"{name}: {costs_a_page}; ratio {last / first:.2f} (linear: about 1)")


def preview(session: Session) -> None:
    """How long after the last key the page that is edited stands in view, and how long the window waits meanwhile."""
    widget = Preview(session, Theme())
    widget.resize(700, 700)
    loop, beat = QEventLoop(), QTimer()
    view, printer = widget.pages, widget._printer  # noqa: SLF001 - nothing else hears of single pictures
    cell = next(iter(session.report.cells))
    waits, gaps = [], []
    last = time.perf_counter()

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append(now - last)
        last = now

    def look(picture: Picture) -> None:
        pages, spot = view._pages, view._spot  # noqa: SLF001
        if pages and spot and (picture.number, picture.page) == (pages.number, spot.page):
            loop.quit()

    beat.timeout.connect(tick)
    widget.show()
    widget.follow(cell)
    widget.refreshed.connect(lambda: printer.pictured.connect(look))
    loop.exec()
    for number in range(ROUNDS):
        printer.pictured.disconnect(look)
        session.put(SetCell(cell, Cell(Number(1000 + number))))
        start = last = time.perf_counter()
        beat.start(BEAT)
        loop.exec()
        view.viewport().repaint()
        waits.append(time.perf_counter() - start)
        beat.stop()
    widget.stop()
    whole, worst = statistics.median(waits) * 1000, max(gaps) * 1000
    print(f"preview: {whole:.0f} ms after the last key, {PAUSE} of them the pause (aim <= 300)")
    print(f"preview: the window waited {worst:.0f} ms at most while pages were made")


def main() -> None:
    """Print the ratios."""
    _application = QApplication([])
    with tempfile.TemporaryDirectory() as name:
        workspace, report = sample(Path(name))
        with workspace:
            preview(Session(workspace, report))
            formats(report, Path(name))
            growth(report)


if __name__ == "__main__":
    main()
