"""A court's list of opinions or recordings: cut down to what we watch, and read. Pure.

A list names strangers by the hundred. An item stays if it names a watched docket of that court, or § 230; only then is
it read, so that a stranger's odd row spoils nothing.
"""

import hashlib
import re
from dataclasses import replace
from functools import lru_cache

from docket.issues import ParseError
from docket.provisions import may_speak_of_230
from docket.records import DocketRef
from docket.relevance import RelevanceLabel, score_relevance
from docket.snapshot import Scope, ScopeKind, Snapshot
from scrapers.appellate_lists import CourtList
from scrapers.court_feeds import hash_of
from scrapers.court_list_items import Listed, find_runs, names_watched, read_items, whole_feed, whole_page, words_of, written

# Pages that are no list at all; of any other that cannot be read only the head is kept, lest strangers be named.
_NAMELESS = ("empty-answer", "login-page", "no-list")
_HEAD_BYTES = 1000


@lru_cache(maxsize=2048)                         # the same titles come every day
def speaks_of_230(words: str) -> bool:
    """Return whether an item's own words name § 230."""
    return may_speak_of_230(words) and score_relevance(words).label is not RelevanceLabel.NOT


def keep_watched(snapshot: Snapshot, listed: CourtList, refs: tuple[DocketRef, ...]) -> Snapshot:
    """Return the snapshot with the number of all items and only those in its body that are to be kept.

    What is no list, or holds a watched item that nobody can read, comes back as unreadable, in the former case
    without the items it may have begun; of one kind of failure in a row only the first is new.
    """
    try:
        kept, count = _cut_down(snapshot, listed, refs)
    except ParseError as error:
        head = re.split(rb"<(?:item|body|tr|a)\b", snapshot.body, maxsplit=1)[0][:_HEAD_BYTES]
        body = snapshot.body if error.code in _NAMELESS else head
        return replace(snapshot, body=body, is_unreadable=True, compare_hash=hash_of(("unreadable", error.code)))
    snapshot = replace(
        snapshot, body=kept, item_count=count, scope=Scope(ScopeKind.WINDOW),
        raw_hash=snapshot.raw_hash or hashlib.sha256(snapshot.body).hexdigest(),
    )  # fmt: skip
    try:
        items = list(read_items(snapshot, listed))
    except ParseError as error:
        return replace(snapshot, is_unreadable=True, compare_hash=hash_of(("unreadable", error.code)))
    days = sorted(item.day.isoformat() for item in items if isinstance(item, Listed) and item.day)
    return replace(
        snapshot, compare_hash=hash_of(sorted(map(repr, items))),
        window_from=days[0] if days else None, window_to=days[-1] if days else None,
    )  # fmt: skip


def _cut_down(snapshot: Snapshot, listed: CourtList, refs: tuple[DocketRef, ...]) -> tuple[bytes, int]:
    """Return the page without other people's items, and how many items it had. Raises ParseError for what is no list."""
    def is_wanted(words: str) -> bool:
        return names_watched(words, refs) or speaks_of_230(words)

    if listed.rows is None:
        feed = whole_feed(snapshot)
        return feed.without(lambda item: not is_wanted(words_of([item.element]))), len(feed.items)
    root = whole_page(snapshot, listed)
    items = find_runs(root.xpath(listed.rows), listed.is_run)
    for element in (element for item in items if not is_wanted(words_of(item)) for element in item):
        element.getparent().remove(element)
    return written(root), len(items)
