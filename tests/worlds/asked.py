"""What comes of looks at a server, in words: for the calls of tests/fixtures/held."""

from collections.abc import Iterator
from random import seed

from docket.snapshot import Form
from scrapers.failures import FetchError
from scrapers.http.budgets import Budget
from scrapers.http.connections import Limits
from scrapers.http.get import Http
from tests.worlds.loopback import Clock, MemoryLedger, Page, Server

_LIMITS = Limits(connect_seconds=1, read_seconds=1, body_seconds=1, max_bytes=1000)


def look(pages: dict[str, list], looks: list, budget: dict) -> Iterator[str]:
    """Yield what each look at a server gives, then what it was asked, how long we slept, and what the ledger keeps.

    `pages` gives (body, status, headers) by path, once or one after the other. A look is a path, a path with the first
    byte and the number of bytes of a part, or the seconds that pass before the next look. `budget` can also state
    the server's own limits (`windows`, and a path `uncounted`). The server's name is HOST.
    """
    clock, ledger = Clock(), MemoryLedger()
    windows, uncounted = budget.pop("windows", ()), budget.pop("uncounted", None)
    seed(1)  # of the part of a pause that is left to chance
    answers = {path: [Page(body.encode(), *rest) for body, *rest in given] for path, given in pages.items()}
    with Server(answers) as server:
        http = Http(
            ledger,
            limits=_LIMITS,
            addresses={"TEST": server.url},
            budgets=[("*", Budget(**{"pause_seconds": 0, "per_day": None} | budget))],
            clock=clock,
            sleep=clock.sleep,
        )
        http.limit(server.url, windows, uncounted)
        told = [_look(http, clock, server.url, what) for what in looks]
    usual = server.asked[0][1].items()
    told += [f"asked {path} {dict(sorted(headers.items() - usual)) or ''}" for path, headers in server.asked]
    told += [f"slept {[int(seconds) for seconds in clock.slept]}", f"ledger {vars(ledger)}"]
    yield from (line.replace(server.host, "HOST") for line in told)


def _look(http: Http, clock: Clock, url: str, what: str | int | list) -> str:
    if isinstance(what, int):
        clock.sleep(what)
        return f"{what} seconds later"
    try:
        if isinstance(what, list):
            return f"{http.get_range(f'{url}{what[0]}', *what[1:])}"
        snapshot = http.get(f"{url}{what}", source="test", form=Form.FEED)
    except FetchError as error:
        return f"{type(error).__name__} {error.status} {error.retry_at} {error.url}: {error}"
    kept = (snapshot.media_type, snapshot.etag, snapshot.last_modified, snapshot.validator_key)
    return f"{snapshot.body.decode() or snapshot.is_not_modified} {snapshot.as_of} {snapshot.url} {kept}"
