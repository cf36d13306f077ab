"""Lists the decisions whose texts are wanted: leading ones, then those on which most of our rulings rest."""

import re
from collections import Counter, defaultdict

from sqlite_utils import Database

from db.views import IS_SHOWN
from docket.caselaw import FILE, load_leading
from docket.records import DocketRef
from scrapers.source import WantedDecision

_RULINGS = f"""
select a.alias, d.court_id, d.caption, d.short_name, r.citation, r.date_from, r.precision, r.answer, d.docket_id
from rulings r join dockets d using (docket_id) join docket_aliases a using (docket_id)
where r.citation is not null and a.kind = 'catalog' and d.{IS_SHOWN}
order by r.date_from desc, a.alias
"""
# Both columns refer to a decision as "slug@2008-04-03": an act that another acts on, and a decision cited.
_RESTING = """
select acts_on from rulings where acts_on is not null
union all select cited_slug from cited_decisions where cited_slug is not null
"""
_SLUG = re.compile(r"[^;@]+")


def find_wanted(db: Database) -> tuple[WantedDecision, ...]:
    """Return every decision that has a citation, once: leading ones, those with an answer, those that others
    rest on."""
    resting = Counter(slug for (cell,) in db.execute(_RESTING) for slug in set(_SLUG.findall(cell)))
    leading = {decision.place.cite: place for place, decision in enumerate(load_leading())}
    files: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for docket_id, value in db.execute("select docket_id, value from docket_facts where field = ?", (FILE,)):
        cite, _, file = value.partition(": ")
        files[docket_id].append((cite, file))
    by_citation: dict[str, WantedDecision] = {}
    ids: defaultdict[str, set[str]] = defaultdict(set)
    rank: dict[str, tuple[int, bool, int]] = {}
    for alias, court, caption, short, citation, day, precision, answer, docket_id in db.execute(_RULINGS):
        slug = alias.removeprefix("catalog:")
        if docket_id in ids[citation]:
            continue  # listed already under another of its names
        ids[citation].add(docket_id)
        before = by_citation.get(citation)
        by_citation[citation] = WantedDecision(
            (*(before.refs if before else ()), DocketRef(court, catalog_slug=slug)),
            citation,
            day if precision == "day" else (day or "")[:4] or None,
            (*(before.names if before else ()), *(name for name in (caption, short) if name)),
            (*(before.files if before else ()), *files[docket_id]),
        )
        place = min((leading[part] for part in citation.split(";") if part in leading), default=len(leading))
        rank.setdefault(citation, (place, answer is None, -resting[slug]))
    return tuple(sorted(by_citation.values(), key=lambda wanted: rank[wanted.citation]))
