"""Handing over what an office works with to the next machine or the next officer, and taking it over. Knows no Qt."""
