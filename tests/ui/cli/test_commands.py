from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from forms.definitions.loading import codes, load
from forms.values.period import Period
from storage.workspace import Workspace
from tests.conftest import SAMPLE
from ui.cli.commands import run


def test_an_export_into_the_folder_of_a_file_called_like_it_leaves_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "xa-dak-bla-nq42-2024.pdf"
    assert run(["new", str(path), "--unit", "Xã Đăk Blà", "--level", "xa", "--period", "2024"]) == 0
    assert run(["export", str(path), "--out", str(tmp_path), "--only", "pdf"]) == 2
    assert "tệp làm việc" in capsys.readouterr().err
    assert run(["check", str(path)]) in (0, 1)


def test_check_speaks_vietnamese_and_fails(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["check", str(file)]) == 1
    assert "tổng ghi 20, chia ra cộng được 21 (thừa 1 hài cốt)" in capsys.readouterr().out


def test_check_in_json(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["check", str(file), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["counts"] == {"error": 2, "warning": 1, "info": 5}
    remains = found["findings"][0]
    assert (remains["actual"], remains["expected"], remains["difference"]) == ("20", "21", "-1")
    assert remains["cells"][1] == {
        "figure": "martyr_remains",
        "row": "Thành phố Kon Tum",
        "measure": "count",
        "value": "8",
    }


def test_suggestions_in_json_begin_with_the_best(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slip = tmp_path / "slip.csv"
    slip.write_text("figure,row,measure,value\ntraining_total,ntp,persons,4314\n", encoding="utf-8")
    assert run(["fill", str(file), str(slip)]) == 0
    capsys.readouterr()
    assert run(["check", str(file), "--json"]) == 1
    findings = {finding["id"]: finding for finding in json.loads(capsys.readouterr().out)["findings"]}
    best = findings["training_ntp_same"]["suggestions"][0]
    assert best["changes"] == [
        {"figure": "training_total", "row": "ntp", "measure": "persons", "from": "4314", "to": "4341"}
    ]
    assert best["resolves"] == 3
    assert "gõ đảo hai chữ số" in best["reason"]


def test_a_warning_is_accepted_for_a_reason_until_a_cell_changes(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    warning = "ratio.poverty_reduction..pct_plan"
    arguments = ["check", str(file), "--accept", warning, "--reason", "Số theo  công văn của tỉnh"]
    assert run(arguments) == 1
    assert "Đã giải trình: Số theo công văn của tỉnh" in capsys.readouterr().out
    assert run(["check", str(file), "--json"]) == 1
    findings = {finding["id"]: finding for finding in json.loads(capsys.readouterr().out)["findings"]}
    assert findings[warning]["accepted"] == "Số theo công văn của tỉnh"
    change = tmp_path / "change.csv"
    change.write_text("figure,row,measure,value\npoverty_reduction,,pct_plan,84.13\n", encoding="utf-8")
    assert run(["fill", str(file), str(change)]) == 0
    capsys.readouterr()
    run(["check", str(file), "--json"])
    findings = {finding["id"]: finding for finding in json.loads(capsys.readouterr().out)["findings"]}
    assert findings[warning]["accepted"] is None


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--accept", "ratio.poverty_reduction..pct_plan"], "đi cùng nhau"),
        (["--accept", "ratio.poverty_reduction..pct_plam", "--reason", "x"], '"ratio.poverty_reduction..pct_plan"'),
        (["--accept", "ratio.poverty_reduction..pct_plan", "--reason", " "], "lý do"),
        (["--accept", "martyr_remains.partition.place..count", "--reason", "x"], "phải sửa số"),
    ],
)
def test_what_cannot_be_accepted_is_told(
    file: Path, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(file), *arguments]) == 2
    assert words in capsys.readouterr().err


def test_lower_offices_are_compared_with_the_one_above(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = ["new", str(file), "--level", "xa", "--period", "2024", "--unit"]
    assert run([*new, "Xã Đăk Blà", "--parent", "Tỉnh Gia Lai"]) == 2
    assert "chưa có đơn vị cấp trên" in capsys.readouterr().err
    assert run([*new, "Xã Đăk Blà", "--parent", "Tỉnh Kon Tum"]) == 0
    values = tmp_path / "xã.csv"
    values.write_text("figure,row,measure,value\nncc_funeral,,count,273\n", encoding="utf-8")
    assert run(["fill", str(file), str(values), "--unit", "Xã Đăk Blà"]) == 0
    assert (
        run(["new", str(file), "--level", "xa", "--period", "2023", "--unit", "Xã B", "--parent", "Tỉnh Kon Tum"]) == 0
    )
    capsys.readouterr()
    run(["check", str(file), "--unit", "Tỉnh Kon Tum"])
    assert (
        "đang ghi 272, các đơn vị cấp dưới cộng được 273, còn 1 đơn vị chưa có số: thấp hơn 1."
        in capsys.readouterr().out
    )


def test_a_mended_report_passes(file: Path, tmp_path: Path) -> None:
    mended = tmp_path / "sửa.csv"
    text = "figure;row;measure;value\r\nmartyr_remains;;count;21\r\npoverty_reduction;;pct_plan;84,00\r\n"
    mended.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert run(["fill", str(file), str(mended)]) == 0
    assert run(["check", str(file)]) == 0


def test_a_row_that_those_beside_it_come_to_is_told(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    values = tmp_path / "dòng lạ.csv"
    for label, number, told in (("Vùng Ba", 21, True), ("Vùng Bốn", 5, False)):
        values.write_text(f"figure,row,measure,value\nmartyr_remains,{label},count,{number}\n", encoding="utf-8")
        assert run(["fill", str(file), str(values)]) == 0
        said = f'Lưu ý: Hài cốt liệt sĩ: dòng "{label}" bằng đúng các dòng kia cộng lại' in capsys.readouterr().out
        assert said is told


def test_decomposed_vietnamese_meets_its_row(file: Path, tmp_path: Path) -> None:
    again = tmp_path / "nfd.csv"
    again.write_text(unicodedata.normalize("NFD", SAMPLE.read_text(encoding="utf-8")), encoding="utf-8")
    assert run(["fill", str(file), str(again)]) == 0


@pytest.mark.parametrize(
    "data",
    [b"", b"a,b\n1,2\n", b"figure,row,measure,value\nx,,y,1\n", b"\xff\xfe\x00", b"PK\x03\x04\x00\x00", b"\x80abc"],
)
def test_bad_values_files_get_a_sentence_and_change_nothing(
    file: Path, tmp_path: Path, data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "xấu.csv"
    bad.write_bytes(data)
    before = file.read_bytes()
    capsys.readouterr()
    assert run(["fill", str(file), str(bad)]) == 2
    assert "đề nghị" in capsys.readouterr().err.lower() or data.endswith(b"y,1\n") or data.startswith(b"a,b")
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [[], ["nothing"], ["check"], ["new", "x", "--unit", "A", "--level", "ap", "--period", "2024"], ["check", "/"]],
)
def test_a_wrong_command_is_told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert capsys.readouterr().err.strip()


def test_the_dictionary_lists_nested_and_open_rows(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["dictionary", "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    cells = {(row["figure"], row["row"], row["measure"]): row for row in rows}
    assert cells["jobs_created", "abroad/country:*", "persons"]["open_rows"] == "yes"
    assert cells["rice", "local/tet", "ton"]["sums_to"] == "ton"
    assert cells["training_total", "college", "persons"]["unit_vi"] == "sinh viên"
    assert cells["ncc_housing", "Bộ Quốc phòng", "new_houses"]["sums_to"] == "households"


def test_reports_of_every_template_are_made_and_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(["new", "--help"])
    told = " ".join(capsys.readouterr().out.split())
    assert "mã của mẫu báo cáo: giam_ngheo, nq42" in told
    file = tmp_path / "a.bc42"
    for template in codes():
        made = ["--unit", "Huyện Sa Rông", "--level", "huyen", "--period", "2024", "--template", template]
        assert run(["new", str(file), *made]) == 0
        assert run(["dictionary", "--template", template]) == 0
    with Workspace.open(file, readonly=True) as workspace:
        assert sorted(name.template for name in workspace.reports()) == codes()


def test_the_command_line_imports_no_window() -> None:
    code = "import sys, ui.cli; print([m for m in ('PySide6', 'reportlab', 'docx', 'openpyxl') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_a_new_period_takes_over_from_the_last(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", str(file), "--period", "2025", "--from-last"]) == 0
    assert "năm 2025 của Tỉnh Kon Tum" in capsys.readouterr().out
    with Workspace.open(file) as workspace:
        report = workspace.load(load, period=Period(2025))
    assert report.last is not None
    assert report.rows == report.last.rows
    assert not report.cells
    assert len(report.last.cells) > 100


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--period", "2023", "--from-last"], "chưa có báo cáo nào trước"),
        (["--period", "2025"], "--unit và --level"),
        (["--period", "2024-Q1", "--from-last"], "chưa có báo cáo nào trước"),
    ],
)
def test_a_new_period_that_cannot_be_is_told(
    file: Path, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["new", str(file), *arguments]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["export", "a.bc42", "--o=1"], "--out"),
        (["check", "a.bc42", "--json=3"], "không nhận giá trị"),
        (["targets", "show", "a.bc42", "--year", "abc"], "--year: cần một số, không phải: 'abc'."),
        (["export", "{file}", "--out", "{folder}/" + "n" * 300], "tên quá dài"),
        (["export", "{file}", "--out", "{file}/x"], "không phải thư mục"),
        (["export", "{file}", "--out", "a\0b"], "không dùng được"),
        (["read", "a\0b"], "không dùng được"),
        (["receive", "{file}", ""], "NƠI: đường dẫn để trống"),
    ],
)
def test_what_argparse_and_the_system_refuse_is_said_in_vietnamese(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    file = tmp_path / "b.bc42"
    assert run(["new", str(file), "--unit", "Tỉnh Kon Tum", "--level", "tinh", "--period", "2024"]) == 0
    capsys.readouterr()
    filled = [argument.replace("{file}", str(file)).replace("{folder}", str(tmp_path)) for argument in arguments]
    assert run(filled) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "{long}"],
        ["{long}"],
        ["targets", "show", "a.bc42", "--year", "{long}"],
        ["new", "a.bc42", "--unit", "Xã A", "--level", "xa", "--period", "{long}"],
        ["new", "a.bc42", "--unit", "Xã A", "--level", "{long}", "--period", "2024"],
    ],
)
@pytest.mark.parametrize("long", ["a" * 100_000, "ệ " * 50_000], ids=["word", "words"])
def test_what_is_very_long_is_not_said_again_whole(
    capsys: pytest.CaptureFixture[str], arguments: list[str], long: str
) -> None:
    assert run([argument.replace("{long}", long) for argument in arguments]) == 2
    said = capsys.readouterr().err
    assert long[:30].strip() in said
    assert len(said) < 1000


def test_a_place_with_a_long_name_is_not_said_again_whole(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["receive", str(file), "số liệu " * 1000]) == 1
    said = capsys.readouterr()
    assert "số liệu" in said.out
    assert len(said.out) < 1000


@pytest.mark.parametrize("option", ["--unit", "--level", "--period", "--code", "--template", "--parent"])
def test_bytes_that_are_no_text_are_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    given = {"--unit": "Xã A", "--level": "xa", "--period": "2024", option: "Xã \udcff"}
    said = [word for pair in given.items() for word in pair]
    assert run(["new", str(tmp_path / "a.bc42"), *said]) == 2
    assert "ký tự hỏng" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
