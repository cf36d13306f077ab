"""Which dockets of ours an opinion belongs to that an operator has: by number, caption and day, never by a guess.

What does not fit is a question to the operator, and the file is not imported.
"""

from dataclasses import replace

from sqlite_utils import Database

from docket.identity import normalize_docket_number, split_office
from docket.issues import ParseError
from docket.opinions.resolve import same_parties, sides_of
from docket.records import DocketRef
from docket.snapshot import Snapshot
from scrapers.sources import opinions
from tracker.opinions.cache import cache_of


def settle(db: Database, archive_db: Database, snapshot: Snapshot) -> Snapshot:
    """Return the snapshot with the dockets of `db` in its address.

    Raises ParseError (opinion-question): no docket of ours has its number, or the one that has is another case or
    was begun later.
    """
    kept = cache_of(archive_db)
    said = (kept and kept.get(snapshot.body_hash)) or opinions.SOURCE.read(snapshot)
    court, numbers, caption, day = (
        snapshot.court_id or "",
        said["numbers"],
        said["caption"],
        said["date_filed"],
    )
    name = snapshot.url.removeprefix("import:")
    refs, doubts = [], []
    for number in numbers:
        try:
            plain = normalize_docket_number(number, court)
        except ParseError:
            continue
        for found, its_caption, its_short, filed in _dockets(db, court, plain):
            known = [one for one in (its_caption, its_short) if one]
            if (
                caption
                and known
                and sides_of(caption)
                and not any(same_parties(caption, one) for one in known)
            ):
                doubts.append(f"{found} is {its_short or its_caption}")
            elif known and not day and not (caption and sides_of(caption)):
                doubts.append(
                    f"{found} is {its_short or its_caption}, and a number alone anybody could print"
                )
            elif day and filed and day < filed:
                doubts.append(f"{found} was filed on {filed}, after the day of this file")
            else:
                refs.append(DocketRef(court, found))
    if not refs:
        what = f"{court} {', '.join(numbers)} ({caption or 'no caption read'}, {day or 'no day read'})"
        why = "; ".join(doubts) or "no docket here has this number"
        raise ParseError(
            f"{name}: which docket is it? It says {what}, but {why}. Add the docket first "
            "(`python -m tracker add-event`, or import its sheet), then import this again",
            code="opinion-question",
        )
    return replace(snapshot, url=opinions.address_with(snapshot.url, list(dict.fromkeys(refs))))


def _dockets(db: Database, court: str, number: str) -> list[tuple[str, str | None, str | None, str | None]]:
    """Return (number, caption, short name, day filed) of the dockets of a court that have a number."""
    office, serial = split_office(number)
    return [
        (row[0], *row[1:4])
        for row in db.execute(
            "select distinct coalesce(d.docket_number, r.docket_number), d.caption, d.short_name, d.date_filed "
            "from _refs r join dockets d using (docket_id) "
            "where r.court_id = ? and r.serial = ? and (r.office = ? or r.office is null or ? is null)",
            (court, serial, office, office),
        )
    ]
