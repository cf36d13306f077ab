"""Immutable snapshots of all that is published, for replicas and for whoever wants the files.

snapshot    a snapshot written whole, put in force, renewed after a suppression
tables      the database of one: the same bytes for the same content
files       the files beside it: NDJSON, Parquet, dictionary, difference, license, citations, checksums
parquet     Parquet from lines of JSON
"""
