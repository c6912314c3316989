"""What a person sees: the window and the command line. No SQL; nothing below imports it."""
