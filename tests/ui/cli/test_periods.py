"""Several periods on the command line: filled, checked, explained and exported as one report."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from forms.definitions import loading
from storage.workspace import Workspace
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


@pytest.fixture
def filled(file: Path) -> Path:
    assert run(["fill", str(file), str(file.with_name("values.csv")), "--new-periods"]) == 0
    return file


def codes(path: Path) -> list[tuple[str, int]]:
    with Workspace.open(path, readonly=True) as workspace:
        names = workspace.reports()
        found = [workspace.load(loading.load, name.unit.id, name.period, name.template) for name in names]
        return sorted((report.period.code, len(report.cells)) for report in found)


@pytest.mark.parametrize("form", ["pdf", "xlsx", "package"])
def test_a_file_carries_every_period(filled: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = filled.with_name("out")
    assert run(["export", str(filled), "--out", str(out), "--only", form]) == 0
    (sent,) = out.iterdir()
    other = filled.with_name("other.bc42")
    capsys.readouterr()
    assert run(["read", str(sent), "--into", str(other)]) == 0
    assert "Kèm báo cáo năm 2022: 3 ô số liệu." in capsys.readouterr().out
    assert codes(other) == [("2022", 3), ("2023", 3), ("2024-T5", 3)]


def test_earlier_periods_that_are_there_already_stay(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, other = filled.with_name("out"), filled.with_name("other.bc42")
    for period in ("2023", "2024-T5"):
        assert run(["export", str(filled), "--out", str(out), "--only", "package", "--period", period]) == 0
        assert run(["read", str(next(out.glob(f"*-{period}.*"))), "--into", str(other)]) == 0
    assert codes(other) == [("2022", 3), ("2023", 3), ("2024-T5", 3)]
    filled.with_name("values.csv").write_text("period,figure,row,measure,value\n2022,loans,,households,11\n")
    assert run(["fill", str(filled), str(filled.with_name("values.csv"))]) == 0
    assert run(["new", str(filled), "--period", "2024-6T", "--from-last"]) == 0
    assert run(["export", str(filled), "--out", str(out), "--only", "package", "--period", "2024-6T"]) == 0
    capsys.readouterr()
    assert run(["read", str(next(out.glob("*-2024-6T.*"))), "--into", str(other)]) == 2
    assert "đã có báo cáo năm 2022 với số liệu khác" in capsys.readouterr().err
    assert len(codes(other)) == 3


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (lambda data: data.replace(b'"10"', b'"99"'), 2, "đã bị sửa sau khi kết xuất"),
        (lambda _: None, 1, "còn 1 báo cáo khác"),
    ],
)
def test_an_earlier_period_that_was_changed_or_left_out_is_told(
    filled: Path, capsys: pytest.CaptureFixture[str], change: Callable[[bytes], bytes | None], code: int, words: str
) -> None:
    out = filled.with_name("out")
    assert run(["export", str(filled), "--out", str(out), "--only", "package"]) == 0
    (sent,) = out.iterdir()
    broken = sent.with_name("broken.zip")
    with ZipFile(sent) as package, ZipFile(broken, "w") as written:
        for name in package.namelist():
            data: bytes | None = package.read(name)
            if name == "report-2022.json":
                data = change(data or b"")
            if data is not None:
                written.writestr(name, data)
    assert run(["read", str(broken)]) == code
    said = capsys.readouterr()
    assert words in said.out + said.err


def test_a_report_is_final_with_the_periods_that_it_prints(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def states() -> list[tuple[str, str]]:
        with Workspace.open(filled, readonly=True) as workspace:
            return sorted((name.period.code, name.state) for name in workspace.reports())

    assert run(["finalise", str(filled), "--anyway"]) == 2  # 2023 does not add up
    assert "còn 1 lỗi phải sửa" in capsys.readouterr().err
    filled.with_name("values.csv").write_text("period,figure,row,measure,value\n2023,loans,land,households,8\n")
    assert run(["fill", str(filled), str(filled.with_name("values.csv"))]) == 0
    assert run(["finalise", str(filled), "--anyway"]) == 0
    assert states() == [("2022", "chot"), ("2023", "chot"), ("2024-T5", "chot")]
    assert run(["fill", str(filled), str(filled.with_name("values.csv"))]) == 0  # nothing changes
    filled.with_name("values.csv").write_text("period,figure,row,measure,value\n2022,loans,,households,9\n")
    assert run(["fill", str(filled), str(filled.with_name("values.csv"))]) == 2
    assert "đã chốt" in capsys.readouterr().err
    assert run(["reopen", str(filled), "--reason", "Thiếu một xã"]) == 0
    assert {state for _, state in states()} == {"du_thao"}
