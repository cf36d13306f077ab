"""Immutable snapshots of everything published, for replicas and for users of the files.

snapshot    a snapshot: written whole, made current, renewed after a suppression
tables      its database: the same bytes for the same content
files       the files beside it: NDJSON, Parquet, dictionary, difference, license, citations, checksums
parquet     NDJSON to Parquet
"""
