"""The paragraphs of a section: the officer's own where there are some, else the template's.

An officer's paragraph is a text in the language of `forms.definitions.sentences` and is kept whole: a template that
changes later never touches it, and None in its place brings the template's back. The opening and the closing of the
document are edited in the same way, under names that no section has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from forms.definitions import sentences
from forms.definitions.references import canonical
from forms.definitions.sentences import Sentence
from forms.definitions.template import ParagraphDefinition, Template
from forms.errors import KnownError
from forms.narrative.legal import Doubt, find
from forms.narrative.narrative import address_of
from forms.narrative.scope import Scope
from forms.report.changes import SetParagraphs
from forms.report.kinds import bounds
from forms.report.report import Report
from forms.values.text import clean, lowered

OPENING, CLOSING = "opening", "closing"
TITLES = {OPENING: "Mở đầu", CLOSING: "Kết thúc"}


def of(report: Report, section: str) -> tuple[ParagraphDefinition, ...]:
    """The paragraphs that a section prints."""
    own = report.paragraphs.get(section)
    if own is None:
        return defaults(report.template, section)
    return tuple(ParagraphDefinition(_read(text)) for text in own)


def defaults(template: Template, section: str) -> tuple[ParagraphDefinition, ...]:
    """The template's paragraphs of a section."""
    if section == OPENING:
        return template.document.opening
    if section == CLOSING:
        return template.document.closing
    return template.sections[section].paragraphs


def texts(report: Report, section: str) -> tuple[str, ...]:
    """The paragraphs as an officer edits them: every footnote stands in its sentence."""
    own = report.paragraphs.get(section)
    return own if own is not None else default_texts(report.template, section)


def default_texts(template: Template, section: str) -> tuple[str, ...]:
    """The template's paragraphs as an officer edits them."""
    return tuple(sentences.write(_whole(paragraph)) for paragraph in defaults(template, section))


def change(report: Report, section: str, edited: tuple[str, ...] | None) -> SetParagraphs | None:
    """The change that puts edited texts in place; None when nothing changes. Raises KnownError for a text too long.

    Texts that are the template's own again return to the template.
    """
    if edited is not None:
        edited = tuple(clean(text).strip() for text in edited)
        edited = tuple(text for text in edited if text) or ("",)
        bounds.refuse(SetParagraphs(section, edited))
        if edited == default_texts(report.template, section):
            edited = None
    return SetParagraphs(section, edited) if edited != report.paragraphs.get(section) else None


def _whole(paragraph: ParagraphDefinition) -> Sentence:
    """The sentence with its named footnotes put where they are cited."""

    def placed(parts: Sentence) -> Iterator[sentences.Part]:
        for part in parts:
            match part:
                case sentences.NoteMark(name=name):
                    yield sentences.InlineNote(paragraph.notes[name])
                case sentences.Group(parts=inner) | sentences.Emphasis(parts=inner):
                    yield replace(part, parts=tuple(placed(inner)))
                case sentences.EachPeriod(parts=inner):
                    yield sentences.EachPeriod(tuple(placed(inner)))
                case _:
                    yield part

    return tuple(placed(paragraph.text))


def outside(report: Report, paragraph: ParagraphDefinition) -> bool:
    """Whether a paragraph names cells, and none that concerns this office in this period."""
    references = [part.reference for part in sentences.walk(paragraph.text) if isinstance(part, sentences.Value)]
    named = [reference for reference in references if reference.figure in report.template.figures]
    figures = [report.template.figures[reference.figure] for reference in named]
    return bool(figures) and not any(report.concerns(figure) for figure in figures)


def nothing(report: Report, paragraph: ParagraphDefinition) -> Sentence:
    """What is said where every number of a paragraph is nought, and its definition does not say it."""
    codes = [part.reference.figure for part in sentences.walk(paragraph.text) if isinstance(part, sentences.Value)]
    named = dict.fromkeys(report.template.figures[code].name for code in codes if code in report.template.figures)
    names = "; ".join(map(lowered, named))
    return (sentences.Field("within", "raised"), sentences.Words(f" không phát sinh: {names}."))


@lru_cache(maxsize=1024)
def _read(text: str) -> Sentence:
    """An officer's text as a sentence; one that cannot be read prints as it was typed."""
    try:
        return sentences.parse(text)
    except KnownError:
        return (sentences.Words(text),)


def problem(report: Report, text: str) -> str:
    """What is wrong with an officer's text, in words; "" when nothing is."""
    try:
        sentence = sentences.parse(text)
        _check(sentence, Scope(report))
    except KnownError as error:
        return str(error)
    return ""


def _check(sentence: Sentence, scope: Scope) -> None:  # noqa: C901 - one case a kind of part
    """Refuse what a sentence names and the report does not have."""
    for part in sentence:
        match part:
            case sentences.Value(reference=reference):
                address_of(reference, scope)
            case sentences.Citation(key=key):
                if find(scope.report, key) is None:
                    raise KnownError("văn bản được viện dẫn không còn trong danh mục")
            case sentences.NoteMark():
                raise KnownError("chú thích theo tên chỉ có trong mẫu; đề nghị chèn lại chú thích")
            case sentences.Group(parts=parts) | sentences.InlineNote(parts=parts) | sentences.Emphasis(parts=parts):
                _check(parts, scope)
            case sentences.EachPeriod(parts=parts):
                for report in scope.report.span:
                    _check(parts, Scope(report))
            case sentences.Each(reference=reference, parts=parts):
                figure = scope.report.template.figures.get(reference.figure)
                if figure is None:
                    raise KnownError(f'không có chỉ tiêu "{reference.figure}"')
                for row in scope.report.matching(figure, canonical(figure, reference.row)):
                    _check(parts, Scope(scope.report, figure, row))


def doubts(report: Report) -> tuple[Doubt, ...]:
    """What the officer's texts name and the report no longer has, by section."""
    found = []
    for section, own in report.paragraphs.items():
        for number, text in enumerate(own, start=1):
            reason = problem(report, text)
            if reason:
                found.append(
                    Doubt(
                        section,
                        f"{title(report.template, section)}, đoạn {number}: {reason}.",
                        "Đề nghị sửa đoạn này.",
                    )
                )
    return tuple(found)


def title(template: Template, section: str) -> str:
    """What a section is called where its paragraphs are edited."""
    if section in TITLES:
        return TITLES[section]
    found = template.sections.get(section)
    return f"Mục {found.number} {found.short}" if found else f"Mục {section}"
