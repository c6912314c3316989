"""How a handout stands on paper: what its page takes of table, chart and sentences, the same for every writer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exports.typesetting import layout, wording
from exports.typesetting.columns import fit, height
from exports.typesetting.lines import lines, plain
from exports.typesetting.titles import by_sense
from forms.narrative.blocks import Document, Letterhead, SignatureBlock
from forms.values.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exports.typesetting.layout import Look, Sheet
    from forms.narrative.blocks import Handout, Table

POINTS = "Đáng chú ý"
_KIND = "Biểu số liệu"


@frozen
class Arranged:
    """What a page takes: tables with the words over them, how high the chart is (0 for none), sentences.

    `room` is the height in which the only table of a page is set, 0 where it runs over as many pages as it needs;
    `remarks` say what did not fit.
    """

    sheet: Sheet
    tables: tuple[tuple[str, Table], ...]
    room: float
    chart: float
    points: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def frame(handout: Handout) -> Document:
    """The handout as a document without any body: what files say of themselves."""
    return Document(
        kind=_KIND,
        subject=handout.title,
        letterhead=Letterhead("", (), "", "", draft=False),
        addressee="",
        body=(),
        signature=SignatureBlock((), ""),
        recipients=(),
        appendices=(),
        author=handout.author,
        edited=handout.edited,
        fingerprint="",
    )


def arrange(handout: Handout) -> Arranged:
    """Fit a handout to its paper; a single one keeps to one page, and says what did not fit."""
    sheet = layout.LANDSCAPE if handout.landscape else layout.PORTRAIT
    if not handout.single:
        chart = layout.CHART_MOST if handout.chart else 0.0
        return Arranged(sheet, handout.captioned(), 0.0, chart, handout.points)
    width = sheet.text_width
    free = sheet.text_height - _around(handout, width)
    table = handout.tables[0]
    below = layout.CHART_LEAST if handout.chart or handout.points else 0.0
    room = free - below
    found = fit(table, width, room)
    kept = table
    while height(kept, found) > room and len(kept.rows) > 1:
        kept = replace(kept, rows=kept.rows[:-1])
    left_out = len(table.rows) - len(kept.rows)
    remarks = (f"Trang này in được {len(kept.rows)} trong {len(table.rows)} chỉ tiêu đã chọn.",) if left_out else ()
    lower = free - height(kept, found)
    beside = width * (1 - layout.CHART_SHARE) if handout.chart else width
    points = _fitting((*remarks, *handout.points), beside - layout.HANDOUT_POINT.left, lower)
    chart = min(lower - high(layout.HANDOUT_HEAD, "x", width), layout.CHART_MOST) if handout.chart else 0.0
    return Arranged(sheet, (("", kept),), room, chart, points, remarks)


def _around(handout: Handout, width: float) -> float:
    """How high everything on a page is but its table and what stands beneath that."""
    titles = (
        (layout.HANDOUT_OFFICE, handout.office),
        (layout.HANDOUT_TITLE, handout.title),
        (layout.HANDOUT_ABOUT, handout.about),
    )
    texts = (
        *((look, by_sense(look, wording.named(text), width)) for look, text in titles),
        (layout.HANDOUT_SMALL, handout.tables[0].note),
        (layout.HANDOUT_SMALL, handout.legend),
        (layout.HANDOUT_SOURCE, handout.source),
    )
    return sum(high(look, text, width) for look, text in texts) + layout.TABLE_BEFORE + layout.TABLE_AFTER


def high(look: Look, text: str, width: float) -> float:
    """Return in points how high a paragraph is with the white around it; nothing where there is no text."""
    if not text:
        return 0.0
    return look.before + look.leading * len(lines(look, plain(text, look), width)) + look.after


def _fitting(points: Sequence[str], width: float, room: float) -> tuple[str, ...]:
    """As many sentences as stand in a height, under their head."""
    found: list[str] = []
    used = high(layout.HANDOUT_HEAD, POINTS, width)
    for point in points:
        used += high(layout.HANDOUT_POINT, f"- {point}", width)
        if used > room:
            break
        found.append(point)
    return tuple(found)
