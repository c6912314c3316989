"""Filling in a superior's workbook from a report: what its cells want, whose numbers, what became of each. No Qt."""
