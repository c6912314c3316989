"""Tests of forms.lists."""
