"""Files in and out: a room a format, writer and reader together. No Qt, no SQL."""
