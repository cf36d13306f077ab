"""Each spreadsheet as data: its rows, as the page of that name finds them, and its columns.

A column gives codes in the pages' words (publish/words.py, publish/filters/terms.py). Its description is that
of the register of columns (db/columns), unless that mentions codes.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from db.columns import TABLE
from db.views import SPENT_RULINGS
from docket.bills import ordinal
from publish import words
from publish.api.resources import ENTITIES_OF_DOCKETS
from publish.charts.month_grid import read_month
from publish.filters import terms
from publish.filters.terms import Term
from publish.links import (
    anchor,
    bill_path,
    case_path,
    law_path,
    page_path,
    party_path,
    snapshot_path,
    web_address,
)
from publish.pages import bills, cases, hearings, laws, rulings, won_lost
from publish.pages.case_summary import case_title
from publish.queries import theory_names
from publish.request import Asked, marks, rows
from publish.sheets.files import Address, Cell

Row = dict[str, Any]
_YES_NO = {"yes": "Yes", "no": "No", 1: "Yes", 0: "No"}
_WIDE = 60  # widths of columns, in characters
_NAME = 38
_SHORT = 18
_DAY = 13


class Names:
    """What the cells of one file need besides their row: the question, and the names for ids, read when first
    needed."""

    def __init__(self, conn: sqlite3.Connection, asked: Asked) -> None:
        self.conn, self.asked = conn, asked

    @cached_property
    def courts(self) -> dict[str, str]:
        return self._pairs("select court_id, name from courts")

    @cached_property
    def circuits(self) -> dict[str, str]:
        return self._pairs("select court_id, circuit from courts where circuit is not null")

    @cached_property
    def theories(self) -> dict[str, str]:
        return theory_names(self.conn)

    @cached_property
    def companies_of_cases(self) -> dict[str, str]:
        return _join_by(
            self.conn.execute(
                f"select dockets.case_id, entities.name from ({ENTITIES_OF_DOCKETS}) join dockets "
                "on dockets.docket_id = id join entities on entities.entity_id = value group by 1, 2 order by 2"
            )
        )

    @cached_property
    def companies_of_rulings(self) -> dict[str, str]:
        """The names of those each ruling concerns, by its id; under "ID won" and the like, those for whom it
        came out that way."""
        result_rows = self.conn.execute(
            "select ruling_id, result, name from company_rulings join entities using (entity_id) order by name"
        )
        return _join_by(
            (key, name)
            for ruling_id, result, name in result_rows
            for key in ((ruling_id, f"{ruling_id} {result}") if result else (ruling_id,))
        )

    @cached_property
    def spent(self) -> frozenset[str]:
        """The rulings whose answer no longer stands, or does not stand yet."""
        return frozenset(ruling_id for (ruling_id,) in self.conn.execute(SPENT_RULINGS))

    def page(self, path: str) -> Address:
        return Address(f"{self.asked.root}{path}")

    def source(self, row: Row, *urls: str | None) -> Address | None:
        """Return the first of the addresses that can be followed, or else the address of our snapshot of the
        source."""
        for url in urls:
            if address := web_address(url):
                return Address(address)
        return self.page(snapshot_path(row["snapshot_id"])) if row.get("snapshot_id") else None

    def _pairs(self, sql: str) -> dict[str, str]:
        return dict(tuple(pair) for pair in self.conn.execute(sql))


def _join_by(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the names for each key, joined as text: a list of names for each of 20,000 rows would take much
    memory."""
    names_by_key: dict[str, str] = {}
    for key, name in pairs:
        names_by_key[key] = f"{names_by_key[key]}; {name}" if key in names_by_key else name
    return names_by_key


@dataclass(frozen=True)
class Column:
    """One column: its head, its meaning, its width in characters, and the function that makes a row's
    cell."""

    title: str
    means: str
    width: int
    cell: Callable[[Row, Names], Cell]


@dataclass(frozen=True)
class Sheet:
    """A list as a file. `find` returns all that its page lists, in order: rows, or ids that `load` turns into
    rows a few hundred at a time. `asks` are the page's parameters, `says` the words for values of those that
    are not terms."""

    name: str
    title: str
    asks: tuple[Term | str, ...]
    find: Callable[[sqlite3.Connection, Asked], list[Any]]
    columns: tuple[Column, ...]
    load: Callable[[sqlite3.Connection, list[Any]], list[Row]] = lambda _, rows: rows
    says: dict[str, Callable[[str], str | None]] = field(default_factory=dict)

    @property
    def terms(self) -> tuple[Term, ...]:
        return tuple(asked for asked in self.asks if isinstance(asked, Term))


