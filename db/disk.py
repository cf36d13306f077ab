"""What must be on disk before the next step relies on it, and how to read a file that we cannot write."""

import os
import shutil
from pathlib import Path


def how_to_read(path: Path) -> str:
    """Return the option with which SQLite can read our database: ``mode=ro``, or ``immutable=1`` if that
    would fail.

    A database with a write-ahead log is read through the shared-memory file beside it, which exists as long
    as a writer does. Without a writer SQLite would create it, which fails if we cannot write in the folder;
    but then nobody is changing the file either. A reader that keeps the file open has to call this again,
    since a writer may have come.
    """
    is_logged = path.with_name(f"{path.name}-wal").exists()
    return "mode=ro" if is_logged or os.access(path.parent, os.W_OK) else "immutable=1"


def address_to_read(path: Path) -> str:
    """Return the URI with which SQLite opens our database for reading only."""
    file = path.resolve()
    return f"{file.as_uri()}?{how_to_read(file)}"


def sync_to_disk(path: Path) -> None:
    """Flush a file, or the names in a folder, to disk, so that they survive a loss of power. Raises
    OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_database(path: Path) -> None:
    """Delete a database and the files beside it: a leftover log would be applied to the next file of that
    name."""
    for suffix in ("-wal", "-shm", "-journal", ""):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def copy_whole(source: Path, target: Path) -> None:
    """Copy a file with its permissions and times. If interrupted, the target is either unchanged or the
    complete copy."""
    part = target.with_name(f".{target.name}.part")
    shutil.copy2(source, part)
    sync_to_disk(part)
    part.replace(target)


def write_whole(path: Path, body: bytes) -> None:
    """Write a file, and create its folder if it is missing. If interrupted, the file is either unchanged or
    complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(body)
    sync_to_disk(part)
    part.replace(path)
    sync_to_disk(path.parent)
