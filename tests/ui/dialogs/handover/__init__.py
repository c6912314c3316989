"""Tests of the dialogs of handing over."""
