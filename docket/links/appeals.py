"""Appeals and petitions for certiorari, from the sheet below and from the sheet above; and what the court above did.

The words are rows of language/links.tsv.
"""

import re
from collections.abc import Iterable
from datetime import date

from docket.courts.in_text import CourtInText, circuit_above, find_circuits, find_districts, only_district_of
from docket.links.link import CUES, Link, Sheet, draw_link, find_tags
from docket.links.numbers import NumberInText, find_numbers, normalize
from docket.rulings.motions import MotionKind
from docket.rulings.words import is_supposed
from docket.text.dates import find_dates
from docket.text.phrases import Matcher
from docket.vocabulary import Disposition, LinkEffect, LinkType

# What the court above did: tags "act.affirmed", "certiorari.granted" and so on.
_ACTS = Matcher("links", *find_tags("act"))
_CERTIORARI = Matcher("links", *find_tags("certiorari"))
# The courts that a number's label may name.
_COURTS = Matcher("links", "above", "supreme")
_STRENGTH = ("reversed", "vacated", "affirmed", "dismissed", "denied", "remanded")
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
        verb = lowered.rfind(" ", act.start, act.end) + 1 or act.start
        if not is_supposed(lowered, act.start - _BEFORE_ACT, verb):
            acts.add(act.name.removeprefix("act."))
    if CUES.in_part.search(lowered) or ("affirmed" in acts and acts & {"reversed", "vacated"}):
        return LinkEffect.AFFIRMED_IN_PART
    return next((LinkEffect(act) for act in _STRENGTH if act in acts), LinkEffect.UNKNOWN)


def find_certiorari_effect(lowered: str) -> tuple[LinkEffect, int]:
    """Return what the Supreme Court did with the judgment, else with the petition, and where it is said (0
    where it is not)."""
    tags = _CERTIORARI.find(lowered, 0, len(lowered))
    found = [(LinkEffect(tag.name.partition(".")[2]), tag.end) for tag in tags]
    # The first of each; what it did with the petition comes before what it did with the judgment.
    found.sort(key=lambda one: one[0] not in _ON_JUDGMENT)
    return found[0] if found else (LinkEffect.UNKNOWN, 0)


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
    is_told = kind is MotionKind.APPEAL_DISPOSITION or (
        kind is MotionKind.CERT and disposition in _ON_PETITION
    )
    told = "dismissed" if disposition is Disposition.WITHDRAWN else disposition.value
    return next((effect for effect in LinkEffect if is_told and effect.value == told), None)


def find_appeals(sheet: Sheet) -> list[Link]:
    """Links from a district court's sheet up to its court of appeals."""
    text, lowered = sheet.text, sheet.lower
    if sheet.system != "district":
        return []
    if notice := CUES.notice.match(lowered, sheet.head):
        return _notice_link(sheet, notice)
    mandate = CUES.mandate.match(lowered, sheet.head)
    circuits = find_circuits(text)
    effect = find_effect(lowered) if mandate else LinkEffect.UNKNOWN
    links = [_up(sheet, number, circuits, effect) for number in _appeal_numbers(sheet, circuits)]
    if links or not mandate or (effect is LinkEffect.UNKNOWN and "mandate" not in lowered[:60]):
        return links
    return [_up(sheet, NumberInText(0, mandate.end(), ""), circuits, effect)]


def _notice_link(sheet: Sheet, notice: re.Match) -> list[Link]:
    """That an appeal is taken; its number comes with another entry."""
    end = min(len(sheet.text), 300)
    if CUES.not_to_circuit.search(sheet.lower, 0, end):
        return []
    number = NumberInText(0, notice.end(), "")
    court_id, label = _court_above(sheet, number, find_circuits(sheet.text, 0, end)[:1])
    told = {"other_label": label, "other_is_later": True}
    return [draw_link(sheet, LinkType.APPEAL, court_id, number, "notice-of-appeal", **told)]


