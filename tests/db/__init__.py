"""Tests of `db/`, and of what only works with it."""
