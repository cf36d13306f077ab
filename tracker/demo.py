"""The demonstration: two invented dockets, read twice, so that every page has something to show.

Their numbers are higher than any that a court assigns. Dates count from the day the home is made; the second
reading finds one entry edited, one removed, and a hearing moved.
"""

import shutil
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from docket.times import instant
from scrapers.sources import demo as source
from tracker import pipeline
from tracker.home import DEMO_MARK, open_house
from tracker.integrity import HomeError
from tracker.outcome import Outcome
from tracker.settings import Settings

_FIRST_READ = -4  # days from the day the home is made
_SECOND_READ = 0
_STALE = timedelta(days=2)
_MARK = " [Invented example]"  # at the end, since an entry is recognized by its beginning
# Days from today, number, present text, first text (None: the same; "": not there yet), and whether the
# second reading still has the entry.
_SUIT = (
    (
        -200,
        "1",
        (
            "COMPLAINT against Example Social, Inc. for negligence, defamation and product liability (Filing fee "
            "$ 405). Filed by Jane Doe. (Sample, Ada)"
        ),
        None,
        True,
    ),
    (-196, "4", "CASE ASSIGNED to Judge Quentin R. Sample.", None, True),
    (
        -160,
        "12",
        (
            "MOTION to Dismiss under Rule 12(b)(6) and Section 230 of the Communications Decency Act, 47 U.S.C. "
            "§ 230(c)(1), filed by Example Social, Inc. Motion Hearing set for {-75} 10:00 AM in San Francisco, "
            "Courtroom 4, 17th Floor before Judge Quentin R. Sample. Responses due by {-146}. (Muster, Max)"
        ),
        None,
        True,
    ),
    (
        -146,
        "15",
        "OPPOSITION/RESPONSE (re 12 MOTION to Dismiss) filed by Jane Doe. (Sample, Ada)",
        None,
        True,
    ),
    (-139, "17", "REPLY (re 12 MOTION to Dismiss) filed by Example Social, Inc. (Muster, Max)", None, True),
    (
        -75,
        None,
        (
            "Minute Entry for proceedings held before Judge Quentin R. Sample: Motion Hearing held on {-75} re 12 "
            "MOTION to Dismiss. The motion is taken under submission."
        ),
        None,
        True,
    ),
    (
        -40,
        "31",
        (
            "ORDER by Judge Quentin R. Sample granting in part and denying in part 12 Motion to Dismiss. The "
            "negligence and defamation claims treat defendant as the publisher of what others posted and are barred "
            "by 47 U.S.C. § 230(c)(1). The design claim is not."
        ),
        "ORDER by Judge Quentin R. Sample granting in part and denying in part 12 Motion to Dismiss.",
        True,
    ),
    (
        -30,
        "33",
        (
            "NOTICE OF APPEAL to the 9th Circuit Court of Appeals filed by Jane Doe. Appeal of Order 31. "
            "(Sample, Ada)"
        ),
        None,
        True,
    ),
    (
        -28,
        "34",
        "USCA Case Number 26-99901 9th Circuit for 33 Notice of Appeal filed by Jane Doe.",
        None,
        True,
    ),
    (-12, "35", "NOTICE of Appearance filed on behalf of Example Social, Inc.", None, False),
    (
        -6,
        "36",
        (
            "CLERK'S NOTICE SETTING CASE MANAGEMENT CONFERENCE. Case Management Conference set for {9} 02:00 PM in "
            "San Francisco, Courtroom 4, 17th Floor before Judge Quentin R. Sample."
        ),
        None,
        True,
    ),
    (
        -1,
        "37",
        (
            "CLERK'S NOTICE CONTINUING CASE MANAGEMENT CONFERENCE. Case Management Conference set for {9} is "
            "continued to {16} at 02:00 PM in San Francisco, Courtroom 4, 17th Floor."
        ),
        "",
        True,
    ),
)
_APPEAL = (
    (
        -28,
        "1",
        (
            "CASE OPENED. A copy of your notice of appeal has been received in the Clerk's office. The appeal of "
            "Jane Doe is from 3:26-cv-99901, Northern District of California."
        ),
        None,
        True,
    ),
    (
        -3,
        "9",
        (
            "SUBMITTED the opening brief of appellant Jane Doe. Issues presented: publication and product design "
            "under 47 U.S.C. § 230(c)(1)."
        ),
        "",
        True,
    ),
)
_PARTIES = {
    "cand": (
        ("Jane Doe", "Plaintiff", ["Ada Sample"]),
        ("Example Social, Inc.", "Defendant", ["Max Muster"]),
    ),
    "ca9": (("Jane Doe", "Appellant", ["Ada Sample"]), ("Example Social, Inc.", "Appellee", ["Max Muster"])),
}


