"""The page before a report is open. Knows no window of a report."""