# --- how cells are made


def _of(table: str, name: str) -> str:
    """Return a column's description in the register."""
    return TABLE[table].columns[name].words


def _text(name: str) -> Callable[[Row, Names], Cell]:
    return lambda row, _: row[name]


def _said(name: str, known: Mapping[Any, str]) -> Callable[[Row, Names], Cell]:
    """Return a function that puts the code in a column into words."""
    return lambda row, _: known.get(row[name]) or words.plain(row[name])


def _joined(parts: Iterable[str | None]) -> str | None:
    return "; ".join(dict.fromkeys(part for part in parts if part)) or None


def _listed(name: str, say: Callable[[str], str | None]) -> Callable[[Row, Names], Cell]:
    """Return a function that puts each code of a list into words."""
    return lambda row, _: _joined(say(code) or code for code in words.split_list(row[name]))


def _theories(row: Row, names: Names) -> Cell:
    return _joined(names.theories.get(code, code) for code in words.split_list(row["theories"]))


def _day(date_from: str | None, date_to: str | None = None, precision: str | None = None) -> Cell:
    """Return a day as a date; a date known less precisely in words, only as precisely as it is known."""
    span = words.format_span(date_from, date_to, precision)
    if date_from and span == words.format_day(date_from):
        try:
            return date.fromisoformat(date_from)
        except ValueError:
            return date_from
    return span


def _span(row: Row, _: Names) -> Cell:
    return _day(row["date_from"], row["date_to"], row["precision"])


def _year(name: str) -> Callable[[Row, Names], Cell]:
    return lambda row, _: int(str(row[name])[:4]) if row[name] else None


def _court(row: Row, names: Names) -> Cell:
    return names.courts.get(row["court_id"], row["court_id"])


def _circuit(*court_ids: str) -> Callable[[Row, Names], Cell]:
    def say(row: Row, names: Names) -> Cell:
        codes = [
            names.circuits.get(court_id) for name in court_ids for court_id in words.split_list(row[name])
        ]
        return _joined(words.CIRCUITS.get(code or "") for code in codes)

    return say


def _state_of_law(code: str | None) -> str | None:
    return words.first_upper(words.LAW_EFFECTS.get(code or "") or words.plain(code) or "") or None


_PARTS = _listed("provisions", words.format_provision)
_CLAIMS = _listed("claims", words.format_claim)
_CASE_MEANS = "Name of the case, as its page has it"
_COURT_MEANS = "Full name of the court"
_CIRCUIT_MEANS = "Federal circuit of the court; a state's court has none"
_PAGE_MEANS = "Its page here, with all that is known and how"
_SOURCE_MEANS = "Where it was read; without a web address, our page of what was stored of the source"
_ONLY_DAY = "; what is known less exactly than by day stands in words"


# --- the lists. A column is a line, or as few as its words fill.
# fmt: off


def _became(row: Row, names: Names) -> Cell:
    became = row["became"]
    if not became:
        return None
    court = names.courts.get(became["court_id"], became["court_id"])
    return ", ".join(filter(None, (became["words"], court))) + (
        f": {became['answer']}" if became["answer"] else ""
    )


def _companies(result: str = "") -> Callable[[Row, Names], Cell]:
    return lambda row, names: names.companies_of_rulings.get(f"{row['ruling_id']} {result}".strip())


