"""The parts of a case as rows: its dockets, links, rulings, parties, corrections."""

from docket.source_hosts import order_sources
from publish.citing import cite_decisions
from publish.links import source_link
from publish.queries import DOCKET
from publish.reading import marks, row, rows
from publish.words import plain, split_list

PARTIES_SHOWN = 150
READ_SHOWN = 100
_EVENTS_SHOWN = 300


def load_dockets(conn, case_id: str) -> list[dict]:
    """Return the dockets of a case, each with its outcome, what is unconfirmed, and its `sources`, that to cite first."""
    dockets = rows(conn, DOCKET + " where dockets.case_id = ?", (case_id,))
    for docket in dockets:
        docket["unconfirmed_fields"] = split_list(docket["unconfirmed"])
        docket["name"] = docket["short_name"] or docket["caption"] or docket["docket_id"]
        docket["sources"] = order_sources(docket["primary_url"], docket["source_url"])
    return dockets


def load_links(conn, case_id: str) -> dict:
    """Return the links `inside` the family, and those to cases `outside` it, each seen from this case."""
    found = rows(
        conn,
        """select case_links.*, mine.short_name as docket_name, mine.court_id, mine.docket_number,
          coalesce(other.short_name, other.caption) as other_name, other_court.short_name as other_court,
          my_court.short_name as court_name, docket_entries.entry_number
        from case_links
          join dockets mine on mine.docket_id = case_links.docket_id
          left join courts my_court on my_court.court_id = mine.court_id
          left join dockets other on other.docket_id = case_links.other_docket_id
          left join courts other_court on other_court.court_id = coalesce(other.court_id, case_links.other_court_id)
          left join docket_entries on docket_entries.entry_id = case_links.entry_id
        where case_links.case_id = ? or case_links.other_docket_id in (select docket_id from dockets where case_id = ?)
        order by case_links.date, case_links.link_id""",
        (case_id, case_id),
    )
    found = _once(found)
    inside = [link for link in found if link["case_id"] == case_id and link["other_case_id"] == case_id]
    outside = []
    for link in found:
        if link in inside:
            continue
        is_ours = link["case_id"] == case_id
        outside.append(link | {
            "is_ours": is_ours,
            "far_case": link["other_case_id"] if is_ours else link["case_id"],
            "far_name": (link["other_name"] or link["other_label"] or link["other_slug"]) if is_ours else link["docket_name"],
            "far_court": link["other_court"] if is_ours else link["court_name"],
            "near_name": link["docket_name"] if is_ours else link["other_name"],
        })  # fmt: skip
    return {"inside": inside, "outside": outside}


def _once(found: list[dict]) -> list[dict]:
    """Two dockets that several texts join are joined once: as a reviewer says, else with the effect that is known."""
    best: dict[object, tuple[tuple, dict]] = {}
    for link in found:
        pair = frozenset((link["docket_id"], link["other_docket_id"])) if link["other_docket_id"] else link["link_id"]
        rank = (link["rule"] is None, link["effect"] not in (None, "none", "unknown", "unmapped"))
        if pair not in best or rank > best[pair][0]:
            best[pair] = (rank, link)
    return [link for _, link in best.values()]


def add_relations(family: list[dict], inside: list[dict]) -> None:
    """Give each docket its `relations` to the others of the case, in words, with what became of the ruling below."""
    names = {docket["docket_id"]: _called(docket) for docket in family}
    for docket in family:
        docket["relations"] = []
        for link in inside:
            effect = plain(link["effect"]) if link["effect"] not in (None, "none", "unknown", "unmapped") else None
            how = plain(link["link_type"])
            if link["docket_id"] == docket["docket_id"]:
                there = names.get(link["other_docket_id"]) or link["other_label"] or "a docket not known"
                docket["relations"].append(_relation(how, there, effect, is_later=not link["other_is_later"]))
            elif link["other_docket_id"] == docket["docket_id"]:
                there = names.get(link["docket_id"], "a docket not known")
                docket["relations"].append(_relation(how, there, effect, is_later=bool(link["other_is_later"])))


def _called(docket: dict) -> str:
    return " ".join(filter(None, (docket["court_name"] or docket["court_id"], docket["docket_number"])))


def _relation(how: str, there: str, effect: str | None, is_later: bool) -> str:
    """Return "Appeal from N.D. Cal. 4:16-cv-03282: affirmed" of the later docket, "Appeal to …" of the earlier."""
    if how in ("Companion", "Consolidated", "MDL member", "Related"):
        return f"{how}: {there}"
    return f"{how} {'from' if is_later else 'to'} {there}" + (f": {effect.lower()}" if effect else "")


def load_events(conn, docket_ids: list[str]) -> list[dict]:
    """Return the dated events a reviewer recorded, oldest first."""
    return rows(
        conn,
        f"""select docket_events.*, coalesce(dockets.short_name, dockets.caption) as docket_name,
          courts.short_name as court_name
        from docket_events join dockets using (docket_id) left join courts using (court_id)
        where docket_events.docket_id in ({marks(docket_ids)})
        order by docket_events.date_from, docket_events.docket_event_id limit {_EVENTS_SHOWN}""",
        docket_ids,
    )


