"""How values are put into words for a reader: the nine outcome words, dates, courts' terms, labels. Pure.

Outcome words and the forms of dates are fixed by the design of the pages: exactly these words, Bluebook
months, and words for what is not known.
"""

import re
from datetime import date, datetime
from functools import lru_cache

from docket.issues import ParseError
from docket.statute import DIVIDING, ERAS, SECTION, load_parts
from docket.times import parse_instant


# outcome -> (word, class of its mark, symbol in the sprite)
class _Outcomes(dict[str, tuple[str, str, str]]):
    """(name, class, symbol) of each outcome. A sealed docket's is hidden: it has a name here, but is in no
    list of outcomes."""

    def __missing__(self, code: str | None) -> tuple[str, str, str]:
        if code is None:
            return ("Outcome not known", "na", "m-na")
        raise KeyError(code)


OUTCOMES = _Outcomes(
    {
        "immune": ("Immune", "immune", "m-immune"),
        "partly_immune": ("Partly immune", "partly", "m-partly"),
        "not_immune": ("Not immune", "not", "m-not"),
        "preempted": ("Preempted", "pre", "m-pre"),
        "not_preempted": ("Not preempted", "npre", "m-npre"),
        "open": ("Answer set aside", "open", "m-open"),
        "declined": ("Declined", "nr", "m-nr"),
        "pending": ("Pending", "pend", "m-pend"),
        "none": ("No ruling", "na", "m-na"),
    }
)
# How far to trust a fact (docket/vocabulary.py), as calendars, alerts and pages say it.
TIERS = {
    "reviewed": "Reviewed by a person",
    "agreed": "Two readers of the text agree, or the court's own list says it",
    "unreviewed": "Read by one program alone and not reviewed: see the entry",
}
# Why a fact is marked: the mark is in its row, this sentence appears when the mark is opened or pointed at.
UNCONFIRMED = "found in one source, and no second confirms it"
# The facts of a docket or ruling that can be in doubt, where the column's name does not read well.
_DOUBTED = {
    "caption": "full caption",
    "date_from": "day",
    "docket_number_raw": "number",
    "kind": "kind of act",
    "law_effect": "what became of the law",
    "posture": "stage of the case",
    "assigned_to": "judge",
    "status": "whether it is open",
}
# The outcomes that a court's act decided.
DECIDED = ("immune", "partly_immune", "not_immune", "preempted", "not_preempted")
# Outcome words of the first versions, which filters no longer accept -> the word to write instead.
FORMER_OUTCOMES = {
    "not_reached": "declined",
    "upheld_law": "not_preempted",
    "struck_law": "preempted",
    "n/a": "none",
}
# How one act answers: the mark it shares with an outcome, and the words for an answer that is not an outcome.
ANSWERS = {
    "silent": ("Silent: § 230 not addressed", "na", "m-na"),
    "undisturbed": ("Left undisturbed", "na", "m-na"),
    "vacated": ("Vacated", "open", "m-open"),
    "declined": ("Declined: left open", "nr", "m-nr"),
}
# Acts that cannot leave an earlier answer as it was, since they end the suit or reopen the question -> what
# they say about § 230.
LEFT_OPEN = {
    "cert_granted": "No answer: review granted",
    "settlement": "No answer: settled",
    "stipulated_dismissal": "No answer: dismissed by agreement",
}
EFFECTS = {
    "affirmed": "affirmed",
    "affirmed_in_part": "affirmed in part",
    "reversed": "reversed",
    "reversed_in_part": "reversed in part",
    "vacated": "vacated",
    "remanded": "sent back",
    "replaced": "replaced",
    "denied": "denied review of",
}
# The same, as said of the act that was acted on.
UNDERGONE = EFFECTS | {"denied": "review denied"}


def format_undergone(effect: str | None, kind: str | None, *, is_own: bool) -> str | None:
    """Return what a later act did to an act of this kind: "affirmed"; None if it is not known.

    No court affirms itself (`is_own`): it adopts what its magistrate judge recommended, and adheres to a
    ruling when asked to reconsider it.
    """
    if is_own and effect == "affirmed":
        return "adopted" if kind == "magistrate_recommendation" else "adhered to"
    return UNDERGONE.get(effect or "")


