"""What those who lead are handed, on the screen, and pictures for messages. Knows no window."""
