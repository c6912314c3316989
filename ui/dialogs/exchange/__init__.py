"""Dialogs about what lower offices send: letters to them, numbers by telephone. Knows no window."""
