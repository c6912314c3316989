"""One machine to another: everything arrives, nothing that stood there is lost, and it is all or nothing."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from exports import handover
from forms.definitions.loading import load
from forms.errors import KnownError
from forms.offices.units import Unit
from forms.report import archive
from forms.values.period import Period
from storage.workspace import Workspace
from ui import keys, preferences
from ui.cli.commands import run
from ui.jobs import template_folders
from ui.jobs.handover import taking
from ui.jobs.handover.taking import PartStanding
from ui.preferences import PreferencesFile, Recent

WORD = "mật khẩu của xã"
Machine = Callable[[str], PreferencesFile]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Sit down at a machine of its own settings, key and templates."""

    def sit(name: str) -> PreferencesFile:
        place = tmp_path / name

        def of_user(*_: object, **__: object) -> Path:
            return place

        for module in (keys, preferences):
            monkeypatch.setattr(module, "user_config_path", of_user)
        monkeypatch.setattr(template_folders, "user_data_path", of_user)
        return PreferencesFile()

    return sit


@pytest.fixture
def password(tmp_path: Path) -> list[str]:
    place = tmp_path / "mật khẩu.txt"
    place.write_text(f"{WORD}\n", encoding="utf-8")
    return ["--password-file", str(place)]


@pytest.fixture
def given(machine: Machine, file: Path, tmp_path: Path, password: list[str]) -> Path:
    """What an officer handed over who had two files, a key, a template of the office's own and a name."""
    old = machine("máy cũ")
    other = tmp_path / "khác" / "y.bc42"
    other.parent.mkdir()
    with Workspace.create(other) as workspace:
        workspace.add_report(Unit("Xã Đăk Môn", "xa"), Period(2024), load("nq42"), own=True)
    own = template_folders.own() / "rieng"
    own.mkdir(parents=True)
    (own / "template.toml").write_text("# của riêng xã\n", encoding="utf-8")
    keys.make()
    old.change(officer="Y Lan", zoom=1.5)
    old.remember(Recent(str(file), "Tỉnh Kon Tum", "2024", "nq42", "du_thao", 1, 2, preferences.now()))
    out = tmp_path / "gói.bangiao"
    assert run(["hand-over", str(file), str(other), "--out", str(out), "--receiver", "A Minh", *password]) == 0
    return out


