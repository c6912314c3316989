"""What an office has to do over all its files, on the screen. Opens dialogs; knows no window of a report."""
