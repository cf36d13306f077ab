"""Tests of the whole tree: arrows, scripts, locks, deployment."""
