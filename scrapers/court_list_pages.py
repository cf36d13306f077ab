"""How the courts' lists of opinions and recordings are asked for; what they hold is cut down in `court_lists.py` and read in `court_list_items.py`."""

from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urljoin

from docket import times
from docket.snapshot import Form, Snapshot
from scrapers import saved_pages
from scrapers.appellate_lists import CourtList
from scrapers.court_feeds import hash_of
from scrapers.court_list_items import read_tree
from scrapers.court_lists import keep_watched
from scrapers.source import FetchError, WatchList

# A list of a month or a year is asked for some days longer: what came on its last evening would never be seen.
_OVERLAP = timedelta(days=4)
_MONTH = timedelta(weeks=4)
_DAYS_OF_INDEX = 3


def fetch_lists(http, watch: WatchList, lists: tuple[CourtList, ...], source: str, setting: str) -> Iterator[Snapshot | FetchError]:
    """Yield each list of the courts on the watch list, without the items of other dockets.

    The operator's address (`setting`) holds ``{court}``, which becomes the list's name.
    """
    for listed in lists:
        refs = watch.in_court(listed.court_id)
        variant = hash_of(sorted(map(str, refs)))[:16]
        for url in _addresses(http, listed, setting) if refs else ():
            how = {"source": source, "form": Form.API, "court_id": listed.court_id, "kind": f"{source}.{listed.name}", "variant": variant}
            try:
                pages = _days(http, listed, url, how) if listed.index else [http.get(url, **how)]
                for snapshot in pages:
                    yield snapshot if snapshot.is_not_modified else keep_watched(snapshot, listed, refs)
            except FetchError as error:
                yield error


def _addresses(http, listed: CourtList, setting: str) -> list[str]:
    today = times.court_date(http.now(), listed.court_id)
    template = http.address(setting, listed.url).replace("{court}", listed.name)
    found = (fill(template, day) for day in (today - _OVERLAP, today))
    return [fill(template, today)] if "{past" in template else list(dict.fromkeys(found))


def fill(template: str, day: date) -> str:
    """A term of the Supreme Court begins in October."""
    year = day.year - (day.month < 10)
    return template.format(day=day, past=day - _MONTH, term=year % 100, term_year=year)


def _days(http, listed: CourtList, url: str, how: dict) -> Iterator[Snapshot]:
    """Yield the last pages that an index of days links to; the index itself says nothing more."""
    index = http.get(url, **how | {"variant": "", "conditional": False})
    links = read_tree(saved_pages.text_of(index.body, url), url).xpath(listed.index)
    if not links:
        yield index
    for link in dict.fromkeys(links[-_DAYS_OF_INDEX:]):
        yield http.get(urljoin(url, link), **how)
