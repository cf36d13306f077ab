"""A replica: pages served from an exported snapshot (docs/scale.md), by any number of processes, with no
writer and no archive.

The folder holds snapshots and a link, `current`; when the link moves, the next request sees the new snapshot
and requests in progress finish with the old one (publish/database.py). Each answer names its snapshot in the
header ``tracker-snapshot``. Two kinds of address hold forever and tell caches so, since a snapshot never
changes:

    /export/<name>/<file>      the files themselves; /export/current/<file> redirects to those in force
    /at/<name>/docket/...      Datasette's tables, rows and SQL; an old name redirects to the one in force

Pages and the API hold for a minute: they depend on today's date, and on the next snapshot.
"""

import re
from pathlib import Path

from datasette.utils.asgi import Response, asgi_send_file

from publish.asgi import Message, Receive, Scope, Send
from publish.database import Generation, LinkedDatabase

FOR_EVER = "public, max-age=31536000, immutable"
CURRENT = "current"
_HEADER = b"tracker-snapshot"
_NAME = r"(?P<name>[0-9a-z-]{1,40})"
_EXPORT = re.compile(rf"/export/{_NAME}/(?P<file>[\w.-]+(?:/[\w.-]+)?)")
_AT = re.compile(rf"/at/{_NAME}(?P<rest>/.*)")
_CHUNK = 256 * 1024


class NoSnapshot(Exception):
    """The folder has no snapshot to serve. The message names the folder and the remedy."""


def find_database(folder: Path) -> Path:
    """Return the path of the database to serve, through the link if the folder has one. Raises NoSnapshot."""
    for path in (folder / CURRENT / "docket.db", folder / "docket.db"):
        if path.exists():
            return path
    raise NoSnapshot(f"{folder} holds no snapshot; make one with: python -m tracker export {folder}")


class ReplicaDatabase(LinkedDatabase):
    """The docket of a snapshot. SQLite takes no lock and looks for no other file.

    Datasette itself is told that the file may change: it would keep the hash and counts of an immutable one
    forever, even past the next snapshot.
    """

    def uri(self, path: Path) -> str:
        return f"{path.as_uri()}?immutable=1"

    def list_export(self) -> dict | None:
        """Return the name and files (``name``, ``bytes``, ``path``) of the snapshot that the current request
        reads."""
        folder = self.pinned.path.parent
        files = [
            {"name": file, "bytes": (folder / file).stat().st_size, "path": f"/export/{folder.name}/{file}"}
            for file in _files(folder)
        ]
        return {"name": folder.name, "files": files}

    @property
    def snapshots(self) -> Path:
        """The folder of all snapshots; without a link, the folder of the one snapshot."""
        above = self.link.parent.parent
        return above if (above / CURRENT).is_symlink() else self.link.parent

    def find_snapshot(self, name: str) -> Path | None:
        """Return the folder of a snapshot, or None if it is no longer here."""
        for path in (self.snapshots / name, self.current.path.parent):
            if path.name == name and (path / "manifest.json").is_file():
                return path
        return None


def name_of(generation: Generation | None) -> str | None:
    """Return the name of the snapshot that a generation reads, None for a database that is not a snapshot."""
    if generation is None or not isinstance(generation.owner, ReplicaDatabase):
        return None
    return generation.path.parent.name


def _files(folder: Path) -> list[str]:
    """Return the files that the checksums list; nothing else in the folder is served."""
    try:
        lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    return [line.partition("  ")[2] for line in lines] + ["SHA256SUMS"]


async def answer(
    database: ReplicaDatabase, generation: Generation, app, scope: Scope, receive: Receive, send: Send
) -> None:
    """Answer a request to a replica; a request for anything but a snapshot's own address is passed to
    `app`."""
    name, path = name_of(generation), scope["path"]
    assert name is not None  # `database`, which the generation is from, is a replica
    send = _named(send, name)
    if path in ("/export", "/export/", f"/export/{CURRENT}"):
        await _lead(send, f"/export/{name}/manifest.json")
    elif (match := _EXPORT.fullmatch(path)) and match["name"] == CURRENT:
        await _lead(send, f"/export/{name}/{match['file']}")
    elif match:
        await _send_file(database, match["name"], match["file"], send)
    elif match := _AT.fullmatch(path):
        if match["name"] != name:
            query = scope["query_string"].decode("latin-1")
            await _lead(send, f"/at/{name}{_raw(scope, match['name'])}" + (f"?{query}" if query else ""))
            return
        rest = match["rest"]
        raw = _raw(scope, name).encode("latin-1")
        kept = send if _reads_the_clock(rest, database.ds.metadata()) else _for_ever(send)
        await app(scope | {"path": rest, "raw_path": raw}, receive, kept)
    else:
        await app(scope, receive, send)


def _raw(scope: Scope, name: str) -> str:
    """Return the path after /at/<name>, still escaped, with a single slash at its start so that it cannot
    name another host."""
    raw = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1").partition("?")[0]
    return "/" + raw.removeprefix(f"/at/{name}").lstrip("/\\")


def _reads_the_clock(path: str, metadata: dict) -> bool:
    """Whether an answer may differ tomorrow: everything except the tables, and any of our queries that use
    the date."""
    if not re.match(r"/docket(?:[/.]|$)", path):
        return True
    queries = metadata["databases"]["docket"].get("queries", {})
    return any(
        ":_now" in query["sql"] and path.startswith(f"/docket/{name}") for name, query in queries.items()
    )


async def _send_file(database: ReplicaDatabase, name: str, file: str, send: Send) -> None:
    folder = database.find_snapshot(name)
    if folder is None or file not in _files(folder):
        await Response.text(
            "No such file in a snapshot that is here. /export/current leads to the newest\n", status=404
        ).asgi_send(send)
        return
    await asgi_send_file(
        send,
        folder / file,
        chunk_size=_CHUNK,
        headers={"cache-control": FOR_EVER, "access-control-allow-origin": "*"},
    )


async def _lead(send: Send, path: str) -> None:
    answered = Response.redirect(path)
    answered.headers["cache-control"] = "no-cache"
    await answered.asgi_send(send)


def _named(send: Send, name: str):
    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = dict(message, headers=[*message.get("headers", []), (_HEADER, name.encode())])
        await send(message)

    return wrapped


def _for_ever(send: Send):
    """A failure is not kept. A 304 renews how long the answer that the reader already has holds (RFC 9111,
    4.3.4)."""

    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] in (200, 304):
            headers = [pair for pair in message.get("headers", []) if pair[0].lower() != b"cache-control"]
            message = dict(message, headers=[*headers, (b"cache-control", FOR_EVER.encode())])
        await send(message)

    return wrapped
