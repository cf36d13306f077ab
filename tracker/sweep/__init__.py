"""Searches for the statute in CourtListener's bulk opinions, and in whole printed reporters.

bulk_csv   the bulk files, streamed, and cut into Parquet shards
opinions   what one opinion says about the statute; runs on any worker
dask_run   hands shards or volumes out to workers
volumes    which cases of a printed volume name the statute; runs on any worker
reporters  which volumes exist, and how they are fetched
decisions  the cases found, and their way into the archive
finds      cut, read and joined: the dockets found, and their way into the archive
"""
