"""The report as PDF, and its data back. Imports no other format."""
