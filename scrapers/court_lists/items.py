"""Reduces a court's list of opinions or recordings to what we watch, and reads those items. Pure.

A list names hundreds of other people's cases. An item is kept if it names a watched docket of that court or
the statute; only then is it read, with juriscraper's class for the court, so that an odd row for another case
breaks nothing.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from urllib.parse import quote, unquote, urljoin

from lxml import etree

from docket import times
from docket.courts import get_court
from docket.identity import STATE_NUMBERS, normalize_docket_number
from docket.issues import Issue, ParseError
from docket.records import DocketRef
from docket.section230.relevance import RelevanceLabel, score_relevance
from docket.snapshot import Listing, Scope, ScopeKind, Snapshot
from docket.text.prepared import PreparedText
from scrapers.court_lists.where import CourtList
from scrapers.failures import read_if_sound
from scrapers.pacer import juriscraper_adapter, saved_pages
from scrapers.pacer.feeds import Feed, hash_of, read_feed

# Neither the beginning of a date ("02-05-2024") nor the end of something longer.
_PRINTED = {
    "appellate": re.compile(r"(?<![\d-])\d\d-\d{1,6}(?!\d|-\d{2,4}(?!\d))", re.ASCII),
    "scotus": re.compile(r"(?<![\d-])\d\d[-AM]\d{1,5}(?!\d|-\d)|\b\d{1,3},?\s?Orig", re.ASCII),
}
_FRAGMENT = re.compile(r"\s*<(?P<tag>div|section|main|table|ul)\b", re.IGNORECASE)
_NUMBER_LIKE = re.compile(r"(?<![\d-])(?:\d\d-\d{4,6}|\d{5,6}-\d|[A-Z]\d{6})(?![\d-])", re.ASCII)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"}
)
_WHOLE = re.compile(r"</html\s{0,9}>\s*(?:<!--(?:(?!-->).){0,500}-->\s{0,99})*\Z", re.IGNORECASE | re.DOTALL)
_END = re.compile(rb"(?:(?:</body>)?\s{0,99}</html>|(?:</channel>)?\s{0,99}</rss>)\s{0,999}\Z")
# Words that even a list without items has, but an error page or a login form does not.
_FRAME = re.compile(
    r"\bopinions?\b|\bdecisions?\b|\borders\b|\boral arguments?\b|\brecordings?\b", re.IGNORECASE
)


def read_tree(text: str, page: str) -> etree._Element:
    """Return the tree of an HTML page. Raises ParseError (empty-answer) if there is none."""
    parser = etree.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
    root = etree.fromstring(text.encode("utf-8", "replace"), parser) if text.strip() else None
    if root is None:
        raise ParseError(
            f"{page}: an empty answer, not a list; look at the address in a browser", code="empty-answer"
        )
    return root


def printed_numbers(words: str, court_id: str) -> tuple[str, ...]:
    """Return the docket numbers printed in some words, normalized, in order."""
    pattern = _PRINTED.get(get_court(court_id).system) or STATE_NUMBERS[court_id]
    # Some matches are not numbers of this court: "00-0", for example.
    numbers = (
        read_if_sound(normalize_docket_number, match[0], court_id) for match in pattern.finditer(words)
    )
    return tuple(dict.fromkeys(filter(None, numbers)))


def names_watched(words: str, refs: tuple[DocketRef, ...]) -> bool:
    """Return whether some words contain the number of one of these dockets, which are all of one court."""
    if not refs:
        return False
    watched = {ref.docket_number for ref in refs}
    return not watched.isdisjoint(printed_numbers(words, refs[0].court_id))


def written(root: etree._Element) -> bytes:
    """Return a page serialized to bytes again. Not as HTML, since that writes spaces in a link as %20, and
    ca6 has docket numbers there."""
    for element in root.iter(etree.Element):
        if element.text is None and not len(element) and element.tag not in _VOID:
            element.text = ""  # "<td></td>": an HTML parser takes "<td/>" for an open cell
    return etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=False)


def whole_feed(snapshot: Snapshot) -> Feed:
    """Return the feed, as far as it was received. Raises ParseError for anything else, and for a feed without
    items and without a build time."""
    try:
        feed = read_feed(snapshot.body, snapshot.url)
    except ParseError as error:
        whole_items, end, _ = snapshot.body.rpartition(b"</item>")
        if error.code != "broken-feed" or not end or not _is_feed_cut(snapshot.body):
            raise
        feed = read_feed(whole_items + end + b"</channel></rss>", snapshot.url)
    if not snapshot.item_count and not feed.items and feed.built is None:
        raise ParseError(
            f"{snapshot.url}: neither items nor a build date: a broken feed", code="undated-feed"
        )
    return feed


def _is_whole(text: str) -> bool:
    """Return whether a page is complete: it ends with ``</html>`` or, if the server sends only part of a page
    (ca5), has as many end tags of its first element as start tags."""
    if _WHOLE.search(text):
        return True
    fragment = _FRAGMENT.match(text)
    if fragment is None:
        return False
    tag = fragment["tag"]
    begins, ends = (len(re.findall(rf"<{slash}{tag}\b", text, re.IGNORECASE)) for slash in ("", "/"))
    return begins == ends and text.rstrip().lower().endswith(f"</{tag}>".lower())


def _is_feed_cut(body: bytes) -> bool:
    return b"<rss" in body[:4000] and b"</rss" not in body[-4000:]


def breaks_off(snapshot: Snapshot, listed: CourtList) -> bool:
    """Return whether a list breaks off before its end; the part received is read, and the list is requested
    again. Pages whose items are not elements (`is_run`) have no end tags to check."""
    if listed.rows is None:
        return _is_feed_cut(snapshot.body)
    return not (listed.is_run or _is_whole(saved_pages.text_of(snapshot.body, snapshot.url)))


def read_page(snapshot: Snapshot, listed: CourtList) -> etree._Element:
    """Return the page's tree. Raises ParseError for a page without items that breaks off or is not a list."""
    assert listed.rows is not None  # a list without them is a feed (`whole_feed`)
    page = snapshot.url
    root = read_tree(saved_pages.text_of(snapshot.body, page), page)
    has_items = bool(snapshot.item_count or root.xpath(listed.rows))
    if not has_items and breaks_off(snapshot, listed):
        raise ParseError(
            f"{page}: the page breaks off before its end; it is asked for again", code="cut-in-half"
        )
    if not has_items:
        words = " ".join(root.itertext("*"))
        if _NUMBER_LIKE.search(words):
            raise ParseError(
                f"{page}: docket numbers, but no items; the form has changed", code="changed-form"
            )
        if not _FRAME.search(words):
            raise ParseError(
                f"{page}: no list of opinions or recordings; look at the address in a browser", code="no-list"
            )
    return root


