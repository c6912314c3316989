"""The signed copy comes back: tied to its report, kept byte for byte, number and day read where they stand."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from exports import parcels
from forms.document import issuing, revisions
from forms.errors import KnownError
from forms.report.changes import Change, ReportState, SetDetail
from forms.report.report import Report
from storage.signed import Tie
from storage.workspace import Workspace
from ui.cli.commands import run
from ui.jobs.exporting import export
from ui.jobs.letters import signed_copies, submitting

AT = datetime(2024, 10, 28, 2, tzinfo=UTC)
PASSED = {"number": "312", "day": "28/10/2024"}


def stamped(path: Path) -> bytes:
    """The PDF with number and day written into the blanks of its head, as document systems do it."""
    pdf = pypdfium2.PdfDocument(path)
    words = pdf[0].get_textpage()
    text = words.get_text_range()
    over = io.BytesIO()
    canvas = Canvas(over, pagesize=pdf[0].get_size())
    for before, said in (("/BC-UBND", "312"), ("tháng", "28"), ("năm", "10")):
        left, bottom, _, _ = words.get_charbox(text.index(before, text.index("Số:")))
        canvas.setFont("Helvetica", 12)
        canvas.drawRightString(left - 3, bottom, said)
    canvas.save()
    pdf.close()
    writer = PdfWriter(clone_from=path)
    writer.pages[0].merge_page(PdfReader(over).pages[0])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def bare(content: bytes) -> bytes:
    """The same pages printed anew: nothing goes with them."""
    writer = PdfWriter()
    for page in PdfReader(io.BytesIO(content)).pages:
        writer.add_page(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.fixture
def workspace(sample: Report, tmp_path: Path) -> Workspace:
    found = Workspace.create(tmp_path / "a.bc42")
    found.add_report(sample.unit, sample.period, sample.template)
    return found


def put(workspace: Workspace, report: Report, *changes: Change) -> None:
    for change in changes:
        report.apply(change)
    workspace.save(report, changes)


def final(workspace: Workspace, report: Report, folder: Path) -> Path:
    put(workspace, report, revisions.finalise(report, "Y Hà", AT))
    (outcome,) = export(report, AT, folder, ["pdf"])
    return outcome.path


def test_a_stamped_copy_is_kept_and_is_what_is_sent(workspace: Workspace, sample: Report, tmp_path: Path) -> None:
    plain = final(workspace, sample, tmp_path)
    place = tmp_path / "bản ký.pdf"
    for content, tie in ((stamped(plain), Tie.DATA), (bare(stamped(plain)), Tie.CODE)):
        place.write_bytes(content)
        found = signed_copies.look(sample, place)
        assert (found.revision, found.tie, found.given) == (1, tie, PASSED)
    before = sample.revisions
    put(workspace, sample, *filter(None, [issuing.note(sample, {issuing.NUMBER: "31"})]))
    asked = signed_copies.question(sample, found)
    assert "số 312, ngày ban hành 28/10/2024. Báo cáo đang ghi số 31, sẽ được thay bằng số 312." in asked
    put(workspace, sample, *signed_copies.take(workspace, sample, found, {}, "Y Hà"))
    assert sample.state is ReportState.ISSUED
    assert (sample.issue.number, sample.issue.day) == ("312", date(2024, 10, 28))
    assert signed_copies.question(sample, found) == ""  # nothing new
    assert sample.revisions == before  # a number noted later is no revision
    kept = workspace.signed(sample)
    assert kept is not None
    assert workspace.signed_file(kept) == content
    done = submitting.submit(workspace, sample, tmp_path / "gửi", "Y Hà", AT.date(), to="a@b.vn")
    state = done.checklist[-1]
    assert state.message == "Đã phát hành, lần 1: số 312/BC-UBND, ngày 28/10/2024, bản ký"
    assert "(lần 1, số 312/BC-UBND, ngày 28/10/2024)" in done.text
    assert "bản ký (PDF), văn bản (DOCX)" in done.text
    assert "Bản ký không kèm số liệu" in done.text  # it was bare
    sent = {Path(name).name: found for name, found in parcels.opened([tmp_path / "gửi" / done.letter])}
    assert [name for name in sent if name.endswith(".pdf")] == [done.files[0].name]
    assert sent[done.files[0].name] == content
    workspace.close()


def test_a_copy_that_says_nothing_of_itself_needs_a_yes(workspace: Workspace, sample: Report, tmp_path: Path) -> None:
    place = tmp_path / "bản ký.pdf"
    with pytest.raises(KnownError, match="chưa chốt"):
        signed_copies.look(sample, place)
    put(workspace, sample, SetDetail("data_code", "không"))
    place.write_bytes(bare(stamped(final(workspace, sample, tmp_path))))
    found = signed_copies.look(sample, place)
    assert (found.revision, found.given) == (None, PASSED)
    with pytest.raises(KnownError, match="chưa biết là bản ký"):
        signed_copies.take(workspace, sample, found, {}, "Y Hà")
    assert workspace.signed(sample) is None
    with pytest.raises(KnownError, match="Số"):
        signed_copies.take(workspace, sample, found, {"number": "số 5"}, "Y Hà", sure=True)
    assert workspace.signed(sample) is None
    signed_copies.take(workspace, sample, found, {}, "Y Hà", sure=True)
    kept = workspace.signed(sample)
    assert kept is not None
    assert kept.tie is Tie.WORD
    for wrong in (b"%PDF-1.7 broken", b"no PDF"):
        place.write_bytes(wrong)
        with pytest.raises(KnownError):
            signed_copies.look(sample, place)
    workspace.close()


def test_a_copy_of_another_report_is_refused(workspace: Workspace, sample: Report, tmp_path: Path) -> None:
    other = tmp_path / "khác.pdf"
    other.write_bytes(final(workspace, sample, tmp_path / "1").read_bytes())
    printed = tmp_path / "in lại.pdf"
    printed.write_bytes(bare(other.read_bytes()))
    elsewhere = Report(sample.template, sample.unit, sample.period)
    elsewhere.apply(revisions.finalise(elsewhere, "Y Hà", AT))
    for place in (other, printed):
        with pytest.raises(KnownError, match="báo cáo"):
            signed_copies.look(elsewhere, place)
    workspace.close()


def test_the_exported_file_itself_is_told_to_bear_no_signature(
    workspace: Workspace, sample: Report, tmp_path: Path
) -> None:
    plain = final(workspace, sample, tmp_path)
    said = []
    for content in (plain.read_bytes(), plain.read_bytes() + b"\n/ByteRange[0 1 2 3]\n", bare(stamped(plain))):
        place = tmp_path / "ban-ky.pdf"
        place.write_bytes(content)
        said.append(signed_copies.summary(sample, signed_copies.look(sample, place)))
    assert ["không có chữ ký số" in words for words in said] == [True, False, False]


def test_a_lesser_copy_and_another_number_need_a_yes(
    workspace: Workspace, sample: Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = final(workspace, sample, tmp_path)
    put(workspace, sample, *filter(None, [issuing.note(sample, {issuing.NUMBER: "99"})]))
    workspace.close()
    sealed, printed, blank = (tmp_path / f"{name}.pdf" for name in ("ký số", "in lại", "chưa số"))
    printed.write_bytes(stamped(plain))
    sealed.write_bytes(printed.read_bytes() + b"\n/ByteRange[0 1 2 3]\n")
    blank.write_bytes(plain.read_bytes())

    def kept() -> str:
        with Workspace.open(workspace.path, readonly=True) as held:
            copy = held.signed(sample)
            return copy.name if copy else ""

    for path, why in (
        (sealed, "Báo cáo đang ghi số 99, sẽ được thay bằng số 312."),
        (printed, 'Tệp "in lại.pdf" không có chữ ký số, sẽ thay bản ký "ký số.pdf" đang giữ.'),
        (blank, 'Tệp "chưa số.pdf" không đọc được số 312, ngày ban hành 28/10/2024, sẽ thay bản ký "in lại.pdf"'),
        (sealed, ""),
    ):
        before = kept()
        if why:
            assert run(["signed", str(workspace.path), str(path)]) == 2
            assert why in capsys.readouterr().err
            assert kept() == before
        assert run(["signed", str(workspace.path), str(path), *(["--yes"] if why else [])]) == 0
        assert run(["signed", str(workspace.path), str(path)]) == 0  # the same once more takes nothing away
        assert kept() == path.name
    capsys.readouterr()
    assert run(["signed", str(workspace.path), str(sealed), "--number", "313"]) == 0
    told = capsys.readouterr().out
    assert "số 313/BC-UBND" in told
    assert "Nhưng trên bản ký đọc được số 312; đề nghị đối chiếu." in told
