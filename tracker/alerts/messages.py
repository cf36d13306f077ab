"""What an alert says: as an e-mail, as JSON for a webhook, as a line of chat; and all of them on one page, as
a preview. Pure."""

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from docket.courts import load_courts
from docket.times import parse_instant
from publish.links import case_path, page_path
from publish.words import counted, plain, say_change, say_clock, say_day, say_hearing, say_span, say_zone
from tracker.alerts.matching import Facts

SITE = "§ 230 Docket"
_LONGEST = {"email": 1500, "slack": 300, "webhook": 20_000}
_LONGEST_HEADING = 140
_MOST_TOLD = 12  # changes of one review of the catalog that are told one by one
_CODE = re.compile(r"[a-z]+(?:_[a-z0-9]+)*")
_CODED = ("hearings", "rulings", "claims", "dockets", "participations", "cases")
_UNREVIEWED = {"candidate": "candidate, not reviewed", "imported": "imported by the operator, not reviewed"}


@dataclass(frozen=True)
class News:
    """One change, ready to be said. `facts` is None for one that is taken back: it is in no table any more."""

    seq: int
    change_id: str
    facts: Facts | None = None
    corrects: str | None = None
    case_id: str | None = None


@dataclass(frozen=True)
class Letter:
    """A message to a place; one without news is a test. `hearings` are the rows of the hearings its changes
    are about, by id.

    `is_review`: its news come of a review of the catalog; many of them are counted, not told one by one.
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
    """Return the text on one line: spaces folded, no control or direction character, cut at so many characters."""
    kept = "".join(
        char if not unicodedata.category(char).startswith(("C", "Z")) or char == " " else _blank(char)
        for char in text or ""
    )
    folded = " ".join(kept.split())
    return folded if longest is None or len(folded) <= longest else folded[: longest - 1].rstrip() + "…"


def _blank(char: str) -> str:
    """A tab or line end parts words; a soft hyphen or a mark of direction stands within one."""
    return "" if unicodedata.category(char) == "Cf" else " "


def write_mail(letter: Letter, sender: str, to: str) -> EmailMessage:
    """Return the e-mail, headers folded and encoded. Its Message-ID is the same at every attempt."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = to
    mail["Subject"] = heading(letter)
    mail["Date"] = format_datetime(parse_instant(letter.made_at))
    mail["Message-ID"] = f"<{letter.message_id}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(write_text(letter), cte="quoted-printable")
    return mail


def write_text(letter: Letter) -> str:
    """Return the plain text of a message: a block for each thing that changed, then why it came."""
    blocks = [_summary(letter)] if letter.is_summary else _blocks(letter, "email") or [f"{heading(letter)}."]
    end = [
        f"Subscription {letter.subscription!r} of {SITE}. Not legal advice; the court's own register counts."
    ]
    end += [f"To change or end it, write to {clean(letter.contact)}."] if letter.contact else []
    return "\n\n".join([*blocks, "-- \n" + "\n".join(end)]) + "\n"


def write_chat(letter: Letter) -> bytes:
    """Return what a Slack-style webhook takes: ``text``, escaped so that nothing in it is a link, a mention
    or a format."""
    blocks = [_summary(letter)] if letter.is_summary else _blocks(letter, "slack")
    text = "\n\n".join([heading(letter), *blocks])
    for char, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(char, name)
    return json.dumps({"text": text, "mrkdwn": False, "unfurl_links": False, "link_names": 0}).encode()


def write_json(letter: Letter) -> bytes:
    """Return the body of a signed webhook; docs/alerts.md describes it. The same bytes at every attempt,
    unless something in it was suppressed meanwhile."""
    if letter.is_summary:
        return _dump(
            {
                "type": "catalog.reviewed",
                "id": letter.message_id,
                "subscription": letter.subscription,
                "timestamp": letter.made_at,
                "data": {
                    "counts": _counts(letter),
                    "cases": len(_cases(letter)),
                    "first_seq": min(one.seq for one in letter.news),
                    "last_seq": max(one.seq for one in letter.news),
                    "url": _changes_page(letter),
                },
            }
        )
    changes = [_as_dict(letter, news) for news in letter.news]
    whole = {
        "type": "changes.published" if letter.news else "test",
        "id": letter.message_id,
        "subscription": letter.subscription,
        "timestamp": letter.made_at,
        "data": {"changes": changes},
    }
    return _dump(whole)


def _dump(whole: dict) -> bytes:
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def _blocks(letter: Letter, kind: str) -> list[str]:
    return ["\n".join(_lines(letter, same, kind)) for same in _by_subject(letter.news)]


def _summary(letter: Letter) -> str:
    """Return what a review of the catalog changed, counted by kind, and where all of it is listed."""
    lines = [f"  {number:,}  {say_change(kind)}" for kind, number in _counts(letter).items()]
    page = _changes_page(letter)
    return "\n".join(
        [
            f"The reviewed catalog was brought up to date. What changed, in {counted(len(_cases(letter)), 'case')}:",
            *lines,
            *([f"All of it: {page}"] if page else []),
        ]
    )


def _counts(letter: Letter) -> dict[str, int]:
    kinds = Counter(one.facts.change["kind"] if one.facts else "corrected" for one in letter.news)
    return dict(sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0])))


def _cases(letter: Letter) -> set[str | None]:
    return {one.facts.change["case_id"] if one.facts else one.case_id for one in letter.news}


def _changes_page(letter: Letter) -> str | None:
    return letter.site_url and letter.site_url + page_path("/changes")


