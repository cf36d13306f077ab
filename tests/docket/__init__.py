"""Tests of the law and the language of dockets: mostly tables."""
