"""Results of a sweep: dockets whose opinions, in CourtListener's bulk data, name § 230.

Source   finds.ndjson, written by `tracker sweep` from the bulk files of https://www.courtlistener.com, whose
         terms require no key; supplied by that command, or by `tracker import` from another machine
Gives    candidates: caption, docket number, dates, cause, judge, each with the words that found it, the
         opinions that name § 230, and the parts of § 230 that an opinion about it cites
Lacks    entries, parties, counsel, rulings: the bulk data has none; anything after the dump
Quirks   a line is a docket with its opinions; dockets that CourtListener hides from search engines are left
         out; the day of the dump is known only from the files' names
"""

import json
from collections.abc import Iterator

from docket.csv_rows import read_date
from docket.issues import Issue, ParseError
from docket.records import Defense, Docket
from docket.section230.relevance import RelevanceLabel
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from docket.vocabulary import DocketStatus, Provision
from scrapers.courtlistener.dockets import REGISTER_ID, SITE, facts, read_ref
from scrapers.source import Source

_KIND = "sweep_finds"
_FOUND_BY = "courtlistener_found_by"
_WORDS = "found_words"
_OPINIONS = "sweep_opinion_ids"
_MOST_OPINIONS = 20
# A résumé, a string citation or another case's holding scores lower (scrapers/courtlistener/search.py has the
# same threshold).
_WORTH_A_LOOK = 0.4


class Sweep(Source):
    NAME = "sweep"

    def recognize(self, name: str, body: bytes, court_id: str | None, imported_at: str) -> Snapshot | None:
        """Return the snapshot of a sweep's results, None for any other file."""
        first = body.partition(b"\n")[0]
        return (
            describe(body, "finds", None, imported_at) if b'"opinions"' in first and is_finds(first) else None
        )

    def parse(self, snapshot: Snapshot) -> Iterator[object | Issue]:
        """Yield a docket for each line worth a look, and the parts of § 230 that its opinions are about.
        Raises ParseError, naming the line."""
        if snapshot.kind != _KIND:
            raise ParseError(
                f"{snapshot.url}: {self.NAME} reads no files of kind {snapshot.kind!r}", code="unknown-kind"
            )
        for number, line in enumerate(snapshot.body.splitlines(), 1):
            if not is_finds(line):
                raise ParseError(
                    f"{snapshot.url}, line {number}: not a docket of a sweep; run the sweep again"
                )
            try:
                yield from _read_docket(json.loads(line))
            except ParseError as error:
                docket = json.loads(line)
                yield Issue(
                    error.code, str(docket["docket_number"]), f"docket {docket['id']}", docket["court_id"]
                )
            except (TypeError, ValueError, KeyError) as error:
                raise ParseError(f"{snapshot.url}, line {number}: {error}; run the sweep again") from None


SOURCE = Sweep()


def is_finds(line: bytes) -> bool:
    """Return whether a line is a docket in the form that a sweep writes."""
    try:
        docket = json.loads(line)
    except ValueError:
        return False
    return isinstance(docket, dict) and {"id", "court_id", "docket_number", "opinions"} <= set(docket)


def describe(body: bytes, name: str, dumped_on: str | None, fetched_at: str) -> Snapshot:
    """Return the snapshot of some results. `dumped_on` is the ISO date of the dump, if known."""
    return Snapshot(
        source=Sweep.NAME,
        url=f"sweep:{name}",
        fetched_at=fetched_at,
        body=body,
        form=Form.API,
        kind=_KIND,
        media_type="application/x-ndjson",
        as_of=dumped_on or fetched_at,
        as_of_basis="file",
        scope=Scope(ScopeKind.LABEL),
        item_count=body.count(b"\n"),
    )


def _read_docket(row: dict) -> Iterator[object]:
    opinions = [opinion for opinion in row["opinions"] or () if opinion["score"] >= _WORTH_A_LOOK]
    if row["opinions"] and not opinions:
        return
    ref = read_ref(row["court_id"], row["docket_number"], row["pacer_case_id"])
    best = max(opinions, key=lambda opinion: opinion["score"], default=None)
    yield Docket(
        ref=ref,
        docket_number_raw=row["docket_number"],
        caption=row["case_name"],
        date_filed=read_date(row["date_filed"]),
        date_terminated=read_date(row["date_terminated"]),
        status=DocketStatus.CLOSED if row["date_terminated"] else None,
        assigned_to=row["assigned_to_str"],
        cause=row["cause"],
        nature_of_suit=row["nature_of_suit"],
        source_url=f"{SITE}/docket/{row['id']}/{row['slug'] or '-'}/",
        details=facts(
            (REGISTER_ID, row["id"]),
            (_FOUND_BY, "bulk opinions" if best else "cause in bulk dockets"),
            (_WORDS, best["quote"] if best else row["cause"]),
            (_OPINIONS, "; ".join(opinion["opinion_id"] for opinion in opinions[:_MOST_OPINIONS])),
        ),
    )
    for opinion in opinions:
        for provision in opinion["provisions"] if opinion["label"] == RelevanceLabel.ABOUT else ():
            yield Defense(
                ref,
                provision=Provision(provision),
                provision_raw=provision,
                source_url=f"{SITE}/opinion/{opinion['cluster_id']}/-/",
            )
