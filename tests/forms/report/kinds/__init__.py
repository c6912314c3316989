"""Tests of forms.report.kinds."""