RULINGS = Sheet(
    "rulings",
    "Rulings on Section 230",
    tuple(asked for asked in rulings.ASKS if asked != "page"),
    rulings.find,
    (
        Column("Case", _CASE_MEANS, _NAME, lambda row, _: row["case_name"] or row["case_id"]),
        Column("Court", _COURT_MEANS, 44, _court),
        Column("Decided", f"Day of the ruling{_ONLY_DAY}", _DAY, _span),
        Column("Answer on § 230", terms.ANSWER.description, 26,
               lambda row, _: words.format_answer(row["answer"], row["kind"])),
        Column("What was held", f"{_of('rulings', 'holding')}; where none is written, what an entry says of it", _WIDE,
               lambda row, _: row["holding"] or row["text"]),
        Column("Companies and bodies", "Those whom the ruling concerns, by the register of names", _NAME,
               _companies()),
        Column("Won by", "Those of them that won it on § 230", _NAME, _companies("won")),
        Column("Won in part by", "Those of them that won it in part on § 230", _NAME, _companies("partly")),
        Column("Lost by", "Those of them that lost it on § 230", _NAME, _companies("lost")),
        Column("Still stands", terms.STANDS.description, 11,
               lambda row, names: "No" if row["ruling_id"] in names.spent else "Yes"),
        Column("What became of it", "What a later act of a court did to it", _NAME, _became),
        Column("Claims", "Causes of action it decided on", _NAME, _CLAIMS),
        Column("Parts of § 230", "Parts of § 230 it decided on", _SHORT, _PARTS),
        Column("What it turned on", "Theories that the ruling turned on, grounds other than § 230 marked", _NAME,
               _theories),
        Column("Law", _of("rulings", "law"), _NAME, _text("law")),
        Column("Effect on that law", terms.LAW_STATE.description, _SHORT,
               lambda row, _: _state_of_law(row["law_effect"])),
        Column("Kind of ruling", terms.ACT_KIND.description, 26, lambda row, _: words.format_act(row["kind"])),
        Column("Posture", terms.POSTURE.description, 26, _said("posture", terms.POSTURE.codes)),
        Column("Disposition", terms.DISPOSITION.description, _SHORT,
               _said("disposition", terms.DISPOSITION.codes)),
        Column("Judge", _of("rulings", "author"), 24, _text("author")),
        Column("Citation", _of("rulings", "citation"), 30, _text("citation")),
        Column("Published as precedent", "Whether the court published it as precedent", _SHORT,
               _said("precedential", _YES_NO)),
        Column("Circuit", _CIRCUIT_MEANS, 16, _circuit("court_id")),
        Column("Year", "Year of the ruling", 6, _year("date_from")),
        Column("Docket number", "Docket number in normal form, without judges' initials", _SHORT,
               _text("docket_number")),
        Column("Confirmed", "Yes where a reviewer saw its answer in a source, or the court's own page says it", 11,
               _said("is_verified", _YES_NO)),
        Column("Best source", terms.GRADE.description, _SHORT, _said("source_grade", terms.GRADE.codes)),
        Column("Page", _PAGE_MEANS, 40,
               lambda row, names: names.page(f"{case_path(row['case_id'])}#{anchor(row['ruling_id'])}")),
        Column("Source", _SOURCE_MEANS, 40,
               lambda row, names: names.source(row, row["primary_url"], row["source_url"])),
    ),
    lambda conn, ids: rulings.load(ids, conn),
    {"sort": rulings.SORTS.get},
)


def _load_cases(conn: sqlite3.Connection, ids: list[str]) -> list[Row]:
    """Return the cases, each with the addresses of the ruling whose answer stands, or else of its first
    docket."""
    cases_shown = cases.load(conn, ids)
    acts = {
        act["ruling_id"]: act
        for act in rows(
            conn,
            f"""select ruling_id, primary_url, source_url from rulings where ruling_id in
              (select outcome_ruling_id from cases where case_id in ({marks(ids)}))""",
            ids,
        )
    }
    firsts = {
        docket["case_id"]: docket
        for docket in rows(
            conn,
            f"""select case_id, primary_url, source_url from dockets where case_id in ({marks(ids)})
            order by case_id, position desc""",
            ids,
        )
    }
    for case in cases_shown:
        decided = acts.get(case["outcome_ruling_id"], {})
        case["told_at"] = [
            place.get(name)
            for place in (decided, firsts.get(case["case_id"], {}))
            for name in ("primary_url", "source_url")
        ]
    return cases_shown


def _laws_of_case(row: Row, _: Names) -> Cell:
    named_effects = ((law["law"], words.LAW_EFFECTS.get(law["law_state"])) for law in row["laws"])
    return _joined(": ".join(filter(None, parts)) for parts in named_effects)


