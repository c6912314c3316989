"""What offices write to each other about reports, as documents. Imports the other blocks, and no file format."""
