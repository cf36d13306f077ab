"""Identifies the code and data that read the archive: what other code made is rebuilt, what it gave up on is
tried again."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

_READERS = ("beautifulsoup4", "juriscraper", "lxml", "pypdf")  # other versions may read a page differently


CODE = (".py", ".csv", ".tsv")  # the kinds of files that hold code and words


@cache
def code_digest() -> str:
    """Return a digest of the rooms and libraries that determine how a page is read, as of the first call."""
    libraries = "".join(f"{library} {version(library)}" for library in _READERS)
    rooms = (sorted(Path(str(files(room))).rglob("*")) for room in ("docket", "scrapers", "db"))
    return digest_of((path for room in rooms for path in room if path.suffix in CODE), libraries)


def digest_of(paths: Iterable[Path], words: str = "") -> str:
    """Return a digest of these words, and of the names and bytes of these files."""
    seen = hashlib.sha256(words.encode())
    for path in paths:
        seen.update(path.name.encode() + path.read_bytes())
    return seen.hexdigest()[:16]
