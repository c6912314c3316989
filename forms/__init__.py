"""What a report is and what is true of it: definitions, figures, checks, sentences. No Qt, no SQL."""
