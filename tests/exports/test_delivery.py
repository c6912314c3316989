"""What files carry: read back bit for bit, and hostile files end in one sentence."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import DecodedStreamObject, NameObject

from exports import delivery, package, payload
from exports.excel import workbook
from exports.payload import Cargo
from exports.pdf import writer as pdf
from forms.document import restoring, revisions
from forms.document.document import compose
from forms.errors import KnownError
from forms.report import archive
from forms.report.cells import Address, Cell, State
from forms.report.changes import Change, ReportState, SetCell
from forms.report.report import Report
from forms.values.numbers import Number
from tests.conftest import empty_report
from tests.exports.documents import document
from tests.exports.reading import pages, squeezed
from tests.forms.reports import changes, made

EDITED = datetime(2024, 11, 15, 7, 30, tzinfo=UTC)
FORMATS = ("pdf", "xlsx", "zip")


def write(report: Report, path: Path) -> Path:
    match path.suffix:
        case ".pdf":
            pdf.write(compose(report, EDITED), path, payload.pack(report))
        case ".xlsx":
            workbook.write(report, EDITED, path, payload.pack(report))
        case _:
            package.write(payload.pack(report), EDITED, path)
    return path


def carrying(data: bytes, path: Path) -> Path:
    """A small PDF, or a package, that carries any data."""
    if path.suffix == ".pdf":
        pdf.write(document(), path, Cargo(data))
    else:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as found:
            found.writestr(payload.DATA, data)
            found.writestr(payload.SEAL, payload.seal(Cargo(data)))
    return path


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_sample_comes_back_bit_for_bit(sample: Report, tmp_path: Path, suffix: str) -> None:
    found = delivery.read(write(sample, tmp_path / f"a.{suffix}"))
    back = restoring.restore(found.archive, sample.template)
    assert back == sample
    assert archive.encode(back) == archive.encode(sample)
    assert found.code == archive.fingerprint(sample)
    assert found.remarks == ()


@settings(max_examples=25)
@given(changes())
def test_any_report_comes_back_bit_for_bit(tmp_path: Path, drawn: tuple[Change, ...]) -> None:
    report = made(drawn)
    for path in (carrying(archive.encode(report), tmp_path / "a.pdf"), write(report, tmp_path / "a.zip")):
        assert restoring.restore(delivery.read(path).archive, report.template) == report


@settings(max_examples=12)
@given(changes())
def test_any_report_comes_back_from_its_workbook(tmp_path: Path, drawn: tuple[Change, ...]) -> None:
    report = made(drawn)
    found = delivery.read(write(report, tmp_path / "a.xlsx"))
    assert restoring.restore(found.archive, report.template) == report
    assert found.remarks == ()


@pytest.mark.parametrize("persons", [Cell(Number(5)), Cell(None, State.NIL), None])
def test_a_share_that_follows_from_a_plan_is_no_edit(tmp_path: Path, persons: Cell | None) -> None:
    report = empty_report()
    report.cells[Address("jobs_created", "", "plan")] = Cell(Number(10))
    if persons is not None:
        report.cells[Address("jobs_created", "", "persons")] = persons
    assert delivery.read(write(report, tmp_path / "a.xlsx")).remarks == ()


def test_the_short_code_stands_at_the_foot_of_the_last_page(sample: Report, tmp_path: Path) -> None:
    path = write(sample, tmp_path / "a.pdf")
    assert pages(path)[-1].foot == squeezed(f"Mã dữ liệu: {delivery.read(path).code}")


def test_the_same_hash_in_every_file(sample: Report, tmp_path: Path) -> None:
    codes = {delivery.read(write(sample, tmp_path / f"a.{suffix}")).code for suffix in FORMATS}
    assert codes == {archive.fingerprint(sample)}
    sample.apply(SetCell(next(iter(sample.cells)), Cell(Number(1))))
    assert archive.fingerprint(sample) not in codes


def rezipped(path: Path, edit: Callable[[str, bytes], bytes]) -> Path:
    """The same zip with its members edited."""
    with zipfile.ZipFile(path) as found:
        members = [(entry, found.read(entry)) for entry in found.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for entry, content in members:
            made.writestr(entry.filename, edit(entry.filename, content))
    return path


def test_formulas_that_another_program_saved_without_results_are_no_blank_cells(sample: Report, tmp_path: Path) -> None:
    path = write(sample, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book["II.1"]["E5"] = 4765
    book.save(path)
    found = delivery.read(path)
    assert re.match(r"\d+ ô công thức không kèm kết quả", found.remarks[-1])
    assert [(address.figure, text) for address, text in found.printed] == [("ncc_monthly", "4765")]


def test_a_number_changed_in_a_sheet_is_noticed(sample: Report, tmp_path: Path) -> None:
    path = write(sample, tmp_path / "a.xlsx")
    rezipped(path, lambda _name, content: content.replace(b"<v>4764</v>", b"<v>4765</v>"))
    found = delivery.read(path)
    assert found.remarks == ('Trang "II.1", ô E5: đã sửa thành "4765", dữ liệu gốc là "4.764".',)
    assert restoring.restore(found.archive, sample.template) == sample


def test_a_lost_sheet_and_a_filled_blank_are_noticed(sample: Report, tmp_path: Path) -> None:
    path = write(sample, tmp_path / "a.xlsx")
    renamed = rezipped(path, lambda _name, content: content.replace(b'name="II.5"', b'name="khac"'))
    assert delivery.read(renamed).remarks == ()
    edited = rezipped(renamed, lambda _name, content: content.replace(b"<v>2</v>", b"<v>99</v>"))
    assert delivery.read(edited).remarks[-1:] == ('Trang "khac", ô E5: đã sửa thành "99", dữ liệu gốc là "2".',)
    book = openpyxl.load_workbook(write(sample, path), data_only=True)
    del book["II.5"]
    book.save(path)
    assert delivery.read(path).remarks == (
        'Trang "II.5" đã bị xóa hoặc đổi tên; số liệu lấy theo dữ liệu gốc kèm theo.',
    )
    book = openpyxl.load_workbook(write(sample, path))  # formulas of the appendix lose their values, not its words
    del book["II.1"]
    book.save(path)
    assert 'Trang "II.1" đã bị xóa hoặc đổi tên; số liệu lấy theo dữ liệu gốc kèm theo.' in delivery.read(path).remarks
    blank = sample.cells.pop(Address("ncc_monthly", "", "persons"))
    filled = write(sample, path)
    assert blank.number is not None

    def fill(name: str, content: bytes) -> bytes:
        first = name.endswith("/sheet1.xml")
        return re.sub(rb'<c r="E5" s="(\d+)"/>', rb'<c r="E5" s="\1"><v>7</v></c>', content) if first else content

    rezipped(filled, fill)
    assert delivery.read(filled).remarks == ('Trang "II.1", ô E5: đã sửa thành "7", dữ liệu gốc là "".',)


def test_a_letter_changed_in_a_page_is_noticed(sample: Report, tmp_path: Path) -> None:
    path = write(sample, tmp_path / "a.pdf")
    writer = pypdf.PdfWriter(clone_from=path)
    writer.write(path)
    assert delivery.read(path).remarks == ()  # another program saved it, nobody changed it
    content = writer.pages[1].get_contents()
    assert content is not None
    drawn = DecodedStreamObject()
    drawn.set_data(content.get_data().replace(b"Tj", b" Tj", 1))
    writer.pages[1][NameObject("/Contents")] = writer._add_object(drawn)
    writer.write(path)
    found = delivery.read(path)
    assert found.remarks == (
        "Trang in trong tệp PDF đã bị sửa sau khi kết xuất; số liệu lấy theo dữ liệu gốc kèm theo.",
    )
    assert restoring.restore(found.archive, sample.template) == sample


@pytest.mark.parametrize("suffix", ["pdf", "zip"])
def test_data_that_was_changed_is_refused(sample: Report, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    data = archive.encode(sample)
    if suffix == "zip":
        write(sample, path)
        rezipped(path, lambda name, content: content.replace(b"4764", b"4765") if name == payload.DATA else content)
    else:
        pdf.write(document(), path, Cargo(data))
        writer = pypdf.PdfWriter(clone_from=path)
        next(item for item in writer.attachment_list if item.name == payload.DATA).content = data.replace(
            b"4764", b"4765"
        )
        writer.write(path)
    with pytest.raises(KnownError, match="đã bị sửa sau khi kết xuất"):
        delivery.read(path)


def test_data_that_was_changed_in_a_workbook_is_refused(sample: Report, tmp_path: Path) -> None:
    path = write(sample, tmp_path / "a.xlsx")
    digest = archive.digest(archive.encode(sample)).encode()
    rezipped(path, lambda _name, content: content.replace(digest, b"0" * 64))
    with pytest.raises(KnownError, match="đã bị sửa sau khi kết xuất"):
        delivery.read(path)


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return path


def trap_member(path: Path, name: str) -> Path:
    """A package with one more member of a wicked name."""
    with zipfile.ZipFile(path, "a") as made:
        made.writestr(name, b"x")
    return path


@pytest.mark.parametrize("name", ["../../evil", "/etc/evil", "C:\\evil", "..\\evil"])
def test_a_wicked_path_in_a_package_writes_nothing(sample: Report, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "trong" / "sâu"
    folder.mkdir(parents=True)
    path = trap_member(write(sample, folder / "a.zip"), name)
    assert restoring.restore(delivery.read(path).archive, sample.template) == sample
    assert [item for item in tmp_path.rglob("*") if item.is_file()] == [path]


def _bomb(size: int) -> bytes:
    return b" " * size


def test_a_bomb_in_a_package_is_refused_unopened(tmp_path: Path) -> None:
    data = _bomb(payload.MOST + 1)
    with pytest.raises(KnownError, match="lớn bất thường"):
        delivery.read(carrying(data, tmp_path / "a.zip"))


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = carrying(_bomb(payload.MOST + 1), tmp_path / "a.zip")
    size, lie = (payload.MOST + 1).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, lie))
    with pytest.raises(KnownError):
        delivery.read(path)


def test_a_bomb_in_a_pdf_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnownError):
        delivery.read(carrying(_bomb(80_000_000), tmp_path / "a.pdf"))


_LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (_LAUGHS, "khai báo không được phép"),
        (_LAUGHS.replace(b"<!DOCTYPE", b"<!--" + b" " * 10_000 + b"--><!DOCTYPE"), "khai báo không được phép"),
        (b"<!--" + b" " * 10_000 + b"-->" + _LAUGHS, "bị hỏng"),
        (("\ufeff" + _LAUGHS.decode()).encode("utf-16"), "bị hỏng"),
        (_LAUGHS.decode().encode("utf-16-le"), "khai báo không được phép"),
        (_LAUGHS.replace(b'"1.0"', b'"1.0" encoding="utf-7"'), "bị hỏng"),
    ],
)
def test_a_workbook_with_entities_is_refused(sample: Report, tmp_path: Path, part: bytes, words: str) -> None:
    path = write(sample, tmp_path / "a.xlsx")
    rezipped(path, lambda name, content: part + content[55:] if name == "xl/workbook.xml" else content)
    with pytest.raises(KnownError, match=words):
        delivery.read(path)


def test_a_workbook_that_unpacks_beyond_measure_is_refused(sample: Report, tmp_path: Path) -> None:
    path = write(sample, tmp_path / "a.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as made, made.open("xl/x.xml", "w") as part:
        for _ in range(201):
            part.write(_bomb(1_000_000))
    assert delivery.read(path).remarks == ()  # what nobody asks for is never unpacked
    rezipped(path, lambda name, content: content + _bomb(11_000_000) if name.endswith("Strings.xml") else content)
    with pytest.raises(KnownError, match="lớn bất thường"):
        delivery.read(path)


def test_a_number_moved_to_the_last_row_is_noticed(sample: Report, tmp_path: Path) -> None:
    path = write(sample, tmp_path / "a.xlsx")
    last = b'r="E1048576"'
    rezipped(path, lambda name, content: content.replace(b'r="E5"', last) if "/sheet1." in name else content)
    assert delivery.read(path).remarks[0] == 'Trang "II.1", ô E5: đã sửa thành "", dữ liệu gốc là "4.764".'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7\n"),
        ("a.pdf", b"%PDF-1.7\n%%EOF"),
        ("a.xlsx", b"PK\x03\x04"),
        ("a.zip", b"PK\x05\x06" + bytes(18)),
        ("a.docx", b"\xd0\xcf\x11\xe0"),
        ("a.txt", b""),
        ("a.exe", b"MZ"),
    ],
)
def test_what_carries_nothing_gets_a_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(KnownError, match=re.escape(f'"{name}"')):
        delivery.read(path)


@pytest.mark.parametrize("content", [b"Rar!\x1a\x07\x01\x00", b"7z\xbc\xaf'\x1c\x00\x04", b"\x1f\x8b\x08\x00"])
def test_an_archive_of_another_kind_is_to_be_unpacked(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    with pytest.raises(KnownError, match="giải nén rồi chọn"):
        delivery.read(path)


def test_a_folder_and_a_missing_file_get_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="là thư mục không có gói nộp đã giải nén; đề nghị chọn một tệp trong đó"):
        delivery.read(tmp_path)
    with pytest.raises(KnownError, match="Không tìm thấy"):
        delivery.read(tmp_path / "a.pdf")


def test_a_folder_that_is_an_unpacked_package_is_read(sample: Report, tmp_path: Path) -> None:
    path = write(sample, tmp_path / "a.zip")
    for count, place in enumerate(("gói", "hai/trong", "ba"), start=1):
        with zipfile.ZipFile(path) as made:
            made.extractall(tmp_path / "thư" / place)
        if count == 1:
            assert delivery.read(tmp_path / "thư" / "gói") == delivery.read(tmp_path / "thư") == delivery.read(path)
    assert delivery.read(tmp_path / "thư" / "hai") == delivery.read(path)
    with pytest.raises(KnownError, match="có 3 gói nộp đã giải nén"):
        delivery.read(tmp_path / "thư")
    (tmp_path / "thư" / "ba" / payload.DATA).write_bytes(b"{}")
    with pytest.raises(KnownError, match='"ba": dữ liệu kèm theo đã bị sửa'):
        delivery.read(tmp_path / "thư" / "ba")


def test_a_pdf_of_somebody_else_gets_a_sentence(tmp_path: Path) -> None:
    pdf.write(document(), tmp_path / "a.pdf")
    with pytest.raises(KnownError, match="không kèm dữ liệu"):
        delivery.read(tmp_path / "a.pdf")
    file = io.BytesIO()
    writer = pypdf.PdfWriter(clone_from=tmp_path / "a.pdf")
    writer.encrypt("x")
    writer.write(file)
    (tmp_path / "a.pdf").write_bytes(file.getvalue())
    with pytest.raises(KnownError, match=r'"a\.pdf"'):
        delivery.read(tmp_path / "a.pdf")


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_file_ends_in_a_report_or_a_sentence(sample: Report, tmp_path: Path, data: st.DataObject) -> None:
    suffix = data.draw(st.sampled_from(FORMATS))
    path = tmp_path / f"whole.{suffix}"
    whole = (path if path.exists() else write(sample, path)).read_bytes()
    start = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.integers(0, 300) | st.just(len(whole)))
    damaged = tmp_path / f"damaged.{suffix}"
    damaged.write_bytes(whole[:start] + data.draw(st.binary(max_size=20)) + whole[start + length :])
    with suppress(KnownError):
        assert restoring.restore(delivery.read(damaged).archive, sample.template).unit == sample.unit


def test_reading_loads_only_what_it_needs(sample: Report, tmp_path: Path) -> None:
    path = write(sample, tmp_path / "a.zip")
    code = (
        "import sys; from pathlib import Path; from exports import delivery; delivery.read(Path(sys.argv[1])); "
        "print([m for m in ('reportlab', 'pypdf', 'openpyxl') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_envelope_goes_with_the_data(sample: Report, tmp_path: Path, suffix: str) -> None:
    draft = delivery.read(write(sample, tmp_path / f"a.{suffix}"))
    sample.apply(revisions.finalise(sample, "Y Hà", EDITED))
    final = delivery.read(write(sample, tmp_path / f"b.{suffix}"))
    assert draft.envelope is not None
    assert final.envelope is not None
    assert (draft.envelope.state, final.envelope.state) == (ReportState.DRAFT, ReportState.FINAL)
    assert final.code == draft.code
    assert final.archive == draft.archive
    assert not final.remarks


def test_an_envelope_that_was_changed_or_taken_away_is_refused(sample: Report, tmp_path: Path) -> None:
    path = write(sample, tmp_path / "a.zip")
    rezipped(path, lambda name, content: content.replace(b"du_thao", b"chot") if name == payload.ENVELOPE else content)
    with pytest.raises(KnownError, match="đã bị sửa sau khi kết xuất"):
        delivery.read(path)
    cargo, other = payload.pack(sample), payload.pack(made([]))
    for mixed in (Cargo(cargo.data), Cargo(cargo.data, other.envelope)):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as found:
            found.writestr(payload.DATA, mixed.data)
            if mixed.envelope:
                found.writestr(payload.ENVELOPE, mixed.envelope)
            found.writestr(payload.SEAL, payload.seal(mixed if mixed.envelope else cargo))
        with pytest.raises(KnownError, match="đã bị sửa sau khi kết xuất"):
            delivery.read(path)


def test_a_further_report_in_a_file_is_told(sample: Report) -> None:
    cargo = payload.pack(sample)
    envelope = json.loads(cargo.envelope)
    envelope["reports"].append({**envelope["reports"][0], "data": "report-2.json"})
    cargo = Cargo(cargo.data, json.dumps(envelope).encode())
    found = payload.opened(cargo, payload.sealed(payload.seal(cargo)))
    assert [remark for remark in found.remarks if "1 báo cáo khác" in remark]


@pytest.mark.parametrize("how", ["again", "rows", "names", "rows names", "first column", "middle column"])
def test_a_workbook_that_another_program_saved_is_no_tampering(how: str, sample: Report, tmp_path: Path) -> None:
    path = write(sample, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)  # which keeps formulas and forgets their values
    for number, sheet in enumerate(book.worksheets):
        if sheet.sheet_state == "veryHidden":
            continue
        if "rows" in how:
            sheet.insert_rows(sheet.max_row // 2, 2)
            sheet.insert_rows(sheet.max_row // 3)
        if "column" in how:
            sheet.insert_cols(1 if "first" in how else 6)
        if "names" in how:
            sheet.title = f"Trang {number}"
    book.save(path)
    found = delivery.read(path)
    assert found.edits == ()
    assert all("không kèm kết quả" in remark for remark in found.remarks)


@pytest.mark.parametrize("folder", ["", "gói/", "a/b/"])
def test_a_package_that_was_zipped_again_is_found(folder: str, sample: Report, tmp_path: Path) -> None:
    inner = tmp_path / "a.goi-nop.zip"
    package.write(payload.pack(sample), EDITED, inner)
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as again, zipfile.ZipFile(inner) as parts:
        if folder.count("/") == 1:
            for name in parts.namelist():
                again.writestr(folder + name, parts.read(name))
        else:
            again.write(inner, folder + inner.name)
            again.writestr(f"{folder}đọc.txt", "x")
    assert delivery.read(tmp_path / "b.zip").code == delivery.read(inner).code
