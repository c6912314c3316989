"""The kinds of change that say what a report is made from, and where it stands on its way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import starmap

from forms.report import journal, limits
from forms.report.changes import Filing, Pin, SetCalled, SetIssue, SetSection, SetSource, SetState
from forms.report.kinds.arriving import Arriving, require
from forms.report.kinds.kind import ArchiveTable, ChangeKind, Kept, Limited
from forms.report.kinds.plain import JsonObject, text, whole
from forms.report.report import Report

# sections handed in


def _filings(report: Report) -> Iterable[SetSection]:
    return starmap(SetSection, sorted(report.sections.items()))


def _sections(report: Report) -> Iterator[JsonObject]:
    for section, filing in sorted(report.sections.items()):
        yield {"section": section, "filing": filing}


def _section(line: JsonObject) -> SetSection:
    return SetSection(text(line, "section"), Filing(text(line, "filing")))


def _section_arrives(there: Arriving, change: SetSection) -> None:
    require(there.has_section(change.section) and change.section not in there.report.sections)


def _section_texts(change: SetSection) -> Limited:
    yield "Mã mục", change.section, limits.CODE


SECTION = ChangeKind(
    "sections",
    "tình trạng nộp mục",
    _section_texts,
    ArchiveTable(_sections, _section, _section_arrives, new=True),
    Kept(
        _filings,
        lambda change: (change.section, str(change.filing or "")),
        lambda key, said: SetSection(key, Filing(said)),
    ),
)


# reports of lower offices


def _pins(report: Report) -> Iterable[SetSource]:
    return starmap(SetSource, sorted(report.sources.items()))


def _children(report: Report) -> Iterator[JsonObject]:
    for unit, source in sorted(report.sources.items()):
        yield {"unit": unit, **{key: value for key, value in source._asdict().items() if value != ""}}


def _child(line: JsonObject) -> SetSource:
    remark = text(line, "remark") if "remark" in line else ""
    return SetSource(text(line, "unit"), Pin(text(line, "digest"), whole(line, "number"), remark))


def _child_arrives(there: Arriving, change: SetSource) -> None:
    require(change.unit not in there.report.sources)


def _said_of_child(change: SetSource) -> tuple[str, str]:
    """A pin as it is kept; one without a remark as it was before there were any."""
    pin = change.source
    return change.unit, journal.written(pin if pin.remark else pin[:2]) if pin else ""


def _child_texts(change: SetSource) -> Limited:
    digest, remark = (change.source.digest, change.source.remark) if change.source else ("", "")
    yield "Mã đơn vị", change.unit, limits.NAME
    yield "Mã đơn vị", digest, limits.NAME
    yield "Ghi chú về báo cáo cấp dưới", remark, limits.TEXT


SOURCE = ChangeKind(
    "children",
    "báo cáo cấp dưới đã dùng",
    _child_texts,
    ArchiveTable(_children, _child, _child_arrives, new=True),
    Kept(_pins, _said_of_child, lambda key, said: SetSource(key, journal.read(Pin, said))),
)


# what figures are called that the template does not have: archives say it beside every figure


def _called_texts(change: SetCalled) -> Limited:
    yield "Mã chỉ tiêu", change.figure, limits.CODE
    if change.called:
        texts = (
            change.called.label,
            *(text for pairs in (change.called.measures, change.called.rows) for one in pairs for text in one),
        )
        yield from (("Tên chỉ tiêu ngoài mẫu", text, limits.PART) for text in texts)


CALLED = ChangeKind("called", "tên chỉ tiêu ngoài mẫu", _called_texts)


# its state, number and day: no part of the data, the envelope says them


def _state_texts(change: SetState) -> Limited:
    yield from (("Lý do mở lại", stage.reason, limits.REASON) for stage in change.stages)


STATE = ChangeKind("stages", "trạng thái báo cáo", _state_texts)


def _issue_texts(change: SetIssue) -> Limited:
    if change.issue:
        parts = (part for part in asdict(change.issue).values() if isinstance(part, str))
        yield from (("Số, ngày phát hành", part, limits.PART) for part in parts)


ISSUE = ChangeKind("issue", "số, ngày phát hành", _issue_texts)
