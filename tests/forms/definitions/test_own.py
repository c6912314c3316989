"""What offices write for themselves: templates and extensions in folders of their own."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from forms.definitions import loading
from forms.definitions.loading import TEMPLATES, choices, codes, default, found, load, look_in
from forms.definitions.reading import read
from forms.definitions.records import DefinitionError
from tests.forms.definitions import own

SHIPPED = codes()
TARGET = '[target.bhyt_2030]\ncell = "toilets.all"\nyear = 2030\ntext = "> 95"\nsource = "NQ xã"\n'


@pytest.fixture(autouse=True)
def _nowhere() -> Iterator[None]:
    yield
    look_in()


def test_a_template_of_an_office_is_found_and_is_not_the_programs(tmp_path: Path) -> None:
    folder = own.copy(tmp_path, "rieng")
    look_in(tmp_path)
    assert codes() == sorted([*SHIPPED, "rieng"])
    assert found()["rieng"] == loading.Found(folder, own=True)
    assert load("rieng").figures == load("nq42").figures
    assert default().code == "nq42"


def test_the_code_of_a_shipped_template_is_never_taken(tmp_path: Path) -> None:
    folder = own.copy(tmp_path, "rieng").rename(tmp_path / "nq42")
    frame = folder / "template.toml"
    frame.write_text(frame.read_text(encoding="utf-8").replace('code = "rieng"', 'code = "nq42"'), encoding="utf-8")
    look_in(tmp_path)
    assert found()["nq42"] == loading.Found(TEMPLATES / "nq42")


def test_the_nearest_folder_comes_first(tmp_path: Path) -> None:
    near, far = (own.copy(tmp_path / name, "rieng") for name in ("near", "far"))
    look_in(near.parent, far.parent, tmp_path / "none")
    assert found()["rieng"].folder == near


def test_a_template_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    own.copy(tmp_path, "rieng").joinpath("params.toml").write_text("x", encoding="utf-8")
    look_in(tmp_path)
    assert sorted(template.code for template in choices()) == SHIPPED
    with pytest.raises(DefinitionError, match=r"params\.toml"):
        load("rieng")


def test_an_extension_adds_sections_and_more_to_those_that_are_there(tmp_path: Path) -> None:
    plain = load("nq42")
    folder = own.extend(tmp_path)
    look_in(tmp_path)
    template = load("nq42")
    assert found()["nq42"].extensions == (folder,)
    assert (template.code, template.version) == (plain.code, plain.version)
    assert list(template.sections) == [*plain.sections, "XA.1"]
    assert template.figures["jobs_at_home"].section == "II.2.b"
    assert list(template.sections["II.2.b"].figures) == [*plain.sections["II.2.b"].figures, "jobs_at_home"]
    assert len(template.sections["II.2.b"].paragraphs) == len(plain.sections["II.2.b"].paragraphs) + 1
    assert {rule.name for rule in template.rules} - {rule.name for rule in plain.rules} == {"toilets_of_all"}
    look_in()
    assert load("nq42") == plain


def test_an_extension_adds_tables_and_constants(tmp_path: Path) -> None:
    table = '[mine]\nlines = "notes"\ntitle = "Ghi chú"\ncolumns = [{shows = "note", head = "Ghi chú", width = 90}]\n'
    constant = (
        "[mine]\n".replace("[", "[[").replace("]", "]]")
        + 'value = "2"\nsince = 2024-01-01\nunit = "kg"\nsource = "NQ xã"\nchecked = true\n'
    )
    folder = own.extend(tmp_path, appendices=table, params=constant)
    template = read(TEMPLATES / "nq42", (folder,))
    assert template.appendices["mine"].title == "Ghi chú"
    assert template.params["mine"][0].value == 2


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"ve_sinh": own.SECTION.replace("label = ", "lable = ")}, ["ve_sinh.toml", "figure.toilets", '"label"']),
        ({"ve_sinh": own.SECTION.replace("toilets]", "jobs_created]")}, ["ve_sinh.toml", "jobs_created", "đã có"]),
        ({"ve_sinh": own.SECTION.replace("toilets.all", "toilets.al")}, ["ve_sinh.toml", "toilets_of_all", '"all"']),
        ({"ve_sinh": own.SECTION.replace("toilets_of_all", "jobs_plan")}, ["ve_sinh.toml: rule.jobs_plan: đã có"]),
        ({"ve_sinh": own.SECTION + TARGET}, ["ve_sinh.toml: target.bhyt_2030: đã có"]),
        ({"them": own.MORE.replace('"II.2.b"', '"II.2.b"\ntitle = "Khác"')}, ["them.toml", "section", "chỉ ghi code"]),
        ({"extension": own.EXTENSION.replace("sections", "section")}, ["extension.toml", '"sections"']),
        ({"extension": own.EXTENSION.replace('"them"', '"../them"')}, ["extension.toml", "../them"]),
        ({"extension": own.EXTENSION + '[outline]\n"II" = "x"\n'}, ["extension.toml", "outline", "đã có"]),
    ],
)
def test_a_wrong_extension_names_its_file_and_key(tmp_path: Path, changed: dict[str, str], words: list[str]) -> None:
    folder = own.extend(tmp_path, **changed)
    with pytest.raises(DefinitionError) as caught:
        read(TEMPLATES / "nq42", (folder,))
    for word in [str(folder), *words]:
        assert word in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a = " + "[" * 5000, "lồng nhau"),
        ("a = 1\nb = x", "dòng 2, chữ thứ 5: giá trị không đọc được"),
        ("a = 'x", "cuối tệp: thiếu dấu ngoặc kép đóng"),
        ("a = 1\na = 2\n", "dòng 2, chữ thứ 6: khóa đã ghi ở trên"),
        ("a = 'x\u202ey'", "không nhìn thấy"),
        (".".join("a" * 40) + " = 1", "lồng nhau"),
        ("a = " + "[" * 30 + "]" * 30, "lồng nhau"),
        (f"a = '{'x' * 10_001}'", "dài quá"),
        ("x" * 10_001 + " = 1", "dài quá"),
        ("a = [" + "1," * 100_001 + "]", "giá trị"),
        ("#" * 1_000_001, "lớn hơn 1 MB"),
    ],
)
def test_files_are_bounded(tmp_path: Path, text: str, words: str) -> None:
    folder = own.extend(tmp_path, ve_sinh=text)
    with pytest.raises(DefinitionError, match=rf"ve_sinh\.toml: .*{words}"):
        read(TEMPLATES / "nq42", (folder,))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("figure.toilets]", 'figure."a.b"]', r"figure\.a\.b: mã chỉ gồm"),
        ("figure.toilets]", 'figure.""]', r"figure\.: mã chỉ gồm"),
        ("measures.all", 'measures."tất cả"', r"measures\.tất cả: mã chỉ gồm"),
        ("rule.toilets_of_all]", 'rule."target.x"]', r"rule\.target\.x: mã chỉ gồm"),
        ("[[paragraph]]", TARGET.replace("bhyt_2030", '"a.b"') + "[[paragraph]]", r"target\.a\.b: mã chỉ gồm"),
        ('"XA.1"', '"../x"', r"section\.code: chỉ gồm chữ"),
        ('"XA.1"', '["a"]', r"section\.code: phải là chữ"),
        ('unit = "hộ"', 'unit = "hộ", decimals = 7', r"decimals: phải từ 0 đến 6"),
        ('unit = "hộ"', 'unit = "hộ", equals = "households"', "dẫn trở lại chính nó"),
        ('unit = "hộ"', 'unit = "hộ", equals = "households + all"', "dẫn trở lại chính nó"),
    ],
)
def test_what_nothing_could_stand_on_is_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    folder = own.extend(tmp_path, ve_sinh=own.SECTION.replace(old, new))
    with pytest.raises(DefinitionError, match=rf"ve_sinh\.toml: .*{words}"):
        read(TEMPLATES / "nq42", (folder,))


def test_a_file_as_notepad_saves_it_is_read(tmp_path: Path) -> None:
    folder = own.extend(tmp_path)
    path = folder / "ve_sinh.toml"
    path.write_bytes(b"\xef\xbb\xbf" + unicodedata.normalize("NFD", own.SECTION).encode())
    assert read(TEMPLATES / "nq42", (folder,)).figures["toilets"].label == "Hộ có nhà vệ sinh hợp chuẩn"
    path.write_bytes(own.SECTION.encode("utf-16"))
    with pytest.raises(DefinitionError, match=r"ve_sinh\.toml: dòng 1 không phải chữ UTF-8"):
        read(TEMPLATES / "nq42", (folder,))


def test_a_name_that_windows_opens_as_a_device_is_refused(tmp_path: Path) -> None:
    folder = own.extend(tmp_path, extension=own.EXTENSION.replace('"them"', '"con"'))
    with pytest.raises(DefinitionError, match=r"extension\.toml: sections"):
        read(TEMPLATES / "nq42", (folder,))


def test_numbers_without_end_are_refused(tmp_path: Path) -> None:
    folder = own.extend(tmp_path, ve_sinh=own.SECTION.replace("<= toilets.all", "<= 1e999"))
    with pytest.raises(DefinitionError, match="toilets_of_all"):
        read(TEMPLATES / "nq42", (folder,))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    folder = own.extend(tmp_path)
    (folder / "params.toml").unlink(missing_ok=True)
    os.mkfifo(folder / "params.toml")
    with pytest.raises(DefinitionError, match="không phải là tệp"):
        read(TEMPLATES / "nq42", (folder,))
