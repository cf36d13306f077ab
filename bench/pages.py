"""Measures the bytes sent and the server time of every type of page, on the database of bench/big_docket.py.

    python bench/big_docket.py big.db && python bench/pages.py big.db [--rounds 7] [--only WORD ...]

The database has 5,000 cases, 1,000,000 entries and 5,000 opinions. Each address is requested from the real
server on loopback, compressed, over one connection. A line has the medians of the rounds: a freshly made
answer (`made`; the entries of the first pages are in the disk cache), one that was made a moment ago (`kept`)
and one that the reader has already (`304`). `cpu` is the server's processor time for `made`, which a busy
machine does not lengthen. Lines over the budget (300 kB, 50 ms) are marked. `--only`: the addresses that
contain one of the words.
"""

import argparse
import http.client
import sqlite3
import sys
import threading
import time
from pathlib import Path
from statistics import median

import uvicorn

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from publish.database import linked_database
from publish.serve import make_datasette

BYTES, MILLISECONDS = 300_000, 50
# Sent in parts, each of which takes as long as a page: the budget applies to the time until the first part.
IN_PARTS = ("/citations.graphml", "/cases.csv")


# The decision that most opinions cite, the case with the most quoted sentences, and an opinion.
_OPINIONS = {
    "cited": """select docket_aliases.docket_id from cited_decisions
        join docket_aliases on alias = 'catalog:' || cited_slug group by 1 order by count(*) desc limit 1""",
    "quoted": """select case_id from passages join dockets using (docket_id) where passages.kind = 'holding'
        group by 1 order by count(*) desc limit 1""",
    "opinion": "select opinion_id from opinions order by opinion_id limit 1 offset 1000",
}


def addresses(path: Path) -> list[str]:
    """Return one address of every type of page, for the longest case and for one of medium length."""
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    longest = db.execute("select case_id from cases order by entry_count desc limit 1").fetchone()[0]
    middling = db.execute(
        "select case_id from cases where selection = 'confirmed' order by entry_count limit 1 offset 1000"
    ).fetchone()[0]
    busiest = db.execute("select court_id from dockets group by 1 order by count(*) desc limit 1").fetchone()[
        0
    ]
    cited, quoted, opinion = (
        row[0] if (row := db.execute(sql).fetchone()) else None for sql in _OPINIONS.values()
    )
    db.close()
    of_opinions = [
        f"/precedent/{cited}",
        f"/case/{quoted}",
        "/splits?by=question",
        "/question/design_defect",
        "/search?q=opinion:+publisher",
        "/search?q=opinion:+design+defect",
        "/api/v1/citations",
        f"/api/v1/citations?opinion_id={opinion}",
        "/api/v1/citations?treatment=followed",
        "/api/v1/passages?kind=holding",
        "/api/v1/paragraphs?q=editor",
        "/api/v1/opinions",
        "/citations.graphml",
    ]
    return [
        "/",
        "/cases",
        "/cases?outcome=not_immune&status=open",
        f"/case/{middling}",
        f"/case/{longest}",
        "/case/js-v-village-voice",
        "/hearings",
        "/hearings?month=2026-11",
        "/changes",
        "/changes?kind=edits",
        "/parties",
        "/party/meta-platforms",
        "/laws",
        "/judges",
        "/briefs",
        "/brief/generated-output",
        "/cases.csv",
        "/search?q=Backpage",
        "/search?q=fentanyl+sold+on+snapchat",
        "/search?q=who+sued+airbnb+over+listings",
        "/search?q=motion",
        "/search?q=motion+dismiss",
        "/search?q=dismiss&from=2020-01-01",
        "/week",
        "/weeks",
        "/week.atom",
        "/bills",
        "/bill/115-hr-1865",
        "/congress",
        "/courts",
        f"/court/{busiest}",
        "/circuit/9",
        "/rulings",
        "/rulings?circuit=9&answer=not_immune",
        "/splits",
        "/compare",
        "/compare?court=cand,nysd",
        "/statute",
        f"/fact/cases/{middling}/caption",
        "/splits?claim=product_liability_design&provision=c1",
        "/matrix",
        "/figures",
        "/coverage",
        "/quality",
        "/download",
        "/status",
        "/issues",
        "/about",
        "/api",
        f"/embed/case/{longest}",
        f"/case/{longest}.ics",
        f"/court/{busiest}.ics",
        "/hearings.ics",
        "/changes.atom",
        "/cases.atom",
        "/rulings.atom",
        f"/case/{longest}.atom",
        "/sitemap.xml",
        "/docket/cases",
        "/docket/docket_entries",
        f"/docket/cases/{longest}",
        f"/api/v1/cases/{middling}",
        f"/api/v1/cases/{longest}",
        "/api/v1/cases",
        "/api/v1/entries",
        "/api/v1/entries?q=motion",
        "/api/v1/entries?q=judgment",
        "/api/v1/entries?event_type=order",
        "/api/v1/entries?is_gone=true",
        "/api/v1/hearings?upcoming=true",
        "/api/v1/openapi.json",
        *(of_opinions if opinion else ()),
    ]


