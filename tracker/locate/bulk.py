"""Finds our dockets in CourtListener's bulk file of dockets: read once, piece by piece, in little memory.

There are tens of millions of rows, and a thousand are ours, so a row's court and the digits of its number are
checked first, and the rest only if those match. The finds and the position are saved about every minute; with
the same file and the same dockets, the reading resumes there: what lies before is unpacked again, not read.
"""

import base64
import bz2
import csv
import hashlib
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docket.issues import ParseError
from scrapers.courtlistener.dockets import SITE
from tracker.locate.wanted import Find, Wanted, WantedList
from tracker.stop import NO_BAR, Bar
from tracker.sweep.bulk_csv import save_json

_NEEDED = ("id", "court_id", "docket_number", "pacer_case_id", "case_name", "slug", "blocked")
_SAVE_SECONDS = 20
_PIECE = 1024 * 1024
_LONGEST_CELL = 64 * 1024 * 1024
_LONGEST_ROW = 64 * 1024 * 1024  # bytes without another row: not a file of this kind


@dataclass
class _State:
    """The state of a reading: how many bytes of the content were read, the row with which the next piece
    continues, and the finds."""

    at: int = 0
    rest: bytes = b""
    names: list[str] = field(default_factory=list)
    rows: int = 0
    hits: list[dict[str, str]] = field(default_factory=list)


def read_bulk_dockets(
    path: Path, wanted: WantedList, folder: Path, progress: Bar = NO_BAR
) -> tuple[list[Find], int]:
    """Return what the file says about our dockets, and its number of rows. `progress` gets the number of
    compressed bytes read.

    Raises OSError, and ParseError naming the file and what is wrong with it.
    """
    size = path.stat().st_size
    note = folder / f"{path.name}-{size}.json"
    state, key = _State(), _key(path, wanted)
    if note.exists() and (kept := _load(note, key)) is not None:
        state = kept
    done, saved_at = 0, time.monotonic()
    csv.field_size_limit(_LONGEST_CELL)
    for data, bytes_done in read_pieces(path, state.at):
        _read_piece(state, data, path.name, wanted)
        state.at += len(data)
        progress.update(bytes_done - done)
        done = bytes_done
        if time.monotonic() - saved_at > _SAVE_SECONDS:
            _save(note, key, state)
            saved_at = time.monotonic()
    if not state.names:
        raise ParseError(f"{path.name}: empty, or cut off in its first line; get the file again")
    if state.rest.strip():
        _read_rows(state, state.rest, path.name, wanted)
        state.rest = b""
    _save(note, key, state)
    progress.update(size - done)
    return _settle(state.hits, wanted), state.rows


def read_pieces(path: Path, at: int) -> Iterator[tuple[bytes, int]]:
    """Yield the pieces of a file's content from a byte on, unpacked if it is bzip2, each with the number of
    bytes of the file that were read. The next piece is unpacked while this one is used.

    Raises OSError, and ParseError for a file that is damaged or cut off.
    """
    with (
        path.open("rb") as file,
        bz2.open(file) if path.name.endswith(".bz2") else file as content,
        ThreadPoolExecutor(1) as pool,
    ):
        try:
            content.seek(at)
            piece = pool.submit(content.read, _PIECE)
            while data := piece.result():
                piece = pool.submit(content.read, _PIECE)
                yield data, file.tell()
        except (OSError, EOFError) as error:
            if isinstance(error, OSError) and error.errno:
                raise  # of the disk, not of the file
            raise ParseError(
                f"{path.name}: not a bzip2 file, or damaged or cut off before byte {file.tell()} ({error}); "
                "get the file again"
            ) from None


def _read_piece(state: _State, data: bytes, name: str, wanted: WantedList) -> None:
    """Read the complete rows, and keep the beginning of the next one."""
    data = state.rest + data
    if not state.names:
        line, end, data = data.partition(b"\n")
        if not end:
            state.rest = line
            return
        state.names = next(csv.reader([line.decode("utf-8", "replace")]), [])
        state.names = [column.strip("`") for column in state.names]
        if missing := [column for column in _NEEDED if column not in state.names]:
            raise ParseError(
                f"{name}: not CourtListener's dockets, for it has no column {', '.join(missing)}"
            )
    cut = _last_row(data)
    if cut > 0:
        _read_rows(state, data[:cut], name, wanted)
    elif len(data) > _LONGEST_ROW:
        raise ParseError(f"{name}: no row ends within {len(data)} bytes; not a file of this form")
    state.rest = data[cut:]


