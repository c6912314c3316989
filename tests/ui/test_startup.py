from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from forms.definitions.loading import load
from forms.offices.units import Unit
from forms.values.period import Period
from storage.workspace import Workspace

HEAVY = (
    *("docx", "openpyxl", "reportlab", "xlsxwriter", "pypdfium2", "lxml", "sqlite_utils", "zipfile", "socket"),
    *("difflib", "statistics", "uuid", "storage.intake", "forms.lists.unit_list"),
)
OPEN = """
import linecache
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
before = set(sys.modules)
from ui.application import launch
from ui.preferences import PreferencesFile
application, program = launch(sys.argv[1], PreferencesFile(Path(sys.argv[1]).with_name("settings.json")))
application.processEvents()
form = program.window.form
assert form.currentIndex().isValid()
form.model().setData(form.currentIndex(), "12")
program.finish()
print(sorted((set(sys.modules) - before) & set(sys.argv[2:])), [name for name in linecache.cache if "ui" in name])
"""


def test_what_a_report_does_not_need_does_not_load_with_it_and_no_source_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.bc42"
    with Workspace.create(file) as workspace:
        workspace.add_report(Unit("Xã Đăk Blà", "xa"), Period(2024), load("nq42"))
    command = [sys.executable, "-c", OPEN, str(file), *HEAVY]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert done.stdout.strip() == "[] []", done.stderr
    with Workspace.open(file, readonly=True) as workspace:
        assert len(workspace.load(load).cells) == 1