ACT_KINDS = {
    "magistrate_recommendation": "Recommendation of a magistrate judge",
    "preliminary_injunction": "Ruling on a preliminary injunction",
    "cert_granted": "Certiorari granted",
    "cert_denied": "Certiorari denied",
    "rehearing_denied": "Rehearing denied",
    "rehearing_en_banc_granted": "Rehearing en banc granted",
    "stipulated_dismissal": "Dismissal by agreement",
}
POSTURES = {
    "motion_to_dismiss": "on a motion to dismiss",
    "judgment_on_pleadings": "on the pleadings",
    "anti_slapp": "on an anti-SLAPP motion",
    "summary_judgment": "on summary judgment",
    "preliminary_injunction": "on a motion for a preliminary injunction",
    "trial": "at trial",
    "post_trial": "after trial",
    "criminal": "in a criminal case",
    "remand_motion": "on a motion to remand",
    "appeal": "on appeal",
    "interlocutory_appeal": "on an interlocutory appeal",
}
# The states of a challenged law that may not be enforced, in whole or in part -> how a sentence says it.
BLOCKED = {
    "enjoined": "enjoined",
    "partly_enjoined": "enjoined in part",
    "injunction_affirmed": "enjoined",
    "struck": "struck down",
}
LAW_EFFECTS = {
    "enjoined": "enjoined",
    "partly_enjoined": "enjoined in part",
    "injunction_refused": "in force: injunction refused",
    "stayed": "in force: injunction stayed",
    "injunction_affirmed": "enjoined: injunction affirmed",
    "injunction_vacated": "in force: injunction vacated",
    "upheld": "upheld",
    "struck": "struck down",
    "none": "left as it was",
}
PROVISIONS = {part.code: part.label for part in load_parts() if part.is_read}
EXCEPTIONS = {
    part.exception: f"{part.label} {part.exception_name}" for part in load_parts() if part.exception
}
CLAIMS = {
    "ata_2333": "Anti-Terrorism Act (18 U.S.C. § 2333)",
    "tvpra_1595": "Trafficking (18 U.S.C. § 1595)",
    "csam_2255": "Child exploitation (18 U.S.C. § 2255)",
    "iied": "Infliction of emotional distress",
    "product_liability_design": "Product liability: design",
    "conspiracy_rico": "Conspiracy or RICO",
    "contract_promissory_estoppel": "Contract or promissory estoppel",
    "first_amendment": "First Amendment",
    "declaratory_preemption": "Declaration that federal law preempts",
    "criminal": "Criminal charge",
    "sex_trafficking_state_law": "Trafficking (state law)",
}
LAWS = {era: f"{SECTION} {words}" for era, words in ERAS.items()}
# Law in force over the life of a case -> (label of a filter, what it means).
LAW_CHOICES = {era: (f"{era.partition('_')[0].capitalize()} {DIVIDING.name}", LAWS[era]) for era in LAWS}
LAW_CHOICES["unknown"] = ("Day of filing not known", "Law in force not known")
CIRCUITS = {
    "1": "First Circuit",
    "2": "Second Circuit",
    "3": "Third Circuit",
    "4": "Fourth Circuit",
    "5": "Fifth Circuit",
    "6": "Sixth Circuit",
    "7": "Seventh Circuit",
    "8": "Eighth Circuit",
    "9": "Ninth Circuit",
    "10": "Tenth Circuit",
    "11": "Eleventh Circuit",
    "dc": "D.C. Circuit",
    "fed": "Federal Circuit",
}
SYSTEMS = {
    "scotus": "Supreme Court",
    "appellate": "Courts of appeals",
    "district": "District courts",
    "state": "State courts",
    "bankruptcy": "Bankruptcy courts",
    "special": "Special courts",
    "jpml": "Panel on multidistrict litigation",
}
HEARING_STATUSES = {
    "requested": ("Requested", "?"),
    "scheduled": ("Scheduled", "□"),
    "moved": ("Moved", "→"),
    "vacated": ("Vacated", "✕"),
    "held": ("Held", "■"),
    "not_held": ("Not held", "✕"),
    "withdrawn": ("Withdrawn", "✕"),
    "unknown": ("Not known", "?"),
}
SOURCES = {
    "catalog": "Catalog, reviewed by a person",
    "corrections": "Corrections by the operator",
    "by_hand": "Entered by hand",
    "congress": "Congress",
    "courtlistener": "CourtListener",
    "courtlistener_webhooks": "CourtListener, messages",
    "caselaw": "Caselaw Access Project",
    "govinfo": "GovInfo",
    "pacer_docket": "Saved court pages",
    "pacer_rss": "Court RSS feeds",
    "recap": "RECAP archive",
    "scotus": "Supreme Court dockets",
}
COVERAGES = {
    "complete": "Complete: the whole docket sheet",
    "partial": "Partial: some entries",
    "feed_only": "Feed only: what the court's feed carries",
    "curated": "Curated: facts that a person wrote down",
}
SELECTIONS = {
    "catalog": "In the reviewed catalog",
    "confirmed": "Confirmed by rule or by a person",
    "candidate": "Candidate, awaiting review",
    "imported": "Imported by the operator of this site",
    "excluded": "Excluded",
}
# How close to the court the best source of a ruling is, closest first: (word, what it means).
GRADES = {
    "court": ("Court", "the court itself, a legislature or an agency"),
    "archive": (
        "Register or archive",
        "a register, or a lasting archive of what courts gave, such as CourtListener",
    ),
    "copy": (
        "Reporter copy",
        "a publisher's or newsroom's copy of the text: Justia, heads of Casetext, vLex",
    ),
    "press": ("Press", "a newspaper or an agency that reports it"),
    "firm": ("Blog or firm", "a blog, a law firm, a party, whoever puts a document up"),
    "unknown": ("Unknown", "a site that nobody here has graded yet, or an address that leads to none"),
    "digest": (
        "Digest or mirror",
        "written by a machine, a mirror, notes on a code host: an answer that only these tell is unconfirmed",
    ),
}
RELEVANCE = {"about_230": "§ 230 at issue", "mentions_230": "§ 230 mentioned", "not_230": "§ 230 not named"}
CHANGES = {
    "entry_edited": "Entry edited",
    "entry_added": "Entry added",
    "entry_completed": "Full text of an entry seen",
    "entry_disappeared": "Entry gone from the docket",
    "entry_reappeared": "Entry back on the docket",
    "docket_added": "Docket first seen",
    "docket_changed": "Docket changed",
    "docket_merged": "Docket merged into another",
    "docket_removed": "Docket removed",
    "case_changed": "Case changed",
    "case_removed": "Case merged or removed",
    "hearing_added": "Hearing first seen",
    "hearing_changed": "Hearing changed",
    "hearing_removed": "Hearing removed",
    "ruling_added": "Ruling first seen",
    "ruling_changed": "Ruling changed",
    "ruling_removed": "Ruling removed",
    "corrected": "Corrected by the operator",
    "claim_added": "Claim first seen",
    "claim_changed": "Claim changed",
    "claim_removed": "Claim removed",
    "defense_added": "Defense first seen",
    "defense_changed": "Defense changed",
    "defense_removed": "Defense removed",
    "link_added": "Link first seen",
    "link_changed": "Link changed",
    "link_removed": "Link removed",
    "citation_added": "Citation first seen",
    "citation_changed": "Citation changed",
    "citation_removed": "Citation removed",
    "party_added": "Party first seen",
    "party_changed": "Party changed",
    "party_removed": "Party removed",
    "record_added": "Row of the reviewed record added",
    "record_changed": "Row of the reviewed record corrected",
    "record_removed": "Row of the reviewed record withdrawn",
}
# Table -> the fields whose changes hold codes of ours.
CODED = {
    "hearings": ("kind", "status"),
    "rulings": ("disposition", "answer", "effect", "law_effect", "kind", "posture"),
    "claims": ("cause_of_action",),
    "dockets": ("coverage", "status", "selection", "outcome_230"),
    "cases": ("status", "selection", "outcome_230", "law_state"),
    "participations": ("party_type",),
    "case_links": ("effect",),
}
_SMALL = {"cert": "certiorari", "mdl": "MDL"}
_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@lru_cache(maxsize=1024)
def plain(value: str | None) -> str | None:
    """Return one of our codes as words: ``partial_summary`` becomes "Partial summary"."""
    if not value:
        return None
    if value == "unmapped":  # a word in the source that our tables do not have
        return "Not sorted"
    words = " ".join(_SMALL.get(word, word) for word in value.replace("-", "_").split("_"))
    return words[:1].upper() + words[1:]


