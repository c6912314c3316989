"""Tests of the plan of a locality on the screen."""
