from __future__ import annotations

from pathlib import Path

import pytest

from exports import signing
from forms.errors import KnownError
from tests.conftest import SAMPLE
from ui import keys
from ui.cli.commands import run


@pytest.fixture
def sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where an office exports to, with its key beside."""
    monkeypatch.setattr(keys, "key_path", lambda: tmp_path / "khoa.txt")
    file = tmp_path / "a.bc42"
    assert run(["new", str(file), "--unit", "Tỉnh Kon Tum", "--level", "tinh", "--period", "2024"]) == 0
    assert run(["fill", str(file), str(SAMPLE)]) == 0
    return tmp_path


def export(sent: Path, period: str = "2024") -> Path:
    """The package of a period, signed by the key of now."""
    file, out = sent / "a.bc42", sent / f"ra-{period}-{len(list(sent.iterdir()))}"
    assert run(["export", str(file), "--out", str(out), "--only", "package", "--period", period]) == 0
    (made,) = out.iterdir()
    return made


def test_who_signed_is_told_and_remembered(sent: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = sent / "huyện.bc42"
    unsigned = export(sent)
    assert run(["read", str(unsigned)]) == 0
    assert "Khóa ký của chương trình: không có" in capsys.readouterr().out
    assert run(["key"]) == 0
    fingerprint = signing.fingerprint(signing.public_key(keys.make()))
    assert fingerprint in capsys.readouterr().out
    assert run(["read", str(export(sent)), "--into", str(there)]) == 0
    assert f"chưa biết khóa này (vân tay khóa {fingerprint})" in capsys.readouterr().out
    for period in ("2023", "2022", "2021"):
        assert run(["new", str(sent / "a.bc42"), "--unit", "Tỉnh Kon Tum", "--level", "tinh", "--period", period]) == 0
    assert run(["read", str(export(sent, "2023")), "--into", str(there)]) == 0
    assert f"đã ký bởi Tỉnh Kon Tum (vân tay khóa {fingerprint})" in capsys.readouterr().out
    keys.key_path().unlink()
    keys.make()
    other = export(sent, "2022")
    assert run(["read", str(other), "--into", str(there)]) == 2
    assert "khác khóa đã biết" in capsys.readouterr().err
    assert run(["read", str(other), "--into", str(there), "--new-key"]) == 0
    assert run(["read", str(export(sent, "2021")), "--into", str(there)]) == 0
    assert "đã ký bởi Tỉnh Kon Tum" in capsys.readouterr().out


def test_a_damaged_key_stops_the_export_with_a_sentence(sent: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys.key_path().write_text("hỏng", encoding="utf-8")
    assert run(["export", str(sent / "a.bc42"), "--out", str(sent / "x")]) == 2
    assert "bị hỏng nên không ký được" in capsys.readouterr().err
    with pytest.raises(KnownError):
        keys.make()
