"""The last net: whatever a command did not expect is one sentence, a log and an exit code of its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import main
from ui import log
from ui.cli import commands

FAILURES = (RuntimeError("x"), RecursionError(), MemoryError(), UnicodeError(), OSError(5, "x"))


@pytest.mark.parametrize("failure", FAILURES, ids=repr)
def test_what_nobody_expected_is_a_sentence_a_log_and_exit_code_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], failure: Exception
) -> None:
    def fail() -> int:
        raise failure

    path = tmp_path / "nhật ký" / "a.log"
    monkeypatch.setattr(log, "log_path", lambda: path)
    monkeypatch.setattr(commands, "_parser", fail)
    monkeypatch.setattr(sys, "argv", ["baocao42", "check", "a.bc42"])
    assert main.main() == 3
    printed = capsys.readouterr().err
    assert "Traceback" not in printed
    assert f'nhật ký "{path}"' in printed
    assert printed.count("\n") == 1
    assert f"{type(failure).__name__}" in path.read_text(encoding="utf-8")


def test_a_log_that_cannot_be_written_costs_only_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: object) -> int:
        raise RuntimeError

    (tmp_path / "a").touch()
    monkeypatch.setattr(log, "log_path", lambda: tmp_path / "a" / "a.log")
    monkeypatch.setattr(commands, "run", fail)
    monkeypatch.setattr(sys, "argv", ["baocao42", "check", "a.bc42"])
    assert main.main() == 3
    assert "đề nghị làm lại" in capsys.readouterr().err


def test_stopping_is_no_failure(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stop(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "run", stop)
    monkeypatch.setattr(sys, "argv", ["baocao42", "check", "a.bc42"])
    assert main.main() == 130
    assert capsys.readouterr().err == "Đã dừng theo yêu cầu.\n"
