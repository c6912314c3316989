"""Several periods on the command line: filled, checked, explained and exported as one report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from forms.definitions import loading
from tests.forms.small import small
from tests.forms.spans import FRAME
from ui.cli.commands import run

SECTION = """
[figure.loans]
label = "Hộ vay vốn"
measures.households = {}
[figure.loans.breakdown.need]
label = "Nhu cầu"
relation = "partition"
rows.house = "Nhà ở"
rows.land = "Đất ở"
"""
VALUES = """period,figure,row,measure,value
2022,loans,,households,10
2022,loans,house,households,6
2022,loans,land,households,4
2023,loans,,households,20
2023,loans,house,households,12
2023,loans,land,households,9
2024-T5,loans,,households,5
2024-T5,loans,house,households,3
2024-T5,loans,land,households,2
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "templates"
    folder.mkdir()
    small(folder, SECTION, FRAME)
    monkeypatch.setattr(loading, "TEMPLATES", folder / "0")
    monkeypatch.setattr(loading.load, "__defaults__", (folder / "0",))
    monkeypatch.setattr(loading.default, "__defaults__", (folder / "0",))
    monkeypatch.setattr(loading.choices, "__defaults__", (folder / "0",))
    monkeypatch.setattr(loading.codes, "__defaults__", (folder / "0",))
    (tmp_path / "values.csv").write_text(VALUES, encoding="utf-8")
    path = tmp_path / "giam-ngheo.bc42"
    new = ["new", str(path), "--unit", "Xã Đăk Blà", "--level", "xa", "--period", "2024-T5", "--template", "small"]
    assert run(new) == 0
    return path


def test_periods_are_filled_and_checked_together(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    values = str(file.with_name("values.csv"))
    assert run(["fill", str(file), values]) == 2
    assert "2022 (năm 2022), 2023 (năm 2023); đề nghị thêm --new-periods" in capsys.readouterr().err
    assert run(["fill", str(file), values, "--new-periods"]) == 0
    assert "Đã tạo báo cáo năm 2023." in capsys.readouterr().out
    assert run(["check", str(file), "--json"]) == 1
    (finding,) = (one for one in json.loads(capsys.readouterr().out)["findings"] if one["severity"] == "error")
    assert (finding["period"], finding["difference"]) == ("2023", "-1")
    assert [cell["value"] for cell in finding["cells"]][:1] == ["20"]
    assert run(["check", str(file)]) == 1
    assert "Lỗi: Năm 2023: Hộ vay vốn" in capsys.readouterr().out
    assert run(["check", str(file), "--period", "2022"]) == 0
