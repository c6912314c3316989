"""Tests of forms.values."""
