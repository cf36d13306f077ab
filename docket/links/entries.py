"""What one entry says about other dockets.

Up and down: appeals, petitions for certiorari, and what the court above did. Sideways: actions that change
courts (removed from a state court, remanded to it, transferred), and dockets that belong together but remain
separate (a multidistrict litigation, consolidated or related cases).

The words of orders and the forms of CM/ECF ("CASE TRANSFERRED IN from …; Case Number …") are rows of
language/links.tsv. Whatever is only requested, refused or hypothetical moves nothing.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from docket.courts import load_courts
from docket.courts.in_text import (
    CourtInText,
    circuit_above,
    find_circuits,
    find_districts,
    find_state_court,
    only_district_of,
)
from docket.facts import LinkFact
from docket.links.link import CUES, NumberInText, Sheet, find_number, find_numbers
from docket.rulings.motions import READ_UP_TO
from docket.rulings.words import blank_trailers, is_mistaken, is_supposed
from docket.text.dates import find_dates
from docket.text.phrase_rows import load
from docket.text.phrases import Matcher
from docket.text.prepared import PreparedText
from docket.text.sentences import find_sentences
from docket.vocabulary import LinkEffect, LinkType

# Substrings, one of which occurs in every text that a rule reads.
_HINTS = tuple(row.phrase.rstrip("*").replace("№", "#") for row in load("links") if row.tag == "hint")
# What the court above did, strongest first. For the Supreme Court, the judgment comes before the petition.
_STRENGTH = ("reversed", "vacated", "affirmed", "dismissed", "remanded", "denied")
_ACTS = Matcher("links", *_STRENGTH)
_ON_JUDGMENT = Matcher("links", *(f"certiorari.{act}" for act in ("vacated", "affirmed", "reversed")))
_ON_PETITION = Matcher(
    "links", *(f"certiorari.{act}" for act in ("pending", "granted", "denied", "dismissed"))
)
_COURTS = Matcher("links", "above", "supreme")
# Characters before an act that may make it hypothetical, or after a tag within which its number appears.
_BEFORE = 80
_BEFORE_NUMBER = 130  # characters before a number within which its label and its court appear
_LONGEST_COURT = 140  # characters of a court's name
_NEAR = 61  # characters between a court and its number
_SIDE = 300  # characters on either side of a word in which its sentence is sought
_SIGNS = r"[\s:#(.]*"
# "Gonzalez v. Google LLC, No. 18-16700": the number of a cited case.
_CITED = re.compile(r"\sv[s.]?\.?\s(?:[^;:]|(?<=\d):){0,90}$")
_LABEL_END = re.compile(r"[;()\[:]|\.\s(?!d\b)", re.IGNORECASE)
_STOP = re.compile(r"[.;]\s")
_REMANDS = Matcher("links", "remanded_to", "remand_granted")
_TRANSFERS = [Matcher("links", tag) for tag in ("opened_in", "transferred_in", "transferred_out")]


def find_links(entry: PreparedText) -> list[LinkFact]:
    """Return the links that one entry states, in the order of the text, except to its own docket."""
    start, court = entry.up_to(READ_UP_TO), load_courts().get(entry.court_id)
    if court is None or not any(map(start.lowered.__contains__, _HINTS)):
        return []
    start = blank_trailers(start)
    sheet = Sheet(start.plain, start.lowered, court, entry.date_filed, entry.docket_number)
    if is_mistaken(sheet.lower):
        return []
    links = [link for reader in _READERS for link in reader(sheet)]
    return sheet.keep_others(sorted(links, key=lambda link: link.at))


def find_effect(lowered: str) -> LinkEffect:
    """Return what an order of the court above did to the ruling below; ``UNKNOWN`` if it does not say.

    A hypothetical ("will be dismissed", "should not be affirmed") is no effect, nor is a ruling on a motion.
    A judgment affirmed in any part is ``AFFIRMED_IN_PART``.
    """
    acts = set()
    for act in _ACTS.find(lowered, 0, len(lowered)):
        is_within = CUES.only_supposed.search(lowered, act.start, act.end)
        if not is_within and not is_supposed(lowered, act.start - _BEFORE, act.start):
            acts.add(act.name)
    if CUES.in_part.search(lowered) or ("affirmed" in acts and acts & {"reversed", "vacated"}):
        return LinkEffect.AFFIRMED_IN_PART
    return next((LinkEffect(act) for act in _STRENGTH if act in acts), LinkEffect.UNKNOWN)


def find_appeals(sheet: Sheet) -> list[LinkFact]:
    """Return the links from a district court's sheet up to its court of appeals."""
    lowered, effect, rule = sheet.lower, LinkEffect.UNKNOWN, "appeal-number"
    if sheet.court.system != "district":
        return []
    if notice := CUES.notice.follows(lowered, 0, len(lowered)):
        is_within = CUES.not_to_circuit.search(lowered, 0, 300)
        # its number comes with a later entry
        numbers, rule = [] if is_within else [NumberInText(0, notice.end(), "")], "notice-of-appeal"
    else:
        numbers = sheet.find_listed("appellate", lambda number: _is_of(sheet, number, "above"))
        if mandate := CUES.mandate.follows(lowered, 0, len(lowered)):
            effect = find_effect(lowered)
            if not numbers and (effect is not LinkEffect.UNKNOWN or "mandate" in lowered[:60]):
                numbers, rule = [NumberInText(0, mandate.end(), "")], "mandate"
            elif effect is not LinkEffect.UNKNOWN:
                rule = "mandate"
    circuits = find_circuits(sheet.text) if numbers else []
    return [_up(sheet, number, circuits, effect, rule) for number in numbers]


