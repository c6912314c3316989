"""What lower offices send, on the screen: taken in, looked at, asked about. Knows no window and no other page."""
