"""The content of an alert, independent of the form in which it is sent. Pure."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from docket.courts import load_courts
from docket.statute import SITE
from publish.links import case_path, page_path
from publish.words import (
    TIERS,
    counted,
    format_change,
    format_clock,
    format_day,
    format_hearing,
    format_span,
    format_zone,
    plain,
)
from tracker.alerts.matching import Facts

_LONGEST_HEADING = 140
_MOST_TOLD = 12  # changes of one review of the catalog that are listed one by one
_CODE = re.compile(r"[a-z]+(?:_[a-z0-9]+)*")
_CODED = ("hearings", "rulings", "claims", "dockets", "participations", "cases")
_UNREVIEWED = {"candidate": "candidate, not reviewed", "imported": "imported by the operator, not reviewed"}


@dataclass(frozen=True)
class News:
    """One change, ready to be put into words. `facts` is None for a withdrawn one, which is no longer in any
    table."""

    seq: int
    change_id: str
    facts: Facts | None = None
    corrects: str | None = None
    case_id: str | None = None


@dataclass(frozen=True)
class Letter:
    """A message to a place; one without news is a test. `hearings` are the hearings that its changes concern,
    by id.

    `is_review`: its news comes from a review of the catalog; if there is much of it, it is counted, not
    listed.
    """

    message_id: str
    subscription: str
    news: tuple[News, ...]
    made_at: str
    site_url: str | None = None
    contact: str | None = None
    hearings: dict | None = None
    is_review: bool = False

    @property
    def is_summary(self) -> bool:
        return self.is_review and len(self.news) > _MOST_TOLD


def clean(text: str | None, longest: int | None = None) -> str:
    """Return the text on one line, with spaces folded, without control or direction characters, cut to
    `longest`."""
    kept = "".join(
        char if not unicodedata.category(char).startswith(("C", "Z")) or char == " " else _blank(char)
        for char in text or ""
    )
    folded = " ".join(kept.split())
    return folded if longest is None or len(folded) <= longest else folded[: longest - 1].rstrip() + "…"


def _blank(char: str) -> str:
    """Return the replacement of a character: a space for a tab or line end, which separates words; nothing
    for a soft hyphen or direction mark, which can be inside a word."""
    return "" if unicodedata.category(char) == "Cf" else " "


def write_blocks(letter: Letter, longest: int) -> list[str]:
    """Return a block of lines for each thing that changed, with values cut to `longest`."""
    return ["\n".join(_lines(letter, same, longest)) for same in _by_subject(letter.news)]


def write_summary(letter: Letter) -> str:
    """Return lines that count by kind what a review of the catalog changed, and the address of the list."""
    lines = [f"  {number:,}  {format_change(kind)}" for kind, number in count_kinds(letter).items()]
    page = changes_page(letter)
    where = counted(len(find_cases(letter)), "case")
    return "\n".join(
        [
            f"The reviewed catalog was updated. What changed, in {where}:",
            *lines,
            *([f"All of it: {page}"] if page else []),
        ]
    )


def count_kinds(letter: Letter) -> dict[str, int]:
    kinds = Counter(item.facts.change["kind"] if item.facts else "corrected" for item in letter.news)
    return dict(sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0])))


def find_cases(letter: Letter) -> set[str | None]:
    return {item.facts.change["case_id"] if item.facts else item.case_id for item in letter.news}


def changes_page(letter: Letter) -> str | None:
    return letter.site_url and letter.site_url + page_path("/changes")


def heading(letter: Letter) -> str:
    """Return the message in one line: what changed, and where; or the number of changes in a case, or in how
    many cases."""
    groups = _by_subject(letter.news)
    if not groups:
        return f"Test: an alert of {SITE} arrives here"
    if letter.is_summary:
        return (
            f"The catalog was reviewed: {counted(len(letter.news), 'change')} in "
            f"{counted(len(find_cases(letter)), 'case')}"
        )
    names = {_case_name(news) for news in letter.news}
    where = names.pop() if len(names) == 1 else f"{len(names)} cases"
    words = (
        f"{_said(groups[0])}: {where}"
        if len(groups) == 1
        else f"{counted(len(letter.news), 'change')} in {where}"
    )
    return clean(words, _LONGEST_HEADING)


def _by_subject(news: tuple[News, ...]) -> list[list[News]]:
    """Group news by subject. A moved hearing gives several changes (date, time, room), which are reported
    together."""
    groups: dict[tuple, list[News]] = {}
    for item in news:
        key = (
            (item.facts.change["kind"], item.facts.change["subject_id"]) if item.facts else (item.change_id,)
        )
        groups.setdefault(key, []).append(item)
    return list(groups.values())


def _lines(letter: Letter, same: list[News], longest: int) -> list[str]:
    first_news = same[0]
    lines = [f"{_said(same)}: {_case_name(first_news)}"]
    if first_news.facts is None:
        return [
            *lines,
            f"  An earlier alert (change {first_news.corrects}) no longer holds: read again, the page does not say so.",
            *_link(letter, first_news),
        ]
    if where := _where(first_news.facts):
        lines.append(f"  {where}")
    if words := _hearing_words(letter, first_news.facts):
        lines.append(f"  {words}")
    if first_news.facts.tier:
        lines.append(
            f"  {'The day before may be off. ' * first_news.facts.is_warning}{TIERS[first_news.facts.tier]}."
        )
    for facts in _facts_of(same):
        lines += [f"  {line}" for line in _value_lines(facts.change, longest)]
    return lines + _link(letter, first_news)


def _facts_of(same: list[News]) -> list[Facts]:
    """Return the facts of news that is reported together; a withdrawn change has none, and is alone."""
    return [news.facts for news in same if news.facts is not None]


def _said(same: list[News]) -> str:
    if same[0].facts is None:
        return "Taken back"
    fields = {facts.change["field"]: facts.change["old_value"] for facts in _facts_of(same)}
    kind = same[0].facts.change["kind"]
    if kind == "hearing_changed" and any(fields.get(name) for name in ("date_from", "date_to", "time_local")):
        return "Hearing moved"
    if kind == "hearing_changed" and "date_from" in fields:
        return "Hearing set"  # it was requested, or postponed without a new day
    if kind == "docket_changed" and set(fields) == {"case_id"}:
        return "Docket joined to another case"
    return "Corrected by the operator" if kind == "corrected" else format_change(kind)


def _case_name(news: News) -> str:
    name = news.facts.name if news.facts else None
    return clean(name or (news.facts and news.facts.change["case_id"]) or news.case_id or "a docket", 200)


def _where(facts: Facts) -> str:
    docket, court = facts.docket, None
    if docket is not None:
        known = load_courts().get(docket["court_id"])
        court = known.short_name if known else docket["court_id"]
    parts = [
        court,
        docket and docket["docket_number"],
        facts.entry and facts.entry["entry_number"] and f"no. {facts.entry['entry_number']}",
        facts.entry and facts.entry["date_filed"] and format_day(facts.entry["date_filed"]),
        _UNREVIEWED.get(docket["selection"]) if docket else None,
    ]
    return clean(", ".join(part for part in parts if part))


def _hearing_words(letter: Letter, facts: Facts) -> str:
    hearing = (
        (letter.hearings or {}).get(facts.change["subject_id"])
        if facts.change["subject"] == "hearings"
        else None
    )
    if hearing is None:
        return ""
    clock = format_clock(hearing["time_local"])
    when = [format_span(hearing["date_from"], hearing["date_to"], hearing["precision"]) or "day not known"]
    when += (
        [f"{clock} ({format_zone(hearing['timezone'])})" if hearing["timezone"] else clock] if clock else []
    )
    return clean(
        f"{format_hearing(hearing['kind'])}, {', '.join([*when, *filter(None, [hearing['place']])])}: "
        f"{plain(hearing['status']) or 'status not known'}"
    )


def _value_lines(change: dict, longest: int) -> list[str]:
    old, new = (clean(_value(change, change[side]), longest) for side in ("old_value", "new_value"))
    field = plain(change["field"])
    if change["kind"].endswith("_added"):
        return [new] if new and change["subject"] != "hearings" else []
    if change["kind"].endswith("_removed"):
        return [f"Was: {old}"] if old else []
    if not old and not new:
        return []
    return (
        [f"{field}: {new or 'not known'}"]
        if not old
        else [f"{field}, was: {old}", f"{field}, is: {new or 'not known'}"]
    )


def _value(change: dict, value: str | None) -> str | None:
    if not value:
        return None
    field = change["field"] or ""
    if field.startswith("date_"):
        return format_day(value)
    if field == "time_local":
        return format_clock(value)
    return (
        plain(value)
        if change["subject"] in _CODED
        and _CODE.fullmatch(value)
        and field not in ("name", "caption", "case_id")
        else value
    )


def _link(letter: Letter, news: News) -> list[str]:
    address = find_address(letter, news)
    return [f"  {address}"] if address else []


def find_address(letter: Letter, news: News) -> str | None:
    if not letter.site_url:
        return None
    case_id = news.facts.change["case_id"] if news.facts else news.case_id
    return letter.site_url + (f"{case_path(case_id)}#changes" if case_id else page_path("/changes"))
