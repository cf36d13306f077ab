"""A world that knows its truth: dockets over weeks, as courts' feeds and CourtListener come to show them.

Everything that happens (a filing, its label, its text days later, an edit, a withdrawal, a row merged away) is
drawn once from a seed, as moments. The servers show at each moment what was to be seen then; `Truth` says
what ought to be known, and from when on it could be.
"""

import random
import threading
from bisect import insort
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from tests.worlds import courtlistener_rows as cl
from tests.worlds.courtlistener_server import CourtListener
from tests.worlds.loopback import Page, Server
from tests.worlds.sim import SimTime, make_feed, make_item
from tracker.due import is_court_hours

COURTS = ("cand", "nysd", "txwd", "ca9")
# A feed may carry some sorts of entries only: the others are known by nothing but CourtListener.
FEED_OF_ORDERS = "txwd"
FEED_WINDOW = timedelta(hours=24)
DAY = timedelta(days=1)
_LABELS = {
    "motion": (
        "Motion to Dismiss",
        "MOTION to Dismiss under Section 230, filed by {who}, no. {n}.",
    ),
    "order": ("Order", "ORDER by the Court granting extension of time to {who}, no. {n}."),
    "hearing": (
        "Set Hearings",
        "ORDER. Case Management Conference set for {day} at 10:00 AM in Courtroom 5. No. {n}.",
    ),
    "notice": ("Notice of Appearance", "NOTICE of Appearance by counsel {n} on behalf of {who}."),
    "minutes": ("Text Order", "ELECTRONIC ORDER no. {n}. {who} shall file a status report."),
    "brief": ("Reply", "REPLY to Response no. {n} filed by {who}. (Attachments: # 1 Declaration)"),
    "complaint": (
        "Complaint",
        "COMPLAINT by {who}, no. {n}, over the Communications Decency Act, 47 U.S.C. § 230.",
    ),
}
_SORTS = ("motion", "order", "hearing", "notice", "minutes", "brief")
_WEIGHTS = (10, 25, 10, 20, 20, 15)


@dataclass(eq=False)
class Filing:
    """One entry. `label_at`, `text_at`: from when CourtListener has its label, its text (None: never)."""

    docket: "Case"
    number: int | None
    sort: str
    at: datetime
    label: str
    text: str
    sequence: int
    attachments: int
    label_at: datetime | None
    text_at: datetime | None
    edit_at: datetime | None = None
    edited: str = ""
    gone_at: datetime | None = None
    is_fed: bool = False

    @property
    def day(self) -> date:
        return (self.at - timedelta(hours=7)).date()

    def text_now(self, moment: datetime) -> str:
        return self.edited if self.edit_at and self.edit_at <= moment else self.text

    def shown_at(self) -> datetime | None:
        """Return from when on anybody could know of it."""
        seen = [
            moment for moment in (self.label_at, self.text_at, self.at if self.is_fed else None) if moment
        ]
        return min(seen, default=None)

    def stands(self, moment: datetime) -> bool:
        return self.gone_at is None or self.gone_at > moment


@dataclass(eq=False)
class Case:
    """One docket. `ids` are CourtListener's; the second lacks every third entry. `merged_at`: when it ends."""

    court: str
    number: str
    case_id: int
    ids: tuple[int, ...]
    kind: str
    filed: date
    parties_at: datetime
    parties: tuple[tuple[str, str], ...]
    filings: list[Filing] = field(default_factory=list)
    merged_at: datetime | None = None
    begins_at: datetime | None = None

    def has(self, source_id: int, filing: Filing) -> bool:
        """Whether the register with this id was given the entry."""
        return source_id == self.ids[0] or filing.sequence % 3 != 0


class LivingTime(SimTime):
    """The time of the simulation, also as CourtListener sees it: its lane runs ahead by what it slept."""

    def __init__(self, start: datetime):
        super().__init__(start)
        self._lanes: dict = {}

    def pass_by(self, seconds: float) -> None:
        super().pass_by(seconds)
        thread = threading.current_thread()
        if thread.name.startswith("courtlistener"):
            self._lanes = {thread: getattr(self._own, "ahead", 0)}

    def as_asked(self) -> datetime:
        ahead = next((seconds for thread, seconds in list(self._lanes.items()) if thread.is_alive()), 0)
        return self.common + timedelta(seconds=ahead)


