"""Fetches CourtListener's newest bulk file of dockets in ranges, so that an interrupted transfer resumes.

The files are made at the end of each quarter and have that date in their names; their list is a web page for
browsers, so the last two quarters are simply tried. A note beside the partial file keeps the server's ETag:
if that has changed, the transfer starts over.
"""

import json
from datetime import date, timedelta
from pathlib import Path

from scrapers.http.get import Http
from scrapers.source import FetchError
from tracker.stop import NO_BAR, Bar
from tracker.sweep.bulk_csv import save_json

SITE = "https://storage.courtlistener.com/bulk-data"
_RANGE = 16 * 1024 * 1024  # bytes an answer: one slower than 140 kB a second is cut off


def newest_names(today: date, most: int = 2) -> list[str]:
    """Return the names that the newest files would have, newest first."""
    names = []
    day = today + timedelta(days=1)  # there may be a file of today
    for _ in range(most):
        day = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1) - timedelta(days=1)
        names.append(f"dockets-{day.isoformat()}.csv.bz2")
    return names


def download_newest(http: Http, folder: Path, today: date, progress: Bar = NO_BAR) -> Path:
    """Return the path of the newest file, complete. Raises FetchError, OSError; what has arrived by then is
    kept."""
    base = http.address("COURTLISTENER_BULK", SITE).rstrip("/")
    folder.mkdir(parents=True, exist_ok=True)
    missing: FetchError | None = None
    for name in newest_names(today):
        path = folder / name
        if path.exists():
            return path
        try:
            _download(http, f"{base}/{name}", path, progress)
        except FetchError as error:
            if error.status != 404:
                raise
            missing = error
            continue
        return path
    assert missing is not None  # at least one name was tried
    raise missing


def _download(http: Http, url: str, path: Path, progress: Bar) -> None:
    part, note = path.with_name(path.name + ".part"), path.with_name(path.name + ".json")
    etag = json.loads(note.read_text(encoding="utf-8"))["etag"] if note.exists() and part.exists() else None
    bytes_done = part.stat().st_size if etag else 0
    progress.update(bytes_done)
    with part.open("r+b" if bytes_done else "wb") as file:
        file.seek(bytes_done)
        while True:
            answer = http.get_range(url, bytes_done, _RANGE, etag)
            # The file has changed.
            if answer.first != bytes_done or (etag is not None and answer.etag != etag):
                file.seek(0)
                file.truncate()
                bytes_done, etag = 0, None
                continue
            if etag is None:
                etag = answer.etag
                save_json(note, {"etag": etag})
            file.write(answer.body)
            file.flush()
            bytes_done += len(answer.body)
            progress.update(len(answer.body))
            if bytes_done >= answer.size:
                break
    part.replace(path)
    note.unlink(missing_ok=True)
