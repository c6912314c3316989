"""The form: one table of cells, how it is shown, typed in, walked and pasted into. Knows no window."""
