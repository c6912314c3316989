"""What is asked before a handout is written. Knows no page and no window."""
