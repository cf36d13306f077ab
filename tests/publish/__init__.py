"""Tests of the reader's face: pages, API, feeds, calendars, limits."""
