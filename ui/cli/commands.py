"""The command line: every job of the program without its window. Never imports Qt."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from forms.checks.checker import Checker, accept, check
from forms.definitions.dictionary import DICTIONARY_COLUMNS, dictionary
from forms.definitions.loading import codes, default, load
from forms.definitions.rules import Severity
from forms.definitions.template import Template
from forms.errors import KnownError, nearest, nearest_end
from forms.offices.units import Unit, named
from forms.report.office import doubt, proper
from forms.report.report import Report
from forms.report.succession import succeed
from forms.suggestions.suggestions import suggest
from forms.values import period
from forms.values.period import WRITTEN
from forms.values.text import abridged, escaped, quoted, tidy
from ui.cli.agenda_command import AgendaCommandLine
from ui.cli.book_commands import BookCommandLine
from ui.cli.check_output import as_json, as_text
from ui.cli.deadline_commands import DeadlineCommandLine
from ui.cli.exchange_commands import ExchangeCommandLine
from ui.cli.handout_commands import HandoutCommandLine
from ui.cli.handover_commands import HandoverCommandLine
from ui.cli.publish_command import PublishCommandLine
from ui.cli.report_commands import ReportCommandLine
from ui.cli.request_commands import RequestCommandLine
from ui.cli.submit_commands import SubmitCommandLine
from ui.cli.target_commands import TargetCommandLine
from ui.cli.template_commands import TemplateCommandLine
from ui.cli.text_commands import TextCommandLine
from ui.jobs import template_folders
from ui.jobs.exporting import FORMATS, export, refusals
from ui.preferences import login

if TYPE_CHECKING:
    from storage.workspace import Workspace
    from ui.jobs.importing import Arrival

_TEMPLATE = f"mã của mẫu báo cáo: {', '.join(codes())}"
NOTATIONS = {"vi": True, "en": False}  # whether numbers are written the Vietnamese way


class _VietnameseParser(argparse.ArgumentParser):
    """Argparse in Vietnamese: its own words are few, so they are replaced where they appear."""

    def __init__(self, prog: str, description: str | None = None) -> None:
        super().__init__(prog, description=description, allow_abbrev=False)
        self.register("type", Path, _place)

    def error(self, message: str) -> NoReturn:
        for english, vietnamese in (
            ("the following arguments are required", "thiếu tham số"),
            ("unrecognized arguments", "không hiểu tham số"),
            ("invalid choice", "giá trị không đúng"),
            ("invalid int value", "cần một số, không phải"),
            ("expected one argument", "cần một giá trị"),
            ("expected at least one argument", "cần ít nhất một giá trị"),
            ("choose from", "chọn trong"),
            ("one of the arguments", "cần một trong các tham số"),
            (" is required", ""),
            ("not allowed with argument", "không đi cùng tham số"),
            ("ignored explicit argument", "không nhận giá trị"),
            ("argument", "tham số"),
        ):
            message = message.replace(english, vietnamese)
        raise KnownError(f"{message}. Xem hướng dẫn: {self.prog} --help")

    def format_help(self) -> str:
        text = super().format_help()
        for english, vietnamese in (
            ("usage:", "Cách dùng:"),
            ("positional arguments:", "Tham số:"),
            ("options:", "Tùy chọn:"),
            ("show this help message and exit", "xem hướng dẫn này"),
        ):
            text = text.replace(english, vietnamese)
        return text


def _place(text: str) -> Path:
    """A path that somebody typed; none at all is no folder, though Python takes it for the one that we are in."""
    if not text:
        raise argparse.ArgumentTypeError("đường dẫn để trống; đề nghị ghi tên tệp hoặc thư mục")
    if "\0" in text:
        raise argparse.ArgumentTypeError(f"đường dẫn {quoted(text)} không dùng được; đề nghị gõ lại")
    return Path(text)


def run(arguments: Sequence[str]) -> int:
    """Run one command; returns 0 when done, 1 when the report has errors, 2 when the command cannot be done."""
    try:
        options = _parser().parse_args(arguments)
        _refuse_broken(options)
        template_folders.look_beside(options.into, options.file)
        code: int = options.run(options)
    except KnownError as error:
        print(escaped(abridged(str(error))), file=sys.stderr)  # noqa: T201 - the command line speaks
        return 2
    except BrokenPipeError:
        return 2
    return code


def _refuse_broken(options: argparse.Namespace) -> None:
    """Raise KnownError for words with bytes that are no text; names of files may have them."""
    for value in vars(options).values():
        for word in value if isinstance(value, list) else [value]:
            if isinstance(word, str) and any("\ud800" <= char <= "\udfff" for char in word):
                raise KnownError(f"Tham số {quoted(word)} có ký tự hỏng, không phải mã UTF-8; đề nghị gõ lại.")


def _parser() -> argparse.ArgumentParser:
    parser = _VietnameseParser(prog="baocao42", description="Nhập, kiểm tra và kết xuất báo cáo chính sách xã hội.")
    parser.set_defaults(into=None, file=None)  # of a command that knows no workspace
    commands = parser.add_subparsers(metavar="LỆNH", required=True, parser_class=_VietnameseParser)
    _add_report_commands(commands)
    _add_file_commands(commands)
    for more in (
        TextCommandLine,
        ReportCommandLine,
        ExchangeCommandLine,
        SubmitCommandLine,
        HandoutCommandLine,
        BookCommandLine,
        HandoverCommandLine,
        PublishCommandLine,
        TargetCommandLine,
        DeadlineCommandLine,
        AgendaCommandLine,
        RequestCommandLine,
        TemplateCommandLine,
    ):
        more(_choose, _opened, _load, login(), _print).fill(commands)
    return parser


def _add_report_commands(commands: argparse._SubParsersAction[Any]) -> None:
    """The way of a report: made, filled, checked, exported."""
    new = commands.add_parser("new", help="tạo tệp làm việc, hoặc thêm báo cáo vào tệp đã có")
    new.add_argument("file", metavar="TỆP", type=Path)
    new.add_argument("--unit", help="tên đơn vị; bỏ trống được khi chép kỳ trước")
    new.add_argument("--level", help="mã cấp của đơn vị trong mẫu báo cáo; bỏ trống được khi chép kỳ trước")
    new.add_argument("--period", required=True, help=f"kỳ báo cáo: {WRITTEN}")
    new.add_argument("--template", metavar="MẪU", help=_TEMPLATE)
    new.add_argument("--from-last", action="store_true", help="chép dòng tự thêm và văn bản từ kỳ trước trong tệp")
    new.add_argument("--code", help="mã đơn vị hành chính, nếu có")
    new.add_argument("--parent", help="tên đơn vị cấp trên trong cùng tệp, để đối chiếu tổng hợp")
    new.set_defaults(run=_new)

    fill = commands.add_parser("fill", help="nhập số liệu từ tệp CSV (figure,row,measure,value[,state][,period])")
    fill.add_argument("file", metavar="TỆP", type=Path)
    fill.add_argument("values", metavar="SỐ_LIỆU.csv", type=Path)
    fill.add_argument("--numbers", choices=NOTATIONS, help="cách viết số trong tệp: vi là 1.234,5; en là 1,234.5")
    fill.add_argument("--new-periods", action="store_true", help="tạo báo cáo cho các kỳ có trong tệp mà chưa có")
    _choose(fill)
    fill.set_defaults(run=_fill)

    checking = commands.add_parser("check", help="kiểm tra báo cáo; mã thoát 1 khi còn lỗi")
    checking.add_argument("file", metavar="TỆP", type=Path)
    checking.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    checking.add_argument("--accept", metavar="MÃ", help="giải trình một phát hiện theo mã (id) của nó")
    checking.add_argument("--reason", metavar="LÝ_DO", help="lý do giải trình")
    _choose(checking)
    checking.set_defaults(run=_check)

    exporting = commands.add_parser("export", help="kết xuất báo cáo và gói nộp")
    exporting.add_argument("file", metavar="TỆP", type=Path)
    exporting.add_argument("--out", metavar="THƯ_MỤC", type=Path, required=True, help="nơi ghi các tệp")
    exporting.add_argument("--only", default=",".join(FORMATS), help=f"chỉ kết xuất vài dạng: {','.join(FORMATS)}")
    _choose(exporting)
    exporting.add_argument(
        "--without-children", action="store_true", help="gói nộp không kèm báo cáo cấp dưới đã tổng hợp"
    )
    exporting.set_defaults(run=_export)


def _add_file_commands(commands: argparse._SubParsersAction[Any]) -> None:
    """What is done with files from elsewhere, and what there is to know of key and template."""
    reading = commands.add_parser("read", help="đọc số liệu kèm trong tệp PDF, DOCX, XLSX hoặc gói nộp")
    reading.add_argument("file", metavar="TỆP", type=Path, help="tệp, hoặc thư mục là gói nộp đã giải nén")
    reading.add_argument("--into", metavar="TỆP.bc42", type=Path, help="nhập báo cáo vào tệp làm việc này")
    reading.add_argument("--unit", help="đơn vị trong tệp làm việc là nơi gửi, khi tên hoặc mã chưa đủ rõ")
    reading.add_argument("--new-key", action="store_true", help="nơi gửi đã đổi khóa ký và đã đối chiếu vân tay")
    reading.add_argument("--parent", help="đơn vị cấp trên của nơi gửi, khi trong tệp có đơn vị khác cùng tên")
    reading.set_defaults(run=_read)

    rescuing = commands.add_parser("rescue", help="cứu phần còn đọc được của một tệp làm việc bị hỏng sang tệp mới")
    rescuing.add_argument("file", metavar="TỆP", type=Path)
    rescuing.add_argument("--out", metavar="TỆP_MỚI.bc42", type=Path, required=True, help="tệp mới để ghi vào")
    rescuing.set_defaults(run=_rescue)

    key = commands.add_parser("key", help="vân tay khóa ký của máy này, để cấp trên đối chiếu qua điện thoại")
    key.set_defaults(run=_key)

    dictionary = commands.add_parser("dictionary", help="liệt kê mọi ô số liệu của mẫu báo cáo")
    dictionary.add_argument("--template", metavar="MẪU", help=_TEMPLATE)
    dictionary.add_argument("--csv", action="store_true", help="in dạng CSV")
    dictionary.set_defaults(run=_dictionary)


def _choose(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--unit", help="đơn vị (tên hoặc mã); bỏ trống là đơn vị của báo cáo đang làm")
    parser.add_argument("--period", help="kỳ báo cáo; bỏ trống là kỳ của báo cáo đang làm")
    parser.add_argument("--template", metavar="MẪU", help="mẫu báo cáo, khi một kỳ có báo cáo theo nhiều mẫu")


def _template(options: argparse.Namespace) -> Template | None:
    """The template that the command names, if it does."""
    return load(options.template) if options.template else None


def _print(text: str) -> None:
    print(escaped(text))  # noqa: T201 - the command line speaks


def _new(options: argparse.Namespace) -> int:
    from storage.workspace import Workspace  # noqa: PLC0415 - help and dictionary need no database

    template = _template(options)
    when = period.parse(options.period)
    path: Path = options.file
    if options.from_last:
        with Workspace.open(path) as workspace:
            earlier = _earlier(workspace, options.unit, when)
            unit, template = earlier.unit, template or earlier.template
            changes = succeed(Report(template, unit, when), earlier)
            workspace.add_report(unit, when, template, changes=changes, who=login(), own=True)
    else:
        template = template or default()
        unit = Unit(tidy(options.unit or ""), options.level or "", options.code or "")
        if not unit.name or not unit.level:
            raise KnownError("Thiếu tên hoặc cấp của đơn vị; đề nghị ghi --unit và --level.")
        if unit.level not in template.offices:
            known = ", ".join(template.offices)
            raise KnownError(f'Không có cấp "{unit.level}"{nearest_end(unit.level, template.offices)} Chỉ có: {known}.')
        unit = Unit(proper(template, unit.level, unit.name), unit.level, unit.code)
        with Workspace.open_or_create(path) as workspace:
            workspace.add_report(unit, when, template, parent=options.parent, own=True)
        if reason := doubt(template, unit, when):
            _print(f"Lưu ý: {reason}")
    _print(f"Đã tạo báo cáo {when.label} của {unit.name} trong {path}.")
    return 0


def _earlier(workspace: Workspace, unit: str | None, when: period.Period) -> Report:
    """The latest report of a unit before a period."""
    foreseen = None if when.estimated else when.foreseen
    before = [name for name in workspace.reports() if name.period.end < when.end or name.period == foreseen]
    wanted = named([name.unit for name in before], unit) if unit else [name.unit for name in before]
    found = [name for name in before if name.unit in wanted]
    if not found:
        raise KnownError(f'"{workspace.path}" chưa có báo cáo nào trước {when.label}; đề nghị bỏ --from-last.')
    if len({name.unit.id for name in found}) > 1:
        names = "; ".join(f'--unit "{name}"' for name in dict.fromkeys(name.unit.full for name in found))
        raise KnownError(f'"{workspace.path}" có nhiều đơn vị; đề nghị chọn: {names}.')
    last = max(found, key=lambda name: (name.period.end, name.id))
    return workspace.load(load, last.unit.id, last.period, last.template)


def _opened(options: argparse.Namespace) -> tuple[Workspace, Report]:
    """A workspace open for changes, and the report that was chosen."""
    from storage.workspace import Workspace  # noqa: PLC0415

    workspace = Workspace.open(options.file)
    try:
        return workspace, _load(workspace, options)
    except BaseException:
        workspace.close()
        raise


def _loaded(options: argparse.Namespace) -> Report:
    from storage.workspace import Workspace  # noqa: PLC0415

    with Workspace.open(options.file, readonly=True) as workspace:
        return _load(workspace, options)


def _load(workspace: Workspace, options: argparse.Namespace) -> Report:
    when = period.parse(options.period) if options.period else None
    return workspace.load(load, options.unit, when, options.template)


def _fill(options: argparse.Namespace) -> int:
    from exports import values  # noqa: PLC0415
    from storage.workspace import Workspace  # noqa: PLC0415
    from ui.jobs import filling  # noqa: PLC0415

    found = values.read(options.values, vietnamese=NOTATIONS.get(options.numbers))
    with Workspace.open(options.file) as workspace:
        report = _load(workspace, options)
        done = filling.fill(workspace, report, found, login(), new_periods=options.new_periods)
    _print(f"Đã nhập {len(found.lines)} dòng, {done.cells} ô thay đổi.")
    for added in done.added:
        _print(f"Đã tạo báo cáo {added.label}.")
    for remark in done.remarks:
        _print(f"Lưu ý: {remark}")
    return 0


def _check(options: argparse.Namespace) -> int:
    if (options.accept is None) != (options.reason is None):
        raise KnownError("--accept và --reason đi cùng nhau: mã của phát hiện và lý do giải trình.")
    report = _loaded(options) if options.accept is None else _accepting(options)
    checkers = {one.period: Checker(one) for one in reversed(report.span)}
    found = [finding for checker in checkers.values() for finding in checker.findings()]
    findings = sorted(found, key=lambda finding: finding.severity.rank)
    suggestions = {finding: suggest(checkers[finding.period], finding) for finding in findings if finding.period}
    if options.json:
        _print(json.dumps(as_json(report, findings, suggestions), ensure_ascii=False, indent=2))
    else:
        _print("\n".join(as_text(report, findings, suggestions)))
    return 1 if any(finding.open and finding.severity is Severity.ERROR for finding in findings) else 0


def _accepting(options: argparse.Namespace) -> Report:
    """Accept the finding that the command names, and give the report as it then is."""
    from storage.workspace import Workspace  # noqa: PLC0415

    with Workspace.open(options.file) as workspace:
        report = _load(workspace, options)
        found = {finding.id: (finding, one) for one in report.span for finding in check(one)}  # the latest one's stays
        if options.accept not in found:
            raise KnownError(f'Không có phát hiện "{options.accept}"{nearest(options.accept, found)}')
        finding, there = found[options.accept]
        change = accept(there, finding, options.reason, login())
        there.apply(change)
        workspace.save(there, [change], who=login())
    return report


def _export(options: argparse.Namespace) -> int:
    from storage.workspace import Workspace  # noqa: PLC0415

    formats = [name.strip() for name in options.only.split(",")]
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise KnownError(f'Không kết xuất được dạng "{", ".join(unknown)}"; chỉ có: {", ".join(FORMATS)}.')
    with Workspace.open(options.file, readonly=True) as workspace:
        report = _load(workspace, options)
        edited = workspace.edited(report)
        children = [] if options.without_children else workspace.pinned(report)
    outcomes = []
    for outcome in export(report, edited, options.out, formats, children):
        outcomes.append(outcome)
        if not outcome.refusal:
            _print(outcome.message)
    if refusal := refusals(outcomes):
        raise KnownError(refusal)
    return 0


def _read(options: argparse.Namespace) -> int:
    from ui.jobs.importing import read, store  # noqa: PLC0415

    found = read(options.file)
    report = found.report
    _print(f"{report.template.title}, {report.unit.name}, {report.period.label}: {len(report.cells)} ô số liệu.")
    _print(f"Mã dữ liệu: {found.code} (khớp mã băm; mã băm không nói ai gửi)")
    for one in found.before:
        _print(f"Kèm báo cáo {one.report.period.label}: {len(one.report.cells)} ô số liệu.")
    for remark in found.remarks:
        _print(f"Lưu ý: {remark}")
    if options.into:
        known = store(found, options.into, login(), options.unit, options.parent, new_key=options.new_key)
        _print(f"Đã nhập vào {options.into}.")
        _print(_signed(found, known=known))
    else:
        _print(_signed(found, known=False))
    return 1 if found.remarks else 0


def _signed(arrival: Arrival, *, known: bool) -> str:
    """Who signed what arrived, as far as it is known."""
    from exports import signing  # noqa: PLC0415

    if not arrival.signer:
        return "Khóa ký của chương trình: không có, nên chưa biết chắc ai gửi; số liệu vẫn dùng được."
    fingerprint = signing.fingerprint(arrival.signer)
    if known:
        return f"Chữ ký: đã ký bởi {arrival.report.unit.name} (vân tay khóa {fingerprint})."
    return (
        f"Chữ ký: đúng, chưa biết khóa này (vân tay khóa {fingerprint}); "
        "đề nghị gọi điện đối chiếu vân tay với nơi gửi."
    )


def _rescue(options: argparse.Namespace) -> int:
    from storage.rescue import rescue  # noqa: PLC0415

    doubts = rescue(options.file, options.out, load)
    _print(f"Đã ghi phần còn tin được vào {options.out}.")
    for line in doubts:
        _print(f"Không tin được: {line}")
    return 1 if doubts else 0


def _key(_: argparse.Namespace) -> int:
    from ui import keys  # noqa: PLC0415

    keys.make()
    _print(f"Vân tay khóa ký của máy này: {keys.own_fingerprint()}")
    return 0


def _dictionary(options: argparse.Namespace) -> int:
    template = _template(options) or default()
    if options.csv:
        from exports import values  # noqa: PLC0415

        _print(values.write([DICTIONARY_COLUMNS, *dictionary(template)]).rstrip("\n"))
        return 0
    for cell in dictionary(template):
        named = dict(zip(DICTIONARY_COLUMNS, cell, strict=True))
        row = f"[{named['row']}]" if named["row"] else ""
        relation = f" ({named['relation']} theo {named['breakdown_label_vi'].lower()})" if named["relation"] else ""
        label = named["row_label_vi"] or named["figure_label_vi"]
        _print(
            f"{named['section']:8}{named['figure']}{row}.{named['measure']}: "
            f"{label} - {named['measure_label_vi']}, {named['unit_vi']}{relation}"
        )
    return 0
