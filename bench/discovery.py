"""Recall and precision of discovery, on a CourtListener of our own.

    python bench/discovery.py [OTHERS]

The server is seeded with every federal docket of the catalog under its own caption, number and year, and with
OTHERS (2,000) dockets that are none of ours. How a docket of ours speaks of § 230 is drawn from a list of
wordings, some of which no search can find (the document was never uploaded); the others speak of doubles
(another statute's section 230, the FCC's part 230, a résumé …), or of nothing of the kind. The source then
runs every hour, within the free tier, until it has asked all that it would ask. Counted are dockets.
"""

import csv
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from docket.courts import load_courts
from docket.identity import normalize_docket_number
from docket.issues import ParseError
from docket.records import Docket
from docket.times import instant
from scrapers.courtlistener.plan import make_plan
from scrapers.courtlistener.queries import QUERIES, Route
from scrapers.courtlistener.steps import FREE_TIER, Known
from scrapers.http.connections import Limits
from scrapers.source import FetchError, WatchList
from scrapers.sources import courtlistener
from tests.worlds import courtlistener_rows as cl
from tests.worlds.courtlistener_server import FREE, CourtListener
from tests.worlds.courtlistener_worlds import client
from tests.worlds.loopback import Clock, MemoryLedger

# How filings speak of § 230, with how often each is drawn.
OURS = (
    (20, "MOTION to Dismiss under 47 U.S.C. § 230(c)(1) by {name}"),
    (8, "MOTION to Dismiss based on 47 U.S.C. §230 by {name}"),
    (8, "ORDER granting motion to dismiss; plaintiff's claims are barred by 47 USC 230"),
    (12, "MEMORANDUM in support: defendant is immune under the Communications Decency Act"),
    (10, "REPLY brief: Section 230 immunity bars the negligence claim against {name}"),
    (6, "ORDER: the CDA immunity defense, § 230(c)(1), cannot be resolved on the pleadings"),
    (6, "OPINION: Section 230 of the Communications Decency Act does not protect {name}'s own conduct"),
    (4, "BRIEF of appellee: the district court rightly applied Section 230(c) to {name}"),
    (5, "ANSWER with affirmative defenses, section 230 of Title 47 among them"),
    (6, "MOTION to Dismiss for failure to state a claim by {name}"),  # the brief was never uploaded
)
OTHERS = (
    (40, "COMPLAINT for breach of contract against {name}"),
    (20, "MOTION for summary judgment by {name}"),
    (6, "COMPLAINT under Labor Code section 230 for retaliation"),
    (4, "ORDER on the lien under 26 U.S.C. § 230"),
    (4, "MOTION citing 17 C.F.R. Part 230 on registration of securities"),
    (3, "NOTICE: resume of the proposed expert, who lectured on the Communications Decency Act"),
    (3, "BRIEF at 230: the court below erred"),
    (3, "COMPLAINT under the Truth in Lending Act, 12 C.F.R. § 230.4"),
    (2, "ORDER: the Telecommunications Act of 1996 preempts the ordinance, 47 U.S.C. § 332"),
    (2, "COMPLAINT for libel against Google by a former employee"),
)


def draw(chance: random.Random, wordings) -> str:
    return chance.choices([words for _, words in wordings], [weight for weight, _ in wordings])[0]


def seed(site: CourtListener, others: int) -> set[tuple[str, str]]:
    """Fill the server; return (court, number) of the catalog's dockets that are on it."""
    chance, ours, number = random.Random(230), set(), 1
    with (ROOT / "docket" / "data" / "dockets.csv").open(encoding="utf-8", newline="") as lines:
        rows = [
            row for row in csv.DictReader(lines) if row["docket_number"] and row["court_id"] in load_courts()
        ]
    for row in rows:
        if load_courts()[row["court_id"]].system not in ("district", "appellate"):
            continue
        try:
            key = row["court_id"], normalize_docket_number(row["docket_number"], row["court_id"])
        except ParseError:
            continue
        if key in ours:
            continue
        ours.add(key)
        day = (
            row["date_filed"]
            or f"{'19' if key[1].rpartition(':')[2][:2] > '90' else '20'}{key[1].rpartition(':')[2][:2]}-06-01"
        )
        add(site, number, *key, row["caption"], draw(chance, OURS), day)
        number += 1
    for _ in range(others):
        year = chance.randrange(2000, 2027)
        key = chance.choice(("cand", "nysd", "txsd", "ilnd", "flsd")), f"1:{year % 100:02d}-cv-{number:05d}"
        name = chance.choice(
            ("Acme Corp.", "Google LLC", "Lakeside Hospital", "Facebook, Inc.", "City of Springfield")
        )
        add(
            site,
            number,
            *key,
            f"Roe v. {name}",
            draw(chance, OTHERS),
            f"{year}-{chance.randrange(1, 13):02d}-15",
        )
        number += 1
    return ours


