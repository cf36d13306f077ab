"""How the courts' lists of opinions and recordings are requested, including index pages that only link to
others.

`items.py` reduces the lists to our items and reads those.
"""

import re
from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urljoin, urlsplit

from docket import times
from docket.issues import Issue, ParseError
from docket.records import DocketRef
from docket.snapshot import Form, Listing, Scope, ScopeKind, Snapshot
from scrapers.court_lists.items import Listed, breaks_off, read_items, read_tree, select_watched
from scrapers.court_lists.where import CourtList
from scrapers.http.patience import Patience
from scrapers.http.urls import host_of
from scrapers.pacer import saved_pages
from scrapers.pacer.feeds import hash_of
from scrapers.source import Fetcher, FetchError, GivenUp, Source, WatchList


def find_links(index: Snapshot, path: str = "//a/@href") -> list[str]:
    """Return the addresses that the XPath `path` finds, in order, each once; links to other sites are left
    out.

    Returns [] if the index cannot be read as a page: the code that reads the index itself reports that.
    """
    hrefs = _find(index.body, index.url, path)
    site = urljoin(index.url, "/")
    links = (_absolute(index.url, href) for href in hrefs)
    return list(dict.fromkeys(link for link in links if link.startswith(site)))


def _absolute(page: str, href: str) -> str:
    """Return the absolute address; "" for an invalid one (``http://[``)."""
    try:
        return urljoin(page, href.strip()).partition("#")[0]
    except ValueError:
        return ""


def _find(body: bytes, name: str, path: str) -> list[Any]:
    """Return what an XPath finds on a page; [] if it is not a page."""
    try:
        return list(read_tree(saved_pages.text_of(body, name), name).xpath(path))
    except ParseError:
        return []


# A list of a month or a year is requested for some days after its end: items added on its last evening would
# otherwise never be seen.
_OVERLAP = timedelta(days=4)
_MONTH = timedelta(weeks=4)
_DAYS_OF_INDEX = 3


