"""Finds where words remain: in rows, in archived pages, in the raw bytes of files, and in the pages served.

A takedown uses it to list what else shows a name, `proof` to show that nothing does. Words are folded by
db/folding.py before they are compared, as for their replacement; in bytes, the escapes of JSON and the markup
of pages make no difference either. Compressed content is unpacked first: archived pages, Parquet, zip
(a spreadsheet is one) and gzip, the parts and headers of an e-mail. Words in a picture, or in a PDF's own
encoding of its glyphs, are not found.
"""

import asyncio
import base64
import binascii
import gzip
import http.client
import io
import lzma
import quopri
import re
import secrets
import sqlite3
import urllib.request
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from email.header import decode_header, make_header
from pathlib import Path
from typing import IO, cast
from urllib.parse import quote

from db.withheld import Withheld, stems, variants
from docket.snapshot import Form
from tracker.export.snapshot import folders_of
from tracker.opinions.cache import FILE as OPINIONS_READ
from tracker.settings import Settings
from tracker.stop import NO_BAR, Bar

_CHUNK = 4 * 1024 * 1024
_OVERLAP = 16 * 1024  # longer than any name, however much comes between its words
_SQLITE = b"SQLite format 3\x00"
_ZIP = b"PK\x03\x04"
_GZIP = b"\x1f\x8b\x08"
_DEEPEST = 3  # packed files within each other; there is a zip that contains itself
_CANNOT_UNPACK = (
    OSError,
    EOFError,
    ValueError,  # of a name that is no UTF-8, or a place before the beginning
    RuntimeError,  # a password; NotImplementedError is one
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
)
_UNICODE = re.compile(r"\\u([0-9a-fA-F]{4})")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_QUOTED = re.compile(rb"=(?:\r?\n|[0-9A-F]{2})")
_HEAD = re.compile(
    rb"=\?[\w-]{1,40}\?[QqBb]\?[\x21-\x7e]{0,200}\?=(?:\s{1,3}=\?[\w-]{1,40}\?[QqBb]\?[\x21-\x7e]{0,200}\?=)*"
)
_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/]{40,100}\r?\n)+[A-Za-z0-9+/]{0,100}={0,2}")
# The archived pages that are files of ours: they are edited, not erased.
OUR_FORMS = (Form.CURATED.value, Form.CORRECTION.value)
# Pages made from many rows at once; the rows themselves are searched in the database.
ADDRESSES = (
    "/",
    "/cases",
    "/parties",
    "/laws",
    "/judges",
    "/briefs",
    "/courts",
    "/rulings",
    "/splits",
    "/matrix",
    "/compare",
    "/statute",
    "/figures",
    "/changes",
    "/week",
    "/weeks",
    "/bills",
    "/bills/not-taken-in",
    "/congress",
    "/coverage",
    "/quality",
    "/download",
    "/status",
    "/issues",
    "/hearings",
    "/changes.atom",
    "/corrections.atom",
    "/cases.atom",
    "/rulings.atom",
    "/week.atom",
    "/bills.atom",
    "/hearings.ics",
    "/citations.graphml",
    "/cases.csv",
    "/rulings.csv",
    "/hearings.csv",
    "/parties.csv",
    "/laws.csv",
    "/bills.csv",
    "/cases.xlsx",
    "/rulings.xlsx",
    "/hearings.xlsx",
    "/parties.xlsx",
    "/laws.xlsx",
    "/bills.xlsx",
    "/sitemap.xml",
    "/api/v1/changes",
    "/api/v1/cases",
    "/api/v1/judges.ndjson",
    "/api/v1/laws.ndjson",
)
BETWEEN = "\n;\n"  # cells looked at together: no word or escape goes across it
_REFUSED = 400  # a list of more rows than a spreadsheet holds, which nobody gets


@dataclass(frozen=True)
class Trace:
    """A place that has the words: the file or address, and the part of it."""

    file: str
    part: str


@dataclass
class Searched:
    """What was searched, and where the words were found."""

    places: list[Trace] = field(default_factory=list)
    files: int = 0
    bytes: int = 0
    bodies: int = 0
    cells: int = 0
    answers: int = 0


