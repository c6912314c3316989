"""What is pasted: lists, faces and tables come as official text has them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData
from pytestqt.qtbot import QtBot

from ui.text.pasting import paragraphs


def pasted(html: str = "", text: str = "") -> list[str]:
    data = QMimeData()
    if html:
        data.setHtml(html)
    data.setText(text)
    return paragraphs(data)


def test_formatted_text_keeps_what_it_means(qtbot: QtBot) -> None:
    del qtbot
    html = (
        "<p><b>1. Ưu điểm</b></p><p>Có <b>12</b> hộ, <i>tăng</i> nhiều</p><ul><li>Một</li><li>Hai [x]</li></ul>"
        "<table><tr><td>Xã</td><td>Số hộ</td></tr><tr><td>Đăk Blà</td><td>12</td></tr></table><p>• Cuối</p>"
    )
    assert pasted(html) == [
        "1. Ưu điểm",
        "Có {b: 12} hộ, {i: tăng} nhiều",
        "- Một",
        "- Hai \\[x\\]",
        "| Xã | Số hộ |",
        "| Đăk Blà | 12 |",
        "- Cuối",
    ]


def word(body: str) -> str:
    """A piece of Word's clipboard."""
    return (
        '<html><head><title>x</title><style>p.MsoNormal {mso-style-parent:""}</style></head><body>'
        f"<!--StartFragment-->{body}<!--EndFragment--></body></html>"
    )


def point(marker: str, text: str, font: str = "Symbol") -> str:
    """A point of a list as Word writes it."""
    blanks = "<span style='font:7.0pt'>&nbsp;&nbsp; </span>"
    inside = f"<span style='font-family:{font}'><span style='mso-list:Ignore'>{marker}{blanks}</span></span>"
    return f"<p class=MsoListParagraph><![if !supportLists]>{inside}<![endif]>{text}</p>"


@pytest.mark.parametrize(
    ("marker", "printed"),
    [
        *((sign, "-") for sign in ("·", "o", "§", "Ø", "ü", "-")),
        *((number, number) for number in ("1.", "a)", "1.2.", "(3)", "IV.", "đ)")),
    ],
)
def test_points_of_word_begin_with_a_dash_or_with_their_number(qtbot: QtBot, marker: str, printed: str) -> None:
    del qtbot
    other = point(marker, "<b>Hai</b> ba").replace("<!", "<!--").replace("]>", "]-->")
    assert pasted(word(point(marker, "Một") + other)) == [f"{printed} Một", f"{printed} {{b: Hai}} ba"]


def test_numbered_lists_keep_their_numbers(qtbot: QtBot) -> None:
    del qtbot
    lists = "<ol start=3><li>Ba<ul><li>Gạch</li></ul></li></ol><ol type=a><li>x</li></ol><ol type=I><li>y</li></ol>"
    assert pasted(lists) == ["3. Ba", "- Gạch", "a) x", "I. y"]


def test_footnotes_stand_in_their_sentence(qtbot: QtBot) -> None:
    del qtbot
    cited = '<a style=\'mso-footnote-id:ftn1\' href="#_ftn1" name="_ftnref1"><span>[1]</span></a>'
    note = "<div style='mso-element:footnote' id=ftn1><p><a href=\"#_ftnref1\">[1]</a> Theo A &amp; [B].</p></div>"
    lost = '<a href="#_ftn2">[2]</a>'
    assert pasted(word(f"<p>Có 12 hộ{cited} nghèo{lost}.</p><hr>{note}")) == [
        "Có 12 hộ{note: Theo A & \\[B\\].} nghèo."
    ]
    office = '<p>Có<a class="sdfootnoteanc" href="#sdfootnote1sym"><sup>1</sup></a> 5 m<sup>2</sup>, x<sup>2</sup></p>'
    said = '<div id="sdfootnote1"><p><a class="sdfootnotesym" href="#sdfootnote1anc">1</a>Sổ</p></div>'
    said = said.replace("Sổ</p>", "Sổ</p><p>của xã</p>")
    assert pasted(office + said) == ["Có{note: Sổ của xã} 5 m², x²"]


