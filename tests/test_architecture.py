"""What holds for the whole repository."""

from __future__ import annotations

import ast
import subprocess
import unicodedata
from pathlib import Path

import pytest

from forms.definitions.loading import load

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(
    path for folder in ("exports", "forms", "resources", "storage", "ui") for path in (ROOT / folder).rglob("*.py")
)
TEMPLATE = load("nq42")
# words that are codes of the template and words of the program too are told apart by meaning, not here
CODES = set(TEMPLATE.figures) | {code for code in TEMPLATE.sections if "." in code}


def test_there_are_sources_and_codes() -> None:
    assert len(SOURCES) > 20
    assert len(CODES) > 50


@pytest.mark.parametrize("path", [*SOURCES, ROOT / "main.py"], ids=lambda path: str(path.relative_to(ROOT)))
def test_python_names_no_figure_and_every_module_says_what_it_is_for(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    prose = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    named = {
        node.value if isinstance(node, ast.Constant) else node.id
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose)
        or isinstance(node, ast.Name)
    }
    # "rice" and "literacy" style codes are whole literals where Python names them
    assert not {str(name) for name in named} & CODES


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
