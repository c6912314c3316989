"""Random reports of the real template: cells in every state, open rows, notes, acceptances, words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from forms.definitions import row_ids
from forms.definitions.legal_document import LegalDocument
from forms.report.cells import Address, Cell, State
from forms.report.changes import (
    Acceptance,
    Change,
    OpenRow,
    SetAcceptance,
    SetCell,
    SetDetail,
    SetLegalDocument,
    SetNote,
    SetParagraphs,
    SetRow,
)
from forms.report.details import CHOICES
from forms.report.details import LABELS as LABELS_OF_DETAILS
from forms.report.report import Report
from forms.report.row_names import no_name
from forms.values.numbers import Number, show
from forms.values.text import clean, spoofed, tidy
from tests.conftest import empty_report

_SEEN = st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn"])
TEXTS = st.text(_SEEN).map(clean)
_SPEAKING = ("=1+1", "+A1", "-2", "@LEN(A1)", "Đắk Lắk/Kon Tum", "a:b", "_x0041_", "https://a.vn", "TRUE", "1e3", " ab")
LABELS = (
    (TEXTS.filter(lambda text: len(text) < 40) | st.sampled_from(_SPEAKING))
    .map(tidy)
    .filter(lambda label: label and not spoofed(label))
)
_STATES = [state for state in State if state not in {State.STATED, State.ESTIMATE}]


def made(changes: Iterable[Change]) -> Report:
    """The report that changes make of an empty one."""
    report = empty_report()
    for change in changes:
        report.apply(change)
    return report


@st.composite
def changes(draw: st.DrawFn) -> tuple[Change, ...]:
    """Changes that make a report with some twenty cells and some open rows."""
    report, done = empty_report(), list[Change]()

    def put(change: Change) -> None:
        report.apply(change)
        done.append(change)

    figures = list(report.template.figures.values())
    opened = [(figure, item) for figure in figures for item in figure.breakdowns.values() if item.open]
    for number, (place, label) in enumerate(
        draw(st.lists(st.tuples(st.integers(0, len(opened) - 1), LABELS), max_size=6)), start=1
    ):
        figure, breakdown = opened[place]
        parents = [row for row in report.all_rows(figure) if breakdown.hangs_on(row)]
        parent = draw(st.sampled_from(parents))
        if no_name(figure, breakdown, label, report.unit.name):
            continue  # a sign or a sum, which no file brings in
        row = row_ids.added(parent, breakdown.code, number)
        put(SetRow(OpenRow(figure.code, row, label, draw(st.integers(-9, 9)))))
    addresses = [address for figure in figures for address in report.addresses(figure)]
    for address in draw(st.lists(st.sampled_from(addresses), max_size=25)):
        put(SetCell(address, draw(_cells(report, address))))
    for finding in draw(st.lists(LABELS, max_size=2)):
        at = datetime(2024, 11, 1, tzinfo=UTC) + timedelta(seconds=draw(st.integers(0, 10**7)))
        put(SetAcceptance(finding, Acceptance(draw(TEXTS), draw(TEXTS), at, "0a1b")))
    for address in draw(st.lists(st.sampled_from(addresses), max_size=3)):
        put(SetNote(address, draw(TEXTS)))
    for change in draw(st.lists(_WORDS, max_size=4)):
        put(change)
    return tuple(done)


_WORDS: st.SearchStrategy[Change] = st.one_of(
    st.builds(SetDetail, st.just("cell_notes"), st.sampled_from(CHOICES["cell_notes"])),
    st.builds(SetDetail, st.sampled_from(sorted(LABELS_OF_DETAILS.keys() - {"as_of", *CHOICES})), TEXTS),
    st.builds(SetDetail, st.just("as_of"), st.dates().map(str)),
    st.builds(SetParagraphs, st.sampled_from(["I", "III", "opening"]), st.lists(TEXTS, min_size=1).map(tuple)),
    st.builds(SetLegalDocument, LABELS, st.builds(LegalDocument, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS)),
)


@st.composite
def _cells(draw: st.DrawFn, report: Report, address: Address) -> Cell:
    measure = report.measure(address)
    if draw(st.booleans()):
        decimals = 0 if measure.integer else draw(st.integers(0, 6))
        number = Number(draw(st.integers(0, 10**9 if measure.max is None else measure.max)), decimals)
        working = draw(st.sampled_from(("", show(number), f"{show(number)} + 0")))
        return Cell(number, draw(st.sampled_from((State.STATED, State.ESTIMATE))), working)
    return Cell(None, draw(st.sampled_from(_STATES)))
