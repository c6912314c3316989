"""What a report is, as its definition files say it, and the strict reading of these files. Knows no report."""
