"""The workspace file, its history and its backups. No Qt, no file format but its own."""
