"""Tests of exports.typesetting."""
