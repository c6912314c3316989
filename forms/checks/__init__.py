"""What must hold among the cells of a report, and the findings where it does not. Imports no suggestions."""
