"""What a figure means and which rules it is under, in words: from its definition alone."""

from __future__ import annotations

from collections.abc import Iterator

from forms.definitions.expressions import (
    Before,
    Choice,
    Comparison,
    Constant,
    Cumulated,
    Earlier,
    Elsewhere,
    Last,
    Months,
    Node,
    Opening,
    Operation,
    Param,
    Reference,
    Stated,
    Sum,
    Years,
    walk,
)
from forms.definitions.references import canonical
from forms.definitions.template import Figure, Relation, Row, Template
from forms.values.numbers import Number, exact, show
from forms.values.style import day_in_figures
from forms.values.text import lowered, raised

_RELATIONS = {
    Relation.PARTITION: 'Các dòng "{label}" cộng lại bằng tổng.',
    Relation.SUBSET: 'Không dòng nào của "{label}" lớn hơn tổng.',
    Relation.OVERLAP: 'Mỗi dòng của "{label}" không lớn hơn tổng; cộng các dòng không nhỏ hơn tổng.',
}
_OPERATORS = {
    "==": "bằng",
    "<=": "không lớn hơn",
    ">=": "không nhỏ hơn",
    "<": "nhỏ hơn",
    ">": "lớn hơn",
    "near": "khớp với",
    "meet": "khớp với",
    "together": "cùng có hoặc cùng không có với",
}
_SIGNS = {"*": "×", "-": "\u2212", "mod": "chia lấy dư cho"}


_ELSEWHERE: dict[type[Elsewhere], str] = {
    Last: "của cùng kỳ năm trước",
    Opening: "của cả năm trước",
    Before: "của kỳ đứng trước trong báo cáo",
    Earlier: "của kỳ trước trong năm",
    Cumulated: "cộng từ đầu chương trình",
    Years: "của từng năm cộng lại",
}


def rules(template: Template, figure: Figure) -> list[str]:
    """The rules that a figure is under, one sentence each."""
    return [*_across(figure), *_dated(figure), *_structural(template, figure), *_declared(template, figure)]


def _across(figure: Figure) -> Iterator[str]:
    if meaning := figure.across.meaning:
        yield f"Ghi {meaning}, không tách từng kỳ."


def _dated(figure: Figure) -> Iterator[str]:
    rows = (row for breakdown in figure.breakdowns.values() for row in breakdown.rows.values())
    everything: list[Figure | Row] = [figure, *rows]
    for dated in everything:
        since = f" từ ngày {day_in_figures(dated.since)}" if dated.since else ""
        until = f" đến hết ngày {day_in_figures(dated.until)}" if dated.until else ""
        if since or until:
            yield f"{dated.label}: dùng{since}{until}."


def _structural(template: Template, figure: Figure) -> Iterator[str]:
    for measure in figure.measures.values():
        if measure.computed is not None:
            yield f"{measure.label} = {_in_words(template, figure, measure.computed)}."
        if measure.opens:
            ended = figure.measures[measure.opens].label
            yield f"{measure.label}: lấy từ {lowered(ended)} của báo cáo năm trước, sửa được."
        if measure.max is not None:
            yield f"{measure.label} không lớn hơn {show(Number(measure.max))}."
    for breakdown in figure.breakdowns.values():
        yield _RELATIONS[breakdown.relation].format(label=breakdown.label)
        if breakdown.counts == "rows":
            yield f'Mỗi dòng của "{breakdown.label}" tính là một, trừ khi ghi số khác; tổng để trống thì bằng số dòng.'
        for row in breakdown.rows.values():
            for code, value in row.norm.items():
                normed = breakdown.measures[code]
                yield f"{row.label}: {lowered(normed.label)} {show(exact(value))}{normed.unit} nếu để trống."


def _declared(template: Template, figure: Figure) -> Iterator[str]:
    for rule in template.rules:
        named = {
            node.figure
            for comparison in rule.holds
            for side in (comparison.left, comparison.right)
            for node in walk(side)
            if isinstance(node, Reference)
        }
        if figure.code in named or rule.at.startswith((f"{figure.code}[", f"{figure.code}.")):
            yield "; ".join(_compared(template, figure, one) for one in rule.holds) + "."


def _compared(template: Template, figure: Figure, comparison: Comparison) -> str:
    left, right = (_in_words(template, figure, side) for side in (comparison.left, comparison.right))
    return f"{raised(left)} {_OPERATORS[comparison.operator]} {right}"


def _in_words(template: Template, figure: Figure, node: Node) -> str:
    """An expression with labels in the place of codes."""
    match node:
        case Operation(operator=operator, left=left, right=right):
            sign = _SIGNS.get(operator, operator)
            return f"{_part(template, figure, left)} {sign} {_part(template, figure, right)}"
        case Constant(value=value):
            return show(exact(value))
        case Param(name=name):
            latest = max(template.params[name], key=lambda param: param.since)
            return f"{lowered(template.param_label(name))} ({latest.source})"
        case Choice():
            return "số lần hoặc số tháng"
        case Months():
            return "số tháng của kỳ"
        case Last() | Opening() | Before() | Cumulated() | Years() | Earlier():
            return f"{_place(template, figure, node.of)} {_ELSEWHERE[type(node)]}"
        case Sum(of=reference):
            return f"tổng các dòng {_place(template, figure, reference)}"
        case Stated(of=reference):
            return f"số ô đã ghi của {_place(template, figure, reference)}"
        case Reference():
            return _place(template, figure, node)
    raise TypeError(node)


def _part(template: Template, figure: Figure, node: Node) -> str:
    text = _in_words(template, figure, node)
    return f"({text})" if isinstance(node, Operation) and node.operator in "+-" else text


def _place(template: Template, figure: Figure, reference: Reference) -> str:
    """A reference as its labels: the figure's where it is another one, the row's, and the measure's."""
    target = template.figures[reference.figure] if reference.figure else figure
    row = canonical(target, reference.row) if reference.row else ""
    measures = target.measures_beside(row)
    names = [target.name] if target is not figure else []
    if row and (fixed := target.fixed_row(row)):
        names.append(fixed.label)
    measure = measures.get(reference.measure) or next(
        part.measures[reference.measure] for part in target.breakdowns.values() if reference.measure in part.measures
    )
    if len(measures) > 1 or not names:
        names.append(measure.label)
    return ", ".join(lowered(name) if number else name for number, name in enumerate(names))
