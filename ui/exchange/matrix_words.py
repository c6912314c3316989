"""What is said of the numbers of lower offices: how sums stand, who is far out, and the letter that asks an office."""

from __future__ import annotations

from fractions import Fraction

from forms.consolidation.outliers import Outlier
from forms.definitions.template import Merge
from forms.document.letters import reminder
from forms.narrative import movement
from forms.report.entry import shown
from forms.report.office import phrase
from forms.sums.tallies import Part
from forms.values.numbers import exact, rounded, show
from forms.values.style import with_unit
from forms.values.text import first_named, lowered, raised
from storage.tables.letters import Letter, LetterKind
from storage.tables.units import Contact
from ui.jobs.matrix import LowerOffice, MatrixColumn

_MOST = 6  # offices named


def about(column: MatrixColumn) -> str:
    """How the sum of a column came about."""
    item = column.item
    if item.how is Merge.OWN:
        return "Cấp dưới tính trùng nhau nên không cộng; đơn vị ghi số của mình."
    if item.uneven:
        return "Chưa tính: có đơn vị đã gửi mà còn trống số để tính, nên tử số và mẫu số có thể không cùng đơn vị."
    missing = f", {item.missing} đơn vị chưa có số" if item.missing else ""
    made = {Merge.NONE: "Không cộng được; đối chiếu với", Merge.RECOMPUTE: "Tính lại từ tổng của"}
    return f"{made.get(item.how, 'Tổng hợp từ')} {item.counted} đơn vị{missing}."


def standing(column: MatrixColumn) -> str:
    """How the office's own number stands to what lower offices come to."""
    item, unit = column.item, _unit(column)
    kind = phrase(column.matrix.draft, "{kind}")
    parts = [f"Tổng hợp được {with_unit(column.total, unit)}"] if item.cell is not None else []
    if column.addition is not None and column.addition.number is not None:
        added = with_unit(show(column.addition.number), unit)
        parts.append(f"cấp {kind} trực tiếp thực hiện {added} ({column.addition.text})")
    if column.own is not None:
        parts.append(f"{kind} báo cáo {with_unit(shown(column.own), unit)}")
    text = ", ".join(parts)
    if item.missing and column.own is not None and item.counted:
        text += ". Còn đơn vị chưa có số nên chưa so sánh được"
    elif column.difference.words:
        text += f": {column.difference.words}"
    mixed = " Có đơn vị ghi số ước, có đơn vị ghi số chính thức." if item.mixed else ""
    return f"{raised(text)}.{mixed}" if text else mixed.strip()


def awaited(column: MatrixColumn) -> str:
    """Who gave its number otherwise than in a report; "" for nobody."""
    names = {one.number: one.unit.name for one in column.matrix.offices}
    given = [f"{names[office]} báo {one.means.label} {one.cell_text}" for office, one in column.awaited.items()]
    more = f" và {len(given) - _MOST} số khác" if len(given) > _MOST else ""
    return f"Chờ văn bản: {'; '.join(given[:_MOST])}{more}." if given else ""


def missing(column: MatrixColumn) -> str:
    """Who says nothing of a column; "" for nobody."""
    reasons = column.matrix.reasons
    whys = [(one.unit.name, reasons.get(one.number) or one.remark) for one in column.silent() if one.received is None]
    silent = [f"{name} ({why})" for name, why in whys]
    silent += [one.unit.name for one in column.silent() if one.received is not None]
    return f"Chưa có số: {first_named(silent, _MOST, 'đơn vị')}." if silent else ""


def number_of(part: Part | None) -> str:
    """The number that an office states; "" for none."""
    return show(part.number) if part and part.number else ""


def doubt(column: MatrixColumn, outlier: Outlier) -> str:
    """Why a number is doubted, and what it may do to the total."""
    unit = _unit(column)
    now = with_unit(_written(column, outlier.now), unit)
    expected = with_unit(show(rounded(outlier.expected, column.measure.decimals)), unit)
    if outlier.last is None:
        text = f"Đang ghi {now}, các đơn vị khác ở khoảng {expected}."
    else:
        moved = movement.briefly(outlier.last, outlier.now, unit, column.measure.decimals)
        before = _written(column, outlier.last)
        text = f"Đang ghi {now}, cùng kỳ {before}{f' ({moved})' if moved else ''}; theo các đơn vị khác thì khoảng "
        text += f"{expected}."
    share = column.share(outlier)
    return text + (f" Có thể làm thay đổi {show(rounded(100 * share, 1))}% số tổng hợp." if share else "")


def letter(column: MatrixColumn, office: LowerOffice, why: str = "") -> Letter:
    """The letter by which an office is asked to look at a number again; `why` says more than how far out it is."""
    matrix, unit = column.matrix, _unit(column)
    draft = matrix.draft
    part, before = column.stated.get(office.number), column.last.get(office.number)
    section = draft.template.sections[column.figure.section]
    number = with_unit(show(part.number), unit) if part and part.number else "chưa có số liệu"
    lines = [
        f"- Mục {section.number} {section.title}",
        f"- Chỉ tiêu: {column.label}",
        f"- Đơn vị đã báo cáo: {number}",
    ]
    if before and before.number and matrix.before:
        lines.append(f"- Số liệu {matrix.before.label.lower()}: {with_unit(show(before.number), unit)}")
    outlier = column.outliers.get(office.number)
    reasons = [*([doubt(column, outlier)] if outlier else []), *([why] if why else [])]
    lines += [f"- Lý do đề nghị rà soát: {' '.join(reasons)}"] if reasons else []
    words = (
        f"Kính gửi {reminder.office(draft, office.unit)},",
        "",
        f"Qua tổng hợp {lowered(draft.template.title)} {draft.period.label.lower()}, đề nghị đơn vị rà soát số liệu:",
        "",
        *lines,
        "",
        "Nếu số liệu cần điều chỉnh, đề nghị gửi báo cáo thay thế; nếu số liệu đúng, đề nghị cho biết nguyên nhân.",
        "",
        draft.unit.name,
    )
    subject = f"{draft.unit.name}: đề nghị {office.unit.name} rà soát số liệu {lowered(column.label)}"
    to = matrix.units.contacts.get(office.number, Contact()).email
    place = (office.unit.id, draft.period.code, draft.template.code)
    return Letter(LetterKind.REVIEW, *place, to, subject, "\n".join(words))


def _unit(column: MatrixColumn) -> str:
    address = column.item.address
    return column.figure.unit(address.row, address.measure)


def _written(column: MatrixColumn, value: Fraction) -> str:
    return show(exact(value, column.measure.decimals if value.denominator != 1 else 0))
