"""What the reports of lower offices come to: added up cell by cell, and put into a draft. Imports no documents."""
