"""Opinions that the appellate courts list on their own sites: in watched dockets, or naming § 230.

Source   the lists of ca1, ca3, ca5 to ca11, cadc, cafc, the Supreme Court, wash, cal, calctapp and tex, as in
         scrapers/court_lists/where.py: free, without a login, public records; robots.txt is checked each time
Gives    the day of an opinion, its address, caption, and sometimes judges, the court below, a citation, the
         disposition
Lacks    the opinion's text; ca2 and ca4, which only have search forms; courts without a watched docket;
         opinions no longer on the list
Quirks   ca7's timestamp is that of its feed; ca10's feed omits some; the pages change about yearly, and one
         that cannot be read is an issue; other people's items are removed before anything is archived
"""

from collections.abc import Iterator

from docket.courts import find_court_id, load_courts
from docket.courts.in_text import find_districts
from docket.identity import normalize_docket_number
from docket.records import Citation, Docket, DocketEvent, DocketRef, Ruling
from docket.statute import SECTION
from docket.vocabulary import Precision
from scrapers.court_lists.items import Listed, speaks_of_statute
from scrapers.court_lists.pages import ListSource
from scrapers.court_lists.where import OPINIONS
from scrapers.courtlistener.opinions import find_disposition
from scrapers.failures import read_if_sound


class AppellateOpinions(ListSource):
    NAME = "appellate_opinions"
    _LISTS = OPINIONS

    def _read_item(self, item: Listed, court_id: str) -> Iterator[object]:
        """Yield each docket that an item names, with that day's opinion, its citations and its
        disposition."""
        title = " ".join(
            filter(
                None, (item.name, item.get("summary"), item.get("nature_of_suit"), item.get("disposition"))
            )
        )
        is_found = speaks_of_statute(title)
        for number in item.numbers:
            ref = DocketRef(court_id, number)
            yield _docket(ref, item, title if is_found else None)
            yield DocketEvent(ref, item.day, item.day, Precision.DAY, "opinion", _words(item), item.url)
            for name in ("citation", "parallel_citation"):
                if text := item.get(name):
                    yield Citation(ref, text, item.url)
            if raw := item.get("disposition"):
                yield Ruling(
                    ref,
                    find_disposition(raw),
                    disposition_raw=raw,
                    date_from=item.day,
                    date_to=item.day,
                    source_url=item.url,
                    is_verified=False,
                )


SOURCE = AppellateOpinions()


def _docket(ref: DocketRef, item: Listed, mention: str | None) -> Docket:
    """Return the docket. A watched one already has a better caption and court below than a list gives; only a
    docket found by its words (`mention`) gets them from the list.

    The number below is used only if its court is known; ca11 prints it without one.
    """
    printed, number = item.get("lower_court"), item.get("lower_court_number")
    below = (
        item.get("lower_court_id")
        if item.get("lower_court_id") in load_courts()
        else _find_court(printed or "")
    )
    normal = read_if_sound(normalize_docket_number, number, below) if number and below else None
    details = {
        f"opinion found by a mention of {SECTION}": mention,
        "number below, as listed": None if normal else number,
    }
    return Docket(
        ref=ref,
        caption=item.name if mention else None,
        appeal_from=printed if mention else None,
        originating_court_id=below,
        originating_docket_number=normal,
        details=tuple((name, words) for name, words in details.items() if words),
    )


def _find_court(printed: str) -> str | None:
    """Return the court below, from its name or from the district named in ca3's "USDC for the District of …";
    None if unknown."""
    districts = (
        {district.court_id for district in find_districts(printed)} if printed.startswith("USDC") else set()
    )
    return find_court_id(printed) or (districts.pop() if len(districts) == 1 else None)


def _words(item: Listed) -> str:
    status = item.get("status")
    kind = f"({status.lower()})" if status and status != "Unknown" else None
    return " ".join(filter(None, ("Opinion", kind, item.name and f"in {item.name}")))
