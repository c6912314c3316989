"""Reading the list of a plan's targets or tasks: the rows of a table as an office has it, from a file or from Word.

Columns are known by their heads, in any order; what no head names is kept as a note. A head may stand in two rows
("Mục tiêu" over the years), a group may be a column or a row of its own. A list is taken as a whole or not at all;
what is taken but can only be judged by hand is told line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from forms.errors import KnownError, nearest
from forms.lists.heads import KnownHeads
from forms.offices.plan import Line, LinkKind, PlanTarget, PlanTask, YearText
from forms.report import limits
from forms.report.filling import FillError, Refusal
from forms.values import aims
from forms.values.aims import Better
from forms.values.frozen import frozen
from forms.values.text import fold, picture, quoted, spoofed, tidy

ROWS = 2000
_TOP = 30  # rows above the head
_HEADS = KnownHeads(
    {
        "order": ("order", "tt", "stt", "so tt", "so thu tu"),
        "group": ("group name", "group", "nhom", "nhom chi tieu", "linh vuc", "nhom nhiem vu"),
        "group_no": ("group no", "so nhom"),
        "indicator": ("indicator", "chi tieu", "noi dung", "noi dung chi tieu", "ten chi tieu", "muc tieu chi tieu"),
        "parent": ("parent indicator", "parent", "thuoc chi tieu", "chi tieu cha"),
        "unit": ("unit", "dvt", "don vi tinh", "don vi"),
        "agency": (
            *("lead agency", "agency", "co quan chu tri", "don vi chu tri", "chu tri", "co quan thuc hien"),
            *("co quan don vi chu tri", "co quan chu tri thuc hien", "don vi thuc hien", "co quan phu trach"),
        ),
        "better": ("direction", "better", "chieu", "chieu tot hon", "chieu danh gia"),
        "link": ("link", "quan he voi o"),
        "cell": ("cell", "o", "o so lieu"),
        "conversion": ("conversion", "quy doi", "cach tinh"),
        "link_note": ("link note",),
        "note": ("note", "footnote", "ghi chu", "chu thich"),
        "start": ("baseline", "start", "hien trang", "dau ky", "so dau ky"),
        "task": ("task", "nhiem vu", "noi dung nhiem vu", "ten nhiem vu", "noi dung cong viec"),
        "partners": ("partners", "co quan phoi hop", "don vi phoi hop", "phoi hop", "co quan don vi phoi hop"),
        "time": ("time", "thoi gian", "thoi gian thuc hien", "thoi han", "thoi gian hoan thanh", "tien do"),
        "targets": ("targets", "chi tieu lien quan", "so chi tieu"),
    }
)
_YEAR = re.compile(r"\b(20\d\d)\b")
_BEFORE = ("thuc hien", "hien trang", "uoc", "ket qua", "actual", "dau ky")
_GROUP = re.compile(r"[IVXLC]+|[A-ZĐ]|\d+")
_CHILD = re.compile(r"^[-+•–]|^trong đó", re.IGNORECASE)
_BETTER = {
    "": Better.UNKNOWN,
    "higher": Better.HIGHER,
    "cao hon": Better.HIGHER,
    "tang": Better.HIGHER,
    "lower": Better.LOWER,
    "thap hon": Better.LOWER,
    "giam": Better.LOWER,
    "level": Better.LEVEL,
    "giu": Better.LEVEL,
    "on dinh": Better.LEVEL,
}

Row = tuple[int, Sequence[str]]


class Known(NamedTuple):
    """What is known of an indicator wherever it stands: the cell that answers it, and which values are better."""

    link: str
    cell: str
    conversion: str
    link_note: str
    better: Better


def key(parent: str, indicator: str) -> tuple[str, str]:
    """By what an indicator is known."""
    return fold(parent), fold(indicator)


@dataclass(slots=True)
class PlanList:
    """A list that was read: its targets or tasks, and what is to be told of its lines."""

    targets: list[PlanTarget] = field(default_factory=list)
    tasks: list[PlanTask] = field(default_factory=list)
    remarks: list[Refusal] = field(default_factory=list)


@frozen
class _Head:
    """Which column is what; the table is `wide` so many columns."""

    wide: int
    columns: Mapping[str, int]
    years: Mapping[int, int]  # year by column
    others: Mapping[int, str]  # heads that nobody knows, by column


def targets(rows: Iterable[Row], known: Mapping[tuple[str, str], Known] | None = None) -> PlanList:
    """Read a list of targets; raises FillError with every line that does not fit, KnownError for no list of targets.

    `known` fills in cell and direction of an indicator whose line says neither.
    """
    head, lines = _headed(rows, "indicator")
    if not head.years:
        raise KnownError(
            'Dòng tiêu đề thiếu cột mục tiêu của năm ("Mục tiêu 2025" hoặc target_2025); đề nghị thêm, chưa nhập gì.'
        )
    found, refusals = PlanList(), list[Refusal]()
    group, above = "", ""
    seen: dict[str, int] = {}
    lines_of: dict[int, PlanTarget] = {}
    for number, cells in lines:
        row = _row(head, cells)
        texts = _texts(head, cells)
        if not any([*row.values(), *texts]):
            continue
        if _is_group(head, row, texts):
            group = row["indicator"] or row["order"]
            continue
        try:
            _refuse_beyond(head, cells)
            if "group" not in head.columns:
                row["group"] = group
            if "parent" not in head.columns and _CHILD.match(row["indicator"]):
                row["parent"] = above
            elif "parent" not in head.columns:
                above = row["indicator"]
            target = _target(row, texts, _notes(head, cells), len(found.targets) + 1)
            _refuse_twice(target.id, number, seen)
        except KnownError as error:
            refusals.append(Refusal(number, str(error)))
            continue
        target = _filled(target, known or {})
        found.targets.append(target)
        lines_of[number] = target
        found.remarks += [Refusal(number, remark) for remark in (*_remarks(target), *_pretences(row))]
    _refuse(refusals, len(found.targets))
    found.remarks += _orphans(lines_of)
    found.remarks.sort(key=lambda remark: remark.line)
    return replace(found, targets=_numbered(found.targets))


def _orphans(targets: Mapping[int, PlanTarget]) -> list[Refusal]:
    """What names a target above it that no line of the list is."""
    names = {fold(target.indicator): target.indicator for target in targets.values()}
    return [
        Refusal(
            number,
            f"không có chỉ tiêu cha {quoted(target.parent)} trong danh sách{nearest(target.parent, names.values())}",
        )
        for number, target in targets.items()
        if target.parent and fold(target.parent) not in names
    ]


def tasks(rows: Iterable[Row]) -> PlanList:
    """Read a list of tasks; raises FillError with every line that does not fit, KnownError for no list of tasks."""
    head, lines = _headed(rows, "task")
    found, refusals = PlanList(), list[Refusal]()
    group = ""
    seen: dict[str, int] = {}
    for number, cells in lines:
        row = _row(head, cells)
        if not any(row.values()):
            continue
        if "group" not in head.columns:
            if not any(row[name] for name in ("agency", "partners", "time")) and _GROUP.fullmatch(row["order"]):
                group = row["task"]
                continue
            row["group"] = group
        try:
            _refuse_beyond(head, cells)
            task = _task(row, _notes(head, cells), len(found.tasks) + 1)
            _refuse_twice(task.id, number, seen)
        except KnownError as error:
            refusals.append(Refusal(number, str(error)))
        else:
            found.tasks.append(task)
            found.remarks += [Refusal(number, remark) for remark in _pretences(row)]
    _refuse(refusals, len(found.tasks))
    return replace(found, tasks=_numbered(found.tasks))


def _headed(rows: Iterable[Row], wanted: str) -> tuple[_Head, list[Row]]:
    """The head of a table and the rows beneath it."""
    listed = list(rows)
    if len(listed) > ROWS + _TOP:
        raise KnownError(f"Danh sách dài quá {ROWS} dòng; đề nghị tách theo nhóm hoặc bỏ bớt dòng, chưa nhập gì.")
    for index, (_, cells) in enumerate(listed[:_TOP]):
        names = [_HEADS.name(cell) for cell in cells]
        if wanted == "task" and "task" not in names:  # a plan heads its tasks with the words of its targets
            names = ["task" if name == "indicator" else name for name in names]
        given = [cell for cell, name in zip(cells, names, strict=True) if name or _YEAR.search(fold(cell))]
        if wanted not in names or len(given) < 2:
            continue
        under = listed[index + 1][1] if index + 1 < len(listed) else ()
        two = _two_rows(cells, under)
        heads, used = (two, 2) if two else (list(cells), 1)
        return _head(heads, wanted), listed[index + used :]
    raise KnownError(
        f"Không thấy dòng tiêu đề của danh sách: cần cột {_WANTED[wanted]}; đề nghị thêm dòng tiêu đề, chưa nhập gì."
    )


_WANTED = {
    "indicator": '"Nội dung" (hoặc indicator) và các cột mục tiêu theo năm',
    "task": '"Nhiệm vụ" (hoặc task) và cơ quan chủ trì, thời gian',
}


def _two_rows(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The heads of a table whose years stand beneath their common head, in one row; [] where they do not.

    A merged head is one cell in what Word copies, so that what follows it stands too far to the left.
    """
    years = [index for index, cell in enumerate(lower) if _YEAR.fullmatch(tidy(cell))]
    if not years or any(_YEAR.search(cell) for cell in upper):
        return []
    heads = list(upper)
    first, count = years[0], len(years)
    if years == list(range(first, first + count)) and first < len(heads):
        taken = heads[first + 1 : first + count]
        if any(taken):
            heads[first + 1 : first + 1] = [""] * (count - 1)
        heads[first : first + count] = [heads[first]] * count
    width = max(len(heads), len(lower))
    padded = ([*cells, *[""] * (width - len(cells))] for cells in (heads, lower))
    return [tidy(f"{over} {beneath}") for over, beneath in zip(*padded, strict=True)]


