"""Tests of letters and minutes as blocks."""
