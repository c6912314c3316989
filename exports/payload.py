"""The data that files carry, with the seal by which a copy that somebody changed is noticed.

A PDF, a workbook and a package carry the same texts: the data of the report, an envelope that says what became of it,
and a seal, which holds the digests of both and, where the format has pages, that of the pages. Files from outside are
hostile: whatever is in them, reading ends in a report or in one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path

from exports import signing
from forms.errors import KnownError
from forms.report import archive, envelope
from forms.report.archive import Archive
from forms.report.cells import Address
from forms.report.envelope import Envelope
from forms.report.report import Report
from forms.values.frozen import frozen
from forms.values.text import lowered

DATA = "report.json"
ENVELOPE = "envelope.json"
SEAL = "report.json.sha256"
PACKAGE = ".goi-nop.zip"  # how the names of packages end
PAGES = "pages"
RESOURCES = "resources"
MOST_BEFORE = 30  # reports of earlier periods; a programme lasts some years
MOST = 4_000_000  # bytes of data; a full report has some 100 thousand
MOST_FILE = 20_000_000  # bytes of a file from outside; a full report has some 500 thousand
MOST_SEAL = 10_000
_CHANGED = "Dữ liệu kèm theo đã bị sửa sau khi kết xuất (không khớp mã băm); đề nghị xin lại tệp gốc, chưa nhập gì."
EDITED_DATA = "Số liệu kèm theo đã bị sửa sau khi kết xuất (không khớp mã băm)."
_NOT_SIGNED = (
    "Chữ ký số kèm theo không đúng với dữ liệu: tệp đã bị sửa sau khi ký; đề nghị xin lại tệp gốc, chưa nhập gì."
)
_BEFORE = re.compile(r"report-[0-9A-Za-z.-]{1,20}\.json")
_LINE = re.compile(r"([0-9a-f]{64}) [ *](\S+)")


class ChangedError(KnownError):
    """Data that are no longer what was exported: somebody changed them.

    `delivery` is what they say all the same, for who decides to take them; None where nothing can be read.
    """

    def __init__(self, reason: str, delivery: Delivery | None = None) -> None:
        super().__init__(reason)
        self.delivery = delivery


@frozen
class Delivery:
    """What a file carried; `remarks` say in sentences what in the file no longer fits its data."""

    archive: Archive
    code: str  # the short code, as it is printed at the foot of the last page
    remarks: tuple[str, ...] = ()
    envelope: Envelope | None = None  # None: an earlier program sent none
    signer: str = ""  # the public key of who signed; "" where nobody did
    before: tuple[Delivery, ...] = ()  # the reports of earlier periods that came with it
    data: bytes = b""  # and the envelope, as they came
    wrapping: bytes = b""
    children: tuple[Delivery, ...] = ()  # the reports of lower offices that it was made from, where they came along
    edits: tuple[str, ...] = ()  # the remarks that tell of a copy which somebody changed by hand
    printed: tuple[tuple[Address, str], ...] = ()  # what sheets show of the report where the data say otherwise


@frozen
class Cargo:
    """What a file carries of a report: encoded once, whatever is written of it."""

    data: bytes
    envelope: bytes = b""
    before: Mapping[str, bytes] = field(default_factory=dict)  # the data of earlier periods side by side, by name
    children: tuple[tuple[bytes, bytes], ...] = ()  # data and envelopes of the reports that it was made from

    @property
    def code(self) -> str:
        """The short code of the data, for the foot of the last page."""
        return archive.short_code(self.data)


def pack(report: Report, key: bytes | None = None, children: Iterable[tuple[bytes, bytes]] = ()) -> Cargo:
    """Encode what files carry of a report, signed where the office has a key; a package takes its children along."""
    data = archive.encode(report)
    before = {name_of(one): (one, archive.encode(one)) for one in report.shown_before}
    written = envelope.write(report, DATA, data, before)
    wrapping = signing.sign(written, key) if key else written
    return Cargo(data, wrapping, {name: text for name, (_, text) in before.items()}, tuple(children))


def name_of(earlier: Report) -> str:
    """What the data of an earlier period are called in a file that carries them."""
    return f"report-{earlier.period.code}.json"


def read_before(envelope_text: bytes, part: Callable[[str, int], bytes | None]) -> dict[str, bytes]:
    """Return the data of earlier periods that an envelope tells of, as far as a file has them.

    `part` reads one by its name, of so many bytes at most; together they may be no larger than one report.
    """
    found: dict[str, bytes] = {}
    left = MOST
    try:
        names = list(envelope.read(envelope_text, DATA).others)[:MOST_BEFORE] if envelope_text else []
    except KnownError:  # `opened` says what is wrong with it
        return found
    for name in names:
        content = part(name, left) if _BEFORE.fullmatch(name) else None
        if content is not None:
            found[name] = content
            left -= len(content)
    return found


def seal(cargo: Cargo, **others: str) -> bytes:
    """Return the seal of a cargo, in the form that `sha256sum` reads; `others` are further digests by name."""
    digests = {DATA: archive.digest(cargo.data), **others}
    digests |= {name: archive.digest(text) for name, text in cargo.before.items()}
    if cargo.envelope:
        digests[ENVELOPE] = archive.digest(cargo.envelope)
    return "".join(f"{digest}  {name}\n" for name, digest in digests.items()).encode()


def sealed(text: bytes) -> Mapping[str, str]:
    """Return the digests of a seal by name; raises KnownError where it is none."""
    found = _LINE.findall(text[:MOST_SEAL].decode("ascii", "replace"))
    digests = {name: digest for digest, name in found}
    if DATA not in digests:
        raise KnownError("Tệp không có mã băm của dữ liệu kèm theo; đề nghị xin lại tệp từ nơi gửi, chưa nhập gì.")
    return digests


def opened(cargo: Cargo, digests: Mapping[str, str], remarks: tuple[str, ...] = ()) -> Delivery:
    """Return what a cargo and its seal say; raises KnownError where they do not belong together."""
    sent = archive.digest(cargo.data)
    edits = remarks
    if sent != digests[DATA]:
        raise _changed(cargo, _CHANGED)
    if not cargo.envelope and ENVELOPE not in digests:
        return Delivery(archive.decode(cargo.data), cargo.code, remarks, data=cargo.data, edits=edits)
    if archive.digest(cargo.envelope) != digests.get(ENVELOPE):
        raise _changed(cargo, _CHANGED)
    found = envelope.read(cargo.envelope, DATA)
    if found.digest != sent:
        raise _changed(cargo, _CHANGED)
    before = tuple(_opened_before(found, cargo.before))
    if unread := len(found.others) - len(before):
        remarks = (*remarks, f"Tệp còn {unread} báo cáo khác chưa được đọc; đề nghị xin từng tệp riêng.")
    signature = signing.verify(cargo.envelope)
    if signature is not None and not signature.valid:
        raise _changed(cargo, _NOT_SIGNED)
    signer = signature.key if signature else ""
    content = archive.decode(cargo.data)
    return Delivery(content, cargo.code, remarks, found, signer, before, cargo.data, cargo.envelope, edits=edits)


def _changed(cargo: Cargo, reason: str) -> ChangedError:
    """What is said of data that somebody changed, with what they say; nobody signed that."""
    try:
        content = archive.decode(cargo.data)
        found = envelope.read(cargo.envelope, DATA) if cargo.envelope else None
    except KnownError:
        return ChangedError(reason)
    parts = (cargo.data, cargo.envelope) if found else (cargo.data, b"")
    edited = Delivery(content, cargo.code, (reason,), found, data=parts[0], wrapping=parts[1], edits=(EDITED_DATA,))
    return ChangedError(reason, edited)


def opened_child(data: bytes, wrapping: bytes, digest: str) -> Delivery:
    """Return the report of a lower office that came along; raises ChangedError where it is another than named."""
    if archive.digest(data) != digest:
        raise ChangedError(_CHANGED)
    known = envelope.find(wrapping, digest)
    signature = signing.verify(wrapping) if known else None
    signer = signature.key if signature and signature.valid else ""
    return Delivery(archive.decode(data), archive.short_code(data), (), known, signer, data=data, wrapping=wrapping)


def _opened_before(found: Envelope, before: Mapping[str, bytes]) -> Iterator[Delivery]:
    """Yield the reports of earlier periods, each as the envelope knows it."""
    for name, text in before.items():
        stated = found.others[name]
        if archive.digest(text) != stated.digest:
            raise ChangedError(_CHANGED)
        yield Delivery(archive.decode(text), archive.short_code(text), (), stated, data=text)


class SpoiledError(KnownError):
    """A workbook of ours to be filled in, from which nothing can be taken: whoever filled it in has to mend it."""


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Tell in one sentence what a file from outside does to what reads it."""
    try:
        yield
    except KnownError as error:
        reason = f'"{path.name}": {lowered(str(error))}'
        if isinstance(error, ChangedError):
            raise ChangedError(reason, error.delivery) from error
        raise (SpoiledError if isinstance(error, SpoiledError) else KnownError)(reason) from error
    except Exception as error:  # a file that was made to hurt makes libraries fail in any way
        raise KnownError(
            f'"{path.name}" bị hỏng, hoặc không phải tệp mà BaoCao42 đọc được; đề nghị xin lại tệp từ nơi gửi.'
        ) from error
