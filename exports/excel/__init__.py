"""The appendices as a workbook, and its data back. Imports no other format."""
