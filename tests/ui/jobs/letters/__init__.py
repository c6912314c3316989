"""Tests of letters that are drafted."""
