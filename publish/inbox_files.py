"""How a message is written to the inbox: whole or not at all, and only once.

Separate from `publish/webhook.py`, since the code that reads the inbox needs nothing from the pages.
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
# For all waiting messages together: an hour's worth is a few megabytes, and someone with the address must not
# be able to fill the disk.
MOST_BYTES = 200 * 1024 * 1024
MOST_FILES = 20_000


class InboxFull(Exception):
    """There is no room for another message until those waiting have been taken in."""


# Only these headers are kept: others may be a proxy's credentials.
_KEPT = ("content-type", "user-agent", "idempotency-key")
_KEY = re.compile(r"[A-Za-z0-9-]{8,64}")


@dataclass(frozen=True)
class Inbox:
    """The folder for messages, and the secret that ends the address they are posted to."""

    folder: Path
    secret: str = field(repr=False)


def measure(folder: Path) -> tuple[int, int]:
    """Return how many messages wait in the inbox, and their size in bytes."""
    if not folder.is_dir():
        return 0, 0
    sizes = []
    with os.scandir(folder) as entries:
        for entry in entries:
            with suppress(FileNotFoundError):  # another writer has just renamed it
                if entry.is_file(follow_symlinks=False):
                    sizes.append(entry.stat().st_size)
    return len(sizes), sum(sizes)


def write_message(folder: Path, headers: dict[str, str], body: bytes, now: datetime) -> bool:
    """Write one message: a line of JSON about it, then its bytes unchanged. Return whether it is new.

    Its name is the sender's idempotency key, else the hash of its bytes. It appears whole or not at all, and
    is on disk before this returns. Raises OSError, and InboxFull for a new message if there is no room.
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
            os.link(temporary, final)  # unlike a rename, never replaces an existing file
        except FileExistsError:
            return False
    finally:
        temporary.unlink(missing_ok=True)
    sync_to_disk(folder)
    return True
