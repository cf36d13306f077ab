"""Rows read from the text of entries: hearings, motions, rulings, claims, relevance. Pure.

`docket/entry_facts.py` reads each text once; this module combines the facts of a docket's entries. They are
joined with what a source itself states (the catalog's hearings and rulings): a hearing in both is one row,
and a claim that a reviewer recorded is not recorded twice.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from db.merge.facts import add_part
from db.merge.precedence import digest, seen_by, tier_of_source
from db.outcomes import REVIEWS, court_level
from db.readings import Reading, Sighting
from db.rows import group
from db.schema import TABLE
from db.tables import PROVENANCE
from docket.courts import get_court
from docket.facts import RelevanceFact, RulingFact, Span, TextFacts
from docket.hearings import make_starts_at
from docket.hearings.life import HearingHistory, HearingStatement, fold_hearings
from docket.section230.claims import find_header_claims, is_cause_230
from docket.section230.relevance import ABOVE_LINE, RelevanceLabel
from docket.vocabulary import Answer, CauseOfAction, Disposition, HearingAction, HearingKind, Tier

_NAMED_AS_CAUSE = 90  # percent: the plaintiff wrote 47:230 on the cover sheet
_QUOTE = 400  # characters of a quoted span; a longer clause is cut
_REST_OF_WEEK = timedelta(days=4)  # court weeks end on Friday, as the catalog has them
# The kinds of motions on which a ruling on § 230 is made. If an entry decides several things, the holding
# belongs to the first of these.
_DECIDING_KINDS = (
    "dismiss",
    "anti_slapp",
    "judgment_on_pleadings",
    "summary_judgment",
    "appeal_disposition",
    "preliminary_injunction",
    "tro",
    "reconsideration",
    "judgment",
    "verdict",
    "remand",
    "compel",
)


# What a reviewer can say of a ruling, but an entry does not.
_NO_RULING = dict.fromkeys(name for name in TABLE["rulings"].columns if name not in PROVENANCE)


@dataclass(frozen=True)
class EntryFacts:
    """The finished row of one entry, and the facts read from its text."""

    row: dict[str, Any]
    facts: TextFacts
    version_id: str | None

    @property
    def provenance(self) -> dict[str, Any]:
        return {name: self.row[name] for name in PROVENANCE}

    @property
    def day(self) -> str:
        return self.row["date_filed"] or self.row["date_entered"] or ""

    def quote(self, at: Span) -> str:
        words = " ".join(self.row["text"][at[0] : at[1]].split())
        return words if len(words) <= _QUOTE else words[: _QUOTE - 1] + "…"

    def evidence(self, rule: str, at: Span) -> dict[str, Any]:
        """Return the columns that say where in the entry's text something is, and which rule read it."""
        return {
            "entry_id": self.row["entry_id"],
            "quoted_span": self.quote(at),
            "rule": rule,
            "span_start": at[0],
            "span_end": at[1],
        }


def merge_texts(
    docket_id: str,
    court_id: str,
    sightings: list[Sighting],
    readings: dict[int, Reading],
    entries: list[EntryFacts],
    rows: dict[str, dict[str, dict[str, Any]]],
) -> None:
    """Add the facts from entries' texts to `rows`, which must already have the rows that sources give."""
    _merge_hearings(docket_id, court_id, sightings, readings, entries, rows)
    _merge_rulings(docket_id, entries, rows)
    _merge_motions(docket_id, entries, rows)
    _merge_230(docket_id, entries, rows)
    _read_laws(rows)


