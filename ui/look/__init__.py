"""Colours, sizes, pictures, labels and Qt's own words in Vietnamese. Knows no report."""
