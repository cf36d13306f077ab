"""The statute in CourtListener's bulk opinions, and in whole printed reporters.

bulk_csv   the bulk files, from a stream, and cut into Parquet shards
opinions   what one opinion says of the statute; runs on any worker
dask_run   shards or volumes handed out to workers
volumes    which cases of a printed volume name the statute; runs on any worker
reporters  which volumes there are, and how they are brought
decisions  the cases found, and their way into the archive
finds      cut, read and joined: the dockets found, and their way into the archive
"""
