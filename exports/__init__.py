"""Files in and out: one module per format, writer and reader together."""
