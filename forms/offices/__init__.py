"""Offices, what they are due and what they plan, as plain data. May import definitions and values; knows no report."""
