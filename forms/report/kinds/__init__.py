"""What is true of each kind of change, one entry a kind. Asks nothing of archives and files, which ask it."""
