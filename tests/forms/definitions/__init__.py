"""Tests of forms.definitions."""
