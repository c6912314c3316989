"""What the report says in sentences, as blocks that no file format knows. Imports no checks."""
