"""What the tables of a workspace hold, a module a table or a few. Knows no lock, no transaction, no schema."""
