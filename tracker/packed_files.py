"""Files that contain others: zip, gzip and mailboxes, opened within limits before anything in them is read.

A file in a packed file is treated like any other; packed files inside it are not opened. A file that unpacks
beyond the limit of a saved page is refused alone, so that a bomb of a few bytes costs no more than one page.
"""

import gzip
import mailbox
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docket.issues import ParseError

MOST_FILES = 10_000
_ZIP = b"PK\x03\x04"
_GZIP = b"\x1f\x8b"
# The line before each message of a mailbox, and a header after it.
_MESSAGE = re.compile(rb"^From [^\r\n]{1,200}\r?\n[A-Za-z-]{1,60}:", re.MULTILINE)


@dataclass(frozen=True)
class Packed:
    """One file out of a packed one. If `error` says why it could not be extracted, `body` is empty."""

    name: str
    body: bytes
    error: str | None = None


def open_packed(path: Path, body: bytes, limit: int) -> Iterator[Packed] | None:
    """Return the files in a packed file, each of at most `limit` bytes; None for a file that is not packed.

    Raises ParseError for a packed file that cannot be opened.
    """
    if body.startswith(_ZIP):
        return _unzip(path, limit)
    if body.startswith(_GZIP):
        return iter([_gunzip(path, limit)])
    if (
        body.startswith(b"From ")
        and sum(1 for _ in zip(_MESSAGE.finditer(body), range(2), strict=False)) == 2
    ):
        return _split_mailbox(path)
    return None


def _unzip(path: Path, limit: int) -> Iterator[Packed]:
    try:
        pack = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, NotImplementedError, UnicodeDecodeError) as error:
        raise ParseError(
            f"{path.name}: a zip that cannot be opened ({error}); pack it again", code="packed"
        ) from None
    entries = [entry for entry in pack.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES:
        raise ParseError(
            f"{path.name}: {len(entries)} files in one zip, more than {MOST_FILES}; unpack it", code="packed"
        )
    return _members(pack, entries, limit)


def _members(pack: zipfile.ZipFile, entries: list[zipfile.ZipInfo], limit: int) -> Iterator[Packed]:
    with pack:
        for entry in entries:
            if entry.filename.rpartition("/")[2].startswith(".") or entry.filename.startswith("__MACOSX/"):
                continue  # the packing system's own files
            try:
                with pack.open(entry) as member:
                    packed = _within(entry.filename, member.read(limit + 1), limit)
            except (
                zipfile.BadZipFile,
                zlib.error,
                OSError,
                EOFError,
                NotImplementedError,
                RuntimeError,
            ) as error:
                packed = Packed(entry.filename, b"", f"cannot be unpacked ({error})")
            yield packed


def _gunzip(path: Path, limit: int) -> Packed:
    name = path.name.removesuffix(".gz")
    try:
        with gzip.open(path) as member:
            return _within(name, member.read(limit + 1), limit)
    except (OSError, EOFError, zlib.error) as error:
        return Packed(name, b"", f"cannot be unpacked ({error})")


def _within(name: str, body: bytes, limit: int) -> Packed:
    if len(body) > limit:
        return Packed(
            name, b"", f"unpacked it has more than the {limit // 1024 // 1024} MB a saved page may have"
        )
    return Packed(name, body)


def _split_mailbox(path: Path) -> Iterator[Packed]:
    box = mailbox.mbox(path, create=False)
    try:
        for key in box.keys():  # noqa: SIM118  # a mailbox is no dict: walking it parses every message
            yield Packed(f"message {int(key) + 1}", box.get_bytes(key))
    finally:
        box.close()
