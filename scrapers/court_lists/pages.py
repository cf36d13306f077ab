"""How the courts' lists of opinions and recordings are asked for, and pages that only lead to others.

What the lists hold is cut down and read in `items.py`.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import urljoin, urlsplit

from docket import times
from docket.issues import ParseError
from docket.records import DocketRef
from docket.snapshot import Form, Listing, Scope, ScopeKind, Snapshot
from scrapers.court_lists.items import Listed, breaks_off, read_items, read_tree, select_watched
from scrapers.court_lists.where import CourtList
from scrapers.http.patience import Patience
from scrapers.http.urls import host_of
from scrapers.pacer import saved_pages
from scrapers.pacer.feeds import hash_of
from scrapers.source import Fetcher, FetchError, GivenUp, WatchList


def find_links(index: Snapshot, path: str = "//a/@href") -> list[str]:
    """Return the addresses that the XPath `path` finds, in order, each once; links to other sites are not followed.

    [] for what cannot be read as a page: whoever reads the index itself says what is wrong with it.
    """
    try:
        hrefs = read_tree(saved_pages.text_of(index.body, index.url), index.url).xpath(path)
    except ParseError:
        return []
    site = urljoin(index.url, "/")
    links = (_absolute(index.url, href) for href in hrefs)
    return list(dict.fromkeys(link for link in links if link.startswith(site)))


def _absolute(page: str, href: str) -> str:
    """Return the whole address, "" for what is none (``http://[``)."""
    try:
        return urljoin(page, href.strip()).partition("#")[0]
    except ValueError:
        return ""


def recognize_list(
    name: str, body: bytes, court_id: str | None, imported_at: str, lists: tuple[CourtList, ...], source: str
) -> Snapshot | None:
    """Return the snapshot of a saved list of a court, None for another file: of the lists of `court_id` the one by
    which most items of the page can be read.

    Raises ParseError (unknown-court) for a page that leads to a court's list, where nobody says which court it is of.
    """
    if court_id is None:
        site = next(
            (listed for listed in lists if listed.rows and host_of(listed.url).encode() in body), None
        )
        if site is not None and len(_find_items(body, name, site)) > 1:
            raise ParseError(
                f"{name}: if it is a list of {site.court_id}, say so with --court {site.court_id}",
                code="unknown-court",
            )
        return None
    best: tuple[tuple[int, int], Snapshot] | None = None
    for listed in lists:
        if listed.court_id != court_id:
            continue
        saved = Snapshot(
            source,
            f"import:{name}",
            imported_at,
            body,
            Form.API,
            court_id=court_id,
            kind=f"{source}.{listed.name}",
            as_of=imported_at,
            as_of_basis="file",
            scope=Scope(ScopeKind.WINDOW),
        )
        try:
            count = sum(isinstance(item, Listed) for item in read_items(saved, listed))
        except ParseError:
            continue
        # Lists of one court may have one form: ca9's memoranda link to "memoranda", its opinions do not.
        named = sum(part.encode() in body for part in urlsplit(listed.url).path.split("/") if part)
        if count and (best is None or (count, named) > best[0]):
            best = ((count, named), saved)
    return best and best[1]


def _find_items(body: bytes, name: str, listed: CourtList) -> list[object]:
    """Return the items of a list on a page, [] for a page that is none."""
    try:
        return list(read_tree(saved_pages.text_of(body, name), name).xpath(listed.rows or "()"))
    except ParseError:
        return []


def keep_watched(snapshot: Snapshot, lists: tuple[CourtList, ...], refs: tuple[DocketRef, ...]) -> Snapshot:
    """Return a saved list with the items of watched dockets, or naming the statute. Raises ParseError (no-item)
    where it has none, and where it cannot be read."""
    listed = next(each for each in lists if snapshot.kind == f"{snapshot.source}.{each.name}")
    kept = select_watched(snapshot, listed, refs)
    items = [item for item in read_items(kept, listed) if isinstance(item, Listed)]
    if kept.is_unreadable or not items:
        raise ParseError(
            f"{snapshot.url}: of its {kept.item_count or 0} items none is of a docket here or names the statute",
            code="no-item",
        )
    return replace(kept, listing=None)


# A list of a month or a year is asked for some days longer: what came on its last evening would never be seen.
_OVERLAP = timedelta(days=4)
_MONTH = timedelta(weeks=4)
_DAYS_OF_INDEX = 3


def fetch_lists(
    http: Fetcher, watch: WatchList, lists: tuple[CourtList, ...], source: str, setting: str
) -> Iterator[Snapshot | FetchError]:
    """Yield each list of the courts on the watch list, without the items of other dockets.

    The operator's address (`setting`) holds ``{court}``, which becomes the list's name.
    """
    patience: dict[str, Patience] = {}  # by server: California's nine lists are on one
    for listed in lists:
        refs = watch.in_court(listed.court_id)
        for url in _addresses(http, listed, setting) if refs else ():
            for thing in _ask(
                http, listed, url, _how(listed, refs, source), patience.setdefault(host_of(url), Patience())
            ):
                if isinstance(thing, FetchError):
                    yield thing
                elif thing.is_not_modified:
                    yield replace(thing, listing=Listing(thing.kind or source))
                else:
                    try:
                        kept = http.apart(select_watched, thing, listed, refs)
                    except GivenUp as error:
                        yield FetchError(f"{thing.url}: {error}", thing.url)
                        continue
                    yield kept
                    if not kept.is_unreadable and breaks_off(thing, listed):
                        yield FetchError(
                            f"{thing.url}: breaks off before its end; what came of it is read", thing.url
                        )


def _how(listed: CourtList, refs: tuple[DocketRef, ...], source: str) -> dict:
    variant = hash_of(sorted(map(str, refs)))[:16]
    return {
        "source": source,
        "form": Form.API,
        "court_id": listed.court_id,
        "kind": f"{source}.{listed.name}",
        "variant": variant,
    }


def _ask(
    http: Fetcher, listed: CourtList, url: str, how: dict, patience: Patience
) -> Iterator[Snapshot | FetchError]:
    """Yield the list; where the address has only an index of days, the pages of the last ones.

    The index says nothing more itself, and is yielded only where it leads nowhere.
    """
    if not listed.index:
        yield from _get(http, url, how, patience)
        return
    for index in _get(http, url, how | {"variant": "", "conditional": False}, patience):
        links = find_links(index, listed.index)[-_DAYS_OF_INDEX:] if isinstance(index, Snapshot) else []
        if not links:
            yield index
        for link in links:
            yield from _get(http, link, how, patience)


def _get(http: Fetcher, url: str, how: dict, patience: Patience) -> Iterator[Snapshot | FetchError]:
    """Yield one answer or failure, nothing from a server that was silent before."""
    if patience.is_over:
        return
    try:
        snapshot = http.get(url, **how)
    except FetchError as error:
        patience.saw(error)
        yield error
        return
    patience.saw()
    yield snapshot


def _addresses(http: Fetcher, listed: CourtList, setting: str) -> list[str]:
    today = times.court_date(http.now(), listed.court_id)
    template = http.address(setting, listed.url).replace("{court}", listed.name)
    addresses = (fill(template, day) for day in (today - _OVERLAP, today))
    return [fill(template, today)] if "{past" in template else list(dict.fromkeys(addresses))


def fill(template: str, day: date) -> str:
    """A term of the Supreme Court begins in October."""
    year = day.year - (day.month < 10)
    return template.format(day=day, past=day - _MONTH, term=year % 100, term_year=year)
