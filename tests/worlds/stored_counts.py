"""The shared corpus in the database: what a whole import stores against the parses recorded beside it.

    python tests/worlds/stored_counts.py

imports every page of every folder into one home, and each again into a home of its own; prints a line a
folder and exits 1 if an entry, a party, a counsel or a header fact was dropped, doubled or altered. A
counsel's name is compared as the page prints it, other text as published: addresses and telephone numbers
taken out on both sides.
"""

import json
import sys
import tempfile
from itertools import zip_longest
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from db.schema import create_tables, open_docket
from db.store import Store
from docket.entries import mend_lost_breaks
from docket.issues import Issue
from docket.redact import redact
from scrapers.sources import pacer_docket, scotus
from tests.worlds import corpus_counts
from tests.worlds.corpus_counts import IMPORTED_AT, SHARED

FOLDERS = {name: corpus_counts.DOCKETS / name for name in corpus_counts.FOLDERS} | {
    f"scotus/{name}": SHARED / "corpus" / "scotus" / "dockets" / name for name in ("json", "html", "htm")
}
_HEADER = (
    "caption",
    "date_filed",
    "date_terminated",
    "assigned_to",
    "referred_to",
    "cause",
    "nature_of_suit",
    "jurisdiction",
    "jury_demand",
    "demand",
    "appeal_from",
)


def pages(folder: Path) -> list[Path]:
    """Return the pages of a folder; each has its recorded parse beside it."""
    wanted = (".acms_json", ".html", ".htm")
    return sorted(p for p in folder.glob("*") if p.suffix in wanted or p.name.endswith(".compare.json"))


def recorded(path: Path) -> dict:
    """Return the parse recorded beside a page."""
    name = (
        path.name.replace(".compare.json", ".json")
        if ".compare." in path.name
        else path.with_suffix(".json").name
    )
    return json.loads(path.with_name(name).read_text(encoding="utf-8"))


def new_store(path: Path) -> Store:
    db = open_docket(path)
    create_tables(db)
    return Store(db)


def bring(store: Store, path: Path) -> None:
    """Ingest one page as `import` would."""
    body = path.read_bytes()
    if "scotus" in path.parts:
        source, snapshot = scotus.SOURCE, scotus.SOURCE.recognize(path.name, body, None, IMPORTED_AT)
    else:
        court_id = path.stem.split("_")[0] if path.suffix == ".acms_json" else None
        source, snapshot = (
            pacer_docket.SOURCE,
            pacer_docket.SOURCE.recognize(path.name, body, court_id, IMPORTED_AT),
        )
    found = list(source.parse(snapshot))
    issues = [thing for thing in found if isinstance(thing, Issue)]
    store.ingest(
        store.ingested_seq + 1, snapshot, [thing for thing in found if not isinstance(thing, Issue)], issues
    )


def stored(store: Store, is_scotus: bool) -> tuple[list, list, dict]:
    """Return (entries, parties, header) of the only docket of a store, in the order of the page.

    A Supreme Court entry has links and no main document, so that all of them count. A party that
    appears for itself has no attorney row: it stands under its own name here.
    """
    db, first = store.db, 0 if is_scotus else 1
    entries = [
        (row["entry_number"], row["date_filed"], row["date_entered"], row["text"], row["documents"])
        for row in db.query(
            "select *, (select count(*) from documents d where d.entry_id = e.entry_id and "
            f"attachment_number >= {first}) "
            "as documents from docket_entries e"
        )
    ]
    parties = []
    for row in db.query("select * from participations order by position"):
        counsel = [
            (name, tuple(roles.split(";")) if roles else ())
            for name, roles in db.execute(
                "select coalesce(attorney_raw, attorneys.name, 'pro se'), coalesce(roles, '') from representations "
                "left join attorneys using (attorney_id) where participation_id = ? order by position",
                (row["participation_id"],),
            )
        ]
        parties.append(
            (row["party_type_raw"], row["name"], row["extra_info"], row["date_terminated"], counsel)
        )
    facts = dict(db.execute("select field, value from docket_facts where is_current = 1").fetchall())
    return entries, parties, facts


