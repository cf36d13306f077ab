"""The CSV files that the operator keeps in the home: written whole, and put back if they are lost."""

import os
from pathlib import Path

from db import archive
from db.disk import sync_to_disk
from tracker.home import House

BOM = b"\xef\xbb\xbf"  # spreadsheets put it before UTF-8


def restore_file(house: House, source: str, path: Path, url: str | None = None) -> None:
    """Put the file back from the archive if it is gone: entries are undone by deleting their lines, not the file."""
    if path.exists():
        return
    row = house.archive.execute(
        "select snapshot_id from snapshots where source = ? and url = coalesce(?, url) order by seq desc limit 1",
        (source, url),
    ).fetchone()
    if body := row and archive.body(house.archive, row[0]):
        write_whole(path, body)


def write_whole(path: Path, body: bytes) -> None:
    """Write the file so that a crash leaves the old one or the new one."""
    temporary = path.with_name(path.name + ".new")
    with temporary.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_to_disk(path.parent)
