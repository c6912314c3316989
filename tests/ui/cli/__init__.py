"""Tests of ui.cli."""
