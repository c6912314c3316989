"""Files that hold others: opened within bounds, whatever somebody made of them."""

from __future__ import annotations

import io
import json
import random
import struct
import sys
import zipfile
from email.message import EmailMessage
from email.policy import SMTP, default
from pathlib import Path

import pytest

from exports import parcels
from exports.compound import MAGIC, Compound
from forms.errors import KnownError
from tests.exports import limited

PACKAGE = b"PK" + bytes(range(256)) * 20  # as large as no small stream is


ATTACHMENT = "__attach_version1.0_#00000000"


def compound(content: bytes, times: int = 1, name: str = ATTACHMENT) -> bytes:
    """A mail as Outlook saves it, with one attachment, or several that are all the same stream; else another file."""

    def entry(
        name: str, kind: int, child: int = 0xFFFFFFFF, start: int = 0xFFFFFFFE, size: int = 0, after: int = 0xFFFFFFFF
    ) -> bytes:
        text = name.encode("utf-16-le")
        head = text.ljust(64, b"\0") + struct.pack(
            "<HBB3I", len(text) + 2 if name else 0, kind, 1, 0xFFFFFFFF, after, child
        )
        return head.ljust(116, b"\0") + struct.pack("<IQ", start, size)

    lines = 1 + 2 * times
    folder, count = -(-lines // 4), -(-len(content) // 512)
    tables = next(number for number in range(1, 109) if number * 128 >= number + folder + count)
    begin = tables + folder
    directory = entry("Root Entry", 5, 1)
    for number in range(1, lines, 2):
        after = number + 2 if number + 2 < lines else 0xFFFFFFFF
        directory += entry(name, 1, number + 1, after=after)
        directory += entry("__substg1.0_37010102", 2, start=begin, size=len(content))
    fat = [0xFFFFFFFD] * tables
    for first, length in ((tables, folder), (begin, count)):
        fat += [*range(first + 1, first + length), 0xFFFFFFFE]
    header = MAGIC + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<7I", tables, tables, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE) + struct.pack("<I", 0)
    header += struct.pack(f"<{tables}I", *range(tables)).ljust(4 * 109, b"\xff")
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(tables * 512, b"\xff")
    return header + table + directory.ljust(folder * 512, b"\0") + content.ljust(count * 512, b"\0")


def mail(*parts: bytes) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "xa@a.vn", "Báo cáo"
    message.set_content("Kính gửi.")
    for number, part in enumerate(parts):
        message.add_attachment(part, maintype="application", subtype="zip", filename=f"{number}.zip")
    return message.as_bytes()


def lines_without_end(size: int) -> bytes:
    """A mail of some bytes, each line a letter: a reader that splits it takes forty times as much."""
    return b"From: a\nSubject: b\n\n" + b"a\n" * (size // 2)


def heads_without_end(size: int) -> bytes:
    """A mail of some bytes that has nothing but a head."""
    return b"From: a\nSubject: b\n" + b"X-A: b\n" * (size // 7)


def zipped(*parts: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as held:
        for number, part in enumerate(parts):
            held.writestr(f"{number}.bin", part)
    return out.getvalue()


def open_document() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as held:
        held.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        for name in ("content.xml", "styles.xml", "META-INF/manifest.xml"):
            held.writestr(name, "<a/>")
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
        (compound(b"x", name="Workbook"), "lưu lại dạng .xlsx"),
        (compound(b"x", name="WordDocument"), "đời cũ (.xls, .doc)"),
        (compound(b"x", name="EncryptedPackage"), "bỏ mật khẩu"),
        (open_document(), "dạng của LibreOffice"),
        (zipped(open_document()), "dạng của LibreOffice"),
    ],
    ids=["attachments", "bomb", "nested", "mail", "compound", "xls", "doc", "locked", "ods", "zipped ods"],
)
def test_what_is_made_to_hurt_is_one_sentence(file: Path, content: bytes, said: str) -> None:
    (error,) = found(file, content)
    assert isinstance(error, KnownError)
    assert said in str(error)


@pytest.mark.parametrize("name", ["số liệu.zip", "a/b.zip", "Báo cáo năm 2024 của Ủy ban nhân dân xã " * 4 + ".zip"])
@pytest.mark.parametrize("way", ["base64", "quoted-printable"])
def test_attachments_of_mails_within_mails_come_out_as_they_went_in(file: Path, name: str, way: str) -> None:
    inner = EmailMessage()
    inner.set_content("Kính gửi.")
    content = bytes(range(256)) * 3
    inner.add_attachment(content, maintype="application", subtype="zip", filename=name, cte=way)
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "xa@a.vn", "Chuyển"
    outer.set_content("Chuyển thư dưới đây.")
    outer.add_attachment(inner)
    for policy in (SMTP, default):
        file.write_bytes(outer.as_bytes(policy=policy))
        assert list(parcels.opened([file])) == [(f"{file}/{name.replace('/', '_')}", content)]


@pytest.mark.skipif(sys.platform == "win32", reason="a Job Object holds it there: tools/windows/proof.py")
def test_no_parcel_costs_more_than_it_may(tmp_path: Path) -> None:
    book = tmp_path / "a.bc42"
    commands = [["new", str(book), "--unit", "Tỉnh Kon Tum", "--level", "tinh", "--period", "2024"]]
    nested = bytes(39_000_000)
    for _ in range(3):
        nested = zipped(nested, method=zipfile.ZIP_STORED)
    made = {
        "lines.eml": lines_without_end(38_000_000),
        "heads.eml": heads_without_end(38_000_000),
        "stored.zip": nested,
        "one stream often.msg": compound(bytes(2_000_000), 500),
    }
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
        commands.append(["receive", str(book), str(tmp_path / name), "--json"])
    for name, done in zip(made, limited.run(commands)[1:], strict=True):
        assert done.code == 1, f"{name}: {done}"
        assert done.seconds < limited.SECONDS, f"{name}: {done}"
        assert {item["verdict"] for item in json.loads(done.out)["items"]} == {"khong_doc_duoc"}, f"{name}: {done}"


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


@pytest.mark.parametrize("zipped", [False, True])
def test_a_package_that_was_unpacked_is_one_file_again(tmp_path: Path, zipped: bool) -> None:  # noqa: FBT001
    parts = {"report.json": b"{}", "report.json.sha256": b"s", "envelope.json": b"e", "children/1a.json": b"c"}
    files = {f"gửi/xã {number}/{name}": part for number in (1, 2) for name, part in parts.items()}
    files |= {"gửi/xã 1/báo cáo.pdf": b"%PDF-", "gửi/report.json": b"alone"}
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    place = tmp_path / "gửi"
    if zipped:
        place = tmp_path / "a.zip"
        with zipfile.ZipFile(place, "w") as made:
            for name, content in files.items():
                made.writestr(name, content)
    found = dict(parcels.opened([place]))
    start = f"{place}/gửi" if zipped else str(place)
    assert found.keys() == {f"{start}/{name}" for name in ("xã 1", "xã 2", "xã 1/báo cáo.pdf", "report.json")}
    for number in (1, 2):
        whole = found[f"{start}/xã {number}"]
        assert isinstance(whole, bytes)
        with zipfile.ZipFile(io.BytesIO(whole)) as package:
            assert {name: package.read(name) for name in package.namelist()} == parts
