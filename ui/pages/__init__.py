"""The printed pages on the screen. Knows no window."""
