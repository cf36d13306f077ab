"""Appeals and petitions for certiorari, from the sheet below and from the sheet above; and what the court above did.

The words are rows of language/links.tsv.
"""

import re
from collections.abc import Iterable
from datetime import date

from docket.courts.in_text import CourtInText, circuit_above, find_circuits, find_districts, only_district_of
from docket.links.link import Link, Sheet, cue, draw_link, find_tags
from docket.links.numbers import NumberInText, find_numbers, normalize
from docket.rulings.motions import MotionKind
from docket.rulings.words import is_supposed
from docket.text.dates import find_dates
from docket.text.phrases import Matcher
from docket.vocabulary import Disposition, LinkEffect, LinkType

# What the court above did: tags "act.affirmed", "certiorari.granted" and so on.
_ACTS = Matcher("links", *find_tags("act"))
_CERTIORARI = Matcher("links", *find_tags("certiorari"))
_STRENGTH = ("reversed", "vacated", "affirmed", "dismissed", "denied", "remanded")
_MOST_ACTS = 40  # of one entry; the busiest of the corpus has three
_BEFORE_ACT, _BEFORE_NUMBER = 70, 130
_LONGEST_LIST = 12
_SIGNS = r"[\s:#(.]*"
_NEXT_OF_LIST = re.compile(r"(?:,|\band|&)\s{0,2}(?:nos?\.\s)?$", re.IGNORECASE)


def find_effect(lowered: str) -> LinkEffect:
    """Return what an order of the court above did to the ruling below; ``UNKNOWN`` where it says nothing of it.

    What is only supposed ("will be dismissed", "should not be affirmed") is no effect, nor is a
    ruling on a motion. A judgment left standing in any part is ``AFFIRMED_IN_PART``.
    """
    acts = set()
    for act in _ACTS.find(lowered, 0, len(lowered))[:_MOST_ACTS]:
        before = lowered[max(0, act.start - _BEFORE_ACT) : act.start]
        if not (
            cue("only_supposed").search(lowered, act.start, act.end) or is_supposed(before, 0, len(before))
        ):
            acts.add(act.name.removeprefix("act."))
    if cue("reinstated").search(lowered):
        acts.discard("dismissed")
    stands = acts & {"affirmed", "reversed"} and cue("in_part").search(lowered)
    if stands or ("affirmed" in acts and acts & {"reversed", "vacated"}):
        return LinkEffect.AFFIRMED_IN_PART
    return next((LinkEffect(act) for act in _STRENGTH if act in acts), LinkEffect.UNKNOWN)


def find_certiorari_effect(lowered: str) -> tuple[LinkEffect, int]:
    """Return what the Supreme Court did with the judgment, else with the petition, and where it is said (0
    where it is not)."""
    found = [
        (LinkEffect(tag.name.partition(".")[2]), tag) for tag in _CERTIORARI.find(lowered, 0, len(lowered))
    ]
    # The first of each; what it did with the petition comes before what it did with the judgment.
    for effect, tag in sorted(found, key=lambda one: one[0] not in _ON_JUDGMENT):
        is_about_time = cue("extension").search(lowered, tag.start, tag.end)
        return (LinkEffect.UNKNOWN, 0) if is_about_time else (effect, tag.end)
    return LinkEffect.UNKNOWN, 0


_ON_JUDGMENT = frozenset({LinkEffect.VACATED, LinkEffect.AFFIRMED, LinkEffect.REVERSED})


def effect_on_below(rulings: Iterable) -> tuple[LinkEffect, date | None] | None:
    """Return what an appellate docket's own rulings did to the ruling below, and when; ``None`` if nothing yet.

    `rulings` are those that `rulings.find_rulings` reads on the sheet of the court above, in the
    order of its entries; the last that touches the ruling below decides. Two of one day that
    differ are a judgment left standing in part.
    """
    last = None
    for ruling in rulings:
        effect = _of_ruling(ruling.kind, ruling.disposition)
        if effect is None:
            continue
        if last and last[1] == ruling.date and {last[0], effect} in _PARTLY:
            effect = LinkEffect.AFFIRMED_IN_PART
        last = effect, ruling.date
    return last


_PARTLY = [{LinkEffect.AFFIRMED, effect} for effect in (LinkEffect.REVERSED, LinkEffect.VACATED)]
_ON_PETITION = frozenset({Disposition.GRANTED, Disposition.DENIED, Disposition.DISMISSED})


def _of_ruling(kind: MotionKind, disposition: Disposition) -> LinkEffect | None:
    if kind is MotionKind.CERT:
        return LinkEffect(disposition) if disposition in _ON_PETITION else None
    if kind is not MotionKind.APPEAL_DISPOSITION:
        return None
    told = "dismissed" if disposition is Disposition.WITHDRAWN else disposition.value
    return next((effect for effect in LinkEffect if effect.value == told), None)


def find_appeals(sheet: Sheet) -> list[Link]:
    """Links from a district court's sheet up to its court of appeals."""
    text, lowered = sheet.text, sheet.lower
    if sheet.system != "district" or not cue("about_appeal").search(lowered, 0, min(len(text), 600)):
        return []
    if notice := cue("notice").match(lowered, sheet.head):
        return _notice_link(sheet, notice)
    mandate = cue("mandate").match(lowered, sheet.head)
    # A judge writes of other appeals, too: "pursuant to the Tenth Circuit's decision in Case No. …".
    is_judges = cue("judges").match(lowered, sheet.head) and not cue("of_appeal").search(lowered)
    if not mandate and (sheet.is_partys or "removal" in lowered[:200] or is_judges):
        return []
    circuits = find_circuits(text)
    effect = find_effect(lowered) if mandate else LinkEffect.UNKNOWN
    links = [_up(sheet, number, circuits, effect) for number in _appeal_numbers(sheet, circuits)]
    if links or not mandate or (effect is LinkEffect.UNKNOWN and "mandate" not in lowered[:60]):
        return links
    return [_up(sheet, NumberInText(0, mandate.end(), ""), circuits, effect)]


