"""Tests of forms.consolidation."""
