"""The client for CourtListener: the token, the pages of a list, and our limits as stated by the server."""

import json
from urllib.parse import urlsplit

from docket.issues import ParseError
from docket.snapshot import Form, Snapshot
from docket.times import instant
from scrapers.courtlistener.envelope import Fetched, next_page, read_json
from scrapers.courtlistener.queries import API, usage_address
from scrapers.courtlistener.steps import FREE_TIER
from scrapers.source import Fetcher, FetchError

_SITE = "https://www.courtlistener.com"
_STRANGERS = ((60, 5), (3600, 50), (86_400, 100))
_UNCOUNTED = "/api-usage/"
_LONGEST_WINDOW = 31 * 86_400  # seconds: a limit stated by the server is accepted up to a month
_LARGEST = 1_000_000_000  # and up to this many requests or seconds
# Characters of the responses to one request, held in memory until the last has come: 300 entries have about 2
# million.
_MOST_LETTERS = 50_000_000

# `doctor` recognizes a rejected token by these words in the ledger.
TOKEN_REFUSED = (
    "CourtListener does not take the token: COURTLISTENER_TOKEN is mistyped or no longer good; "
    "the profile on the site (API) shows the one that is"
)


class NoAnswer(Exception):
    """A 200 whose body is not an API response (an error page, a login form); `code` names the kind."""

    def __init__(self, answer: Fetched, code: str) -> None:
        super().__init__(code)
        self.answer = answer
        self.code = code


class Client:
    """CourtListener through our own HTTP client. The token is sent in the Authorization header and nowhere
    else."""

    def __init__(self, http: Fetcher, source: str) -> None:
        self._http = http
        self.source = source
        self.base = http.address("COURTLISTENER", _SITE).rstrip("/")
        token = http.key("COURTLISTENER")
        self._headers = {"Accept": "application/json"} | (
            {"Authorization": f"Token {token}"} if token else {}
        )
        self.has_token = token is not None
        self.fetched_at = instant(http.now())
        http.limit(self.base, FREE_TIER if self.has_token else _STRANGERS, _UNCOUNTED)

    def shown(self, path: str) -> str:
        return f"{self.base}{path}"

    def get(self, path: str) -> Fetched:
        """Return one response. Raises FetchError, and NoAnswer for a body that is not a JSON object."""
        try:
            raw = self._http.get(
                f"{self.base}{path}",
                source=self.source,
                form=Form.API,
                headers=self._headers,
                conditional=False,
            )
        except FetchError as error:
            self.fetched_at = instant(self._http.now())
            raise self._told(error) from None
        self.fetched_at = raw.fetched_at
        answer = Fetched(raw.url, raw.body.decode("utf-8", "replace"))
        try:
            read_json(answer.text, answer.url)
        except ParseError as error:
            raise NoAnswer(answer, error.code) from None
        return answer

    def get_pages(self, path: str, most: int, answers: list[Fetched]) -> bool:
        """Append the pages of a list, at most `most`, to `answers`, so that the caller keeps those received
        before a failure.

        Returns whether these were all. Raises FetchError, also if the responses are too long in total.
        """
        asked: set[str] = set()
        while path not in asked and len(asked) < most:
            asked.add(path)
            answer = self.get(path)
            answers.append(answer)
            if sum(len(answer.text) for answer in answers) > _MOST_LETTERS:
                message = f"{answer.url}: the pages so far have more than {_MOST_LETTERS} letters; no more are asked"
                raise FetchError(message, answer.url)
            following = next_page(read_json(answer.text, answer.url))
            if following is None:
                return True
            path = self._path_of(following, answer.url)
        return path in asked  # the links form a circle: there are no more pages

    def _path_of(self, following: str, page: str) -> str:
        """Return the path of the next page. Its host is ignored: the token goes only to the server we know."""
        try:
            parts = urlsplit(following)
        except ValueError:  # "http://["
            parts = urlsplit("")
        own_path = urlsplit(self.base).path  # a mirror may have the API under its own path
        path = parts.path.removeprefix(own_path)
        if not path.startswith(API):
            raise FetchError(f"{page}: its next page is not in the interface; the form has changed", page)
        return f"{path}?{parts.query}"

    def _told(self, error: FetchError) -> FetchError:
        """Return the failure, or one that says so if the token was rejected."""
        if error.status != 401 or not self.has_token:
            return error
        return FetchError(f"{error}: {TOKEN_REFUSED}", error.url, error.status)

    def ask_usage(self) -> Snapshot:
        """Return the response of `api-usage/`, and from now on observe the limits that it states, less what
        another program spent with the same token.

        The snapshot is new only if a limit changed.
        """
        try:
            raw = self._http.get(
                self.shown(usage_address()),
                source=self.source,
                form=Form.API,
                kind="usage",
                headers=self._headers,
                conditional=False,
            )
        except FetchError as error:
            raise self._told(error) from None
        used = read_usage(raw.body)
        if used:
            windows = []
            for seconds, limit, spent in used:
                foreign = max(0, spent - self._http.recent(self.base, seconds))
                windows.append((seconds, max(0, limit - foreign)))
            self._http.limit(self.base, tuple(windows), _UNCOUNTED)
        return limits_snapshot(raw, used)


def read_usage(body: bytes) -> list[tuple[int, int, int]]:
    """Return (seconds, limit, used) of each window for our own requests, shortest first; [] if the response
    has none."""
    try:
        rows = read_json(body.decode("utf-8", "replace"), "api-usage").get("current_usage")
    except ParseError:
        return []
    windows = []
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and row.get("scope") == "user":
            cells = [row.get(name) for name in ("window_seconds", "limit", "used")]
            values = [
                value
                for value in cells
                if isinstance(value, int) and not isinstance(value, bool) and value >= 0
            ]
            if len(values) == len(cells) and values[0] <= _LONGEST_WINDOW and max(values) <= _LARGEST:
                windows.append((values[0], values[1], values[2]))
    return sorted(windows)


def limits_snapshot(raw: Snapshot, used: list[tuple[int, int, int]]) -> Snapshot:
    """Return the snapshot to archive: only the limits, since the usage is different every time."""
    limits = [[seconds, limit] for seconds, limit, _ in used]
    return Snapshot(
        source=raw.source,
        url=raw.url,
        fetched_at=raw.fetched_at,
        body=json.dumps({"limits": limits}).encode(),
        form=raw.form,
        kind="usage",
        media_type="application/json",
        as_of=raw.fetched_at,
        raw_hash=raw.raw_hash,
    )


def read_limits(body: bytes) -> tuple[tuple[int, int], ...]:
    """Return the (seconds, limit) pairs stored by `limits_snapshot`; () if it had none."""
    return tuple((seconds, limit) for seconds, limit in json.loads(body)["limits"])
