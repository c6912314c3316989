"""Tests of ui.text."""
