"""Tests of `publish/`, and of what only works with it."""
