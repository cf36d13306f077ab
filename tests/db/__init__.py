"""Tests of memory: archive, docket, merge, outcomes."""
