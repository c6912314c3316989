"""What an office works with on this machine, gathered and sealed for the next one, and the minutes of it.

Offices, contacts, layouts of other offices' workbooks and letters stand in the workspaces and go with them; beside them
go the templates and figures of the office's own, the settings, and the key by which it signs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from itertools import chain, count
from pathlib import Path

from exports import arrival, handover, replacement, signing
from forms.checks import progress
from forms.definitions.loading import load
from forms.document.letters import minutes
from forms.document.letters.minutes import HandedReport
from forms.errors import KnownError, reason
from forms.report.report import Report
from forms.values import clock
from forms.values.frozen import frozen
from forms.values.text import tidy
from forms.workfile import SUFFIX, is_folder, make_folder, mark
from storage import file
from storage.tables.reports import ReportName
from storage.workspace import Workspace
from ui import keys
from ui.jobs import template_folders
from ui.jobs.exporting import LETTERS, Outcome, print_to, put, short
from ui.jobs.letters import submitting
from ui.preferences import Preferences, encoded

MANIFEST, KEY, SETTINGS = "ban-giao.json", "khoa.txt", "cai-dat.json"
FILES, OWN = "tep", template_folders.NAME
"""The folders of workspaces with what stands beside them, and of the officer's own templates."""
_MOST_TEMPLATE = 2_000_000  # bytes of one file of a template
_KIND = "tệp của mẫu báo cáo"
_LONGEST = 200  # letters of a name


@dataclass(slots=True)
class Handover:
    """The parts of a handover by name, the reports in them, and what is to be told of what is not as it should be.

    The office of the report in hand of the first workspace writes the minutes.
    """

    parts: dict[str, bytes] = field(default_factory=dict)
    reports: list[HandedReport] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    writer: Report | None = None
    edited: datetime | None = None
    places: dict[str, str] = field(default_factory=dict)  # the parts of workspaces by their paths on this machine

    @property
    def beside(self) -> list[str]:
        """What goes along beside the workspaces, a line each."""
        folders = {name.rsplit("/", 2)[1] for name in self.parts if name.endswith(".toml")}
        lines = [f"Mẫu và chỉ tiêu của riêng đơn vị: {', '.join(sorted(folders))}"] if folders else []
        if KEY in self.parts:
            public = signing.public_key(bytes.fromhex(self.parts[KEY].decode()))
            lines.append(f"Khóa ký của đơn vị, vân tay {signing.fingerprint(public)}")
        return [*lines, "Cài đặt của chương trình và danh sách báo cáo mở gần đây"]


@frozen
class SealedHandover:
    """A handover that was written: its file, its digest (SHA-256), and what became of the minutes."""

    path: Path
    digest: str
    outcomes: tuple[Outcome, ...]


def gather(
    paths: Sequence[Path],
    preferences: Preferences,
    today: date,
    opened: Workspace | None = None,
    *,
    with_key: bool = True,
) -> Handover:
    """Gather workspaces, the one that is `opened` here among them, and what goes along; writes nothing.

    A file that cannot be opened is left out and told. Raises KnownError where none can be, and for a damaged key.
    """
    found = Handover()
    paths = list({mark(path): path.absolute() for path in paths}.values())
    template_folders.look_beside(*paths)
    try:
        for path, place in _placed(paths):
            try:
                _take_in(found, path, place, opened, today)
            except KnownError as error:
                found.remarks.append(f"Chưa đưa vào gói: {error}")
    finally:
        template_folders.look_beside(opened.path if opened else None)
    if not found.places:
        raise KnownError(" ".join(found.remarks) or "Chưa chọn tệp làm việc nào; đề nghị chọn tệp cần bàn giao.")
    if found.writer is None:
        found.remarks.append("Chưa ghi biên bản: không tệp nào có một báo cáo đang làm; đề nghị lập bằng tay.")
    try:
        found.parts |= dict(_templates(template_folders.own(), OWN))
    except KnownError as error:
        found.remarks.append(f"Chưa đưa vào gói: {error}")
    if with_key and (seed := keys.own()):
        found.parts[KEY] = seed.hex().encode()
    found.parts[SETTINGS] = encoded(_settings(preferences, found.places)).encode()
    return found


