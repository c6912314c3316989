"""Tests of forms.document."""
