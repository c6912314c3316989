"""Pictures of every screen into docs/screens/: `make screens`, or `tools/screens.py NAME…` for some of them.

The pieces are found by their public names, so that a window built anew is photographed all the same.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QSize  # noqa: E402 - after the path is set
from PySide6.QtWidgets import QApplication, QDialog, QWidget  # noqa: E402

from forms.loading import load  # noqa: E402
from forms.period import Period  # noqa: E402
from forms.report import Unit  # noqa: E402
from storage.workspace import Workspace  # noqa: E402
from ui import sample  # noqa: E402
from ui.choose_report import ChooseReport  # noqa: E402
from ui.crash import CrashDialog  # noqa: E402
from ui.new_report import NewReport  # noqa: E402
from ui.next_period import NextPeriod  # noqa: E402
from ui.preferences import Preferences, PreferencesFile, Recent  # noqa: E402
from ui.session import Session  # noqa: E402
from ui.settings import Settings  # noqa: E402
from ui.start_page import StartPage  # noqa: E402
from ui.theme import Theme  # noqa: E402
from ui.window import Window  # noqa: E402

OUT = ROOT / "docs" / "screens"
SIZE = QSize(1366, 768)
TEMPLATE = "nq42"
LOOKS = {"": (False, 1.0), "-dark": (True, 1.0), "-150": (False, 1.5), "-200": (False, 2.0)}

Screen = Callable[[Theme, Path], QWidget]
_KEPT: list[object] = []  # what a picture needs until it is taken


def recents(folder: Path) -> Preferences:
    """A made-up list of reports; the last one's file is gone."""
    now = datetime.now(UTC).replace(hour=7, minute=3)
    there = folder / "there.bc42"
    there.touch()
    first = Recent(str(there), "Tỉnh Kon Tum", "2024", load(TEMPLATE).title, "draft", 156, 198, "")
    rows = (
        (first, now),
        (replace(first, unit="Thành phố Kon Tum", filled=120), now - timedelta(days=1)),
        (replace(first, period="2024-9T", filled=198, state="final"), now - timedelta(days=40)),
        (replace(first, unit="Xã Đăk Rơ Wa", period="2024-6T", filled=12), now - timedelta(days=140)),
        (replace(first, unit="Huyện Tu Mơ Rông", period="2023", path="E:/BaoCao/a.bc42"), now - timedelta(days=400)),
    )
    return Preferences(recent=tuple(replace(row, opened=at.isoformat(timespec="seconds")) for row, at in rows))


def session_of(file: Path) -> Session:
    """The sample's session, kept until the end."""
    workspace = Workspace.open(file)
    session = Session(workspace, workspace.load(load))
    _KEPT.append(session)
    return session


def window_of(section: str, *, empty: bool = False) -> Screen:
    """The window at a section, filled or empty."""

    def make(theme: Theme, folder: Path) -> QWidget:
        file = folder / "empty.bc42" if empty else sample.make(folder)
        if empty:
            with Workspace.create(file) as workspace:
                workspace.add_report(Unit("Xã Đăk Blà", "xa"), Period(2025), load(TEMPLATE))
        window = Window(session_of(file), theme)
        window.sections.choose(section)
        return window

    return make


def screens() -> dict[str, Screen]:
    """Every screen by name."""
    found: dict[str, Screen] = {
        "start": lambda theme, folder: StartPage(theme, recents(folder)),
        "start-empty": lambda theme, _: StartPage(theme, Preferences()),
        "new-report": lambda theme, folder: NewReport(theme, load(TEMPLATE), folder, period=Period(2024)),
        "next-period": lambda theme, folder: NextPeriod(theme, session_of(sample.make(folder))),
        "choose-report": choose_report,
        "settings-document": lambda theme, folder: Settings(
            theme, PreferencesFile(folder / "s.json"), session_of(sample.make(folder))
        ),
        "settings-program": lambda theme, folder: Settings(theme, PreferencesFile(folder / "s.json")),
        "crash": lambda _, folder: CrashDialog(folder / "baocao42.log"),
    }
    for section in load(TEMPLATE).sections.values():
        if section.figures:
            found[f"section-{section.code}"] = window_of(section.code)
            found[f"section-{section.code}-empty"] = window_of(section.code, empty=True)
    return found


def choose_report(theme: Theme, folder: Path) -> QWidget:
    """The list of a file with three reports."""
    file = sample.make(folder)
    with Workspace.open(file) as workspace:
        for period in (Period(2023), Period(2025)):
            workspace.add_report(Unit("Tỉnh Kon Tum", "tinh"), period, load(TEMPLATE))
        return ChooseReport(theme, workspace.reports())


@contextmanager
def place() -> Iterator[Path]:
    """A folder for one picture; what was open in it is let go of."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)
        for kept in _KEPT:
            if isinstance(kept, Session):
                kept.workspace.close()
        _KEPT.clear()


def shoot(application: QApplication, name: str, make: Screen, theme: Theme) -> None:
    """Take one picture."""
    application.setPalette(theme.palette())
    application.setFont(theme.font())
    with place() as folder:
        widget = make(theme, folder)
        if not isinstance(widget, QDialog):
            widget.resize(SIZE)
        widget.show()
        for _ in range(5):
            application.processEvents()
        picture = widget.grab()
        picture.toImage().save(str(OUT / f"{name}.png"))
        widget.close()
        widget.deleteLater()
        application.processEvents()
    print(f"{name}: {picture.width()} × {picture.height()}")


def main(wanted: list[str]) -> None:
    """Take the pictures whose names begin with one of `wanted`; all of them without."""
    OUT.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    for name, make in screens().items():
        for look, (dark, zoom) in LOOKS.items():
            if (look and name.endswith("-empty")) or (wanted and not any(f"{name}{look}" == one for one in wanted)):
                continue
            shoot(application, f"{name}{look}", make, Theme(dark=dark, zoom=zoom))


if __name__ == "__main__":
    if shutil.which("fc-list") is None:
        print("fontconfig is missing: the pictures will lack letters", file=sys.stderr)
    main(sys.argv[1:])
