"""Tests of handing over and taking over."""
