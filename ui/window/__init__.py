"""The window of an open report and its commands. Knows no start page and opens no workspace."""
