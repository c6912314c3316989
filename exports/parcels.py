"""What lies in files from outside that hold others: folders, zips within zips, mails with their attachments.

Each file comes out as its bytes, one at a time, with the way that led to it. Depth, number and size are bounded, so
that a file made to hurt costs no more than a large honest one.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

from exports import arrival, mime, package, payload
from exports.compound import MAGIC, Compound
from exports.container import Container
from forms.errors import KnownError, reason
from forms.workfile import is_folder

_DEEPEST = 3  # archives and mails within one another
_MOST_FILES = 5000  # of one look
_MOST_OUTER = 40_000_000  # bytes of a zip or a mail; few servers take more
_MOST_OPEN = 80_000_000  # bytes of a file and of all that it lies in: they are held together
_MOST_TOTAL = 400_000_000  # bytes of all files of one look
_KIND = "tệp báo cáo, tệp nén hoặc thư"
_MAIL = re.compile(rb"\A(?:[\x21-\x39\x3b-\x7e]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*+){2}")
_HEADERS = re.compile(rb"^(?:from|received|subject|date|mime-version|content-type|return-path|x-)", re.IGNORECASE)
_OPEN_DOCUMENT, _KINDS = b"application/vnd.oasis.opendocument.", 200  # bytes of a part that says what a file is
_OLD_DOCUMENTS = {"workbook", "book", "worddocument", "encryptedpackage"}  # what stands in them, and in no mail

_PART = re.compile(rf"report(?:-[\w-]{{1,40}})?\.json(?:\.sha256)?|envelope\.json|{package.CHILDREN}/[\w.]+\.json")
_SYSTEM = frozenset({"System Volume Information", "$RECYCLE.BIN"})  # on every stick that Windows has seen

Found = tuple[str, bytes | KnownError]


def opened(paths: Iterable[Path]) -> Iterator[Found]:
    """Every file at the paths, in folders, archives and mails, by the way to it; or why it cannot be read."""
    look = _Look()
    refused: list[OSError] = []
    for path in paths:
        for file, parts in _unpacked(_files(path, refused)):
            shown = str(file)
            try:
                read = {name: arrival.content(part, _MOST_OUTER, _KIND) for name, part in parts.items()}
                content = _packed(read) if read else arrival.content(file, _MOST_OUTER, _KIND)
            except KnownError as error:
                yield shown, error
                continue
            yield from look.within(shown, content, 0)
    yield from ((str(error.filename), _closed(error)) for error in refused)


def unpacked(folder: Path) -> bytes:
    """The one package that somebody unpacked into a folder; raises KnownError where there is none, or several."""
    refused: list[OSError] = []
    found = [parts for _, parts in _unpacked(_files(folder, refused)) if parts]
    if len(found) != 1:
        raise KnownError(
            f'"{folder}" là thư mục {f"có {len(found)} gói nộp" if found else "không có gói nộp"} đã giải nén; đề nghị '
            "chọn một tệp trong đó, hoặc nhận cả thư mục ở trang Tiếp nhận (lệnh receive)."
        )
    return _packed({name: arrival.content(part, _MOST_OUTER, _KIND) for name, part in found[0].items()})


def _unpacked(files: Iterable[Path]) -> Iterator[tuple[Path, Mapping[str, Path]]]:
    """Every file; a package that somebody unpacked is its folder, with the files of it by their names in a package."""
    found = {str(file): file for file in files}
    packages = _packages(found, os.sep)
    whole: dict[str, dict[str, Path]] = {}
    for name, (folder, part) in packages.items():
        whole.setdefault(folder, {})[part] = found[name]
    yield from ((Path(folder), parts) for folder, parts in whole.items())
    yield from ((file, {}) for name, file in found.items() if name not in packages)


def _packages(names: Iterable[str], stroke: str) -> dict[str, tuple[str, str]]:
    """Which of some files are parts of packages that somebody unpacked: the folder of each, and its name in it."""
    there = set(names)
    inside: dict[str, tuple[str, str]] = {}
    for name in sorted(there):
        folder, _, part = name.rpartition(stroke)
        if folder.endswith(f"{stroke}{package.CHILDREN}"):
            folder, part = folder.removesuffix(f"{stroke}{package.CHILDREN}"), f"{package.CHILDREN}/{part}"
        parts = (f"{folder}{stroke}{one}" for one in (payload.DATA, payload.SEAL))
        if folder and _PART.fullmatch(part) and there.issuperset(parts):
            inside[name] = (folder, part)
    return inside


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """The package of these parts."""
    if sum(map(len, parts.values())) > _MOST_OUTER:
        raise KnownError("Gói nộp lớn bất thường; đề nghị xin lại tệp từ nơi gửi.")
    done = BytesIO()
    with zipfile.ZipFile(done, "w") as made:
        for name, content in parts.items():
            made.writestr(zipfile.ZipInfo(name), content)  # no time of its own
    return done.getvalue()


def _files(path: Path, refused: list[OSError]) -> Iterator[Path]:
    """A file, or every file of a folder and those in it, by name, in each folder what holds most before the rest.

    Folders that cannot be looked into are among those `refused`.
    """
    if not is_folder(path):
        yield path
        return
    found: list[Path] = []
    for folder, within, names in os.walk(path, onerror=refused.append):
        within[:] = (name for name in within if name not in _SYSTEM)
        found += (Path(folder, name) for name in names if not name.startswith((".", "~$")))
        if len(found) > _MOST_FILES:
            raise KnownError(f'Thư mục "{path}" có hơn {_MOST_FILES} tệp; đề nghị chọn thư mục nhỏ hơn.')
    yield from sorted(found, key=lambda one: (one.parent, _holds_less(one.name), one))


def _closed(error: OSError) -> KnownError:
    """What is said of a folder that cannot be looked into: it may hold a report that nobody would miss."""
    return KnownError(f"Không đọc được thư mục này ({reason(error)}); đề nghị kiểm tra quyền của thư mục.")


def _holds_less(name: str) -> bool:
    """Whether a file carries nothing but its report: a package has with it what the report was made from."""
    return not name.lower().endswith(payload.PACKAGE)


class _Look:
    """One look into files: counts what came out of all of them."""

    def __init__(self) -> None:
        self.files = 0
        self.total = 0

    def within(self, shown: str, content: bytes, depth: int, held: int = 0) -> Iterator[Found]:
        """A file, or those in it; `held` are the bytes of what it lies in."""
        held += len(content)
        self.files += 1
        self.total += len(content)
        if self.files > _MOST_FILES or self.total > _MOST_TOTAL:
            yield shown, KnownError("Quá nhiều tệp hoặc tệp quá lớn trong một lần nhận; đề nghị chia nhỏ ra.")
            return
        try:
            found = _inner(content, min(_MOST_OUTER, _MOST_OPEN - held))
            inner = sorted(found, key=lambda one: _holds_less(one[0]))
        except KnownError as error:
            yield shown, error
        except Exception as error:  # noqa: BLE001 - a file that was made to hurt makes readers fail in any way
            broken = KnownError("Tệp nén hoặc thư bị hỏng, không mở được; đề nghị xin lại từ nơi gửi.")
            broken.__cause__ = error
            yield shown, broken
        else:
            if not inner:
                yield shown, content
            elif depth >= _DEEPEST:
                yield shown, KnownError(f"Tệp lồng nhau quá {_DEEPEST} lớp; đề nghị mở bớt ra rồi nhận lại.")
            for name, part in inner if depth < _DEEPEST else ():
                yield from self.within(f"{shown}/{name}", part, depth + 1, held)


def _inner(content: bytes, left: int) -> Iterator[tuple[str, bytes]]:
    """The files in an archive or a mail, `left` bytes at most; none in a package, a document or anything else."""
    if content.startswith(b"PK"):
        container = Container(content)
        if payload.DATA in container or "[Content_Types].xml" in container:
            return
        if "mimetype" in container and container.read("mimetype", _KINDS).startswith(_OPEN_DOCUMENT):
            raise KnownError(
                "Tệp lưu dạng của LibreOffice (.ods, .odt); đề nghị lưu lại dạng .xlsx, .docx rồi gửi lại."
            )
        packages = _packages(container.names, "/")
        whole: dict[str, dict[str, bytes]] = {}
        for name in container.names:
            read = container.read(name, left)
            left -= len(read)
            if name in packages:
                folder, part = packages[name]
                whole.setdefault(folder, {})[part] = read
            else:
                yield name, read
        yield from ((folder, _packed(parts)) for folder, parts in whole.items())
    elif content.startswith(MAGIC):
        compound = Compound(content)
        if not _OLD_DOCUMENTS.isdisjoint(compound.names):
            raise KnownError(
                "Tệp Excel, Word đời cũ (.xls, .doc) hoặc đặt mật khẩu mở; đề nghị mở ra, bỏ mật khẩu, lưu lại dạng "
                ".xlsx, .docx rồi gửi lại."
            )
        yield from _attached(compound.attachments(payload.MOST_FILE), left)
    elif _MAIL.match(content) and any(map(_HEADERS.match, content[:20_000].splitlines()[:50])):
        yield from _attached(mime.attachments(content), left)


def _attached(found: Iterator[tuple[str, bytes]], left: int) -> Iterator[tuple[str, bytes]]:
    """The attachments of a mail, by names that are no ways to others; raises KnownError where it has none."""
    any_there = False
    for name, content in found:
        any_there = True
        left -= len(content)
        if left < 0:
            raise KnownError("Tệp đính kèm của thư lớn bất thường; đề nghị xin lại từ nơi gửi.")
        yield name.replace("/", "_"), content
    if not any_there:
        raise KnownError("Thư không có tệp đính kèm; đề nghị xin lại thư có tệp số liệu.")
