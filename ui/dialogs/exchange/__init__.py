"""Dialogs about what offices send each other: letters, numbers by telephone, workbooks. Knows no window."""