def _is_of(sheet: Sheet, number: NumberInText, court: str) -> bool:
    """Whether a number has a label, is not a cited case's, and the last court named before it is `court`."""
    start = max(0, number.start - _BEFORE_NUMBER)
    named = _COURTS.find(sheet.lower, start, number.start)
    is_labeled = CUES.label.ends(sheet.lower, start, number.start, _SIGNS) is not None
    is_cited = _CITED.search(sheet.text, start, number.start) is not None
    return is_labeled and not is_cited and bool(named) and named[-1].name == court


def _up(
    sheet: Sheet, number: NumberInText, circuits: list[CourtInText], effect: LinkEffect, rule: str
) -> LinkFact:
    """Return the link to the circuit named nearest to the number, or else to the circuit above the court."""
    court = min(
        circuits, key=lambda court: abs(court.start - number.start), default=circuit_above(sheet.court)
    )
    return sheet.draw(LinkType.APPEAL, court, number, rule, other_is_later=True, effect=effect)


def find_below(sheet: Sheet) -> list[LinkFact]:
    """Return the links from a court of appeals' docketing entry down to the district court's docket."""
    if sheet.court.system != "appellate":
        return []
    links, before = list[LinkFact](), CUES.below.ends
    for number in sheet.find_listed(
        "district", lambda number: before(sheet.lower, number.start - _BEFORE_NUMBER, number.start, _SIGNS)
    ):
        named = find_districts(sheet.text, max(0, number.start - _BEFORE_NUMBER), number.start)
        court = named[-1] if named else only_district_of(sheet.court.court_id)
        # a number has the same form in every district, so normalizing it needs no particular court
        link = sheet.draw(LinkType.APPEAL, court or "cand", number, "docketed-from")
        links.append(link if court else replace(link, other_court_id=None))
    return links


def find_certiorari(sheet: Sheet) -> list[LinkFact]:
    """Return the link, if any, from the sheet of a court below to the Supreme Court's docket."""
    text, lowered = sheet.text, sheet.lower
    supreme = CUES.supreme.search(lowered, 0, 400)
    if sheet.court.system == "scotus" or supreme is None:
        return []
    numbers = [number for number in find_numbers(text, "scotus") if _is_of(sheet, number, "supreme")]
    tag = _ON_JUDGMENT.first(lowered, 0, len(lowered)) or _ON_PETITION.first(lowered, 0, len(lowered))
    if tag and not numbers and CUES.petition.search(lowered):
        numbers = [NumberInText(*supreme.span(), "")]
    year = sheet.date_filed.year if sheet.date_filed else 2000
    days = find_dates(text[tag.end : tag.end + 30], year) if tag else []
    effect = LinkEffect(tag.name.partition(".")[2]) if tag else LinkEffect.UNKNOWN
    fields = {"other_label": text[slice(*supreme.span())], "other_is_later": True, "effect": effect}
    fields |= {"date": days[0].value.isoformat()} if days else {}
    return [
        sheet.draw(LinkType.CERTIORARI, "scotus", number, "certiorari", **fields) for number in numbers[:1]
    ]


def find_removal(sheet: Sheet) -> list[LinkFact]:
    """Return the link from a removed action down to the state court's docket."""
    head = CUES.removal.follows(sheet.lower, 0, len(sheet.text))
    if head is None:
        return []
    start, end = head.end(), head.end() + 500
    origin = CUES.origin.search(sheet.lower, start, end)
    court_id, label, _ = _state_court(sheet, origin.end()) if origin else (None, None, 0)
    number = find_number(sheet.text, "labeled", start, end)._replace(start=0)
    return [sheet.draw(LinkType.REMOVAL, court_id, number, "notice-of-removal", other_label=label)]