def make_demo(settings: Settings, now: datetime) -> Outcome:
    """Make the home and return the outcome; a demonstration made in the last two days stays as it is.

    Raises HomeError if the folder holds a home that is no demonstration.
    """
    mark = settings.home / DEMO_MARK
    if settings.archive_path.exists() and not mark.exists():
        raise HomeError(
            f"{settings.home} holds real dockets, and the demonstration is not added to them; "
            "set TRACKER_HOME to another folder"
        )
    outcome = Outcome(source.SOURCE.NAME)
    if mark.exists():
        if settings.docket_path.exists() and now - datetime.fromisoformat(mark.read_text().strip()) < _STALE:
            return outcome
        shutil.rmtree(settings.home)
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    mark.write_text(now.isoformat() + "\n")
    with open_house(settings, lambda: now, is_demo=True) as house:
        pipeline.archive_shipped(house, outcome)
        for days in (_FIRST_READ, _SECOND_READ):
            for docket in dockets(now.date(), is_second=days == _SECOND_READ):
                read_at = instant(now + timedelta(days=days))
                pipeline.archive_snapshot(house, source.describe(docket, read_at), outcome)
        pipeline.ingest_pending(house, outcome)
    return outcome


def dockets(today: date, is_second: bool) -> Iterable[dict]:
    """Yield the invented dockets as the first or second reading shows them."""
    common = {"cause": "28:1332 Diversity-Personal Injury", "nature_of_suit": "360 P.I.: Other"}
    caption = "Doe v. Example Social, Inc. (invented example)"
    for court_id, number, lines, opened in (
        ("cand", "3:26-cv-99901", _SUIT, -200),
        ("ca9", "26-99901", _APPEAL, -28),
    ):
        yield {
            "court_id": court_id,
            "docket_number": number,
            "caption": caption,
            "date_filed": _day(today, opened).isoformat(),
            "assigned_to": "Quentin R. Sample" if court_id == "cand" else None,
            "entries": list(_entries(today, lines, is_second)),
            "parties": [
                {"name": name, "side": side, "counsel": counsel} for name, side, counsel in _PARTIES[court_id]
            ],
        } | (common if court_id == "cand" else {})


def _entries(today: date, lines: tuple, is_second: bool) -> Iterable[dict]:
    for day, number, text, before, is_kept in lines:
        words = text if is_second or before is None else before
        if words and (is_kept or not is_second):
            yield {"number": number, "day": _day(today, day).isoformat(), "text": _fill(words, today) + _MARK}


def _fill(text: str, today: date) -> str:
    """Return the text with each {days} replaced by a date as clerks write it: {-75}, the day 75 days ago, is
    03/09/2026."""
    parts = text.split("{")
    return parts[0] + "".join(
        f"{_day(today, int(days)):%m/%d/%Y}{rest}"
        for days, _, rest in (part.partition("}") for part in parts[1:])
    )


def _day(today: date, days: int) -> date:
    """Return the day that many days from today, moved off a weekend, when no court sits."""
    day = today + timedelta(days=days)
    return day - timedelta(days=max(0, day.weekday() - 4))
