"""How fresh each source is, read from the two databases without a lock."""

import sqlite3
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from db import archive, ledger
from scrapers.source import load_sources
from tracker import due


@dataclass(frozen=True)
class SourceStatus:
    """One source. Times are UTC instants; `state` is ok, late, failed, or by hand (no rhythm)."""

    source: str
    state: str
    every_minutes: int | None
    last_tried: str | None
    last_good: str | None
    last_changed: str | None
    snapshots: int
    records: int
    issues: int
    quarantined: int
    message: str | None

    @property
    def is_bad(self) -> bool:
        return self.state in ("late", "failed")

    def as_dict(self) -> dict:
        return asdict(self)


def read_status(settings) -> list[SourceStatus] | None:
    """Return how each source stands, or None where there is no database yet."""
    if not settings.archive_path.exists() or not settings.docket_path.exists():
        return None
    archive_db = archive.read_archive(settings.archive_path)
    docket_db = sqlite3.connect(f"file:{settings.docket_path.resolve()}?mode=ro", uri=True, timeout=30)
    try:
        counts = _counts(docket_db)
        now = datetime.now(UTC)
        return [_status(archive_db, counts, source, now) for source in load_sources().values()]
    finally:
        archive_db.close()
        docket_db.close()


def _counts(docket_db) -> dict[str, tuple]:
    rows = docket_db.execute(
        "select source, count(*), sum(record_count), sum(issue_count), sum(is_quarantined) from snapshots group by source"
    )
    return {row[0]: row[1:] for row in rows}


def _last_good(archive_db, source) -> str | None:
    """A polled source is good when a whole run of it was; what is brought by hand, when it was read."""
    read = ledger.last_good_run_at if source.EVERY_MINUTES else ledger.last_good_look_at
    return read(archive_db, source.NAME)


def _status(archive_db, counts: dict, source, now: datetime) -> SourceStatus:
    run = ledger.last_runs(archive_db).get(source.NAME)
    state = "ok" if source.EVERY_MINUTES else "by hand"
    if run and run["result"] == "failed":
        state = "failed"
    elif due.is_late(archive_db, source, now):
        state = "late"
    changed, tried = archive_db.execute(
        "select max(case result when 'changed' then first_at end), max(last_at) from checks where source = ?", (source.NAME,)
    ).fetchone()
    snapshots, records, issues, quarantined = counts.get(source.NAME, (0, 0, 0, 0))
    return SourceStatus(
        source=source.NAME,
        state=state,
        every_minutes=source.EVERY_MINUTES,
        last_tried=run["started_at"] if run else tried,
        last_good=_last_good(archive_db, source),
        last_changed=changed,
        snapshots=snapshots,
        records=records or 0,
        issues=issues or 0,
        quarantined=quarantined or 0,
        message=run["message"] if run else None,
    )


def describe_sources(settings) -> list[dict]:
    """Return, for each source, its rhythm, whether it leaves the machine, and what its form says."""
    found = []
    for source in load_sources().values():
        form = read_form(source.__doc__ or "")
        found.append({
            "source": source.NAME,
            "title": (source.__doc__ or "").strip().splitlines()[0],
            "every_minutes": source.EVERY_MINUTES,
            "network": source.NETWORK,
            "reads": form.get("Source"),
            "gives": form.get("Gives"),
            "lacks": form.get("Lacks"),
            "address": settings.addresses.get(source.NAME.upper()),
        })  # fmt: skip
    return found


def read_form(docstring: str) -> dict[str, str]:
    """Return the four lines that open a source (Source, Gives, Lacks, Quirks) by their first word."""
    form, name = {}, None
    for line in docstring.splitlines():
        word = line.split(" ", 1)[0]
        if word in ("Source", "Gives", "Lacks", "Quirks"):
            name = word
            form[name] = line.removeprefix(word).strip()
        elif name and line.startswith("    "):
            form[name] += " " + line.strip()
        elif line.strip():
            name = None
    return form
