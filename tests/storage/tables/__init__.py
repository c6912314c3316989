"""Tests of storage.tables."""
