"""Every ruling on § 230, the newest first: filters with counts beside it, one page of rows; and the same as a feed."""

import sqlite3
from collections.abc import Iterable, Mapping
from functools import lru_cache

from markupsafe import Markup

from db.views import IS_SHOWN, is_taken_in
from publish.cache import remembered
from publish.documents import Document
from publish.feeds.atom import MEDIA_TYPE, Entry, Feed, stamp, write_feed
from publish.filters import terms
from publish.filters.facets import (
    Index,
    bits_of,
    chips,
    day_facet,
    make_facets,
    numbers_of,
    options,
    wanted,
)
from publish.filters.terms import Narrowed, narrow
from publish.links import anchor, case_path, page_path
from publish.pages.case_summary import short_title
from publish.queries import court_names, newest_reading, parties_of, snapshots_of
from publish.request import Asked, marks, rows
from publish.statistics import LEVELS
from publish.words import (
    DECIDED,
    format_act,
    format_answer,
    format_law_state,
    format_span,
    format_undergone,
    split_list,
)

PAGE = 50
_DAYS = terms.days("", "Decided")
TERMS = (
    terms.ANSWER,
    terms.year("of the ruling"),
    terms.CIRCUIT,
    terms.COURT,
    terms.LEVEL,
    terms.CLAIM,
    terms.PROVISION,
    terms.THEORY,
    terms.QUESTION,
    terms.PARTY,
    terms.PLATFORM,
    terms.POSTURE,
    terms.ACT_KIND,
    terms.STANDS,
    terms.PRECEDENTIAL,
    terms.LAW_STATE,
    terms.SELECTION,
    *_DAYS,
)
SORTS = {"newest": "Newest first", "oldest": "Oldest first"}
ASKS = (*TERMS, "sort", "page")
_LEVEL_OF = {system: level for level, systems in LEVELS.items() for system in systems}


def load_all(conn: sqlite3.Connection) -> tuple[list[dict], Index]:
    """Return every ruling with the values of its filters, the newest first, and the index over them. Nobody may
    change them."""
    return remembered(conn, "rulings", _load_all)


def _load_all(conn: sqlite3.Connection) -> tuple[list[dict], Index]:
    found = rows(
        conn,
        f"""select rulings.ruling_id, rulings.docket_id, rulings.date_from, rulings.date_to, rulings.answer,
            rulings.kind, rulings.posture, rulings.claims, rulings.provisions, rulings.theories,
            rulings.law_effect, rulings.precedential, dockets.case_id, dockets.court_id, dockets.platform,
            dockets.selection, courts.circuit, courts.system, {is_taken_in("dockets")} as is_taken_in
        from rulings
          join dockets on dockets.docket_id = rulings.docket_id
          left join courts on courts.court_id = dockets.court_id
        where dockets.{IS_SHOWN}
        order by rulings.date_from desc, rulings.ruling_id desc""",
    )
    gone = {row[0] for row in conn.execute(GONE)}
    parties, questions = parties_of(conn), _questions(conn)
    values = []
    for ruling in found:
        ruling["stands"] = "no" if ruling["ruling_id"] in gone else "yes"
        level = _LEVEL_OF.get(ruling["system"])
        values.append(
            {
                "answer": _one(ruling["answer"]),
                "year": _one((ruling["date_from"] or "")[:4]),
                "circuit": _one(ruling["circuit"]),
                "court": _one(ruling["court_id"]),
                "level": _one(level),
                "claim": _listed(ruling["claims"]),
                "provision": _listed(ruling["provisions"]),
                "theory": _listed(ruling["theories"]),
                "question": questions.get(ruling["ruling_id"], ()),
                "party": parties.get(ruling["docket_id"], ()),
                "platform": _listed(ruling["platform"]),
                "posture": _one(ruling["posture"]),
                "kind": _one(ruling["kind"]),
                "stands": (ruling["stands"],),
                "published": _one(ruling["precedential"]),
                "law_state": _one(ruling["law_effect"]),
                "selection": _one(ruling["selection"]),
            }
        )
    names = [term.name for term in TERMS if term not in _DAYS]
    return found, Index(names, values)


def _questions(conn: sqlite3.Connection) -> dict[str, dict[str, None]]:
    """Return the questions of doctrine on which each ruling took a side."""
    found: dict[str, dict[str, None]] = {}
    for ruling_id, question in conn.execute(
        "select ruling_id, question from doctrine_sides where ruling_id is not null"
    ):
        found.setdefault(ruling_id, {})[question] = None
    return found