def compare(path: Path, home: Path) -> list[str]:
    """Return what differs between a page's recorded parse and what a home of its own holds."""
    store = new_store(home / f"{path.parent.name}-{path.name}.db")
    bring(store, path)
    is_scotus = "scotus" in path.parts
    entries, parties, facts = stored(store, is_scotus)
    store.db.close()
    want = recorded(path)
    want_entries = [_wanted_entry(entry, is_scotus) for entry in want["docket_entries"]]
    differences = []
    if sorted(map(str, entries)) != sorted(map(str, want_entries)):
        differences.append(f"entries of {path.name}: {len(entries)} stored, {len(want_entries)} expected")
        differences += [f"  - {e}" for e in want_entries if e not in entries][:3]
        differences += [f"  + {e}" for e in entries if e not in want_entries][:3]
    want_parties = [_wanted_party(party, is_scotus) for party in want.get("parties") or ()]
    got = [_alone(party, theirs) for party, theirs in zip_longest(parties, want_parties)]
    if got != want_parties:
        differences.append(f"parties of {path.name}: {len(parties)} stored, {len(want_parties)} expected")
        differences += [f"  - {p}" for p in want_parties if p not in got][:3] + [
            f"  + {p}" for p in got if p not in want_parties
        ][:3]
    if "scotus" not in path.parts:
        fields = corpus_counts._FIELDS
        for theirs, value in want.items():
            if (
                theirs in fields
                and fields[theirs] in _HEADER
                and value
                and facts.get(fields[theirs]) != redact(str(value))
            ):
                differences.append(
                    f"{theirs} of {path.name}: {facts.get(fields[theirs])!r} stored, {value!r} expected"
                )
    return differences


def _wanted_entry(entry: dict, is_scotus: bool) -> tuple:
    number, text = entry.get("document_number"), entry["description"]
    return (
        None if number is None or is_scotus else str(number),  # there it is a filing's id, not a number
        (entry["date_filed"] or "")[:10] or None,
        (entry.get("date_entered") or "")[:10] or None,
        redact(mend_lost_breaks(_folded(text, is_scotus))) if text else text or None,
        len(entry.get("attachments", ())),
    )


def _folded(text: str, is_scotus: bool) -> str:
    """The Court's JSON has two spaces after a full stop, its page one: we fold them."""
    return " ".join(text.split()) if is_scotus else text


def _wanted_party(party: dict, is_scotus: bool) -> tuple:
    counsel = []
    for attorney in party.get("attorneys", ()):
        of_record = ("COUNSEL OF RECORD",) if attorney.get("is_counsel_of_record") else ()
        counsel.append((_folded(attorney["name"], is_scotus), tuple(attorney.get("roles", ())) or of_record))
    extra = party.get("extra_info") or None
    name = redact(_folded(party["name"], is_scotus)) or "(name not printed)"
    return (party["type"], name, extra and redact(extra), party.get("date_terminated"), counsel)


def _alone(party: tuple | None, theirs: tuple | None) -> tuple | None:
    """Put the recorded name where we keep only that a party appears for itself."""
    if party is None or theirs is None or len(party[4]) != len(theirs[4]):
        return party
    counsel = [
        (want[0] if name == "pro se" else name, roles)
        for (name, roles), want in zip(party[4], theirs[4], strict=True)
    ]
    return (*party[:4], counsel)


def main(every: int = 1) -> int:
    """Bring the corpus, of each folder every so manieth page; return 1 if anything is lost or doubled, else 0."""
    if not SHARED.is_dir():
        print(f"no corpus at {SHARED}")
        return 1
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        whole = new_store(home / "whole.db")
        print("folder        pages  entries expected  stored  parties expected  stored")
        for name, path in FOLDERS.items():
            want_entries = want_parties = got_entries = got_parties = 0
            taken = pages(path)[::every]
            for page in taken:
                failures += compare(page, home)
                single = new_store(home / "single.db")
                bring(single, page)
                bring(whole, page)
                got_entries += single.db.execute("select count(*) from docket_entries").fetchone()[0]
                got_parties += single.db.execute("select count(*) from participations").fetchone()[0]
                single.db.close()
                for leftover in home.glob("single.db*"):
                    leftover.unlink()
                want_entries += len(recorded(page)["docket_entries"])
                want_parties += len(recorded(page).get("parties") or ())
            print(
                f"{name:<13} {len(taken):>5} {want_entries:>17} {got_entries:>7} "
                f"{want_parties:>17} {got_parties:>7}"
            )
        print(f"all in one home: {_counts(whole)} (pages of one docket are one docket)")
    for failure in failures:
        print(failure)
    return 1 if failures else 0


def _counts(store: Store) -> str:
    tables = ("dockets", "docket_entries", "participations", "representations")
    return ", ".join(
        f"{store.db.execute(f'select count(*) from {table}').fetchone()[0]} {table}" for table in tables
    )


if __name__ == "__main__":
    sys.exit(main())
