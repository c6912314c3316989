"""Tests of exports.word."""
