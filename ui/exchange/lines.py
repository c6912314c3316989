"""The lines of the page that receives: what waits, what came in, and who has sent nothing; in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import NamedTuple

from forms.offices.units import Unit
from forms.report.report import Report
from forms.values.frozen import frozen
from forms.values.style import moment_at
from forms.values.text import raised
from storage.intake import Reception
from storage.received import Received
from storage.tables.units import Units
from ui.exchange.tray import TrayItem

HEADS = ("Tệp nhận được", "Đơn vị, kỳ", "Bản", "So với bản đang giữ", "Kiểm tra")
FILE, OFFICE, REVISION, VERDICT, FINDINGS = range(len(HEADS))


class Sign(NamedTuple):
    """A picture in a colour of the theme."""

    picture: str
    colour: str


_NONE = Sign("", "text2")
_KINDS = {
    ".pdf": "document_pdf",
    ".xlsx": "document_table",
    ".docx": "document_text",
    ".csv": "document_table",
    ".txt": "document_text",
    ".zip": "archive",
    ".eml": "mail",
    ".msg": "mail",
    **dict.fromkeys((".jpg", ".jpeg", ".png"), "image"),
}
_VERDICTS = {
    Reception.NEW: ("Mới", Sign("add_circle", "text2")),
    Reception.REPLACES: ("Thay thế", Sign("arrow_swap", "text2")),
    Reception.SAME: ("Trùng", Sign("checkmark", "text2")),
    Reception.OLDER: ("Cũ hơn bản đang giữ", Sign("checkmark", "text2")),
    Reception.FORK: ("Rẽ nhánh", Sign("branch_fork", "warning")),
    Reception.OTHER_PERIOD: ("Kỳ khác", Sign("info", "accent")),
    Reception.UNKNOWN_UNIT: ("Chưa rõ đơn vị", Sign("question_circle", "warning")),
    Reception.EDITED: ("Đã sửa tay sau khi kết xuất", Sign("warning", "warning")),
    Reception.UNREADABLE: ("Không đọc được", Sign("dismiss_circle", "error")),
}


@frozen
class ArrivalLine:
    """One line: a group with its name alone, a file that waits, a report that came, or an office that sent nothing."""

    texts: tuple[tuple[str, str], ...]  # for each head, two lines
    sign: Sign = _NONE
    file: str = ""  # the picture of its file
    counts: tuple[int, ...] | None = None  # errors, warnings, notes; None where nothing was checked
    arrival: TrayItem | None = None
    held: Received | None = None
    office: int | None = None

    @property
    def is_group(self) -> bool:
        """Whether it is the name of those that follow."""
        return self.arrival is None and self.held is None and self.office is None

    @property
    def aloud(self) -> str:
        """The whole line, for who listens."""
        return "; ".join(", ".join(filter(None, pair)) for pair in self.texts if any(pair))


def lines(
    arrivals: Sequence[TrayItem],
    held: Sequence[Received],
    absent: Sequence[int],
    offices: Units,
    draft: Report,
    statements: Mapping[int, int],
) -> Iterator[ArrivalLine]:
    """Every line, under the names of groups; a group without lines is left out.

    What asks something comes first, what tells nothing new last; `statements` says how many numbers given by word lie
    over what was received.
    """
    asking = [one for one in arrivals if one.asks]
    known = [one for one in arrivals if one.known]
    ready = [one for one in arrivals if not (one.received or one.asks or one.known)]
    yield from _files("Cần xem", asking, offices)
    yield from _files("Chờ nhận", ready, offices)
    came, told = [one for one in held if one.filed], [one for one in held if not one.filed]
    if came:
        yield _group(f"Đã nhận · {raised(draft.period.label)} · {len(came)}")
        for one in came:
            yield _came(one, offices.at(one.unit, draft.period.end), draft, statements.get(one.id, 0))
    if told or absent:
        yield _group(f"Chưa gửi · {raised(draft.period.label)} · {len(told) + len(absent)}")
        for one in told:
            yield _told(one, offices.at(one.unit, draft.period.end), draft, statements.get(one.id, 0))
        for office in absent:
            unit = offices.at(office, draft.period.end)
            yield ArrivalLine(
                (("", ""), (unit.name, raised(draft.period.label)), ("", ""), ("Chưa gửi", ""), ("", "")), office=office
            )
    yield from _files("Không có gì mới", known, offices)


def _files(name: str, items: Sequence[TrayItem], offices: Units) -> Iterator[ArrivalLine]:
    if items:
        yield _group(f"{name} · {len(items)}")
        yield from (_waiting(one, offices) for one in items)


def _group(text: str) -> ArrivalLine:
    return ArrivalLine(((text, ""), *((("", ""),) * (len(HEADS) - 1))))


def _waiting(one: TrayItem, offices: Units) -> ArrivalLine:
    path = PurePath(one.path)
    name, place, inside = path.name, str(path.parent), _inside(path)
    sending, judgement = one.sending, one.judgement
    word, sign = _VERDICTS[judgement.verdict]
    if sending is None:
        texts = ((name, inside or place), ("", ""), ("", ""), (word, judgement.remark), ("", ""))
        return ArrivalLine(texts, sign, _kind(name), arrival=one)
    report = sending.report
    office = judgement.office
    unit = offices.at(office, report.period.end) if office is not None and office > 0 else report.unit
    doubt = "?" if judgement.verdict is Reception.UNKNOWN_UNIT else ""
    if judgement.verdict is Reception.REPLACES:
        moved = f"{judgement.changes} ô đổi" if judgement.changes else "số liệu không đổi"
        word = f"Thay bản đang giữ: {moved}"
    if judgement.verdict is Reception.OTHER_PERIOD:
        word = f"Kỳ khác: {report.period.label}"
    remark = _reason(one) if judgement.verdict.comes_in else judgement.remark
    whose = (unit.name + doubt, raised(report.period.label))
    texts = ((name, inside or place), whose, (revision(sending.number), ""), (word, remark), ("", ""))
    return ArrivalLine(texts, sign if one.judged else _NONE, _kind(name), sending.findings, one)


def _reason(one: TrayItem) -> str:
    """What is to be known of a report that comes in."""
    chain = one.sending.envelope.chain if one.sending and one.sending.envelope else ()
    if words := edited(one):
        return words
    if one.judgement.verdict is Reception.REPLACES and chain and chain[-1].reason:
        return f"lý do: {chain[-1].reason}"
    slip = one.sending is not None and one.sending.reply is not None  # over which draft, and was it returned
    if one.judgement.verdict is Reception.REPLACES and (slip or not one.judgement.changes):
        return one.judgement.remark
    return "" if one.judgement.office is not None else "đơn vị mới"


def edited(one: TrayItem) -> str:
    """What was changed by hand in a report that comes in all the same, and which of its numbers are taken."""
    if one.sending is None or not one.judgement.verdict.comes_in:
        return ""
    return f"{'Lấy số liệu kèm theo. ' if one.sending.printed else ''}{one.sending.source.edited}"


def _came(one: Received, unit: Unit, draft: Report, statements: int) -> ArrivalLine:
    name = PurePath(one.file).name
    word, sign = f"Đã nhận {moment_at(one.at)}", Sign("checkmark_circle_line", "ok")
    remark = ""
    if one.returned:
        word, sign, remark = "Đề nghị báo cáo lại", Sign("arrow_reply", "warning"), one.returned
    elif one.edited:
        remark, sign = "bản đã sửa tay sau khi kết xuất", Sign("warning", "warning")
    if statements:
        remark = "; ".join(filter(None, (remark, f"{statements} số báo ngoài báo cáo, chờ văn bản")))
        sign = Sign("call", "warning")
    texts = ((name, ""), (unit.name, raised(draft.period.label)), (revision(one.number), ""), (word, remark), ("", ""))
    return ArrivalLine(texts, sign, _kind(name), one.findings, held=one, office=one.unit)


def _told(one: Received, unit: Unit, draft: Report, statements: int) -> ArrivalLine:
    """An office of which there is nothing but what it gave by word or on paper."""
    remark = f"{statements} số báo ngoài báo cáo, chờ văn bản" if statements else ""
    sign = Sign("call", "warning") if statements else _NONE
    whose = (unit.name, raised(draft.period.label))
    return ArrivalLine((("", ""), whose, ("", ""), ("Chưa gửi", remark), ("", "")), sign, held=one, office=one.unit)


def revision(number: int) -> str:
    """What a revision is called; a draft has no number."""
    return f"Bản {number}" if number else "Dự thảo"


def _inside(path: PurePath) -> str:
    """In which archive or mail a file lies, where it lies in one."""
    for part in path.parts[:-1]:
        suffix = part[-4:].lower()
        if suffix in {".eml", ".msg"}:
            return f"Trong thư “{part}”"
        if suffix == ".zip":
            return f"Trong “{part}”"
    return ""


def _kind(name: str) -> str:
    return _KINDS.get(PurePath(name).suffix.lower(), "document_question")
