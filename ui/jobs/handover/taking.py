"""Taking over what was handed over: what it would put where is shown first, then done in one step.

Nothing that stands here is lost: what makes room for a part stays beside it under another name.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from os import getpid
from pathlib import Path

from exports import arrival, handover, signing
from exports.container import Container
from forms.errors import KnownError, reason
from forms.values import clock
from forms.values.frozen import frozen
from forms.values.style import moment_at
from forms.values.text import tidy
from forms.workfile import SUFFIX
from storage import file
from storage.workspace import Workspace
from ui import keys
from ui.jobs import template_folders
from ui.jobs.handover.giving import FILES, KEY, MANIFEST, OWN, SETTINGS
from ui.preferences import Preferences, PreferencesFile, decode

_KIND = f"gói bàn giao {handover.SUFFIX}"
_SMALL = 1_000_000  # bytes of what is no workspace
_ASIDE = "truoc-ban-giao"


class PartStanding(StrEnum):
    """What taking a part over does here; the value is its code in files."""

    NEW = "moi"
    SAME = "giong_het"
    REPLACES = "thay_the"

    @property
    def label(self) -> str:
        """What officers call it."""
        return {PartStanding.NEW: "Mới", PartStanding.SAME: "Giống hệt", PartStanding.REPLACES: "Thay thế"}[self]


@frozen
class TakenPart:
    """A part, or the parts of one folder: what it is, where it goes, and what it does there.

    What makes room for it stays `aside`.
    """

    what: str
    place: Path
    standing: PartStanding
    parts: tuple[str, ...]
    aside: Path | None = None
    more: str = ""


@frozen
class Parcel:
    """A handover that was opened with its password: from whom to whom, when it was made (UTC)."""

    container: Container
    giver: str
    receiver: str
    made: datetime

    def read(self, name: str) -> bytes:
        """A part."""
        return self.container.read(name, handover.MOST_PART if name.endswith(SUFFIX) else _SMALL)


def look(path: Path, password: str) -> Parcel:
    """Open a handover; raises KnownError for what is none, another password, and parts that none should have."""
    container = handover.opened(arrival.content(path, handover.MOST, _KIND), password)
    try:
        manifest = json.loads(container.read(MANIFEST, _SMALL))
        found = Parcel(
            container, tidy(str(manifest["giver"])), tidy(str(manifest["receiver"])), _moment(manifest["made"])
        )
    except (KeyError, ValueError, TypeError, RecursionError) as error:
        raise KnownError(_strange(path)) from error
    if not all(map(_is_ours, container.names)):
        raise KnownError(_strange(path))
    return found


def origin(parcel: Parcel) -> str:
    """From whom to whom a handover is, and of when, in a sentence."""
    giver = f" do {parcel.giver} giao" if parcel.giver else ""
    receiver = f" cho {parcel.receiver}" if parcel.receiver else ""
    return f"Gói bàn giao{giver}{receiver}, làm lúc {moment_at(parcel.made)}."


def steps(parcel: Parcel, folder: Path, preferences: PreferencesFile) -> list[TakenPart]:
    """What taking over would do, in its order; nothing is changed."""
    found = list(_files(parcel, folder))
    if KEY in parcel.container:
        found.append(_key(parcel))
    if SETTINGS in parcel.container:
        found.append(_own_settings(preferences))
    return found


def take(parcel: Parcel, folder: Path, preferences: PreferencesFile) -> list[TakenPart]:
    """Put everything in its place, all of it or nothing; returns what was done.

    Raises KnownError, and nothing is changed, where a workspace is not sound, one that makes room is open, or the
    disk refuses.
    """
    found = steps(parcel, folder, preferences)
    key, settings = _seed(parcel), _settings(parcel)
    with ExitStack() as back:
        try:
            staged = [(step, _stage(parcel, step, back)) for step in found if _is_put(step)]
            for _, stage in staged:
                if stage.is_file():
                    Workspace.open(stage, readonly=True).close()
            with ExitStack() as again:
                for step, stage in staged:
                    _put(step, stage, again)
                for step in found:
                    if step.aside is not None and step.parts == (SETTINGS,):
                        again.callback(step.aside.unlink, missing_ok=True)
                        shutil.copy2(step.place, step.aside)  # it stays where it is and takes in what is handed over
                if key:
                    keys.take(key)
                again.pop_all()
        except (OSError, ValueError) as error:
            raise KnownError(
                f'Không ghi được vào "{folder}" ({reason(error)}); chưa nhận gì, đề nghị chọn nơi khác.'
            ) from error
    if settings is not None:
        _restore(settings, found, preferences)
    return found


def _files(parcel: Parcel, folder: Path) -> Iterator[TakenPart]:
    """The workspaces and the templates beside them, then those of the officer's own folder."""
    names = parcel.container.names
    folders = dict.fromkeys(name.split("/")[1] for name in names if name.startswith(f"{FILES}/"))
    for one in folders:
        place = folder if len(folders) == 1 else folder / one
        inside = [name for name in names if name.startswith(f"{FILES}/{one}/")]
        for name in inside:
            if name.endswith(SUFFIX):
                yield _workspace(parcel, name, place / name.split("/")[-1])
        yield from _templates(parcel, [name for name in inside if name.endswith(".toml")], place / OWN)
    yield from _templates(parcel, [name for name in names if name.startswith(f"{OWN}/")], template_folders.own())


