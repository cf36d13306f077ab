"""Tests of `tracker/`, and of what only works with it."""