def _merge_hearings(
    docket_id: str,
    court_id: str,
    sightings: list[Sighting],
    readings: dict[int, Reading],
    entries: list[EntryFacts],
    rows: dict[str, dict[str, dict[str, Any]]],
) -> None:
    mentions = [*_told_by_sources(sightings, readings), *_told_by_entries(entries)]
    lives = fold_hearings(mentions)
    held = {
        (life.kind, mention.date)
        for life in lives
        for mention in life.statements
        if mention.action is HearingAction.HELD
    }
    for life in lives:
        hearing_id = f"{docket_id}.{life.key}"
        steps: list[dict[str, Any]] = [
            dict(mention.data) for mention in life.statements if isinstance(mention.data, dict)
        ]
        # "Status Hearing held on 8/5/2019. Status Hearing continued to 9/9/2019" (casd 3:18-cr-03298): a
        # sitting more. The day on which the other was held is not given up, and must not appear as canceled
        # beside it.
        if (life.kind, steps[0]["prior_date"]) in held:
            steps[0]["prior_date"] = None
        for step in steps:
            event_id = digest(
                hearing_id, step["action"], step["action_date"], step["date_from"], step["text"]
            )
            rows["hearing_events"][event_id] = {
                "hearing_event_id": event_id,
                "hearing_id": hearing_id,
                "docket_id": docket_id,
            } | {name: value for name, value in step.items() if name not in ("judge", "place", "is_remote")}
        rows["hearings"][hearing_id] = _hearing_row(hearing_id, docket_id, court_id, life, steps)


def _told_by_sources(sightings: list[Sighting], readings: dict[int, Reading]) -> Iterator[HearingStatement]:
    """Yield the hearings of the catalog, which names them and knows some only to the week or the month."""
    shown = sorted(
        seen_by(sightings, readings, "hearing"),
        key=lambda item: (item[1].data.get("action_date") or "", item[1].data["action"], item[0].order),
    )
    for sighting, reading, _ in shown:
        data = reading.data
        names = (
            "action",
            "action_date",
            "date_from",
            "date_to",
            "precision",
            "time_local",
            "text",
            "source_url",
            "place",
            "judge",
        )
        step = (
            {name: data.get(name) for name in names}
            | {"is_remote": None}
            | {
                "prior_date": None,
                "tier": tier_of_source(sighting.form).value,
                "version_id": None,
                "entry_id": None,
                "rule": None,
                "span_start": None,
                "span_end": None,
                "snapshot_id": sighting.snapshot_id,
                "first_seen": sighting.fetched_at,
                "last_seen": sighting.fetched_at,
            }
        )
        is_day = step["precision"] in ("day", "time")
        yield HearingStatement(
            HearingKind(data["kind"]),
            HearingAction(data["action"]),
            data.get("action_date") or "",
            data.get("date_from") if is_day else None,
            key=data["hearing_key"],
            has_week=not is_day and bool(data.get("date_from")),
            data=step,
        )


def _told_by_entries(entries: list[EntryFacts]) -> Iterator[HearingStatement]:
    for entry in entries:
        for fact in entry.facts.hearings:
            day, is_week = fact.date, fact.precision == "week"
            last_day = (date.fromisoformat(day) + _REST_OF_WEEK).isoformat() if day and is_week else day
            precision = "week" if is_week else "time" if fact.time else "day"
            step = {
                "action": fact.action.value,
                "action_date": entry.day,
                "date_from": day,
                "date_to": last_day,
                "precision": precision if day else None,
                "time_local": None if is_week else fact.time,
                "text": entry.quote(fact.at),
                "source_url": None,
                "place": fact.place,
                "judge": fact.judge,
                "is_remote": None if fact.is_remote is None else int(fact.is_remote),
                "prior_date": fact.prior_date,
                "tier": fact.tier.value,
                "version_id": entry.version_id,
                "entry_id": entry.row["entry_id"],
                "rule": fact.rule,
                "span_start": fact.at[0],
                "span_end": fact.at[1],
            } | entry.provenance
            yield HearingStatement(
                fact.kind,
                fact.action,
                entry.day,
                None if is_week else day,
                fact.prior_date,
                is_gone=bool(entry.row["is_gone"]),
                who=frozenset(entry.facts.who),
                has_week=is_week and bool(day),
                line=entry.row["entry_id"],
                data=step,
            )