def _head(heads: Sequence[str], wanted: str) -> _Head:
    columns: dict[str, int] = {}
    years: dict[int, int] = {}
    others: dict[int, str] = {}
    for index, cell in enumerate(heads):
        words = fold(cell)
        name = _HEADS.name(words)
        if wanted == "task" and name == "indicator" and "task" not in columns:
            name = "task"
        found = _YEAR.findall(words)
        if name and name not in columns:
            columns[name] = index
        elif len(found) == 1 and not name and wanted == "indicator":
            if any(word in words for word in _BEFORE):
                columns.setdefault("start", index)
            elif int(found[0]) in years.values():
                raise KnownError(f"Dòng tiêu đề có hai cột mục tiêu của năm {found[0]}; đề nghị giữ lại một cột.")
            else:
                years[index] = int(found[0])
        elif words:
            others[index] = tidy(cell)
    return _Head(len(heads), columns, years, others)


def _refuse_beyond(head: _Head, cells: Sequence[str]) -> None:
    """Refuse what stands under no head: a number cut in two by its comma has pushed all that follows to the right."""
    if any(cells[head.wide :]):
        raise KnownError(
            "nhiều ô hơn dòng tiêu đề; đề nghị đặt trong ngoặc kép ô có dấu phân cách cột, hoặc thêm tiêu đề cho cột"
        )


