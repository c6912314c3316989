"""Tests of forms.narrative."""