def _appeal_numbers(sheet: Sheet, circuits: list[CourtInText]) -> list[NumberInText]:
    """The numbers that a label or a court's name makes a court of appeals' number, with those listed after them."""
    found: list[NumberInText] = []
    for number in find_numbers(sheet.text, "appellate"):
        is_named = any(0 <= number.start - court.end <= 3 for court in circuits)
        is_its = (is_named or _is_labeled(sheet, number)) and _whose(sheet, number) == "above"
        is_next = found and CUES.between.covers(sheet.lower, found[-1].end, number.start)
        if is_next or (is_its and not _CITED.search(sheet.text, max(0, number.start - 100), number.start)):
            found.append(number)
    return found


def _is_labeled(sheet: Sheet, number: NumberInText) -> bool:
    return CUES.label.ends(sheet.lower, number.start - _BEFORE_NUMBER, number.start, _SIGNS) is not None


def _whose(sheet: Sheet, number: NumberInText) -> str:
    """Whose number it is, by the last court that is named before it."""
    courts = _COURTS.find(sheet.lower, max(0, number.start - _BEFORE_NUMBER), number.start)
    return courts[-1].name if courts else ""


def _up(sheet: Sheet, number: NumberInText, circuits: list[CourtInText], effect: LinkEffect) -> Link:
    court_id, label = _court_above(sheet, number, circuits)
    rule = "appeal-number" if effect is LinkEffect.UNKNOWN and number.raw else "mandate"
    told = {"other_label": label, "other_is_later": True, "effect": effect}
    return draw_link(sheet, LinkType.APPEAL, court_id, number, rule, **told)


def _court_above(
    sheet: Sheet, number: NumberInText, circuits: list[CourtInText]
) -> tuple[str | None, str | None]:
    """The circuit that is named, nearest to the number; where none is, the one that the law gives."""
    place = number.start
    court = min(
        circuits, key=lambda court: min(abs(court.start - place), abs(court.end - place)), default=None
    )
    return (court.court_id, court.label) if court else (circuit_above(sheet.court), None)


def find_below(sheet: Sheet) -> list[Link]:
    """Links from a court of appeals' docketing entry down to the district court's docket."""
    text, links = sheet.text, list[Link]()
    numbers = find_numbers(text, "district") if sheet.system == "appellate" else []
    for number in numbers:
        start = max(0, number.start - _BEFORE_NUMBER)
        is_next = links and CUES.between.covers(sheet.lower, links[-1].end, number.start)
        if not is_next and not CUES.below.ends(sheet.lower, start, number.start, _SIGNS):
            continue
        named = find_districts(text, start, number.start)[-1:]
        court_id = named[0].court_id if named else only_district_of(sheet.court_id)
        label = named[0].label if named else None
        told = {"other_label": label, "other_docket_number": normalize(number.raw, court_id, "district")}
        links.append(draw_link(sheet, LinkType.APPEAL, court_id, number, "docketed-from", **told))
    return links


def find_certiorari(sheet: Sheet) -> list[Link]:
    """Links from any sheet below to the Supreme Court's docket."""
    text, lowered = sheet.text, sheet.lower
    supreme = CUES.supreme.search(lowered, 0, min(len(text), 400))
    if sheet.system == "scotus" or supreme is None:
        return []
    numbers = [
        number
        for number in find_numbers(text, "scotus")
        if _is_labeled(sheet, number) and _whose(sheet, number) == "supreme"
    ]
    effect, place = find_certiorari_effect(lowered)
    year = sheet.date_filed.year if sheet.date_filed else 2000
    days = find_dates(text[place : place + 30], year) if place else []
    if not numbers and effect is not LinkEffect.UNKNOWN and CUES.petition.search(lowered):
        numbers = [NumberInText(*supreme.span(), "")]
    told = {"other_label": text[slice(*supreme.span())], "other_is_later": True, "effect": effect}
    told |= {"date": days[0].value} if days else {}
    return [draw_link(sheet, LinkType.CERTIORARI, "scotus", one, "certiorari", **told) for one in numbers[:1]]