class Truth:
    """All dockets and filings of a month, and the moments at which something becomes visible."""

    def __init__(self, start: datetime, days: int, dockets: int, seed: int, is_troubled: bool):
        self.start, self.end = start, start + days * DAY
        self.chance = random.Random(seed)
        self.cases = [self._case(n, is_troubled) for n in range(dockets)]
        for case in self.cases:
            self._fill(case)
        # Drawn after the others, which stay as they were.
        self.cases += [self._found(dockets + n, days) for n in range(max(3, dockets // 10))]
        self.filings = [filing for case in self.cases for filing in case.filings]

    def _case(self, n: int, is_troubled: bool) -> Case:
        kind = ("busy", "busy", "quiet", "quiet", "new", "busy", "quiet", "closed", "ended", "twin")[n % 10]
        court = COURTS[n % len(COURTS)]
        number = f"24-{9000 + n}" if court == "ca9" else f"3:24-cv-{9000 + n:05d}"
        filed = (self.start - timedelta(days={"new": 6, "ended": 900}.get(kind, 400))).date()
        ids = (1000 + n, 5000 + n) if kind == "twin" else (1000 + n,)
        parties_at = self.start + (self.chance.uniform(1, 9) * DAY if kind == "new" else -2 * DAY)
        names = ((f"Roe {n} LLC", "Plaintiff"), (f"Example Video {n}, Inc.", "Defendant"))
        case = Case(court, number, 880000 + n, ids, kind, filed, parties_at, names)
        if kind == "twin" and is_troubled and n % 20 == 9:
            case.merged_at = self.start + 9 * DAY
        return case

    def _found(self, n: int, days: int) -> Case:
        """Return a suit that begins within the month, on no list and in no feed: only a search can find it. Every third
        stands there twice, and the second row lacks PACER's id or has the number of another office."""
        at = self.start + self.chance.uniform(0.2, max(0.5, days - 4)) * DAY
        ids = (1000 + n, 5000 + n) if n % 3 == 0 else (1000 + n,)
        names = ((f"Roe {n} LLC", "Plaintiff"), (f"Example Video {n}, Inc.", "Defendant"))
        case = Case(
            COURTS[n % 3], f"3:26-cv-{9000 + n:05d}", 880000 + n, ids, "found", at.date(), at + DAY / 4, names
        )
        case.begins_at = at
        more = sorted(at + self.chance.uniform(0.5, 20) * DAY for _ in range(8))
        for sequence, moment in enumerate([at, *(later for later in more if later < self.end)], 1):
            sort = self.chance.choices(_SORTS, _WEIGHTS)[0] if sequence > 1 else "complaint"
            case.filings.append(self._filing(case, sort, sequence, sequence, moment))
        first = case.filings[0]
        first.label_at, first.text_at, first.edit_at, first.gone_at = None, at + DAY / 24, None, None
        return case

    def _fill(self, case: Case) -> None:
        rate = {"busy": 0.5, "twin": 0.3, "new": 0.6, "quiet": 0.03, "closed": 0.01, "ended": 0.0}[case.kind]
        oldest = 500 if case.kind == "ended" else 0
        moments = [
            self.start - timedelta(days=oldest + self.chance.uniform(40, 300))
            for _ in range(self.chance.randrange(4, 16))
        ]
        at = self.start - 25 * DAY if case.kind not in ("quiet", "closed", "ended") else self.start - 3 * DAY
        at = max(at, datetime.combine(case.filed, datetime.min.time(), self.start.tzinfo))
        while rate and (at := at + timedelta(days=self.chance.expovariate(rate))) < self.end:
            if is_court_hours(at):
                moments.append(at)
        if case.kind == "ended" and case.ids[0] % 20 == 8:  # it lives again
            moments.append(self.start + 5.6 * DAY)
        if case.kind == "new":
            moments = [moment for moment in moments if moment.date() >= case.filed] or [self.start - 5 * DAY]
        number = 0
        for sequence, at in enumerate(sorted(moments), 1):
            sort = self.chance.choices(_SORTS, _WEIGHTS)[0]
            if case.court == "ca9" and sort == "hearing":  # courts of appeals hold no such conferences
                sort = "order"
            number += sort != "minutes"
            case.filings.append(self._filing(case, sort, None if sort == "minutes" else number, sequence, at))

    def _filing(self, case: Case, sort: str, number: int | None, sequence: int, at: datetime) -> Filing:
        chance, (label, words) = self.chance, _LABELS[sort]
        coming = at + timedelta(days=chance.randrange(8, 25))
        text = words.format(who=case.parties[0][0], n=f"{case.ids[0]}{sequence:03}", day=f"{coming:%m/%d/%Y}")
        is_old = at < self.start - 2 * DAY
        luck = chance.random()
        lag = (
            0.4 * chance.random()
            if luck < 0.6
            else chance.uniform(1, 4)
            if luck < 0.85
            else chance.uniform(5, 18)
        )
        text_at = None if luck > 0.96 and not is_old else at + (0.1 if is_old else lag) * DAY
        is_fed = (case.kind not in ("ended", "found") and case.court != FEED_OF_ORDERS) or (
            sort
            in (
                "order",
                "minutes",
                "hearing",
            )
            and case.kind != "found"
        )
        has_label = is_fed and chance.random() < 0.7
        filing = Filing(
            case,
            number,
            sort,
            at,
            label,
            text,
            sequence,
            attachments=2 if sort in ("motion", "brief") else 0,
            label_at=at + timedelta(hours=chance.uniform(0, 3)) if has_label else None,
            text_at=text_at,
            is_fed=is_fed and case.kind != "ended",
        )
        if text_at and self.start < at and chance.random() < 0.05:
            filing.edit_at, filing.edited = text_at + chance.uniform(1, 5) * DAY, text + " Modified on file."
        elif text_at and not is_old and chance.random() < 0.02:
            filing.gone_at = text_at + chance.uniform(1, 4) * DAY
        return filing


class Register(CourtListener):
    """CourtListener as it is at each moment of the simulation. `troubles` are (start, end, Page)."""

    def __init__(
        self, truth: Truth, time: LivingTime, troubles: list[tuple[datetime, datetime, Page]], **more
    ):
        self.truth, self._time, self.troubles = truth, time, troubles
        self.looks: list[tuple[datetime, str, int]] = []
        self._events: list[tuple[datetime, int, tuple]] = []
        self._done = 0
        super().__init__(time.as_asked, **more)
        for case in truth.cases:
            self._add_case(case)
        self._events.sort(key=lambda event: event[:2])

    def _at(self, moment: datetime | None, *work) -> None:
        if moment is not None:
            insort(self._events, (moment, len(self._events), work), key=lambda event: event[:2])

    def _add_case(self, case: Case) -> None:
        ended = {"closed": -100, "ended": -500}.get(case.kind)
        for source_id in case.ids:
            row = cl.docket(
                source_id,
                case.court,
                case.number,
                f"Roe v. Example Video {case.case_id}, Inc.",
                pacer_case_id=str(case.case_id),
                date_modified=(self.truth.start - 60 * DAY).isoformat(),
                date_filed=case.filed.isoformat(),
                date_terminated=(self.truth.start + ended * DAY).date().isoformat() if ended else None,
            )
            if case.kind == "found" and source_id != case.ids[0]:
                is_nameless = case.case_id % 2 == 0
                row |= {"pacer_case_id": None} if is_nameless else {"docket_number": "5" + case.number[1:]}
            if case.begins_at:
                self._at(case.begins_at, self._add_docket, case, source_id, row)
            else:
                self.add("dockets", row)
            self._at(case.parties_at, self._add_parties, case, source_id)
        for filing in case.filings:
            for source_id in case.ids:
                if case.has(source_id, filing):
                    first = min(
                        moment for moment in (filing.label_at, filing.text_at, self.truth.end) if moment
                    )
                    if first < self.truth.end:
                        self._at(first, self._add_entry, filing, source_id)
                    self._at(filing.text_at, self._write, filing, source_id)
                    self._at(filing.edit_at, self._write, filing, source_id)
                    self._at(filing.gone_at, self._remove, filing, source_id)
        self._at(case.merged_at, self._merge, case)

    def _add_docket(self, moment: datetime, case: Case, source_id: int, row: dict) -> None:
        self.add("dockets", row)

    def _add_parties(self, moment: datetime, case: Case, source_id: int) -> None:
        for n, side in enumerate(case.parties):
            row = cl.party(source_id * 10 + n, source_id, *side)
            self.add("parties", row | {"date_modified": moment.isoformat()})

    def _id(self, filing: Filing, source_id: int) -> int:
        return source_id * 1000 + filing.sequence

    def _find(self, filing: Filing, source_id: int) -> dict | None:
        wanted = self._id(filing, source_id)
        return next((row for row in self.rows["docket-entries"] if row["id"] == wanted), None)

    def _add_entry(self, moment: datetime, filing: Filing, source_id: int) -> None:
        if self._find(filing, source_id):
            return
        number, entry_id = filing.number, self._id(filing, source_id)
        doc = f"0350{filing.docket.case_id % 10000:04}{filing.sequence:04}" if number else ""
        papers = [cl.paper(entry_id * 10, source_id, number, label=filing.label, pacer_doc_id=doc)]
        papers += [
            cl.paper(
                entry_id * 10 + n,
                source_id,
                number,
                n,
                f"Exhibit {n}",
                pacer_doc_id=f"0351{entry_id % 1000000:06}{n:02}",
            )
            for n in range(1, filing.attachments + 1)
        ]
        row = cl.entry(entry_id, source_id, number, "", filing.day.isoformat(), papers)
        row["pacer_sequence_number"] = None
        self._stamp(row, moment)
        self.add("docket-entries", row)

    def _write(self, moment: datetime, filing: Filing, source_id: int) -> None:
        if row := self._find(filing, source_id):
            row["description"] = filing.text_now(moment)
            self._stamp(row, moment)

    def _stamp(self, row: dict, moment: datetime) -> None:
        row |= {"date_modified": moment.isoformat(), "_indexed": moment.isoformat()}

    def _remove(self, moment: datetime, filing: Filing, source_id: int) -> None:
        wanted = self._id(filing, source_id)
        self.rows["docket-entries"] = [row for row in self.rows["docket-entries"] if row["id"] != wanted]

    def _merge(self, moment: datetime, case: Case) -> None:
        """The second row ends, and what it had is in the first already."""
        lost = case.ids[1]
        self.rows["dockets"] = [row for row in self.rows["dockets"] if row["id"] != lost]
        for name in ("docket-entries", "parties"):
            self.rows[name] = [row for row in self.rows[name] if not _is_of(row, lost)]
        case.ids = case.ids[:1]

    def advance(self, moment: datetime) -> None:
        while self._done < len(self._events) and self._events[self._done][0] <= moment:
            at, _, (work, *values) = self._events[self._done]
            self._done += 1
            case = values[0] if isinstance(values[0], Case) else values[0].docket
            if work is self._merge or work == self._merge or len(values) < 2 or values[1] in case.ids:
                work(at, *values)

    def _page(self, parts, headers):
        now = self.clock()
        self.advance(now)
        for start, end, page in self.troubles:
            if start <= now < end:
                return page
        answer = super()._page(parts, headers)
        self.looks.append((now, f"{parts.path}?{parts.query}", answer.status))
        return answer


def _is_of(row: dict, source_id: int) -> bool:
    if "party_types" in row:
        return any(kind["docket_id"] == source_id for kind in row["party_types"])
    return row["docket"].endswith(f"/{source_id}/")


class Sites:
    """Servers that are asked without a key. `troubles` are (path or "" for all, start, end, kind); kind: down or cut.

    `pages` are, by path, what a page is at a moment, given also whether it is sent whole; None: there is none.
    """

    def __init__(self, time: LivingTime, troubles: list[tuple[str, datetime, datetime, str]]):
        self.time, self.troubles = time, troubles
        self.pages: dict[str, Callable[[datetime, bool], bytes | None]] = {}
        self.looks: list[tuple[datetime, str, int]] = []

    def server(self) -> Server:
        return Server(dict.fromkeys(self.pages, self._answer))

    def _answer(self, handler) -> Page:
        now, path = self.time.common, handler.path
        kind = next(
            (kind for where, start, end, kind in self.troubles if where in ("", path) and start <= now < end),
            "",
        )
        body = self.pages[path](now, not kind)
        page = Page(status=404) if body is None else Page(body[: len(body) // 2] if kind == "cut" else body)
        if kind == "down":
            page = Page(b"down", 503)
        self.looks.append((now, path, page.status))
        return page


def feed_pages(truth: Truth, shown: set[Filing]) -> dict[str, Callable[[datetime, bool], bytes]]:
    """Return the courts' feeds by path. What one showed in good order is added to `shown`."""

    def feed(court: str, now: datetime, is_good: bool) -> bytes:
        seen = [
            filing
            for case in truth.cases
            if case.court == court
            for filing in case.filings
            if filing.is_fed and now - FEED_WINDOW < filing.at <= now and filing.stands(now)
        ]
        if is_good:
            shown.update(seen)
        items = [_item(filing, court) for filing in sorted(seen, key=lambda each: each.at, reverse=True)]
        items += [
            make_item(
                court,
                f"23-{n + 10}" if court == "ca9" else f"9:24-cv-0{n:04}",
                1000 + n,
                now - timedelta(minutes=7 * n),
                n,
            )
            for n in range(5)
        ]
        return make_feed(items, now)

    return {f"/{court}": partial(feed, court) for court in COURTS}


def _item(filing: Filing, court: str) -> str:
    case = filing.docket
    doc = f"0350{case.case_id % 10000:04}{filing.sequence:04}"
    return make_item(
        court,
        case.number,
        case.case_id,
        filing.at,
        filing.sequence,
        filing.label,
        str(filing.number or ""),
        doc,
    )
