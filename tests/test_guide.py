"""The officer's guide says what the program does: keys, sentences, pictures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from forms.definitions import expressions
from forms.definitions.rules import Kind, Severity
from forms.definitions.tables import Lines, Shows
from forms.definitions.template import Merge, Relation
from ui import crash
from ui.dialogs.help_page import WALK
from ui.jobs import sample
from ui.preferences import PreferencesFile
from ui.program import Program
from ui.window.window import Window

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "huong-dan.md").read_text(encoding="utf-8")


def table(heading: str) -> list[list[str]]:
    """The rows of the table under a heading."""
    part = GUIDE.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("|")]
    return rows[2:]


def test_its_keys_are_the_program_s(tmp_path: Path, qtbot: QtBot) -> None:
    program = Program(PreferencesFile(tmp_path / "settings.json"))
    program.start(str(sample.make(tmp_path)))
    window = program.window
    assert isinstance(window, Window)
    shown = {name.rstrip("…"): keys for rows in window.menus.keys().values() for name, keys in rows}
    keys_in_guide = {name.rstrip("…"): keys.replace("\\", "") for name, keys in table("Phím")}
    assert {name: keys for name, keys in keys_in_guide.items() if name not in dict(WALK)} == shown
    assert {name: keys for name, keys in keys_in_guide.items() if name in dict(WALK)} == dict(WALK)
    window.close()
    qtbot.wait(1)


def test_its_sentences_are_the_program_s() -> None:
    homes = (ROOT / "storage" / "failures.py", ROOT / "forms" / "report" / "strays.py")
    sentences = "".join(home.read_text(encoding="utf-8") for home in homes) + crash._APOLOGY
    for quoted, _ in table("Khi có trục trặc"):
        for part in quoted.split("…"):
            assert part.strip() in sentences, quoted


@pytest.mark.parametrize("picture", re.findall(r"\((pictures/[^)]+)\)", GUIDE))
def test_its_pictures_are_there(picture: str) -> None:
    assert (ROOT / "docs" / picture).read_bytes().startswith(b"\x89PNG")


def test_what_an_author_may_write_is_told() -> None:
    page = (ROOT / "docs" / "them-mau-bao-cao.md").read_text(encoding="utf-8")
    declared = list(Kind)[list(Kind).index(Kind.RATIO) :]
    words = [*Relation, *Merge, *declared, *Severity, *Lines, *Shows]
    assert [word for word in words if f"`{word}`" not in page] == []
    calls = (*expressions._FUNCTIONS, *expressions._RELATIONS)
    assert [name for name in calls if f"`{name}(" not in page and f" `{name}(" not in page] == []
