"""Files that hold others: opened within bounds, whatever somebody made of them."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from exports import parcels
from exports.compound import MAGIC, Compound
from forms.errors import KnownError

PACKAGE = b"PK" + bytes(range(256)) * 20  # as large as no small stream is


def compound(content: bytes) -> bytes:
    """A mail as Outlook saves it, with one attachment."""

    def entry(name: str, kind: int, child: int = 0xFFFFFFFF, start: int = 0xFFFFFFFE, size: int = 0) -> bytes:
        text = name.encode("utf-16-le")
        head = text.ljust(64, b"\0") + struct.pack(
            "<HBB3I", len(text) + 2 if name else 0, kind, 1, *(0xFFFFFFFF,) * 2, child
        )
        return head.ljust(116, b"\0") + struct.pack("<IQ", start, size)

    count = -(-len(content) // 512)
    directory = (
        entry("Root Entry", 5, 1)
        + entry("__attach_version1.0_#00000000", 1, 2)
        + entry("__substg1.0_37010102", 2, start=2, size=len(content))
        + entry("", 0)
    )
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, count + 2), 0xFFFFFFFE]
    header = MAGIC + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<7I", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE) + struct.pack("<I", 0)
    header += struct.pack("<I", 0) + b"\xff" * 4 * 108
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff")
    return header + table + directory + content.ljust(count * 512, b"\0")


def mail(*parts: bytes) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "xa@a.vn", "Báo cáo"
    message.set_content("Kính gửi.")
    for number, part in enumerate(parts):
        message.add_attachment(part, maintype="application", subtype="zip", filename=f"{number}.zip")
    return message.as_bytes()


def zipped(*parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as held:
        for number, part in enumerate(parts):
            held.writestr(f"{number}.bin", part)
    return out.getvalue()


def found(path: Path, content: bytes) -> list[bytes | KnownError]:
    path.write_bytes(content)
    return [inner for _, inner in parcels.opened([path])]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "tệp"


def test_an_attachment_of_outlook_comes_out_whole(file: Path) -> None:
    assert list(Compound(compound(PACKAGE)).attachments(10**6)) == [("", PACKAGE)]
    (error,) = found(file, compound(b"x" * 5000).replace("attach".encode("utf-16-le"), "attack".encode("utf-16-le")))
    assert "không có tệp đính kèm" in str(error)


def test_mails_within_mails_and_archives_come_out(file: Path) -> None:
    plain = b"%PDF-1.7 " + bytes(50)
    assert found(file, zipped(mail(plain), compound(b"%PDF-" + PACKAGE))) == [plain, b"%PDF-" + PACKAGE]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (mail(*[b"x"] * 3000), "hơn 2000 phần"),
        (zipped(*[bytes(1000)] * 990, bytes(70_000_000)), "lớn bất thường"),
        (zipped(zipped(zipped(zipped(b"x")))), "lồng nhau quá 3 lớp"),
        (mail(), "không có tệp đính kèm"),
        (MAGIC + bytes(600), "bị hỏng"),
    ],
    ids=["attachments", "bomb", "nested", "mail", "compound"],
)
def test_what_is_made_to_hurt_is_one_sentence(file: Path, content: bytes, said: str) -> None:
    (error,) = found(file, content)
    assert isinstance(error, KnownError)
    assert said in str(error)


@pytest.mark.parametrize(
    "made", [compound(PACKAGE), mail(PACKAGE), zipped(PACKAGE, mail(PACKAGE))], ids=["msg", "eml", "zip"]
)
def test_mutants_end_in_files_or_a_sentence(file: Path, made: bytes) -> None:
    dice = random.Random(1)  # noqa: S311 - repeatable
    for _ in range(150):
        mutant = bytearray(made)
        for _ in range(dice.randint(1, 8)):
            mutant[dice.randrange(len(mutant))] = dice.choice((0, 255, 254, dice.randrange(256)))
        cut = dice.choice((len(mutant), dice.randrange(len(mutant))))
        assert all(isinstance(inner, bytes | KnownError) for inner in found(file, bytes(mutant[:cut])))