def looking_for(words: Iterable[str]) -> Withheld:
    """Return the matcher for these words, however they are printed. Raises TooShort."""
    key = secrets.token_bytes(32)
    signer = Withheld(key)
    words = list(words)
    runs = [signer.make_run(way) for each in words for way in variants(each)]
    return Withheld(key, runs, [signer.make_run(stems(each)) for each in words])


def stands_in(sought: Withheld, body: bytes) -> bool:
    """Return whether some bytes contain the words, plain or escaped."""
    return any(stands_in_text(sought, text) for text in _decoded(body))


def _decoded(body: bytes) -> Iterator[str]:
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield body.decode("utf-16", "replace")
        return
    try:
        yield body.decode()
    except UnicodeDecodeError:  # a database file, part of a file, or an old page
        yield body.decode("utf-8", "replace")
        yield body.decode("cp1252", "replace")


def stands_in_text(sought: Withheld, text: str) -> bool:
    """Return whether a text contains the words, plain or escaped."""
    return any(map(sought.stands_in, dict.fromkeys(_forms(text))))


def _forms(text: str) -> Iterator[str]:
    yield text
    if "\\" in text:
        yield re.sub(r"\\[nrt]", " ", _UNICODE.sub(lambda match: chr(int(match[1], 16)), text))
    if "<" in text:  # "Jane <b>Roe</b>"
        yield _TAG.sub(" ", text)


def _unpacked(body: bytes) -> Iterator[bytes]:
    """Yield the bytes of an archived page, and the decoded parts of an e-mail."""
    yield body
    if _QUOTED.search(body):
        yield quopri.decodestring(body)
    if b"=?" in body:
        yield " ".join(map(_read_head, _HEAD.findall(body))).encode()
    for match in _BASE64.finditer(body):
        try:
            yield base64.b64decode(match[0])
        except binascii.Error:
            continue


def _read_head(line: bytes) -> str:
    """Return a header line of an e-mail, decoded: "=?utf-8?Q?Jos=C3=A9?=" is José."""
    try:
        return str(make_header(decode_header(line.decode("ascii"))))
    except (ValueError, LookupError):  # an unknown character set, or no encoded line at all
        return ""


def find_in_rows(
    connection: sqlite3.Connection,
    sought: Withheld,
    done: Searched,
    dockets: frozenset[str] | None = None,
) -> Iterator[tuple[str, str, str]]:
    """Yield (table, column, row) of every cell that contains the words, and each full-text index that still
    has them; with `dockets`, only in the rows of those dockets."""
    tables = connection.execute(
        "select name, coalesce(sql, '') from sqlite_master where type = 'table' order by name"
    ).fetchall()
    searches = [name for name, sql in tables if re.search(r"using\s+fts", sql, re.IGNORECASE)]
    for table, sql in tables:
        if table.startswith("sqlite_") or sql.upper().startswith("CREATE VIRTUAL"):
            continue
        if any(table.startswith(f"{name}_") for name in searches):
            continue  # a table inside an index; the index is searched below
        yield from _find_in_table(connection, table, sought, done, dockets)
    for name in searches if dockets is None else ():
        if any(
            sought.in_index.stands_in(text) and not _accounts_for(connection, name, row, sought)
            for row, text in _indexed(connection, name)
        ):
            yield name, "index", "a word"


def _accounts_for(connection: sqlite3.Connection, name: str, row: int, sought: Withheld) -> bool:
    """Return whether the row itself explains the match once endings are cut off: "Jane Does" is "jane doe" in
    the index."""
    values = connection.execute(
        f"select * from [{name.removesuffix('_fts')}] where rowid = ?", (row,)
    ).fetchone()
    return values is not None and any(
        sought.in_index.stands_in(" ".join(stems(value)).title())
        for value in values
        if isinstance(value, str)
    )


def _indexed(connection: sqlite3.Connection, name: str) -> Iterator[tuple[int, str]]:
    """Yield the words of a full-text index that are in no row: they are left from deleted rows."""
    connection.execute(f"create virtual table temp._words using fts5vocab('main', '{name}', 'instance')")
    try:
        rows: dict[tuple[int, str], dict[int, str]] = {}
        for term, row, column, offset in connection.execute("select term, doc, col, offset from temp._words"):
            rows.setdefault((row, column), {})[offset] = term
        for (row, _), places in rows.items():
            # Each with a capital letter: an index keeps none, and a middle name has one.
            yield row, " ".join(places[offset] for offset in sorted(places)).title()
    finally:
        connection.execute("drop table temp._words")


