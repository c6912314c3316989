from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from forms.definitions import loading, records
from forms.report.cells import Address, Cell
from forms.values.numbers import Number
from forms.values.period import Period
from storage.workspace import Workspace
from tests.forms.definitions import own
from ui.cli.commands import run
from ui.jobs import template_folders


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(template_folders, "own", lambda: tmp_path / "user" / "mau")
    yield
    loading.look_in()


def test_templates_and_extensions_are_checked_wherever_they_stand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["template", "check", str(own.copy(tmp_path, "rieng"))]) == 0
    assert '"rieng" bản' in capsys.readouterr().out
    folder = own.extend(tmp_path)
    assert run(["template", "check", str(folder)]) == 0
    (folder / "ve_sinh.toml").write_text(own.SECTION.replace("label =", "lable ="), encoding="utf-8")
    assert run(["template", "check", str(folder)]) == 2
    refused = capsys.readouterr().err
    for word in (str(folder / "ve_sinh.toml"), "figure.toilets", '"lable"', '"label"'):
        assert word in refused


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = own.SECTION.replace("label =", "lable =", 1).replace("toilets.all.", "toilets.al.")
    wrong += (
        '[[paragraph]]\ntext = "{toilet.households}"\n[figure.wells]\nlabel = "Giếng"\nunit = "cái"\nmeasures = {}\n'
    )
    more = own.MORE.replace('label = "Việc làm tại xã"', 'label = "Việc làm tại xã"\nwas = ["jobs_created"]')
    folder = own.extend(tmp_path, ve_sinh=wrong, them=more.replace("jobs_at_home.persons", "jobs_at_home.person"))
    assert run(["template", "check", str(folder)]) == 2
    told = capsys.readouterr().err
    for word in ("figure.toilets", '"lable"', "figure.wells", '"unit"', "paragraph.1", '"person"', "vẫn còn trong mẫu"):
        assert word in told, word
    assert '"households"' not in told  # what follows from another mistake is none
    assert told.count(".toml: ") == 5
    assert "Có 5 chỗ sai" in told


def test_an_extension_comes_back_from_its_workbook(tmp_path: Path) -> None:
    folder, book = own.extend(tmp_path), str(tmp_path / "a.xlsx")
    assert run(["template", "to-xlsx", str(folder), book]) == 0
    assert run(["template", "from-xlsx", book, str(tmp_path / "b" / folder.name)]) == 0
    for path in folder.iterdir():
        assert records.file(tmp_path / "b" / folder.name / path.name) == records.file(path)


def test_a_folder_that_is_no_template_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["template", "check", str(tmp_path)]) == 2
    assert "template.toml" in capsys.readouterr().err
    folder = own.extend(tmp_path, extension=own.EXTENSION.replace("nq42", "nq4"))
    assert run(["template", "check", str(folder)]) == 2
    assert 'có phải "nq42"' in capsys.readouterr().err
    own.copy(tmp_path, "rieng").rename(tmp_path / "nq42")
    assert run(["template", "check", str(tmp_path / "nq42")]) == 2
    assert "đặt mã khác" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="a name that long is no other failure there")
def test_a_name_that_no_system_takes_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["template", "check", "a" * 300]) == run(["template", "to-xlsx", "a" * 300, "a.xlsx"]) == 2
    assert "đề nghị chọn thư mục" in capsys.readouterr().err


def test_a_report_on_a_template_beside_the_workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own.copy(tmp_path / "mau", "rieng")
    own.extend(tmp_path / "user" / "mau")
    path = str(tmp_path / "a.bc42")
    assert run(["new", path, "--unit", "Xã A", "--level", "xa", "--period", "2024", "--template", "rieng"]) == 0
    assert run(["new", path, "--unit", "Xã A", "--level", "xa", "--period", "2024", "--template", "nq42"]) == 0
    values = tmp_path / "v.csv"
    values.write_text("figure,row,measure,value\ntoilets,,households,12\ntoilets,,all,10\n", encoding="utf-8")
    assert run(["fill", path, str(values), "--template", "nq42"]) == 0
    assert run(["check", path, "--template", "nq42"]) == 1
    assert "nhà vệ sinh 12" in capsys.readouterr().out
    assert run(["template", "list", "--beside", path]) == 0
    listed = capsys.readouterr().out
    assert str(tmp_path / "mau" / "rieng") in listed
    assert f"có phần thêm {tmp_path / 'user' / 'mau' / 'xa-moi'}" in listed


