"""What comes of looks at a server, in words: for the calls of tests/fixtures/held."""

from collections.abc import Iterable, Iterator
from random import seed

from docket.snapshot import Form
from scrapers.courtlistener.ask import QUESTIONS
from scrapers.courtlistener.client import Client
from scrapers.courtlistener.steps import Step
from scrapers.failures import FetchError
from scrapers.http.budgets import Budget
from scrapers.http.connections import Limits
from scrapers.http.get import Http
from scrapers.http.patience import Patience
from scrapers.source import WatchList, load_sources
from tests.worlds.in_words import in_words
from tests.worlds.loopback import Clock, MemoryLedger, Page, Server

_ADDRESSES = (
    "TEST COURTLISTENER GOVINFO CASELAW SCOTUS SCOTUS_LISTS OPINIONS BILLSTATUS CONGRESS RECAP".split()
)
_LIMITS = Limits(connect_seconds=1, read_seconds=1, body_seconds=1, max_bytes=1000)


def look(pages: dict[str, list], looks: list, budget: dict) -> Iterator[str]:
    """Yield what each look at a server gives, then what it was asked, how long we slept, and what is kept.

    `pages` gives (body, status, headers) by path, once or one after the other. A look is a path, a path with the first
    byte and the number of bytes of a part, or the seconds that pass before the next look. `budget` can also state
    the server's own limits (`windows`, and a path `uncounted`). The server's name is HOST.
    """
    clock, ledger, patience = Clock(), MemoryLedger(), Patience()
    windows, uncounted = budget.pop("windows", ()), budget.pop("uncounted", None)
    seed(1)  # of the part of a pause that is left to chance
    with _serve(pages) as server:
        http = _http(server, clock, ledger, budget)
        http.limit(server.url, windows, uncounted)
        told = [_look(http, clock, patience, server.url, what) for what in looks]
    usual = server.asked[0][1].items()
    told += [f"asked {path} {dict(sorted(headers.items() - usual)) or ''}" for path, headers in server.asked]
    told += [f"slept {[int(seconds) for seconds in clock.slept]}", f"ledger {vars(ledger)}"]
    yield from (line.replace(server.host, "HOST") for line in told)


def inquire(pages: dict[str, list], step: Step) -> Iterator[str]:
    """Yield what comes of a question to CourtListener, whose server has `pages` as in `look`, and what it was asked."""
    with _serve(pages) as server:
        client = Client(_http(server, Clock(), MemoryLedger(), {}), "courtlistener")
        yield from _told(server, QUESTIONS[step.purpose](client, step))


def fetch(pages: dict[str, list], source: str, watch: WatchList, keys: dict[str, str]) -> Iterator[str]:
    """Yield what a source fetches in one run, from a server with `pages` as in `look`, what it asked, and how far its
    round has come."""
    with _serve(pages) as server:
        http = _http(server, Clock(), MemoryLedger(), {}, keys)
        yield from _told(server, load_sources()[source].fetch(http, watch))
        yield f"{load_sources()[source].count_read(http, watch)}"


def _told(server: Server, things: Iterable[object]) -> Iterator[str]:
    told = []
    try:
        for thing in things:
            told.append(f"{type(thing).__name__} {in_words(thing)}")
    except FetchError as error:
        told.append(f"{type(error).__name__} {error.status}: {error}")
    yield from (line.replace(server.host, "HOST") for line in (*told, *(path for path, _ in server.asked)))


def _serve(pages: dict[str, list]) -> Server:
    return Server(
        {path: [Page(body.encode(), *rest) for body, *rest in given] for path, given in pages.items()}
    )


def _http(
    server: Server, clock: Clock, ledger: MemoryLedger, budget: dict, keys: dict[str, str] | None = None
) -> Http:
    return Http(
        ledger,
        limits=_LIMITS,
        addresses=dict.fromkeys(_ADDRESSES, server.url),
        keys=keys,
        budgets=[("*", Budget(**{"pause_seconds": 0, "per_day": None} | budget))],
        clock=clock,
        sleep=clock.sleep,
    )


def _look(http: Http, clock: Clock, patience: Patience, url: str, what: str | int | list) -> str:
    if isinstance(what, int):
        clock.sleep(what)
        return f"{what} seconds later"
    path, *part = what if isinstance(what, list) else [what]
    try:
        if part:
            return f"{http.get_range(f'{url}{path}', *part)}"
        answer = patience.get(http, f"{url}{path}", source="test", form=Form.FEED)
    except FetchError as error:
        answer = error
    over = "; no more is asked" if patience.is_over else ""
    if isinstance(answer, FetchError):
        return f"{type(answer).__name__} {answer.status} {answer.retry_at} {answer.url}: {answer}{over}"
    kept = (answer.media_type, answer.etag, answer.last_modified, answer.validator_key)
    return f"{answer.body.decode() or answer.is_not_modified} {answer.as_of} {answer.url} {kept}{over}"
