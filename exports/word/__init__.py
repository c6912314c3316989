"""The report as a Word file. Imports no other format."""