def first_upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def format_claim(code: str | None) -> str | None:
    return CLAIMS.get(code or "") or plain(code)


def format_provision(code: str) -> str:
    return f"{SECTION}{PROVISIONS.get(code, code)}"


def format_act(kind: str | None) -> str:
    """Return the kind of a judicial act in words; "Ruling" if it is not known."""
    return ACT_KINDS.get(kind or "") or plain(kind) or "Ruling"


def format_law_state(code: str | None) -> str:
    """Return what courts did to the enforcement of a law, as a clause shown next to an outcome: "law enjoined
    in part"."""
    return f"law {LAW_EFFECTS.get(code or '') or 'state not known'}"


def format_hearing(kind: str | None) -> str:
    """Return the kind of a hearing in words; "Hearing" if the court's words name no kind."""
    return "Hearing" if kind in (None, "other_hearing", "unknown", "unmapped") else plain(kind) or "Hearing"


def format_value(subject: str, field: str | None, value: str | None) -> str | None:
    """Return a value of a changed row (`subject`: its table) for a reader: one of our codes in words, other
    text unchanged."""
    if not value or field not in CODED.get(subject, ()):
        return value
    if field in ("outcome_230", "answer"):
        return format_answer(value)
    return (
        format_hearing(value)
        if (subject, field) == ("hearings", "kind")
        else CLAIMS.get(value) or plain(value)
    )