def _find_in_table(
    connection: sqlite3.Connection,
    table: str,
    sought: Withheld,
    done: Searched,
    dockets: frozenset[str] | None,
) -> Iterator[tuple[str, str, str]]:
    cursor = connection.execute(f"select * from [{table}]")
    names = [column[0] for column in cursor.description]
    place = names.index("docket_id") if "docket_id" in names else None
    for row in cursor:
        if dockets is not None and (place is None or row[place] not in dockets):
            continue
        done.cells += len(row)
        texts = {name: value for name, value in zip(names, row, strict=True) if isinstance(value, str)}
        if any(map(sought.may_stand_in, _forms(BETWEEN.join(texts.values())))):  # few rows, at half the cost
            yield from (
                (table, name, str(row[0])) for name, value in texts.items() if stands_in_text(sought, value)
            )


def find_bodies(connection: sqlite3.Connection, sought: Withheld, done: Searched):
    """Yield (snapshot id, address, form) of every archived page whose bytes hold the words."""
    rows = connection.execute(
        "select snapshot_id, url, form, body from snapshots where body is not null order by seq"
    )
    for snapshot_id, url, form, packed in rows:
        try:
            body = zlib.decompress(packed)
        except zlib.error:
            body = bytes(packed)
        done.bodies += 1
        done.bytes += len(body)
        if any(stands_in(sought, part) for part in _unpacked(body)):
            yield snapshot_id, url, form


def search_everything(
    settings: Settings,
    sought: Withheld,
    site: str | None,
    others: Iterable[Path] = (),
    progress: Bar = NO_BAR,
    words: Iterable[str] = (),
):
    """Search the home, its exports, `others` (folders, files) and the pages served; return what was found.

    `site` is the address of a running server, whose cached answers are searched, too. `progress` gets the
    bytes of each file. The search of the pages is asked for `words`, as far as they are known.
    """
    done = Searched()
    roots = [settings.home, *folders_of(settings), *others]
    seen: set[Path] = set()
    for root in roots:
        for path in [root] if root.is_file() else sorted(root.rglob("*")) if root.is_dir() else ():
            if path.is_file() and not path.is_symlink() and path.resolve() not in seen:
                seen.add(path.resolve())
                _search_file(path, sought, done)
                progress.update(path.stat().st_size)
    if settings.docket_path.exists():
        _search_pages(settings, sought, done, words)
    if site:
        _search_site(site, sought, done)
    return done


def _search_file(path: Path, sought: Withheld, done: Searched) -> None:
    done.files += 1
    if stands_in_text(sought, path.name):
        done.places.append(Trace(str(path), "its name"))
    with path.open("rb") as file:
        start = file.read(len(_SQLITE))
        file.seek(0)
        if part := _find_in_packed(file, sought, done):
            done.places.append(Trace(str(path), part))
    if start == _SQLITE:
        _search_database(path, sought, done)
    elif path.suffix == ".parquet":
        _search_parquet(path, sought, done)


def _find_in_packed(file: IO[bytes], sought: Withheld, done: Searched) -> str | None:
    """Return which part of a file contains the words, or that not all of it could be unpacked; None if neither."""
    try:
        for name, part in _open_packed(file):
            if _is_in_stream(part, sought, done) or stands_in_text(sought, name):
                return f"its part {sought.redact(name)}" if name else "its bytes"
    except _CANNOT_UNPACK as error:
        return f"cannot be unpacked, so this proves nothing: {sought.redact(str(error))}"
    return None


def _open_packed(file: IO[bytes], name: str = "", depth: int = 0) -> Iterator[tuple[str, IO[bytes]]]:
    """Yield a file, and what is packed in it, each with its name. Raises what is in `_CANNOT_UNPACK`."""
    start = file.read(len(_ZIP))
    file.seek(0)
    yield name, file
    is_zip, is_gzip = start == _ZIP, start.startswith(_GZIP)
    if (is_zip or is_gzip) and depth == _DEEPEST:
        raise zipfile.BadZipFile(f"packed files within each other, more than {_DEEPEST} deep")
    file.seek(0)
    if is_zip:
        with zipfile.ZipFile(file) as pack:
            for entry in pack.infolist():
                with pack.open(entry) as part:
                    yield from _open_packed(part, f"{name}/{entry.filename}".lstrip("/"), depth + 1)
    elif is_gzip:
        with gzip.open(file) as part:
            yield from _open_packed(cast(IO[bytes], part), f"{name}/unpacked".lstrip("/"), depth + 1)


