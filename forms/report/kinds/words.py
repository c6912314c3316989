"""The kinds of change that say something in words: of the document, its sections, findings and targets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, fields

from forms.definitions.legal_document import LegalDocument
from forms.errors import KnownError
from forms.offices.plan import Answer, Attainment
from forms.report import details, limits
from forms.report.changes import (
    Acceptance,
    SetAcceptance,
    SetAnswer,
    SetDetail,
    SetLegalDocument,
    SetParagraphs,
)
from forms.report.kinds.arriving import Arriving, is_date, require
from forms.report.kinds.kind import ArchiveTable, ChangeKind, Limited
from forms.report.kinds.plain import JsonObject, moment, text
from forms.report.report import Report

# findings that may stand


def _acceptances(report: Report) -> Iterator[JsonObject]:
    for finding, accepted in sorted(report.acceptances.items()):
        yield {
            "finding": finding,
            "reason": accepted.reason,
            "who": accepted.who,
            "at": accepted.at.isoformat(),
            "cells": accepted.cells,
        }


def _acceptance(line: JsonObject) -> SetAcceptance:
    accepted = Acceptance(text(line, "reason"), text(line, "who"), moment(line, "at"), text(line, "cells"))
    return SetAcceptance(text(line, "finding"), accepted)


def _acceptance_arrives(there: Arriving, _: SetAcceptance) -> None:
    require(len(there.report.acceptances) < limits.ARRIVING)


def _acceptance_texts(change: SetAcceptance) -> Limited:
    yield "Mã phát hiện", change.finding, limits.CODE
    if change.acceptance:
        yield "Lý do giải trình", change.acceptance.reason, limits.REASON
        yield "Người giải trình", change.acceptance.who, limits.NAME


def _acceptance_bounds(change: SetAcceptance) -> None:
    accepted = change.acceptance
    if accepted and accepted.at.year not in limits.YEARS:
        raise KnownError(f"Giải trình ghi năm {accepted.at.year}; đề nghị kiểm tra ngày giờ của máy.")


ACCEPTANCE = ChangeKind(
    "acceptances",
    "giải trình",
    _acceptance_texts,
    ArchiveTable(_acceptances, _acceptance, _acceptance_arrives),
    bounds=_acceptance_bounds,
)


# what the office says of its document


def _details(report: Report) -> Iterator[JsonObject]:
    for key, value in sorted(report.details.items()):
        yield {"key": key, "value": value}


def _detail_arrives(there: Arriving, change: SetDetail) -> None:
    key, value = change
    fits = bool(details.known(there.report, key)) and value in details.CHOICES.get(key, (value,))
    require(fits and (not details.is_cut_off(key) or is_date(value or "")))


def _detail_texts(change: SetDetail) -> Limited:
    yield "Tên mục", change.key, limits.CODE
    yield "Thông tin văn bản", change.value or "", limits.DETAIL


DETAIL = ChangeKind(
    "details",
    "thông tin văn bản",
    _detail_texts,
    ArchiveTable(_details, lambda line: SetDetail(text(line, "key"), text(line, "value")), _detail_arrives),
)


# paragraphs


def _paragraphs(report: Report) -> Iterator[JsonObject]:
    for section, own in sorted(report.paragraphs.items()):
        yield {"section": section, "texts": list(own)}


def _paragraph(line: JsonObject) -> SetParagraphs:
    found = line["texts"]
    if not isinstance(found, list) or not found:
        raise TypeError("texts")
    return SetParagraphs(text(line, "section"), tuple(text({"text": item}, "text") for item in found))


def _paragraphs_arrive(there: Arriving, change: SetParagraphs) -> None:
    known = change.section in there.titles or there.has_section(change.section)
    require(known and sum(map(len, change.texts or ())) <= limits.SECTION)


def _paragraph_texts(change: SetParagraphs) -> Limited:
    yield from (("Lời văn", text, limits.SECTION) for text in change.texts or ())


def _paragraph_bounds(change: SetParagraphs) -> None:
    texts = change.texts or ()
    if len(texts) > limits.PARAGRAPHS or sum(map(len, texts)) > limits.SECTION:
        raise KnownError(
            f"Một mục dài quá {limits.SECTION} chữ hoặc {limits.PARAGRAPHS} đoạn; đề nghị chia bớt sang mục khác."
        )
    if sum(text.count("{each") for text in texts) > limits.WALKS:
        raise KnownError(f"Một mục liệt kê theo dòng quá {limits.WALKS} lần; đề nghị chia bớt sang mục khác.")


PARAGRAPHS = ChangeKind(
    "paragraphs",
    "lời văn",
    _paragraph_texts,
    ArchiveTable(_paragraphs, _paragraph, _paragraphs_arrive),
    bounds=_paragraph_bounds,
)


# legal documents


def _documents(report: Report) -> Iterator[JsonObject]:
    """The legal documents in their order."""
    for key, document in report.documents.items():
        yield {"key": key, **asdict(document)}


def _document(line: JsonObject) -> SetLegalDocument:
    parts = (text(line, item.name) for item in fields(LegalDocument))
    return SetLegalDocument(text(line, "key"), LegalDocument(*parts))


def _document_arrives(there: Arriving, _: SetLegalDocument) -> None:
    require(len(there.report.documents) < limits.ARRIVING)


def _document_texts(change: SetLegalDocument) -> Limited:
    yield "Mã văn bản", change.key, limits.CODE
    if change.document:
        yield from (("Văn bản được viện dẫn", part, limits.PART) for part in asdict(change.document).values())


LEGAL_DOCUMENT = ChangeKind(
    "documents",
    "văn bản được viện dẫn",
    _document_texts,
    ArchiveTable(_documents, _document, _document_arrives),
)


# answers to targets and tasks of the plan


def _answers(report: Report) -> Iterator[JsonObject]:
    for subject, answer in sorted(report.answers.items()):
        yield {"subject": subject, **{key: value for key, value in asdict(answer).items() if value}}


def _answer(line: JsonObject) -> SetAnswer:
    texts = {item.name: text(line, item.name) for item in fields(Answer) if item.name in line}
    return SetAnswer(text(line, "subject"), Answer(**{"value": "", **texts}))


def _answer_arrives(there: Arriving, change: SetAnswer) -> None:
    answer, answers = change.answer, there.report.answers
    fits = answer is not None and (not answer.day or is_date(answer.day)) and answer.attainment in {"", *Attainment}
    require(fits and change.subject not in answers and len(answers) < limits.ARRIVING)


def _answer_texts(change: SetAnswer) -> Limited:
    yield "Mã chỉ tiêu", change.subject, limits.CODE
    if change.answer:
        yield from (("Trả lời chỉ tiêu", part, limits.PART) for part in asdict(change.answer).values())


ANSWER = ChangeKind(
    "answers",
    "trả lời chỉ tiêu kế hoạch",
    _answer_texts,
    ArchiveTable(_answers, _answer, _answer_arrives, new=True),
)
