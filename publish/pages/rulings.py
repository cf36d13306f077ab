"""Every ruling on § 230, newest first: filters with counts, one page of rows; and the same as a feed."""

import sqlite3

from markupsafe import Markup

from docket.statute import ENACTED
from publish.api.resources import RULINGS
from publish.documents import Document
from publish.feeds.atom import MEDIA_TYPE, Entry, Feed, stamp, write_feed
from publish.filters import terms
from publish.filters.terms import Term, narrow
from publish.links import anchor, case_path, page_path
from publish.pages.case_summary import short_title
from publish.pages.faceted import PAGE, FacetedList
from publish.pages.same_acts import fold
from publish.queries import court_names, newest_reading, snapshots_of
from publish.request import Asked, marks, rows
from publish.words import (
    DECIDED,
    format_act,
    format_answer,
    format_law_state,
    format_span,
    format_undergone,
    split_list,
)

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
    terms.ROLE,
    *terms.RESULTS.values(),
    terms.JUDGE,
    terms.AUTHOR,
    terms.CITATION,
    terms.DOCKET_NUMBER,
    terms.PLATFORM,
    terms.POSTURE,
    terms.ACT_KIND,
    terms.STANDS,
    terms.PRECEDENTIAL,
    terms.GRADE,
    terms.LAW,
    terms.LAW_STATE,
    terms.SELECTION,
    *terms.days("", "Decided"),
)
SORTS = {"newest": "Newest first", "oldest": "Oldest first"}
ASKS: tuple[Term | str, ...] = (*TERMS, "sort", "page")
LIST = FacetedList(
    RULINGS,
    TERMS,
    "rulings.ruling_id, rulings.date_from, rulings.answer, rulings.law, rulings.claims, rulings.provisions, "
    "rulings.theories, dockets.case_id, courts.circuit, courts.system",
    "rulings.date_from desc, rulings.ruling_id desc",
)
# The condition that a later act left an answer as it was without reaching § 230 (ruling_fates, and the act as
# `later`).
PASSED_OVER = "ruling_fates.fate = 'left' and later.answer in ('declined', 'silent')"


def read(conn: sqlite3.Connection, asked: Asked) -> dict:
    sort = terms.read_choice(asked, "sort", SORTS)
    narrowed = narrow(conn, TERMS, asked)
    matched, counts = LIST.choose(conn, narrowed.fit)
    if sort == "oldest":
        matched = matched[::-1]
    number = asked.number("page")
    shown = load([ruling["ruling_id"] for ruling in matched[(number - 1) * PAGE : number * PAGE]], conn)
    return LIST.page(conn, narrowed, number, sort if sort != "newest" else None, len(matched), counts) | {
        "rulings": fold(shown),
        "case_count": len({ruling["case_id"] for ruling in matched}),
        "sorts": list(SORTS.items()),
        "sort": sort,
        "feed": page_path("/rulings.atom", **narrowed.written),
        "court_names": court_names(conn),
        "snapshots": snapshots_of(conn, shown),
    }


def find(conn: sqlite3.Connection, asked: Asked) -> list[str]:
    """Return the ids of all rulings that the page lists, in the page's order."""
    matched = LIST.find(conn, narrow(conn, TERMS, asked).fit)
    if terms.read_choice(asked, "sort", SORTS) == "oldest":
        matched = matched[::-1]
    return [ruling["ruling_id"] for ruling in matched]


def load(ruling_ids: list[str], conn: sqlite3.Connection) -> list[dict]:
    """Return the rulings with these ids that are still there, in the same order, as a list shows them."""
    rulings = rows(
        conn,
        f"""select rulings.*, dockets.case_id, dockets.court_id, dockets.docket_number,
          coalesce(cases.short_name, dockets.short_name, dockets.caption) as case_name, cases.court_ids, laws.law_id
        from rulings
          left join laws on laws.name = rulings.law
          join dockets on dockets.docket_id = rulings.docket_id
          left join cases on cases.case_id = dockets.case_id
        where rulings.ruling_id in ({marks(ruling_ids)})""",
        ruling_ids,
    )
    fates = became(conn, ruling_ids)
    by_id = {}
    for ruling in rulings:
        # a name like "Anderson v. TikTok (E.D. Pa.), 3d Cir." would mislead: the courts are shown beside it
        ruling["case_name"] = short_title(ruling["case_name"] or "", split_list(ruling["court_ids"])) or None
        ruling["became"] = fates.get(ruling["ruling_id"])
        by_id[ruling["ruling_id"]] = ruling
    return [by_id[ruling_id] for ruling_id in ruling_ids if ruling_id in by_id]


