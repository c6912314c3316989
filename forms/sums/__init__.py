"""What the cells of several reports come to, cell by cell. Judges nothing and knows no office above."""
