"""What is to be done: a report that a letter asks for, and who holds the numbers of a section. Knows no page."""
