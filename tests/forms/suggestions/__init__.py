"""Tests of forms.suggestions."""
