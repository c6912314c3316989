"""Tests of ui.entry."""
