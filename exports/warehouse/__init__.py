"""The reports of many offices in a PostgreSQL database, for many to read at once. Imports no format of a document."""