def heading(letter: Letter) -> str:
    """Return the message in a line: what changed where; or how many changes in which case, or in how many."""
    groups = _by_subject(letter.news)
    if not groups:
        return f"Test: an alert of {SITE} arrives here"
    if letter.is_summary:
        return (
            f"The catalog was reviewed: {counted(len(letter.news), 'change')} in "
            f"{counted(len(_cases(letter)), 'case')}"
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
    """A hearing that was moved is several changes, of its day, its hour, its room: they are said together."""
    groups: dict[tuple, list[News]] = {}
    for one in news:
        key = (one.facts.change["kind"], one.facts.change["subject_id"]) if one.facts else (one.change_id,)
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def _lines(letter: Letter, same: list[News], kind: str) -> list[str]:
    first, longest = same[0], _LONGEST[kind]
    lines = [f"{_said(same)}: {clean(_case_name(first), 200)}"]
    if first.facts is None:
        return [
            *lines,
            f"  An earlier alert (change {first.corrects}) no longer holds: read again, the page does not say it.",
            *_link(letter, first),
        ]
    if where := _where(first.facts):
        lines.append(f"  {where}")
    if words := _hearing_words(letter, first.facts):
        lines.append(f"  {words}")
    for facts in _facts_of(same):
        lines += [f"  {line}" for line in _value_lines(facts.change, longest)]
    return lines + _link(letter, first)


def _facts_of(same: list[News]) -> list[Facts]:
    """Return the facts of news that are said together; what was taken back has none, and stands alone."""
    return [news.facts for news in same if news.facts is not None]


def _said(same: list[News]) -> str:
    if same[0].facts is None:
        return "Taken back"
    fields = {facts.change["field"] for facts in _facts_of(same)}
    kind = same[0].facts.change["kind"]
    if kind == "hearing_changed" and fields & {"date_from", "date_to", "time_local"}:
        return "Hearing moved"
    if kind == "docket_changed" and fields == {"case_id"}:
        return "Docket joined to another case"
    return "Corrected by the operator" if kind == "corrected" else say_change(kind)


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
        facts.entry and facts.entry["date_filed"] and say_day(facts.entry["date_filed"]),
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
    clock = say_clock(hearing["time_local"])
    when = [say_span(hearing["date_from"], hearing["date_to"], hearing["precision"]) or "day not known"]
    when += [f"{clock} ({say_zone(hearing['timezone'])})" if hearing["timezone"] else clock] if clock else []
    return clean(
        f"{say_hearing(hearing['kind'])}, {', '.join([*when, *filter(None, [hearing['place']])])}: "
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
        return say_day(value)
    if field == "time_local":
        return say_clock(value)
    return (
        plain(value)
        if change["subject"] in _CODED
        and _CODE.fullmatch(value)
        and field not in ("name", "caption", "case_id")
        else value
    )


def _link(letter: Letter, news: News) -> list[str]:
    address = _address(letter, news)
    return [f"  {address}"] if address else []


def _address(letter: Letter, news: News) -> str | None:
    if not letter.site_url:
        return None
    case_id = news.facts.change["case_id"] if news.facts else news.case_id
    return letter.site_url + (f"{case_path(case_id)}#changes" if case_id else page_path("/changes"))


def _as_dict(letter: Letter, news: News) -> dict:
    if news.facts is None:
        return {
            "seq": news.seq,
            "change_id": news.change_id,
            "kind": "corrected",
            "corrects": news.corrects,
            "case_id": news.case_id,
            "url": _address(letter, news),
        }
    change, docket, entry = news.facts.change, news.facts.docket, news.facts.entry
    longest = _LONGEST["webhook"]
    return {
        "seq": news.seq,
        **{
            name: change[name]
            for name in ("change_id", "kind", "subject", "subject_id", "case_id", "docket_id", "field")
        },
        **{name: change[name][:longest] if change[name] else None for name in ("old_value", "new_value")},
        "seen_at": change["seen_at"],
        "case_name": news.facts.name,
        "court_id": docket and docket["court_id"],
        "docket_number": docket and docket["docket_number"],
        "selection": docket and docket["selection"],
        "entry_id": entry and entry["entry_id"],
        "entry_number": entry and entry["entry_number"],
        "date_filed": entry and entry["date_filed"],
        "url": _address(letter, news),
    }


_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 "
    "1rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f4f4f2;padding:1rem}"
)


def write_page(shown: list[tuple[Letter, str]]) -> str:
    """Return the page; beside each letter, where it goes and of how many changes it was chosen, in words."""
    sections = [_section(letter, words) for letter, words in shown]
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<meta name="viewport" '
        'content="width=device-width">\n'
        f"<title>Alerts of {escape(SITE)}: a preview</title>\n<style>{_STYLE}</style>\n<h1>Alerts: a preview</h1>\n"
        f"<p>Nothing of this was sent.</p>\n{''.join(sections)}</html>\n"
    )


def _section(letter: Letter, words: str) -> str:
    title = f"<h2>{escape(letter.subscription)}</h2>\n<p>{escape(words)}</p>\n"
    if not letter.news:
        return title + "<p>No message.</p>\n"
    data = json.dumps(json.loads(write_json(letter)), ensure_ascii=False, indent=2)
    forms = (
        ("As an e-mail", f"Subject: {heading(letter)}\n\n{write_text(letter)}"),
        ("In chat", json.loads(write_chat(letter))["text"]),
        ("As a webhook", data),
    )
    return title + "".join(
        (
            f"<details{' open' if name == 'As an e-mail' else ''}><summary>{name}</summary>\n"
            f"<pre>{escape(text)}</pre></details>\n"
        )
        for name, text in forms
    )