def _state_court(sheet: Sheet, start: int) -> tuple[str | None, str | None, int]:
    """Return (id of the state court named after `start`, the words that name it, where they end)."""
    end = min(len(sheet.text), start + _LONGEST_COURT)
    matches = _LABEL_END.search(sheet.text, start, end), CUES.label_end.search(sheet.lower, start, end)
    end = min((match.start() for match in matches if match), default=end)
    label = sheet.text[start:end].strip(" ,.;-")
    return find_state_court(label, sheet.court.state), label or None, end


def find_remand(sheet: Sheet) -> list[LinkFact]:
    """Return the link from a remanded action to the state court that takes it back."""
    lowered = sheet.lower
    tags = _REMANDS.find(lowered, 0, len(lowered)) if sheet.court.system != "appellate" else []
    stated = [tag for tag in tags if not is_supposed(lowered, 0, tag.start)]
    if not stated or CUES.not_state.search(lowered):
        return []
    # "granting motion to remand to state court … remanded to Elm County Superior Court": the last one counts
    tag = max(stated, key=lambda tag: (tag.name == "remanded_to", tag.start))
    is_named = lowered[: tag.end].endswith((" to", " the"))
    court_id, label, end = _state_court(sheet, tag.end) if is_named else (None, None, tag.end)
    number = find_number(sheet.text, "labeled", tag.end, end + _BEFORE)
    place, more = NumberInText(tag.start, end, number.raw), {"other_label": label, "other_is_later": True}
    return [sheet.draw(LinkType.REMAND, court_id, place, tag.name.replace("_", "-"), **more)]


def find_transfers(sheet: Sheet) -> list[LinkFact]:
    """Return the link to the court an action came from or went to; [] for a transfer within one court."""
    text = sheet.text
    for tag in (tag for cue in _TRANSFERS for tag in cue.find(sheet.lower, 0, len(text))):
        end = tag.end + _NEAR
        named = find_districts(text, tag.end, end) + find_circuits(text, tag.end, end)
        court = min(named, key=lambda court: court.start, default=None)
        is_own = court and court.court_id == sheet.court.court_id
        if court is None or is_own or _STOP.search(text, tag.end, court.start):
            continue
        system = load_courts()[court.court_id].system
        number = find_number(text, system, court.end, court.end + _NEAR)
        # the link is to the litigation, not to its court
        is_panels = not number.raw and CUES.panel.search(sheet.lower)
        if not is_panels and not is_supposed(sheet.lower, tag.start - _BEFORE, tag.start):
            place, is_later = number._replace(start=tag.start), tag.name != "transferred_in"
            rule = tag.name.replace("_", "-")
            return [sheet.draw(LinkType.TRANSFER, court, place, rule, other_is_later=is_later)]
    return []


def find_mdl(sheet: Sheet) -> list[LinkFact]:
    """Return the link from an action to the multidistrict litigation that the Panel sends it to."""
    if not CUES.mdl_event.search(sheet.lower) or CUES.no_mdl.search(sheet.lower, 0, 300):
        return []
    numbers = find_numbers(sheet.text, "jpml")
    # If two litigations are named, the text does not say which one the action joins.
    is_one = len({re.sub(r"\D", "", number.raw) for number in numbers}) == 1
    return [sheet.draw(LinkType.MDL_MEMBER, "jpml", numbers[0], "mdl-transfer")] if is_one else []


def find_group(sheet: Sheet) -> list[LinkFact]:
    """Return links to dockets of the same court that an order consolidates with this one or relates to it."""
    members, system = list[tuple[LinkType, NumberInText]](), sheet.court.system
    for match in CUES.consolidated.find(sheet.lower):
        at, left = match.start(), max(0, match.start() - _SIDE)
        sentences = find_sentences(sheet.text[left : at + _SIDE])
        start, end = next((left + start, left + end) for start, end in sentences if left + end > at)
        if not CUES.not_joined.search(sheet.lower, start, end):
            members += (
                (LinkType.CONSOLIDATED, number) for number in find_numbers(sheet.text, system, start, end)
            )
    for cue, link_type in ((CUES.lead, LinkType.CONSOLIDATED), (CUES.related, LinkType.RELATED)):
        for match in cue.find(sheet.lower):
            start, end = match.span()
            if not CUES.not_joined.search(sheet.lower, max(0, start - _BEFORE), start):
                members += ((link_type, number) for number in sheet.find_listed(system, None, end))
    return [sheet.draw(name, sheet.court.court_id, number, name.value) for name, number in members]


_READERS: tuple[Callable[[Sheet], list[LinkFact]], ...] = (
    *(find_appeals, find_below, find_certiorari),
    *(find_removal, find_remand, find_transfers),
    *(find_mdl, find_group),
)
