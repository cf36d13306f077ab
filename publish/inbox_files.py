"""A message in the inbox: how it is written, so that it is there whole or not at all, and once.

Kept apart from `publish/webhook.py`, since whoever reads the inbox needs nothing of the pages.
"""

import hashlib
import json
import os
import re
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from db.disk import sync_to_disk
from docket.times import instant

SUFFIX = ".webhook"
MAX_BYTES = 5 * 1024 * 1024
# Of all that waits: an hour of it is a few megabytes, and whoever has the address must not fill the disk.
MOST_BYTES = 200 * 1024 * 1024
MOST_FILES = 20_000


class InboxFull(Exception):
    """There is no room for one more message until those that wait are taken in."""


# No more headers than these are kept: others may be credentials of a proxy's.
_KEPT = ("content-type", "user-agent", "idempotency-key")
_KEY = re.compile(r"[A-Za-z0-9-]{8,64}")


@dataclass(frozen=True)
class Inbox:
    """Where messages are put, and the last part of the address that lets them in."""

    folder: Path
    secret: str = field(repr=False)


def measure(folder: Path) -> tuple[int, int]:
    """Return how many messages wait in the inbox, and their bytes."""
    if not folder.is_dir():
        return 0, 0
    sizes = []
    with os.scandir(folder) as entries:
        for entry in entries:
            with suppress(FileNotFoundError):  # another writer has just given it its name
                if entry.is_file(follow_symlinks=False):
                    sizes.append(entry.stat().st_size)
    return len(sizes), sum(sizes)


def write_message(folder: Path, headers: dict[str, str], body: bytes, now: datetime) -> bool:
    """Write one message: a line of JSON about it, then the very bytes. Says whether it was not there yet.

    Its name is the sender's idempotency key, else the hash of its bytes. It appears whole or not at
    all, on the disk before this returns. Raises OSError, and InboxFull for a new one where there is no room.
    """
    named = headers.get("idempotency-key", "")
    key = named if _KEY.fullmatch(named) else f"sha256-{hashlib.sha256(body).hexdigest()[:48]}"
    folder.mkdir(parents=True, exist_ok=True)
    count, size = measure(folder)
    final, temporary = folder / f"{key}{SUFFIX}", folder / f".{key}.{secrets.token_hex(8)}.part"
    if (count >= MOST_FILES or size + len(body) > MOST_BYTES) and not final.exists():
        raise InboxFull(
            f"{count} messages of {size} bytes wait in the inbox; no more are taken until it is emptied"
        )
    head = {
        "key": key,
        "received_at": instant(now),
        "order": time.time_ns(),
        "headers": {name: headers[name] for name in _KEPT if name in headers},
    }
    try:
        with temporary.open("xb") as file:
            file.write(json.dumps(head).encode() + b"\n" + body)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(temporary, final)  # unlike a rename, never over one that lies there
        except FileExistsError:
            return False
    finally:
        temporary.unlink(missing_ok=True)
    sync_to_disk(folder)
    return True