def _hearing_row(
    hearing_id: str, docket_id: str, court_id: str, life: HearingHistory, steps: list[dict[str, Any]]
) -> dict[str, Any]:
    dated = [step for step in steps if step["date_from"]]
    # "Continued, date to be set" leaves a hearing without a day; the day given up is in its history.
    last_step = dated[-1] if dated else steps[-1]
    is_without_day = life.status == "moved" and steps[-1]["date_from"] is None
    place_in_time = {
        name: None if is_without_day else last_step[name] for name in ("precision", "date_from", "date_to")
    }
    place_in_time["time_local"] = None if is_without_day else _last_known(steps, "time_local", last_step)
    if place_in_time["time_local"] and place_in_time["precision"] == "day":
        place_in_time["precision"] = (
            "time"  # minutes say only "held on 10/7"; the hour is from the setting for that day
        )
    details = {name: _last_known(steps, name, last_step) for name in ("place", "judge", "is_remote")}
    is_day = place_in_time["precision"] in ("day", "time")
    # The tier of its status is that of the step that set its date, or of a weaker one after it.
    tier = max((Tier(step["tier"]) for step in steps[steps.index(last_step) :]), key=list(Tier).index)
    return (
        {
            "hearing_id": hearing_id,
            "docket_id": docket_id,
            "kind": life.kind.value,
            "status": life.status.value,
            "date": place_in_time["date_from"] if is_day else None,
            "starts_at": make_starts_at(place_in_time["date_from"], place_in_time["time_local"], court_id),
            "timezone": get_court(court_id).timezone,
            "tier": tier.value,
            "text": last_step["text"],
            "source_url": last_step["source_url"],
            "snapshot_id": last_step["snapshot_id"],
            "first_seen": min(step["first_seen"] for step in steps),
            "last_seen": max(step["last_seen"] for step in steps),
        }
        | place_in_time
        | details
    )


def _last_known(steps: list[dict[str, Any]], name: str, last: dict[str, Any]) -> object:
    """Return the last known time, room or judge, which applies until another is named or the date changes."""
    if last[name] is not None:
        return last[name]
    same_day = (step[name] for step in reversed(steps) if step["date_from"] == last["date_from"])
    return next((value for value in same_day if value is not None), None)


_ANSWERS = {
    "immune": Answer.IMMUNE,
    "partly_immune": Answer.PARTLY_IMMUNE,
    "not_immune": Answer.NOT_IMMUNE,
    "not_reached": Answer.DECLINED,
}


def _merge_rulings(
    docket_id: str, entries: list[EntryFacts], rows: dict[str, dict[str, dict[str, Any]]]
) -> None:
    acts_before, is_above = set(), court_level(rows["dockets"][docket_id]["court_id"]) > 0
    for entry in entries:
        if entry.row["is_gone"]:
            continue
        facts: list[RulingFact] = []
        for fact in entry.facts.rulings:
            # ca9 17-15589: the Supreme Court's grant is noted three times on the sheet below. Of two orders of one
            # day that name no number either may admit another attorney (nysd 1:00-cv-01898).
            act = (fact.kind, fact.disposition, fact.date, *fact.answers)
            is_noted = bool(fact.answers) or fact.rule.startswith("info.")
            if not is_noted or act not in acts_before:
                acts_before.add(act)
                facts.append(fact)
        holding = entry.facts.outcome
        if holding and not facts:
            facts = [
                RulingFact(
                    disposition=Disposition.DECIDED,
                    date=entry.day or None,
                    rule=holding.rule,
                    at=holding.at,
                    tier=holding.tier,
                )
            ]
        decisive = min(facts, key=_decides, default=None) if holding else None
        for fact in facts:
            its = holding if fact is decisive else None
            ruling_id = digest(entry.row["entry_id"], "ruling", fact.kind, fact.disposition.value)
            rows["rulings"][ruling_id] = (
                _NO_RULING
                | {
                    "ruling_id": ruling_id,
                    "docket_id": docket_id,
                    "motion": fact.kind,
                    "disposition": fact.disposition.value,
                    "answer": _ANSWERS[its.value] if its else None,
                    "answer_tier": its.tier.value if its else None,
                    "effect": fact.disposition.value if is_above and fact.disposition in REVIEWS else None,
                    "date_from": fact.date,
                    "date_to": fact.date,
                    "precision": "day",
                    "motion_numbers": " ".join(map(str, fact.answers)) or None,
                    "is_verified": 1,
                    "tier": fact.tier.value,
                }
                | entry.evidence(fact.rule, fact.at)
                | entry.provenance
            )
            if its and its.at != fact.at:
                rows["rulings"][ruling_id]["text"] = entry.quote(its.at)


