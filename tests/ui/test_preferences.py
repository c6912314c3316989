from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ui.preferences import KEPT, Awaited, Preferences, PreferencesFile, Recent, login

RECENT = Recent("/a/b.bc42", "Xã Đăk Blà", "2024", "Báo cáo", "draft", 3, 198, "2024-11-15T07:03:22+00:00")


@pytest.fixture
def file(tmp_path: Path) -> PreferencesFile:
    return PreferencesFile(tmp_path / "cài đặt" / "settings.json")


def test_what_is_changed_comes_back(file: PreferencesFile) -> None:
    assert file.read() == Preferences()
    file.change(officer="Y Hà", zoom=1.25)
    assert file.read() == Preferences("Y Hà", 1.25)
    assert file.damage == ""


def test_the_last_opened_stands_first_and_once(file: PreferencesFile) -> None:
    others = [Recent(f"/a/{n}.bc42", "Xã A", "2024", "", "draft", 0, 1, RECENT.opened) for n in range(KEPT)]
    for recent in (RECENT, *others, RECENT):
        file.remember(recent)
    found = file.read().recent
    assert found[0] == RECENT
    assert len(found) == KEPT == len(set(found))
    file.forget(RECENT)
    assert RECENT not in file.read().recent


def test_what_is_awaited_goes_with_its_file(file: PreferencesFile) -> None:
    one = Awaited(RECENT.path, "Xã Đăk Blà", "2025", "trước ngày 30/11/2025", "2025-11-29", 0)
    other = Recent("/a/c.bc42", "Xã A", "2024", "", "draft", 0, 1, RECENT.opened)
    file.remember(RECENT, [one])
    file.remember(other, [replace(one, path=other.path)])
    assert [found.path for found in file.read().awaited] == [other.path, RECENT.path]
    file.remember(RECENT)
    assert [found.path for found in file.read().awaited] == [other.path]
    file.forget(other)
    assert file.read().awaited == ()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=40)
@given(
    st.binary(max_size=30)
    | st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("officer", "zoom", "theme", "folder", "recent", "awaited"), json_values)
    ).map(lambda raw: json.dumps(raw).encode())
)
def test_any_file_is_read_or_put_aside(file: PreferencesFile, data: bytes) -> None:
    file.path.parent.mkdir(exist_ok=True)
    file.path.write_bytes(data)
    aside = file.path.with_name("settings.hong.json")
    aside.unlink(missing_ok=True)
    file.damage = ""
    found = file.read()
    assert aside.exists() == bool(file.damage)
    if file.damage:
        assert found == Preferences()
        assert aside.read_bytes() == data
        assert "bị hỏng" in file.damage
    assert file.read() == found


def test_a_place_that_cannot_be_written_costs_the_change_only(tmp_path: Path) -> None:
    (tmp_path / "in the way").write_text("")
    file = PreferencesFile(tmp_path / "in the way" / "settings.json")
    assert file.change(officer="Y Hà").officer == "Y Hà"
    assert file.read() == Preferences()


def test_a_system_that_does_not_know_its_user_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> str:
        raise KeyError("uid")

    monkeypatch.setattr("ui.preferences.getpass.getuser", unknown)
    assert login() == ""
