"""The searches that discover dockets about 47 U.S.C. § 230, and the addresses of all other requests. Pure.

Search splits text at spaces, treats § as a letter and does not split "§230": each spelling is a separate
phrase. A quoted phrase of one word confuses its query cleaner about what follows, so no query here has one; a
single word is searched for without quotes and alone.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import parse_qs, urlencode, urlsplit

PAGE = 20  # rows per page, not adjustable
API = "/api/rest/v4/"
# Opinions of trial courts are returned only on request: they are rarely "Published".
_ALL_STATUSES = {
    f"stat_{name}": "on"
    for name in ("Published", "Unpublished", "Errata", "Separate", "In-chambers", "Relating-to", "Unknown")
}
_STATUTE = (
    '"47 U.S.C. § 230" OR "47 U.S.C. §230" OR "47 U.S.C. 230" OR "47 U.S.C. Section 230" OR "47 USC § 230" '
    'OR "47 USC §230" OR "47 USC 230" OR "47 U. S. C. § 230" OR "47 U.S.C. §§ 230"'
)
_ACT = (
    '"communications decency act" OR "section 230 of the communications" OR "section 230 immunity" OR "cda immunity" '
    'OR "section 230 of the cda" OR "CDA § 230" OR "CDA section 230" OR "section 230 of title 47" OR '
    '"section 230(c)" OR "§ 230(c)(1)" OR "§ 230(c)(2)"'
)


_CITES = re.compile(r"\bcites:\((\d+(?: OR \d+)*)\)", re.ASCII)


class Route(StrEnum):
    """How a search finds dockets: by words, by the cover sheet's cause code, by precedents cited, by who is
    sued for what."""

    TEXT = "text"
    CAUSE = "cause"
    CITES = "cites"
    PLATFORM = "platform"


@dataclass(frozen=True)
class Query:
    """A discovery search. `every_days` is its rhythm, `window_days` how far back it looks after the first
    time, `pages` the most pages that it reads. `skips_days`: it leaves out filings of the last days, which
    another query finds. With a `year` it searches the cases filed (opinions: decided) in that year, best
    matches first: that is how the past is searched, a year at a time."""

    name: str
    route: Route
    kind: str
    words: str
    every_days: int = 1
    window_days: int = 14
    pages: int = 3
    parameters: tuple[tuple[str, str], ...] = ()
    year: int | None = None
    skips_days: int = 0

    @property
    def cost(self) -> int:
        """The estimated number of requests: news is seldom more than a page, a year fills all its pages."""
        return self.pages if self.year or self.skips_days else 1


# Cover sheets' own terms for what platforms are sued over; a suit under another term is found by its text.
_NATURES = ("Libel", "Liability")
# Platforms that recur in the catalog as parties; one request per month for each platform and nature of suit.
PLATFORMS = (
    "Google",
    "Facebook",
    "Meta Platforms",
    "YouTube",
    "Twitter",
    "X Corp",
    "Snap",
    "TikTok",
    "ByteDance",
    "Grindr",
    "Omegle",
    "Backpage",
    "Craigslist",
    "Yelp",
    "Amazon",
    "Roblox",
    "Discord",
    "Reddit",
    "Character Technologies",
    "MindGeek",
)

HISTORY = range(1996, 2027)  # § 230 was enacted in 1996; filings after 2026 are news
_YEAR_PAGES = 6  # pages of results for one year of history
_LATE_PAGES = 4  # pages of results for late uploads
_NEWS_DAYS = 14
_PAST = (
    ("statute-filings", "r", _STATUTE),
    ("act-filings", "r", _ACT),
    ("statute-opinions", "o", _STATUTE),
    ("act-opinions", "o", _ACT),
)
# Leading decisions on § 230, by the citations of the catalog's dockets; a decision that cites one is worth a
# look.
PRECEDENTS = (
    "129 F.3d 327",
    "521 F.3d 1157",
    "570 F.3d 1096",
    "995 F.3d 1085",
    "598 U.S. 617",
    "116 F.4th 180",
    "206 F.3d 980",
    "333 F.3d 1018",
    "339 F.3d 1119",
    "519 F.3d 666",
    "528 F.3d 413",
    "817 F.3d 12",
    "824 F.3d 846",
    "836 F.3d 1263",
    "934 F.3d 53",
    "755 F.3d 398",
    "591 F.3d 250",
    "478 F.3d 413",
    "40 Cal. 4th 33",
)

QUERIES: dict[str, Query] = {
    query.name: query
    for query in (
        Query("statute-filings", Route.TEXT, "r", f"({_STATUTE})"),
        Query("act-filings", Route.TEXT, "r", f"({_ACT})"),
        # A text can be found only after its upload, and a complaint may be uploaded weeks after it was filed.
        *(
            Query(
                f"late-{name}",
                Route.TEXT,
                kind,
                f"({words})",
                every_days=3,
                window_days=90,
                pages=_LATE_PAGES,
                skips_days=_NEWS_DAYS,
            )
            for name, kind, words in _PAST[:2]
        ),
        Query("statute-opinions", Route.TEXT, "o", f"({_STATUTE})", every_days=3),
        Query("act-opinions", Route.TEXT, "o", f"({_ACT})", every_days=3),
        *(
            Query(
                f"history-{name}-{year}",
                Route.TEXT,
                kind,
                f"({words})",
                every_days=365,
                pages=_YEAR_PAGES,
                year=year,
            )
            for year in reversed(HISTORY)
            for name, kind, words in _PAST
        ),
        Query("cause", Route.CAUSE, "d", "cause:(47 230)", every_days=3),
        Query("cites-opinions", Route.CITES, "o", "cites:({ids})", every_days=7, window_days=30),
        Query("cites-filings", Route.CITES, "r", "cites:({ids})", every_days=7, window_days=30),
        *(
            Query(
                f"platform-{name}-{nature}".lower().replace(" ", "-"),
                Route.PLATFORM,
                "d",
                "",
                every_days=30,
                window_days=60,
                pages=1,
                parameters=(("party_name", name), ("nature_of_suit", nature)),
            )
            for name in PLATFORMS
            for nature in _NATURES
        ),
    )
}


def discovery_address(
    query: Query, since: date | None, opinion_ids: tuple[int, ...] = (), until: date | None = None
) -> str:
    """Return the path and query string of a discovery search; `since` and `until` are the first and last day
    of filing, None for no limit."""
    order = "score desc" if query.year else "entry_date_filed desc" if query.kind == "r" else "dateFiled desc"
    parameters = {"type": query.kind, "order_by": order}
    if query.words:
        parameters = {"q": query.words.replace("{ids}", _joined(opinion_ids))} | parameters
    if query.route in (Route.TEXT, Route.CITES):
        parameters["highlight"] = "on"
    parameters |= dict(query.parameters)
    if query.year:
        parameters |= {"filed_after": f"{query.year}-01-01", "filed_before": f"{query.year}-12-31"}
    elif since:
        parameters["entry_date_filed_after" if query.kind == "r" else "filed_after"] = since.isoformat()
    if until:
        parameters["entry_date_filed_before"] = until.isoformat()
    return _search(parameters | (_ALL_STATUSES if query.kind == "o" else {}))


def cited_ids(address: str) -> set[int]:
    """Return the ids of the opinions in a search by citation, from its address."""
    words = " ".join(parse_qs(urlsplit(address).query).get("q", ()))
    return {int(number) for numbers in _CITES.findall(words) for number in numbers.split(" OR ")}


def news_address(ids: tuple[int, ...], since: date | None) -> str:
    """Return the search for everything filed in these dockets since a day; without the day, the name of the
    request."""
    parameters = {"q": f"docket_id:({_joined(ids)})", "type": "rd", "order_by": "entry_date_filed desc"}
    return _search(parameters | ({"entry_date_filed_after": since.isoformat()} if since else {}))


def opinions_address(ids: tuple[int, ...]) -> str:
    parameters = {"q": f"docket_id:({_joined(ids)})", "type": "o", "order_by": "dateFiled desc"}
    return _search(parameters | _ALL_STATUSES)


def arguments_address(ids: tuple[int, ...]) -> str:
    return _search({"q": f"docket_id:({_joined(ids)})", "type": "oa", "order_by": "dateArgued desc"})


def precedent_address(citation: str) -> str:
    """Return the search for a decision by its reporter citation."""
    return _search({"type": "o", "citation": f'"{citation}"'} | _ALL_STATUSES)


def _joined(ids: tuple[int, ...]) -> str:
    return " OR ".join(str(number) for number in sorted(ids))


def _search(parameters: dict[str, str]) -> str:
    return f"{API}search/?{urlencode(parameters)}"


def docket_address(source_id: int) -> str:
    return f"{API}dockets/{source_id}/"


def entries_address(source_id: int, numbers: tuple[int, int] | None = None) -> str:
    """Return the address of the first page of a register, newest rows first, or of its entries between two
    numbers.

    Sorted by id, since only that order has a cursor and does not end at 2,000 rows.
    """
    parameters = {"docket": source_id, "order_by": "-id", "omit": "recap_documents__plain_text"}
    parameters |= {"entry_number__gte": numbers[0], "entry_number__lte": numbers[1]} if numbers else {}
    return f"{API}docket-entries/?{urlencode(parameters)}"


def changes_address(source_id: int, since: str | None = None) -> str:
    """Return the address of the entries written or changed since an instant (UTC), oldest change first;
    without the instant, the name of the request. An upload to an entry does not count there as a change of
    the entry."""
    parameters = {
        "docket": str(source_id),
        "order_by": "date_modified",
        "omit": "recap_documents__plain_text",
    }
    parameters |= {"date_modified__gt": since} if since else {}
    return f"{API}docket-entries/?{urlencode(parameters)}"


def people_address(kind: str, source_id: int) -> str:
    """Return the address of the first page of a docket's parties or attorneys (`kind`)."""
    return (
        f"{API}{kind}/?{urlencode({'docket': source_id, 'filter_nested_results': 'True', 'order_by': 'id'})}"
    )


def lookup_address(court_id: str, core: str) -> str:
    """Return the address that looks up a docket by court and the core of its number."""
    return f"{API}dockets/?{urlencode({'court': court_id, 'docket_number_core': core})}"


def opinion_address(opinion_id: int) -> str:
    """Return the address of an opinion's text, in the two forms that we read."""
    fields = (
        "id,cluster_id,type,date_modified,author_str,per_curiam,plain_text,html_with_citations,opinions_cited"
    )
    return f"{API}opinions/{opinion_id}/?{urlencode({'fields': fields})}"


def cluster_address(cluster_id: int) -> str:
    """Return the address of the decision that an opinion belongs to, without its long texts."""
    fields = (
        "id,docket_id,absolute_url,case_name,date_filed,date_modified,disposition,citations,precedential_status,"
        "blocked"
    )
    return f"{API}clusters/{cluster_id}/?{urlencode({'fields': fields})}"


def fjc_address() -> str:
    """Return the address of the first page of civil actions that the courts counted under title 47, section
    230."""
    return f"{API}fjc-integrated-database/?{urlencode({'title': '47', 'section__startswith': '230'})}"


def usage_address() -> str:
    return f"{API}api-usage/"
