"""Handing an office over to the next machine or officer, and taking it over. May import other dialogs, no window."""
