"""What is handed to those who lead: made and written, by window and command line alike. Imports no Qt."""
