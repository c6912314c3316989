"""The guide to a template of one's own leads from an empty folder to the exported report, exactly as it is written."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from forms.definitions import loading
from ui.cli.commands import run
from ui.jobs import template_folders

GUIDE = Path(__file__).parents[3] / "docs" / "them-mau-bao-cao.md"


def test_the_guide_leads_from_an_empty_folder_to_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(template_folders, "own", lambda: tmp_path / "user")
    monkeypatch.chdir(tmp_path)
    text = GUIDE.read_text(encoding="utf-8")
    blocks = re.findall(r"`([\w./-]+\.(?:toml|csv))`[^`]*?\n```\w+\n(.*?)```", text, flags=re.DOTALL)
    for name, content in [*blocks, ("mau/ve-sinh/params.toml", "")]:
        path = tmp_path / (name if "/" in name or name.endswith(".csv") else f"mau/xa-dak-bla/{name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    section = (tmp_path / "mau" / "ve-sinh" / "nha_ve_sinh.toml").read_text(encoding="utf-8")
    (tmp_path / "mau" / "xa-dak-bla" / "ve_sinh.toml").write_text(
        section.replace('code = "1"', 'code = "XA.1"').replace("households", "all_homes"), encoding="utf-8"
    )
    commands = re.findall(r"^    baocao42 (.*)$", text, flags=re.MULTILINE)
    assert len(commands) == 10
    try:
        for command in commands:
            code = run(shlex.split(command))
            assert code == 0, (command, capsys.readouterr())
    finally:
        loading.look_in()
    made = {path.suffix for path in (tmp_path / "ket-xuat").iterdir()}
    assert made == {".pdf", ".docx", ".xlsx", ".zip"}