def add(
    site: CourtListener, number: int, court: str, docket_number: str, caption: str, words: str, day: str
) -> None:
    nature = "Libel" if "libel" in words else "Other Statutory Actions"
    site.add(
        "dockets",
        cl.docket(
            number,
            court,
            docket_number,
            caption,
            date_filed=day,
            nature_of_suit=nature,
            cause="28:1331 Fed. Question",
            pacer_case_id=str(number),
        ),
    )
    name = caption.rpartition(" v. ")[2]
    site.add("docket-entries", cl.entry(number, number, 12, words.format(name=name), day))


def discover(site: CourtListener) -> tuple[dict[tuple, str], int]:
    """Run until nothing is left to ask; return (court, number) -> the search that found it, and the days it took."""
    kept, queries, found = MemoryLedger(), {}, {}
    http = client(site, kept=kept, limits=Limits())
    start = site.clock()
    for _ in range(24 * 60):
        now = site.clock()
        spent = {seconds: http.recent(site.url, seconds) for seconds, _ in FREE_TIER}
        plan = make_plan(
            [], FREE_TIER, spent, now, Known(tuple(sorted(queries.items())), counted_at=instant(now))
        )
        if set(queries) >= {name for name, query in QUERIES.items() if query.route is not Route.CITES}:
            break
        for thing in courtlistener.SOURCE.fetch(http, WatchList(plan=plan)):
            if isinstance(thing, FetchError):
                raise SystemExit(str(thing))
            if thing.kind == "usage":
                continue
            queries[thing.url.partition("#")[2]] = instant(site.clock())
            for record in courtlistener.SOURCE.parse(thing):
                if isinstance(record, Docket):
                    key = record.ref.court_id, record.ref.docket_number
                    found.setdefault(key, dict(record.details)["courtlistener_found_by"])
        site.clock.sleep(3600)
    return found, (site.clock() - start).days


def main() -> None:
    others = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with tempfile.TemporaryDirectory(), CourtListener(Clock("2026-11-24T12:00:00+00:00"), FREE) as site:
        ours = seed(site, others)
        found, days = discover(site)
        right = set(found) & ours
        print(
            f"{len(ours)} dockets of the catalog among {others} others, free tier, {len(site.times)} "
            f"requests in {days} days"
        )
        print(
            f"recall {len(right) / len(ours):.3f}, precision {len(right) / max(1, len(found)):.3f}, "
            f"{site.refused} refused"
        )
        routes = Counter(
            name.partition("-20")[0].partition("-19")[0] for key, name in found.items() if key in ours
        )
        wrong = Counter(
            name.partition("-20")[0].partition("-19")[0] for key, name in found.items() if key not in ours
        )
        print("found by", ", ".join(f"{name} {count}" for name, count in routes.most_common()))
        print("wrongly by", ", ".join(f"{name} {count}" for name, count in wrong.most_common()) or "none")
        entries = {
            row["docket"].rstrip("/").rpartition("/")[2]: row["description"]
            for row in site.rows["docket-entries"]
        }
        missed = Counter(
            entries[str(row["id"])].partition(" by ")[0]
            for row in site.rows["dockets"]
            if (key := (row["court_id"], normalize_docket_number(row["docket_number"], row["court_id"])))
            in ours
            and key not in right
        )
        for words, count in missed.most_common(6):
            print(f"missed {count}: {words[:100]}")


if __name__ == "__main__":
    main()
