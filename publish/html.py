"""Small pieces of HTML that pages share: decisions as lawyers cite them, what changed between two texts,
where a fact comes from. Pure."""

import re
from collections.abc import Callable
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter

from markupsafe import Markup, escape

from docket.source_hosts import Source, SourceRole
from publish.links import snapshot_path, source_link, web_address
from publish.words import format_day, format_instant, split_list

_YEAR = re.compile(r"\s*\((\d{4})\)$")
# Volume, first letter of the reporter, page: "184 Wash. 2d 95".
_PLACE = re.compile(r"(\d+) ([A-Za-z]).*? (\d+)\b")
# What our short names add to distinguish dockets: "Zeran v. AOL (4th Cir.)".
_OURS = re.compile(r"\s*\([^()]*\)$")
# The regional reporters, which print the decisions of several States alongside each State's own reporter.
_REGIONAL = re.compile(r"\b(?:A|N\.E|N\.W|P|S\.E|S\.W|So|Cal\. Rptr|N\.Y\.S)\.\s?(?:2d|3d|4th)?\s\d")


def cite_acts(acts: list[dict]) -> list[dict]:
    """Return the acts of a case that have a citation, oldest first, each with its citation as text (`cited`).

    A citation that several acts share counts as one decision.
    """
    by_citation: dict[str, dict] = {}
    for act in sorted(acts, key=lambda act: act["date_from"] or ""):
        if act["citation"] and act["citation"] not in by_citation:
            is_day = act["precision"] in (None, "day", "time") and act["date_from"] == act["date_to"]
            date = act["date_from"] if is_day else (act["date_from"] or "")[:4]
            docket = act["docket"]
            by_citation[act["citation"]] = {
                "docket_id": act["docket_id"],
                "source_url": act["primary_url"] or act["source_url"],
                "texts": split_list(act["citation"]),
                "is_verified": "citation" not in act["unconfirmed_fields"],
                "cited": cite(
                    split_list(act["citation"]),
                    docket["name"],
                    docket["court_name"],
                    date,
                    docket["docket_number"],
                ),
            }
    return list(by_citation.values())


def cite_decisions(citations: list[dict]) -> list[dict]:
    """Return one row for each decision in `citations` (with docket and court), with its citation as text
    (`cited`).

    The official and the regional citation of one docket are one decision, the State's own reporter first. Of
    two spellings of one reporter the first stays ("184 Wn.2d 95", "184 Wash. 2d 95").
    """
    decisions: list[dict] = []
    for citation in citations:
        twin = next((decision for decision in decisions if _are_one_place(decision, citation)), None)
        if twin:
            if len(twin["texts"]) == 1:
                twin["is_verified"] = max(twin["is_verified"], citation["is_verified"])
            continue
        pair = next((decision for decision in decisions if _are_one_decision(decision, citation)), None)
        if pair:
            pair["texts"].append(citation["text"])
            pair["is_verified"] = min(pair["is_verified"], citation["is_verified"])
        else:
            decisions.append(citation | {"texts": [citation["text"]]})
    return [
        decision
        | {
            "cited": cite(
                decision["texts"],
                decision["docket_name"],
                decision["court_name"],
                decision["date_decided"],
                decision["docket_number"],
            )
        }
        for decision in decisions
    ]


def _are_one_place(left: dict, other: dict) -> bool:
    """Whether both citations are to the same volume and page, in reporters with the same first letter."""
    places = [_PLACE.match(text) for text in (*left["texts"], other["text"])]
    *known, last = [place and (place[1], place[2].upper(), place[3]) for place in places]
    return left["docket_id"] == other["docket_id"] and last is not None and last in known


def _are_one_decision(left: dict, other: dict) -> bool:
    texts = [*left["texts"], other["text"]]
    return (
        left["docket_id"] == other["docket_id"]
        and len(texts) == 2
        and not any(map(_says_its_court, texts))
        and _is_regional(texts[0]) != _is_regional(texts[1])
    )


# A database instead of a reporter: "2022 WL 2820107", "2000 Ohio App. LEXIS 6154".
_DATABASE = re.compile(r"\bWL\b|\bLEXIS\b")
# Our short name of a county's court: "Pierce County (Wash.)".
_PLACE_NAME = re.compile(r"^(.+) \((.+)\)$")


