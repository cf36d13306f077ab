"""A month of the daemon in the living world, and how what it then knows differs from the truth."""

import gc
import os
import re
import sqlite3
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from urllib.parse import parse_qs, urlsplit

from db import ledger
from docket.identity import normalize_docket_number
from docket.times import instant
from scrapers.courtlistener.gains import REREAD_DAYS
from scrapers.courtlistener.queries import QUERIES
from scrapers.http.budgets import Budget
from scrapers.http.get import Http
from scrapers.source import load_sources
from scrapers.sources import congress, courtlistener, pacer_rss, recap, scotus
from tests.worlds import living_free, snapshots
from tests.worlds.courtlistener_server import FREE, TOKEN
from tests.worlds.courtlistener_worlds import PLENTY
from tests.worlds.living import DAY, Case, Filing, LivingTime, Register, Sites, Truth, feed_pages
from tests.worlds.loopback import Page
from tests.worlds.sim import SimStop
from tracker import daemon, pipeline
from tracker.home import open_house
from tracker.settings import Settings
from tracker.status import read_status

START = datetime(2026, 3, 2, 5, tzinfo=UTC)  # a Monday; the clocks change within the week
WARM = 1.5 * DAY  # in which all is read once, without limits
HOUR = timedelta(hours=1)
KNOWN_WITHIN = 2 * DAY
# An edit, a label's text or a filing of an open docket must be known so long after it could be; a docket that
# ended is looked at monthly, a closed one weekly.
_GRACE = {"closed": 8 * DAY, "ended": 32 * DAY}
_READ_AGAIN = ("busy", "new", "twin", "petition")
_LEAVES = timedelta(days=REREAD_DAYS[1] / 2 + 5)  # what leaves a busy register is seen by reading it whole


@dataclass
class Measured:
    """What was wrong after the month; `entries` is how many there were to know."""

    entries: int = 0
    lost: int = 0
    doubled: int = 0
    wrong_text: int = 0
    label_only: int = 0
    with_text: int = 0
    falsely_withdrawn: int = 0
    withdrawn: int = 0
    unmarked: int = 0
    hearings: int = 0
    hearings_wrong: int = 0
    motions: int = 0
    motions_wrong: int = 0
    parties: int = 0
    parties_wrong: int = 0
    dockets_twice: int = 0
    parties_twice: int = 0
    only_searched: int = 0
    unread: int = 0
    sheet_hours: list[float] = field(default_factory=list)
    longest_wait: float = 0.0
    petition_entries: int = 0
    actions: int = 0
    actions_wrong: int = 0
    looks: int = 0
    looks_too_soon: int = 0
    own_429: int = 0
    requests: int = 0
    days_with_gain: int = 0
    unused_share: float = 0.0
    too_soon: Counter = field(default_factory=Counter)
    cases: list[str] = field(default_factory=list)
    late: set[tuple[str, str]] = field(default_factory=set)  # sources and lanes that `status` called late
    open_files: list[int] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)  # kB

    def lines(self) -> list[str]:
        """Return the figures in words, a line each."""
        return [
            f"entries {self.entries}, lost {self.lost}",
            f"doubled {self.doubled} ({self.doubled / max(1, self.entries):.2%})",
            f"wrong text {self.wrong_text}",
            f"label only {self.label_only} of {self.with_text} ({self.label_only / max(1, self.with_text):.2%})",
            f"falsely withdrawn {self.falsely_withdrawn}; withdrawn {self.withdrawn}, unmarked {self.unmarked}",
            f"hearings {self.hearings}, missing or wrong {self.hearings_wrong}",
            f"motions {self.motions}, missing or doubled {self.motions_wrong}",
            f"parties of {self.parties} dockets, wrong in {self.parties_wrong}",
            f"dockets twice {self.dockets_twice}, parties twice {self.parties_twice}",
            f"dockets that only a search finds {self.only_searched}, without a sheet {self.unread}",
            (
                f"hours to their first sheet: {sorted(round(hours, 1) for hours in self.sheet_hours)}, "
                f"median {median(self.sheet_hours or [0]):.1f}, worst {max(self.sheet_hours, default=0):.1f}"
            ),
            f"longest that a docket with a hearing near waited for a look: {self.longest_wait:.1f} hours",
            f"entries of the Supreme Court, among them, {self.petition_entries}",
            f"actions of bills {self.actions}, missing or doubled {self.actions_wrong}",
            f"looks {self.looks}, within half a rhythm {self.looks_too_soon} {dict(self.too_soon) or ''}",
            f"own 429s {self.own_429}; {self.requests} requests",
            (
                f"late by `status`: {sorted(self.late)}; memory {self.memory[0]} to {self.memory[-1]} kB, open files "
                f"{self.open_files[0]} to {self.open_files[-1]}"
            ),
            f"quota unused while anything would gain {self.unused_share:.0%}, on {self.days_with_gain} days",
        ]