class ListSource(Source):
    """A source that reads lists of many courts (`_LISTS`); `_read_item` makes the records of an item.

    The operator's address (``TRACKER_<NAME>_URL``) contains ``{court}``, which is replaced by the list's
    name.
    """

    EVERY_MINUTES = 1440
    NETWORK = True
    _LISTS: ClassVar[tuple[CourtList, ...]]

    @cached_property
    def _hosts(self) -> re.Pattern[bytes]:
        """The pattern of links to the servers of the lists. Every saved page is searched for them."""
        hosts = sorted({host_of(listed.url) for listed in self._LISTS if listed.rows})
        return re.compile(f"//({'|'.join(map(re.escape, hosts))})".encode())

    @abstractmethod
    def _read_item(self, item: Listed, court_id: str) -> Iterator[object]:
        """Yield the records of an item of a court's list."""

    def fetch(self, http: Fetcher, watch: WatchList) -> Iterator[Snapshot | FetchError]:
        """Yield each list of the courts on the watch list, without the items of other dockets."""
        patience: dict[str, Patience] = {}  # by server: California's nine lists share one
        for listed in self._LISTS:
            refs = watch.in_court(listed.court_id)
            how = {"source": self.NAME, "form": Form.API, "court_id": listed.court_id}
            how |= {"kind": self._kind(listed), "variant": hash_of(sorted(map(str, refs)))[:16]}
            for url in _addresses(http, listed, self.NAME.upper()) if refs else ():
                for answer in _ask(http, listed, url, how, patience.setdefault(host_of(url), Patience())):
                    if isinstance(answer, FetchError):
                        yield answer
                    elif answer.is_not_modified:
                        yield replace(answer, listing=Listing(self._kind(listed)))
                    else:
                        try:
                            kept = http.apart(select_watched, answer, listed, refs)
                        except GivenUp as error:
                            yield FetchError(f"{answer.url}: {error}", answer.url)
                            continue
                        yield kept
                        if not kept.is_unreadable and breaks_off(answer, listed):
                            yield FetchError(
                                f"{answer.url}: breaks off before its end; what came of it is read",
                                answer.url,
                            )

    def recognize(self, name: str, body: bytes, court_id: str | None, imported_at: str) -> Snapshot | None:
        """Return the snapshot of a saved list of a court, None for another file. It is taken for the list of
        `court_id` under which most of the page's items can be read.

        Raises ParseError (unknown-court) for a page that links to a court's list if `court_id` is not given.
        """
        if court_id is None:
            hosts = set(self._hosts.findall(body))
            site = next(
                (each for each in self._LISTS if each.rows and host_of(each.url).encode() in hosts), None
            )
            if site is not None and len(_find(body, name, site.rows or "()")) > 1:
                raise ParseError(
                    f"{name}: if it is a list of {site.court_id}, say so with --court {site.court_id}",
                    code="unknown-court",
                )
            return None
        best: tuple[tuple[int, int], Snapshot] | None = None
        for listed in self._LISTS:
            if listed.court_id != court_id:
                continue
            saved = Snapshot(
                self.NAME,
                f"import:{name}",
                imported_at,
                body,
                Form.API,
                court_id=court_id,
                kind=self._kind(listed),
                as_of=imported_at,
                as_of_basis="file",
                scope=Scope(ScopeKind.WINDOW),
            )
            try:
                count = sum(isinstance(item, Listed) for item in read_items(saved, listed))
            except ParseError:
                continue
            # Lists of one court may share a form: ca9's memoranda link to "memoranda", its opinions do not.
            named = sum(part.encode() in body for part in urlsplit(listed.url).path.split("/") if part)
            if count and (best is None or (count, named) > best[0]):
                best = ((count, named), saved)
        return best and best[1]

    def keep_watched(self, snapshot: Snapshot, refs: tuple[DocketRef, ...]) -> Snapshot:
        """Return a saved list with only the items that name a watched docket or the statute. Raises
        ParseError (no-item) if it has none, or cannot be read."""
        listed = self._list_of(snapshot)
        kept = select_watched(snapshot, listed, refs)
        items = [item for item in read_items(kept, listed) if isinstance(item, Listed)]
        if kept.is_unreadable or not items:
            raise ParseError(
                f"{snapshot.url}: of its {kept.item_count or 0} items none is of a docket here or names the statute",
                code="no-item",
            )
        return replace(kept, listing=None)

    def parse(self, snapshot: Snapshot) -> list[object]:
        """Return the records of each item in a list, and issues.

        Raises ParseError: unknown-kind, empty-answer, no-list, cut-in-half, changed-form, unreadable-page, and those
        of a feed.
        """
        listed = self._list_of(snapshot)
        records: list[object] = []
        for item in read_items(snapshot, listed):
            records += [item] if isinstance(item, Issue) else self._read_item(item, listed.court_id)
        return records

    def _kind(self, listed: CourtList) -> str:
        return f"{self.NAME}.{listed.name}"

    def _list_of(self, snapshot: Snapshot) -> CourtList:
        listed = next((listed for listed in self._LISTS if self._kind(listed) == snapshot.kind), None)
        if listed is None:
            raise ParseError(
                f"{snapshot.url}: {self.NAME} reads no pages of kind {snapshot.kind!r}", code="unknown-kind"
            )
        return listed


def _ask(
    http: Fetcher, listed: CourtList, url: str, how: dict, patience: Patience
) -> Iterator[Snapshot | FetchError]:
    """Yield the list or, if the address has only an index of days, the pages of the last days; nothing from a
    server that did not answer before.

    The index itself says nothing more, and is yielded only if it links to nothing.
    """
    links = [url]
    if listed.index and not patience.is_over:
        index = patience.get(http, url, **how | {"variant": "", "conditional": False})
        links = find_links(index, listed.index)[-_DAYS_OF_INDEX:] if isinstance(index, Snapshot) else []
        if not links:
            yield index
    for link in links:
        if not patience.is_over:
            yield patience.get(http, link, **how)


def _addresses(http: Fetcher, listed: CourtList, setting: str) -> list[str]:
    today = times.court_date(http.now(), listed.court_id)
    template = http.address(setting, listed.url).replace("{court}", listed.name)
    addresses = (fill(template, day) for day in (today - _OVERLAP, today))
    return [fill(template, today)] if "{past" in template else list(dict.fromkeys(addresses))


def fill(template: str, day: date) -> str:
    """Return an address with its dates filled in. A term of the Supreme Court begins in October."""
    year = day.year - (day.month < 10)
    return template.format(day=day, past=day - _MONTH, term=year % 100, term_year=year)
