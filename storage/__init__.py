"""The workspace file, its history and its backups."""
