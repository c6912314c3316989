"""What window and command line both do: export, import, the sample. No Qt."""
