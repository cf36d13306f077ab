"""Decides to which of our dockets an operator's opinion belongs: by number, caption and date, never by a
guess.

If none fits, the file is not imported, and the operator is asked.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from docket.identity import normalize_docket_number, split_office
from docket.issues import ParseError
from docket.opinions.resolve import same_parties, sides_of
from docket.records import DocketRef
from docket.snapshot import Snapshot
from scrapers.sources import opinions
from tracker.opinions.cache import cache_of


@dataclass(frozen=True)
class Answer:
    """The operator's answer to the question which docket a file belongs to: its id, or that it is new."""

    docket_id: str | None = None
    is_new: bool = False


UNANSWERED = Answer()


def settle(db: Database, archive_db: Database, snapshot: Snapshot, answer: Answer = UNANSWERED) -> Snapshot:
    """Return the snapshot with the dockets of `db` in its address.

    Raises ParseError (opinion-question) if none of our dockets has its number, or if the docket with that
    number is another case or was filed later, and the operator has not said which it is.
    """
    kept = cache_of(archive_db)
    reading = (kept and kept.get(snapshot.body_hash)) or opinions.SOURCE.read(snapshot)
    court, name = snapshot.court_id or "", snapshot.url.removeprefix("import:")
    if answer.docket_id is not None:
        refs, is_new = [_named(db, answer.docket_id, court, name)], False
    else:
        refs, doubts = _matching(db, court, reading)
        is_new = answer.is_new and not refs and not doubts
        refs = refs or (_new(court, reading["numbers"]) if is_new else [])
        if not refs:
            raise ParseError(_question(name, court, reading, doubts), code="opinion-question")
    return replace(snapshot, url=opinions.address_with(snapshot.url, list(dict.fromkeys(refs)), is_new))


def _matching(db: Database, court: str, reading: dict[str, Any]) -> tuple[list[DocketRef], list[str]]:
    """Return those of our dockets to which a file belongs, and why others with its number are doubtful."""
    caption, day = reading["caption"], reading["date_filed"]
    refs, doubts = [], []
    for number in reading["numbers"]:
        try:
            plain = normalize_docket_number(number, court)
        except ParseError:
            continue
        for its_number, its_caption, its_short, filed in _dockets(db, court, plain):
            known = [name for name in (its_caption, its_short) if name]
            if (
                caption
                and known
                and sides_of(caption)
                and not any(same_parties(caption, name) for name in known)
            ):
                doubts.append(f"{its_number} is {its_short or its_caption}")
            elif known and not day and not (caption and sides_of(caption)):
                doubts.append(
                    f"{its_number} is {its_short or its_caption}, and a number alone anybody could print"
                )
            elif day and filed and day < filed:
                doubts.append(f"{its_number} was filed on {filed}, after the day of this file")
            else:
                refs.append(DocketRef(court, its_number))
    return refs, doubts


def _named(db: Database, docket_id: str, court: str, name: str) -> DocketRef:
    """Return the docket that the operator names by its id or its name in the catalog."""
    row = db.execute(
        "select d.court_id, d.docket_number, d.docket_id from dockets d where d.docket_id = ?1 or d.docket_id = "
        "(select docket_id from docket_aliases where alias in (?1, 'catalog:' || ?1))",
        (docket_id,),
    ).fetchone()
    if row is None:
        raise ParseError(f"{name}: no docket here is {docket_id!r}; --docket takes its id (ca9-22-16514)")
    if row[0] != court:
        raise ParseError(f"{name}: its head names {court}, but {row[2]} is a docket of {row[0]}")
    if row[1] is None:
        raise ParseError(f"{name}: {row[2]} has no number yet; give it one with `python -m tracker locate`")
    return DocketRef(court, row[1])


def _new(court: str, numbers: list[str]) -> list[DocketRef]:
    refs = []
    for number in numbers:
        with suppress(ParseError):
            refs.append(DocketRef(court, normalize_docket_number(number, court)))
    return refs


def _question(name: str, court: str, reading: dict[str, Any], doubts: list[str]) -> str:
    caption, day = reading["caption"] or "no caption read", reading["date_filed"] or "no day read"
    contents = f"{court} {', '.join(reading['numbers']) or 'without a number'} ({caption}, {day})"
    why = "; ".join(doubts) or "no docket here has this number"
    remedy = "name the docket with --docket ID"
    if not doubts and reading["numbers"]:
        remedy += ", or let the file make a new candidate with --new"
    return f"{name}: which docket is it? It says {contents}, but {why}; {remedy}, and import it again"


def _dockets(db: Database, court: str, number: str) -> list[tuple[str, str | None, str | None, str | None]]:
    """Return (number, caption, short name, day filed) of each docket of a court that has this number."""
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
