"""Tests of exports.pdf."""
