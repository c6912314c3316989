"""Tests of exports.excel."""