def find_runs(starts: list, is_run: bool) -> list[list]:
    """Return the elements of each item: the one found or, if `is_run`, also all that follow it up to the
    next.

    If an XPath finds a row inside a row (in tables used for page layout), the inner row is the item.
    """
    begins, runs = set(starts), []
    outer = {above for start in starts for above in start.iterancestors()}
    for start in starts:
        run = [start]
        if is_run:
            for sibling in start.itersiblings():
                if sibling in begins:
                    break
                run.append(sibling)
        elif start in outer:
            continue
        runs.append(run)
    return runs


def words_of(run: list) -> str:
    """Return the text and links of an item, in one line."""
    parts = []
    for element in run:
        for inner in element.iter():
            if isinstance(inner.tag, str):  # of a comment, only the text after it: ca6 has its numbers there
                links = (unquote(value) for name, value in inner.items() if name in ("href", "url", "src"))
                parts += [inner.text, *links]
            parts.append(inner.tail)
    return " ".join(" ".join(filter(None, parts)).split())


@dataclass(frozen=True)
class Listed:
    """One item of a list. `numbers` are normalized; `given` has the court's other fields, under juriscraper's
    names."""

    numbers: tuple[str, ...]
    name: str | None
    day: date
    url: str | None
    given: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str | None:
        return dict(self.given).get(name)


def read_items(snapshot: Snapshot, listed: CourtList) -> Iterator[Listed | Issue]:
    """Yield the items of a reduced list, an issue for each item without a day or docket number, and one for a
    list that breaks off.

    Raises ParseError: unreadable-page, and those of `feeds.read_feed`.
    """
    items = find_items(snapshot, listed)
    if breaks_off(snapshot, listed):
        yield Issue(
            "cut-in-half",
            "the list breaks off before its end; what came of it is read, and it is asked for again",
            snapshot.url,
            listed.court_id,
        )
    if snapshot.item_count == 0 and listed.rows is not None:  # a feed's root and build date suffice
        yield Issue(
            "empty-list",
            "no items; either the court has none or the form has changed",
            snapshot.url,
            listed.court_id,
        )
    # The page is read only once: it may have ten thousand rows and as many numbers.
    page_text = words_of([element for item in items for element in item])
    is_printed = frozenset(printed_numbers(page_text, listed.court_id)).__contains__
    for column in _read_columns(snapshot, listed, len(items)) if items else ():
        if isinstance(column, Issue):
            yield column
            continue
        words = {name: text for name, value in column.items() if (text := " ".join(str(value or "").split()))}
        yield _read_row(words, listed, is_printed, snapshot.url)