def _row(head: _Head, cells: Sequence[str]) -> dict[str, str]:
    """What a row says, by name of column; what the table has no column for is blank."""
    return {
        name: tidy(cells[index]) if (index := head.columns.get(name, len(cells))) < len(cells) else ""
        for name in _HEADS.words
    }


def _texts(head: _Head, cells: Sequence[str]) -> list[YearText]:
    found = (YearText(year, tidy(cells[index])) for index, year in head.years.items() if index < len(cells))
    return sorted((item for item in found if item.text), key=lambda item: item.year)


def _notes(head: _Head, cells: Sequence[str]) -> list[str]:
    """What stands in columns that nobody knows, with their heads."""
    return [
        f"{name}: {tidy(cells[index])}" for index, name in head.others.items() if index < len(cells) and cells[index]
    ]


def _is_group(head: _Head, row: Mapping[str, str], texts: Sequence[YearText]) -> bool:
    """Whether a row is the title of a group: where no column names it, a numbered row that wants nothing."""
    plain = not texts and not row["unit"] and not row["agency"]
    return "group" not in head.columns and plain and bool(_GROUP.fullmatch(row["order"]))


def _target(row: Mapping[str, str], texts: Sequence[YearText], notes: list[str], number: int) -> PlanTarget:
    _refuse_texts({**row, **{f"năm {item.year}": item.text for item in texts}, "note": "; ".join(notes)})
    if not row["indicator"]:
        raise KnownError("thiếu tên chỉ tiêu")
    better = _BETTER.get(fold(row["better"]))
    if better is None:
        raise KnownError(f"chiều đánh giá {quoted(row['better'])} không rõ; đề nghị ghi higher, lower hoặc level")
    if row["link"] and row["link"] not in set(LinkKind):
        raise KnownError(f"quan hệ với ô {quoted(row['link'])} không có; chỉ có {', '.join(LinkKind)}")
    return PlanTarget(
        _order(row["order"], number),
        row["indicator"],
        tuple(texts),
        row["group"],
        row["parent"],
        row["unit"],
        row["agency"],
        better,
        row["link"],
        row["cell"],
        row["conversion"],
        row["link_note"],
        "; ".join(filter(None, [row["note"], *notes])),
        row["start"],
    )