def _workspace(parcel: Parcel, name: str, place: Path) -> TakenPart:
    what = f"Tệp làm việc {place.name}"
    if file.is_vacant(place):
        return TakenPart(what, place, PartStanding.NEW, (name,))
    if place.is_file() and not file.is_held(place) and place.read_bytes() == parcel.read(name):
        return TakenPart(what, place, PartStanding.SAME, (name,))
    aside, _ = file.free_beside(place, _ASIDE)
    written = clock.written(place.stat().st_mtime)
    when = moment_at(written)
    later = " (sau khi làm gói)" if written > parcel.made else ""
    more = f"Tệp đang có, sửa lúc {when}{later}, được giữ lại với tên {aside.name}."
    return TakenPart(what, place, PartStanding.REPLACES, (name,), aside, more)


def _templates(parcel: Parcel, names: list[str], folder: Path) -> Iterator[TakenPart]:
    """A step for each template among parts."""
    for code in dict.fromkeys(name.split("/")[-2] for name in names):
        parts = tuple(name for name in names if name.split("/")[-2] == code)
        place = folder / code
        what = f"Mẫu, chỉ tiêu riêng {code}"
        if not place.exists():
            yield TakenPart(what, place, PartStanding.NEW, parts)
        elif {path.name: path.read_bytes() for path in place.glob("*.toml")} == {
            name.split("/")[-1]: parcel.read(name) for name in parts
        }:
            yield TakenPart(what, place, PartStanding.SAME, parts)
        else:
            aside, _ = file.free_beside(folder.with_name(f"{OWN}.{_ASIDE}") / code, "cu")
            more = f"Mẫu đang có được giữ lại ở {aside.parent.name}/{aside.name}."
            yield TakenPart(what, place, PartStanding.REPLACES, parts, aside, more)


def _key(parcel: Parcel) -> TakenPart:
    theirs = _fingerprint(_seed(parcel))
    path = keys.key_path()
    try:
        ours = keys.own()
    except KnownError:
        ours = b""
    if ours is None:
        return TakenPart("Khóa ký của đơn vị", path, PartStanding.NEW, (KEY,), more=f"Vân tay {theirs}.")
    if ours and _fingerprint(ours) == theirs:
        return TakenPart("Khóa ký của đơn vị", path, PartStanding.SAME, (KEY,), more=f"Vân tay {theirs}.")
    more = f"Vân tay {theirs}; khóa đang có trên máy này được giữ lại với tên {keys.aside(path).name}."
    return TakenPart("Khóa ký của đơn vị", path, PartStanding.REPLACES, (KEY,), keys.aside(path), more)


def _own_settings(preferences: PreferencesFile) -> TakenPart:
    what, officer, path = "Cài đặt của chương trình", preferences.read().officer, preferences.path
    stays = f"Họ tên người nhập vẫn là {officer}." if officer else ""
    if not path.exists():
        return TakenPart(what, path, PartStanding.NEW, (SETTINGS,), more=stays)
    aside, _ = file.free_beside(path, _ASIDE)
    more = f"{stays} Cài đặt đang có được giữ lại với tên {aside.name}.".lstrip()
    return TakenPart(what, path, PartStanding.REPLACES, (SETTINGS,), aside, more)


