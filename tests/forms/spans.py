"""A small template on a programme's term, for tests of periods side by side."""

FRAME = """
[span]
first = 2021
label = "giai đoạn {first} - {last}"
"""
FIGURES = """
[figure.models]
label = "Mô hình"
measures.count = {label = "Số lượng", unit = "mô hình"}
[figure.land]
label = "Đất"
across = "whole"
measures.households = {}
"""