def _task(row: Mapping[str, str], notes: list[str], number: int) -> PlanTask:
    _refuse_texts({**row, "note": "; ".join(notes)})
    if not row["task"]:
        raise KnownError("thiếu nội dung nhiệm vụ")
    return PlanTask(
        _order(row["order"], number),
        row["task"],
        row["group"],
        row["agency"],
        row["partners"],
        row["time"],
        tuple(int(order) for order in re.findall(r"\d{1,4}", row["targets"])),
        "; ".join(filter(None, [row["note"], *notes])),
    )


def _order(text: str, number: int) -> int:
    """The number of a line: the one that it bears, or its place."""
    bare = text.rstrip(".)")
    return int(bare) if re.fullmatch(r"[1-9]\d{0,4}", bare, re.ASCII) else number


def _numbered(lines: list[Line]) -> list[Line]:
    """Lines whose numbers are their own: by place where two bear one number, as where each group begins anew."""
    if len({line.order for line in lines}) == len(lines):
        return lines
    return [replace(line, order=number) for number, line in enumerate(lines, start=1)]


def _refuse_texts(row: Mapping[str, str]) -> None:
    for name, text in row.items():
        if len(text) > limits.PART:
            raise KnownError(f"cột {name} dài quá {limits.PART} chữ ({text[:40]} …); đề nghị viết gọn lại")


def _pretences(row: Mapping[str, str]) -> list[str]:
    """Say which words have letters that only look like ours, and which signs no document prints."""
    words = filter(None, (spoofed(text) for text in row.values()))
    signs = filter(None, (picture(text) for text in row.values()))
    return [
        *(f'từ "{word}" lẫn chữ cái của bảng chữ khác trông giống chữ Việt' for word in dict.fromkeys(words)),
        *(f"ký hiệu “{sign}” không in được" for sign in dict.fromkeys(signs)),
    ]


def _refuse_twice(identity: str, number: int, seen: dict[str, int]) -> None:
    if identity in seen:
        raise KnownError(f"trùng với dòng {seen[identity]}; đề nghị bỏ bớt hoặc ghi rõ hơn")
    seen[identity] = number


def _refuse(refusals: list[Refusal], taken: int) -> None:
    if refusals:
        raise FillError(refusals, "chưa ghi dòng nào của kế hoạch")
    if not taken:
        raise KnownError("Danh sách không có dòng nào; chưa nhập gì.")


def _filled(target: PlanTarget, known: Mapping[tuple[str, str], Known]) -> PlanTarget:
    """A target with what is known of its indicator, and with the direction that its texts show."""
    found = known.get(key(target.parent, target.indicator))
    if found and not (target.cell or target.conversion):
        link, cell, conversion, link_note, _ = found
        target = replace(target, link=link, cell=cell, conversion=conversion, link_note=link_note)
    if target.better is Better.UNKNOWN:
        shown = aims.direction([item.text for item in target.texts], target.unit)
        target = replace(target, better=found.better if found and found.better else shown)
    return target


def _remarks(target: PlanTarget) -> list[str]:
    """What is to be told of a target: texts that are words, numbers that could be others, a direction nobody knows."""
    doubts = []
    for item in target.texts:
        goal = aims.goal(item.text, target.better, target.unit)
        if aims.is_nothing(item.text):
            continue
        if goal is None:
            doubts.append(f"mục tiêu năm {item.year} {quoted(item.text)} là chữ, đánh giá bằng tay")
        elif goal.doubt:
            doubts.append(f"mục tiêu năm {item.year} {quoted(item.text)}: {goal.doubt}")
    if target.better is Better.UNKNOWN and any(aims.goal(item.text, unit=target.unit) for item in target.texts):
        doubts.append("chưa rõ cao hơn hay thấp hơn là tốt; đề nghị ghi cột direction (higher, lower, level)")
    return doubts
