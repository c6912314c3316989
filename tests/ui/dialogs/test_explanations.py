from __future__ import annotations

import re
from pathlib import Path

import pytest

from forms.definitions.rules import Kind
from ui.dialogs.explanations import explanation

ROOT = Path(__file__).resolve().parents[3]


def codes() -> list[str]:
    """Every code that the checks can give."""
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "forms").rglob("*.py"))
    written = re.findall(r'Verdict\(\s*f?"([\w.{}]+)"', source)
    kinds = [str(kind) for kind in Kind]
    return sorted({*kinds, *(code for code in written if "{" not in code), "partition.rounding", "margin.incomplete"})


@pytest.mark.parametrize("code", codes())
def test_every_code_is_explained_with_an_example(code: str) -> None:
    text = explanation(code)
    assert text.startswith("## ")
    assert "`" not in text.partition("\n")[0]
    assert "Ví dụ:" in text or code == "waiting"


def test_rounding_has_a_page_of_its_own() -> None:
    assert explanation("ratio.rounding") == explanation("equality.rounding") != explanation("ratio")
