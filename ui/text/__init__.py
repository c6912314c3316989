"""Writing words: paragraphs, live references, legal documents. Knows no window."""
