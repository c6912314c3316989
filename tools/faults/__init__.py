"""Proof that work survives what happens to disks: failing calls, full disks, killed processes, lost power."""