def test_values_of_an_extension_go_where_nobody_has_it_and_are_moved_when_a_template_takes_them_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sender, receiver = tmp_path / "sender", tmp_path / "receiver"
    folder = own.extend(sender / "mau")
    path, back = str(sender / "a.bc42"), str(receiver / "b.bc42")
    receiver.mkdir()
    assert run(["new", path, "--unit", "Xã A", "--level", "xa", "--period", "2024"]) == 0
    values = tmp_path / "v.csv"
    values.write_text("figure,row,measure,value\ntoilets,,households,1291\ntoilets,,all,2000\n", encoding="utf-8")
    assert run(["fill", path, str(values)]) == 0
    assert run(["export", path, "--out", str(tmp_path), "--only", "xlsx"]) == 0
    (sent,) = tmp_path.glob("*.xlsx")
    run(["read", str(sent), "--into", back])
    assert "Hộ có nhà vệ sinh hợp chuẩn - số hộ: 1.291 hộ" in capsys.readouterr().out
    run(["check", back])
    assert "1.291 hộ" in capsys.readouterr().out
    run(["check", back, "--json"])
    strays = json.loads(capsys.readouterr().out)["strays"]
    assert [(one["figure"], one["measure"], one["value"]) for one in strays] == [
        ("toilets", "all", "2.000"),
        ("toilets", "households", "1.291"),
    ]
    assert run(["export", back, "--out", str(receiver), "--only", "pdf,docx,xlsx,package"]) == 0
    own.extend(
        receiver / "mau",
        ve_sinh=own.SECTION.replace("toilets]", 'latrines]\nwas = ["toilets"]').replace("toilets.", "latrines."),
    )
    capsys.readouterr()
    assert run(["template", "move", back]) == 0
    assert "-> Hộ có nhà vệ sinh hợp chuẩn - số hộ (hộ)" in capsys.readouterr().out
    assert run(["template", "move", back, "--yes"]) == 0
    assert "Đã chuyển 2 số liệu" in capsys.readouterr().out
    assert run(["template", "move", back]) == 0
    assert "Mọi số liệu đều có chỗ" in capsys.readouterr().out
    (folder / "extension.toml").unlink()
    run(["check", path])
    assert "1.291" in capsys.readouterr().out


def test_a_template_is_made_from_a_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, book = own.copy(tmp_path, "rieng"), tmp_path / "a.xlsx"
    assert run(["template", "to-xlsx", str(folder), str(book)]) == 0
    assert run(["template", "from-xlsx", str(book), str(tmp_path / "mau" / "rieng")]) == 0
    assert run(["template", "check", str(tmp_path / "mau" / "rieng")]) == 0
    assert run(["template", "from-xlsx", str(book), str(tmp_path / "mau" / "rieng")]) == 2
    assert "đã có tệp" in capsys.readouterr().err
    assert run(["template", "from-xlsx", str(book), str(tmp_path / "mau" / "khac")]) == 2
    assert '"a.xlsx": trang "Mẫu", dòng 2: "rieng" phải trùng tên thư mục' in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "mau").iterdir()] == ["rieng"]


def test_last_year_is_compared_under_the_names_of_today(tmp_path: Path) -> None:
    folder = own.extend(tmp_path / "mau")
    path, values = tmp_path / "a.bc42", tmp_path / "v.csv"
    values.write_text("figure,row,measure,value\ntoilets,,households,1291\n", encoding="utf-8")
    assert run(["new", str(path), "--unit", "Xã A", "--level", "xa", "--period", "2023"]) == 0
    assert run(["fill", str(path), str(values)]) == 0
    renamed = own.SECTION.replace("toilets]", 'latrines]\nwas = ["toilets"]').replace("toilets.", "latrines.")
    (folder / "ve_sinh.toml").write_text(renamed, encoding="utf-8")
    assert run(["new", str(path), "--period", "2024", "--from-last"]) == 0
    loading.look_in()  # as another program that starts
    template_folders.look_beside(path)
    with Workspace.open(path, readonly=True) as workspace:
        last = workspace.load(loading.load, period=Period(2024)).last
        assert last is not None
        assert last.cells == {Address("latrines", "", "households"): Cell(Number(1291))}
        assert workspace.load(loading.load, period=Period(2023)).cells == {
            Address("toilets", "", "households"): Cell(Number(1291))
        }
