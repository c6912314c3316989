"""The window of an open report and its commands."""
