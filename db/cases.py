"""Cases: each is one controversy, made up of the dockets that a reviewer joined, or of a single docket."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from db import outcomes
from db.changes import Change
from db.columns import TABLE
from db.curated import apply_corrections
from db.merge.precedence import digest, seen_by
from db.merge.same_docket import Resolved
from db.readings import Reading, Sighting
from db.row_diff import load_rows, sync_rows
from db.row_pairs import pair_rows, redirect_pairs
from db.rows import fetch_rows, first_cell, group, marks
from db.tables import REMOVED
from docket.statute import DIVIDING, ENACTED, ERAS

_SELECTIONS = ("catalog", "confirmed", "imported", "candidate", "excluded")


def case_of(docket: Resolved, own: list[Sighting], readings: dict[int, Reading]) -> tuple[str, int | None]:
    """Return the case id of a docket and its position in the case; the docket's own id if nobody joined it to
    others."""
    members = [
        (reading.data["case_id"], reading.data.get("position"))
        for _, reading, _ in seen_by(own, readings, "member")
    ]
    return min(members) if members else (docket.docket_id, None)


def refresh(db: Database, case_ids: set[str], is_first_sight: Callable[[str], bool]) -> list[Change]:
    """Update the rows of these cases from their dockets; return the changes.

    No change is reported for a case whose dockets are all seen for the first time (`is_first_sight`): a
    docket is its own case until the next file of the same review says otherwise.
    """
    changes = []
    for case_id in sorted(case_ids):
        old = load_rows(db, "cases", "case_id", case_id)
        dockets = fetch_rows(
            db, "select * from dockets where case_id = ? order by position, date_filed, docket_id", (case_id,)
        )
        acts = _Acts.load(db, case_id, dockets) if dockets else None
        row = _case_row(db, case_id, dockets, acts) if acts else None
        if row:
            apply_corrections(db, {"cases": {case_id: row}})
        _write_parts(db, case_id, acts)
        sync_rows(db, "cases", old, {case_id: row} if row else {})
        # A case that no longer exists had only one docket, and that docket's name.
        if old and not all(map(is_first_sight, [docket["docket_id"] for docket in dockets] or [case_id])):
            changes += _news(case_id, old[case_id], row)
    return changes


@dataclass(frozen=True)
class _Acts:
    """The acts of all dockets of a case, and the outcome that `db/outcomes.py` finds in them."""

    dockets: list[dict[str, Any]]
    rulings: dict[str, dict[str, Any]]
    ordered: list[outcomes.Act]

    @classmethod
    def load(cls, db: Database, case_id: str, dockets: list[dict[str, Any]]) -> "_Acts":
        rulings = {
            row["ruling_id"]: row
            for row in fetch_rows(
                db,
                "select rulings.* from rulings join dockets using (docket_id) where case_id = ? and "
                "(answer is not null or effect is not null or law_effect is not null)",
                (case_id,),
            )
        }
        if not rulings:
            return cls(dockets, {}, [])
        aliases = db.conn.execute(
            "select docket_id, alias from docket_aliases join dockets using (docket_id) where case_id "
            "= ? and kind = 'catalog'",
            (case_id,),
        )
        slugs = group((docket_id, alias.removeprefix("catalog:")) for docket_id, alias in aliases)
        courts = {docket["docket_id"]: docket["court_id"] for docket in dockets}
        positions = {docket["docket_id"]: docket["position"] or 0 for docket in dockets}
        acts = outcomes.make_acts(rulings.values(), slugs, courts, positions, _below(courts))
        return cls(dockets, rulings, outcomes.order_acts(acts))

    @property
    def laws(self) -> dict[str, outcomes.LawState]:
        return outcomes.law_states(self.ordered)

    def outcome(self) -> dict[str, Any]:
        """Return the outcome columns of the case. A case of one docket has the docket's outcome, corrections
        included."""
        if len(self.dockets) == 1:
            only = self.dockets[0]
            outcome = {name: only[name] for name in outcomes.COLUMNS}
            return outcome | {
                "outcome_docket_id": only["docket_id"] if outcome["outcome_ruling_id"] else None
            }
        is_open = any(outcomes.is_awaited(docket["status"], docket["selection"]) for docket in self.dockets)
        standing = outcomes.stand(self.ordered, is_open)
        lacks_an_act = any(docket["missing_act"] for docket in self.dockets)
        return outcomes.outcome_columns(standing, self.rulings, lacks_an_act) | {
            "outcome_docket_id": standing.act.docket_id if standing.act else None
        }


def _below(courts: dict[str, str]) -> dict[str, frozenset[str]]:
    """Return, for each docket of a case, the dockets whose rulings it reviews: those of the next lower court
    level."""
    levels = {docket_id: outcomes.court_level(court_id) for docket_id, court_id in courts.items()}
    below = {}
    for docket_id, level in levels.items():
        next_lower = max((other for other in levels.values() if other < level), default=None)
        below[docket_id] = frozenset(lower for lower, other in levels.items() if other == next_lower)
    return below


def _write_parts(db: Database, case_id: str, acts: _Acts | None) -> None:
    """Update the rows that belong to a case: what became of each act, and the state of each law."""
    fates, laws = {}, {}
    for review in outcomes.find_reviewed(acts.ordered) if acts else ():
        key = digest(case_id, review.act.ruling_id, review.by.ruling_id)
        fates[key] = {
            "ruling_fate_id": key,
            "case_id": case_id,
            "ruling_id": review.act.ruling_id,
            "by_ruling_id": review.by.ruling_id,
            "effect": review.effect,
            "fate": review.fate.value,
        }
    for law, state in acts.laws.items() if acts else ():
        key = digest(case_id, "law", law)
        laws[key] = {
            "case_law_id": key,
            "case_id": case_id,
            "law": law,
            "law_state": state.act.law_effect,
            "date_from": state.since.date_from,
            "date_to": state.since.date_to,
            "precision": state.since.precision,
            "ruling_id": state.act.ruling_id,
            "ground_ruling_id": state.ground.ruling_id,
        }
    for table, rows in (("ruling_fates", fates), ("case_laws", laws)):
        difference = sync_rows(db, table, load_rows(db, table, "case_id", case_id), rows)
        if difference["removed"]:
            redirect_pairs(db, table, pair_rows(table, difference["removed"], difference["added"]), case_id)


def _news(case_id: str, old: dict[str, Any], row: dict[str, Any] | None) -> list[Change]:
    if row is None:
        return [Change("case_removed", "cases", case_id, None, case_id, "caption", old["caption"], None)]
    return [
        Change("case_changed", "cases", case_id, None, case_id, name, old[name], row[name])
        for name in TABLE["cases"].watched
        if old[name] != row[name]
    ]


def _case_row(db: Database, case_id: str, dockets: list[dict[str, Any]], acts: "_Acts") -> dict[str, Any]:
    lead_docket = dockets[0]
    ids = [docket["docket_id"] for docket in dockets]
    date_filed, year_filed = _filed(dockets)
    # Each platform once, as first spelled: one docket has "YOLO", another "Yolo".
    platforms: dict[str, str] = {}
    for name in (name for docket in dockets for name in _parts(docket["platform"])):
        platforms.setdefault(name.casefold(), name)
    date_last, last_precision = _last_event(db, ids, dockets, acts)
    return {
        "case_id": case_id,
        "caption": lead_docket["caption"],
        "short_name": lead_docket["short_name"] or lead_docket["caption"],
        "about": _about(db, case_id, dockets),
        "platform": _joined(platforms.values()),
        "plaintiff_type": _joined(kind for docket in dockets for kind in _parts(docket["plaintiff_type"])),
        "selection": min((docket["selection"] for docket in dockets), key=_SELECTIONS.index),
        "status": _status(dockets),
        **acts.outcome(),
        "law_state": _joined(sorted({state.act.law_effect or "" for state in acts.laws.values()})),
        "law_in_force": _law_in_force(date_filed, year_filed, date_last, last_precision),
        "date_filed": date_filed,
        "year_filed": year_filed,
        "date_last_event": date_last,
        "last_event_precision": last_precision,
        "docket_count": len(dockets),
        "entry_count": sum(docket["entry_count"] for docket in dockets),
        "court_ids": _joined(docket["court_id"] for docket in dockets),
        "docket_numbers": _joined(docket["docket_number"] for docket in dockets),
        "claims": _listed(db, f"select cause_of_action from claims where docket_id in ({marks(ids)})", ids),
        "provisions": _listed(
            db,
            f"select provision from defenses where docket_id in ({marks(ids)})",
            ids,
        ),
        "theories": _listed(db, f"select theory from ruling_theories where docket_id in ({marks(ids)})", ids),
        "snapshot_id": lead_docket["snapshot_id"],
        "first_seen": min(docket["first_seen"] for docket in dockets),
        "last_seen": max(docket["last_seen"] for docket in dockets),
    }


def _about(db: Database, case_id: str, dockets: list[dict[str, Any]]) -> str | None:
    """Return the reviewer's sentence on what the case is about; None if one of its dockets is withheld, since
    the sentence may reveal its words."""
    if any(docket["caption"] == REMOVED for docket in dockets):
        return None
    return first_cell(db, str, "select text from _case_lines where case_id = ?", case_id)


def _joined(values: Iterable[Any]) -> str | None:
    return "; ".join(dict.fromkeys(value for value in values if value)) or None


def _parts(cell: str | None) -> list[str]:
    """Return the items of a list in one cell. Dockets of one case can name the same ones."""
    return [part.strip() for part in (cell or "").split(";")]


def _listed(db: Database, sql: str, ids: list[str]) -> str | None:
    return "; ".join(sorted({row[0] for row in db.conn.execute(sql, ids) if row[0]})) or None


def _status(dockets: list[dict[str, Any]]) -> str:
    statuses = {docket["status"] for docket in dockets}
    if "open" in statuses:
        return "open"
    return "closed" if statuses == {"closed"} else "unknown"


def _last_event(
    db: Database, ids: list[str], dockets: list[dict[str, Any]], acts: "_Acts"
) -> tuple[str | None, str | None]:
    """Return the date of the newest event and its precision; of equal dates, the one known to the day."""
    dates = [
        (docket[name], "day")
        for docket in dockets
        for name in ("date_filed", "date_decided", "date_terminated")
    ]
    dates += [(ruling["date_from"], ruling["precision"] or "day") for ruling in acts.rulings.values()]
    dates += db.conn.execute(
        f"""select date_from, coalesce(precision, 'day') from docket_events
        where event <> 'trial_set' and docket_id in ({marks(ids)})""",
        ids,
    )
    dates += db.conn.execute(
        f"""select max(coalesce(date_filed, date_entered)), 'day' from docket_entries
        where docket_id in ({marks(ids)})""",
        ids,
    )
    known = [(value, precision == "day", precision) for value, precision in dates if value]
    last, _, precision = max(known, default=(None, None, None))
    return last, precision


def _filed(dockets: list[dict[str, Any]]) -> tuple[str | None, int | None]:
    """Return the day and the year in which the suit began; ``None`` if only a later court's are known.

    The suit did not begin on the day of a petition for certiorari (2019; the suit was filed in 2017 in
    Herrick v. Grindr), nor on the day of a removal from state court. If no source gives the date, the docket
    number in a federal trial court gives the year.
    """
    tried = [docket for docket in dockets if not outcomes.court_level(docket["court_id"])]
    if not tried:
        return None, None
    earliest = min(
        (docket for docket in tried if docket["date_filed"]),
        key=lambda docket: docket["date_filed"],
        default=None,
    )
    if earliest is not None and all(docket["date_filed"] for docket in tried[: tried.index(earliest)]):
        return earliest["date_filed"], int(earliest["date_filed"][:4])
    return None, tried[0]["year_filed"]


def _law_in_force(
    date_filed: str | None, year_filed: int | None, date_last: str | None, precision: str | None
) -> str:
    """Return the version of the law in force during a case. A year alone settles it unless it is the year of
    the Act."""
    signed, (before, after, spans) = DIVIDING.day, ERAS
    if date_last and signed.startswith(outcomes.print_date(date_last, precision)):
        # A ruling of that year is either before or after the Act.
        date_last = date_last if precision == "day" else None
    if date_last and date_last < ENACTED:
        return "unknown"
    if year_filed is None:
        return before if date_last and date_last < signed else "unknown"
    began = date_filed or f"{year_filed}-12-31"
    if (date_filed or f"{year_filed}-01-01") >= signed:
        return after
    if (date_last or began) < signed:
        return before
    return spans if began < signed else "unknown"


# A docket is found by its catalog row, or by the id made from court and number (without the office: where two
# offices share a serial, none is chosen, and the link stays open).
_RESOLVED = """
update case_links set case_id = found.case_id, other_docket_id = found.other_docket_id,
  other_case_id = found.other_case_id
from (
  select case_links.link_id, mine.case_id, others.docket_id as other_docket_id, others.case_id as other_case_id
  from case_links
    join dockets mine on mine.docket_id = case_links.docket_id
    left join docket_aliases on docket_aliases.alias = 'catalog:' || case_links.other_slug
    left join dockets others on others.docket_id = coalesce(docket_aliases.docket_id, case_links.other_ref)
      and others.docket_id <> mine.docket_id
  {which}
) found
where found.link_id = case_links.link_id and (
  case_links.case_id is not found.case_id or case_links.other_docket_id is not found.other_docket_id
  or case_links.other_case_id is not found.other_case_id)
"""


def resolve_links(db: Database, *docket_id: str) -> None:
    """Point each link (or each that was waiting for this docket) to the docket and case that its other end is
    now, if we have it."""
    which = "where case_links.other_ref = ?" if docket_id else ""
    db.conn.execute(_RESOLVED.format(which=which), docket_id)