def cite(
    texts: list[str],
    name: str | None,
    court: str | None,
    date: str | None,
    number: str | None = None,
    pin: str | None = None,
) -> str:
    """Return a decision as the Bluebook writes it: "Roe v. Example, 184 Wash. 2d 95, 359 P.3d 714 (2015)".

    `date` is an ISO day, or the year alone where no more is known. The court is left out where the reporter
    names it; a decision cited to a database alone also gets its docket number and day. What is not known is
    left out. `pin` is the pinpoint page, added to the first citation: "129 F.3d 327, 330–31".
    """
    parts = [strip_ours(name)] if name else []
    if _says_its_court(texts[0]):
        return ", ".join([*parts, texts[0]])
    years = [match[1] for text in texts if (match := _YEAR.search(text))]
    places = [_spell_reporter(_YEAR.sub("", text)) for text in sorted(texts, key=_is_regional)]
    is_unreported = all(_DATABASE.search(text) for text in places)
    when = years[0] if years else format_day(date) if date and is_unreported else (date or "")[:4]
    where = None if any(_names_court(place, court) for place in places) else court
    docket = [f"No. {number}"] if is_unreported and number else []
    last = " ".join(filter(None, [_PLACE_NAME.sub(r"\1, \2", where or ""), when]))
    pinned = [f"{places[0]}, {pin}", *places[1:]] if pin else places
    cited = ", ".join([*parts, *docket, *pinned])
    return f"{cited} ({last})" if last else cited


def strip_ours(name: str) -> str:
    """Return the name of a decision without what we add to distinguish it from another: "(9th Cir. 2008)"."""
    return _OURS.sub("", name)


_REPORTER = re.compile(r"^(\d[\d-]*) (\D.*?) ([\d,]+(?:\(\w\))?)$")
# A single capital, "F."; a word, "Supp."; a series, "3d".
_PARTS = re.compile(r"[A-Z]\.|[A-Z]?[A-Za-z'’]+\.?|\d+\w+|\S")


def _spell_reporter(text: str) -> str:
    """Return a citation with its reporter spelled as in the Bluebook: "184 Wn.2d 95" is in "Wash. 2d".

    Single capitals are closed up ("N.Y.S.2d"), longer abbreviations are set apart ("F. Supp. 3d").
    """
    place = _REPORTER.match(text)
    if place is None:
        return text
    made, before = "", ""
    for part in _PARTS.findall(place[2].replace("Wn.", "Wash.")):
        is_close = re.fullmatch(r"[A-Z]\.", before) and re.fullmatch(r"[A-Z]\.|\d\w+", part)
        made += part if is_close or part == "," or not made else f" {part}"
        before = part
    return f"{place[1]} {made} {place[3]}"


def _names_court(place: str, court: str | None) -> bool:
    """Return whether the reporter's name shows which court decided: "U.S.", "Wash. 2d", "Cal. App. 4th"."""
    match = _REPORTER.match(place)
    reporter = re.sub(r" ?\d\w+$", "", match[2]) if match else ""
    if court in ("U.S.", "SCOTUS") or reporter in ("U.S.", "S. Ct.", "L. Ed."):
        return reporter in ("U.S.", "S. Ct.", "L. Ed.")
    state = re.sub(r" (?:Ct\. App|App\. Ct|App)\.$", "", court or "")
    names = (f"{state} App.", f"{state} App. Ct.") if state != court else (court, f"{court}, Adv. Op.")
    return bool(state) and reporter in names


# "(11th Cir. 2022)" and the like; "(U)" after the page of a slip opinion does not count.
_WHOLE = re.compile(r"\([^()]*[A-Za-z][^()]* (?:\d{4})\)")


def _says_its_court(text: str) -> bool:
    """Return whether the citation already names its court: "34 F.4th 1196 (11th Cir. 2022)"."""
    return bool(_WHOLE.search(text))


def _is_regional(text: str) -> bool:
    return bool(_REGIONAL.search(text))


_WORDS = re.compile(r"\s+|[^\s]+")
# Beyond this length a comparison takes seconds; the two texts are then shown whole.
_LONGEST = 4000


def mark_changes(old: str | None, new: str | None) -> tuple[Markup, Markup]:
    """Return both texts, the old one with what was removed in ``<del>``, the new one with what was added in
    ``<ins>``."""
    before, after = _WORDS.findall(old or ""), _WORDS.findall(new or "")
    if len(before) + len(after) > _LONGEST:
        return _tag("del", before), _tag("ins", after)
    left, right = [], []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        left.append(_tag("del" if kind != "equal" else None, before[i:j]))
        right.append(_tag("ins" if kind != "equal" else None, after[k:m]))
    return Markup("").join(left), Markup("").join(right)


def _tag(name: str | None, words: list[str]) -> Markup:
    text = escape("".join(words))
    return Markup(f"<{name}>{text}</{name}>") if name and words else text