def _decides(fact: RulingFact) -> int:
    return _DECIDING_KINDS.index(fact.kind) if fact.kind in _DECIDING_KINDS else len(_DECIDING_KINDS)


_INTERIM = ("taken_under_advisement", "other")
_REQUEST = re.compile(r"\b(?:motions?|applications?)\b")
_NO_REQUEST = re.compile(r"\b(?:oral|stipulat\w+)\b")
_LEAST_WORDS = 3  # "motion to strike" is the shortest name
# A docket has many of these, and if a docket is only partly known, the one decided may be missing.
_ROUTINE = ("pro_hac_vice", "extension_of_time", "adjourn", "seal", "withdraw_counsel")
_SOON = 30  # days


def _merge_motions(
    docket_id: str, entries: list[EntryFacts], rows: dict[str, dict[str, dict[str, Any]]]
) -> None:
    """Add each motion with the ruling that answers it, and the number of days between the two."""
    answers = group(
        (number, ruling)
        for ruling in rows.get("rulings", {}).values()
        for number in (ruling["motion_numbers"] or "").split()
    )
    for entry in entries:
        for fact in entry.facts.motions:
            motion_id = digest(entry.row["entry_id"], "motion", fact.kind)
            answer = _answer(fact.kind, answers.get(entry.row["entry_number"] or "", ()))
            rows["motions"][motion_id] = (
                {
                    "motion_id": motion_id,
                    "docket_id": docket_id,
                    "entry_number": entry.row["entry_number"],
                    "kind": fact.kind,
                    "date_filed": entry.day or None,
                    "ruling_id": answer and answer["ruling_id"],
                    "disposition": answer and answer["disposition"],
                    "date_decided": answer and answer["date_from"],
                    "days_to_ruling": _days(entry.day, answer["date_from"]) if answer else None,
                }
                | entry.evidence(fact.rule, fact.at)
                | entry.provenance
            )
    _answer_without_number(list(rows.get("motions", {}).values()), list(rows.get("rulings", {}).values()))


def _answer_without_number(motions: list[dict[str, Any]], rulings: list[dict[str, Any]]) -> None:
    """Give a motion the ruling that names its kind but no number, if no other motion of that kind was pending
    then.

    "ORDER GRANTING IN PART … MOTION TO DISMISS" (cand 4:15-cv-02172). An oral motion has no entry of its own,
    and a stipulation is not a motion. With their numbers hidden, 53 of 109 rulings on 33 sheets find their
    motion this way, and none finds a wrong one.
    """
    of_kind = group((motion["kind"], motion) for motion in motions)
    for ruling in sorted(rulings, key=lambda ruling: (ruling["date_from"] or "", ruling["ruling_id"])):
        words, day = (ruling["quoted_span"] or "").lower(), ruling["date_from"]
        is_told = (ruling["rule"] or "").endswith(("-object", "-subject")) and _REQUEST.search(words)
        if not (day and is_told) or ruling["motion_numbers"] or _NO_REQUEST.search(words):
            continue
        # two are enough to make it ambiguous
        pending = list(
            islice(
                (
                    motion
                    for motion in of_kind.get(ruling["motion"], ())
                    if _may_answer(ruling, words, motion)
                ),
                2,
            )
        )
        if len(pending) == 1 and pending[0]["ruling_id"] is None and ruling["disposition"] not in _INTERIM:
            pending[0] |= {
                "ruling_id": ruling["ruling_id"],
                "disposition": ruling["disposition"],
                "date_decided": day,
                "days_to_ruling": _days(pending[0]["date_filed"], day),
            }


def _may_answer(ruling: dict[str, Any], words: str, motion: dict[str, Any]) -> bool:
    """Return whether a motion of the ruling's kind was pending on its day. If its kind is not listed, return
    whether the ruling's `words` name the motion: "MOTION to waive filing an appendix" (ca1 16-1033)."""
    kind, day, filed = motion["kind"], ruling["date_from"], motion["date_filed"]
    if not filed or filed > day or (motion["date_decided"] and motion["date_decided"] < day):
        return False
    if kind in _ROUTINE and (_days(filed, day) or 0) > _SOON:
        return False
    name = motion["quoted_span"].lower() if kind == "other" else ""
    return not name or (name in words and len(name.split()) >= _LEAST_WORDS)


