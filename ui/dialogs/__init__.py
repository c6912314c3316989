"""Dialogs, one a module. They know no window."""
