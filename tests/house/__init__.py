"""Tests of the whole: its rules, its two commands, its services, its data."""
