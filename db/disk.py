"""What must lie on the disk before the next step counts on it, and how a file is read that one may not write."""

import os
import shutil
from pathlib import Path


def how_to_read(path: Path) -> str:
    """Return how SQLite is told to read a database of ours: ``mode=ro``, or ``immutable=1`` where it could not.

    A database with a write-ahead log is read through the memory beside it, which is there for as long as a writer is.
    Without a writer SQLite makes it anew, which who may not write in the folder cannot; but then nobody changes the
    file either. A reader who keeps it open has to ask again, since a writer may have come.
    """
    is_logged = path.with_name(f"{path.name}-wal").exists()
    return "mode=ro" if is_logged or os.access(path.parent, os.W_OK) else "immutable=1"


def address_to_read(path: Path) -> str:
    """Return the address by which SQLite opens a database of ours for reading only."""
    file = path.resolve()
    return f"{file.as_uri()}?{how_to_read(file)}"


def sync_to_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, would survive a loss of power. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_database(path: Path) -> None:
    """Delete a database and the files beside it: a leftover log would be applied to the next file of its name."""
    for suffix in ("-wal", "-shm", "-journal", ""):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def copy_whole(source: Path, target: Path) -> None:
    """Copy a file with its permissions and times; if interrupted, the target is either as before or the whole
    copy."""
    part = target.with_name(f".{target.name}.part")
    shutil.copy2(source, part)
    sync_to_disk(part)
    part.replace(target)