def test_everything_arrives_on_a_new_machine(
    machine: Machine, given: Path, file: Path, tmp_path: Path, password: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    seed = keys.own()
    before = file.read_bytes()
    new, to = machine("máy mới"), tmp_path / "nơi mới"
    capsys.readouterr()
    assert run(["take-over", str(given), "--to", str(to), *password]) == 1
    assert "A Minh" in capsys.readouterr().out
    assert not to.exists()
    assert not new.path.exists()
    assert run(["take-over", str(given), "--to", str(to), "--yes", "--json", *password]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {step["standing"] for step in told["steps"]} == {"moi"}
    place = next(Path(step["place"]) for step in told["steps"] if step["place"].endswith(file.name))
    assert place.read_bytes() == before
    with Workspace.open(place, readonly=True) as new_one, Workspace.open(file, readonly=True) as old_one:
        assert archive.encode(new_one.load(load)) == archive.encode(old_one.load(load))
    assert keys.own() == seed
    assert (template_folders.own() / "rieng" / "template.toml").read_text(encoding="utf-8") == "# của riêng xã\n"
    found = new.read()
    assert (found.officer, found.zoom, [one.path for one in found.recent]) == ("Y Lan", 1.5, [str(place)])
    # once more: everything is there already
    parcel = taking.look(given, WORD)
    assert {step.standing for step in taking.take(parcel, to, new)[:-1]} == {PartStanding.SAME}


def test_a_name_of_several_lines_is_refused(
    machine: Machine, file: Path, tmp_path: Path, password: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    machine("máy cũ")
    out = tmp_path / "gói.bangiao"
    assert run(["hand-over", str(file), "--out", str(out), "--receiver", "A Minh\r\nX: y", *password]) == 2
    assert "Người nhận phải ghi trên một dòng" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("earlier", ["gói.bangiao", "gói-bien-ban.docx"])
def test_an_earlier_handover_is_never_written_over(
    machine: Machine, file: Path, tmp_path: Path, password: list[str], capsys: pytest.CaptureFixture[str], earlier: str
) -> None:
    machine("máy cũ")
    for name in ("gói", "gói.bangiao"):
        (out := tmp_path / earlier).write_bytes(b"of last year")
        assert run(["hand-over", str(file), "--out", str(tmp_path / name), *password]) == 2
        assert "đặt tên khác" in capsys.readouterr().err
        assert (out.read_bytes(), [one.name for one in tmp_path.glob("gói*")]) == (b"of last year", [out.name])


def test_what_makes_room_is_kept(machine: Machine, given: Path, file: Path, tmp_path: Path) -> None:
    new, to = machine("máy mới"), tmp_path / "nơi mới"
    parcel = taking.look(given, WORD)
    place = next(step.place for step in taking.steps(parcel, to, new) if step.place.name == file.name)
    place.parent.mkdir(parents=True)
    shutil.copy(tmp_path / "khác" / "y.bc42", place)
    other = keys.make()
    new.change(officer="A Minh")
    standing, settings = place.read_bytes(), new.path.read_bytes()
    for moved, told in ((60, True), (-60, False)):  # what was changed since is not lost sight of
        at = parcel.made.timestamp() + moved
        os.utime(place, (at, at))
        shown = taking.steps(parcel, to, new)
        assert any("(sau khi làm gói)" in step.more for step in shown) is told
    done = taking.take(parcel, to, new)
    assert done == shown
    replaced = {step.place: step.aside for step in done if step.standing is PartStanding.REPLACES}
    assert (aside := replaced[place]) is not None
    assert aside.read_bytes() == standing
    assert (key := replaced[keys.key_path()]) is not None
    assert key.read_text(encoding="ascii").strip() == other.hex() != (keys.own() or b"").hex()
    assert (kept := replaced[new.path]) is not None
    assert kept.read_bytes() == settings != new.path.read_bytes()
    assert new.read().officer == "A Minh"


def test_what_a_disk_that_went_away_left_is_in_nobodys_way(machine: Machine, given: Path, tmp_path: Path) -> None:
    new, to = machine("máy mới"), tmp_path / "nơi mới"
    parcel = taking.look(given, WORD)
    folders = [step.place for step in taking.steps(parcel, to, new) if step.parts[0].endswith(".toml")]
    left = [place.with_name(f".{place.name}.{os.getpid()}.tmp") for place in folders]
    for stage in left:
        stage.mkdir(parents=True)
        (stage / "dở dang.toml").write_bytes(b"x")
    taking.take(parcel, to, new)
    assert left
    assert not any(stage.exists() for stage in left)
    assert [path.name for place in folders for path in place.iterdir()] == ["template.toml"] * len(folders)


def test_what_cannot_be_done_leaves_everything_as_it_was(
    machine: Machine, given: Path, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, to = machine("máy mới"), tmp_path / "nơi mới"
    parcel = taking.look(given, WORD)
    place = next(step.place for step in taking.steps(parcel, to, new) if step.place.name == file.name)
    place.parent.mkdir(parents=True)
    shutil.copy(tmp_path / "khác" / "y.bc42", place)
    new.change(officer="A Minh")
    standing = sorted((path, path.read_bytes()) for path in tmp_path.rglob("*") if path.is_file())

    def refuse(seed: bytes) -> None:
        raise KnownError(f"Không lưu được khóa {len(seed)}.")

    with monkeypatch.context() as patch:
        patch.setattr(keys, "take", refuse)
        with pytest.raises(KnownError, match="Không lưu được khóa 32"):
            taking.take(parcel, to, new)
    assert sorted((path, path.read_bytes()) for path in tmp_path.rglob("*") if path.is_file()) == standing
    with Workspace.open(place), pytest.raises(KnownError, match="đang mở"):
        taking.take(parcel, to, new)
    assert sorted((path, path.read_bytes()) for path in tmp_path.rglob("*") if path.is_file()) == standing


@pytest.mark.parametrize("name", ["tệp", "n" * 300])
def test_a_folder_that_cannot_be_is_told(machine: Machine, given: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "tệp").write_bytes(b"")
    with pytest.raises(KnownError, match="chưa nhận gì"):
        taking.take(taking.look(given, WORD), tmp_path / name, machine("máy mới"))


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"ban-giao.json": b"[]"},
        {"ban-giao.json": b'{"made": "2024", "giver": "", "receiver": ""}'},
        {"tep/1-a/x.exe": b""},
        {"tep/1-a/x.bc42": b"SQLite format 3\0"},
        {"khoa.txt": b"00"},
        {"cai-dat.json": b'{"zoom": 99}'},
    ],
)
def test_a_hostile_handover_changes_nothing(machine: Machine, tmp_path: Path, parts: dict[str, bytes]) -> None:
    new, path = machine("máy mới"), tmp_path / "lạ.bangiao"
    sound = {"ban-giao.json": b'{"made": "2024-01-01T00:00:00+00:00", "giver": "", "receiver": ""}'} if parts else {}
    path.write_bytes(handover.seal({**sound, **parts}, WORD))
    with pytest.raises(KnownError):
        taking.take(taking.look(path, WORD), tmp_path / "nơi mới", new)
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == [path]


def test_a_damaged_file_is_left_out_and_told(
    machine: Machine, file: Path, tmp_path: Path, password: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    machine("máy cũ")
    bad, out = tmp_path / "hỏng.bc42", tmp_path / "g.bangiao"
    bad.write_bytes(file.read_bytes()[:5000])
    assert run(["hand-over", str(bad), "--out", str(out), *password]) == 2
    assert run(["hand-over", str(file), "--out", "", *password]) == 2
    assert run(["hand-over", str(bad), str(file), "--out", str(out), *password]) == 1
    assert "Chưa đưa vào gói" in capsys.readouterr().out
    assert [step.place.name for step in taking.steps(taking.look(out, WORD), tmp_path / "t", PreferencesFile())][
        :1
    ] == [file.name]


def test_a_file_with_no_report_in_hand_is_handed_over_without_minutes(
    machine: Machine, tmp_path: Path, password: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    machine("máy cũ")
    bare, out = tmp_path / "trống.bc42", tmp_path / "g.bangiao"
    Workspace.create(bare).close()
    assert run(["hand-over", str(bare), "--out", str(out), *password]) == 1
    assert "Chưa ghi biên bản" in capsys.readouterr().out
    assert [path.name for path in tmp_path.glob("g*")] == [out.name]
