"""The filters of lists: one definition for the pages, the API, its OpenAPI document, and the help texts for
both.

A `Term` has one name everywhere, and says what may be written: one of a set of codes, or the name of
something. Its names from earlier versions are accepted for one more version, and the answer says so.
"""

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from docket.source_hosts import Grade
from docket.vocabulary import (
    ActKind,
    Answer,
    CauseOfAction,
    Coverage,
    Disposition,
    DocketStatus,
    HearingKind,
    LawEffect,
    Outcome,
    PartyType,
    PlaintiffType,
    Posture,
    Provision,
    Selection,
)
from publish import words
from publish.filters import naming
from publish.filters.naming import Naming
from publish.filters.refusal import Unanswerable, find_near, refuse_reversed, refuse_value
from publish.request import Asked

MOST = 50  # values of one filter
LONGEST = 200  # characters of one value
_SEPARATORS = (";", ",")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
YES_NO = {"true": "yes", "false": "no"}  # as programs write it -> as pages say it
_YEAR = re.compile(r"[1-9][0-9]{3}")


@dataclass(frozen=True, eq=False)
class Term:
    """One thing to narrow by. `codes` are the values that may be written, each with its words; otherwise
    `naming` says what a value refers to; with neither, any text is accepted. `former` are its former names.

    `title` is its heading on a page, `description` its description in the API. One that `is_counted` appears
    beside a page's list with the count of each value; the others are only reached through links.
    """

    name: str
    title: str
    description: str
    codes: Mapping[str, str] = field(default_factory=dict)
    naming: Naming | None = None
    former: tuple[str, ...] = ()
    kind: str = "text"
    is_counted: bool = True

    @property
    def is_yes_no(self) -> bool:
        """Whether its values are true and false, which the pages call yes and no."""
        return set(self.codes) == set(YES_NO.values())