# This record's own files: a reviewer or the operator wrote them, and the pages they cite are not in them.
OWN_FILES = frozenset({"catalog", "corrections", "by_hand"})


def format_source_link(
    path: Callable[[str], str], url: str | None, snapshot_id: str | None, snapshots: dict[str, dict]
) -> Markup:
    """Return the link to the source (plain text where it is not safe to follow) and to its snapshot; `path`
    puts our prefix before a path. A fact known only from one of our own files links to that file as it was
    read."""
    seen = snapshots.get(snapshot_id) if snapshot_id else None
    link = source_link(url) or (seen["link"] if seen else None)
    parts = []
    if not url and snapshot_id and _is_own(seen) and link:
        parts.append(f'<a href="{escape(path(snapshot_path(snapshot_id)))}">{escape(link.label)}</a>')
    elif link and link.url:
        parts.append(
            f'<a href="{escape(link.url)}" rel="nofollow noopener external">{escape(link.label)}</a>'
        )
    elif link:
        parts.append(str(escape(link.label)))
    return _joined([*parts, *_stored(path, url, snapshot_id, seen)])


def format_sources(
    path: Callable[[str], str],
    sources: list[Source],
    snapshot_id: str | None,
    snapshots: dict[str, dict],
    basis: str | None = None,
) -> Markup:
    """Return the sources of a ruling or docket: the address to cite, then "as reported by" the others, then
    our snapshot.

    An address derived from a citation or a number (`basis` is "rule") is marked as such: nobody saw the page.
    """
    primary = [_linked(source) for source in sources if source.role is SourceRole.PRIMARY]
    if primary and basis == "rule":
        primary[0] += " (address made from its citation or number)"
    reported = [_linked(source) for source in sources if source.role is SourceRole.REPORTED]
    parts = primary + ([f"{'as' if primary else 'As'} reported by {', '.join(reported)}"] if reported else [])
    first = sources[0].url if sources else None
    seen = snapshots.get(snapshot_id) if snapshot_id else None
    return _joined([*(parts or ["source not known"]), *_stored(path, first, snapshot_id, seen)])


def _linked(source: Source) -> str:
    address = web_address(source.url)
    if address is None:
        return str(escape(source.url))
    return f'<a href="{escape(address)}" rel="nofollow noopener external">{escape(source.name)}</a>'


def _stored(
    path: Callable[[str], str], url: str | None, snapshot_id: str | None, seen: dict | None
) -> list[str]:
    """Return the link to the bytes we hold, called "snapshot" only if they are those of the cited page. Our
    own file, the same for most rows of a page, is named once, at the foot of the page
    (`format_own_files`)."""
    if not snapshot_id or _is_own(seen):
        return []
    of = f'<span class="vh"> of {escape(format_instant(seen["fetched_at"]))}</span>' if seen else ""
    if seen is None:
        word = "where it was read"
    else:
        word = "snapshot" if url in (None, seen["url"]) else "the page it was read from"
    return [f'<a href="{escape(path(snapshot_path(snapshot_id)))}">{word}{of}</a>']


def by_year(listed: list[dict]) -> list[tuple[str, list[dict]]]:
    """Group by year rulings, dockets or cases (by their first docket) that are already in order of time. A
    docket without a ruling goes under the year of its filing."""
    first = ((row["dockets"][0] if "dockets" in row else row, row) for row in listed)
    years = (((_day_of(of) or "")[:4] or "Day not known", row) for of, row in first)
    return [(year, [row for _, row in of_year]) for year, of_year in groupby(years, key=itemgetter(0))]


def _day_of(row: dict) -> str | None:
    return row.get("decided_on") or row.get("date_from") or row.get("date_filed")


def format_own_files(path: Callable[[str], str], snapshots: dict[str, dict]) -> Markup:
    """Return links to those snapshots of a page that are our own files, each with its day; empty if none
    is."""
    own = sorted(
        (seen["link"].label.removeprefix("data file "), seen["fetched_at"][:10], snapshot_id)
        for snapshot_id, seen in snapshots.items()
        if _is_own(seen) and seen["link"]
    )
    return Markup(", ").join(
        Markup('<a href="{}">{}</a> ({})').format(path(snapshot_path(snapshot_id)), name, format_day(day))
        for name, day, snapshot_id in own
    )


def _is_own(seen: dict | None) -> bool:
    return seen is not None and seen["source"] in OWN_FILES


def _joined(parts: list[str]) -> Markup:
    return Markup(f'<span class="src">{" · ".join(parts)}</span>')
