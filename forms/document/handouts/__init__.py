"""What is handed to those who lead: chosen figures, charts, offices compared. Imports other blocks, no file format."""
