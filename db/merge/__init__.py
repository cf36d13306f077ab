"""Turns what was seen of one docket into its rows. Pure functions: no clock, no database.

`merge_docket` takes every sighting of every ref of one docket and returns its rows in every table.
`db/store.py` compares them with the rows already stored.

    same_docket   which refs are the same docket
    registers     which register each page shows
    same_entry    which readings are the same entry, and its current values
    precedence    which value wins, per field
    entries       the entries as rows, with their documents
    versions      what an entry said before
    parties       parties and their counsel
    facts         what sources say apart from the register: events, claims, rulings
    opinions      the courts' own texts: paragraphs, quotations, decisions cited
    text_facts    what entries' texts say: hearings, motions, rulings, holdings on the statute
    links         links to other dockets
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.columns import TABLE, stated
from db.merge.entries import merge_entries
from db.merge.facts import merge_plain, name_checkable
from db.merge.links import merge_links
from db.merge.opinions import merge_listed_opinions, merge_opinions, note_missing_words
from db.merge.parties import merge_parties
from db.merge.precedence import Provenance, Rows, digest, priority, seen_by
from db.merge.same_docket import Resolved
from db.merge.text_facts import merge_texts
from db.readings import Reading, Sighting
from db.rows import group
from docket.entities import Register
from docket.primary_address import AddressBasis, PrimaryAddress, address_of_docket, address_of_ruling
from docket.records import Docket
from docket.source_hosts import Grade, best_grade, rests_on_weak_sources, split_sources

if TYPE_CHECKING:
    from db.merge.same_docket import Ref

# The fields of a docket's row that several sources can give: those that both their records and the table
# have.
HEADER = stated(Docket, "dockets")
# A curator confirms these by naming them in `verified`; the rest of a catalog row is our own wording.
_CHECKABLE = {
    "docket_number_raw": "docket_number",
    "caption": "caption",
    "date_filed": "date_filed",
    "date_decided": "date_decided",
    "status": "status",
    "assigned_to": "assigned_to",
    "citation": "citation",
}


@dataclass
class Merged:
    """The rows of one docket, by table and primary key, and what rows of other dockets depend on. `twins`
    maps the ids of repeated citations to those that stay."""

    docket_id: str
    rows: dict[str, Rows]
    party_readings: dict[str, set[int]]
    twins: dict[str, str]


def merge_docket(
    docket: Resolved,
    sightings: list[Sighting],
    readings: dict[int, Reading],
    register: Register,
    hidden: frozenset[tuple[str, str]] = frozenset(),
) -> Merged:
    """Return every row of one docket. `sightings` are ordered by page, oldest first.

    Nothing is read from the text of a suppressed entry.
    """
    rows: dict[str, Rows] = defaultdict(dict)
    header, facts = _merge_header(docket, sightings, readings)
    rows["dockets"][docket.docket_id] = header
    rows["docket_facts"] = facts
    rows["docket_aliases"] = _aliases(docket, sightings)
    entries = merge_entries(docket.docket_id, header["court_id"], sightings, readings, rows)
    party_readings = merge_parties(docket.docket_id, sightings, readings, register, rows)
    rows["docket_platforms"] = _platforms(docket.docket_id, sightings, readings, register)
    twins = merge_plain(docket.docket_id, sightings, readings, rows)
    merge_opinions(docket.docket_id, sightings, readings, rows)
    merge_listed_opinions(docket.docket_id, sightings, readings, rows)
    entries = [entry for entry in entries if ("entry", entry.row["entry_id"]) not in hidden]
    merge_texts(docket.docket_id, header["court_id"], sightings, readings, entries, rows)
    merge_links(header, entries, rows)
    _tell_looks(header, rows)
    note_missing_words(rows)
    _name_theories(docket.docket_id, rows)
    _make_addresses(header, rows)
    header["entry_count"] = len(rows["docket_entries"])
    return Merged(docket.docket_id, dict(rows), party_readings, twins)


def _merge_header(
    docket: Resolved, sightings: list[Sighting], readings: dict[int, Reading]
) -> tuple[dict[str, Any], Rows]:
    candidates: dict[str, list[Any]] = defaultdict(list)
    for sighting, reading, _ in seen_by(sightings, readings, "docket"):
        verified = reading.data.get("verified")
        values = dict(reading.data.get("details", ()))  # never replace a value that was read
        values |= {name: reading.data[name] for name in HEADER if name in reading.data}
        for name, value in values.items():
            is_checked = verified is None or name not in _CHECKABLE or _CHECKABLE[name] in verified
            candidates[name].append(
                (priority(sighting, is_checked), str(value), sighting, is_checked, reading)
            )
    best = {name: max(values, key=lambda candidate: candidate[:2]) for name, values in candidates.items()}
    header = TABLE["dockets"].blank() | {"docket_id": docket.docket_id, "court_id": docket.refs[0].court_id}
    # The number includes the office if any source printed one.
    numbers = ((not ref.office, ref.docket_number) for ref in docket.refs if ref.docket_number)
    header["docket_number"] = min(numbers, default=(None, None))[1]
    # The case id is one named in a response of the court or of CourtListener, else one that no other docket
    # claims.
    undisputed = (ref for ref in docket.refs if ref.pacer_case_id not in (None, *docket.disputed_ids))
    case_ids = ((not ref.is_fetched, ref.pacer_case_id) for ref in undisputed)
    header["pacer_case_id"] = min(case_ids, default=(None, None))[1]
    header |= {name: best[name][1] if name in best else None for name in HEADER}
    header["unconfirmed"] = ";".join(name for name in HEADER if name in best and not best[name][3]) or None
    # An old sheet that shows the case open says nothing about today; a date of termination does.
    header["status"] = "closed" if header["date_terminated"] else header["status"] or "unknown"
    header["coverage"], header["selection"] = _coverage(sightings), _selection(docket, sightings)
    header["as_of"] = max((s.as_of for s in sightings if s.form != "curated"), default=sightings[-1].as_of)
    winner = best.get("caption") or best.get("date_filed")
    header |= Provenance(sightings).columns(winner[2].snapshot_id if winner else None)
    return header, _facts(docket.docket_id, candidates, best)


def _coverage(sightings: list[Sighting]) -> str:
    # A number by which a docket is found says nothing about how much of it we have.
    seen = {(sighting.form, sighting.scope) for sighting in sightings if sighting.source != "locate"}
    if any(form in ("sheet", "api") and scope == "complete" for form, scope in seen):
        return "complete"
    forms = {form for form, _ in seen}
    if forms & {"sheet", "api", "recap", "email"}:
        return "partial"
    if "curated" in forms:
        return "curated"
    return "feed_only" if "feed" in forms else "partial"  # known only from a decision in it


def _selection(docket: Resolved, sightings: list[Sighting]) -> str:
    """Return how the docket got into the record: from the catalog; imported if the operator added it; else a
    candidate, found by a search or a feed, until a rule or a person confirms it."""
    if any(ref.catalog_slug for ref in docket.refs):
        return "catalog"
    is_put_there = any(
        sighting.form in ("sheet", "email") or sighting.source == "by_hand" for sighting in sightings
    )
    return "imported" if is_put_there else "candidate"


def _facts(docket_id: str, candidates: dict[str, Any], best: dict[str, Any]) -> Rows:
    rows: Rows = {}
    for name, values in candidates.items():
        groups = group(((value[1], value[2].source, value[3]), value) for value in values)
        for (value, source, is_checked), same in groups.items():
            fact_id = digest(docket_id, name, value, source, is_checked)
            rows[fact_id] = {
                "fact_id": fact_id,
                "docket_id": docket_id,
                "field": name,
                "value": value,
                "is_current": int(value == best[name][1] and best[name][2].source == source),
                "is_verified": int(is_checked),
                "source": source,
                "as_of": max(candidate[2].as_of for candidate in same),
                "source_url": same[-1][4].data.get("source_url"),
            } | Provenance(candidate[2] for candidate in same).columns()
    return rows


def names_of(refs: Iterable["Ref"]) -> list[str]:
    """Return the aliases by which a docket with these refs is found."""
    return sorted({alias for ref in refs for alias in _aliases_of(ref).values()})


def _aliases_of(ref: "Ref") -> dict[str, str]:
    """Return the aliases that a ref gives its docket, by kind."""
    aliases = {
        "number": ref.docket_number and f"number:{ref.court_id}:{ref.docket_number}",
        "pacer": ref.pacer_case_id and f"pacer:{ref.court_id}:{ref.pacer_case_id}",
        "catalog": ref.catalog_slug and f"catalog:{ref.catalog_slug}",
    }
    return {kind: alias for kind, alias in aliases.items() if alias}


def _aliases(docket: Resolved, sightings: list[Sighting]) -> Rows:
    rows: Rows = {}
    disputed = {f"pacer:{docket.refs[0].court_id}:{case_id}" for case_id in docket.disputed_ids}
    named = {ref.ref_id: _aliases_of(ref) for ref in docket.refs}
    for kind in ("number", "pacer", "catalog"):
        for alias in sorted({aliases[kind] for aliases in named.values() if kind in aliases} - disputed):
            shown = [sighting for sighting in sightings if named.get(sighting.ref_id, {}).get(kind) == alias]
            if shown:
                own = {"alias": alias, "docket_id": docket.docket_id, "kind": kind}
                rows[alias] = own | Provenance(shown).columns()
    return rows


def _platforms(
    docket_id: str, sightings: list[Sighting], readings: dict[int, Reading], register: Register
) -> Rows:
    """Return the entities whose service the docket is about, if they are in the register of entities."""
    shown = group(
        (entity_id, sighting)
        for sighting, reading, _ in seen_by(sightings, readings, "docket")
        for entity_id in reading.data.get("entity_ids", ())
        if entity_id in register.kinds
    )
    return {
        key: {"docket_platform_id": key, "docket_id": docket_id, "entity_id": entity_id}
        | Provenance(pages).columns()
        for entity_id, pages in shown.items()
        for key in (digest(docket_id, "platform", entity_id),)
    }


def _tell_looks(header: dict[str, Any], rows: dict[str, Rows]) -> None:
    """Set how far the docket was followed, what was looked for, and which act is known to be missing."""
    # A suppressed docket has no text.
    with_words = [row for row in rows["looks"].values() if row["looked_on"]]
    looks = sorted(with_words, key=lambda row: (row["looked_on"], row["act_date"] or "", row["look_id"]))
    after = [row for row in looks if row["field"] == "later_history"]
    if after:
        header |= {
            "followed_to": after[-1]["looked_on"],
            "followed_note": "; ".join(dict.fromkeys(row["text"] for row in after if row["text"])) or None,
        }
    missing = [
        f"{row['act_date'] or 'day not known'}: {row['text'] or 'an act'}"
        for row in looks
        if row["field"] == "act"
    ]
    header["missing_act"] = "; ".join(missing) or None


def _name_theories(docket_id: str, rows: dict[str, Rows]) -> None:
    """Add a row for each theory of each ruling, so that they can be counted and joined."""
    for ruling in rows["rulings"].values():
        for theory in ruling["theories"].split(";") if ruling["theories"] else ():
            key = digest(ruling["ruling_id"], theory)
            rows["ruling_theories"][key] = {
                "ruling_theory_id": key,
                "docket_id": docket_id,
                "ruling_id": ruling["ruling_id"],
                "theory": theory,
            } | {name: ruling[name] for name in ("snapshot_id", "first_seen", "last_seen")}


def _make_addresses(header: dict[str, Any], rows: dict[str, Rows]) -> None:
    """Give the docket and each ruling the address to cite, and whether that address was seen or made by a
    rule."""
    # A hint is not enough to send a reader to: it can be another docket's number.
    ids = (
        row["value"]
        for row in rows["locators"].values()
        if row["kind"] == "courtlistener_docket_id" and row["is_confirmed"]
    )
    register_id = min(ids, default=None)
    acts = []
    for row in rows["rulings"].values():
        is_sure = "citation" not in (row["unconfirmed"] or "").split(";")
        act = row | {"date": row["date_from"], "verified": "citation" if is_sure else ""}
        acts.append(act)
        address = address_of_ruling(act, header, register_id)
        row |= {
            "primary_url": address.url,
            "address_basis": address.basis.value,
            "source_grade": _grade(row, address),
        }
        if (
            row["kind"]
            and address.basis is not AddressBasis.SEEN
            and rests_on_weak_sources(row["source_url"], row["extra_sources"])
        ):
            # A value found only in a digest or a copy is not a confirmation, whatever the reviewer read
            # there.
            row |= {"is_verified": 0, "unconfirmed": name_checkable(row)}
    address = address_of_docket(header, register_id, acts)
    header |= {"primary_url": address.url, "address_basis": address.basis.value}


def _grade(row: dict[str, Any], address: PrimaryAddress) -> str | None:
    """Return the grade of the best page on a ruling, by its closeness to the court: the court's own register
    if an entry has it. An address made by a rule was not seen and does not count."""
    if row["entry_id"]:
        return Grade.ARCHIVE.value
    urls = split_sources(row["source_url"], row["extra_sources"])
    best = best_grade([*urls, *([address.url] if address.url and address.basis is AddressBasis.SEEN else [])])
    return best.value if best else None