# The rulings whose answer a later act took the place of, or wiped out (db/outcomes.py).
GONE = "select ruling_id from ruling_fates where fate in ('superseded', 'wiped')"


@lru_cache(maxsize=4096)  # the same few lists in ruling after ruling
def _listed(cell: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(split_list(cell)))


@lru_cache(maxsize=4096)
def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def those_having(conn: sqlite3.Connection, values: Mapping[str, Iterable[str]]) -> int:
    """Return the rulings that have one of the values of each of these filters, as bits."""
    _, index = load_all(conn)
    found = index.all
    for name, wanted_ones in values.items():
        found &= index.having(name, wanted_ones)
    return found


def choose(
    conn: sqlite3.Connection, narrowed: Narrowed, among: int | None = None
) -> tuple[list[dict], list[dict], dict]:
    """Return the rulings that fit (of those of `among`, as bits, if it is given), of how many, and the counts of each
    filter's values."""
    rulings, index = load_all(conn)
    dated = _among(rulings, narrowed)
    if among is not None and dated is not None:
        among &= dated
    fitting, counts = index.choose(wanted(narrowed, _DAYS), dated if among is None else among)
    return [rulings[number] for number in numbers_of(fitting)], rulings, counts


def _among(rulings: list[dict], narrowed: Narrowed) -> int | None:
    first, last = narrowed.one("from"), narrowed.one("to")
    is_told = bool(narrowed.named.get("selection")) or all(ruling["is_taken_in"] for ruling in rulings)
    if first is None and last is None and is_told:
        return None
    return bits_of(
        (
            number
            for number, ruling in enumerate(rulings)
            if (is_told or ruling["is_taken_in"])
            and (first is None or (ruling["date_to"] or ruling["date_from"] or "") >= first)
            and (last is None or "" < (ruling["date_from"] or "") <= last)
        ),
        len(rulings),
    )


def read(conn: sqlite3.Connection, asked: Asked) -> dict:
    sort = terms.read_choice(asked, "sort", SORTS)
    narrowed = narrow(conn, TERMS, asked)
    matched, rulings, counts = choose(conn, narrowed)
    if sort == "oldest":
        matched = matched[::-1]
    number = asked.number("page")
    shown = load([ruling["ruling_id"] for ruling in matched[(number - 1) * PAGE : number * PAGE]], conn)
    facets = make_facets(conn, [term for term in TERMS if term not in _DAYS])
    chosen = narrowed.written
    address = {**chosen, "sort": sort if sort != "newest" else None}
    return {
        "rulings": shown,
        "count": len(matched),
        "case_count": len({ruling["case_id"] for ruling in matched}),
        "total": sum(ruling["is_taken_in"] for ruling in rulings),
        "first": (number - 1) * PAGE + 1,
        "chips": chips("/rulings", [*facets, *map(day_facet, _DAYS)], address),
        "facets": [options(facet, counts[facet.name], narrowed.boxes(facet.name)) for facet in facets],
        "days": [(term.name, term.title, narrowed.one(term.name)) for term in _DAYS],
        "kept": narrowed.unboxed([facet.name for facet in facets]),
        "sorts": list(SORTS.items()),
        "sort": sort,
        "next_page": page_path("/rulings", **address, page=number + 1)
        if number * PAGE < len(matched)
        else None,
        "previous_page": page_path("/rulings", **address, page=number - 1) if number > 1 else None,
        "data": {
            suffix: page_path(f"/api/v1/rulings{suffix}", **chosen) for suffix in (".csv", ".ndjson", ".json")
        },
        "feed": page_path("/rulings.atom", **chosen),
        "court_names": court_names(conn),
        "snapshots": snapshots_of(conn, shown),
    }


def load(ruling_ids: list[str], conn: sqlite3.Connection) -> list[dict]:
    """Return the rulings of these ids, in their order, as a list shows them."""
    found = rows(
        conn,
        f"""select rulings.*, dockets.case_id, dockets.court_id, dockets.docket_number,
          coalesce(cases.short_name, dockets.short_name, dockets.caption) as case_name, cases.court_ids
        from rulings
          join dockets on dockets.docket_id = rulings.docket_id
          left join cases on cases.case_id = dockets.case_id
        where rulings.ruling_id in ({marks(ruling_ids)})""",
        ruling_ids,
    )
    became = _became(conn, ruling_ids)
    by_id = {}
    for ruling in found:
        # "Anderson v. TikTok (E.D. Pa.), 3d Cir." is no name of a case: its courts are told beside it
        ruling["case_name"] = short_title(ruling["case_name"] or "", split_list(ruling["court_ids"])) or None
        ruling["became"] = became.get(ruling["ruling_id"])
        by_id[ruling["ruling_id"]] = ruling
    return [by_id[ruling_id] for ruling_id in ruling_ids]