def test_what_was_struck_out_and_comments_are_left_out(qtbot: QtBot) -> None:
    del qtbot
    body = '<p>Giữ <del>bỏ</del><ins>thêm</ins><a class=msocomanchor href="#_msocom_1">[A1]</a>.</p>'
    said = "<div style='mso-element:comment-list'><div><p><a href=\"#x\">[A1]</a>Lời bàn</p></div></div>"
    assert pasted(word(body + said)) == ["Giữ thêm."]
    struck = "<s>bỏ</s>", "<strike>bỏ</strike>", "<span style='text-decoration:line-through'>bỏ</span>"
    for one in struck:
        assert pasted(f"<p>Giữ {one}thêm.</p>", "Giữ bỏthêm.") == ["Giữ thêm."]


def test_figures_that_stand_raised_are_no_part_of_the_number_before_them(qtbot: QtBot) -> None:
    del qtbot
    assert pasted("<p>12<sup>1</sup> hộ, 10<sup>3</sup> kg</p>", "121 hộ, 103 kg") == ["12¹ hộ, 10³ kg"]
    assert pasted("<p>12<sup>10</sup> hộ</p>", "1210 hộ") == ["12(10) hộ"]
    assert pasted("<table><tr><td>m<sup>2</sup></td><td>5</td></tr></table>") == ["| m² | 5 |"]


def test_lines_of_a_message_are_paragraphs_whatever_else_comes_with_them(qtbot: QtBot) -> None:
    del qtbot
    message = "<meta charset=utf-8><div>Kính gửi:<br>- Thôn 1<br>• Thôn 2 <img src='x'></div>"
    assert pasted(message, "Kính gửi:\n- Thôn 1\n- Thôn 2") == ["Kính gửi:", "- Thôn 1", "- Thôn 2"]
    assert pasted("<p>Một</p><p>Hai</p>") == ["Một", "Hai"]  # no plain text comes with it


def test_tables_are_rows_and_one_column_is_none(qtbot: QtBot) -> None:
    del qtbot
    merged = (
        "<table><tr><td rowspan=2>Huyện</td><td colspan=2>Số | hộ</td></tr><tr><td>Nghèo</td><td><p>Cận</p><p>nghèo</p>"
        "</td></tr><tr><td></td><td></td><td></td></tr></table>"
    )
    assert pasted(merged) == ["| Huyện | Số / hộ |  |", "|  | Nghèo | Cận nghèo |"]
    assert pasted("<table><tr><td>A</td><td><table><tr><td>b</td><td>c</td></tr></table></td></tr></table>") == [
        "| A | b c |"
    ]
    assert pasted("<table><tr><td>Một câu.</td></tr><tr><td></td></tr><tr><td>Hai</td></tr></table>") == [
        "Một câu.",
        "Hai",
    ]


def test_a_heading_without_a_number_stays_bold_and_what_is_all_of_one_face_is_plain(qtbot: QtBot) -> None:
    del qtbot
    assert pasted("<h1>I. KẾT QUẢ</h1><h2>1. Ưu điểm</h2><p>Câu.</p>") == ["{b: I. KẾT QUẢ}", "1. Ưu điểm", "Câu."]
    assert pasted("<p><b>Cả câu.</b></p><p><b>Hai.</b></p>") == ["Cả câu.", "Hai."]


def test_brackets_from_elsewhere_are_brackets() -> None:
    assert pasted(text="Theo [1], \\[2\\]") == ["Theo \\[1\\], \\\\\\[2\\\\\\]"]


def test_plain_text_stays_but_for_points_and_columns() -> None:
    assert pasted(text="Xã\tHộ\nA|B\t12\nC\t\n\t13") == ["| Xã | Hộ |", "| A/B | 12 |", "| C |  |", "|  | 13 |"]
    assert pasted(text="Một {x}\n– hai\nXã\t12\n- ba") == ["Một {x}", "- hai", "| Xã | 12 |", "- ba"]
    lines = ["1.\tMục", "-\tgạch", "o\tHai", "\uf0b7\tBa", "12\t13", "\tthụt", "\uf0fc rồi"]
    assert pasted(text="\n".join(lines)) == ["1. Mục", "- gạch", "- Hai", "- Ba", "| 12 | 13 |", "\tthụt", "- rồi"]
