"""§ 230 in CourtListener's bulk opinions.

bulk_csv   the bulk files, from a stream
shards     cut into Parquet shards
opinions   what one opinion says of § 230; runs on any worker
dask_run   the shards handed out to workers
finds      cut, read and joined: the dockets found, and their way into the archive
"""