def _said(enum: type[StrEnum] | Iterable[str], say: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return each code with its words, except codes used only in reading sources, which readers cannot
    choose."""
    given = say or {}
    return {str(code): given.get(str(code)) or words.plain(str(code)) or str(code) for code in enum}


_OUTCOME_WORDS = {code: wording[0] for code, wording in words.OUTCOMES.items()}
_ANSWER_WORDS = _OUTCOME_WORDS | {code: wording[0] for code, wording in words.ANSWERS.items()}
LAWS = tuple(words.LAW_CHOICES)
LEVELS = {
    "appeals": "Federal appeals and the Supreme Court",
    "trial": "Federal trial courts",
    "state": "State courts",
}

OUTCOME = Term(
    "outcome",
    "§ 230 outcome",
    "How the § 230 question came out: what stands (the field outcome_230)",
    _said(Outcome, _OUTCOME_WORDS),
    former=("outcome_230",),
)
ANSWER = Term(
    "answer",
    "Answer",
    "How it answers the § 230 question",
    _said(Answer, _ANSWER_WORDS),
    former=("outcome_230", "outcome"),
)
STATUS = Term("status", "Status", "Open, closed or not known", _said(DocketStatus, {"unknown": "Not known"}))
PLAINTIFF_TYPE = Term(
    "plaintiff_type", "Plaintiff", "Kind of plaintiff", _said(PlaintiffType), former=("plaintiff",)
)
PROVISION = Term(
    "provision",
    "Provision",
    "Part of § 230",
    _said(Provision, {code: words.format_provision(code) for code in words.PROVISIONS}),
)
CLAIM = Term("claim", "Claim", "Cause of action", _said(CauseOfAction, words.CLAIMS))
THEORY = Term("theory", "Theory", "Code of a theory that a ruling turned on", naming=naming.THEORY)
QUESTION = Term(
    "question",
    "Question of doctrine",
    "Code of a question of doctrine it took a side on",
    naming=naming.QUESTION,
)
LAW_STATE = Term(
    "law_state",
    "Law challenged",
    "What courts did to the enforcement of a challenged law",
    _said(LawEffect, {code: words.first_upper(wording) for code, wording in words.LAW_EFFECTS.items()}),
    former=("law_effect",),
)
LAW_IN_FORCE = Term(
    "law_in_force",
    "Version of § 230",
    "Version of § 230 over the life of the case",
    {code: wording[0] for code, wording in words.LAW_CHOICES.items()},
    former=("law",),
)
LAW = Term(
    "law",
    "Law",
    'A law that it is about, by its short name (texas-hb-20), its name or another ("H.B. 20")',
    naming=naming.LAW,
)
PLATFORM = Term("platform", "Platform", "Platform that it is about", naming=naming.PLATFORM)
COURT = Term(
    "court",
    "Court",
    'A court by its id or name (cand, "N.D. Cal.", "9th Cir."), or a whole circuit ("9th Circuit")',
    naming=naming.COURT,
    former=("court_id",),
)
CIRCUIT = Term(
    "circuit",
    "Circuit, with its district courts",
    "A circuit with its court of appeals and all courts below (9, dc, fed)",
    naming=naming.CIRCUIT,
)
JUDGE = Term(
    "judge",
    "Judge",
    "Who wrote it, by the id or name of the judge, under every name printed",
    naming=naming.JUDGE,
    is_counted=False,
)
AUTHOR = Term(
    "author",
    "Author",
    'Who wrote it, as printed ("Posner", "per curiam"); judge finds one under every name',
    naming=naming.AUTHOR,
    is_counted=False,
)
CITATION = Term(
    "citation",
    "Citation",
    'Where it is reported: "129 F.3d 327", with or without blanks and periods',
    naming=naming.CITATION,
    is_counted=False,
)
LEVEL = Term("level", "Level of court", "Level of the courts", LEVELS, former=("courts",))
PARTY = Term(
    "party",
    "Company or body",
    "A company or public body that it names or is about, by its id or any name, its platforms included",
    naming=naming.PARTY,
    former=("entity",),
)
ROLE = Term(
    "role",
    "Side of the company",
    "On which side the company or body of party stands; give party, too",
    _said(PartyType),
    is_counted=False,
)
# How a ruling came out for a company (the view company_rulings): result -> the filter by the company that had
# it.
RESULTS = {
    result: Term(
        name,
        title,
        f"A company or public body {what}, by its id or any name, its platforms included",
        naming=naming.ENTITY,
        is_counted=False,
    )
    for result, name, title, what in (
        ("won", "won_by", "Won by", "that won it on § 230"),
        ("partly", "partly_won_by", "Won in part by", "that won it in part on § 230"),
        ("lost", "lost_by", "Lost by", "that lost it on § 230"),
        (
            "not_known",
            "side_unknown_of",
            "Side not known of",
            "that is party to it, on which side is not known",
        ),
    )
}
SELECTION = Term(
    "selection",
    "Why it is here",
    "Why it is here; without it, all but the excluded",
    _said(Selection, words.SELECTIONS),
)
COVERAGE = Term("coverage", "Coverage", "How much of it was seen", _said(Coverage, words.COVERAGES))
POSTURE = Term(
    "posture",
    "Posture",
    "Stage of the suit",
    _said(Posture, {code: words.first_upper(wording) for code, wording in words.POSTURES.items()}),
)
ACT_KIND = Term("kind", "Kind of ruling", "What kind of act it is", _said(ActKind, words.ACT_KINDS))
HEARING_KIND = Term(
    "kind",
    "Kind of hearing",
    "What kind of hearing it is",
    _said(HearingKind, {str(kind): words.format_hearing(kind) for kind in HearingKind}),
)
DISPOSITION = Term("disposition", "Disposition", "What the court did", _said(Disposition))
PRECEDENTIAL = Term(
    "is_precedential",
    "Published as precedent",
    "Whether the court published it as precedent",
    {"yes": "Yes", "no": "No"},
    former=("published",),
)
GRADE = Term(
    "source_grade",
    "Best source",
    "How near to the court the best source stands that tells it",
    _said(Grade, {code: wording[0] for code, wording in words.GRADES.items()}),
)
STANDS = Term(
    "stands",
    "Still stands",
    "Whether its answer stands: no later act of a court answered in its place or set it aside, and it is no "
    "recommendation of a magistrate judge that waits to be adopted",
    {"yes": "Yes", "no": "No: answered again (affirmed, too), set aside or only recommended"},
)
CASE = Term("case_id", "Case", "Name of a case", naming=naming.CASE)
DOCKET = Term("docket_id", "Docket", "Id of a docket", naming=naming.DOCKET)
DOCKET_NUMBER = Term(
    "docket_number",
    "Docket number",
    "Docket number in any form",
    naming=naming.DOCKET_NUMBER,
    is_counted=False,
)


# --- reading what was written


def split(written: str) -> list[str]:
    """Return the values of a comma-separated list: ``ca9,cand``."""
    parts = [written]
    for separator in _SEPARATORS:
        parts = [part.strip() for whole in parts for part in whole.split(separator)]
    return [part for part in parts if part]


def read_codes(term: Term, written: str) -> list[str]:
    """Return the codes that were written; yes and no may also be written true and false. Raises Unanswerable
    for an unknown one."""
    codes = [YES_NO.get(code, code) if term.is_yes_no else code for code in split(written)]
    for code in codes or [written]:
        if code in term.codes:
            continue
        if term.name in ("outcome", "answer") and (former := words.FORMER_OUTCOMES.get(code)):
            raise Unanswerable(
                f"{term.name}={code} is no longer used: write {former}",
                term.name,
                (former,),
                value=code,
            )
        near = find_near(code, term.codes)
        raise refuse_value(
            term.name, code, near, f"is not a value here; write one of {', '.join(term.codes)}"
        )
    return codes


def find_rows(conn: sqlite3.Connection, term: Term, written: str) -> list[str]:
    """Return the ids of the rows that belong to the named items. Raises Unanswerable."""
    return [id for name in find_names(conn, term, written) for id in _expand(conn, term, name)]


def find_names(conn: sqlite3.Connection, term: Term, written: str) -> list[str]:
    """Return the ids of what was named, singly or in a list. Raises Unanswerable for a name that means
    nothing."""
    if term.naming is None:
        return [written]
    if ids := term.naming.find(conn, written):
        return ids
    parts = split(written)
    missing = next((part for part in parts if not term.naming.find(conn, part)), None)
    if missing is None and parts:
        return [id for part in parts for id in term.naming.find(conn, part)]
    missing = missing or written
    raise refuse_value(
        term.name,
        missing,
        term.naming.near(conn, missing),
        f"names no {term.naming.kind} that we know",
        "names_nothing",
    )


@dataclass(frozen=True)
class Narrowed:
    """The filters of a page's list. For each term: the codes or ids that were `named`, those of the rows that
    `fit` (all courts of a circuit), and the values as the page writes them again (`written`)."""

    named: dict[str, list[str]]
    fit: dict[str, list[str]]
    written: dict[str, list[str]]

    def boxes(self, name: str) -> list[str]:
        """Return the values of a filter that have a checkbox."""
        return [value for value in self.written.get(name, ()) if value in self.named[name]]

    def unboxed(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """Return (name, value) for each value without a checkbox, which the form must keep: a name that means
        several things."""
        return [
            (name, value)
            for name in names
            for value in self.written.get(name, ())
            if value not in self.named[name]
        ]

    def one(self, name: str) -> str | None:
        """Return the first value of a filter, None without any."""
        return next(iter(self.named.get(name, ())), None)


def narrow(conn: sqlite3.Connection, terms: Sequence[Term], asked: Asked) -> Narrowed:
    """Return the filters that a page's request sets. Raises Unanswerable."""
    named: dict[str, list[str]] = {}
    fit: dict[str, list[str]] = {}
    written: dict[str, list[str]] = {}
    for term in terms:
        given = asked.many(term.name)
        most = 1 if term.kind == "date" else MOST
        if len(given) > most:
            raise Unanswerable(
                f"{term.name} may be given {most} {'time' if most == 1 else 'times'} at most", term.name
            )
        for text in given:
            ids = _read(conn, term, text)
            # "9th Cir." is written as ca9 from here on; a name that means several ("9th Circuit") stays as it
            # was written.
            is_many = term.naming is not None and len(ids) > len(split(text))
            _add(written, term, [text] if is_many else ids)
            _add(named, term, ids)
            _add(fit, term, [id for each in ids for id in _expand(conn, term, each)])
    if ROLE.name in fit:
        fit[ROLE.name] = sides(fit[ROLE.name], fit.get(PARTY.name, []))
    refuse_reversed(written)
    return Narrowed(named, fit, written)


def sides(roles: Sequence[str], parties: Sequence[str]) -> list[str]:
    """Return the values of the filter by side: each company on each side, "defendant snap-inc". Raises
    Unanswerable if no company is named."""
    if not parties:
        raise Unanswerable("role says on which side the company of party stands; add party", ROLE.name)
    return [f"{role} {party}" for role in roles for party in parties]


def _add(lists: dict[str, list[str]], term: Term, values: list[str]) -> None:
    lists[term.name] = list(dict.fromkeys([*lists.get(term.name, ()), *values]))


def _expand(conn: sqlite3.Connection, term: Term, id: str) -> list[str]:
    return term.naming.expand(conn, id) if term.naming else [id]


def _read(conn: sqlite3.Connection, term: Term, written: str) -> list[str]:
    if len(written) > LONGEST:
        raise Unanswerable(f"{term.name} may have {LONGEST} characters at most", term.name)
    return read_written(conn, term, written)


def read_written(conn: sqlite3.Connection, term: Term, written: str) -> list[str]:
    """Return the codes, ids, days or years that were written. Raises Unanswerable."""
    if term.kind == "date":
        return [read_day(term.name, written)]
    if term.kind == "year":
        return [read_year(term.name, part) for part in split(written) or [written]]
    if term.codes:
        return read_codes(term, written)
    return find_names(conn, term, written)


def read_day(name: str, written: str) -> str:
    """Return a day of the calendar. Raises Unanswerable."""
    try:
        if DAY.fullmatch(written):  # Python also reads "2026-W24-5" as a day
            return date.fromisoformat(written).isoformat()
    except ValueError:
        pass
    raise Unanswerable(f"{name}={written[:40]} is not a day; write it like 2026-06-12", name, value=written)


def read_year(name: str, written: str) -> str:
    """Return a year. Raises Unanswerable."""
    if _YEAR.fullmatch(written):
        return written
    raise Unanswerable(f"{name}={written[:40]} is not a year; write it like 2026", name, value=written)


def year(noun: str) -> Term:
    return Term("year", "Year", f"Year {noun}", kind="year")


def days(name: str, noun: str) -> tuple[Term, Term]:
    """Return the two terms of a period: from a day on, and through a day."""
    before = f"{name}_" if name else ""
    return (
        Term(f"{before}from", f"{noun} from", f"{noun} on this day or later", kind="date"),
        Term(f"{before}to", f"{noun} to", f"{noun} on this day or earlier", kind="date"),
    )


def read_choice(asked: Asked, name: str, known: Mapping[str, str]) -> str:
    """Return which of the known values was asked for, or the first if none was. Raises Unanswerable."""
    written = asked.one(name) or next(iter(known))
    if written not in known:
        near = find_near(written, known)
        raise refuse_value(name, written, near, f"is not a value here; write one of {', '.join(known)}")
    return written


# --- the names that a page knows


def known_names(asks: Iterable[Term | str]) -> dict[str, str]:
    """Return a mapping from every accepted name to the current one."""
    names: dict[str, str] = {}
    for ask in asks:
        name, former = (ask, ()) if isinstance(ask, str) else (ask.name, ask.former)
        names[name] = name
        names |= {old: name for old in former if old not in names}
    return names