class Month:
    """One life: `days` with the free tier, after a day and a half in which everything was read once."""

    def __init__(self, home, days: int, dockets: int = 120, is_troubled: bool = False, seed: int = 230):
        self.home, self.days, self.is_troubled = home, days, is_troubled
        self.time = LivingTime(START - WARM)
        self.truth = Truth(START, days, dockets, seed, is_troubled)
        self.free_truth = living_free.grow(self.truth, seed)
        self.shown: set[Filing] = set()  # by a feed, in good order
        self.feeds = Sites(self.time, _weekly(_FEED_TROUBLES, days) if is_troubled else [])
        self.feeds.pages |= feed_pages(self.truth, self.shown)
        self.free = Sites(self.time, _weekly(_FREE_TROUBLES, days) if is_troubled else [])
        self.free.pages |= living_free.free_pages(self.truth, self.free_truth)
        self.measured = Measured()
        self._lost: set[Filing] = set()
        self._label_only: set[Filing] = set()
        self._looked_at = self.time.common
        self._unused: list[float] = []
        self._failed: Exception | None = None
        self._looks_read = 0
        self._seen_at: dict[int, datetime] = {}
        self._near: dict[tuple[str, str], datetime] = {}

    def run(self) -> Measured:
        troubles = _weekly(_REGISTER_TROUBLES, self.days) if self.is_troubled else []
        with (
            Register(self.truth, self.time, troubles, limits=PLENTY) as site,
            self.feeds.server() as feeds,
            self.free.server() as free,
        ):
            self.site = site
            self.settings = Settings(
                home=self.home,
                contact="a@example.org",
                addresses={"COURTLISTENER": site.url, "PACER_RSS": f"{feeds.url}/{{court}}"}
                | dict.fromkeys(("RECAP", "SCOTUS", "BILLSTATUS"), free.url),
                courtlistener_token=TOKEN,
                fetch_seconds=None,
            )
            self._live_until(START, is_first=True)
            site.limits = FREE
            site.times.clear()
            site.refused = 0
            site.looks.clear()
            self.feeds.looks.clear()
            self.free.looks.clear()
            for at, nap in _naps(self.days) if self.is_troubled else []:
                self._live_until(at)
                self.time.common += nap
            self._live_until(START + self.days * DAY)
            if self._failed:
                raise self._failed
            self._measure()
        return self.measured

    def _live_until(self, end: datetime, is_first: bool = False) -> None:
        stop = SimStop(self.time, end)
        with open_house(self.settings, clock=self.time) as house:
            house.http = Http(
                ledger.SharedLedger(self.settings.archive_path),
                contact="a@example.org",
                addresses=self.settings.addresses,
                keys={"COURTLISTENER": TOKEN},
                budgets=(
                    (self.site.host, Budget(1 if is_first else 12, None)),
                    ("*", Budget(0, None)),
                ),
                saves_validators=False,
                clock=self.time,
                sleep=stop.wait,
            )
            if is_first:
                self._seed(house)
            daemon.watch(
                house,
                [pacer_rss.SOURCE, courtlistener.SOURCE, recap.SOURCE, scotus.SOURCE, congress.SOURCE],
                stop,
                self._look_or_fail,
            )
            pipeline.ingest_pending(house, pipeline.Outcome("last"))

    def _seed(self, house) -> None:
        """Put the dockets on the watch list; the past, which discovery reads year by year, is read already."""
        shown = [
            {
                "court": case.court,
                "number": normalize_docket_number(case.number, case.court),
                "caption": "Roe v. Example",
            }
            | ({"pacer": str(case.case_id)} if case.case_id else {})
            for case in self.truth.cases
            if case.kind != "found"
        ]
        for day, part in enumerate(shown):
            page = snapshots.page(
                f"seed{day}", "2026-01-02", [part], scope=snapshots.Scope(snapshots.ScopeKind.LABEL)
            )
            pipeline.archive_snapshot(house, page, pipeline.Outcome("world"))
        pipeline.ingest_pending(house, pipeline.Outcome("world"))
        for name in QUERIES:
            if name.startswith("history"):
                url = f"{self.site.url}/api/rest/v4/search/?q=x&type=r#{name}"
                ledger.add_check(house.archive, "courtlistener", url, "unchanged", instant(self.time.common))

    # ---- while it lives

    def _look_or_fail(self) -> None:
        """Keep what a look raises: the daemon goes on after any error, and the month would count nothing."""
        try:
            self._look()
        except Exception as error:  # noqa: BLE001  # whatever it is, it is raised when the month is over
            self._failed = error

    def _look(self) -> None:
        """Every six hours of the simulation: what could have been known for two days, and is not?"""
        now = self.time.common
        if now - self._looked_at < 6 * HOUR or now < START + KNOWN_WITHIN:
            return
        self._looked_at = now
        self._measure_process(now)
        self._measure_waits(now)
        entries = self._entries()
        is_gaining = False
        for case in self.truth.cases:
            grace = _GRACE.get(case.kind, KNOWN_WITHIN)
            matched, _ = match(case, entries[_key(case)])
            for filing in case.filings:
                seen = filing.shown_at() if filing not in self.shown else filing.at
                if not filing.stands(now) or seen is None or seen > now:
                    continue
                row = matched.get(filing)
                is_open = case.kind not in _GRACE and case.court != "scotus"  # what CourtListener would gain
                if row is None:
                    is_gaining |= is_open and seen <= now - DAY
                    if seen <= now - grace and self._could_be_seen(filing, now - grace):
                        self._lost.add(filing)
                elif filing.text_at and filing.text_at <= now - DAY and is_open:
                    is_label = row["text_kind"] == "label"
                    is_old = bool(
                        filing.edit_at and filing.edit_at <= now - DAY and row["text"] == filing.text
                    )
                    is_gaining |= is_label or is_old
                    if is_label and filing.text_at <= now - KNOWN_WITHIN:
                        self._label_only.add(filing)
        if now.hour < 6 and is_gaining:
            used = sum(moment > now - DAY for moment in self.site.times)
            self._unused.append(max(0.0, 1 - used / FREE[-1][1]))

    def _measure_process(self, now: datetime) -> None:
        measured = self.measured
        measured.late |= {
            (source.source, lane["lane"])
            for source in read_status(self.settings, now)
            for lane in source.late
        }
        measured.open_files.append(len(os.listdir("/proc/self/fd")))
        gc.collect()
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        measured.memory.append(pages * os.sysconf("SC_PAGE_SIZE") // 1024)

    def _measure_waits(self, now: datetime) -> None:
        """How long has a docket with a hearing near not been looked at, since it was known to be near?"""
        for at, path, status in self.site.looks[self._looks_read :]:
            parameters = parse_qs(urlsplit(path).query)
            words = parameters.get("q", [""])[0] if parameters.get("type") == ["rd"] else ""
            for number in re.findall(r"\d+", words) + re.findall(r"/dockets/(\d+)/", path):
                self._seen_at[int(number)] = at if status == 200 else self._seen_at.get(int(number), at)
        self._looks_read = len(self.site.looks)
        near = {
            (row["court_id"], row["docket_number"].rpartition(":")[2])
            for row in self._rows(
                "select court_id, docket_number from hearings join dockets using (docket_id) where hearings.status in "
                f"('scheduled', 'moved') and hearings.date between '{now:%Y-%m-%d}' and '{now + 14 * DAY:%Y-%m-%d}'"
            )
        }
        self._near = {key: self._near.get(key, now) for key in near}
        for case in self.truth.cases:
            if case.ids and (begun := self._near.get(_key(case))):
                seen = max(
                    (self._seen_at[number] for number in case.ids if number in self._seen_at), default=begun
                )
                waited = (now - max(begun, seen)) / HOUR
                self.measured.longest_wait = max(self.measured.longest_wait, waited)

    def _could_be_seen(self, filing: Filing, moment: datetime) -> bool:
        """Whether it stood there in good order at some time: a feed's only chance may have been while it was down."""
        at = min((m for m in (filing.label_at, filing.text_at) if m), default=None)
        return filing in self.shown or bool(at and at <= moment)

    # ---- after it

    def _rows(self, sql: str) -> list[sqlite3.Row]:
        with closing(sqlite3.connect(f"file:{self.settings.docket_path.resolve()}?mode=ro", uri=True)) as db:
            db.row_factory = sqlite3.Row
            return db.execute(sql).fetchall()

    def _entries(self) -> dict[tuple[str, str], list[sqlite3.Row]]:
        entries = defaultdict(list)
        for row in self._rows(
            "select court_id, docket_number, e.* from docket_entries e join dockets using (docket_id) "
            "order by e.position"
        ):
            entries[row["court_id"], row["docket_number"].rpartition(":")[2]].append(row)
        return entries

    def _measure(self) -> None:
        end, figures, entries = self.time.common, self.measured, self._entries()
        vanished = Counter(
            row[0] for row in self._rows("select subject_id from changes where kind = 'entry_disappeared'")
        )
        of_case = {_key(case): case for case in self.truth.cases}
        for key, case in of_case.items():
            matched, others = match(case, entries[key])
            figures.doubled += len(others)
            figures.cases += [f"doubled {key} {row['entry_number']} {row['text']!r}" for row in others]
            grace = _GRACE.get(case.kind, KNOWN_WITHIN)
            for filing in case.filings:
                row, seen = matched.get(filing), filing.shown_at()
                if seen and seen <= end - grace:
                    figures.entries += 1
                    figures.petition_entries += case.court == "scotus"
                if row is None:
                    continue
                self._measure_text(filing, row, end - grace)
                if filing.stands(end):
                    is_false = bool(row["is_gone"] or vanished[row["entry_id"]])
                    figures.falsely_withdrawn += is_false
                    figures.cases += [f"withdrawn {key} {row['text']!r}"] if is_false else []
                else:
                    figures.withdrawn += 1
                    leaves = (
                        KNOWN_WITHIN if case.court == "scotus" else _LEAVES
                    )  # its page is the whole register
                    is_due = filing.gone_at <= end - leaves and row["first_seen"] < instant(filing.gone_at)
                    is_unmarked = is_due and not row["is_gone"] and case.kind in _READ_AGAIN
                    figures.unmarked += is_unmarked
                    left = f"unmarked {key} {filing.number} {filing.text!r}, gone {filing.gone_at:%m-%d}"
                    figures.cases += [left] if is_unmarked else []
            self._measure_facts(case, matched, end - grace)
        self._measure_bills(end - KNOWN_WITHIN)
        self._measure_found(end)
        figures.lost = len(self._lost)
        figures.cases += [
            f"lost {_key(missed.docket)} {missed.number} {missed.text!r}" for missed in self._lost
        ]
        figures.label_only = len(self._label_only)
        figures.cases += [
            f"label {_key(labeled.docket)} {labeled.number} {labeled.text_at}" for labeled in self._label_only
        ]
        figures.own_429, figures.requests = self.site.refused, len(self.site.looks)
        figures.days_with_gain = len(self._unused)
        figures.unused_share = sum(self._unused) / max(1, len(self._unused))
        self._measure_looks()

    def _measure_text(self, filing: Filing, row: sqlite3.Row, until: datetime) -> None:
        self.measured.with_text += bool(filing.text_at and filing.text_at <= until)
        if row["text_kind"] == "label":
            return
        is_old = bool(filing.edit_at and filing.edit_at <= until and row["text"] != filing.edited)
        if is_old or row["text"] not in (filing.text, filing.edited):
            self.measured.wrong_text += 1
            self.measured.cases.append(f"text {_key(filing.docket)} {filing.number} {row['text']!r}")

    def _measure_facts(self, case: Case, matched: dict, until: datetime) -> None:
        figures, court, number = self.measured, case.court, _key(case)[1]
        docket = (
            f"(select docket_id from dockets where court_id = '{court}' and docket_number like '%{number}')"
        )
        known = {
            filing: row
            for filing, row in matched.items()
            if row["text_kind"] == "full" and filing.stands(until)
        }
        days = Counter(_hearing_day(filing) for filing in known if filing.sort == "hearing")
        shown = Counter(row[0] for row in self._rows(f"select date from hearings where docket_id = {docket}"))
        figures.hearings += len(days)
        figures.hearings_wrong += len(set(days) - set(shown)) + sum(
            max(0, count - days.get(day, 0)) for day, count in shown.items() if day in days
        )
        numbers = {str(filing.number) for filing in known if filing.sort == "motion"}
        rows = Counter(
            row[0] for row in self._rows(f"select entry_number from motions where docket_id = {docket}")
        )
        figures.motions += len(numbers)
        figures.motions_wrong += len(numbers - set(rows)) + sum(count - 1 for count in rows.values())
        if case.parties_at <= until - 2 * DAY:
            figures.parties += 1
            sql = f"select name from participations where not is_gone and docket_id = {docket}"
            is_right = sorted(row[0] for row in self._rows(sql)) == sorted(name for name, _ in case.parties)
            figures.parties_wrong += not is_right
            figures.cases += [] if is_right else [f"parties {_key(case)}"]

    def _measure_found(self, end: datetime) -> None:
        """Count dockets that stand twice, names of parties that do, and how long the found ones had no sheet."""
        figures = self.measured
        read: dict[int, datetime] = {}
        for at, path, status in self.site.looks:
            match_ = re.search(r"/docket-entries/\?docket=(\d+)&order_by=-id", path)
            if match_ and status == 200:
                read.setdefault(int(match_[1]), at)
        for case in self.truth.cases:
            court, number = _key(case)
            ids = self._rows(
                f"select docket_id from dockets where court_id = '{court}' and docket_number like '%{number}'"
            )
            names = Counter(
                row[0]
                for row in self._rows(
                    "select name from participations join dockets using (docket_id) where not is_gone and "
                    f"court_id = '{court}' and docket_number like '%{number}'"
                )
            )
            figures.dockets_twice += len(ids) > 1
            twice = sum(count > 1 for count in names.values())
            figures.parties_twice += twice
            figures.cases += (
                [f"twice {court} {number}: {[row[0] for row in ids]}"] if len(ids) > 1 or twice else []
            )
            if case.kind == "found" and case.filings[0].text_at <= end - KNOWN_WITHIN:
                figures.only_searched += 1
                at = min((read[docket_id] for docket_id in case.ids if docket_id in read), default=None)
                figures.unread += at is None
                figures.sheet_hours += [] if at is None else [(at - case.filings[0].text_at) / HOUR]
                figures.cases += [f"no sheet {court} {number}"] if at is None else []

    def _measure_bills(self, until: datetime) -> None:
        figures = self.measured
        for measure in self.free_truth.measures:
            sql = f"select date_from, text from bill_actions where bill_id = '{measure.bill_id}'"
            shown = Counter((row[0], row[1]) for row in self._rows(sql))
            true = {
                (living_free.action_day(at).isoformat(), words)
                for at, words in measure.actions
                if at <= until
            }
            wrong = len(true - set(shown)) + sum(count - 1 for count in shown.values())
            figures.actions += len(true)
            figures.actions_wrong += wrong
            figures.cases += [f"actions {measure.bill_id} {sorted(true - set(shown))}"] if wrong else []

    def _measure_looks(self) -> None:
        """Count good looks at one page again within half of the page's rhythm."""
        figures, last = self.measured, {}
        for at, path, status in sorted([*self.site.looks, *self.free.looks, *self.feeds.looks]):
            kind, page, rhythm = _page_of(path, at)
            if rhythm is None or status != 200:
                continue
            figures.looks += 1
            if page in last and at - last[page] < rhythm / 2:
                figures.looks_too_soon += 1
                figures.too_soon[kind] += 1
            last[page] = at


_FREE = {
    r"filename=": scotus.SOURCE,
    r"/gov\.uscourts": recap.SOURCE,
    r"/BILLSTATUS/": congress.SOURCE,
    r"\A/\w+\Z": pacer_rss.SOURCE,
}


def _page_of(path: str, at: datetime) -> tuple[str, str, timedelta | None]:
    """Return (kind, page, rhythm) of a request; no rhythm for a second page of a list and what is not paced."""
    if source := next((source for word, source in _FREE.items() if re.search(word, path)), None):
        return source.NAME, path, timedelta(minutes=source.EVERY_MINUTES)
    parts = urlsplit(path)
    parameters = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    name, _, rest = parts.path.partition("/v4/")[2].partition("/")
    if "cursor" in parameters:
        return name, path, None
    if name == "search" and parameters.get("q", "").startswith("docket_id"):
        return (
            f"search {parameters['type']}",
            f"{parameters['type']} {parameters['q']}",
            (1 if parameters["type"] == "rd" else 7) * DAY,
        )
    if name == "search":
        words = " ".join(
            parameters.get(key, "") for key in ("type", "q", "party_name", "nature_of_suit", "filed_after")
        )
        is_late = "entry_date_filed_before" in parameters
        return "discovery", f"{words} {is_late}", (3 if is_late or parameters.get("type") != "r" else 1) * DAY
    if name == "dockets" and rest:
        return "header", path, DAY
    if name == "docket-entries" and parameters.get("order_by") == "date_modified":
        return "changes", f"changes {parameters['docket']}", DAY
    if name == "docket-entries":
        return "register", parameters["docket"], timedelta(days=REREAD_DAYS[1] / 2)
    return name, path, None


def _key(case: Case) -> tuple[str, str]:
    return case.court, case.number.rpartition(":")[2]


def _hearing_day(filing: Filing) -> str:
    words = filing.text.partition("set for ")[2][:10]
    return f"{words[6:]}-{words[:2]}-{words[3:5]}"


def match(case: Case, rows: list[sqlite3.Row]) -> tuple[dict[Filing, sqlite3.Row], list[sqlite3.Row]]:
    """Return which row is which filing, and the rows that are nobody's: doubles."""
    matched, free = {}, list(rows)

    def take(filing: Filing, fits) -> None:
        row = next((row for row in free if fits(row)), None)
        if filing not in matched and row is not None:
            matched[filing] = row
            free.remove(row)

    for filing in case.filings:
        if filing.number is not None:
            take(filing, lambda row, n=str(filing.number): row["entry_number"] == n)
    unnumbered = [filing for filing in case.filings if filing.number is None]
    for filing in unnumbered:
        take(
            filing,
            lambda row, own=filing: (
                row["entry_number"] is None and row["text"] in (own.text, own.edited or 0)
            ),
        )
    for filing in unnumbered:
        take(
            filing,
            lambda row, own=filing: (
                row["entry_number"] is None
                and row["text"] == own.label
                and (row["date_filed"] or row["date_entered"]) == own.day.isoformat()
            ),
        )
    return matched, free


# In each week, by the hour: CourtListener is down, busy (its own limits, not ours), gives a web page in place of JSON;
# feeds, and the free sites as a whole, are down or break off in the middle.
_REGISTER_TROUBLES = (
    (30, 41, Page(b"<html>Bad gateway</html>", 502, {"Content-Type": "text/html"})),
    (77, 79, Page(b'{"detail": "Request was throttled."}', 429, {"Retry-After": "1800"})),
    (130, 135, Page(b"<html>We are back soon</html>", 200, {"Content-Type": "text/html"})),
)
_FEED_TROUBLES = ((34, 44, "/cand", "down"), (60, 64, "/nysd", "cut"), (80, 106, "/txwd", "down"))
_FREE_TROUBLES = ((14, 50, "", "down"), (96, 122, "", "cut"), (140, 144, "", "down"))


def _weekly(troubles: tuple, days: int) -> list[tuple]:
    """Return the troubles of every week, with moments for hours, ordered as the servers take them."""
    return [
        (*where, START + (168 * week + first) * HOUR, START + (168 * week + last) * HOUR, what)
        for week in range((days + 6) // 7)
        for first, last, *where, what in troubles
    ]


def _naps(days: int) -> list[tuple[datetime, timedelta]]:
    """Restarts every third day, and once a night and a morning in which the machine is off."""
    naps = [(START + timedelta(days=n, hours=16), timedelta(minutes=1)) for n in range(1, days, 3)]
    return sorted([*naps, (START + timedelta(days=min(5, days - 1), hours=20), 15 * HOUR)])


def quicken(patch) -> None:
    """Let the daemon look at its own files less often than three times a minute of the simulation."""
    patch.setitem(load_sources(), snapshots.NAME, snapshots.SOURCE)
    patch.setattr(congress, "load_bill_ids", living_free.bill_ids)
    patch.setattr(daemon, "_LONGEST_SLEEP", 600)
    patch.setattr(daemon, "LOCAL", tuple(replace(each, every=timedelta(hours=6)) for each in daemon.LOCAL))
    patch.setattr(daemon, "_ALERTS", timedelta(hours=6))
