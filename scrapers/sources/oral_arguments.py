"""Recordings of oral arguments, as the appellate courts list them: which watched docket was argued, and when.

Source   the lists of ca1, ca3 to ca8, ca10, ca11, cadc and the Supreme Court, as in scrapers/court_lists/where.py:
         free, without a log-in; robots.txt is asked each time. The recordings themselves are never fetched
Gives    the day of the argument, the address of its recording, here and there the judges
Lacks    arguments to come (no class of juriscraper reads a calendar: see `scotus_lists` and docket entries),
         ca2 (a form), ca9 (a table behind credentials of a cloud service), cafc (a form with a token), courts
         of which no docket is watched
Quirks   ca3 prints when the file was posted, not when the argument was, so it gives a fact and no hearing
"""

from collections.abc import Iterator

from docket.records import Docket, DocketEvent, DocketRef, HearingEvent
from docket.snapshot import Snapshot
from docket.vocabulary import HearingAction, HearingKind, Precision
from scrapers.court_lists.items import Listed, read_list
from scrapers.court_lists.pages import fetch_lists, keep_watched, recognize_list
from scrapers.court_lists.where import RECORDINGS
from scrapers.source import Fetcher, FetchError, Source, WatchList

_POSTED = {"ca3"}  # the day printed is that of the upload


class OralArguments(Source):
    NAME = "oral_arguments"
    EVERY_MINUTES = 1440
    NETWORK = True

    def fetch(self, http: Fetcher, watch: WatchList) -> Iterator[Snapshot | FetchError]:
        """Yield each list of the courts on the watch list, without the items of other dockets."""
        yield from fetch_lists(http, watch, RECORDINGS, self.NAME, "ORAL_ARGUMENTS")

    def recognize(self, name: str, body: bytes, court_id: str | None, imported_at: str) -> Snapshot | None:
        """Return the snapshot of a saved list of the court `court_id`, None for another file."""
        return recognize_list(name, body, court_id, imported_at, RECORDINGS, self.NAME)

    def keep_watched(self, snapshot: Snapshot, refs: tuple[DocketRef, ...]) -> Snapshot:
        """Return a saved list without the items of other dockets. Raises ParseError where none is left."""
        return keep_watched(snapshot, RECORDINGS, refs)

    def parse(self, snapshot: Snapshot) -> list[object]:
        """Return, for each docket an item names, the argument that was held, and issues.

        Raises ParseError: unknown-kind, empty-answer, no-list, cut-in-half, changed-form, unreadable-page, and those
        of a feed.
        """
        return read_list(snapshot, self.NAME, RECORDINGS, _read)


SOURCE = OralArguments()


def _read(item: Listed, court_id: str) -> Iterator[object]:
    for number in item.numbers:
        ref = DocketRef(court_id, number)
        yield Docket(ref=ref)
        if court_id in _POSTED:
            words = " ".join(
                filter(None, ("Recording of the oral argument posted", item.name and f"in {item.name}"))
            )
            yield DocketEvent(ref, item.day, item.day, Precision.DAY, "recording posted", words, item.url)
            continue
        yield HearingEvent(
            ref,
            f"oral-argument-{item.day.isoformat()}",
            HearingAction.HELD,
            HearingKind.ORAL_ARGUMENT,
            action_date=item.day,
            date_from=item.day,
            date_to=item.day,
            judge=item.get("judge"),
            text="Oral argument, recorded",
            source_url=item.url,
        )
