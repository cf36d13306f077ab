"""The outbox: which published change is sent to which place, in which message, and what became of it.

It is part of the ledger, so it survives every rebuild. It has names and numbers but no words of a docket: a
message is written when it is sent, so that anything suppressed in the meantime is not sent.

A *place* is an address to which the operator gave a name. A change is sent to a place once, however many
subscriptions want it there. A message keeps its id and its changes through all attempts.
"""

from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from db.ledger import NameOf
from db.rows import first_cell

# The states of a message: `trying` is written before the attempt, so that a crash in the middle is noticed.
WAITING = "waiting"
TRYING = "trying"
SENT = "sent"
DEAD = "dead"
DROPPED = "dropped"


@dataclass(frozen=True)
class Queued:
    """A change on its way to a place. `due_at`: the earliest time to send it (UTC), later than now for a
    digest.

    `review` names the review of the catalog that caused the change: all changes of one review go in one
    message.
    """

    place: str
    change_id: str
    subscription: str
    case_id: str | None
    due_at: str
    review: str | None = None


def seen_seq(db: Database) -> int | None:
    """Return the number of the last published change that was matched with the subscriptions, or None."""
    return first_cell(db, int, "select seq from alerts_seen")


def set_seen(db: Database, seq: int | None) -> None:
    """Set that number; None clears it, and the next start begins with the changes published from then on."""
    db.execute("delete from alerts_seen")
    if seq is not None:
        db.execute("insert into alerts_seen values (?)", (seq,))


def last_seq(db: Database) -> int:
    return first_cell(db, int, "select max(seq) from published") or 0


def published_after(db: Database, seq: int, most: int) -> list[dict[str, Any]]:
    """Return published changes in the order of their numbers: seq, change_id, kind, corrects, published_at."""
    return list(db.query("select * from published where seq > ? order by seq limit ?", (seq, most)))


def add(db: Database, queued: list[Queued], at: str) -> int:
    """Queue the changes that are not yet queued for their place; return how many were new."""
    before = db.conn.total_changes
    db.conn.executemany(
        "insert or ignore into outbox (place, change_id, subscription, case_id, queued_at, due_at, review) "
        "values (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                queued_item.place,
                queued_item.change_id,
                queued_item.subscription,
                queued_item.case_id,
                at,
                queued_item.due_at,
                queued_item.review,
            )
            for queued_item in queued
        ],
    )
    return db.conn.total_changes - before


def told_of(db: Database, change_id: str, since: str) -> list[dict[str, Any]]:
    """Return where a change was sent since that instant (UTC): place, subscription, case_id."""
    return list(
        db.query(
            "select outbox.place, outbox.subscription, outbox.case_id from outbox join messages using (message_id) "
            "where change_id = ? and state = ? and ended_at >= ?",
            (change_id, SENT, since),
        )
    )


def cap_waits(db: Database, next_digests: dict[str, str], latest_retry: str) -> None:
    """Let nothing wait longer than if it had been queued, or had failed, just now, since the clock may have
    been ahead. `next_digests` gives, by subscription, when a change queued now is due."""
    db.conn.executemany(
        "update outbox set due_at = ?2 where message_id is null and subscription = ?1 and due_at > ?2",
        list(next_digests.items()),
    )
    db.execute(
        "update messages set retry_at = ?1 where state in (?2, ?3) and retry_at > ?1",
        (latest_retry, WAITING, TRYING),
    )


def heaps(db: Database, now: str) -> list[tuple[str, str]]:
    """Return each (place, subscription) that has due changes in no message yet."""
    return list(
        db.execute(
            "select place, subscription from outbox where message_id is null and review is null and due_at <= ? "
            "group by 1, 2 order by min(rowid)",
            (now,),
        )
    )


def pack_reviews(db: Database, now: str, name_of: NameOf) -> None:
    """Put all due changes from a review of the catalog into one message for each place, however many they
    are.

    If only some of a place's subscriptions want them at once, they are not delayed for the others; the
    message is named after the first subscription.
    """
    due = "message_id is null and review is not null and due_at <= ?"
    for place, review, subscription in db.execute(
        f"select place, review, min(subscription) from outbox where {due} group by 1, 2 order by min(rowid)",
        (now,),
    ).fetchall():
        rows = db.execute(
            f"select rowid, change_id from outbox where {due} and place = ? and review = ? order by rowid",
            (now, place, review),
        ).fetchall()
        _make_message(db, place, subscription, rows, now, name_of)