def _notice_link(sheet: Sheet, notice: re.Match) -> list[Link]:
    """That an appeal is taken; its number comes with another entry."""
    end = min(len(sheet.text), 300)
    if cue("not_to_circuit").search(sheet.lower, 0, end):
        return []
    court_id, label = _court_above(sheet, None, find_circuits(sheet.text, 0, end)[:1])
    number, rule = NumberInText(0, notice.end(), ""), "notice-of-appeal"
    link = draw_link(sheet, LinkType.APPEAL, court_id, number, rule, other_label=label, other_is_later=True)
    return [link] if court_id else []


def _appeal_numbers(sheet: Sheet, circuits: list[CourtInText]) -> list[NumberInText]:
    """The numbers that a label or a court's name makes a court of appeals' number, with those listed after them."""
    found: list[NumberInText] = []
    for number in find_numbers(sheet.text, "appellate"):
        start = max(0, number.start - _BEFORE_NUMBER)
        before, after = sheet.lower[start : number.start], sheet.lower[number.end : number.end + 40]
        if found and number.start - found[-1].end <= 6 and _NEXT_OF_LIST.search(before):
            found.append(number)
            continue
        is_named = any(0 <= number.start - court.end <= 3 for court in circuits)
        is_labeled = before.rstrip()[-1:] in "#(" or cue("label").ends(before, 0, len(before), _SIGNS)
        is_above = cue("above").search(before) or cue("above").search(after)
        supreme = cue("supreme_number").search(before)
        is_supreme = supreme and not cue("above").search(before, supreme.end())
        if (is_named or is_labeled) and is_above and not is_supreme and not sheet.is_cited(number.start):
            found.append(number)
    return found[:_LONGEST_LIST]


def _up(sheet: Sheet, number: NumberInText, circuits: list[CourtInText], effect: LinkEffect) -> Link:
    court_id, label = _court_above(sheet, number, circuits)
    rule = "appeal-number" if effect is LinkEffect.UNKNOWN and number.raw else "mandate"
    told = {"other_label": label, "other_is_later": True, "effect": effect}
    return draw_link(sheet, LinkType.APPEAL, court_id, number, rule, **told)


def _court_above(
    sheet: Sheet, number: NumberInText | None, circuits: list[CourtInText]
) -> tuple[str | None, str | None]:
    """The circuit that is named, nearest to the number; where none is, the one that the law gives."""
    if circuits:
        place = number.start if number else 0
        court = min(circuits, key=lambda court: min(abs(court.start - place), abs(court.end - place)))
        return court.court_id, court.label
    court_id = circuit_above(sheet.court)
    # Numbers of these two have five digits after the dash, the Federal Circuit's four.
    if number and number.raw and court_id in ("ca5", "ca11") and len(number.raw.rpartition("-")[2]) != 5:
        return None, None
    return court_id, None


def find_below(sheet: Sheet) -> list[Link]:
    """Links from a court of appeals' docketing entry down to the district court's docket."""
    text, lowered, links = sheet.text, sheet.lower, list[Link]()
    if sheet.system != "appellate" or not cue("docketed").search(lowered, 0, min(len(text), 400)):
        return []
    for number in find_numbers(text, "district")[:_LONGEST_LIST]:
        start = max(0, number.start - _BEFORE_NUMBER)
        is_below = cue("below").ends(lowered, start, number.start, _SIGNS)
        if not is_below and not (links and _NEXT_OF_LIST.search(text, start, number.start)):
            continue
        named = find_districts(text, start, number.start)[-1:]
        court_id = named[0].court_id if named else only_district_of(sheet.court_id)
        label = named[0].label if named else None
        told = {"other_label": label, "other_docket_number": normalize(number.raw, court_id, "district")}
        links.append(draw_link(sheet, LinkType.APPEAL, court_id, number, "docketed-from", **told))
    return links


def find_certiorari(sheet: Sheet) -> list[Link]:
    """Links from any sheet below to the Supreme Court's docket: the clerk's notices, not the parties' papers."""
    text, lowered = sheet.text, sheet.lower
    if sheet.system == "scotus" or sheet.is_partys:
        return []
    supreme = cue("supreme").search(lowered, 0, min(len(text), 400))
    if supreme is None:
        return []
    numbers = [number for number in find_numbers(text, "scotus") if _is_supreme(sheet, number)]
    effect, place = find_certiorari_effect(lowered)
    year = sheet.date_filed.year if sheet.date_filed else 2000
    days = find_dates(text[place : place + 30], year) if place else []
    if not numbers and effect is not LinkEffect.UNKNOWN and cue("petition").search(lowered):
        numbers = [NumberInText(*supreme.span(), "")]
    told = {"other_label": text[slice(*supreme.span())], "other_is_later": True, "effect": effect}
    told |= {"date": days[0].value} if days else {}
    return [draw_link(sheet, LinkType.CERTIORARI, "scotus", one, "certiorari", **told) for one in numbers[:1]]


def _is_supreme(sheet: Sheet, number: NumberInText) -> bool:
    start = max(0, number.start - 90)
    before = sheet.lower[start : number.start]
    is_labeled = before.rstrip().endswith("#") or cue("supreme_label").ends(before, 0, len(before), _SIGNS)
    is_other = cue("other_court").ends(before, 0, len(before), _SIGNS)
    return bool(is_labeled and not is_other and not sheet.is_cited(number.start))
