"""Which number is probably wrong, and what should have been typed. Asks the checks; nothing of the document."""