def find_items(snapshot: Snapshot, listed: CourtList) -> list[list]:
    """Return the elements of each item. Raises ParseError for a page that is not a list."""
    if listed.rows is None:
        return [[item.element] for item in whole_feed(snapshot).items]
    return find_runs(read_page(snapshot, listed).xpath(listed.rows), listed.is_run)


def _read_columns(snapshot: Snapshot, listed: CourtList, count: int) -> list[dict | Issue]:
    """Return what juriscraper reads from each item, or an issue for each item on which it fails."""
    try:
        return [*_ask_juriscraper(snapshot, listed)]
    except ParseError:
        rows = list(_read_halves(snapshot, listed, range(count))) if count > 1 else []
        if all(isinstance(row, Issue) for row in rows):
            raise
    return rows


def _read_halves(snapshot: Snapshot, listed: CourtList, places: range) -> Iterator[dict | Issue]:
    """Yield what juriscraper reads from each half of some items, halving again until the unreadable items are
    isolated. Reading each item separately would take as many whole pages."""
    middle = len(places) // 2
    for half in (places[:middle], places[middle:]):
        part = _only(snapshot, listed, range(half.start - places.start, half.stop - places.start))
        try:
            yield from _ask_juriscraper(part, listed)
        except ParseError as error:
            if len(half) > 1:
                yield from _read_halves(part, listed, half)
            else:
                yield _unread(part, listed, error)


def _only(snapshot: Snapshot, listed: CourtList, places: range) -> Snapshot:
    """Return the list with only some of its items."""
    items = find_items(snapshot, listed)
    root = items[0][0].getroottree().getroot()
    for place, item in enumerate(items):
        for element in item if place not in places else ():
            element.getparent().remove(element)
    body = written(root) if listed.rows else etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return replace(snapshot, body=body)


def _unread(part: Snapshot, listed: CourtList, error: ParseError) -> Issue:
    """Return the issue for a list of one item that cannot be read."""
    words = words_of(find_items(part, listed)[0])
    is_in_words = get_court(listed.court_id).system in _PRINTED
    numbers = printed_numbers(words, listed.court_id) if is_in_words else ()
    return Issue(error.code, words[:200], part.url, listed.court_id, next(iter(numbers), None))


def _ask_juriscraper(snapshot: Snapshot, listed: CourtList) -> list[dict]:
    kind = "opinions" if (snapshot.kind or "").startswith("appellate_opinions.") else "oral_args"
    text = saved_pages.text_of(snapshot.body, snapshot.url)
    rows = juriscraper_adapter.parse_court_list(
        f"{kind}.{listed.family}.{listed.name}", snapshot.body, text, snapshot.url
    )
    if not rows:
        raise ParseError(
            f"{snapshot.url}: items are there, but none can be read; the form has changed",
            code="changed-form",
        )
    return rows


def _read_row(
    words: dict[str, str], listed: CourtList, is_printed: Callable[[str], bool], page: str
) -> Listed | Issue:
    """Return an item. A number that juriscraper cut out of a link counts only if it is also printed on the
    page: for ca9, the step that removes ".pdf" removes the last four characters of any link."""
    printed = words.pop("docket", None)
    numbers = tuple(filter(is_printed, printed_numbers(printed or "", listed.court_id)))
    name, raw_day, link = words.pop("name", None), words.pop("date", ""), words.pop("url", None)
    day = read_day(raw_day, listed.court_id)
    if not numbers:
        return Issue("docket-number", printed or name, page, listed.court_id)
    if day is None:
        return Issue("date", raw_day or name, page, listed.court_id, numbers[0])
    url = quote(urljoin(page, link), safe="%/:=&?~#+!$,;'@()*[]") if link else None
    return Listed(
        numbers,
        name,
        day,
        url if url and url.startswith(("http://", "https://")) else None,
        tuple(sorted(words.items())),
    )


def read_day(raw: str, court_id: str) -> date | None:
    """Return the day printed in a list, or that of a feed's timestamp in the court's time zone; None for
    anything else.

    ca11 prints 03-12-2024, ca1's recordings 2024-03-12T…; a leading year is followed by the month.
    """
    printed = re.sub(r"T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?\Z", "", raw.strip("() "))
    printed = re.sub(
        r"\A(\d\d)-(\d\d)-(\d{4})\Z", r"\1/\2/\3", re.sub(r"\A(\d{4})/(\d\d)/(\d\d)\Z", r"\1-\2-\3", printed)
    )
    if day := read_if_sound(times.parse_date, printed):
        return day
    moment = read_if_sound(times.parse_rfc822, raw)
    return times.court_date(moment, court_id) if moment else None