def _last_row(data: bytes) -> int:
    """Return the position at which the last row begins: after a line end, with a quoted id.

    Inside a value quotes are escaped, and one that ends a value is followed by a comma or line end, never by
    a digit.
    """
    place = len(data)
    while (place := data.rfind(b"\n", 0, place)) >= 0:
        if data[place + 1 : place + 2] in (b'"', b"`") and data[place + 2 : place + 3].isdigit():
            return place + 1
    return 0


def _read_rows(state: _State, data: bytes, name: str, wanted: WantedList) -> None:
    quote = "`" if data.startswith(b"`") else '"'
    columns = [state.names.index(column) for column in _NEEDED]
    court_at, number_at, most = columns[1], columns[2], len(state.names)
    try:
        lines = data.decode("utf-8").split("\n")
        if not lines[-1]:
            lines.pop()
        reader = csv.reader(lines, doublequote=False, escapechar="\\", strict=True, quotechar=quote)
        for row in reader:
            if len(row) != most:
                raise ParseError(
                    f"{name}, row {state.rows + 1}: {len(row)} cells of {most}; get the file again"
                )
            state.rows += 1
            if wanted.may_be(row[court_at], row[number_at]):
                cells = dict(zip(_NEEDED, (row[place] for place in columns), strict=True))
                if cells["blocked"] != "t" and wanted.find(cells["court_id"], cells["docket_number"]):
                    state.hits.append(cells)
    except (csv.Error, UnicodeDecodeError) as error:
        raise ParseError(f"{name}, after row {state.rows}: {error}; get the file again") from None


def _settle(hits: list[dict[str, str]], wanted: WantedList) -> list[Find]:
    """Return the finds: confirmed if exactly one docket in the file has our number and our caption, else
    hints.

    Two rows of the file may be one docket; two with different PACER case ids are two, and neither is surely
    ours.
    """
    rows_of: dict[Wanted, list[dict[str, str]]] = {}
    for cells in hits:
        for docket in wanted.find(cells["court_id"], cells["docket_number"]):
            rows_of.setdefault(docket, []).append(cells)
    ours = sorted(rows_of, key=lambda docket: (docket.docket_id, docket.number))
    return [find for docket in ours for find in _judge(docket, rows_of[docket])]


def _judge(docket: Wanted, rows: list[dict[str, str]]) -> Iterator[Find]:
    agreeing = [cells for cells in rows if docket.is_called(cells["case_name"])]
    is_sure = len({cells["pacer_case_id"] for cells in agreeing if cells["pacer_case_id"]}) <= 1
    for cells in rows:
        basis = "number_and_caption" if is_sure and cells in agreeing else "number"
        url = f"{SITE}/docket/{cells['id']}/{cells['slug'] or '-'}/"
        values = {"courtlistener_docket_id": cells["id"], "pacer_case_id": _case_id(cells, docket)}
        for kind, value in values.items():
            if value and value.isdigit():
                yield Find(docket.ref, kind, value, basis, cells["case_name"] or None, url)


def _case_id(cells: dict[str, str], docket: Wanted) -> str | None:
    """Return the PACER case id. In some appeals the docket number takes its place (CourtListener's issue 2506)."""
    value = cells["pacer_case_id"]
    digits = "".join(filter(str.isdigit, docket.number))
    return None if value.lstrip("0") in (digits, digits.lstrip("0")) else value


def _key(path: Path, wanted: WantedList) -> str:
    """Return a digest of the file's end and of our dockets: if it changes, the whole file must be read
    again."""
    seen = hashlib.sha256(
        b"bytes of the content"
    )  # as `at` counts: positions that were saved otherwise are void
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 4096))
        seen.update(file.read())
    for (court_id, rest), group in sorted(wanted.by_number.items()):
        seen.update(
            repr((court_id, rest, sorted((docket.docket_id, docket.number) for docket in group))).encode()
        )
    return seen.hexdigest()[:16]


def _save(note: Path, key: str, state: _State) -> None:
    save_json(note, vars(state) | {"key": key, "rest": base64.b64encode(state.rest).decode()})


def _load(note: Path, key: str) -> _State | None:
    try:
        kept: dict[str, Any] = json.loads(note.read_text(encoding="utf-8"))
    except ValueError:
        return None
    if kept.pop("key", None) != key:
        return None
    return _State(**(kept | {"rest": base64.b64decode(kept["rest"])}))
