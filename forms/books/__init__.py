"""The workbook of a superior, which an office fills in: what its cells want, and what a report answers. No file."""
