"""Tests of the sources and of the HTTP client, against a server on loopback."""
