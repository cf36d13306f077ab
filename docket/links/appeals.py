"""Appeals and petitions for certiorari, from the sheet below and from the sheet above; and what the court above did.

The words are rows of language/links.tsv.
"""

import re
from collections.abc import Iterable
from datetime import date

from docket.courts.in_text import CourtInText, circuit_above, find_circuits, find_districts, only_district_of
from docket.links.link import CUES, Link, Sheet, draw_link
from docket.links.numbers import NumberInText, find_numbers, normalize
from docket.rulings.motions import MotionKind
from docket.rulings.words import is_supposed
from docket.text.dates import find_dates
from docket.text.phrases import Matcher
from docket.vocabulary import Disposition, LinkEffect, LinkType

# What the court above did, the strongest first; and the Supreme Court, with the judgment before the petition.
_STRENGTH = ("reversed", "vacated", "affirmed", "dismissed", "remanded")
_ACTS = Matcher("links", *_STRENGTH)
_ON_JUDGMENT = tuple(f"certiorari.{act}" for act in ("vacated", "affirmed", "reversed"))
_ON_PAPER = tuple(f"certiorari.{act}" for act in ("pending", "granted", "denied", "dismissed"))
_CERTIORARI, _COURTS = Matcher("links", *_ON_JUDGMENT, *_ON_PAPER), Matcher("links", "above", "supreme")
_ON_PETITION = frozenset({Disposition.GRANTED, Disposition.DENIED, Disposition.DISMISSED})
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
        is_petition = ruling.kind is MotionKind.CERT and ruling.disposition in _ON_PETITION
        if not is_petition and ruling.kind is not MotionKind.APPEAL_DISPOSITION:
            continue
        told = "dismissed" if ruling.disposition is Disposition.WITHDRAWN else ruling.disposition.value
        for effect in LinkEffect:
            if effect.value == told:
                is_part = last and last[1] == ruling.date and {last[0], effect} in _PARTLY
                last = LinkEffect.AFFIRMED_IN_PART if is_part else effect, ruling.date
    return last


def find_appeals(sheet: Sheet) -> list[Link]:
    """Links from a district court's sheet up to its court of appeals."""
    text, lowered = sheet.text, sheet.lower
    if sheet.system != "district":
        return []
    if notice := CUES.notice.match(lowered, sheet.head):
        if CUES.not_to_circuit.search(lowered, 0, min(len(text), 300)):
            return []
        number = NumberInText(0, notice.end(), "")  # it comes with another entry
        return [_up(sheet, number, find_circuits(text)[:1], LinkEffect.UNKNOWN, "notice-of-appeal")]
    mandate, numbers = CUES.mandate.match(lowered, sheet.head), _appeal_numbers(sheet)
    effect = find_effect(lowered) if mandate else LinkEffect.UNKNOWN
    rule = "appeal-number" if effect is LinkEffect.UNKNOWN else "mandate"
    if mandate and not numbers and (effect is not LinkEffect.UNKNOWN or "mandate" in lowered[:60]):
        numbers, rule = [NumberInText(0, mandate.end(), "")], "mandate"
    circuits = find_circuits(text) if numbers else []
    return [_up(sheet, number, circuits, effect, rule) for number in numbers]


def _appeal_numbers(sheet: Sheet) -> list[NumberInText]:
    """The numbers that are a court of appeals' by their labels, with those listed after them."""
    found: list[NumberInText] = []
    for number in find_numbers(sheet.text, "appellate"):
        is_next = found and CUES.between.covers(sheet.lower, found[-1].end, number.start)
        if is_next or _is_of(sheet, number, "above"):
            found.append(number)
    return found


def _is_of(sheet: Sheet, number: NumberInText, court: str) -> bool:
    """Whether a number has a label and is no cited case's, and the last court named before it is this one."""
    start = max(0, number.start - _BEFORE_NUMBER)
    named = _COURTS.find(sheet.lower, start, number.start)
    is_labeled = CUES.label.ends(sheet.lower, start, number.start, _SIGNS) is not None
    is_cited = _CITED.search(sheet.text, start, number.start) is not None
    return is_labeled and not is_cited and bool(named) and named[-1].name == court


def _up(
    sheet: Sheet, number: NumberInText, circuits: list[CourtInText], effect: LinkEffect, rule: str
) -> Link:
    """The link to the circuit that is named, nearest to the number; where none is, to the one that the law gives."""
    places = [
        (min(abs(court.start - number.start), abs(court.end - number.start)), court) for court in circuits
    ]
    court = min(places, key=lambda place: place[0])[1] if places else None
    told = {"other_label": court.label if court else None, "other_is_later": True, "effect": effect}
    court_id = court.court_id if court else circuit_above(sheet.court)
    return draw_link(sheet, LinkType.APPEAL, court_id, number, rule, **told)


def find_below(sheet: Sheet) -> list[Link]:
    """Links from a court of appeals' docketing entry down to the district court's docket."""
    text, links = sheet.text, list[Link]()
    numbers = find_numbers(text, "district") if sheet.system == "appellate" else []
    for number in numbers:
        start = max(0, number.start - _BEFORE_NUMBER)
        is_next = links and CUES.between.covers(sheet.lower, links[-1].end, number.start)
        if not is_next and not CUES.below.ends(sheet.lower, start, number.start, _SIGNS):
            continue
        named = find_districts(text, start, number.start)
        court_id = named[-1].court_id if named else only_district_of(sheet.court_id)
        label = named[-1].label if named else None
        told = {"other_label": label, "other_docket_number": normalize(number.raw, court_id, "district")}
        links.append(draw_link(sheet, LinkType.APPEAL, court_id, number, "docketed-from", **told))
    return links


def find_certiorari(sheet: Sheet) -> list[Link]:
    """Links from any sheet below to the Supreme Court's docket."""
    text, lowered = sheet.text, sheet.lower
    supreme = CUES.supreme.search(lowered, 0, min(len(text), 400))
    if sheet.system == "scotus" or supreme is None:
        return []
    numbers = [number for number in find_numbers(text, "scotus") if _is_of(sheet, number, "supreme")]
    tags = _CERTIORARI.find(lowered, 0, len(lowered))
    tag = min(tags, key=lambda tag: tag.name not in _ON_JUDGMENT, default=None)
    if tag and not numbers and CUES.petition.search(lowered):
        numbers = [NumberInText(*supreme.span(), "")]
    year = sheet.date_filed.year if sheet.date_filed else 2000
    days = find_dates(text[tag.end : tag.end + 30], year) if tag else []
    effect = LinkEffect(tag.name.partition(".")[2]) if tag else LinkEffect.UNKNOWN
    told = {"other_label": text[slice(*supreme.span())], "other_is_later": True, "effect": effect}
    told |= {"date": days[0].value} if days else {}
    return [draw_link(sheet, LinkType.CERTIORARI, "scotus", one, "certiorari", **told) for one in numbers[:1]]


READERS = (find_appeals, find_below, find_certiorari)
