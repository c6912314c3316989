"""Figures that concern offices of some levels, in some years; and who gathers their numbers when."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from forms.checks.checker import check
from forms.definitions.loading import load
from forms.definitions.records import DefinitionError
from forms.definitions.template import Figure
from forms.document.document import compose
from forms.offices.units import Unit
from forms.report import filling
from forms.report.report import Report
from forms.values.period import Period
from tests.forms.small import small

TEMPLATE = load("nq42")
EDITED = datetime(2026, 1, 5, tzinfo=UTC)


def report(level: str, year: int = 2025, name: str = "Đơn vị") -> Report:
    return Report(TEMPLATE, Unit(name, level), Period(year))


def put(found: Report, *lines: tuple[str, str, str, str]) -> None:
    filling.fill(found, [filling.ValueLine(n, *line) for n, line in enumerate(lines, 1)], vietnamese=False)


def shown(found: Report) -> set[str]:
    return {figure.code for section in TEMPLATE.sections.values() for figure in found.figures(section)}


def leveled() -> list[Figure]:
    return [figure for figure in TEMPLATE.figures.values() if figure.levels]


def words(found: Report) -> str:
    return repr(compose(found, EDITED))


def test_a_form_does_not_show_what_only_others_have_until_it_is_filled() -> None:
    assert leveled()
    for figure in leveled():
        for level in TEMPLATE.offices:
            assert (figure.code in shown(report(level))) == (level in figure.levels), (figure.code, level)
        level = next(level for level in TEMPLATE.offices if level not in figure.levels)
        found = report(level)
        put(found, (figure.code, "", next(iter(figure.measures)), "1"))
        assert figure.code in shown(found)


def test_new_figures_leave_older_reports_as_they_were() -> None:
    new = {code for code, figure in TEMPLATE.figures.items() if figure.since}
    assert not new & shown(report("tinh", 2024))
    assert {code for code in new if TEMPLATE.figures[code].since <= date(2025, 12, 31)} <= shown(report("tinh"))  # type: ignore[operator]
    found = report("tinh", 2024)
    put(found, ("all_households", "", "households", "152000"))
    assert "all_households" in shown(found)


def test_sentences_about_what_does_not_concern_the_office_are_left_out() -> None:
    assert "phi chính phủ nước ngoài" in words(report("tinh"))
    assert "phi chính phủ nước ngoài" not in words(report("xa"))
    assert "giám định ADN" in words(report("so-nganh", name="Sở Nội vụ"))
    found = report("xa")
    put(found, ("foreign_ngo_grants", "", "count", "2"))
    assert "phi chính phủ nước ngoài" in words(found)


def test_the_agency_of_a_section_follows_the_day() -> None:
    agencies = {
        code: [section.agency_on(day, "tinh") for day in (date(2024, 12, 31), date(2025, 12, 31))]
        for code, section in TEMPLATE.sections.items()
        if section.agency
    }
    labour = "Sở Lao động - Thương binh và Xã hội"
    assert agencies["II.1"] == [labour, "Sở Nội vụ"]
    assert agencies["II.2.a"] == [labour, "Sở Giáo dục và Đào tạo"]
    assert agencies["II.2.b"] == [labour, "Sở Nội vụ"]
    assert agencies["II.3.b"] == [labour, "Sở Y tế"]
    assert agencies["II.3.c"] == [labour, "Sở Nông nghiệp và Môi trường"]
    assert agencies.keys() & {"II.4.c", "II.5"} == set()  # the office says it itself
    assert TEMPLATE.sections["II.1"].agency_on(date(2025, 12, 31), "xa") == ""
    assert TEMPLATE.sections["III"].agency_on(date(2025, 1, 1), "tinh") == ""


def test_the_share_among_the_poor_is_not_the_share_of_those_who_are_poor() -> None:
    found = report("tinh", 2024)
    put(
        found,
        ("poor_households", "", "households", "25000"),
        ("poor_households", "dtts", "households", "21520"),
        ("poor_households", "dtts", "share", "11.14"),
        ("all_households", "dtts", "households", "193178"),
    )
    (finding,) = [finding for finding in check(found) if finding.cells[0].measure == "share"]
    assert finding.severity == "warning"
    assert str(finding.expected) == "86.08"
    assert "Tổng số hộ dân" in finding.message


def test_what_enters_and_leaves_poverty_adds_up() -> None:
    before, found = report("tinh", 2024), report("tinh")
    put(before, ("poor_households", "", "households", "1000"))
    found.neighbours.add(before)
    lines = [
        ("poor_households", "", "households", "830"),
        ("poor_households", "", "escaped", "200"),
        ("poverty_entered", "", "new", "20"),
        ("poverty_entered", "", "relapsed", "10"),
    ]
    put(found, *lines)
    assert "poverty_flow" not in {finding.id for finding in check(found)}
    put(found, ("poverty_entered", "", "relapsed", "11"))
    assert "poverty_flow" in {finding.id for finding in check(found)}


def test_a_level_that_is_none_is_refused(tmp_path: Path) -> None:
    text = '[figure.a]\nlabel = "A"\nlevels = ["tỉnh"]\nmeasures.persons = {}\n'
    with pytest.raises(DefinitionError, match=r'figure\.a\.levels: không nhận "tỉnh"'):
        small(tmp_path, text)
    template = small(tmp_path, 'levels = ["xa"]\n[figure.a]\nlabel = "A"\nmeasures.persons = {}\n')
    assert template.figures["a"].levels == ("xa",)
