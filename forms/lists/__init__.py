"""Lists that an office takes in, read line by line: offices, deadlines, plans. Imports no check and no sentence."""