def _became(conn: sqlite3.Connection, ruling_ids: list[str]) -> dict[str, dict]:
    """Return what the last act that answered in its place, or set it aside, made of each ruling: in `words`, with the
    court if it was another. `is_changed`: what it answered holds no longer; an affirmance to the same effect upholds
    it."""
    found = {}
    for one in rows(
        conn,
        f"""select ruling_fates.ruling_id, ruling_fates.effect, old.answer as was, old.kind, later.answer,
          later.docket_id = old.docket_id as is_own, dockets.court_id
        from ruling_fates
          join rulings old on old.ruling_id = ruling_fates.ruling_id
          join rulings later on later.ruling_id = ruling_fates.by_ruling_id
          join dockets on dockets.docket_id = later.docket_id
        where ruling_fates.fate in ('superseded', 'wiped') and ruling_fates.ruling_id in ({marks(ruling_ids)})
        order by later.date_from, later.ruling_id""",
        ruling_ids,
    ):
        did = format_undergone(one["effect"], one["kind"], is_own=bool(one["is_own"])) or "acted on"
        is_upheld = one["effect"] == "affirmed" and one["answer"] == one["was"]
        differs = one["effect"] == "affirmed" and not is_upheld and format_answer(one["answer"])
        found[one["ruling_id"]] = {
            "words": f"later {did}",
            "court_id": None if one["is_own"] else one["court_id"],
            "answer": differs.lower() if differs else None,
            "is_changed": one["was"] in DECIDED and not is_upheld,
        }
    return found


def read_feed(conn: sqlite3.Connection, asked: Asked) -> Document:
    """Return the rulings that fit the filters as a feed, the newest first, a page at a time."""
    narrowed = narrow(conn, TERMS, asked)
    matched, _, _ = choose(conn, narrowed)
    number = asked.number("page")
    shown = load([ruling["ruling_id"] for ruling in matched[(number - 1) * PAGE : number * PAGE]], conn)
    names = court_names(conn)
    path, chosen = "/rulings.atom", narrowed.written
    has_more = number * PAGE < len(matched)
    feed = Feed(
        page_path(path, **chosen, page=number if number > 1 else None),
        "Rulings on Section 230",
        "Decisions of courts on Section 230, the newest first"
        + (", narrowed as the address says." if chosen else "."),
        page_path("/rulings", **chosen),
        newest_reading(conn),
        tuple(_entry(ruling, names) for ruling in shown),
        older=page_path(path, **chosen, page=number + 1) if has_more else None,
        newest=page_path(path, **chosen) if number > 1 else None,
    )
    return Document(write_feed(feed, asked.root), MEDIA_TYPE, "rulings.atom")


def _entry(ruling: dict, names: dict[str, str]) -> Entry:
    court = names.get(ruling["court_id"], ruling["court_id"])
    said = format_answer(ruling["answer"], ruling["kind"]) or "Answer not known"
    day = format_span(ruling["date_from"], ruling["date_to"], ruling["precision"]) or "day not known"
    law = "" if ruling["law_effect"] in (None, "none") else f" · {format_law_state(ruling['law_effect'])}"
    html = Markup("<p>{}, {}: {}{}</p>{}{}").format(
        format_act(ruling["kind"]),
        day,
        said,
        law,
        Markup("<p>{}</p>").format(ruling["holding"] or ruling["text"])
        if ruling["holding"] or ruling["text"]
        else "",
        Markup("<p>{}</p>").format(ruling["citation"]) if ruling["citation"] else "",
    )
    added = stamp(ruling["first_seen"], "1996-02-08T00:00:00Z")
    return Entry(
        "ruling",
        ruling["ruling_id"],
        f"{ruling['case_name'] or ruling['case_id']} ({court}): {said}",
        max(added, stamp(ruling["date_from"], added)),
        f"{case_path(ruling['case_id'])}#{anchor(ruling['ruling_id'])}",
        str(html),
        stamp(ruling["date_from"], added),
        ruling["answer"],
    )