def mark_of(answer: str | None, kind: str | None = None) -> tuple[str, str, str]:
    """Return (words, class, symbol) for how one act answers; the dot if its answer is not known.

    An order that grants review does not leave an answer undisturbed: in *Gonzalez* the answer below was then
    vacated. Neither does a settlement: no court reviewed the answer.
    """
    if answer == "undisturbed" and kind in LEFT_OPEN:
        return (LEFT_OPEN[kind or ""], "na", "m-na")
    return ANSWERS.get(answer or "") or OUTCOMES.get(answer or "") or ("Answer not known", "na", "m-na")


def format_answer(code: str | None, kind: str | None = None) -> str | None:
    """Return in words an outcome, or how one act (of this `kind`) answers."""
    if code == "undisturbed" and kind in LEFT_OPEN:
        return mark_of(code, kind)[0]
    return (OUTCOMES.get(code or "") or ANSWERS.get(code or "") or (plain(code),))[0]


def format_recommended(answer: str) -> str:
    """Return in words what a magistrate judge recommended and no court has adopted yet: "immune
    recommended"."""
    return f"{(format_answer(answer) or answer).lower()} recommended"


def format_doubts(names: list[str]) -> str:
    """Return in words which facts of a docket or a ruling are unconfirmed: "day, author: found in one source,
    and …"."""
    return f"{', '.join(_DOUBTED.get(name) or str(plain(name)).lower() for name in names)}: {UNCONFIRMED}"


def format_change(code: str) -> str:
    return CHANGES.get(code) or plain(code) or code


def format_source(name: str | None) -> str | None:
    return SOURCES.get(name or "") or plain(name)


def join_words(names: list[str]) -> str:
    """Return names joined as in a sentence: "the 2d", "the 2d and 5th", "the 2d, 5th and 9th"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


@lru_cache(maxsize=4096)  # the same few lists occur in row after row
def split_once(cell: str) -> tuple[str, ...]:
    """Return the parts of a list that a cell holds, joined with semicolons."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def split_list(value: str | None) -> list[str]:
    """Return the same as a list that the caller may change; an empty one for a null cell."""
    return [*split_once(value or "")]