def pack(db: Database, place: str, subscription: str, most: int, now: str, name_of: NameOf) -> int:
    """Put the due changes for a place into messages of at most `most` changes; return the number of messages.

    `name_of(place, first change, …)` derives the id from the content of the message alone.
    """
    made = 0
    while True:
        rows = db.execute(
            (
                "select rowid, change_id from outbox where place = ? and subscription = ? and message_id is "
                "null and review is null "
                "and due_at <= ? order by rowid limit ?"
            ),
            (place, subscription, now, most),
        ).fetchall()
        if not rows:
            return made
        _make_message(db, place, subscription, rows, now, name_of)
        made += 1


def _make_message(
    db: Database,
    place: str,
    subscription: str,
    rows: list[tuple[int, str]],
    now: str,
    name_of: NameOf,
) -> None:
    message_id = name_of(place, *(change_id for _, change_id in rows))
    db.execute(
        "insert into messages (message_id, place, subscription, made_at, state, retry_at) values (?, ?, ?, ?, ?, ?)",
        (message_id, place, subscription, now, WAITING, now),
    )
    db.conn.executemany(
        "update outbox set message_id = ? where rowid = ?", [(message_id, rowid) for rowid, _ in rows]
    )


def due_messages(db: Database, now: str, most: int) -> list[dict[str, Any]]:
    """Return the messages to try now, oldest first, including any that was being tried when the process
    died."""
    return list(
        db.query(
            "select * from messages where state in (?, ?) and retry_at <= ? order by rowid limit ?",
            (WAITING, TRYING, now, most),
        )
    )


def changes_of(db: Database, message_id: str) -> list[dict[str, Any]]:
    """Return the changes in a message, in order: change_id, case_id, seq, kind, corrects, published_at,
    review."""
    return list(
        db.query(
            (
                "select outbox.change_id, case_id, seq, kind, corrects, published_at, review from outbox left "
                "join published using (change_id) "
                "where message_id = ? order by outbox.rowid"
            ),
            (message_id,),
        )
    )


def begin(db: Database, message_id: str, retry_at: str) -> None:
    """Record that a message is about to be sent; unless an end is recorded, it is due again at `retry_at`."""
    db.execute(
        (
            "update messages set attempts = attempts + 1, doubts = doubts + (state = ?), state = ?, "
            "retry_at = ? where message_id = ?"
        ),
        (TRYING, TRYING, retry_at, message_id),
    )


def end(db: Database, message_id: str, state: str, at: str, error: str | None = None) -> None:
    """Record how an attempt ended: sent, dead or dropped."""
    db.execute(
        "update messages set state = ?, ended_at = ?, retry_at = null, error = ? where message_id = ?",
        (state, at, error, message_id),
    )


def put_off(db: Database, message_id: str, retry_at: str, error: str) -> None:
    db.execute(
        "update messages set state = ?, retry_at = ?, error = ? where message_id = ?",
        (WAITING, retry_at, error, message_id),
    )


def close_place(db: Database, place: str, at: str, reason: str) -> None:
    """Send nothing more to a place until somebody reopens it."""
    db.execute("insert or replace into closed_places values (?, ?, ?)", (place, at, reason))


def open_place(db: Database, place: str) -> None:
    db.execute("delete from closed_places where place = ?", (place,))


def closed_places(db: Database) -> dict[str, str]:
    """Return the reason for which each closed place was closed, by place."""
    return dict(db.execute("select place, reason from closed_places").fetchall())


def dead_messages(db: Database) -> list[dict[str, Any]]:
    """Return the messages that were given up, oldest first, each with its number of changes."""
    return list(
        db.query(
            "select message_id, place, subscription, made_at, attempts, doubts, ended_at, error, "
            "(select count(*) from outbox where outbox.message_id = messages.message_id) as changes "
            "from messages where state = ? order by rowid",
            (DEAD,),
        )
    )


def revive(db: Database, messages: list[dict[str, Any]], now: str) -> None:
    """Make dead messages due again, starting with the first attempt, and reopen their places."""
    with db.atomic():
        for message in messages:
            db.execute(
                (
                    "update messages set state = ?, attempts = 0, retry_at = ?, ended_at = null where "
                    "message_id = ? and state = ?"
                ),
                (WAITING, now, message["message_id"], DEAD),
            )
            open_place(db, message["place"])


def counts(db: Database) -> dict[str, int]:
    """Return how many messages are in each state, how many changes are in no message yet, and how often it is
    unknown whether an attempt arrived (it is repeated under the same id)."""
    count_by_state = dict.fromkeys((WAITING, SENT, DEAD, DROPPED), 0)
    for state, number in db.execute("select state, count(*) from messages group by state").fetchall():
        count_by_state[WAITING if state == TRYING else state] += number
    queued = first_cell(db, int, "select count(*) from outbox where message_id is null") or 0
    in_doubt = first_cell(db, int, "select sum(doubts) from messages") or 0
    return count_by_state | {"queued": queued, "in_doubt": in_doubt}
