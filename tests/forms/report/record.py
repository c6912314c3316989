"""What is written down of reports: what comes of what is typed, filled, named, changed, undone, sent and taken over."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import partial

from forms.definitions.legal_document import LegalDocument
from forms.errors import KnownError
from forms.offices.plan import Answer
from forms.offices.units import Unit
from forms.report import archive, details, envelope, journal, limits, places, strays
from forms.report.cells import STATE_LABELS, Address, Cell, Mark, MarkKind, State
from forms.report.changes import (
    EDITED,
    Acceptance,
    Called,
    Change,
    Coverage,
    Filing,
    Issue,
    OpenRow,
    Pin,
    ReportStage,
    ReportState,
    Revision,
    SetAcceptance,
    SetAnswer,
    SetCalled,
    SetCell,
    SetCoverage,
    SetDetail,
    SetIssue,
    SetLegalDocument,
    SetNote,
    SetParagraphs,
    SetRow,
    SetSection,
    SetSource,
    SetState,
)
from forms.report.kinds import bounds
from forms.report.kinds.table import KINDS, cells_of
from forms.report.neighbours import compared
from forms.report.office import doubt, speaker
from forms.report.report import FIRST_YEAR, LEFT_OUT, Report
from forms.report.succession import succeed
from forms.values.numbers import Number
from forms.values.period import parse
from tests.forms.report import inputs
from tests.forms.report.told import COMMUNE, HERE, asked, cell, change, made, titled

AT = datetime(2025, 1, 2, 8, 30, tzinfo=timezone(timedelta(hours=7)))
_OFFICES = (
    COMMUNE,
    Unit("Xã Đăk Blà", "xa"),
    Unit("Plei Kần", "xa", kind="thị trấn", path=("Tỉnh Kon Tum",)),
    Unit("Đặc khu Phú Quý", "xa"),
    Unit("Huyện Kon Rẫy", "huyen", path=("Tỉnh Kon Tum",)),
    Unit("Thị xã An Khê", "huyen"),
    Unit("Tỉnh Kon Tum", "tinh"),
    Unit("Thành phố Huế", "tinh"),
    Unit("Phòng Nội vụ", "phong", path=("Tỉnh Kon Tum", "Huyện Kon Rẫy")),
    Unit("Phòng Nội vụ", "phong", path=("Tỉnh Kon Tum", "Thị xã An Khê")),
    Unit("Phòng Văn hóa thị xã An Khê", "phong", path=("Thị xã An Khê",)),
    Unit("Phòng Nội vụ", "phong"),
)


# what a report has


_FULL = """jobs,,persons,60;jobs,,plan,80;jobs,loans,persons,40,uoc;jobs,abroad,persons,hơn 20;
jobs,abroad/Nhật Bản,persons,15;jobs,abroad/Lào,persons,,chua_co;jobs,women,persons,,khong_phat_sinh;
trained,,rate,57.25;insured,poor,persons,5;insured,near,support,80;works,Làng Mới,amount,5000000;
works,Làng Mới/Bể lọc,items,2;works,Làng Mới/Đường ống,items,;works,Làng Cũ,count,3;
gifts,,rice,1.5;gifts,Quỹ huyện,rice,1.25;gifts,local,count,7"""


def shapes() -> Iterator[str]:
    """Which rows and cells reports of offices and periods have, what they are called and what they say."""
    for unit in (COMMUNE, *(office for office in _OFFICES[4:9] if office.path or office.level == "tinh")):
        for period in ("2024-6T", "2024", "2027"):
            report = made("", period, unit)
            there = [figure.code for section in report.template.sections.values() for figure in report.figures(section)]
            yield f"{unit.name} {period}: {', '.join(there)}; việc làm: {', '.join(_jobs(report))}"
    for unit in _OFFICES:
        yield f"{unit.full} ({unit.level}): {_levels(made('', unit=unit))}"
    yield from titled("Có số ở mọi chỗ", _cells(made(_FULL)))
    outside = "jobs,internet,persons,1;jobs,,communes,4;gifts,,count,3;gifts,state,rice,2;schools,,count,2"
    yield from titled("Có số ngoài thời hạn, ngoài cấp", _cells(made(outside, "2023")))
    noted = made("", "2023")
    for address in (Address("jobs", "channel:internet", "persons"), Address("jobs", "", "communes")):
        noted.apply(SetNote(address, "Sổ"))
    noted.apply(SetRow(OpenRow("gifts", "source:#1", "Quỹ xã", 1)))
    yield from titled("Chỉ có ghi chú, dòng ngoài thời hạn, ngoài cấp", _cells(noted))
    yield from titled("Chuyển dòng lên xuống", _moved())
    yield from titled("Cùng hình dạng", _alike())
    yield from titled("Cùng ô ở báo cáo khác", _counterparts())


def _jobs(report: Report) -> Iterator[str]:
    figure = report.template.figures["jobs"]
    for row in report.all_rows(figure):
        yield f"{row or 'tổng'} [{' '.join(report.carried(figure, row))}]"


def _levels(report: Report) -> str:
    levels = (
        "tinh",
        "huyen",
        "xa",
        "phong",
        "huyen/Huyện",
        "huyen/Thị xã",
        "xa/Xã",
        "xa/Thị trấn",
        "tinh/Tỉnh",
        "tinh/",
    )
    return ", ".join(level for level in levels if report.of_level((level,))) + (" mọi cấp" * report.of_level(()))


def _cells(report: Report) -> Iterator[str]:
    """Every cell with its path, label and unit, what it says, and whether it stands."""
    for figure in report.template.figures.values():
        if not report.concerns(figure):
            continue
        for row in report.all_rows(figure, dated=True):
            yield f"{figure.code} {report.path(figure, row)} ({row}): {report.label(figure, row)}"
            for address in (Address(figure.code, row, measure) for measure in figure.measures_at(row)):
                stands = "" if report.stands(address) else " (không có ô này)"
                said = report.cell(address)
                implied = " (tự hiểu)" * (said is not None and address not in report.cells)
                yield f"    {address.measure} ({report.unit_of(address)}): {cell(said)}{implied}{stands}"


def _moved() -> Iterator[str]:
    report = made(
        "gifts,Quỹ A1,count,1;gifts,Quỹ B2,count,1;gifts,Quỹ C3,count,1;"
        "works,Làng Mới,count,;works,Làng Mới/Bể,items,2;works,Làng Xa,count,"
    )
    for code, breakdown, row in (
        ("gifts", "source", "source:#2"),
        ("works", "part", "place:#1/part:#2"),
        ("works", "place", "place:#3"),
    ):
        figure = report.template.figures[code]
        for step in (-1, 1):
            changes = places.moved(report, figure, figure.breakdowns[breakdown], row, step)
            yield f"{code} {row} {step}: {'; '.join(map(change, changes)) or '(không đổi)'}"
    yield from map(change, places.removed(report, report.template.figures["works"], "place:#1"))


def _alike() -> Iterator[str]:
    """Which reports have one shape, by what stands in them."""
    lines = (
        "",
        *("jobs,,persons,5", "jobs,internet,persons,5", "jobs,,communes,5", "jobs,abroad/Lào,persons,1"),
        *("trained,,rate,5", "trained,,communes,5", "gifts,,count,1", "works,Làng Xa,count,1", "schools,,count,1"),
        *("jobs,internet,persons,,chua_co", "works,Làng Gần,count,", "funds,Làng Xa,end,1"),
    )
    gone = made("works,Làng Xa,count,1", "2023")
    for one in places.removed(gone, gone.template.figures["works"], "place:#1"):
        gone.apply(one)
    noted = made("", "2023")
    noted.apply(SetNote(Address("gifts", "", "count"), "Sổ"))
    others = {"năm sau": made("", "2024"), "cấp huyện": made("", "2023", _OFFICES[4])}
    reports = {one or "(trống)": made(one, "2023") for one in lines} | {"dòng đã bỏ": gone, "ghi chú": noted} | others
    shapes = {title: report.shape() for title, report in reports.items()}
    for shape in dict.fromkeys(shapes.values()):
        yield " = ".join(title for title, one in shapes.items() if one == shape)


def _counterparts() -> Iterator[str]:
    report, other = made(_FULL), made("works,LÀNG MỚI,amount,1;works,LÀNG MỚI/be loc,items,1;jobs,loans,persons,1")
    for address in report.cells:
        found = report.counterpart(other, address)
        yield f"{' '.join(filter(None, address))}: {' '.join(filter(None, found)) if found else '(không có)'}"


# what changes


_CELL, _ROW = Address("jobs", "", "persons"), OpenRow("works", "place:#7", "Làng Xa", 3)
_MARKS = (
    Mark(MarkKind.ADDED, "Phần của xã", Number(15, 1)),
    Mark(MarkKind.VERIFIED, who="Y Hà", at=AT),
    Mark(MarkKind.STATEMENT, "Sở Y tế"),
    Mark(MarkKind.COMPUTED, "chưa gồm xã B"),
)
_CALLED = Called("old", "II", "Chỉ tiêu cũ", (("m", "Số người", "người"),), (("source:state", "Nhà nước"),))
_CHANGES: tuple[Change, ...] = (
    SetRow(_ROW),
    SetRow(replace(_ROW, label="Làng Gần", position=0)),
    SetRow(OpenRow("works", "place:#7/part:#8", "Bể", 1)),
    SetRow(OpenRow("old", "place:#1", "Làng lạ", 1)),
    SetRow(OpenRow("old", "place:#2", "Làng đã bỏ", 2, removed=True)),
    SetRow(OpenRow("gone", "place:#1", "Làng khác", 1)),
    SetCell(_CELL, Cell(Number(615, 1), State.ESTIMATE, "60+1,5", tuple(sorted(_MARKS, key=lambda mark: mark.kind)))),
    SetCell(_CELL._replace(measure="plan"), None),
    SetCell(Address("works", "place:#7", "count"), Cell(Number(0))),
    SetCell(Address("old", "source:state", "m"), Cell(None, State.NIL)),
    SetCell(Address("old", "place:#1", "m"), Cell(Number(-3))),
    SetNote(_CELL, "Biên bản"),
    SetNote(Address("funds", "", "end"), "Sổ"),
    SetAcceptance("b", Acceptance("Làm tròn", "Y Hà", AT, "0a1b")),
    SetAcceptance("a", Acceptance("Hai đợt", "A Lê", AT, "")),
    SetDetail("signer", "Y Hà"),
    SetDetail("place", "Đăk Blà"),
    SetParagraphs("II", ("Một.", "")),
    SetParagraphs("I", ("Hai.",)),
    SetLegalDocument("vb2", LegalDocument("Kế hoạch", "15/KH", "5/3/2024", "Ủy ban", "về gạo", "KH15")),
    SetLegalDocument("vb1", LegalDocument("Nghị quyết", "1/NQ", "", "")),
    SetAnswer("u", Answer("Đạt", "2024-12-01", "Sở", "dat")),
    SetAnswer("t", Answer("", attainment="chua_dat")),
    SetSection("II", Filing.NOT_YET),
    SetSection("I", Filing.FILED),
    SetCoverage(_CELL, Coverage(3, 0)),
    SetCoverage(Address("funds", "", ""), Coverage(0, 1)),
    SetSource("v", Pin("d1", 0, f"Xã A: {EDITED}")),
    SetSource("u", Pin("d2", 2)),
    SetCalled("old", _CALLED),
    SetIssue(1, Issue("312", date(2025, 1, 3), "BC", "Kon Tum", "KT.", "PHÓ", "Y Hà")),
    SetIssue(2, Issue()),
    SetState((ReportStage(ReportState.FINAL, "Y Hà", AT), ReportStage(ReportState.DRAFT, "Y Hà", AT, "Sót")), ()),
)


def changes() -> Iterator[str]:
    """A report that says everything: what undoes each change, the data, the journal and the envelope of it."""
    report = made(_FULL)
    before = archive.encode(report)
    back = []
    for one in _CHANGES:
        back.append(report.apply(one))
        cells = ", ".join(" ".join(filter(None, at)) for at in cells_of(one)) or "(không ô nào)"
        yield f"{KINDS[type(one)].name}, {cells}: {change(one)} | trở lại: {change(back[-1])}"
    data = archive.encode(report)
    yield from titled("Sổ thay đổi", (journal.encode([one]) for one in (*_CHANGES, *back)))
    yield f"Đọc lại như đã ghi: {journal.decode(journal.encode(_CHANGES)) == [*_CHANGES]}"
    yield from titled("Dữ liệu", _lines(json.loads(data)))
    yield from titled("Đọc lại", (change(one) for one in archive.decode(data).changes))
    yield from titled("Tên gọi đi cùng", (repr(one) for one in archive.decode(data).figures))
    for one in reversed(back):
        report.apply(one)
    yield f"Hoàn tác hết thì như trước: {archive.encode(report) == before}"
    yield from titled("Bì", _envelopes())


def _lines(data: Mapping[str, object]) -> Iterator[str]:
    """Plain values, each line of a table on one."""
    for key, value in data.items():
        if isinstance(value, list):
            yield from (f"{key}: {json.dumps(one, ensure_ascii=False)}" for one in value)
        else:
            yield f"{key} = {json.dumps(value, ensure_ascii=False)}"


def _envelopes() -> Iterator[str]:
    report, other = made("jobs,,persons,5;gifts,,count,,khong_thuoc_pham_vi"), made("", "2023")
    for number in (1, 2):
        report.revisions += (Revision(number, AT, "Y Hà", "Sót" * (number - 1), f'{{"n": {number}}}'),)
    stages = (ReportState.FINAL, ReportState.DRAFT, ReportState.FINAL, ReportState.SUBMITTED)
    report.stages = tuple(ReportStage(state, "Y Hà", AT, "Sót" * (state == "du_thao")) for state in stages)
    report.apply(SetIssue(2, Issue("7", date(2025, 1, 3))))
    other.apply(SetSection("II", Filing.OUT_OF_SCOPE))
    content = envelope.write(report, "a.json", archive.encode(report), {"b.json": (other, b"{}")})
    for one in json.loads(content)["reports"]:
        yield from _lines(one)
    found = envelope.read(content, "a.json")
    yield f"đọc lại: {replace(found, others={})}"
    yield f"kèm: {', '.join(f'{name}: {one.state}' for name, one in found.others.items())}"
    yield f"tìm theo mã: {envelope.find(content, archive.digest(b'{}')) == found.others['b.json']}"
    yield f"đầu tiên: {envelope.first(content) == replace(found, others={})}"
    yield f"bì trống: {envelope.first(archive.canonical({'format': 2, 'reports': []}))}"
    yield f"mã: {archive.fingerprint(report)}"


# what goes on into another period, or under a later template


def goings_on() -> Iterator[str]:
    """What a new period takes over, what stands beside it, and values whose place has another name now."""
    estimate = made(f"{_FULL};funds,,end,9;funds,Quỹ xã,end,4;funds,Quỹ xã,begin,1", "2023-UTH")
    year = made(f"{_FULL};funds,,end,9;funds,Quỹ xã,end,4;funds,Quỹ xã,begin,1;insured,rest,persons,,chua_co", "2023")
    for key, value in (("signer", "Y Hà"), ("as_of", "2023-12-31"), ("as_of:jobs", "2023-12-01"), ("request", "1/CV"),
                       ("subject", "x"), (LEFT_OUT, "2022"), (FIRST_YEAR, "2022"), ("place", "Kon Tum")):  # fmt: skip
        year.apply(SetDetail(key, value))
    for key in ("vb1", "vb2", "vb3"):
        year.apply(SetLegalDocument(key, LegalDocument("Kế hoạch", key, "", "")))
    year.apply(SetParagraphs("I", ("Theo {legal:vb1}.", "Và {legal:vb3}.")))
    year.apply(SetParagraphs("II", ("{works[place:#1].amount}",)))
    yield from titled("Sang năm sau", map(change, succeed(made("", "2024"), year)))
    mine = made("works,Làng Lạ,count,1;works,Làng Cũ,count,2;funds,,begin,3", "2024")
    mine.apply(SetDetail("signer", "A Lê"))
    mine.apply(SetLegalDocument("vb3", LegalDocument("Kế hoạch", "khác", "", "")))
    yield from titled("Sang năm sau đã có số", map(change, succeed(mine, year)))
    yield from titled("Sang quý", map(change, succeed(made("", "2024-Q2"), year)))
    yield from titled(
        "Từ ước thực hiện", map(change, succeed(made("jobs,,persons,1;works,Làng Lạ,count,1", "2023"), estimate))
    )
    yield from titled("Từ ước sang ước", map(change, succeed(made("", "2024-UTH"), estimate)))
    yield from titled("Bên cạnh", _beside())
    yield from titled("Ngoài mẫu", _strays())


def _beside() -> Iterator[str]:
    codes = ("2021", "2022", "2022-6T", "2023", "2023-UTH", "2023-9T", "2024-Q1", "2024-6T", "2021..2023", "2025")
    there = [made("jobs,,persons,1" if code != "2021" else "jobs,,persons,,chua_co", code) for code in codes]
    for one in there:
        for other in there:
            one.neighbours.add(other)
    for one in there:
        beside = {
            "cùng kỳ": (one.last,), "trước": (one.earlier,), "đầu kỳ": (one.opening,), "cạnh nhau": one.span,
            "ngay trước": (one.before,), "mở đầu": (one.opening_of_span,), "in trước": one.shown_before,
            "từ đầu": one.so_far, "từng năm": one.years,
        }  # fmt: skip
        said = (
            f"{name}: {' '.join(found.period.code for found in found_all if found)}"
            for name, found_all in beside.items()
            if any(found_all)
        )
        yield f"{one.period.code} | {' | '.join(said)} | {one.in_period(one.period)!r}"
        periods = [other.period for other in there]
        yield f"    so với: {' '.join(period.code for period in compared(one.period, periods, one.term))}"
    last = there[6]
    for key, value in ((LEFT_OUT, "2022 2021"), (FIRST_YEAR, "2023"), (LEFT_OUT, "2022 2023")):
        last.details[key] = value
        yield f"{key} {value}: {last.term} | {' '.join(one.period.code for one in last.span)} | {len(last.so_far)}"


def _strays() -> Iterator[str]:
    report = made("presents,Làng Mới,count,1;presents,Chùa Hai,count,2")
    report.cells.clear()
    held = (
        *(
            ("parcels", "", "number", 1),
            ("parcels", "source:central", "number", 2),
            ("parcels", "source:others", "number", 3),
        ),
        *(("parcels", "source:#4", "number", 4), ("parcels", "", "colour", 5), ("credit", "", "households", 6)),
        *(("credit", "group:poor", "households", 7), ("credit", "group:near", "households", 8), ("old", "a:b", "m", 9)),
        *(("presents", "giver:gone", "count", 10), ("presents", "", "gone", 11), ("parcels", "", "amount", 12)),
        *(
            ("gone", "", "m", 13),
            ("credit", "group:near/part:a", "households", 14),
            ("parcels", "source:#9", "number", 15),
        ),
        *(("parcels", "source:#1", "number", 16), ("parcels", "source:#2", "number", 17)),
    )
    for number, name in ((1, "Chùa Một"), (2, "Chùa Hai"), (4, "Chùa")):
        report.apply(SetRow(OpenRow("parcels", f"source:#{number}", name, number)))
    for figure, row, measure, number in held:
        report.cells[Address(figure, row, measure)] = Cell(Number(number)).worded("hơn" * (number == 2))
    report.cells[Address("old", "", "m")] = Cell(None, State.NIL)
    report.apply(SetNote(Address("parcels", "", "number"), "Sổ"))
    report.apply(
        SetCalled("old", Called("old", "II", "Chỉ tiêu cũ", (("m", "Số người", "người"),), (("a:b", "Dòng"),)))
    )
    report.apply(SetCalled("credit", Called("credit", "II", "Vay", (("households", "Số hộ", "nhà"),))))
    for stray in strays.strays(report):
        heirs = ", ".join(" ".join(filter(None, heir)) for heir in stray.heirs)
        now = strays.now(report, stray.address)
        told = (stray.section, stray.label, stray.value, stray.unit)
        yield f"{' '.join(filter(None, stray.address))}: {' | '.join(told)} -> {heirs}"
        yield f"    nay là {' '.join(filter(None, now)) if now else '(không có)'}"
    yield from map(repr, strays.called(report))
    yield strays.remark(report)
    yield from map(change, strays.moves(report))
    strays.settled(report)
    yield f"{strays.found(report)} {strays.remark(report)}"
    for most in (0, 1, 5, 6):
        left = made("")
        left.cells = {Address("old", "", f"m{number}"): Cell(Number(number)) for number in range(most)}
        yield f"{strays.found(left)} {strays.remark(left)}"
    for figure, row, measure, number in held:
        left.cells = {Address(figure, row, measure): Cell(Number(number))}
        yield f"{figure} {row} {measure}: {strays.found(left)}"


# what the document says of its office, and how much anything may say


_TYPED = (
    *(
        ("signer", " Y \n Hà "),
        ("recipients", "A\n\n B  C\n"),
        ("as_of", "5/3/2024"),
        ("as_of", "2024-03-05"),
        ("as_of", "mai"),
    ),
    *(("as_of:jobs", "31/2/2024"), ("as_of:II", "1/12/2024"), ("long_list", "từ 5 dòng"), ("long_list", "từ 6 dòng")),
    *(
        ("cell_notes", "có"),
        ("cell_notes", "không"),
        ("data_code", "không"),
        (FIRST_YEAR, "2023"),
        (FIRST_YEAR, "2022"),
    ),
    *(
        (FIRST_YEAR, "2025"),
        (FIRST_YEAR, "20240"),
        (FIRST_YEAR, "1999"),
        (FIRST_YEAR, ""),
        ("signer", ""),
        ("place", "Kon Tum"),
    ),
)


def documents() -> Iterator[str]:
    """What offices are called in their documents, what they may say otherwise, and how much is too much."""
    for unit in _OFFICES:
        report = made("", "2025", unit)
        keys = (*details.LABELS, FIRST_YEAR, LEFT_OUT)
        defaults = {key: details.default(report, key) for key in keys if key not in details.CHOICES}
        yield from titled(
            f"{unit.full} ({unit.level})",
            (f"  {key}: {' / '.join(text.splitlines())}" for key, text in defaults.items() if text),
        )
        yield f"  người nói: {speaker(report)}; còn thiếu: {', '.join(details.wanting(report)) or 'không'}"
        for period in ("2025-6T", "2025", "2025-Q3"):
            yield f"  {period}: {doubt(report.template, unit, parse(period)) or 'được'}"
    yield from titled("Thông tin văn bản", _details())
    yield from titled("Hạn mức", _limits())


def _details() -> Iterator[str]:
    report = made("")
    for key, text in _TYPED:
        done = asked(partial(details.change, report, key, text))
        yield f"{key} ({details.known(report, key)}) {text!r}: {done}"
    for key in ("as_of:gone", "signer:jobs", "gone", LEFT_OUT):
        yield f"{key}: {details.known(report, key)!r}"
    for key, text in _TYPED[1:]:
        try:
            found = details.change(report, key, text)
        except KnownError:
            continue
        if found:
            report.apply(found)
            yield f"{key}: {details.text(report, key)!r}, hiện {details.shown(key, found.value or '')!r}"
    section = report.template.sections["II"]
    yield f"{details.cut_offs(report, section)} {details.long_list(report)} {details.prints_code(report)}"
    for figure in ("jobs", "gifts"):
        yield f"{figure}: {details.as_of(report, report.template.figures[figure])}"
    yield f"{details.as_of(report)} {details.as_of(report, section='II')} {details.as_of(report, section='I')}"


def _limits() -> Iterator[str]:
    for kind in (State, MarkKind, ReportState, Filing):
        yield f"{kind.__name__}: {', '.join(f'{one.name} {one.value}' for one in kind)}"
    yield f"Tên trạng thái: {', '.join(f'{one} {one.label}' for one in ReportState)}; {STATE_LABELS}"
    yield "; ".join(f"{name} {value}" for name, value in vars(limits).items() if name.isupper())
    for one in _CHANGES:
        texts = (f"{what} «{text}» {most}" for what, text, most in KINDS[type(one)].texts(one))
        yield f"{KINDS[type(one)].name}: {'; '.join(texts)}"
    long: tuple[Change, ...] = (
        SetNote(_CELL, "Sổ " * 999), SetParagraphs("I", ("a" * 10_000,) * 3), SetParagraphs("I", ("",) * 301),
        SetParagraphs("I", ("{each a: b}" * 21,)), SetRow(replace(_ROW, label="L\u0430ng")),
        SetAcceptance("a", Acceptance("", "", AT.replace(year=1999), "")),
        SetAcceptance("a", Acceptance("", "", AT.replace(year=2000), "")),
    )  # fmt: skip
    for one in long:
        yield f"{KINDS[type(one)].name}: {asked(partial(bounds.refuse, one))}"
    signs = (
        SetNote(_CELL, "Sổ 😀"),
        SetDetail("signer", "H\u0430"),
        SetNote(_CELL, "Sổ"),
        SetNote(_CELL, "L\u0430ng 😀"),
    )
    for one in signs:
        yield f"{change(one)}: {asked(partial(bounds.refuse_pictures, one))}"
    yield from bounds.pretences(signs)
    for name in ("Xã A", "x" * 201, "X\u0430", "Xã 😀"):
        yield asked(partial(limits.refuse_office, Unit(name, "xa")))


RECORDS: Mapping[str, Callable[[], Iterable[str]]] = {
    "go-so": inputs.typed,
    "tep-so-lieu": inputs.values,
    "ten-dong": inputs.names,
    "dong-va-o": shapes,
    "thay-doi": changes,
    "sang-ky-sau": goings_on,
    "van-ban": documents,
}
"""What is written down, by the name of its file."""


def written(name: str) -> str:
    """A record as it is today."""
    return "\n".join(RECORDS[name]()).strip() + "\n"


if __name__ == "__main__":
    for each in RECORDS:
        (HERE / f"{each}.txt").write_text(written(each), encoding="utf-8")
