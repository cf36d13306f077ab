"""Tests of `scrapers/`, and of what only works with it."""
