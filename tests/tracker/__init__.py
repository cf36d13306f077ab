"""Tests of the hands: commands, daemon, alerts, exports, sweep."""
