"""Recordings of oral arguments, as the appellate courts list them: which watched docket was argued, and when.

Source   the lists of ca1, ca3 to ca8, ca10, ca11, cadc and the Supreme Court, as in
         scrapers/court_lists/where.py: free, without a login; robots.txt is checked each time. The recordings
         themselves are never fetched
Gives    the day of the argument, the address of its recording, sometimes the judges
Lacks    upcoming arguments (no class of juriscraper reads a calendar: see `scotus_lists` and docket entries),
         ca2 (a form), ca9 (a table behind credentials of a cloud service), cafc (a form with a token), courts
         without a watched docket
Quirks   ca3 prints when the file was posted, not when the argument was held, so it gives a fact and no
         hearing
"""

from collections.abc import Iterator
from dataclasses import replace

from docket.records import Docket, DocketEvent, DocketRef
from docket.vocabulary import Precision
from scrapers.court_lists.items import Listed
from scrapers.court_lists.pages import ListSource
from scrapers.court_lists.where import RECORDINGS
from scrapers.courtlistener.dockets import argument_held

_POSTED = {"ca3"}  # the day printed is that of the upload


class OralArguments(ListSource):
    NAME = "oral_arguments"
    _LISTS = RECORDINGS

    def _read_item(self, item: Listed, court_id: str) -> Iterator[object]:
        """Yield each docket that an item names, with the argument that was held."""
        for number in item.numbers:
            ref = DocketRef(court_id, number)
            yield Docket(ref=ref)
            if court_id in _POSTED:
                words = " ".join(
                    filter(None, ("Recording of the oral argument posted", item.name and f"in {item.name}"))
                )
                yield DocketEvent(ref, item.day, item.day, Precision.DAY, "recording posted", words, item.url)
                continue
            yield replace(
                argument_held(ref, item.day, item.url),
                judge=item.get("judge"),
                text="Oral argument, recorded",
            )


SOURCE = OralArguments()
