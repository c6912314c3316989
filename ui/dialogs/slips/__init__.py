"""Slips that go to agencies, and what comes back before a yes. No SQL."""
