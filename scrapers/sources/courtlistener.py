"""CourtListener: dockets, decisions and oral arguments that others uploaded, and searches that discover cases.

Source   https://www.courtlistener.com/api/rest/v4/ with a free token (COURTLISTENER_TOKEN); data free of
         known copyright; its robots.txt sends robots to this API. 5 requests a minute, 50 an
         hour, 125 a day without membership
Gives    headers, registers, documents, parties, counsel, originating court, opinions, recordings of
         arguments; searches in texts, by cause and by precedent
Lacks    whatever nobody bought, mailed or fed to it: a docket can be stale for months; state trial courts;
         firms
Quirks   many dockets can be looked up only by search; `type=o` hides unpublished opinions unless requested;
         party rows of other cases are included; entries and documents can vanish by merging
"""

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from docket.identity import ENDED_REGISTER_ID, REGISTER_ID
from docket.issues import Issue, ParseError
from docket.records import Docket
from docket.snapshot import Form, Snapshot
from scrapers.courtlistener import dockets as records, opinions as decisions, search
from scrapers.courtlistener.ask import QUESTIONS
from scrapers.courtlistener.client import Client
from scrapers.courtlistener.envelope import ABSENT, Asked, Fetched, Fields, next_page, pack, read_rows, unpack
from scrapers.courtlistener.queries import API
from scrapers.courtlistener.steps import Plan, Purpose, Step
from scrapers.failures import NotNow
from scrapers.source import Fetcher, FetchError, Quiet, Source, WatchList

_NO_TOKEN = (
    "COURTLISTENER_TOKEN is not set: no docket can be read here, and searches only as far as strangers are answered; "
    "a free account at https://www.courtlistener.com/ has a token (profile, API)"
)
# Statuses that concern a single request: the plan's other requests are still worth making.
_OF_ONE_QUESTION = frozenset({400, 404, 410})


# What every row has in responses of the search for opinions and of that for dockets.
_SEARCHED = (
    (b'"results"', b'"cluster_id"', b'"docketNumber"'),
    (b'"results"', b'"recap_documents"', b'"docketNumber"'),
)


class CourtListener(Source):
    NAME = "courtlistener"
    EVERY_MINUTES = 60
    # The site's maintenance, on Thursdays.
    QUIET = Quiet("America/Los_Angeles", weekdays=frozenset({3}), first_hour=21, last_hour=24)
    NETWORK = True
    NEEDS_PLAN = True  # its requests are chosen within a quota (scrapers/courtlistener/plan.py)
    SLOW_KINDS = frozenset({Purpose.OPINION.value})  # `read` and `make_records` in place of `parse`

    def fetch(self, http: Fetcher, watch: WatchList) -> Iterator[Snapshot | FetchError]:
        """Yield the responses to the plan's requests, in its order, until all are made or a limit is
        reached."""
        plan = watch.plan if isinstance(watch.plan, Plan) else Plan((), (), (), 0, 0)
        client = Client(http, self.NAME)
        if self.QUIET.covers(http.now()) and not http.has_address("COURTLISTENER"):
            return
        if not client.has_token:
            yield FetchError(_NO_TOKEN)
            yield from _ask(client, tuple(step for step in plan.steps if step.purpose is Purpose.DISCOVERY))
            return
        if not plan.steps:
            return  # nothing is due
        try:
            yield client.ask_usage()
        except FetchError as error:
            yield error
            if error.status not in _OF_ONE_QUESTION:  # refused or unreachable, as the rest would be
                return
        yield from _ask(client, plan.steps)

    def recognize(self, name: str, body: bytes, court_id: str | None, imported_at: str) -> Snapshot | None:
        """Return the snapshot of a saved response of the search for opinions or dockets, None for any other
        file.

        It is read like the results of our own searches: rows that bear on the statute become candidates.
        """
        is_answer = any(all(sign in body for sign in signs) for signs in _SEARCHED)
        if body.lstrip()[:1] != b"{" or not is_answer:
            return None
        text = body.decode("utf-8", "replace")
        saved = Snapshot(
            self.NAME,
            f"import:{name}",
            imported_at,
            pack(Asked(Purpose.DISCOVERY), [Fetched(f"import:{name}", text)]),
            Form.API,
            kind=Purpose.DISCOVERY,
            media_type="application/json",
            raw_hash=hashlib.sha256(body).hexdigest(),
        )
        self.parse(saved)
        return saved

    def parse(self, snapshot: Snapshot) -> list[object]:
        """Return the records of the responses, and an issue for what was not understood.

        Raises ParseError: unknown-kind, not-answers, empty-answer, web-page, login-form, cut-in-half, changed-form.
        """
        if snapshot.kind in self.SLOW_KINDS:
            return self.make_records(snapshot, self.read(snapshot))
        if snapshot.kind == "usage":
            return []
        asked, answers = unpack(snapshot.body, snapshot.url)
        if asked.purpose not in _READERS:
            raise ParseError(
                f"{snapshot.url}: {self.NAME} reads no answers of kind {asked.purpose!r}", code="unknown-kind"
            )
        return list(_READERS[asked.purpose](asked, answers))

    def read(self, snapshot: Snapshot) -> dict[str, Any]:
        """Return what an opinion's text says: the slow half of `parse`, read once for each response."""
        _, answers = unpack(snapshot.body, snapshot.url)
        return decisions.read_words(*_opinion_of(answers))

    def make_records(self, snapshot: Snapshot, row: dict[str, Any]) -> list[object]:
        """Return the records of an opinion: the quick half of `parse`."""
        asked, answers = unpack(snapshot.body, snapshot.url)
        opinion, cluster = _opinion_of(answers)
        return list(decisions.read_opinion(asked, cluster, opinion, row))


