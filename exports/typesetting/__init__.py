"""What every printed form shares: measures of the decree, faces, lines, wording. Imports no writer."""
