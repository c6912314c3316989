"""Numbers, money, periods, days and labels: plain values. Imports nothing of the program but errors."""
