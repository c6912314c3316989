"""What holds for the whole repository."""

from __future__ import annotations

import ast
import re
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from forms.definitions import loading

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(
    path for folder in ("exports", "forms", "resources", "storage", "ui") for path in (ROOT / folder).rglob("*.py")
)
TEMPLATES = [loading.load(code) for code in loading.codes()]
# words that are codes of a template and words of the program too are told apart by meaning, not here
CODES = {
    code
    for template in TEMPLATES
    for code in (
        template.code,
        *template.offices,
        *template.figures,
        *(code for code in template.sections if "." in code),
    )
}
FRAMES = {code for template in TEMPLATES for code in (template.code, *template.offices)}
TOOLS = [
    *(path for folder in ("bench", "tools") for path in sorted((ROOT / folder).rglob("*.py"))),
    ROOT / "build.spec",
]


def test_there_are_sources_and_codes() -> None:
    assert len(SOURCES) > 20
    assert len(CODES) > 50


def named(path: Path) -> set[str]:
    """The names and whole literals of a module, its docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prose = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return {
        str(node.value if isinstance(node, ast.Constant) else node.id)
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose)
        or isinstance(node, ast.Name)
    }


@pytest.mark.parametrize("path", [*SOURCES, ROOT / "main.py"], ids=lambda path: str(path.relative_to(ROOT)))
def test_python_names_no_figure_and_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    # "rice" and "literacy" style codes are whole literals where Python names them
    assert not named(path) & CODES


@pytest.mark.parametrize("path", TOOLS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_makes_and_proves_the_program_finds_template_and_levels(path: Path) -> None:
    assert not named(path) & FRAMES


def test_text_files_are_nfc_and_hold_no_foreign_paths() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)  # noqa: S607
    if listed.returncode:
        pytest.skip("not a git checkout")
    banned = ["py" + "pi.org", "python" + "hosted", "npm" + "js.", "deb." + "debian", "/" + "work/", "/" + "root/"]
    for name in listed.stdout.decode().split("\0"):
        path = ROOT / name
        if not name or path.suffix in {".ttf", ".ico", ".png", ".bc42", ".pdf", ".xlsx", ".zip"} or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text), name
        assert not [word for word in banned if word in text], name


def test_one_module_reads_the_clock() -> None:
    told = {"astimezone", "fromtimestamp", "now", "today", "utcnow"}
    reading = {
        str(path.relative_to(ROOT))
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and (node.attr == "astimezone" or (node.attr in told and ast.unparse(node.value) in {"date", "datetime"}))
    }
    # a document that is written bears UTC, as the formats want it
    assert reading == {"forms/values/clock.py", "exports/typesetting/wording.py"}


def test_a_typed_day_is_refused_in_one_place() -> None:
    told = [path for path in SOURCES if "không có trong lịch hoặc ghi chưa đúng; " in path.read_text(encoding="utf-8")]
    assert [str(path.relative_to(ROOT)) for path in told] == ["forms/values/style.py"]


def test_the_window_asks_nobody_by_a_name_that_is_a_string() -> None:
    asking = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCES
        if path.is_relative_to(ROOT / "ui")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"getattr", "hasattr", "setattr"}
        if ast.unparse(node.args[0]) != "builtins"  # what Qt put there
    ]
    assert asking == []


def test_frozen_classes_are_made_in_one_way() -> None:
    made = re.compile(r"@dataclass\(frozen=True, slots=True\)")
    assert [path for path in SOURCES if made.search(path.read_text(encoding="utf-8"))] == []


def test_no_two_classes_bear_one_name() -> None:
    homes: dict[str, list[str]] = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(str(path.relative_to(ROOT)))
    assert len(homes) > 100
    assert not {name: found for name, found in homes.items() if len(found) > 1}


@pytest.mark.parametrize("floor", ["exports", "forms", "forms/definitions", "storage", "ui"])
def test_every_module_is_named_on_the_page_of_its_floor(floor: str) -> None:
    page = (ROOT / "docs" / "architecture" / f"{Path(floor).name}.md").read_text(encoding="utf-8")
    rooms = {path.parent for path in SOURCES if path.is_relative_to(ROOT / floor)}
    if floor == "forms":
        rooms -= {ROOT / "forms" / "definitions"}
    # dialogs and commands of the command line say by their names what they are
    plain = [room for room in rooms if "dialogs" not in room.parts and room != ROOT / "ui" / "cli"]
    names = {room.name for room in rooms} | {path.stem for room in plain for path in room.glob("*.py")} - {"__init__"}
    assert not {name for name in names if not re.search(rf"\b{name}\b", page)}


def test_no_room_is_crowded() -> None:
    rooms = Counter(path.parent for path in SOURCES)
    assert len(rooms) > 20
    assert not {str(room.relative_to(ROOT)): modules for room, modules in rooms.items() if modules > 21}


def test_tests_mirror_the_rooms() -> None:
    folders = {path.parent.relative_to(ROOT / "tests") for path in (ROOT / "tests").rglob("*.py")}
    assert len(folders) > 20
    assert not {str(folder) for folder in folders if not (ROOT / folder).is_dir()}
    rooms = {path.parent.relative_to(ROOT) for path in SOURCES if path.name != "__init__.py"} - {Path("resources")}
    # the dialogs of a page may be tested where they open
    homes = {room: [room, Path("ui", room.name)] if Path("ui/dialogs") in room.parents else [room] for room in rooms}
    assert not {
        str(room)
        for room in rooms
        if not any(list((ROOT / "tests" / home).glob("**/test_*.py")) for home in homes[room])
    }


@pytest.mark.parametrize(
    "path",
    [path for path in SOURCES if path.name == "__init__.py" and path.parent.name != "resources"],
    ids=lambda path: str(path.parent.relative_to(ROOT)),
)
def test_every_room_says_what_it_holds_and_what_it_may_not_import(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    held, _, barred = docstring.partition(". ")
    assert held
    assert {"no", "nothing"} & set(barred.lower().replace(".", "").split()), docstring
