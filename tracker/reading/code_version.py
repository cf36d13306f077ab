"""Which code and data read the archive: what other code made is rebuilt, what other code gave up is tried again."""

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

_READERS = ("beautifulsoup4", "juriscraper", "lxml", "pypdf")  # other versions may read a page otherwise


@cache
def code_digest() -> str:
    """Return the digest of the rooms and libraries that determine how a page is read, as of the first call."""
    seen = hashlib.sha256()
    for library in _READERS:
        seen.update(f"{library} {version(library)}".encode())
    for room in ("docket", "scrapers", "db"):
        for path in sorted(Path(str(files(room))).rglob("*")):
            if path.suffix in (".py", ".csv", ".tsv"):
                seen.update(path.name.encode() + path.read_bytes())
    return seen.hexdigest()[:16]