class Site:
    """The server in a thread of this process, so that its processor time can be measured, and one connection
    to it."""

    def __init__(self, path: Path):
        self.datasette = make_datasette(path)
        self.server = uvicorn.Server(uvicorn.Config(self.datasette.app(), port=0, log_level="error"))
        threading.Thread(target=self.server.run, daemon=True).start()
        while not self.server.started:
            time.sleep(0.05)
        self.connection = http.client.HTTPConnection(
            "127.0.0.1", self.server.servers[0].sockets[0].getsockname()[1]
        )

    def ask(
        self, path: str, tag: str | None = None, number: int = 0
    ) -> tuple[int, int, str | None, float, float]:
        """Return (status, bytes of the body as sent, ETag, milliseconds, milliseconds of processor time). The
        API caches an answer by the site's name in the request: with another `number`, it makes the answer
        again."""
        headers = {"Accept-Encoding": "gzip"} | ({"If-None-Match": tag} if tag else {})
        if path.startswith("/api/"):
            headers["Host"] = f"localhost:{8000 + number}"
        began, used = time.perf_counter(), time.process_time()
        self.connection.request("GET", path, headers=headers)
        answer = self.connection.getresponse()
        size = len(answer.read())
        return (
            answer.status,
            size,
            answer.headers.get("ETag"),
            (time.perf_counter() - began) * 1000,
            (time.process_time() - used) * 1000,
        )

    def wait_for_first_part(self, path: str) -> float:
        """Return the milliseconds until the answer begins; the rest is read, but not counted."""
        began = time.perf_counter()
        self.connection.request("GET", path)
        answer = self.connection.getresponse()
        answer.read(1)
        waited = (time.perf_counter() - began) * 1000
        answer.read()
        return waited

    def forget(self) -> None:
        """Drop the cached pages; the API is requested under another name in each round instead."""
        linked_database(self.datasette).kept.drop_all()


def measure(site: Site, path: str, rounds: int) -> tuple:
    made, kept, known = [], [], []
    for number in range(rounds):
        site.forget()
        made.append(site.ask(path, number=number))
        kept.append(site.ask(path, number=number))
        if made[-1][2]:
            known.append(site.ask(path, made[-1][2], number))
    return (
        made[0][0],
        max(sample[1] for sample in made),
        median(sample[3] for sample in made),
        median(sample[4] for sample in made),
        median(sample[3] for sample in kept),
        median(sample[3] for sample in known) if known else None,
    )


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("file", type=Path)
    words.add_argument("--rounds", type=int, default=7)
    words.add_argument("--only", nargs="*", default=[""])
    asked = words.parse_args()
    site, over_count, busy = Site(asked.file), 0, 0
    print("   status      kB  made ms  cpu ms  kept ms   304 ms")
    for path in (path for path in addresses(asked.file) if any(word in path for word in asked.only)):
        status, size, made, cpu, kept, known = measure(site, path, asked.rounds)
        is_over = size > BYTES or made > MILLISECONDS or status != 200
        is_busy = size > BYTES or cpu > MILLISECONDS or status != 200
        if path in IN_PARTS:
            first = median(site.wait_for_first_part(path) for _ in range(asked.rounds))
            is_over = is_busy = first > MILLISECONDS or status != 200
            path = f"{path} (begins after {first:.1f} ms)"
        over_count += is_over
        busy += is_busy
        print(
            (
                f"{'!!' if is_over else '  '} {status:6} {size / 1000:7.1f} {made:8.1f} {cpu:7.1f} "
                f"{kept:8.1f} {known or 0:8.1f}  {path}"
            ),
            flush=True,
        )
    print(
        f"{over_count} of these over the budget of {BYTES // 1000} kB and {MILLISECONDS} ms by the clock, "
        f"{busy} by the processor's time"
    )


if __name__ == "__main__":
    main()
