"""The command line about plan targets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from resources import path as resource
from ui.cli.commands import run

LIST = resource("targets", "kon-tum.csv")
Capture = pytest.CaptureFixture[str]


def shown(file: Path, capsys: Capture, *options: str) -> dict[str, Any]:
    capsys.readouterr()
    assert run(["targets", "show", str(file), "--json", *options]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def lines(file: Path, capsys: Capture, *options: str) -> dict[int, dict[str, Any]]:
    return {line["order"]: line for line in shown(file, capsys, *options)["targets"]}


@pytest.fixture
def planned(file: Path) -> Path:
    assert run(["targets", "import", str(file), str(LIST), "--locality", "Kon Tum"]) == 0
    return file


def test_a_list_is_imported_and_shown(planned: Path, capsys: Capture) -> None:
    assert run(["targets", "import", str(planned), str(LIST), "--locality", "KON TUM"]) == 0
    assert "102 chỉ tiêu của Kon Tum, mục tiêu năm 2025, 2030" in capsys.readouterr().out
    found = shown(planned, capsys, "--year", "2025")
    assert len(found["targets"]) == sum(found["counts"].values()) == 102
    assert found.keys() == {"targets", "counts"}
    keys = ["order", "group", "indicator", "parent", "unit", "year", "text", "achieved", "source", "verdict", "agency"]
    assert {tuple(line) for line in found["targets"]} == {tuple(keys)}
    by_order = lines(planned, capsys, "--year", "2025")
    assert {key: by_order[32][key] for key in ("text", "achieved", "source", "verdict", "unit", "year")} == {
        "text": "3-4",
        "achieved": "2.52",
        "source": "poverty_reduction.points",
        "verdict": "chua_dat",
        "unit": "%/năm",
        "year": 2025,
    }
    assert by_order[8]["verdict"] == "dat"
    assert by_order[19]["verdict"] == "khong_so_sanh"
    assert by_order[52]["achieved"] is None  # its cell is only near
    assert by_order[33]["parent"] == by_order[32]["indicator"]


def test_both_lists_are_shipped_and_a_name_is_enough(file: Path, capsys: Capture) -> None:
    assert run(["targets", "import", str(file), "dak-nong", "--locality", "Đắk Nông"]) == 0
    assert "của Đắk Nông, báo cáo là của Tỉnh Kon Tum; báo cáo đang được so" in capsys.readouterr().out
    assert {line["year"] for line in shown(file, capsys)["targets"]} == {2025}
    assert run(["targets", "import", str(file), "kon-tum", "--locality", "Kon Tum"]) == 0
    assert "báo cáo là của" not in capsys.readouterr().out
    assert len(shown(file, capsys)["targets"]) == 102
    assert run(["targets", "import", str(file), "dak-nong", "--locality", "Đắk Nông"]) == 0
    assert "báo cáo vẫn theo kế hoạch của Kon Tum" in capsys.readouterr().out
    assert len(shown(file, capsys, "--locality", "đăk nông", "--year", "2030")["targets"]) == 42


def test_a_unit_that_the_text_has_is_not_said_again(file: Path, tmp_path: Path, capsys: Capture) -> None:
    texts = {"95% hoặc 97%": "%", "3-4 %/năm": "%/năm", "khoảng 75": "%", "12 trường": "trường", "12": "trường"}
    listed = [f"Chỉ tiêu {unit} {text};{unit};{text}" for text, unit in texts.items()]
    (tmp_path / "a.csv").write_text("\n".join(["Nội dung;ĐVT;Mục tiêu 2025", *listed]), "utf-8")
    assert run(["targets", "import", str(file), str(tmp_path / "a.csv"), "--locality", "A"]) == 0
    capsys.readouterr()
    assert run(["targets", "show", str(file)]) == 0
    out = capsys.readouterr().out
    found = [line.split("mục tiêu ")[1].split(", ")[0] for line in out.splitlines() if ", thực hiện" in line]
    assert found == ["95% hoặc 97%", "3-4 %/năm", "khoảng 75%", "12 trường", "12 trường"]


def test_a_locality_that_is_unknown_is_told_which_there_are(planned: Path, capsys: Capture) -> None:
    assert run(["targets", "show", str(planned), "--locality", "Hà Nội"]) == 2
    assert '"Hà Nội". Đang có: Kon Tum.' in capsys.readouterr().err


def test_a_list_without_links_gets_those_of_indicators_that_are_known(
    file: Path, tmp_path: Path, capsys: Capture
) -> None:
    bare = tmp_path / "danh sách.csv"
    bare.write_text("TT;Nội dung;ĐVT;Mục tiêu 2025\n1;Mức giảm tỷ lệ hộ nghèo đa chiều hàng năm;%/năm;3-4\n", "utf-8")
    assert run(["targets", "import", str(file), str(bare), "--locality", "A"]) == 0
    assert lines(file, capsys)[1]["verdict"] == "chua_dat"


def test_targets_without_a_cell_are_answered(planned: Path, capsys: Capture) -> None:
    said = ["--day", "15/11/2024", "--source", "Cục Thống kê"]
    assert run(["targets", "answer", str(planned), "2", "1,42", *said]) == 0
    assert run(["targets", "answer", str(planned), "44", "đã công nhận", "--verdict", "dat"]) == 0
    found = lines(planned, capsys)
    assert {key: found[2][key] for key in ("achieved", "source", "verdict")} == {
        "achieved": "1.42",
        "source": "Cục Thống kê",
        "verdict": "dat",
    }
    assert found[44]["verdict"] == "dat"
    assert run(["targets", "answer", str(planned), "2"]) == 0
    assert lines(planned, capsys)[2]["achieved"] is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["2", "68.5"], "chưa rõ"),
        (["2", "5", "--day", "31/02/2024"], "không có trong lịch"),
        (["32", "5"], "lấy số từ ô"),
        (["999", "5"], "Không có dòng số 999"),
        (["2", "5", "--verdict", "tot"], "tham số"),
        (["2", "x" * 5000], "dài quá"),
    ],
)
def test_a_wrong_answer_is_refused(planned: Path, arguments: list[str], said: str, capsys: Capture) -> None:
    assert run(["targets", "answer", str(planned), *arguments]) == 2
    assert said in capsys.readouterr().err


def test_a_wrong_list_is_refused_and_the_old_one_stays(planned: Path, tmp_path: Path, capsys: Capture) -> None:
    for content in ("", "a,b\n1,2\n", "indicator,target_2025,unit\n,5,%\n,6,%\n"):
        wrong = tmp_path / "x.csv"
        wrong.write_text(content, "utf-8")
        assert run(["targets", "import", str(planned), str(wrong), "--locality", "Kon Tum"]) == 2
    assert "Dòng 2" in capsys.readouterr().err
    assert run(["targets", "import", str(planned), "không-có", "--locality", "Kon Tum"]) == 2
    assert run(["targets", "import", str(planned), str(LIST), "--locality", " "]) == 2
    assert len(shown(planned, capsys)["targets"]) == 102


def test_what_is_not_there_is_said(planned: Path, capsys: Capture) -> None:
    assert run(["targets", "show", str(planned), "--year", "2031"]) == 2
    assert "2025, 2030" in capsys.readouterr().err
    assert run(["targets", "show", str(planned), "--locality", "Kon Tim"]) == 2
    assert 'có phải "Kon Tum"' in capsys.readouterr().err


def test_a_file_without_a_list_says_so(file: Path, capsys: Capture) -> None:
    assert run(["targets", "show", str(file)]) == 2
    assert "targets import" in capsys.readouterr().err


def test_targets_are_chosen_and_printed(planned: Path, capsys: Capture) -> None:
    capsys.readouterr()
    options = ["--agency", "sở y tế", "--group", "Y tế", "--verdict", "chua_co_so_lieu"]
    assert run(["targets", "show", str(planned), *options]) == 0
    out = capsys.readouterr().out
    assert "61. Tuổi thọ trung bình" in out
    assert "Giáo dục" not in out


def test_a_finding_names_the_plan_of_the_locality(planned: Path, capsys: Capture) -> None:
    capsys.readouterr()
    run(["check", str(planned), "--json"])
    findings = [one for one in json.loads(capsys.readouterr().out)["findings"] if one["code"] == "plan.target"]
    assert ["kế hoạch của Kon Tum" in one["message"] for one in findings] == [True]


TASKS = "TT;Nhiệm vụ;Cơ quan chủ trì;Thời gian\n1;Giao chỉ tiêu;Sở Y tế;Quý I\n2;Giải ngân;Sở Tài chính;2024\n"


@pytest.fixture
def tasked(planned: Path, tmp_path: Path) -> Path:
    source = tmp_path / "nhiệm vụ.csv"
    source.write_text(TASKS, "utf-8")
    assert run(["targets", "tasks", "import", str(planned), str(source), "--locality", "kon tum"]) == 0
    return planned


def test_tasks_are_imported_answered_and_shown(tasked: Path, capsys: Capture) -> None:
    assert run(["targets", "tasks", "answer", str(tasked), "1", "7/10 xã", "--day", "15/11/2024"]) == 0
    capsys.readouterr()
    assert run(["targets", "tasks", "show", str(tasked), "--agency", "sở y tế", "--json"]) == 0
    (line,) = json.loads(capsys.readouterr().out)["tasks"]
    assert {key: line[key] for key in ("order", "task", "progress", "day", "verdict")} == {
        "order": 1,
        "task": "Giao chỉ tiêu",
        "progress": "7/10 xã",
        "day": "2024-11-15",
        "verdict": "dang_thuc_hien",
    }
    assert run(["targets", "tasks", "show", str(tasked)]) == 0
    assert "2. Giải ngân (Sở Tài chính, 2024): …. Chưa có số liệu" in capsys.readouterr().out
    assert len(shown(tasked, capsys)["targets"]) == 102
    assert run(["targets", "tasks", "answer", str(tasked), "9", "x"]) == 2


def test_the_lists_are_printed(tasked: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "in"
    assert run(["targets", "print", str(tasked), "--out", str(out), "--agency", "Sở Y tế"]) == 0
    assert sorted(path.suffix for path in out.iterdir()) == [".docx", ".pdf", ".xlsx"]
    book = openpyxl.load_workbook(out / "chi-tieu-tinh-kon-tum-2024.xlsx")
    assert book.sheetnames == ["Phụ lục I", "Phụ lục II"]
    assert "Giao chỉ tiêu" in [cell.value for cell in book["Phụ lục II"]["B"]]
    assert "Giải ngân" not in [cell.value for cell in book["Phụ lục II"]["B"]]
    assert run(["targets", "print", str(tasked), "--out", str(out), "--only", "doc"]) == 2
    assert run(["targets", "print", str(tasked), "--out", str(out), "--agency", "Sở I tế"]) == 2
    assert 'có phải "Sở Y tế"' in capsys.readouterr().err


def test_a_slip_goes_and_comes_back(tasked: Path, tmp_path: Path, capsys: Capture) -> None:
    assert run(["targets", "slip", str(tasked), "--agency", "sở y tế", "--out", str(tmp_path)]) == 0
    path = tmp_path / "phieu-so-y-te-2024.xlsx"
    book = openpyxl.load_workbook(path)
    book["Chỉ tiêu"]["F5"] = "81,5"
    book["Nhiệm vụ"]["D5"] = "đã giao"
    book.save(path)
    capsys.readouterr()
    assert run(["targets", "answers", str(tasked), str(path), "--look"]) == 0
    assert "20. Tỷ lệ hài lòng của người dân với dịch vụ y tế: chưa có → 81,5" in capsys.readouterr().out
    assert lines(tasked, capsys)[20]["achieved"] is None
    assert run(["targets", "answers", str(tasked), str(path)]) == 0
    assert lines(tasked, capsys)[20]["achieved"] == "81.5"
    assert lines(tasked, capsys)[20]["verdict"] == "dat"
    assert run(["targets", "answers", str(tasked), str(LIST)]) == 2
    assert run(["targets", "slip", str(tasked), "--out", str(tmp_path)]) == 2
    assert "Sở Y tế" in capsys.readouterr().err
