"""The parties of one docket and who appears for them. Pure.

A party is identified within its docket by its printed type and its name, compared without case and
punctuation; equal ones on one page are distinguished by their order. A name that only the catalog gives is
dropped if the court's own page has it, even with another legal form.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from db.merge.precedence import Provenance, digest, priority, seen_by
from db.merge.registers import PageRegisters, find_registers
from db.readings import Reading, Sighting
from docket.candidates import find_candidate
from docket.entities import Register
from docket.facts import PartyFacts
from docket.names.kinds import is_pseudonym


@dataclass
class _Party:
    showings: list[tuple[Sighting, dict[str, Any], int, PartyFacts]] = field(default_factory=list)
    reading_ids: set[int] = field(default_factory=set)

    def best(self) -> tuple[Sighting, dict[str, Any], int, PartyFacts]:
        """Return the occurrence whose values win: (page, fields, position on the page, facts)."""
        return max(self.showings, key=lambda s: (priority(s[0], s[1].get("is_verified", True)), -s[2]))


def merge_parties(
    docket_id: str,
    sightings: list[Sighting],
    readings: dict[int, Reading],
    register: Register,
    rows: dict[str, dict[str, dict[str, Any]]],
) -> dict[str, set[int]]:
    """Add the rows of participations, representations, attorneys and firms to `rows`.

    Returns the readings from which each participation was built.
    """
    parties: dict[tuple[Any, ...], _Party] = defaultdict(_Party)
    counts: Counter[Any] = Counter()
    for sighting, reading, position in seen_by(sightings, readings, "party"):
        data = reading.data
        stem = (_side(data), data["name_digest"])
        counts[sighting.snapshot_id, sighting.ref_id, stem] += 1
        party = parties[*stem, counts[sighting.snapshot_id, sighting.ref_id, stem]]
        party.showings.append((sighting, data, position, reading.party_facts))
        party.reading_ids.add(reading.reading_id)
    _fold_catalog_names(parties)
    made_of = {}
    registers = find_registers(sightings, readings)
    latest = _latest_list(sightings, readings, registers)
    # Parties that only the catalog names come last.
    ordered = sorted(
        parties.items(),
        key=lambda item: (item[1].best()[0].form == "curated", item[1].best()[2], item[0]),
    )
    for position, ((side, name, ordinal), party) in enumerate(ordered):
        participation_id = f"{docket_id}.p-{digest(side, name, ordinal)}"
        row = _row(docket_id, participation_id, party, register)
        made_of[participation_id] = party.reading_ids
        row["position"] = position
        row["is_gone"] = int(_is_gone(party, latest, registers))
        rows["participations"][participation_id] = row
        _add_counsel(docket_id, participation_id, party, row, rows)
    return made_of


def former_party_id(docket_id: str, data: dict[str, Any], name_digest: str, ordinal: int) -> str:
    """Return the id that a party's line would have with another digest of its name."""
    return f"{docket_id}.p-{digest(_side(data), name_digest, ordinal)}"


def _side(data: dict[str, Any]) -> str:
    raw = " ".join((data.get("party_type_raw") or "").casefold().replace("\xa0", " ").split())
    return raw or data.get("party_type", "unknown")


def _fold_catalog_names(parties: dict[tuple[Any, ...], _Party]) -> None:
    """Drop a name of the catalog if a page of the court prints that party."""
    printed: dict[str, _Party] = {}
    for party in parties.values():
        for sighting, data, _, _ in party.showings:
            if sighting.form != "curated":
                printed.setdefault(data["entity_digest"], party)
    for key, party in list(parties.items()):
        only_curated = all(showing[0].form == "curated" for showing in party.showings)
        if only_curated and (twin := printed.get(party.showings[0][1]["entity_digest"])):
            twin.reading_ids |= party.reading_ids
            del parties[key]


def _latest_list(
    sightings: list[Sighting], readings: dict[int, Reading], registers: PageRegisters
) -> dict[str, set[str]]:
    """Return, by register, the newest complete pages that list any party; several if they show the same
    moment."""
    latest: dict[str, set[str]] = {}
    moments: dict[str, str] = {}
    for sighting in registers.in_order(sightings):
        for ended in registers.ended_at(sighting):
            latest.pop(ended, None)
        if sighting.scope == "complete" and any(
            readings[key].kind == "party" for key in sighting.reading_ids
        ):
            name, moment = registers.of(sighting), registers.moment(sighting)
            if moments.get(name) != moment:
                moments[name], latest[name] = moment, set()
            latest.setdefault(name, set()).add(sighting.snapshot_id)
    return latest


