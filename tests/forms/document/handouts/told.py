"""What is written down of handouts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from forms.checks.checker import check
from forms.definitions.template import Merge
from forms.document import revisions
from forms.document.handouts import comparison, figures, summary
from forms.document.handouts.comparison import ComparedFigure, ComparedNumber, ComparedOffice
from forms.document.handouts.figures import ChosenFigures
from forms.report.cells import Address
from forms.report.changes import (
    SetDetail,
)
from forms.values.numbers import Number, show
from tests.forms.document import drawn
from tests.forms.document.fillings import AT, CARE, WORK, made, spanned


def handouts() -> Iterator[str]:
    """The page for those who lead, and offices side by side."""
    report = made(WORK, CARE)
    last = made(
        "jobs,,persons,24;jobs,abroad,persons,22;gifts,,count,9;poor,,households,130;poor,,rate,13", period="2023"
    )
    older = made("jobs,,persons,,chua_co;poor,,households,140", period="2022")
    report.neighbours.add(last)
    choice = figures.proposed(report.template)
    for title, one, cells, others in (
        ("Trang lãnh đạo, đủ số", report, choice, (last, older)),
        ("Trang lãnh đạo, không có năm trước", made(WORK, "poor,,rate,9.5;poor,,goal,10"), choice, ()),
        (
            "Trang lãnh đạo, số ước",
            made("jobs,,persons,50;jobs,,plan,40;jobs,,pct_plan,120", period="2024-UTH"),
            choice,
            (last,),
        ),
        (
            "Trang lãnh đạo, chín tháng",
            made("jobs,,persons,20;jobs,,plan,40;gifts,,count,0", period="2024-9T"),
            choice,
            (),
        ),
        (
            "Trang lãnh đạo, ô tự chọn",
            report,
            ChosenFigures(
                (
                    Address("training", "", "persons"),
                    Address("gifts", "holiday:tet", "count"),
                    Address("gifts", "holiday:tet", "amount"),
                )
            ),
            (last,),
        ),
        ("Trang lãnh đạo, các kỳ cạnh nhau", spanned(), choice, ()),
    ):
        yield from drawn.titled(title, drawn.handout(summary.compose(one, cells, AT, others, check(one), "0A1B-2C3D")))
    final = made(WORK, "poor,,households,5;poor,dtts,households,9")
    final.apply(SetDetail("as_of", "2024-11-15"))
    for change in revisions.finalise_all(final, "Y Hà", AT)[0][1]:
        final.apply(change)
    yield from drawn.titled(
        "Trang lãnh đạo, đã chốt", drawn.handout(summary.compose(final, choice, AT, (), check(final), "0A1B"))
    )
    yield from (f"Chọn được: {figures.name(report, cell)}" for cell in figures.choosable(report))
    other = made("near,,rate,4.5;near,,goal,5;near,,fall,1.25;trees,,count,30;trees,,plan_tinh,90;trees,,plan_huyen,60")
    places = [("near", "rate"), ("near", "fall"), ("trees", "count")]
    choice = ChosenFigures(tuple(Address(figure, "", measure) for figure, measure in places), Address("gone", "", "x"))
    shown = summary.compose(other, choice, AT, code="0A1B")
    yield from drawn.titled("Trang lãnh đạo, kế hoạch của nơi khác", drawn.handout(shown))
    one = spanned()
    (village,) = (address for address in figures.choosable(one) if figures.name(one, address).endswith("Kon Xốp"))
    shown = summary.compose(one, ChosenFigures((village,), Address("credit", "", "households")), AT, code="0A1B")
    yield from drawn.titled("Trang lãnh đạo, dòng chỉ có ở kỳ này", drawn.handout(shown))
    offices = [ComparedOffice("Xã Đăk Blà"), ComparedOffice("Xã Ia Chim", "chưa gửi"), ComparedOffice("Xã Hòa Bình")]
    for numbers, words in (((30, None, 10), ""), ((30, 5, 10), "x"), ((-1, 0, 0), ""), ((0, 0, 0), "")):
        persons = _compared("jobs", "persons", Merge.SUM, numbers, words)
        rate = _compared("poor", "rate", Merge.NONE, (12, 9, None), "", own=11)
        yield from drawn.titled(
            "So sánh các xã", drawn.handout(comparison.compose(report, offices, [persons, rate], AT))
        )
    nil = replace(_compared("jobs", "persons", Merge.SUM, (30, None, 10), ""), total=ComparedNumber("40", Number(40)))
    numbers_said = (nil.numbers[0], ComparedNumber("không phát sinh"), nil.numbers[2])
    without = replace(nil, numbers=numbers_said, total=ComparedNumber("chưa có số liệu"))
    for first in (replace(nil, numbers=numbers_said), without):
        found = comparison.compose(report, offices, [first], AT)
        yield from drawn.titled("So sánh, một xã không phát sinh", drawn.handout(found))
    yield from drawn.titled(
        "So sánh tỷ lệ",
        drawn.handout(
            comparison.compose(
                report, offices[::2], [_compared("poor", "rate", Merge.NONE, (12, 9), "", own=11)] * 4, AT
            )
        ),
    )


def _compared(
    figure: str, measure: str, how: Merge, numbers: tuple[int | None, ...], words: str, own: int | None = None
) -> ComparedFigure:
    stated = tuple(
        ComparedNumber() if one is None else ComparedNumber(show(Number(one)), Number(one), bool(words) and place == 1)
        for place, one in enumerate(numbers)
    )
    total = sum(filter(None, numbers)) if own is None else own
    counted = f"{sum(one is not None for one in numbers)}/{len(numbers)}"
    return ComparedFigure(
        Address(figure, "", measure), how, stated, ComparedNumber(show(Number(total)), Number(total)), counted
    )
