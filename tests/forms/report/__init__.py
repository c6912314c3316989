"""Tests of forms.report."""