def _is_gone(party: _Party, latest: dict[str, set[str]], registers: PageRegisters) -> bool:
    """Return whether a party is gone: every register that had it and still exists lacks it in its newest
    list."""
    shown = defaultdict(set)
    for sighting, *_ in party.showings:
        shown[registers.of(sighting)].add(sighting.snapshot_id)
    over = {name for names in registers.ended.values() for name in names} - latest.keys()
    kept = {name: snapshots for name, snapshots in shown.items() if name not in over}
    return bool(kept) and all(
        name in latest and latest[name].isdisjoint(snapshots) for name, snapshots in kept.items()
    )


def _row(docket_id: str, participation_id: str, party: _Party, register: Register) -> dict[str, Any]:
    sighting, data, _, facts = party.best()
    join = register.find(data["name"])
    if join is None and not facts.is_protected:
        join = register.find_office(facts.capacity, facts.canonical or "")
    candidate = None
    if join is None and facts.canonical is not None:  # a protected party has no canonical name
        candidate = find_candidate(facts.canonical, facts.kind, register)
    same = [showing for showing in party.showings if showing[1] == data]
    winner = min(same, key=lambda showing: showing[0].order)[0]
    extra = data.get("extra_info")
    return {
        "participation_id": participation_id,
        "docket_id": docket_id,
        "name": data["name"],
        "party_type": data.get("party_type", "unknown"),
        "party_type_raw": data.get("party_type_raw"),
        "extra_info": extra,
        "date_terminated": data.get("date_terminated"),
        "date_from": None,
        "date_to": data.get("date_terminated"),
        "entity_id": join.entity_id if join else None,
        "join_method": join.method if join else None,
        "join_evidence": join.evidence if join else None,
        "candidate_entity_id": candidate and candidate.entity_id,
        "candidate_evidence": candidate
        and f"{candidate.evidence} ({candidate.method}, {candidate.score:.0f} of 100)",
        "canonical": facts.canonical,
        "kind": facts.kind,
        "aliases": ";".join(facts.aliases) or None,
        "official_capacity": facts.capacity,
        "is_pseudonym": int(is_pseudonym(data["name"])),
        "is_protected": int(facts.is_protected),
        "is_verified": int(data.get("is_verified", True)),
        "source": sighting.source,
        "source_url": data.get("source_url"),
    } | Provenance(showing[0] for showing in party.showings).columns(winner.snapshot_id)


def _add_counsel(
    docket_id: str,
    participation_id: str,
    party: _Party,
    row: dict[str, Any],
    rows: dict[str, dict[str, dict[str, Any]]],
) -> None:
    listed = [showing for showing in party.showings if showing[1].get("counsel")]
    if not listed:
        return
    sighting, data, _, facts = max(listed, key=lambda showing: (priority(showing[0]), -showing[2]))
    provenance = {
        "snapshot_id": sighting.snapshot_id,
        "first_seen": row["first_seen"],
        "last_seen": row["last_seen"],
    }
    for ordinal, (counsel, named) in enumerate(zip(data["counsel"], facts.counsel, strict=True)):
        representation_id = f"{participation_id}.{ordinal}"
        is_pro_se = bool(counsel.get("is_pro_se"))
        attorney_id = None if is_pro_se else digest("attorney", named.key)
        firm_id = digest("firm", named.firm_key) if named.firm_key and not is_pro_se else None
        if attorney_id:
            rows["attorneys"].setdefault(attorney_id, {"attorney_id": attorney_id})
        if firm_id:
            rows["firms"].setdefault(firm_id, {"firm_id": firm_id})
        rows["representations"][representation_id] = {
            "representation_id": representation_id,
            "docket_id": docket_id,
            "participation_id": participation_id,
            "attorney_id": attorney_id,
            "attorney_name": named.name if attorney_id else None,
            "attorney_raw": counsel["name"] if attorney_id else None,
            "firm_id": firm_id,
            "firm_name": named.firm if firm_id else None,
            "firm_raw": counsel["firm"] if firm_id else None,
            "roles": ";".join(counsel.get("roles", ())) or None,
            "date_terminated": counsel.get("date_terminated"),
            "is_pro_se": int(is_pro_se),
            "position": ordinal,
        } | provenance
