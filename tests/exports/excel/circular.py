"""A form of a circular as a ministry makes it, for tests: heads on two levels, formulas, and all that Excel adds."""

from __future__ import annotations

import io
import struct
import zlib
from datetime import date
from typing import Any

import xlsxwriter

SHEETS = ("Biểu 01", "Tổng hợp", "Danh mục")


def circular(year: int = 2024, answers: int = 0) -> bytes:
    """The form, blank, or with `answers` in its cells; the year stands in its heads and in the name of its sheet."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    title = book.add_format({"bold": True, "align": "center"})
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"})
    whole = book.add_format({"num_format": "#,##0", "border": 1, "locked": False})
    money = book.add_format({"num_format": "#,##0.0", "border": 1, "locked": False})
    share = book.add_format({"num_format": "0.0%", "border": 1, "locked": False})
    label = book.add_format({"border": 1, "italic": True})
    sheet = book.add_worksheet(f"{SHEETS[0]}-{year}")
    sheet.merge_range("A1:H1", f"BIỂU TỔNG HỢP KẾT QUẢ NĂM {year}", title)
    sheet.write("G2", "Đơn vị tính: Triệu đồng")
    for place, text in (("A3:A4", "TT"), ("B3:B4", "Nội dung"), ("F3:F4", "Kinh phí"), ("G3:G4", "Tỷ lệ (%)")):
        sheet.merge_range(place, text, head)
    sheet.merge_range("C3:E3", "Số hộ", head)
    for column, text in enumerate((f"Năm {year - 1}", f"Thực hiện {year}", "Tăng, giảm"), start=2):
        sheet.write(3, column, text, head)
    sheet.merge_range("H3:H4", "Ghi chú", head)
    for number, (name, kind) in enumerate((("Hộ nghèo", ""), ("Hộ cận nghèo", "")), start=1):
        row = 4 + number
        sheet.write(row - 1, 0, number, head)
        sheet.write(row - 1, 1, name + kind, label)
        for column in (2, 3):
            sheet.write_blank(row - 1, column, None, whole)
            if answers:
                sheet.write_number(row - 1, column, answers * row + column, whole)
        sheet.write_formula(row - 1, 4, f"=D{row}-C{row}", whole, 0)
        sheet.write_blank(row - 1, 5, None, money)
        sheet.write_blank(row - 1, 6, None, share)
        sheet.write_blank(row - 1, 7, None, label)
    sheet.write("D6", "chưa báo cáo", whole)  # a text that a number takes the place of
    sheet.merge_range("B7:B8", "Cộng", head)
    sheet.write_formula("D7", "=SUM(D5:D6)", whole, 0)
    sheet.merge_range("F7:G8", None, money)
    sheet.write_array_formula("C10:D10", "{=C5:D5*2}", whole, 0)
    sheet.write_datetime("H5", date(2024, 1, 2), book.add_format({"num_format": "dd/mm/yyyy"}))
    sheet.set_column("B:B", 30, label)
    sheet.set_column("C:H", 14)
    sheet.set_row(3, 32)
    sheet.set_row(11, 20, money)
    _adorn(book, sheet, title)
    totals = book.add_worksheet(SHEETS[1])
    totals.write("A1", "Tổng số hộ")
    totals.write_formula("B1", f"='{SHEETS[0]}-{year}'!D7", whole, 41)
    totals.write_formula("B2", '=IF(B1>0,"Đạt","Chưa")', None, "Chưa")
    book.add_worksheet(SHEETS[2]).write_column("A1", ["Hộ nghèo", "Hộ cận nghèo"])
    book.define_name("TongSoHo", f"='{SHEETS[0]}-{year}'!$D$7")
    book.set_properties({"title": "Biểu mẫu kèm theo Thông tư"})
    book.close()
    return made.getvalue()


def _adorn(book: Any, sheet: Any, bold: Any) -> None:  # noqa: ANN401 - XlsxWriter has no stubs
    """What a form has beside its cells."""
    sheet.conditional_format("D5:D6", {"type": "cell", "criteria": ">", "value": 100, "format": bold})
    sheet.data_validation("C5:D6", {"validate": "integer", "criteria": ">=", "value": 0})
    sheet.freeze_panes(4, 2)
    sheet.set_landscape()
    sheet.print_area("A1:H10")
    sheet.write_comment("B5", "Theo chuẩn nghèo đa chiều")
    sheet.insert_image("H12", "dau.png", {"image_data": io.BytesIO(_picture())})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"='{sheet.get_name()}'!$D$5:$D$6"})
    sheet.insert_chart("B14", chart)
    sheet.protect("", {"objects": True})


def _picture() -> bytes:
    """One black point as PNG."""

    def part(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"\0\0")) + part(b"IEND", b"")