def _seed(parcel: Parcel) -> bytes:
    """The key that was handed over; empty where none was."""
    if KEY not in parcel.container:
        return b""
    try:
        return keys.decode(parcel.read(KEY))
    except ValueError as error:
        raise KnownError("Khóa ký trong gói bàn giao bị hỏng; chưa nhận gì, đề nghị xin lại gói.") from error


def _fingerprint(seed: bytes) -> str:
    return signing.fingerprint(signing.public_key(seed))


def _settings(parcel: Parcel) -> Preferences | None:
    if SETTINGS not in parcel.container:
        return None
    try:
        return decode(json.loads(parcel.read(SETTINGS)))
    except (ValueError, TypeError, RecursionError) as error:
        raise KnownError("Cài đặt trong gói bàn giao bị hỏng; chưa nhận gì, đề nghị xin lại gói.") from error


def _is_put(step: TakenPart) -> bool:
    return step.standing is not PartStanding.SAME and step.parts not in {(KEY,), (SETTINGS,)}


def _stage(parcel: Parcel, step: TakenPart, back: ExitStack) -> Path:
    """Write parts beside their place, out of sight; they go where anything fails."""
    stage = step.place.with_name(f".{step.place.name}.{getpid()}.tmp")
    _remove(stage)  # as a disk that went away in the middle left it
    back.callback(_remove, stage)
    stage.parent.mkdir(parents=True, exist_ok=True)
    if step.parts[0].endswith(SUFFIX):
        stage.write_bytes(parcel.read(step.parts[0]))
        file.sync(stage)
    else:
        stage.mkdir()
        for name in step.parts:
            (stage / name.split("/")[-1]).write_bytes(parcel.read(name))
    return stage


def _remove(stage: Path) -> None:
    with suppress(OSError):  # where nothing could be put there is nothing to remove, and why is being told
        if stage.is_dir():
            shutil.rmtree(stage, ignore_errors=True)
        else:
            stage.unlink(missing_ok=True)


def _put(step: TakenPart, stage: Path, back: ExitStack) -> None:
    """Move parts into their place; what stands there makes room first."""
    if step.aside is not None:
        if step.place.is_file() and file.is_held(step.place):
            raise KnownError(f'"{step.place}" đang mở; chưa nhận gì, đề nghị đóng tệp rồi làm lại.')
        step.aside.parent.mkdir(parents=True, exist_ok=True)
        step.place.rename(step.aside)
        back.callback(step.aside.rename, step.place)
    stage.rename(step.place)
    back.callback(step.place.rename, stage)


def _restore(settings: Preferences, found: list[TakenPart], file: PreferencesFile) -> None:
    """Let settings hold, the reports opened lately at their new places before those of this machine."""
    places = {name: step.place for step in found for name in step.parts}
    here = file.read()
    brought = [replace(one, path=str(places[one.path])) for one in settings.recent if one.path in places]
    known = {(one.path, one.unit, one.period) for one in brought}
    others = [one for one in here.recent if (one.path, one.unit, one.period) not in known]
    file.change(
        officer=here.officer or settings.officer,
        zoom=settings.zoom,
        theme=settings.theme,
        way=settings.way,
        watched=here.watched or settings.watched,
        recent=(*brought, *others),
    )


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found


def _is_ours(name: str) -> bool:
    """Whether a part is one that a handover has."""
    match name.split("/"):
        case [one]:
            return one in {MANIFEST, KEY, SETTINGS}
        case [top, _, called]:
            return (top == FILES and called.endswith(SUFFIX)) or (top == OWN and called.endswith(".toml"))
        case [top, _, beside, _, called]:
            return top == FILES and beside == OWN and called.endswith(".toml")
        case _:
            return False


def _strange(path: Path) -> str:
    return f'"{path.name}" có phần không phải do BaoCao42 làm; chưa nhận gì, đề nghị xin lại gói.'
