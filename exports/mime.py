"""A mail from outside as it travels (MIME): only its attachments, each cut out of the bytes where it stands.

Nothing in it is believed: heads and their lines, parts and their depth are counted, and the mail is never split into
lines or made into text, which would cost forty times its size.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.message import Message
from email.utils import collapse_rfc2231_value

from forms.errors import KnownError

MOST_PARTS = 2000
_DEEPEST = 10
_MOST_HEAD = 256_000  # bytes before the first blank line of a mail or a part
_LONGEST = 4000  # bytes of a line of the head that is looked at
_WANTED = re.compile(
    rb"^(content-(?:type|disposition|transfer-encoding)):((?:[^\n]*\n)(?:[ \t][^\n]*\n)*)", re.IGNORECASE | re.MULTILINE
)
_BLANK = re.compile(rb"^\r?\n", re.MULTILINE)
_TOO_MANY = f"Thư có hơn {MOST_PARTS} phần; đề nghị chọn thư có tệp số liệu."


def attachments(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The files attached to a mail, and to mails within it, by name; raises KnownError for more than any mail has."""
    waiting = [(0, len(content), 0)]
    seen = 0
    while waiting:
        start, end, depth = waiting.pop()
        seen += 1
        if seen > MOST_PARTS or depth > _DEEPEST:
            raise KnownError(_TOO_MANY)
        head, start = _head(content, start, end)
        kind, name = head.get_content_type(), _name(head)
        boundary = head.get_boundary()
        if head.get_content_maintype() == "multipart" and boundary:
            parts = list(_parts(content, start, end, boundary.encode("ascii", "replace")))
            waiting += [(*part, depth + 1) for part in reversed(parts)]
        elif kind == "message/rfc822" and start < end:
            waiting.append((start, end, depth + 1))
        elif name and (data := _decoded(content[start:end], head)):
            yield name, data


def _head(content: bytes, start: int, end: int) -> tuple[Message, int]:
    """What the head of a part says of its content, and where that begins; raises KnownError for one without end."""
    found, blank = Message(), _BLANK.search(content, start, min(end, start + _MOST_HEAD))
    if blank is None and end - start > _MOST_HEAD:
        raise KnownError("Phần đầu của thư dài bất thường; đề nghị xin lại thư từ nơi gửi.")
    stop, begin = blank.span() if blank else (end, end)
    for name, text in _WANTED.findall(content[start:stop] + b"\n"):
        word = name.decode("ascii").lower()
        if word not in found and len(text) <= _LONGEST:
            found[word] = re.sub(rb"[\r\n]+", b"", text).decode("utf-8", "replace").strip()
    return found, begin


def _name(head: Message) -> str:
    """How the file of a part is called; "" where it is none."""
    found = head.get_param("filename", None, "content-disposition") or head.get_param("name", None, "content-type")
    if not found:
        return ""
    text = collapse_rfc2231_value(found)
    return str(make_header(decode_header(text))) if "=?" in text else text


def _parts(content: bytes, start: int, end: int, boundary: bytes) -> Iterator[tuple[int, int]]:
    """Where the parts of a multipart begin and end; the last one may lack its closing line."""
    line = re.compile(rb"\n--" + re.escape(boundary) + rb"(--)?[ \t]{0,100}\r?(?:\n|\Z)")
    begun: int | None = None
    for count, found in enumerate(line.finditer(content, start - 1, end)):
        if count > MOST_PARTS:
            raise KnownError(_TOO_MANY)
        if begun is not None:
            stop = found.start() - 1 if content[found.start() - 1 : found.start()] == b"\r" else found.start()
            yield begun, max(begun, stop)
        begun = None if found[1] else found.end()
        if begun is None:
            return
    if begun is not None:
        yield begun, end


def _decoded(body: bytes, head: Message) -> bytes:
    way = str(head.get("content-transfer-encoding", "")).strip().lower()
    try:
        if way == "base64":
            return binascii.a2b_base64(body)
        if way == "quoted-printable":
            return binascii.a2b_qp(body)
    except binascii.Error:  # cut off: who reads the file says so
        return body
    return body
