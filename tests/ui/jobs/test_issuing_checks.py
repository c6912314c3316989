"""The list before a report goes out: a signed copy that lost its appendix stands first."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pypdf

from exports.pdf import writer
from forms.definitions.loading import load
from forms.document import issuing, revisions
from forms.document.document import compose
from forms.values import clock
from storage.signed import Tie
from storage.workspace import Workspace
from ui.jobs import sample
from ui.jobs.letters.issuing_checks import before_issuing
from ui.jobs.letters.submitting import Readiness

DAY = date(2025, 1, 28)


def test_pages_that_a_signed_copy_lost_are_named_first(tmp_path: Path) -> None:
    with Workspace.open(sample.make(tmp_path)) as workspace:
        report = workspace.load(load)
        assert [one.message for one in before_issuing(workspace, report, DAY)].count("Chưa chốt số liệu") == 1
        report.apply(revisions.finalise(report, "Y Hà", clock.now()))
        whole = pypdf.PdfReader(BytesIO(writer.render(compose(report, workspace.edited(report))).content))
        front, kept = pypdf.PdfWriter(), BytesIO()
        for page in whole.pages[:-1]:
            front.add_page(page)
        front.write(kept)
        workspace.keep_signed(report, report.revision, "ky.pdf", Tie.WORD, kept.getvalue())
        first, *others = before_issuing(workspace, report, DAY)
        count = len(whole.pages)
        assert (first.standing, first.code) == (Readiness.OPEN, "pages")
        assert first.more == f"Bản trình có {count} trang, bản ký có {count - 1}: thiếu trang {count}."
        assert "Chưa ghi họ tên người ký" in [one.message for one in others]
        note = issuing.note(report, {issuing.NUMBER: "312", issuing.DAY: "28/01/2025", "signer": "A Thuận"})
        assert note is not None
        report.apply(note)
        now = before_issuing(workspace, report, DAY)
        assert "Chưa ghi họ tên người ký" not in [one.message for one in now]
        said = [one.message for one in [*others, *now]]
        assert "Đã ghi số 312/BC-UBND, ngày 28/01/2025" in said