CASES = Sheet(
    "cases",
    "Cases on Section 230",
    tuple(asked for asked in cases.ASKS if asked != "page"),
    cases.find,
    (
        Column("Case", _CASE_MEANS, _NAME, lambda row, _: case_title(row)),
        Column("What it is about", _of("cases", "about"), _WIDE, _text("about")),
        Column("Courts", "Full names of its courts, the first first", 44,
               lambda row, names: _joined(names.courts.get(court_id,
               court_id) for court_id in words.split_list(row["court_ids"]))),
        Column("Filed", f"Filing in its first court{_ONLY_DAY}", _DAY, lambda row, _: _day(row["date_filed"])),
        Column("Status", terms.STATUS.description, 10, _said("status", terms.STATUS.codes)),
        Column("Outcome on § 230", terms.OUTCOME.description.partition(" (")[0], _SHORT,
               lambda row, _: words.format_answer(row["outcome_230"])),
        Column("What was held", _of("cases", "outcome_note"), _WIDE, _text("outcome_note")),
        Column("Companies and bodies", "Those that it names or is about, by the register of names", _NAME,
               lambda row, names: names.companies_of_cases.get(row["case_id"])),
        Column("Platforms", "Platforms it is about", 24, _text("platform")),
        Column("Plaintiff", terms.PLAINTIFF_TYPE.description, 16, _listed("plaintiff_type", words.plain)),
        Column("Claims", "Causes of action pleaded", _NAME, _CLAIMS),
        Column("Parts of § 230", "Parts of § 230 raised", _SHORT, _PARTS),
        Column("What it turned on", "Theories that its rulings turned on, grounds other than § 230 marked", _NAME,
               _theories),
        Column("Laws", "Laws challenged in it, with what courts last did to the enforcement of each", _NAME,

               _laws_of_case),
        Column("Later passed over", "Yes where a later court left the answer as it was and passed over § 230", 12,
               lambda row, _: "Yes" if row["is_passed_over"] else None),
        Column("Newest event", f"Newest dated event, ruling or entry{_ONLY_DAY}", _DAY,
               lambda row, _: _day(row["date_last_event"], None, row["last_event_precision"])),
        Column("Circuit", "Federal circuits of its courts", 16, _circuit("court_ids")),
        Column("Year filed", _of("cases", "year_filed"), 10, _text("year_filed")),
        Column("Version of § 230", terms.LAW_IN_FORCE.description, _SHORT,
               _said("law_in_force", terms.LAW_IN_FORCE.codes)),
        Column("Docket numbers", "Its docket numbers", 24, _text("docket_numbers")),
        Column("Dockets", _of("cases", "docket_count"), 9, _text("docket_count")),
        Column("Entries seen", _of("cases", "entry_count"), 11, _text("entry_count")),
        Column("Confirmed", "Yes where a reviewer saw the answer that stands in a source; blank where none stands",
               11, _said("outcome_is_verified", _YES_NO)),
        Column("Why it is here", "Why it is here", _SHORT, _said("selection", terms.SELECTION.codes)),
        Column("Page", _PAGE_MEANS, 40, lambda row, names: names.page(case_path(row["case_id"]))),
        Column("Source", f"{_SOURCE_MEANS}; of the ruling whose answer stands, else of its first docket", 40,
               lambda row, names: names.source(row, *row["told_at"])),
    ),
    _load_cases,
    {"sort": lambda value: cases.SORTS[value][0]},
)


def _state_of_hearing(row: Row, names: Names) -> Cell:
    """Return what became of a hearing, as its page says it; not known if its day has passed and nothing was
    seen since."""
    if row["status"] == "scheduled" and row["date_to"] and row["date_to"] < hearings.today_of(names.asked).isoformat():
        return "Not known: it was scheduled, and the date has passed"
    return words.HEARING_STATUSES.get(row["status"], (words.plain(row["status"]),))[0]


def _say_month(text: str) -> str | None:
    month = read_month(text)
    return month.words if month else None


