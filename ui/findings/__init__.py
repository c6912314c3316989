"""Findings on the screen: cards, panel, strip. Knows no window."""
