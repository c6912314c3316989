"""Every cell of a template, as lines of a dictionary."""

from __future__ import annotations

from collections.abc import Iterator

from forms.definitions import row_ids
from forms.definitions.template import Figure, Row, Template

DICTIONARY_COLUMNS = (
    "section",
    "section_title_vi",
    "figure",
    "figure_label_vi",
    "breakdown",
    "breakdown_label_vi",
    "relation",
    "open_rows",
    "row",
    "row_label_vi",
    "measure",
    "measure_label_vi",
    "unit_vi",
    "decimals",
    "sums_to",
    "across",
    "since",
    "until",
)


def dictionary(template: Template) -> Iterator[tuple[str, ...]]:
    """Every cell of a template; open rows stand as `*`, then as the labels that the definition suggests."""
    for section in template.sections.values():
        for figure in section.figures.values():
            start = (section.code, section.title, figure.code, figure.label)
            for measure in figure.measures.values():
                yield (
                    *start,
                    "",
                    "",
                    "",
                    "no",
                    "",
                    "",
                    measure.code,
                    measure.label,
                    measure.unit,
                    str(measure.decimals),
                    "",
                    str(figure.across),
                    *_dates([figure]),
                )
            yield from _rows(figure, start, "", "")


def _dates(dated: list[Figure | Row]) -> tuple[str, str]:
    """From when until when a cell holds; "" where nobody says."""
    since = max((one.since for one in dated if one.since), default=None)
    until = min((one.until for one in dated if one.until), default=None)
    return since.isoformat() if since else "", until.isoformat() if until else ""


def _rows(figure: Figure, start: tuple[str, ...], parent: str, path: str) -> Iterator[tuple[str, ...]]:
    above = figure.measures_at(parent)
    for breakdown in figure.breakdowns_of(parent):
        rows = [(code, code, row.label) for code, row in breakdown.rows.items()]
        if breakdown.open:
            rows += [("*", row_ids.child("", breakdown.code, row_ids.ANY), "")]
            rows += [("*", row_ids.label_in_path(label), label) for label in breakdown.suggest]
        for code, name, label in rows:
            full = f"{path}/{name}" if path else name
            row_id = row_ids.child(parent, breakdown.code, code)
            dates = _dates([figure, *filter(None, map(figure.fixed_row, row_ids.lineage(row_id)))])
            for measure in breakdown.measures_in(code).values():
                into = measure.code if measure.into is None and measure.code in above else measure.into or ""
                row = breakdown.rows.get(code)
                unit = (row.units.get(measure.code) if row else None) or measure.unit
                yield (
                    *start,
                    breakdown.code,
                    breakdown.label,
                    str(breakdown.relation),
                    "yes" if breakdown.open else "no",
                    full,
                    label,
                    measure.code,
                    measure.label,
                    unit,
                    str(measure.decimals),
                    into,
                    str(figure.across),
                    *dates,
                )
            yield from _rows(figure, start, row_id, full)
