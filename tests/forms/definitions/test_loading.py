from __future__ import annotations

import pickle
import pickletools
import re
import shutil
import sys
from pathlib import Path

import pytest

from forms.definitions import loading, reading
from forms.definitions.loading import FORMS, TEMPLATES, load
from forms.definitions.records import DefinitionError
from forms.errors import KnownError

SECTION = "II_2_b_viec_lam.toml"


def broken(tmp_path: Path, old: str, new: str, name: str = SECTION) -> str:
    folder = tmp_path / "nq42"
    shutil.copytree(TEMPLATES / "nq42", folder)
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load("nq42", tmp_path)
    return str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("relation =", "relatoin =", ["breakdown.channel", '"relatoin"', '"relation"']),
        ('relation = "partition"', 'relation = "partitoin"', ["relation", '"partition"']),
        ("100 * persons / plan", "100 * person / plan", ["jobs_created", '"persons"']),
        ("100 * persons / plan", "100 * / plan", ["equals", "cú pháp"]),
        ("open = true", 'open = "yes"', ["open", "true hoặc false"]),
        ('of = "channel:abroad"', 'of = "channel:abraod"', ["jobs_created", '"abroad"']),
        ("jobs_created.persons >= jobs_created.plan", "jobs_made.persons >= 1", ["jobs_plan", '"jobs_created"']),
        ("{jobs_created.plan:number}", "{jobs_created.plann}", ["jobs_plan", '"plan"']),
        ("[section]", "[section", ["dòng ", "thiếu dấu ]"]),
    ],
)
def test_a_wrong_definition_names_file_key_reason_and_nearest(
    tmp_path: Path, old: str, new: str, words: list[str]
) -> None:
    message = broken(tmp_path, old, new)
    for part in [SECTION, *words]:
        assert part in message


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('issued = "24/11/2023"', 'issued = "31/11/2023"', ["legal.nq42", "31/11/2023"]),
        ("{legal:cp68}", "{legal:cp86}", ["document", '"cp86"', '"cp68"']),
        ("{unit:lower}", "{unit:lowr}", ["document", '"lowr"', '"lower"']),
    ],
)
def test_a_wrong_frame_is_told(tmp_path: Path, old: str, new: str, words: list[str]) -> None:
    message = broken(tmp_path, old, new, "template.toml")
    for part in ["template.toml", *words]:
        assert part in message


def test_a_figure_stands_once(tmp_path: Path) -> None:
    assert "đã có ở mục" in broken(tmp_path, "figure.jobs_created", "figure.training_ntp")


def test_an_unknown_template_names_those_there_are() -> None:
    with pytest.raises(KnownError, match="nq42"):
        load("nq43")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('of = "plan_ttg"', 'of = "plan_tgg"', ["measures.pct_plan_ttg.of", '"plan_ttg"']),
        ('of = "plan_ttg"', 'of = "points"', ["measures.pct_plan_ttg.of", '"points"']),
        ("measures.plan_ttg = {", "measures.plan_ttg = {of = 'plan_min', ", ["measures.plan_ttg.of", "plan_min"]),
        ("points = {", 'points = {from = "tỉnh", ', ["measures.points.from"]),
    ],
)
def test_a_plan_is_that_of_a_measure(tmp_path: Path, old: str, new: str, words: list[str]) -> None:
    message = broken(tmp_path, old, new, "II_3_c_giam_ngheo.toml")
    for part in ["II_3_c_giam_ngheo.toml", "poverty_reduction", *words]:
        assert part in message


def test_an_unknown_parameter(tmp_path: Path) -> None:
    message = broken(tmp_path, "param('rice_kg')", "param('rice')", "II_3_b_tro_giup_xa_hoi.toml")
    assert "rice_kg" in message


def own(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a template in a folder that counts as the program's own."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(loading, "TEMPLATES", place)
    return Path(shutil.copytree(TEMPLATES / "nq42", place / "nq42", ignore=shutil.ignore_patterns("__pycache__")))


def test_a_template_that_was_read_is_kept_until_its_files_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = own(tmp_path, monkeypatch)
    first = load("nq42", tmp_path)
    loading._load.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(reading, "read", lambda _: pytest.fail("it was kept"))
        assert load("nq42", tmp_path) == first
    loading._load.cache_clear()
    frame = folder / "template.toml"
    frame.write_text(frame.read_text(encoding="utf-8").replace(first.title, "Tên khác"), encoding="utf-8")
    assert load("nq42", tmp_path).title == "Tên khác"


@pytest.mark.parametrize("damage", [b"", b"x" * 40, None])
def test_a_damaged_kept_template_is_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes | None
) -> None:
    folder = own(tmp_path, monkeypatch)
    first = load("nq42", tmp_path)
    kept = loading.kept(folder)
    kept.write_bytes(kept.read_bytes()[:2000] if damage is None else damage)
    loading._load.cache_clear()
    assert load("nq42", tmp_path) == first