def add_fates(family: list[dict], acts: list[dict]) -> None:
    """Give each docket `became_above`: what acts in other dockets made of the act that its own outcome is of."""
    by_id = {act["ruling_id"]: act for act in acts}
    for docket in family:
        act = by_id.get(docket["outcome_ruling_id"])
        docket["became_above"] = [one for one in act["became"] if one["is_above"]] if act else []


def load_pleaded(conn, family: list[dict]) -> list[dict]:
    """Return, for each docket of which any is known, the claims pleaded and the parts of § 230 and exceptions raised."""
    ids = [docket["docket_id"] for docket in family]
    claims, defences = _by_docket(conn, "claims", ids), _by_docket(conn, "defences", ids)
    return [
        {
            "docket": docket,
            "claims": list(dict.fromkeys(claim["cause_of_action"] for claim in claims.get(docket["docket_id"], ()))),
            "provisions": list(dict.fromkeys(d["provision"] for d in defences.get(docket["docket_id"], ()) if d["provision"])),
            "exceptions": list(dict.fromkeys(
                d["exception"] for d in defences.get(docket["docket_id"], ()) if d["exception"] not in (None, "none"))),
        }
        for docket in family
        if docket["docket_id"] in claims or docket["docket_id"] in defences
    ]  # fmt: skip


def _by_docket(conn, table: str, docket_ids: list[str]) -> dict[str, list[dict]]:
    grouped: dict[str, list[dict]] = {}
    found = rows(
        conn,
        f"""select {table}.*, docket_entries.entry_number
        from {table} left join docket_entries on docket_entries.entry_id = {table}.entry_id
        where {table}.docket_id in ({marks(docket_ids)}) order by {table}.rowid""",
        docket_ids,
    )
    for item in found:
        grouped.setdefault(item["docket_id"], []).append(item)
    return grouped


def load_read(conn, table: str, docket_ids: list[str]) -> dict:
    """Return the motions or rulings that were read from entries, newest first, and how many there are."""
    day = {"motions": "date_filed", "rulings": "date_from"}[table]
    found = rows(
        conn,
        f"""select {table}.*, docket_entries.entry_number, dockets.court_id, courts.short_name as court_name
        from {table}
          join docket_entries on docket_entries.entry_id = {table}.entry_id
          join dockets on dockets.docket_id = {table}.docket_id
          left join courts on courts.court_id = dockets.court_id
        where {table}.docket_id in ({marks(docket_ids)})
        order by {table}.{day} desc, docket_entries.position desc limit {READ_SHOWN}""",
        docket_ids,
    )
    counted = row(conn, f"select count(entry_id) as n from {table} where docket_id in ({marks(docket_ids)})", docket_ids)
    return {"shown": found, "total": counted["n"]}


def load_parties(conn, docket_ids: list[str]) -> dict:
    """Return the parties in the order of their dockets, with counsel; the first 150 where there are more."""
    found = rows(
        conn,
        f"""select participations.*, entities.name as entity_name, entities.kind as entity_kind,
          coalesce(dockets.short_name, dockets.caption) as docket_name, courts.short_name as court_name
        from participations
          join dockets using (docket_id)
          left join courts using (court_id)
          left join entities on entities.entity_id = participations.entity_id
        where participations.docket_id in ({marks(docket_ids)})
        order by dockets.position, participations.docket_id, participations.position limit {PARTIES_SHOWN + 1}""",
        docket_ids,
    )
    shown = found[:PARTIES_SHOWN]
    counsel = rows(
        conn,
        f"""select representations.participation_id, representations.roles, representations.date_terminated,
          representations.is_pro_se, attorneys.name as attorney, firms.name as firm
        from representations
          left join attorneys using (attorney_id)
          left join firms using (firm_id)
        where representations.participation_id in ({marks(shown)})
        order by representations.position""",
        [party["participation_id"] for party in shown],
    )
    for party in shown:
        party["counsel"] = [one for one in counsel if one["participation_id"] == party["participation_id"]]
    return {"shown": shown, "is_cut": len(found) > PARTIES_SHOWN}


def load_bills(conn, case_id: str) -> list[dict]:
    return rows(
        conn,
        """select bill_links.*, bills.number, bills.title, bills.kind, bills.congress, bills.status, bills.status_date,
          bills.date_introduced, bills.law, bills.effect_on_230
        from bill_links join bills using (bill_id) where bill_links.case_id = ? order by bills.date_introduced, bill_id""",
        (case_id,),
    )


def load_corrections(conn, case_id: str, docket_ids: list[str]) -> list[dict]:
    """Return the operator's corrections of this case and its dockets, newest first."""
    return rows(
        conn,
        f"""select * from corrections
        where (table_name = 'cases' and row_id = ?) or (table_name = 'dockets' and row_id in ({marks(docket_ids)}))
        order by made_at desc""",
        (case_id, *docket_ids),
    )


def load_citations(conn, docket_ids: list[str]) -> list[dict]:
    found = rows(
        conn,
        f"""select citations.*, coalesce(dockets.short_name, dockets.caption) as docket_name, dockets.date_decided,
          courts.short_name as court_name
        from citations join dockets using (docket_id) left join courts using (court_id)
        where citations.docket_id in ({marks(docket_ids)}) order by dockets.date_decided, citations.rowid""",
        docket_ids,
    )
    for citation in found:
        citation["link"] = source_link(citation["source_url"])
    return cite_decisions(found)