def _answer(kind: str, rulings: Sequence[dict[str, str | None]]) -> dict[str, Any] | None:
    """Return, of the rulings on a motion's number, the one of its kind, else the only one; a final one is
    preferred to an interim one."""
    same = [ruling for ruling in rulings if ruling["motion"] == kind] or (
        list(rulings) if len(rulings) == 1 else []
    )
    final = [ruling for ruling in same if ruling["disposition"] not in _INTERIM] or same
    return min(final, key=lambda ruling: (ruling["date_from"] or "9999", ruling["ruling_id"]), default=None)


def _days(filed: str, decided: str | None) -> int | None:
    """Return the number of days from motion to ruling; None if a date is missing or the two are in an
    impossible order."""
    if not filed or not decided:
        return None
    days = (date.fromisoformat(decided) - date.fromisoformat(filed)).days
    return days if days >= 0 else None


def _merge_230(docket_id: str, entries: list[EntryFacts], rows: dict[str, dict[str, dict[str, Any]]]) -> None:
    """Add claims, provisions and exceptions, each once, from the entry that first names it; and the docket's
    relevance."""
    best: tuple[EntryFacts, RelevanceFact] | None = None
    header = rows["dockets"][docket_id]
    for claim in find_header_claims(header["cause"], header["nature_of_suit"]):
        cells = {"quoted_span": claim.raw, "rule": claim.rule} | {name: header[name] for name in PROVENANCE}
        add_part(rows, docket_id, "cause_of_action", claim.cause.value, claim.raw, cells)
    first_named: dict[tuple[str, str], tuple[EntryFacts, Any]] = {}
    for entry in entries:
        for column, named in (
            ("cause_of_action", entry.facts.claims),
            ("provision", entry.facts.provisions),
            ("exception", entry.facts.exceptions),
        ):
            for fact in named:
                first_named.setdefault((column, fact.code), (entry, fact))
        relevance = entry.facts.relevance
        if relevance and (best is None or relevance.score > best[1].score):
            best = (entry, relevance)
    for (column, code), (entry, fact) in first_named.items():
        cells = entry.evidence(fact.rule, fact.at) | entry.provenance
        add_part(rows, docket_id, column, code, entry.quote(fact.at), cells)
    if best:
        entry, relevance = best
        header |= {
            "relevance": relevance.label,
            "relevance_tier": relevance.tier.value,
            "relevance_percent": round(100 * relevance.score),
            "relevance_entry_id": entry.row["entry_id"],
        }
    if is_cause_230(header["cause"]) and (header["relevance_percent"] or 0) < _NAMED_AS_CAUSE:
        header |= {
            "relevance": RelevanceLabel.ABOUT.value,
            "relevance_tier": Tier.AGREED.value,  # a separate field on the cover sheet
            "relevance_percent": _NAMED_AS_CAUSE,
            "relevance_entry_id": None,
        }
    if header["selection"] == "catalog" and header["relevance"] == RelevanceLabel.ABOUT:
        header["relevance_tier"] = Tier.REVIEWED.value  # the catalog's reviewer says so, too
    if header["selection"] == "candidate" and (header["relevance_percent"] or 0) >= 100 * ABOVE_LINE:
        header["selection"] = "confirmed"


_OF_A_LAW = {Answer.IMMUNE: Answer.PREEMPTED, Answer.NOT_IMMUNE: Answer.NOT_PREEMPTED}


def _read_laws(rows: dict[str, dict[str, dict[str, Any]]]) -> None:
    """Read holdings in a challenge to a law: there their words mean that § 230 preempts the law or does not
    (labeling guide, Claims)."""
    if not any(
        claim["cause_of_action"] == CauseOfAction.DECLARATORY_PREEMPTION
        for claim in rows.get("claims", {}).values()
    ):
        return
    for ruling in rows.get("rulings", {}).values():
        if ruling["entry_id"] and ruling["answer"]:
            ruling["answer"] = _OF_A_LAW.get(ruling["answer"], ruling["answer"])
