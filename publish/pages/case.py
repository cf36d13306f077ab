"""One case: the answer first, then the dockets, rulings, entries, hearings and parties behind it."""

from publish.family import family_figure, order_family
from publish.freshness import last_looks, published_target, say_freshness
from publish.links import case_path
from publish.pages import case_parts, congress, entries
from publish.pages.bills import add_fates
from publish.pages.case_acts import last_answer, load_acts, load_laws
from publish.pages.case_evidence import load_evidence
from publish.pages.case_verdict import read_verdict
from publish.queries import HEARING, case_of_docket, find_case, hearing_steps, latest_changes, snapshots_of
from publish.reading import Asked, Moved, rows
from publish.words import OUTCOMES

_CHANGES = 20
_HEARINGS_SHOWN = 150             # with every date each was moved from; 299 of them took a third of the page's time
_STILL_TO_COME = ("scheduled", "moved", "requested", "unknown")


def read(conn, asked: Asked) -> dict | Moved | None:
    case_id = asked.parts["case_id"]
    case = find_case(conn, case_id)
    if case is None:
        return find_moved(conn, asked, case_id)
    dockets = case_parts.load_dockets(conn, case_id)
    links = case_parts.load_links(conn, case_id)
    family = order_family(dockets, links["inside"])
    ids = [docket["docket_id"] for docket in family]
    events = case_parts.load_events(conn, ids)
    hearings = _hearings(conn, case_id)
    shown_hearings = hearings[:_HEARINGS_SHOWN]
    steps = hearing_steps(conn, [hearing["hearing_id"] for hearing in shown_hearings])
    case_parts.add_relations(family, links["inside"])
    acts = load_acts(conn, case_id, family)
    case_parts.add_fates(family, acts)
    motions, decisions = (case_parts.load_read(conn, table, ids) for table in ("motions", "rulings"))
    evidence = load_evidence(conn, ids)
    parties = case_parts.load_parties(conn, ids)
    changes = latest_changes(conn, (), _CHANGES + 1, case_id=case_id)
    listed = entries.read_entries(conn, asked, family)
    events_in_congress = congress.of_case(conn, case_id)
    looks = last_looks(conn, asked.archive_path, ids)
    today = asked.now.date()
    return {
        "case": case,
        "title": case["short_name"] or case["caption"] or case_id,
        "verdict": read_verdict(case, family, acts, load_laws(conn, case_id, acts)),
        "tally": _tally(family),
        "next_hearing": _next_hearing(hearings, asked),
        "last_ruling": last_answer(acts),
        "family": family,
        "figure": family_figure(family, events, hearings, links["inside"], today),
        "links_out": links["outside"],
        "bills": add_fates(case_parts.load_bills(conn, case_id), asked),
        "events_in_congress": events_in_congress,
        "events": events,
        "acts": acts,
        "pleaded": case_parts.load_pleaded(conn, family),
        "motions": motions,
        "decisions": decisions,
        "evidence": evidence,
        "entries": listed,
        "hearings": shown_hearings,
        "hearing_count": len(hearings),
        "steps": steps,
        "parties": parties,
        "changes": changes[:_CHANGES],
        "more_changes": len(changes) > _CHANGES,
        "corrections": case_parts.load_corrections(conn, case_id, ids),
        "citations": case_parts.load_citations(conn, ids),
        "looks": looks,
        "freshness": say_freshness(looks, case["status"] == "open", today),
        "unconfirmed": [(docket, name) for docket in family for name in docket["unconfirmed_fields"]],
        "snapshots": snapshots_of(
            conn, [case], family, events, acts, shown_hearings, parties["shown"], listed["shown"], links["outside"],
            events_in_congress, changes, motions["shown"], decisions["shown"], evidence["shown"], *steps.values(),
        ),
        "now": asked.now,
    }  # fmt: skip


def find_moved(conn, asked: Asked, case_id: str) -> Moved | None:
    """Return where an old name of a case, or the name of one of its dockets, leads; None if nowhere."""
    target = case_of_docket(conn, case_id)
    if target is None and (docket_id := published_target(asked.archive_path, case_id)):
        target = case_of_docket(conn, docket_id)
    return Moved(case_path(target)) if target and target != case_id else None


def _tally(family: list[dict]) -> list[tuple[str, int]]:
    return [
        (outcome, number)
        for outcome in OUTCOMES
        if (number := sum(docket["outcome"] == outcome for docket in family))
    ]


def _hearings(conn, case_id: str) -> list[dict]:
    return rows(conn, HEARING + " where dockets.case_id = ? order by hearings.date_from desc, hearings.hearing_id", (case_id,))


def _next_hearing(hearings: list[dict], asked: Asked) -> dict | None:
    """Return the first hearing whose last possible day has not passed at its court."""
    coming = [
        hearing for hearing in hearings
        if hearing["status"] in _STILL_TO_COME and hearing["date_to"]
        and hearing["date_to"] >= asked.today(hearing["court_timezone"]).isoformat()
    ]  # fmt: skip
    return min(coming, key=lambda hearing: (hearing["date_from"], hearing["time_local"] or ""), default=None)
