"""Tests of forms.offices."""