HEARINGS = Sheet(
    "hearings",
    "Hearings in cases on Section 230",
    ("month", terms.HEARING_KIND, "as_of"),
    hearings.find,
    (
        Column("Case", _CASE_MEANS, _NAME, _text("docket_name")),
        Column("Court", _COURT_MEANS, 44, _court),
        Column("Day", f"The day at the courthouse{_ONLY_DAY}", _DAY, _span),
        Column("Hour", "Hour on the courthouse clock", 11, lambda row, _: words.format_clock(row["time_local"])),
        Column("Clock", "Whose time that is", 20,
               lambda row, _: row["time_local"] and words.format_zone(row["court_timezone"])),
        Column("What became of it", "From what was said of it, never from the clock", 22, _state_of_hearing),
        Column("Kind of hearing", terms.HEARING_KIND.description, _SHORT,
               lambda row, _: words.format_hearing(row["kind"])),
        Column("Judge", _of("hearings", "judge"), 24, _text("judge")),
        Column("Place", _of("hearings", "place"), 30, _text("place")),
        Column("By video or telephone", "Yes if by video or telephone", 12, _said("is_remote", _YES_NO)),
        Column("What is said of it", _of("hearings", "text"), _WIDE, _text("text")),
        Column("How far to trust it", _of("hearings", "tier").partition(":")[0], 28, _said("tier", words.TIERS)),
        Column("Docket number", _of("dockets", "docket_number"), _SHORT, _text("docket_number")),
        Column("Page", _PAGE_MEANS, 40,
               lambda row, names: names.page(f"{case_path(row['case_id'])}#{anchor(row['hearing_id'])}")),
        Column("Source", _SOURCE_MEANS, 40, lambda row, names: names.source(row, row["source_url"])),
    ),
    says={
        "month": _say_month,
        "as_of": words.format_day,
    },
)


def _count(result: str) -> Callable[[Row, Names], Cell]:
    return lambda row, _: row["record"].counts.get(result, 0)


def _newest_loss(row: Row, name: str) -> Any:
    return (row["record"].newest_loss or {}).get(name)


PARTIES = Sheet(
    "parties",
    "Companies, platforms and public bodies: won and lost on Section 230",
    won_lost.ASKS,
    lambda conn, asked: won_lost.read_all(conn, asked)["entities"],
    (
        Column("Name", _of("entities", "name"), _NAME, _text("name")),
        Column("Kind", "Company, platform, public body or association", _SHORT,
               lambda row, _: words.plain(row["kind"])),
        Column("Owner", _of("entities", "parent_entity_id"), 24, _text("parent_name")),
        Column("Cases", "Cases that name it or are about it, its platforms' among them", 8,
               lambda row, _: row["record"].case_count),
        Column("Won", "Rulings that it won on § 230 and whose answer stands", 8, _count("won")),
        Column("Partly won", "Rulings that it won in part", 11, _count("partly")),
        Column("Lost", "Rulings that it lost", 8, _count("lost")),
        Column("Side not known", "Rulings that concern it, on which side is not on record", 10,
               _count("not_known")),
        Column("Share won", f"Won of won, partly won and lost; of fewer than {won_lost.FEWEST} none is given", 10,
               lambda row, _: row["record"].share),
        Column("Newest loss", f"Day of the newest ruling that it lost{_ONLY_DAY}", _DAY,
               lambda row, _: _day(*(_newest_loss(row, name) for name in ("date_from", "date_to", "precision")))),
        Column("Lost in", "The case of that ruling", _NAME, lambda row, _: _newest_loss(row, "docket_name")),
        Column("Other names", "All its other names", _NAME, _text("other_names")),
        Column("What it is", _of("entities", "text"), _NAME, _text("text")),
        Column("Page", _PAGE_MEANS, 40, lambda row, names: names.page(party_path(row["entity_id"]))),
        Column("Its rulings", "The list of rulings that concern it", 40,
               lambda row, names: names.page(page_path("/rulings", party=row["entity_id"]))),
        Column("Source", _SOURCE_MEANS, 40, lambda row, names: names.source(row, row["source_url"])),
    ),
    says={"sort": won_lost.SORTS.get},
)


def _find_laws(conn: sqlite3.Connection, asked: Asked) -> list[Row]:
    """Return the laws in the order of the page, each with `told_at`: where the act behind its state, or else
    the newest act about it, was read."""
    laws_shown = [law for _, group in laws.read_all(conn, asked)["groups"] for law in group]
    newest = {law["law_id"]: _newest_act(law) for law in laws_shown}
    acts = {act["ruling_id"]: act for act in rulings.load(list(filter(None, newest.values())), conn)}
    for law in laws_shown:
        act = acts.get(newest[law["law_id"]] or "")
        law["told_at"] = [act["primary_url"], act["source_url"]] if act else []
    return laws_shown


def _answer_and_fate(act: Row) -> str:
    fate = f" ({act['became']['words']})" if act["became"] else ""
    return f"{words.format_answer(act['answer'])}{fate}"


def _newest_act(law: Row) -> str | None:
    ruling_ids = [state["ruling_id"] for state in law["states"][:1]] + [act["ruling_id"] for act in law["acts"][-1:]]
    return next(filter(None, ruling_ids), None)