def give(found: Handover, path: Path, password: str, giver: str, receiver: str, now: datetime) -> SealedHandover:
    """Seal what was gathered, write it, and the minutes beside it.

    Raises KnownError, and nothing is written, for a password that is too short, a name of several lines, and where the
    file cannot be made or stands there already: its password may be another.
    """
    for what, name in (("Người giao", giver), ("Người nhận", receiver)):
        if len(name.splitlines()) > 1 or len(name) > _LONGEST:
            raise KnownError(f"{what} phải ghi trên một dòng, không quá {_LONGEST} chữ; chưa ghi gì, đề nghị ghi lại.")
    giver, receiver = tidy(giver), tidy(receiver)
    manifest = {"made": clock.stored(now), "giver": giver, "receiver": receiver}
    parts = {MANIFEST: json.dumps(manifest, ensure_ascii=False).encode(), **found.parts}
    try:
        path = path if path.suffix == handover.SUFFIX else path.with_name(path.name + handover.SUFFIX)
        minutes_of = {name: f"{path.stem}-bien-ban.{name}" for name in LETTERS}
        places = [path, *(path.with_name(name) for name in minutes_of.values() if found.writer is not None)]
        taken = next((place for place in places if not file.is_vacant(place)), None)
    except ValueError as error:
        raise KnownError(
            f'"{path}" không phải tên tệp ({reason(error)}); chưa ghi gì, đề nghị ghi tên khác.'
        ) from error
    if taken is not None:
        raise KnownError(f'Đã có "{taken}"; chưa ghi gì, đề nghị đặt tên khác hoặc chuyển tệp cũ đi nơi khác.')
    content = handover.seal(parts, password)
    make_folder(path.parent)
    replacement.replace(path, content)
    digest = sha256(content).hexdigest()
    outcomes: tuple[Outcome, ...] = ()
    if found.writer is not None and found.edited is not None:
        sealed = minutes.Sealed(path.name, len(content), digest, tuple(found.beside), tuple(found.remarks))
        people = minutes.People(giver, receiver)
        document = minutes.compose(found.writer, people, found.reports, sealed, clock.day(now), found.edited)
        outcomes = tuple(put(path.parent, minutes_of, lambda name, place: print_to(name, place, document)))
    return SealedHandover(path, digest, outcomes)


def _placed(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Each workspace with the name of its part; those of one folder stay together."""
    folders: dict[Path, int] = {}
    taken = set[str]()
    for path in paths:
        number = folders.setdefault(path.parent, len(folders) + 1)
        called = path.name if handover.is_plain(path.name) else f"{short(path.stem)}{SUFFIX}"
        names = chain([called], (f"{turn}-{called}" for turn in count(2)))
        place = next(
            place
            for place in (f"{FILES}/{number}-{short(path.parent.name)}/{name}" for name in names)
            if place.casefold() not in taken
        )
        taken.add(place.casefold())
        yield path, place


def _take_in(found: Handover, path: Path, place: str, opened: Workspace | None, today: date) -> None:
    """Take a workspace in, with the templates beside it and what is said of its reports."""
    ours = opened if opened is not None and mark(opened.path) == mark(path) else None
    with nullcontext(ours) if ours else Workspace.open(path, readonly=True) as workspace:
        parts = {place: workspace.content()}
        parts |= dict(_templates(path.parent / OWN, f"{place.rsplit('/', 1)[0]}/{OWN}"))
        for name in workspace.reports():
            try:
                found.reports.append(_described(workspace, name, path, today))
            except KnownError as error:
                found.remarks.append(str(error))
        if found.writer is None:
            with suppress(KnownError):  # none is in hand, or it cannot be read
                report = workspace.load(load)
                found.writer, found.edited = report, workspace.edited(report)
    found.parts |= parts
    found.places[str(path)] = place


def _described(workspace: Workspace, name: ReportName, path: Path, today: date) -> HandedReport:
    report = workspace.load(load, name.unit.id, name.period, name.template)
    return HandedReport(
        path.name,
        f"{report.template.title} {report.period.label}",
        report.unit.name,
        report.state.label,
        progress.whole(report),
        clock.local(workspace.edited(report)),
        "" if report.locked else submitting.deadline(workspace, report, today),
    )


def _templates(folder: Path, place: str) -> Iterator[tuple[str, bytes]]:
    """The files of the templates in a folder by the names of their parts; what is no text of a template stays."""
    try:
        folders = sorted(path for path in folder.iterdir() if is_folder(path))
        found = [path for one in folders for path in sorted(one.iterdir()) if path.suffix == ".toml"]
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise KnownError(
            f'Không đọc được thư mục mẫu "{folder}" ({reason(error)}); đề nghị kiểm tra quyền của thư mục.'
        ) from error
    for path in found:
        if handover.is_plain(f"{path.parent.name}/{path.name}"):
            yield f"{place}/{path.parent.name}/{path.name}", arrival.content(path, _MOST_TEMPLATE, _KIND)


def _settings(preferences: Preferences, places: dict[str, str]) -> Preferences:
    """The settings as the next machine needs them: of the reports opened lately those that go along."""
    recent = [replace(one, path=places[one.path]) for one in preferences.recent if one.path in places]
    return replace(preferences, folder="", recent=tuple(recent), awaited=())
