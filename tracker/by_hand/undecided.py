"""What awaits a decision: dockets found by a rule or imported, with the evidence for each, and pages set aside."""

from textwrap import shorten

from sqlite_utils import Database

from db import suspects
from docket.caselaw import FOUND_BY, WORDS
from tracker.home import House
from tracker.logs import log
from tracker.outcome import Outcome
from tracker.stop import NO_BAR, Bar

_QUOTE = 240
# The search that found a docket (scrapers/courtlistener/search.py, scrapers/sources/caselaw.py), and the
# words that matched.
_FOUND = ("courtlistener_found_by", FOUND_BY, WORDS)


def read_undecided(db: Database, docket_id: str | None, selections: tuple[str, ...]) -> list[dict]:
    """Return the dockets that await a decision, strongest evidence first; or only `docket_id`, even if it is
    decided.

    `score` is the rule's, in percent; `evidence` quotes the words behind it.
    """
    marks = ", ".join("?" * len(selections))
    rows = list(
        db.query(
            "select dockets.docket_id, selection, caption, dockets.court_id, docket_number, entry_count, relevance, "
            "relevance_percent as score, cause, docket_entries.text as entry_text, docket_entries.entry_number "
            "from dockets left join docket_entries on docket_entries.entry_id = dockets.relevance_entry_id "
            f"where {'dockets.docket_id = ?' if docket_id else f'selection in ({marks})'} "
            "order by selection, coalesce(relevance_percent, -1) desc, dockets.docket_id",
            (docket_id,) if docket_id else selections,
        )
    )
    searches = _found_by(db)
    for row in rows:
        text, number, cause = row.pop("entry_text"), row.pop("entry_number"), row.pop("cause")
        evidence = [f"found by {words}" for words in searches.get(row["docket_id"], ())]
        evidence += [f"entry {number or 'without number'}: {_shorten(text)}"] if text else []
        evidence += [f"cause on the cover sheet: {cause}"] if cause else []
        row["evidence"] = evidence
    return rows


def _found_by(db: Database) -> dict[str, list[str]]:
    """Return, by docket, each search that found it, with the words that matched."""
    facts: dict[str, dict[str, list[str]]] = {}
    marks = ", ".join("?" * len(_FOUND))
    for docket_id, name, value in db.execute(
        f"select docket_id, field, value from docket_facts where field in ({marks}) order by docket_id, field, value",
        _FOUND,
    ):
        facts.setdefault(docket_id, {}).setdefault(name, []).append(value)
    searches = {}
    for docket_id, fields in facts.items():
        names = ", ".join(name for field in _FOUND[:2] for name in fields.get(field, ())) or "a search"
        searches[docket_id] = [f"{names}: {_shorten(' … '.join(fields.get(WORDS, [])))}"]
    return searches


def _shorten(text: str) -> str:
    return shorten(text, _QUOTE, placeholder=" …")


def accept(house: House, snapshot_id: str, reason: str, made_by: str, progress: Bar = NO_BAR) -> Outcome:
    """Record that a page that was set aside is correct, and rebuild the tables with the page in its place."""
    suspects.accept(house.archive, suspects.Acceptance(snapshot_id, reason, made_by, house.now()))
    log.warning("accepted the page %s, by %s: %s", snapshot_id, made_by, reason)
    house.__dict__.pop("fingerprint", None)  # it covers what was accepted
    outcome = Outcome("rebuild")
    house.rebuild(outcome, progress)
    return outcome
