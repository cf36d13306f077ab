"""Appeals and petitions for certiorari, from the sheet below and from the sheet above; and what the court above did.

The words are rows of language/links.tsv.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from docket.courts.in_text import CourtInText, circuit_above, find_circuits, find_districts, only_district_of
from docket.facts import LinkFact
from docket.links.link import CUES, Sheet, draw_link, find_listed
from docket.links.numbers import NumberInText, find_numbers
from docket.rulings.motions import MotionKind
from docket.rulings.words import is_supposed
from docket.text.dates import find_dates
from docket.text.phrases import Matcher
from docket.vocabulary import Disposition, LinkEffect, LinkType

# What the court above did, the strongest first; and the Supreme Court, with the judgment before the petition.
_STRENGTH = ("reversed", "vacated", "affirmed", "dismissed", "remanded")
_ACTS = Matcher("links", *_STRENGTH)
_ON_JUDGMENT, _ON_PETITION = (
    Matcher("links", *(f"certiorari.{act}" for act in acts.split()))
    for acts in ("vacated affirmed reversed", "pending granted denied dismissed")
)
_COURTS = Matcher("links", "above", "supreme")
_PARTLY = [{LinkEffect.AFFIRMED, effect} for effect in (LinkEffect.REVERSED, LinkEffect.VACATED)]
_BEFORE_ACT, _BEFORE_NUMBER = 70, 130
_SIGNS = r"[\s:#(.]*"
# "Gonzalez v. Google LLC, No. 18-16700": the number of a case that is cited.
_CITED = re.compile(r"\sv[s.]?\.?\s(?:[^;:]|(?<=\d):){0,90}$")


def find_effect(lowered: str) -> LinkEffect:
    """Return what an order of the court above did to the ruling below; ``UNKNOWN`` where it says nothing of it.

    What is only supposed ("will be dismissed", "should not be affirmed") is no effect, nor is a
    ruling on a motion. A judgment left standing in any part is ``AFFIRMED_IN_PART``.
    """
    acts = set()
    for act in _ACTS.find(lowered, 0, len(lowered)):
        is_within = CUES.only_supposed.search(lowered, act.start, act.end)
        if not is_within and not is_supposed(lowered, act.start - _BEFORE_ACT, act.start):
            acts.add(act.name)
    if CUES.in_part.search(lowered) or ("affirmed" in acts and acts & {"reversed", "vacated"}):
        return LinkEffect.AFFIRMED_IN_PART
    return next((LinkEffect(act) for act in _STRENGTH if act in acts), LinkEffect.UNKNOWN)


def effect_on_below(rulings: Iterable) -> tuple[LinkEffect, date | None] | None:
    """Return what an appellate docket's own rulings did to the ruling below, and when; ``None`` if nothing yet.

    `rulings` are those that `rulings.find_rulings` reads on the sheet of the court above, in the
    order of its entries; the last that touches the ruling below decides. Two of one day that
    differ are a judgment left standing in part.
    """
    last: tuple[LinkEffect, date | None] | None = None
    for ruling in rulings:
        told = "dismissed" if ruling.disposition is Disposition.WITHDRAWN else ruling.disposition.value
        if ruling.kind in (MotionKind.CERT, MotionKind.APPEAL_DISPOSITION) and told in set(LinkEffect):
            is_part = last and last[1] == ruling.date and {last[0], told} in _PARTLY
            last = LinkEffect.AFFIRMED_IN_PART if is_part else LinkEffect(told), ruling.date
    return last


def find_appeals(sheet: Sheet) -> list[LinkFact]:
    """Links from a district court's sheet up to its court of appeals."""
    lowered, effect, rule = sheet.lower, LinkEffect.UNKNOWN, "appeal-number"
    if sheet.court.system != "district":
        return []
    if notice := CUES.notice.follows(lowered, 0, len(lowered)):
        is_within = CUES.not_to_circuit.search(lowered, 0, 300)
        # its number comes with another entry
        numbers, rule = [] if is_within else [NumberInText(0, notice.end(), "")], "notice-of-appeal"
    else:
        numbers = find_listed(sheet, "appellate", lambda number: _is_of(sheet, number, "above"))
        if mandate := CUES.mandate.follows(lowered, 0, len(lowered)):
            effect = find_effect(lowered)
            if not numbers and (effect is not LinkEffect.UNKNOWN or "mandate" in lowered[:60]):
                numbers, rule = [NumberInText(0, mandate.end(), "")], "mandate"
            elif effect is not LinkEffect.UNKNOWN:
                rule = "mandate"
    return [_up(sheet, number, effect, rule) for number in numbers]


def _is_of(sheet: Sheet, number: NumberInText, court: str) -> bool:
    """Whether a number has a label and is no cited case's, and the last court named before it is this one."""
    start = max(0, number.start - _BEFORE_NUMBER)
    named = _COURTS.find(sheet.lower, start, number.start)
    is_labeled = CUES.label.ends(sheet.lower, start, number.start, _SIGNS) is not None
    is_cited = _CITED.search(sheet.text, start, number.start) is not None
    return is_labeled and not is_cited and bool(named) and named[-1].name == court


def _up(sheet: Sheet, number: NumberInText, effect: LinkEffect, rule: str) -> LinkFact:
    """The link to the circuit that is named, nearest to the number; where none is, to the one that the law gives."""

    def find_distance(court: CourtInText) -> int:
        return min(abs(court.start - number.start), abs(court.end - number.start))

    court = min(find_circuits(sheet.text), key=find_distance, default=circuit_above(sheet.court))
    return draw_link(sheet, LinkType.APPEAL, court, number, rule, other_is_later=True, effect=effect)


def find_below(sheet: Sheet) -> list[LinkFact]:
    """Links from a court of appeals' docketing entry down to the district court's docket."""

    def is_below(number: NumberInText) -> bool:
        start = number.start - _BEFORE_NUMBER
        return CUES.below.ends(sheet.lower, start, number.start, _SIGNS) is not None

    links = list[LinkFact]()
    for number in find_listed(sheet, "district", is_below) if sheet.court.system == "appellate" else ():
        named = find_districts(sheet.text, max(0, number.start - _BEFORE_NUMBER), number.start)
        court = named[-1] if named else only_district_of(sheet.court.court_id)
        # a number has one form in every district, so that it needs no court
        link = draw_link(sheet, LinkType.APPEAL, court or "cand", number, "docketed-from")
        links.append(link if court else replace(link, other_court_id=None))
    return links


def find_certiorari(sheet: Sheet) -> list[LinkFact]:
    """Links from any sheet below to the Supreme Court's docket."""
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
    told = {"other_label": text[slice(*supreme.span())], "other_is_later": True, "effect": effect}
    told |= {"date": days[0].value.isoformat()} if days else {}
    return [draw_link(sheet, LinkType.CERTIORARI, "scotus", one, "certiorari", **told) for one in numbers[:1]]


READERS = (find_appeals, find_below, find_certiorari)
