"""Dialogs of a locality's plan. They may import the other dialogs, no page and no window."""
