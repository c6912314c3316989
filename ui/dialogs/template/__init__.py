"""What is looked at of a template: legal constants by date, values that have no place in it. No SQL."""