SOURCE = CourtListener()


def _ask(client: Client, steps: tuple[Step, ...]) -> Iterator[Snapshot | FetchError]:
    for step in steps:
        try:
            for thing in QUESTIONS[step.purpose](client, step):
                yield thing
                if isinstance(thing, Snapshot) and thing.is_unreadable:
                    return  # an error page or a login form, as the rest would be
        except NotNow:
            return  # what is left is in the next plan
        except FetchError as error:
            yield error
            if error.status not in _OF_ONE_QUESTION:
                return


def _parse_docket(asked: Asked, answers: list[tuple[str, dict]]) -> Iterator[object]:
    """Yield the records. The docket's own number counts, not the one requested: CourtListener can merge two
    dockets (issue 5934)."""
    if len(asked.dockets) != 1:
        raise ParseError(
            f"{answers[0][0] if answers else CourtListener.NAME}: a reading is of one docket",
            code="not-answers",
        )
    [(source_id, expected)] = asked.dockets.items()
    lists: dict[str, list[Fields]] = {"docket-entries": [], "parties": [], "attorneys": []}
    header = None
    for url, data in answers:
        name = url.partition(API)[2].partition("/")[0]
        if name in lists:
            lists[name] += read_rows(data, url)
        elif name == "dockets":
            header = Fields(data, url)
    if header is None:
        raise ParseError(f"docket {source_id}: no header among the answers", code="changed-form")
    header_records = list(records.read_header(header, expected))
    docket = next((thing for thing in header_records if isinstance(thing, Docket)), None)
    if docket is None:
        yield from header_records
        return
    if not records.is_same_docket(docket.ref, expected):
        yield Issue(
            "other-docket",
            f"{docket.ref.court_id} {docket.docket_number_raw}",
            header.page,
            expected.court_id,
            expected.docket_number,
        )
        return
    ref, own_id = docket.ref, header.whole("id") or source_id
    yield from header_records
    if own_id != source_id:  # redirected to the docket into which this one was merged
        yield Docket(ref, details=records.facts((ENDED_REGISTER_ID, str(source_id))))
    yield from records.read_entries(lists["docket-entries"], ref)
    lawyers = {row.whole("id"): row for row in lists["attorneys"]}
    yield from records.read_parties(
        lists["parties"], partial(records.read_counsel, lawyers, own_id), ref, own_id
    )


def _parse_absent(asked: Asked, answers: list[tuple[str, dict]]) -> Iterator[object]:
    """Yield the fact that the id is gone: two rows of one docket were merged, or somebody removed it."""
    for source_id, ref in asked.dockets.items():
        yield Docket(ref, details=records.facts((ENDED_REGISTER_ID, str(source_id))))
        yield Issue(
            "ended-register", f"docket {source_id}", CourtListener.NAME, ref.court_id, ref.docket_number
        )


def _parse_slice(asked: Asked, rows: list[Fields]) -> Iterator[object]:
    for source_id, ref in asked.dockets.items():
        yield Docket(ref, details=records.facts((REGISTER_ID, str(source_id))))
        yield from records.read_entries(rows, ref)


def _parse_lookup(asked: Asked, rows: list[Fields]) -> Iterator[object]:
    """Yield the records. The core of a number omits office and type, so unrelated dockets can share it."""
    wanted = asked.dockets.get(0)
    for row in rows:
        header_records = list(records.read_header(row))
        refs = [thing.ref for thing in header_records if isinstance(thing, Docket)]
        if wanted and any(records.is_same_docket(ref, wanted) for ref in refs):
            yield from header_records


def _opinion_of(answers: list[tuple[str, dict]]) -> tuple[Fields, Fields]:
    """Return (opinion, decision to which it belongs)."""
    if len(answers) != 2:
        raise ParseError("an opinion without the decision it belongs to; ask again", code="changed-form")
    (opinion_url, opinion), (cluster_url, cluster) = answers
    return Fields(opinion, opinion_url), Fields(cluster, cluster_url)


def _parse_count(asked: Asked, answers: list[tuple[str, dict]]) -> Iterator[object]:
    """Yield the records. A list with more pages than we read cannot serve as a denominator, and an issue says
    so."""
    rows = [row for url, data in answers for row in read_rows(data, url)]
    yield from search.read_fjc(rows)
    if answers and next_page(answers[-1][1]):
        yield Issue("list-cut-off", f"{len(rows)} lines read, and more follow", answers[-1][0])


def _of_rows(
    read: Callable[[Asked, list[Fields]], Iterator[object]],
) -> Callable[[Asked, list[tuple[str, dict]]], Iterator[object]]:
    def parse_rows(asked: Asked, answers: list[tuple[str, dict]]) -> Iterator[object]:
        yield from read(asked, [row for url, data in answers for row in read_rows(data, url)])

    return parse_rows


_READERS: dict[str, Callable[[Asked, list[tuple[str, dict]]], Iterator[object]]] = {
    Purpose.NEWS: _of_rows(search.read_news),
    Purpose.LOOKUP: _of_rows(_parse_lookup),
    Purpose.READING: _parse_docket,
    Purpose.PARTIES: _parse_docket,
    Purpose.CHANGES: _of_rows(_parse_slice),
    Purpose.SLICE: _of_rows(_parse_slice),
    Purpose.OPINIONS: _of_rows(decisions.read_decisions),
    Purpose.ARGUMENTS: _of_rows(decisions.read_arguments),
    Purpose.PRECEDENT: _of_rows(decisions.read_precedent),
    Purpose.DISCOVERY: _of_rows(search.read_found),
    Purpose.COUNT: _parse_count,
    ABSENT: _parse_absent,
}
