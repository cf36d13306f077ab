"""A replica: pages over an exported snapshot (docs/scale.md), any number of processes, no writer, no archive.

The folder holds snapshots and a link, `current`; when the link moves, the next request sees the new snapshot
and requests in hand end with the old one (publish/database.py). Each answer names its snapshot in the header
``tracker-snapshot``. Two kinds of address hold for ever and say so to caches, since a snapshot never changes:

    /export/<name>/<file>      the files themselves; /export/current/<file> leads to those in force
    /at/<name>/docket/...      Datasette's tables, rows and SQL; a name no longer in force leads to the one that is

Pages and the API hold a minute: they depend on today's date, and on the next snapshot.
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
    """The folder has no snapshot to serve. The message names it and the remedy."""


def find_database(folder: Path) -> Path:
    """Return the database to serve, through the link where the folder has one. Raises NoSnapshot."""
    for path in (folder / CURRENT / "docket.db", folder / "docket.db"):
        if path.exists():
            return path
    raise NoSnapshot(f"{folder} holds no snapshot; make one with: python -m tracker export {folder}")


class ReplicaDatabase(LinkedDatabase):
    """The docket of a snapshot. SQLite takes no lock and looks for no other file.

    Datasette itself is told that the file may change: it keeps hash and counts of one that may not for ever,
    also past the next snapshot.
    """

    def uri(self, path: Path) -> str:
        return f"{path.as_uri()}?immutable=1"

    def list_export(self) -> dict | None:
        """Return name and files (``name``, ``bytes``, ``path``) of the snapshot that the request in hand reads."""
        folder = self.pinned.path.parent
        files = [
            {"name": file, "bytes": (folder / file).stat().st_size, "path": f"/export/{folder.name}/{file}"}
            for file in _files(folder)
        ]
        return {"name": folder.name, "files": files}

    @property
    def snapshots(self) -> Path:
        """The folder of all snapshots; that of the one snapshot where no link leads to it."""
        above = self.link.parent.parent
        return above if (above / CURRENT).is_symlink() else self.link.parent

    def find_snapshot(self, name: str) -> Path | None:
        """Return the folder of a snapshot that is still here, or None."""
        for path in (self.snapshots / name, self.current.path.parent):
            if path.name == name and (path / "manifest.json").is_file():
                return path
        return None


def name_of(generation: Generation | None) -> str | None:
    """Return the name of the snapshot that a generation is of, None for a database that is no snapshot."""
    if generation is None or not isinstance(generation.owner, ReplicaDatabase):
        return None
    return generation.path.parent.name


def _files(folder: Path) -> list[str]:
    """Return what the checksums list; nothing else in the folder is served."""
    try:
        lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    return [line.partition("  ")[2] for line in lines] + ["SHA256SUMS"]


async def answer(
    database: ReplicaDatabase, generation: Generation, app, scope: Scope, receive: Receive, send: Send
) -> None:
    """Answer a request to a replica; what is not a snapshot's own address goes on to `app`."""
    name, path = name_of(generation), scope["path"]
    assert name is not None  # `database`, whose generation it is, is a replica
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
    """Return the path behind /at/<name>, still escaped; one slash at its start, so that it names no other host."""
    raw = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1").partition("?")[0]
    return "/" + raw.removeprefix(f"/at/{name}").lstrip("/\\")


def _reads_the_clock(path: str, metadata: dict) -> bool:
    """Whether an answer may differ tomorrow: all but the tables, and a query of ours that asks for the date."""
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
    """A failure is not kept. 304 says how long the answer holds that the reader has (RFC 9111, 4.3.4)."""

    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] in (200, 304):
            headers = [pair for pair in message.get("headers", []) if pair[0].lower() != b"cache-control"]
            message = dict(message, headers=[*headers, (b"cache-control", FOR_EVER.encode())])
        await send(message)

    return wrapped
