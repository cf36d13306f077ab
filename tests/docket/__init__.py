"""Tests of `docket/`, and of what only works with it."""
