"""CourtListener plans, from dockets told in few words and in words again: for the calls of tests/fixtures/held."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from docket.records import DocketRef
from docket.times import instant
from scrapers.courtlistener.plan import make_plan
from scrapers.courtlistener.queries import QUERIES
from scrapers.courtlistener.steps import FREE_TIER, Known, Step, Watched
from tests.worlds.in_words import in_words

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
_FEW = 8  # dockets of a step, and steps left, that are named


def _ago(days: float | None) -> str | None:
    return None if days is None else instant(NOW - timedelta(days=days))


def _field(name: str, value):
    """Return a field of a docket. An instant is told as days before NOW, a date as days after it."""
    if name.endswith("_at"):
        return _ago(value)
    if name in ("last_entry", "next_hearing", "date_filed"):
        return NOW.date() + timedelta(days=value)
    if name == "labels":
        return tuple(NOW.date() + timedelta(days=days) for days in value)
    if name == "unread_slices":
        return tuple(map(tuple, value))
    return DocketRef(*value) if name == "ref" else tuple(value) if isinstance(value, list) else value


def _watched(number: int, facts: dict) -> Watched:
    """Return a docket in good order but for these facts."""
    usual = {"source_ids": [1000 + number], "ref": ["cand", f"3:24-cv-{number:05d}"]}
    usual |= dict.fromkeys(("news_at", "read_at", "opinions_at", "arguments_at", "changes_at"), 0.5)
    return Watched(f"d{number}", **{name: _field(name, value) for name, value in (usual | facts).items()})


def _names(dockets: tuple[Watched, ...]) -> str:
    named = " ".join(docket.docket_id for docket in dockets[:_FEW])
    return named if len(dockets) <= _FEW else f"{named} … ({len(dockets)})"


def _line(kind: str, step: Step) -> str:
    fields = in_words(step) | {"dockets": _names(step.dockets), "query": step.query and step.query.name}
    return f"{kind} " + ", ".join(f"{name} {value}" for name, value in fields.items() if value)


def show_plan(dockets: list[dict], more: dict) -> Iterator[str]:
    """Yield what a plan asks, leaves for later, is late with and lets wait.

    A docket that stands for many has how many as `times`. `more` gives what was `spent` in each window, other
    `windows` than the free account's, and when the searches ran: all (`ran`), and single ones (`queries`).
    """
    facts = [docket for docket in dockets for _ in range(docket.pop("times", 1))]
    suits = [_watched(number, docket) for number, docket in enumerate(facts, 1)]
    ran = dict.fromkeys(QUERIES, more.get("ran", 0)) | more.get("queries", {})
    known = Known(
        tuple((name, instant(NOW - timedelta(days=days))) for name, days in ran.items() if days is not None),
        tuple(more.get("precedent_ids", ())),
        tuple(more.get("precedent_citations", ())),
        _ago(more.get("counted", 0)),
        more.get("has_token", True),
    )
    spent = {int(seconds): requests for seconds, requests in more.get("spent", {}).items()}
    plan = make_plan(suits, more.get("windows", FREE_TIER), spent, NOW, known)
    yield f"room {plan.room}, kept {plan.kept}, {len(plan.left)} left"
    yield from (_line("ask", step) for step in plan.steps)
    yield from (_line("left", step) for step in plan.left[:_FEW])
    every = len(plan.late) // _FEW or 1
    yield from (f"late by {days:.2f} days {docket.docket_id}" for docket, days in plan.late[::every])
    yield f"waiting {_names(plan.waiting)}"