def became(conn: sqlite3.Connection, ruling_ids: list[str]) -> dict[str, dict]:
    """Return, by ruling id, what became of each ruling, in `words`, with the court if it was another: by the
    last act that answered in its place or set it aside; without one, by the last act that left it and passed
    over § 230. `is_changed`: its answer no longer holds (an affirmance to the same effect upholds it).
    `is_left`: it holds, and § 230 was passed over."""
    fate_by_ruling = {}
    for row in rows(
        conn,
        f"""select ruling_fates.ruling_id, ruling_fates.effect, old.answer as was, old.kind, later.answer,
          later.docket_id = old.docket_id as is_own, dockets.court_id, ruling_fates.fate = 'left' as is_left
        from ruling_fates
          join rulings old on old.ruling_id = ruling_fates.ruling_id
          join rulings later on later.ruling_id = ruling_fates.by_ruling_id
          join dockets on dockets.docket_id = later.docket_id
        where (ruling_fates.fate in ('superseded', 'wiped') or {PASSED_OVER} and old.answer in ({marks(DECIDED)}))
          and ruling_fates.ruling_id in ({marks(ruling_ids)})
        order by is_left desc, later.date_from, later.ruling_id""",
        [*DECIDED, *ruling_ids],
    ):
        if row["is_left"]:
            did = format_undergone(row["effect"], row["kind"], is_own=bool(row["is_own"]))
            fate_by_ruling[row["ruling_id"]] = {
                "words": f"later {did}, § 230 passed over" if did else "later passed over",
                "court_id": None if row["is_own"] else row["court_id"],
                "answer": None,
                "is_changed": False,
                "is_left": True,
            }
            continue
        did = format_undergone(row["effect"], row["kind"], is_own=bool(row["is_own"])) or "acted on"
        is_upheld = row["effect"] == "affirmed" and row["answer"] == row["was"]
        differs = row["effect"] == "affirmed" and not is_upheld and format_answer(row["answer"])
        fate_by_ruling[row["ruling_id"]] = {
            "words": f"later {did}",
            "court_id": None if row["is_own"] else row["court_id"],
            "answer": differs.lower() if differs else None,
            "is_changed": row["was"] in DECIDED and not is_upheld,
            "is_left": False,
        }
    return fate_by_ruling


def read_feed(conn: sqlite3.Connection, asked: Asked) -> Document:
    """Return the rulings that fit the filters as a feed, newest first, a page at a time."""
    narrowed = narrow(conn, TERMS, asked)
    matched = LIST.find(conn, narrowed.fit)
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
    answer = format_answer(ruling["answer"], ruling["kind"]) or "Answer not known"
    day = format_span(ruling["date_from"], ruling["date_to"], ruling["precision"]) or "day not known"
    law = "" if ruling["law_effect"] in (None, "none") else f" · {format_law_state(ruling['law_effect'])}"
    html = Markup("<p>{}, {}: {}{}</p>{}{}").format(
        format_act(ruling["kind"]),
        day,
        answer,
        law,
        Markup("<p>{}</p>").format(ruling["holding"] or ruling["text"])
        if ruling["holding"] or ruling["text"]
        else "",
        Markup("<p>{}</p>").format(ruling["citation"]) if ruling["citation"] else "",
    )
    added = stamp(ruling["first_seen"], f"{ENACTED}T00:00:00Z")
    return Entry(
        "ruling",
        ruling["ruling_id"],
        f"{ruling['case_name'] or ruling['case_id']} ({court}): {answer}",
        max(added, stamp(ruling["date_from"], added)),
        f"{case_path(ruling['case_id'])}#{anchor(ruling['ruling_id'])}",
        str(html),
        stamp(ruling["date_from"], added),
        ruling["answer"],
    )