def _newest_state(row: Row, *columns: str) -> Sequence[Any]:
    return [row["states"][0][name] if row["states"] else None for name in columns]


LAWS = Sheet(
    "laws",
    "Laws that rulings on Section 230 name",
    laws.ASKS,
    _find_laws,
    (
        Column("Law", "Name of the law", 44, _text("name")),
        Column("Whose law", _of("laws", "jurisdiction"), 24, _text("jurisdiction")),
        Column("What courts left of it", "State of its enforcement by the newest act that no later one undid", 28,
               lambda row, _: _state_of_law(row["law_state"])),
        Column("Since", f"Since when without interruption{_ONLY_DAY}", _DAY,
               lambda row, _: _day(*_newest_state(row, "date_from", "date_to", "precision"))),
        Column("Ground", "What that act turned on, grounds other than § 230 marked", _NAME,
               lambda row, _: _joined(name for _, name in row["grounds"])),
        Column("Answers on § 230", "What rulings about it answered on § 230", 28,
               lambda row, _: _joined(map(_answer_and_fate, row["answers"]))),
        Column("Case", "The case of that act", _NAME, lambda row, _: _newest_state(row, "case_name")[0]),
        Column("Cases", "Cases in which it is ruled on", 8, lambda row, _: len(row["cases"])),
        Column("Rulings", "Rulings about it", 8, lambda row, _: len(row["acts"])),
        Column("Other names", "Other names it goes by", _NAME, _text("other_names")),
        Column("Page", _PAGE_MEANS, 40, lambda row, names: names.page(law_path(row["law_id"]))),
        Column("Its rulings", "The list of rulings about it", 40,
               lambda row, names: names.page(page_path("/rulings", law=row["law_id"]))),
        Column("Source", _SOURCE_MEANS, 40, lambda row, names: names.source(row, *row["told_at"])),
    ),
)


def _fate(row: Row, _: Names) -> Cell:
    return bills.STATES[row["fate"].state][0] if row["fate"].state else words.first_upper(row["fate"].words)


BILLS = Sheet(
    "bills",
    "Bills and inquiries of Congress about Section 230",
    ("state", "congress", "as_of"),
    lambda conn, asked: [bill for *_, listed in bills.read_all(conn, asked)["congresses"] for bill in listed],
    (
        Column("Title", _of("bills", "title"), _WIDE, _text("title")),
        Column("Number", _of("bills", "number"), 12, _text("number")),
        Column("Congress", _of("bills", "congress"), 10, _text("congress")),
        Column("Kind", "Bill or inquiry", 10, lambda row, _: words.plain(row["kind"])),
        Column("Sponsor", _of("bills", "sponsor"), 28, _text("sponsor")),
        Column("What became of it", "Alive, enacted, or dead: one not enacted dies with its Congress", _SHORT,
               _fate),
        Column("Introduced", "Day it was introduced", _DAY, lambda row, _: _day(row["date_introduced"])),
        Column("Last stage", _of("bills", "status"), _SHORT, _text("status")),
        Column("Reached on", "Day on which it reached that stage", _DAY, lambda row, _: _day(row["status_date"])),
        Column("Effect on § 230", _of("bills", "effect_on_230"), _WIDE, _text("effect_on_230")),
        Column("Public law", _of("bills", "law"), 12, _text("law")),
        Column("Last action", _of("bills", "latest_action"), _NAME, _text("latest_action")),
        Column("Day of that action", "Day of that action", _DAY, lambda row, _: _day(row["date_latest_action"])),
        Column("Same text", "Bills of the other chamber with the same text", 16,
               lambda row, _: _joined(row["companions"])),
        Column("Cases", "Cases here that have to do with it", 8, _text("case_count")),
        Column("Summary", _of("bills", "summary"), _WIDE, _text("summary")),
        Column("Page", _PAGE_MEANS, 40, lambda row, names: names.page(bill_path(row["bill_id"]))),
        Column("Source", _SOURCE_MEANS, 40,
               lambda row, names: names.source(row, row["primary_url"], row["source_url"])),
    ),
    says={
        "state": words.plain,
        "congress": lambda number: ordinal(int(number)) if number.isascii() and number.isdigit() else number,
        "as_of": words.format_day,
    },
)
SHEETS = {sheet.name: sheet for sheet in (RULINGS, CASES, HEARINGS, PARTIES, LAWS, BILLS)}
