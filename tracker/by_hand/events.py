"""Dockets kept by hand: archives events.csv in the home and the saved pages that it names.

The file is archived whenever its bytes differ, and restored if it is lost, like the corrections.
"""

import hashlib
import re
from pathlib import Path

from db import archive
from db.disk import write_whole
from docket.issues import ParseError
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from scrapers.pacer.saved_pages import decode, remove_private
from scrapers.sources import by_hand as source
from tracker import pipeline
from tracker.home import House
from tracker.home_csv import BOM, add_line, columns_of, read_file, restore_file
from tracker.importing import read_bytes
from tracker.outcome import Outcome

URL = f"{source.SOURCE.NAME}:{source.FILE}"


class BadEvent(ValueError):
    """A line that cannot be added. The message names the values given, since the file has no such line
    yet."""


def check_event(cells: dict[str, str | None], has_page: bool) -> None:
    """Raise BadEvent for a line that could not be read."""
    head = ",".join(source.COLUMNS).encode() + b"\n"
    _, spoilt = source.read_events(add_line(head, cells | ({"page": "pages/x"} if has_page else {})))
    if spoilt:
        words = str(spoilt[0]).removeprefix(f"{source.FILE}, line 2: ").removesuffix(source.REMEDY)
        raise BadEvent(words.replace("fill source_url or page", "give --url or --page"))


def add_event(house: House, cells: dict[str, str | None], page: Path | None = None) -> int:
    """Append a line to the file and copy the saved page beside it; return the line's number.

    Nothing is written unless the whole file can then be read. Raises ParseError naming the line, OSError.
    """
    path = house.settings.events_path
    body = read_file(house, source.SOURCE.NAME, path, source.COLUMNS, URL).removeprefix(BOM)
    same = ("court", "docket_number", "date", "text")
    for line, row in source.read_lines(body, []):
        if all(row[name] == cells.get(name) for name in same):
            raise ParseError(f"{source.FILE}, line {line}: says the same already")
    content: bytes | None = None
    place = ""
    if page:
        content = read_bytes(page)
        tail = re.sub(r"[^A-Za-z0-9.-]+", "-", page.name)[-60:]
        place = f"pages/{hashlib.sha256(content).hexdigest()[:12]}-{tail}"
        cells = cells | {"page": place}
    columns = columns_of(body)
    if missing := [name for name, cell in cells.items() if cell and name not in columns]:
        raise ParseError(
            f"{source.FILE}, line 1: no column {', '.join(missing)}; add it to the first line, and a "
            "comma to each other"
        )
    body = add_line(body, cells)
    _, spoilt = source.read_events(body)
    last = body.count(b"\n")
    if wrong := next(
        (error for error in spoilt if str(error).startswith(f"{source.FILE}, line {last}:")), None
    ):
        raise wrong
    if content is not None:
        (house.settings.home / "pages").mkdir(exist_ok=True)
        write_whole(house.settings.home / place, content)
    write_whole(path, body)
    return last


def archive_events(house: House, outcome: Outcome) -> None:
    """Archive the file, and the saved pages that it names, if their bytes differ. A bad line is an error of
    the outcome, and the others are read; a file that is not CSV is not read at all."""
    path = house.settings.events_path
    restore_file(house, source.SOURCE.NAME, path, URL)
    if not path.exists():
        return
    try:
        body = read_bytes(path).removeprefix(BOM)
        snapshot = _snapshot(body, house.now())
        _, spoilt = source.read_events(body)
        pages = {page for _, row in source.read_lines(body, []) if (page := row["page"]) is not None}
    except ParseError as error:
        outcome.errors.append(str(error))
        return
    outcome.errors += map(str, spoilt)
    for name in sorted(pages):
        _archive_page(house, name, outcome)
    pipeline.archive_snapshot(house, snapshot, outcome)


def _archive_page(house: House, name: str, outcome: Outcome) -> None:
    """Archive a saved page without the credentials of the person who saved it. Once archived, it can be
    deleted."""
    path, url = house.settings.home / name, f"{source.SOURCE.NAME}:{name}"
    if not path.exists():
        if not house.archive.execute(
            "select 1 from snapshots where source = ? and url = ?", (source.SOURCE.NAME, url)
        ).fetchone():
            outcome.errors.append(
                f"{source.FILE} names {name}, which is not there; put it into {path.parent}"
            )
        return
    try:
        body = read_bytes(path)
    except ParseError as error:
        outcome.errors.append(str(error))
        return
    raw_hash = hashlib.sha256(body).hexdigest()
    if archive.is_imported(house.archive, raw_hash):
        return
    now = house.now()
    pipeline.archive_snapshot(
        house,
        Snapshot(
            source.SOURCE.NAME,
            url,
            now,
            clean_page(body, name),
            Form.CURATED,
            kind=source.PAGE,
            as_of=now,
            as_of_basis="file",
            scope=Scope(ScopeKind.LABEL),
            raw_hash=raw_hash,
        ),
        outcome,
    )


def clean_page(body: bytes, name: str) -> bytes:
    """Return a saved page without credentials and receipts; a PDF or picture unchanged."""
    if b"%PDF" in body[:1024]:
        return body
    try:
        bom, codec, text = decode(body, name)
    except ParseError:
        return body
    return bom + remove_private(text).encode(codec)


def _snapshot(body: bytes, now: str) -> Snapshot:
    return Snapshot(
        source=source.SOURCE.NAME,
        url=URL,
        fetched_at=now,
        body=body,
        form=Form.CURATED,
        kind=source.EVENTS,
        media_type="text/csv",
        as_of=now,
        as_of_basis="file",
        scope=Scope(ScopeKind.WINDOW),  # the register may have other lines
    )
