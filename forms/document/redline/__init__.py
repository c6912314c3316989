"""What somebody corrected in a printed document, beside what is printed. Imports the other blocks, no file format."""