# Codes of pages that are not a list at all. Of any other unreadable page only the head is kept: the rest may
# name strangers.
_NAMELESS = ("empty-answer", "login-page", "no-list")
_HEAD_BYTES = 1000


@lru_cache(maxsize=2048)  # the same titles appear every day
def speaks_of_statute(words: str) -> bool:
    """Return whether an item's text names the statute."""
    return score_relevance(PreparedText(words)).label is not RelevanceLabel.NOT


def select_watched(snapshot: Snapshot, listed: CourtList, refs: tuple[DocketRef, ...]) -> Snapshot:
    """Return the snapshot with the count of all items, but only the items to be kept in its body.

    A page that is not a list, or has a watched item that cannot be read, is marked as unreadable; the former
    also loses any items that it began. Of consecutive failures of one kind, only the first counts as new.
    """
    snapshot = replace(snapshot, listing=Listing(snapshot.kind or listed.name))
    try:
        kept, keys = _cut_down(snapshot, listed, refs)
        _check_readable(snapshot, listed, len(keys))
    except ParseError as error:
        head = re.split(rb"<(?:item|body|tr|a)\b", snapshot.body, maxsplit=1)[0][:_HEAD_BYTES]
        body = snapshot.body if error.code in _NAMELESS else head
        return replace(
            snapshot, body=body, is_unreadable=True, compare_hash=hash_of(("unreadable", error.code))
        )
    snapshot = replace(
        snapshot,
        body=kept,
        item_count=len(keys),
        listing=Listing(snapshot.kind or listed.name, keys),
        scope=Scope(ScopeKind.WINDOW),
        raw_hash=snapshot.raw_hash or hashlib.sha256(snapshot.body).hexdigest(),
    )
    if breaks_off(snapshot, listed):
        snapshot = replace(snapshot, validator_key=None)  # never "not modified": the rest is missing
    try:
        items = list(read_items(snapshot, listed))
    except ParseError as error:
        return replace(snapshot, is_unreadable=True, compare_hash=hash_of(("unreadable", error.code)))
    days = sorted(item.day.isoformat() for item in items if isinstance(item, Listed) and item.day)
    return replace(
        snapshot,
        compare_hash=hash_of(sorted(map(repr, items))),
        window_from=days[0] if days else None,
        window_to=days[-1] if days else None,
    )


def _check_readable(snapshot: Snapshot, listed: CourtList, count: int) -> None:
    """Raise ParseError for a list in which nothing can be read, even if all its items are strangers', so that
    a change in the court's page is noticed at once. A single odd row of theirs is not enough."""
    if not count or breaks_off(snapshot, listed):
        return
    try:
        _ask_juriscraper(snapshot, listed)
    except ParseError:
        parts = (_only(snapshot, listed, range(place, place + 1)) for place in {0, count // 2, count - 1})
        if not any(read_if_sound(_ask_juriscraper, part, listed) for part in parts):
            raise


def _key_of(*words: str | None) -> str:
    return hash_of(tuple(word or "" for word in words))[:16]


def _cut_down(
    snapshot: Snapshot, listed: CourtList, refs: tuple[DocketRef, ...]
) -> tuple[bytes, tuple[str, ...]]:
    """Return the page without other people's items, and a key for each item that it had. Raises ParseError
    for a page that is not a list."""

    def is_wanted(words: str) -> bool:
        return names_watched(words, refs) or speaks_of_statute(words)

    if listed.rows is None:
        feed = whole_feed(snapshot)
        body = feed.without(lambda item: not is_wanted(words_of([item.element])))
        # The timestamps of ca7 are those of its feed.
        keys = tuple(_key_of(item.title, item.link) for item in feed.items)
        return (_END.sub(b"", body) if breaks_off(snapshot, listed) else body), keys
    root = read_page(snapshot, listed)
    items = find_runs(root.xpath(listed.rows), listed.is_run)
    is_half = breaks_off(snapshot, listed)
    words = [words_of(item) for item in items]
    if items and not any(printed_numbers(text, listed.court_id) for text in words):
        problem = "the page breaks off" if is_half else "the form has changed"
        raise ParseError(
            f"{snapshot.url}: {len(items)} items, none with a docket number; {problem}",
            code="cut-in-half" if is_half else "changed-form",
        )
    last = len(items) - 1
    for place, (item, text) in enumerate(zip(items, words, strict=True)):
        if not is_wanted(text) or (is_half and place == last):  # the last may be only half an item
            for element in item:
                element.getparent().remove(element)
    body = written(root)
    # Half a page stays half a page, so that its reader notices.
    return (_END.sub(b"", body) if is_half else body), tuple(map(_key_of, words))