def _is_in_stream(file: IO[bytes], sought: Withheld, done: Searched) -> bool:
    rest = b""
    while chunk := file.read(_CHUNK):
        done.bytes += len(chunk)
        if stands_in(sought, rest + chunk):
            return True
        rest = chunk[-_OVERLAP:]
    return False


def _search_database(path: Path, sought: Withheld, done: Searched) -> None:
    # A copy that nobody writes to has no log beside it, and on a read-only medium none can be created.
    how = "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "immutable=1"
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?{how}", uri=True)) as connection:
            for table, column, row in find_in_rows(connection, sought, done):
                done.places.append(Trace(str(path), f"{table}.{column} of {sought.redact(row)}"))
            if connection.execute("select 1 from sqlite_master where name = 'published'").fetchone():
                for snapshot_id, url, _ in find_bodies(connection, sought, done):
                    done.places.append(
                        Trace(str(path), f"the archived page {snapshot_id} ({sought.redact(url)})")
                    )
            if path.name == OPINIONS_READ:
                _search_kept(path, connection, sought, done)
    except (sqlite3.DatabaseError, zlib.error) as error:
        done.places.append(Trace(str(path), f"cannot be read, so this proves nothing: {error}"))


def _search_kept(path: Path, connection: sqlite3.Connection, sought: Withheld, done: Searched) -> None:
    """Search the cache of opinions, which is compressed."""
    for body_hash, packed in connection.execute("select body_hash, said from texts"):
        body = zlib.decompress(packed)
        done.bytes += len(body)
        if stands_in(sought, body):
            done.places.append(Trace(str(path), f"what was read of the file {body_hash}"))


def _search_parquet(path: Path, sought: Withheld, done: Searched) -> None:
    import duckdb  # 0.2 s, and only where there are exports

    cursor = duckdb.execute("select * from read_parquet(?)", [str(path)])  # to connect for each takes 15 ms
    while rows := cursor.fetchmany(1000):
        done.cells += sum(map(len, rows))
        if stands_in(sought, repr(rows).encode()):
            done.places.append(Trace(str(path), "its rows"))
            return


def _search_pages(settings: Settings, sought: Withheld, done: Searched, words: Iterable[str] = ()) -> None:
    from publish.serve import make_datasette  # the pages take a second to load

    datasette = make_datasette(settings.docket_path, settings.archive_path, settings.contact)

    async def ask() -> None:
        for address in (*ADDRESSES, *_searches(sought, words)):
            answer = await datasette.client.get(address)
            place = address.partition("?")[0]
            if answer.status_code in (200, _REFUSED):
                _search_answer(Trace(place, "what this page says"), answer.content, sought, done)
            else:
                done.places.append(
                    Trace(place, f"answers with status {answer.status_code}, so this proves nothing")
                )

    try:
        asyncio.run(ask())
    finally:
        datasette.databases["docket"].close()


def _searches(sought: Withheld, words: Iterable[str]) -> Iterator[str]:
    """Yield the addresses of searches for these words. They are not asked of a running server, whose log keeps them."""
    for each in words:
        # The page repeats the question, which must not be the name itself: of one word, it is the beginning.
        forms = ("; ".join(each.split()), each.strip()[:-1])
        if question := next((form for form in forms if not stands_in_text(sought, form)), None):
            yield f"/search?q={quote(question)}"


def _search_answer(place: Trace, body: bytes, sought: Withheld, done: Searched) -> None:
    done.answers += 1
    if part := _find_in_packed(io.BytesIO(body), sought, Searched()):
        done.places.append(Trace(place.file, f"{place.part}: {part}"))


def _search_site(site: str, sought: Withheld, done: Searched) -> None:
    for address in ADDRESSES:
        whole = site.rstrip("/") + address
        try:
            with urllib.request.urlopen(whole, timeout=30) as answer:  # an address that the operator gave
                body = answer.read()
        except (OSError, http.client.HTTPException) as error:
            done.places.append(Trace(whole, f"cannot be reached, so this proves nothing: {error}"))
            continue
        _search_answer(Trace(whole, "what the running server says"), body, sought, done)