@lru_cache(maxsize=4096)  # the days of one register are close together
def format_day(text: str) -> str:
    """Return an ISO date as ``Sept. 3, 2015``; other text unchanged."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


_DAY_IN_TEXT = re.compile(r"(?<![\w./-])((?:19|20)\d\d)-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?(?![\w/-])")


def format_days_in(text: str) -> str:
    """Return a reviewer's note with its ISO dates written out: "affirmed 2024-12-19" becomes "affirmed Dec.
    19, 2024"."""
    return _DAY_IN_TEXT.sub(
        lambda day: f"{_MONTHS[int(day[2]) - 1]} {f'{int(day[3])}, ' if day[3] else ''}{day[1]}", text
    )


def format_span(date_from: str | None, date_to: str | None, precision: str | None) -> str | None:
    """Return a date only as precisely as it is known: a day, "the week of …", a month, a year."""
    if not date_from:
        return None
    try:
        first = date.fromisoformat(date_from)
    except ValueError:
        return date_from
    if precision == "week":
        return f"the week of {format_day(date_from)}"
    if precision == "month":
        return f"{_MONTHS[first.month - 1]} {first.year}"
    if precision == "year":
        return str(first.year)
    if date_to and date_to != date_from:
        return _format_days(date_from, date_to)
    return format_day(date_from)


def _format_days(date_from: str, date_to: str) -> str:
    """Return "May 1 to 3, 2024", "Apr. 28 to May 3, 2024": month and year appear once if they are the
    same."""
    first, last = format_day(date_from), format_day(date_to)
    if date_from[:7] == date_to[:7]:
        last = last.partition(" ")[2]
    if date_from[:4] == date_to[:4]:
        first = first.partition(",")[0]
    return f"{first} to {last}"


def machine_date(date_from: str, precision: str | None) -> str:
    """Return the HTML ``datetime`` attribute of a date known to that precision.

    HTML has forms for a day, a month and a year; a week is written as its first day.
    """
    return {"month": date_from[:7], "year": date_from[:4]}.get(precision or "", date_from)


@lru_cache(maxsize=4096)
def format_instant(text: str) -> str:
    """Return a UTC instant as ``June 12, 2026, 14:05 UTC``; a bare date as a day."""
    try:
        moment = parse_instant(text)
    except ParseError:
        return format_day(text)
    return f"{format_day(moment.date().isoformat())}, {moment:%H:%M} UTC"


@lru_cache(maxsize=2048)  # a page may have a thousand times of day, few of them different
def format_clock(time_local: str | None) -> str | None:
    """Return a courthouse clock time, ``14:30``, as ``2:30 p.m.``."""
    if not time_local:
        return None
    try:
        moment = datetime.strptime(time_local, "%H:%M")  # noqa: DTZ007  # a clock on a wall: no day, no zone
    except ValueError:
        return time_local
    return f"{moment.hour % 12 or 12}:{moment:%M} {'a.m.' if moment.hour < 12 else 'p.m.'}"


def format_zone(timezone: str | None) -> str | None:
    """Return the name of a court's time zone, by its place: ``America/Los_Angeles`` becomes "Los Angeles
    time"."""
    return f"{timezone.rsplit('/', 1)[-1].replace('_', ' ')} time" if timezone else None


def the(name: str) -> str:
    """Return a court's name as it reads in a sentence: "the Texas Supreme Court"."""
    return name if name.casefold().startswith("the ") else f"the {name}"


def counted(number: int, single: str, many: str | None = None) -> str:
    """Return "1 docket", "3 dockets", "1,204 entries"."""
    return f"{number:,} {single if number == 1 else many or single + 's'}"


# The kinds of search results.
SEARCH_KINDS = {
    "case": "Case",
    "party": "Company or body",
    "court": "Court",
    "circuit": "Circuit",
    "law": "Law",
    "bill": "Bill",
    "judge": "Judge",
    "question": "Question of doctrine",
    "theory": "Theory",
    "claim": "Claim",
    "page": "Page",
    "outcome": "Outcome",
}
