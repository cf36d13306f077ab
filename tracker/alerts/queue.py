"""Takes published changes to the places: match, queue, pack, send, record. The daemon and `alerts send` call
it.

Delivery is at least once: a message is recorded as sent after its place acknowledged it. If the process dies
between the two, it is sent again, with the same id (`Idempotency-Key`, `webhook-id`, `Message-ID`), and
counted as in doubt. A recorded message is never sent again.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import uniform

from db import outbox
from db.merge.precedence import digest
from docket.issues import ParseError
from docket.times import instant
from tracker.alerts.channels import load_channels
from tracker.alerts.channels.channel import Delivery
from tracker.alerts.config import Alerts, load_alerts
from tracker.alerts.matching import CATALOG, Matcher, is_news, read_facts
from tracker.alerts.messages import Letter, News
from tracker.alerts.places import Place, Subscription
from tracker.home import House
from tracker.logs import log

_FEWEST_CHANGES = 10  # in a message to a place that is no longer in the file
_CHANGES_A_BATCH = 500
_MESSAGES_A_ROUND = 100
_SECONDS_A_ROUND = 60  # the daemon has other work; the rest waits for the next round
_FIRST_RETRY = timedelta(minutes=1)
_GROWTH = 4  # 1, 4, 16, 64 minutes, then every 6 hours: given up after a day and a half
_LONGEST_RETRY = timedelta(hours=6)
_ATTEMPTS = 10
_TAKEN_BACK = timedelta(days=30)  # a change sent longer ago is not corrected when it is withdrawn


@dataclass
class Round:
    """The result of one round: numbers of changes queued and of messages sent, postponed and given up."""

    queued: int = 0
    sent: int = 0
    failed: int = 0
    dead: int = 0

    def __bool__(self) -> bool:
        return any((self.queued, self.sent, self.failed, self.dead))

    def __str__(self) -> str:
        return (
            f"{self.queued} changes queued, {self.sent} messages sent, {self.failed} to be tried again, "
            f"{self.dead} given up"
        )


def keep_sending(house: House, should_stop: Callable[[], bool], beat: Callable[[], None]) -> None:
    """Run one round for the daemon. A fault in alerts.toml loses nothing, and is logged once."""
    try:
        done = go_round(house, should_stop, beat)
    except ParseError as error:
        if house.logged.get("alerts") != str(error):
            log.error("alerts: %s", error)
        house.logged["alerts"] = str(error)
        return
    house.logged.pop("alerts", None)
    if done:
        log.log(logging.WARNING if done.failed or done.dead else logging.INFO, "alerts: %s", done)


def go_round(
    house: House, should_stop: Callable[[], bool] = lambda: False, beat: Callable[[], None] = lambda: None
) -> Round:
    """Queue every published change that is wanted, then send every message that is due. Raises ParseError.

    `beat` is called between two messages; `should_stop` ends the round there.
    """
    done = Round()
    alerts = load_alerts(house.settings.alerts_path)
    if alerts is None:
        if outbox.seen_seq(house.archive) is not None:
            outbox.set_seen(house.archive, None)  # if the file comes back, what it missed is not sent
        return done
    done.queued = queue(house, alerts, beat)
    _pack(house, alerts)
    _send_due(house, alerts, done, should_stop, beat)
    return done


def queue(house: House, alerts: Alerts, beat: Callable[[], None] = lambda: None) -> int:
    """Match what was published since the last time. The first time, nothing is matched: old changes are not
    news."""
    seen = outbox.seen_seq(house.archive)
    if seen is None:
        outbox.set_seen(house.archive, outbox.last_seq(house.archive))
        return 0
    added, matcher, review = 0, None, _find_review(house, seen)
    while published := outbox.published_after(house.archive, seen, _CHANGES_A_BATCH):
        beat()
        matcher = matcher or Matcher(house.store.db, house.archive, alerts.subscriptions)
        now = house.clock()
        queued = [
            message for row in published for message in _wanted(house, alerts, matcher, row, now, review)
        ]
        seen = published[-1]["seq"]
        with house.archive.atomic():
            added += outbox.add(house.archive, queued, instant(now))
            outbox.set_seen(house.archive, seen)
    return added


def _find_review(house: House, seen: int) -> str | None:
    """Return a name for the review of the catalog among the newly published changes; None if there is no
    review."""
    for (change_id,) in house.archive.execute(
        "select change_id from published where seq > ? order by seq", (seen,)
    ):
        row = house.store.db.execute(
            (
                "select snapshots.fetched_at from changes join snapshots using (snapshot_id) where "
                "change_id = ? and source = ?"
            ),
            (change_id, CATALOG),
        ).fetchone()
        if row:
            return f"{CATALOG} {row[0]} {change_id}"
    return None


def _wanted(
    house: House, alerts: Alerts, matcher: Matcher, row: dict, now: datetime, review: str | None
) -> list[outbox.Queued]:
    """Return the places for one published change, each once, with the earliest time at which a subscription
    wants it.

    A change that a review of the catalog adds or withdraws belongs to `review`.
    """
    if row["corrects"]:
        sent = outbox.told_of(house.archive, row["corrects"], instant(now - _TAKEN_BACK))
        return [
            outbox.Queued(
                message["place"],
                row["change_id"],
                message["subscription"],
                message["case_id"],
                instant(now),
                review,
            )
            for message in sent
        ]
    facts = read_facts(house.store.db, row["change_id"])
    if facts is None or not is_news(facts, row["published_at"] or instant(now)):
        return []
    by_place: dict[str, outbox.Queued] = {}
    for subscription in alerts.subscriptions:
        if matcher.matches(subscription, facts):
            due_at = instant(alerts.due_at(subscription, now))
            for place in subscription.to:
                if place not in by_place or due_at < by_place[place].due_at:
                    by_place[place] = outbox.Queued(
                        place,
                        row["change_id"],
                        subscription.name,
                        facts.change["case_id"],
                        due_at,
                        review if facts.source == CATALOG else None,
                    )
    return list(by_place.values())


def _pack(house: House, alerts: Alerts) -> None:
    now = house.now()
    next_digests = {
        listed.name: instant(alerts.due_at(listed, house.clock())) for listed in alerts.subscriptions
    }
    with house.archive.atomic():
        outbox.cap_waits(house.archive, next_digests, instant(house.clock() + _pause(_ATTEMPTS, None)))
        outbox.pack_reviews(house.archive, now, partial(digest, "alert"))
        for place, subscription in outbox.heaps(house.archive, now):
            known = alerts.places.get(place)
            most = load_channels()[known.kind].changes_a_message if known else _FEWEST_CHANGES
            outbox.pack(house.archive, place, subscription, most, now, partial(digest, "alert"))


def _send_due(
    house: House, alerts: Alerts, done: Round, should_stop: Callable[[], bool], beat: Callable[[], None]
) -> None:
    busy: set[str] = set()  # these did not answer: their other messages wait for the next round
    closed, end = outbox.closed_places(house.archive), time.monotonic() + _SECONDS_A_ROUND
    for message in outbox.due_messages(house.archive, house.now(), _MESSAGES_A_ROUND):
        if should_stop() or time.monotonic() > end:
            return
        beat()
        name = message["place"]
        if name not in busy and _send_one(house, alerts, message, closed, done):
            busy.add(name)


def _send_one(house: House, alerts: Alerts, message: dict, closed: dict[str, str], tally: Round) -> bool:
    """Try one message; return whether its place should be left alone for now."""
    message_id, archive, place = message["message_id"], house.archive, alerts.places.get(message["place"])
    if place is None or place.name in closed:
        reason = "no such place in alerts.toml any more" if place is None else closed[place.name]
        outbox.end(archive, message_id, outbox.DEAD, house.now(), reason)
        tally.dead += 1
        return False
    letter = read_letter(house, message, outbox.changes_of(archive, message_id))
    if not letter.news:  # all of it was withdrawn or suppressed before it was sent
        outbox.end(archive, message_id, outbox.DROPPED, house.now())
        return False
    attempt = message["attempts"] + 1
    outbox.begin(archive, message_id, instant(house.clock() + _pause(attempt, None)))
    answer = deliver(alerts, place, letter, house.clock())
    words = answer.error or ""  # a place that did not accept it says why
    if answer.is_sent:
        outbox.end(archive, message_id, outbox.SENT, house.now())
        tally.sent += 1
    elif answer.is_final or attempt >= _ATTEMPTS:
        with archive.atomic():
            outbox.end(archive, message_id, outbox.DEAD, house.now(), words)
            if answer.is_gone:
                outbox.close_place(archive, place.name, house.now(), words)
                closed[place.name] = words
        tally.dead += 1
        log.error("alerts: message %s to %s is given up: %s", message_id, place.name, words)
    else:
        outbox.put_off(
            archive, message_id, instant(house.clock() + _pause(attempt, answer.wait_seconds)), words
        )
        tally.failed += 1
        log.warning(
            "alerts: message %s to %s failed, attempt %d of %d: %s",
            message_id,
            place.name,
            attempt,
            _ATTEMPTS,
            words,
        )
    return answer.is_busy


def _pause(attempt: int, asked_seconds: int | None) -> timedelta:
    """Return the wait after this many attempts: at least as long as the place requests, at most the
    longest."""
    wait = min(_FIRST_RETRY * _GROWTH ** (attempt - 1), _LONGEST_RETRY)
    if asked_seconds:
        wait = max(wait, min(timedelta(seconds=asked_seconds), _LONGEST_RETRY))
    return wait * uniform(1, 1.1)


def deliver(alerts: Alerts, place: Place, letter: Letter, now: datetime) -> Delivery:
    """Send a message to a place in the form that it accepts."""
    return load_channels()[place.kind].deliver(letter, place, alerts.mail, now)


def read_letter(house: House, message: dict, changes: list[dict]) -> Letter:
    """Return the message, read from the present tables. A change that no longer exists is left out."""
    db, news = house.store.db, []
    for row in changes:
        if row["corrects"]:
            news.append(News(row["seq"], row["change_id"], corrects=row["corrects"], case_id=row["case_id"]))
        elif (facts := read_facts(db, row["change_id"])) and not facts.is_excluded:
            news.append(News(row["seq"], row["change_id"], facts, case_id=row["case_id"]))
    changed = (item.facts.change for item in news if item.facts)
    ids = sorted({change["subject_id"] for change in changed if change["subject"] == "hearings"})
    hearings = db.query(f"select * from hearings where hearing_id in ({', '.join('?' * len(ids))})", ids)
    return Letter(
        message["message_id"],
        message["subscription"],
        tuple(news),
        message["made_at"],
        house.settings.site_url,
        house.settings.contact,
        {row["hearing_id"]: row for row in hearings},
        is_review=any(row.get("review") for row in changes),
    )


def preview(house: House, subscription: Subscription, last: int) -> Letter:
    """Return, as one message, those of the latest published changes that a subscription would have received.
    Writes nothing."""
    matcher = Matcher(house.store.db, house.archive, (subscription,))
    first = outbox.last_seq(house.archive) - last
    rows = [row for row in outbox.published_after(house.archive, max(first, 0), last) if not row["corrects"]]
    wanted = [
        row | {"case_id": None}
        for row in rows
        if (facts := read_facts(house.store.db, row["change_id"])) and matcher.matches(subscription, facts)
    ]
    return read_letter(
        house, {"message_id": "preview", "subscription": subscription.name, "made_at": house.now()}, wanted
    )