def test_an_installed_program_brings_its_template_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = own(tmp_path, monkeypatch)
    title, kept = load("nq42").title, loading.kept(folder)
    kept.parent.mkdir(exist_ok=True)
    kept.write_bytes(loading.compiled(folder))
    monkeypatch.setattr(loading, "FORMS", tmp_path)  # no modules beneath it
    monkeypatch.setattr(reading, "read", lambda _: pytest.fail("it was brought"))
    assert load("nq42", tmp_path).title == title


def test_what_is_kept_is_made_of_stamped_modules_alone() -> None:
    template = load("nq42")
    texts = [argument for opcode, argument, _ in pickletools.genops(pickle.dumps(template)) if "UNICODE" in opcode.name]
    named = {str(text) for text in texts if str(text).startswith("forms.")}
    stamped = {".".join(("forms", *path.relative_to(FORMS).with_suffix("").parts)) for path in FORMS.rglob("*.py")}
    assert len(named) > 3
    assert named <= stamped


def test_a_change_in_any_module_makes_a_kept_template_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = own(tmp_path / "templates", monkeypatch)
    forms = shutil.copytree(FORMS, tmp_path / "forms", ignore=shutil.ignore_patterns("__pycache__", "templates"))
    monkeypatch.setattr(loading, "FORMS", forms)
    modules = sorted(forms.rglob("*.py"))
    stamps = {loading._stamp(folder, modules)}
    for path in modules:
        path.write_text(path.read_text(encoding="utf-8") + "#", encoding="utf-8")
        stamps.add(loading._stamp(folder, modules))
    assert len(stamps) == len(modules) + 1


class Trap:
    """Says so when it is unpickled."""

    sprung = False

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return setattr, (Trap, "sprung", True)


def test_nothing_in_a_folder_of_the_officer_is_unpickled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = own(tmp_path, monkeypatch)
    stamp = loading.compiled(folder)[: loading._STAMP]
    modules = sorted(FORMS.rglob("*.py"))
    kept = loading.kept(folder)
    kept.parent.mkdir()
    for head in (stamp, loading._stamp(folder, modules)):
        kept.write_bytes(head + pickle.dumps(Trap()))
        loading._load.cache_clear()
        load("nq42", tmp_path)
    assert Trap.sprung  # it works in the program's own folder
    Trap.sprung = False
    monkeypatch.setattr(loading, "TEMPLATES", TEMPLATES)
    loading._load.cache_clear()
    before = kept.read_bytes()
    assert load("nq42", tmp_path).code == "nq42"
    assert not Trap.sprung
    assert kept.read_bytes() == before


def test_without_a_name_the_only_template_is_meant_or_the_one_that_says_so(tmp_path: Path) -> None:
    def copy(code: str, *, default: bool) -> None:
        folder = shutil.copytree(TEMPLATES / "nq42", tmp_path / code)
        frame = folder / "template.toml"
        text = frame.read_text(encoding="utf-8").replace('code = "nq42"', f'code = "{code}"')
        text = re.sub(r"^default = true.*\n(?=sections)", "", text, flags=re.MULTILINE)
        frame.write_text(("default = true\n" if default else "") + text, encoding="utf-8")

    copy("mot", default=False)
    assert loading.default(tmp_path).code == "mot"
    copy("hai", default=False)
    with pytest.raises(KnownError, match="hai, mot"):
        loading.default(tmp_path)
    copy("ba", default=True)
    assert loading.default(tmp_path).code == "ba"
    copy("bon", default=True)
    with pytest.raises(KnownError, match="ba, bon, hai, mot"):
        loading.default(tmp_path)


def test_the_default_is_offered_first() -> None:
    assert [template.code for template in loading.choices()] == ["nq42", "giam_ngheo"]
    assert loading.default().code == "nq42"
