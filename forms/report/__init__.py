"""One report: its cells, rows and changes, and what brings them in and out as data. Judges nothing."""
