"""A card about one case, to embed in somebody else's page: no script, dated, with a link back here."""

import sqlite3
from pathlib import Path

from docket.vocabulary import HearingStatus
from publish.cache import seconds_to_midnight
from publish.charts.case_timeline import order_family
from publish.documents import Document
from publish.freshness import format_freshness, last_looks
from publish.headers import POLICY
from publish.pages import case as case_page
from publish.pages.case import find_moved, load_acts, load_laws, read_verdict
from publish.pages.case_summary import case_title
from publish.queries import HEARING, find_case
from publish.request import PAGE_SECONDS, Asked, Moved, rows
from publish.words import OUTCOMES

# Any page may frame a card; what the card itself may load is as restricted as elsewhere.
HEADERS = {"Content-Security-Policy": POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")}
_A_DAY = 86_400
# The preview pictures of links to cases (Open Graph): most programs do not take SVG, and the words appear
# beside the picture anyway, so that one picture per outcome is enough. 1200 by 630 pixels, three colors.
PICTURES = Path(__file__).resolve().parents[1] / "static" / "outcomes"


def read_picture(conn: sqlite3.Connection, asked: Asked) -> Document | None:
    """Return the preview picture for links to cases with that outcome."""
    name = f"{asked.parts['outcome']}.png"
    if asked.parts["outcome"] not in OUTCOMES:
        return None
    return Document((PICTURES / name).read_bytes(), "image/png", name, _A_DAY)


def read_case(conn: sqlite3.Connection, asked: Asked) -> dict | Moved | None:
    """Return the content of the card: the outcome, the next date or the last one called off, and how old that
    is."""
    case_id = asked.parts["case_id"]
    case = find_case(conn, case_id)
    if case is None:
        moved = find_moved(conn, asked, case_id)
        return Moved(f"/embed{moved.path}") if moved else None
    family = order_family(case_page.load_dockets(conn, case_id), case_page.load_links(conn, case_id).inside)
    ids = [docket["docket_id"] for docket in family]
    hearings = rows(
        conn,
        HEARING + " where dockets.case_id = ? order by hearings.date_from, hearings.hearing_id",
        (case_id,),
    )
    coming = [
        h for h in hearings if h["date_to"] and h["date_to"] >= asked.today(h["court_timezone"]).isoformat()
    ]
    acts = load_acts(conn, case_id, family)
    looks = last_looks(conn, asked.archive_path, ids)
    zones = {docket["timezone"] for docket in family if docket["timezone"]}
    return {
        "case": case,
        "title": case_title(case),
        "verdict": read_verdict(case, family, acts, load_laws(conn, case_id, acts)),
        "next_hearing": next((h for h in coming if HearingStatus(h["status"]).is_open), None),
        "called_off": next((h for h in coming if not HearingStatus(h["status"]).is_open), None),
        "freshness": format_freshness(looks, case["status"] == "open", asked.now.date()),
        "max_age": seconds_to_midnight(asked.now, zones, PAGE_SECONDS),
    }
