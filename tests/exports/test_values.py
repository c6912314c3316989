from __future__ import annotations

from pathlib import Path

import pytest

from exports import values
from forms.errors import KnownError
from forms.report.filling import FillError, ValueLine, fill
from forms.report.report import Report
from forms.values.numbers import Number, show

HEAD = "figure,row,measure,value"
COUNT = "ncc_gifts,,count"
RICE = "rice,,ton"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "số liệu.csv"


def write(file: Path, text: str, mark: str = ",") -> None:
    file.write_text(text.replace(",", mark), encoding="utf-8", newline="")


def numbers(report: Report, file: Path, *, vietnamese: bool | None = None) -> list[Number]:
    found = values.read(file, vietnamese=vietnamese)
    fill(report, found.lines, vietnamese=found.vietnamese, sure=found.sure)
    return [cell.number for cell in report.cells.values() if cell.number is not None]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{HEAD},value\n{COUNT},1,2\n", 'dòng 1: cột "value" có 2 lần'),
        (f"{HEAD},note\n{COUNT},4,764\n", 'dòng 1: không biết cột "note"'),
        ("\n\nfigure,row,value\n", "dòng 3: thiếu cột measure"),
        (f'{HEAD}\n{COUNT},"1\n{RICE},2\n', "dòng 2: không đọc được"),
        (f'{HEAD}\n{COUNT},1\n{RICE},"2"3\n', "dòng 3: không đọc được"),
        (f"{HEAD}\n{COUNT},{'9' * 200_000}\n", "dòng 2: không đọc được"),
        (f"{HEAD}\n{COUNT},1,2\n", "dòng 2: nhiều ô hơn"),
        ("\ufeff\n", "thiếu cột"),
    ],
)
def test_what_is_no_values_file_names_the_line(file: Path, text: str, words: str) -> None:
    write(file, text)
    with pytest.raises(KnownError) as caught:
        values.read(file)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        f"sep=;\n{HEAD}\n{COUNT},12\n".replace(",", ";"),
        f'\n"sep=,"\r\n{HEAD},,\r\n{COUNT},12,,\r\n',
        f"\n \n{HEAD}\n{COUNT},\u200f12\u00a0\n",
        f"\ufeff{HEAD},STATE\n\u200b{COUNT},12,\n".replace(",", "\t"),
    ],
)
def test_what_excel_adds_is_read(report: Report, file: Path, text: str) -> None:
    write(file, text)
    assert numbers(report, file) == [Number(12)]


def test_lines_are_counted_as_an_editor_counts_them(report: Report, file: Path) -> None:
    write(file, f'sep=,\n\n{HEAD}\n{COUNT},12\nmartyr_works,"Nghĩa trang\nA",amount,5\n\n{RICE},abc\n')
    with pytest.raises(FillError, match="Dòng 8:"):
        numbers(report, file)


@pytest.mark.parametrize("value", ["12.000", "30.00", "4.764"])
@pytest.mark.parametrize("mark", [",", "\t"])
def test_decimals_of_a_whole_number_are_refused_in_comma_and_tab_files(
    report: Report, file: Path, value: str, mark: str
) -> None:
    write(file, f"{HEAD}\nrice,,persons,{value}\nrice,,ton,87.3\n", mark)
    with pytest.raises(KnownError) as caught:
        numbers(report, file)
    message = str(caught.value)
    assert f"ghi {value.replace('.', '')} nếu" in message or f'kiểu Việt Nam ("{value}")' in message
    assert not report.cells


def test_decimals_of_a_whole_number_are_refused_in_semicolon_files(report: Report, file: Path) -> None:
    write(file, f"{HEAD}\n{COUNT},\n", ";")
    file.write_text(file.read_text(encoding="utf-8").replace("count;", "count;12,000"), encoding="utf-8")
    with pytest.raises(FillError, match="ghi 12 nếu là số ấy; ghi 12000 nếu"):
        numbers(report, file)


@pytest.mark.parametrize(
    ("more", "ton"),
    [("rice,,persons,4.764", "1.234"), ("rice,,persons,12", ""), ("poor_households,,rate,4.31", "1,234")],
)
def test_a_tab_file_shows_its_notation_or_is_refused(report: Report, file: Path, more: str, ton: str) -> None:
    write(file, f"{HEAD}\n{RICE},1.234\n{more}", "\t")
    if ton:
        assert ton in map(show, numbers(report, file))
    else:
        with pytest.raises(FillError, match="--numbers"):
            numbers(report, file)


@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_the_notation_can_be_told(report: Report, file: Path, mark: str) -> None:
    write(file, f"{HEAD}\n{RICE},1.234\n", mark)
    assert numbers(report, file, vietnamese=True) == [Number(1234)]
    assert numbers(report, file, vietnamese=False) == [Number(1234, 3)]


def test_a_comma_file_with_one_doubtful_number_asks_how_it_is_written(report: Report, file: Path) -> None:
    write(file, f"{HEAD}\n{RICE},1.234\n")
    with pytest.raises(FillError, match="--numbers en"):
        numbers(report, file)
    write(file, f"{HEAD}\n{RICE},1.234\npoor_households,,rate,4.31%\n")
    assert numbers(report, file) == [Number(1234, 3), Number(431, 2)]


def test_a_cell_stands_in_a_file_once(report: Report) -> None:
    lines = [ValueLine(2, "ncc_gifts", "", "count", "1"), ValueLine(3, "ncc_gifts", "", "count", "2")]
    with pytest.raises(FillError, match="Dòng 3: ô này đã có ở dòng 2"):
        fill(report, lines, vietnamese=False)
    assert not report.cells


def test_a_sign_in_the_place_of_a_number_is_told_its_state(report: Report) -> None:
    with pytest.raises(FillError, match="khong_phat_sinh"):
        fill(report, [ValueLine(2, "ncc_gifts", "", "count", "\u2212")], vietnamese=False)
