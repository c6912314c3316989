"""The minutes of a handover: which reports, what goes with them, in which sealed file, from whom to whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from forms.document.letters.letter import letter
from forms.document.plain_table import TableColumn, row_of, table_of
from forms.narrative.blocks import Document, Heading, Paragraph, SignatureBlock, Table, Text
from forms.report.report import Report
from forms.values.numbers import Number, show
from forms.values.style import day_in_figures, day_in_words
from forms.values.text import raised

_SIDES = ("BÊN GIAO", "BÊN NHẬN")
_DOTS = "…" * 12  # room for a name that is not known


class HandedReport(NamedTuple):
    """A report that is handed over: in which file, which one, whose, in which state.

    `filled` counts the cells that need nothing more, and all; `edited` is by the clocks of Vietnam; `due` says until
    when it is to be handed in, "" where it was or nobody says.
    """

    file: str
    title: str
    unit: str
    state: str
    filled: tuple[int, int]
    edited: datetime
    due: str = ""


class Sealed(NamedTuple):
    """The sealed file: its name, size in bytes and SHA-256, what is in it beside reports, and what could not be."""

    name: str
    size: int
    digest: str
    beside: Sequence[str]
    remarks: Sequence[str]


class People(NamedTuple):
    """Who hands over to whom, by name; "" where it is written in by hand."""

    giver: str
    receiver: str


def compose(
    report: Report, people: People, reports: Sequence[HandedReport], sealed: Sealed, today: date, edited: datetime
) -> Document:
    """The minutes, under the head of the office whose report is given; `edited` is the only time in files."""
    minutes = letter(
        report,
        "Bàn giao số liệu và tệp báo cáo",
        _body(people, reports, sealed, today),
        (today, edited),
        kind="BIÊN BẢN",
        recipients=("Bên giao", "Bên nhận", "Lưu: VT"),
    )
    giver, receiver = (SignatureBlock((side,), name) for side, name in zip(_SIDES, people, strict=True))
    return replace(minutes, beside=giver, signature=receiver)


def _body(
    people: People, reports: Sequence[HandedReport], sealed: Sealed, today: date
) -> Iterator[Heading | Paragraph | Table]:
    yield _said(f"Hôm nay, {day_in_words(today)}, hai bên bàn giao như sau:")
    yield _said(f"Bên giao: ông (bà) {people.giver or _DOTS}.")
    yield _said(f"Bên nhận: ông (bà) {people.receiver or _DOTS}.")
    yield Heading(2, "1", "Báo cáo")
    yield _table(reports)
    yield Heading(2, "2", "Kèm theo")
    yield from (_said(f"- {line}.") for line in sealed.beside)
    unfinished = [one for one in reports if one.due]
    if unfinished:
        yield Heading(2, "3", "Việc bên nhận làm tiếp")
        yield from (_said(f"- {one.unit}: {one.title}, hạn {one.due}.") for one in unfinished)
    if sealed.remarks:
        yield Heading(2, "4" if unfinished else "3", "Điều cần biết")
        yield from (_said(f"- {raised(line)}") for line in sealed.remarks)
    digest = " ".join(sealed.digest[start : start + 8] for start in range(0, len(sealed.digest), 8))
    yield _said(
        f"Tất cả nằm trong tệp {sealed.name} ({show(Number(sealed.size))} byte), khóa bằng mật khẩu do hai bên trao "
        f"riêng, không ghi vào biên bản. Mã SHA-256 của tệp: {digest}."
    )
    yield _said("Biên bản lập thành 02 bản, mỗi bên giữ 01 bản.")


def _said(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def _table(reports: Sequence[HandedReport]) -> Table:
    columns = [
        TableColumn("TT", 6, "center"),
        TableColumn("Báo cáo", 0),
        TableColumn("Tệp", 24),
        TableColumn("Tình trạng", 15),
        TableColumn("Đã nhập", 12, "center"),
        TableColumn("Sửa lần cuối", 15, "center"),
    ]
    return table_of(
        columns,
        [
            row_of(
                columns,
                [
                    str(place),
                    f"{one.unit}: {one.title}",
                    one.file,
                    one.state,
                    "/".join(map(str, one.filled)),
                    day_in_figures(one.edited),
                ],
            )
            for place, one in enumerate(reports, start=1)
        ],
    )
