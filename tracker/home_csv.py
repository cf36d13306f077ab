"""The CSV files that the operator keeps in the home: written whole, and restored if they are lost."""

import csv
import io
from pathlib import Path

from db import archive
from db.disk import write_whole
from tracker.home import House
from tracker.importing import read_bytes

BOM = b"\xef\xbb\xbf"  # spreadsheets write it before UTF-8


def restore_file(house: House, source: str, path: Path, url: str | None = None) -> None:
    """Restore the file from the archive if it is gone: an entry is undone by deleting its line, not the
    file."""
    if path.exists():
        return
    row = house.archive.execute(
        "select snapshot_id from snapshots where source = ? and url = coalesce(?, url) order by seq desc limit 1",
        (source, url),
    ).fetchone()
    if body := row and archive.body(house.archive, row[0]):
        write_whole(path, body)


def read_file(
    house: House, source: str, path: Path, columns: tuple[str, ...], url: str | None = None
) -> bytes:
    """Return the bytes of the file or, if there is none, of its header line; the last line ends with a line
    end. Raises ParseError."""
    restore_file(house, source, path, url)
    body = read_bytes(path) if path.exists() else b""
    if not body.removeprefix(BOM).strip():
        body = ",".join(columns).encode()
    return body if body.endswith(b"\n") else body + b"\n"


def columns_of(body: bytes) -> list[str]:
    """Return the column names in the first line of a file."""
    return next(csv.reader(io.StringIO(body.decode("utf-8-sig"))))


def add_line(body: bytes, cells: dict[str, str | None]) -> bytes:
    """Return the file with one line appended; cells for which it has no column are left out."""
    line = io.StringIO()
    writer = csv.DictWriter(line, columns_of(body), extrasaction="ignore", lineterminator="\n")
    writer.writerow(cells)
    return body + line.getvalue().encode("utf-8", "replace")
