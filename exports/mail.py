"""A mail that is drafted: a file that the office's mail program opens ready to be looked at and sent.

`X-Unsent: 1` is what makes Outlook open a mail as a draft; other programs show it, and the folder with the same files
is beside it. Nothing is sent from here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import blake2b
from pathlib import PurePath

from forms.errors import KnownError
from forms.values.text import quoted, tidy

_ADDRESS = re.compile(
    r"[\w.+'-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}", re.ASCII | re.IGNORECASE
)
_NAMED = re.compile(r"""(?:^|(?<=[,;\n]))(?:\s*"[^"\n]*"\s*|[^",;<>@\n]*)<([^<>\s]*)>""")
_MOST = 40  # addresses of one mail
_TYPES = {
    ".pdf": "pdf",
    ".zip": "zip",
    ".docx": "vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def addresses(text: str) -> tuple[str, ...]:
    """The addresses that somebody typed, with commas, semicolons or spaces between; raises KnownError for none.

    As mail programs copy them, a name may stand before an address in angle brackets; only the address is kept.
    """
    found = tuple(dict.fromkeys(filter(None, re.split(r"[\s,;]+", _NAMED.sub(r"\1", text)))))
    for one in found:
        if not _ADDRESS.fullmatch(one):
            raise KnownError(f"{quoted(one)} không phải địa chỉ thư điện tử; đề nghị ghi như ubnd.xa@tinh.gov.vn.")
    if len(found) > _MOST:
        raise KnownError(f"Thư ghi hơn {_MOST} nơi nhận; đề nghị chia thành nhiều thư.")
    return found


def compose(to: Sequence[str], subject: str, text: str, attached: Sequence[tuple[str, bytes]] = ()) -> bytes:
    """The mail as the bytes of an .eml file; the same words and files give the same bytes."""
    mail = EmailMessage(policy=SMTP)
    mail["X-Unsent"] = "1"
    if to:
        mail["To"] = ", ".join(to)
    mail["Subject"] = tidy(subject)  # one line, whatever was typed
    mail.set_content(text.strip() + "\n")
    for name, content in attached:
        kind = _TYPES.get(PurePath(name).suffix.lower(), "octet-stream")
        mail.add_attachment(content, maintype="application", subtype=kind, filename=tidy(name))
    if attached:
        digest = blake2b(text.encode(), digest_size=12)
        for _, content in attached:
            digest.update(content)
        mail.set_boundary(f"={digest.hexdigest()}")  # else another one each time
    return mail.as_bytes()
