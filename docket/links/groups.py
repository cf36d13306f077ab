"""Dockets that go together and stay apart: MDL membership, consolidation, related cases.

The words are rows of language/links.tsv.
"""

import re
from itertools import islice

from docket.links.link import Link, Sheet, cue, draw_link
from docket.links.numbers import NumberInText, find_numbers
from docket.text.sentences import find_sentences
from docket.vocabulary import LinkType

_MOST = 12  # numbers of one list
_SIDE = 300  # characters of a sentence looked at on either side


def find_mdl(sheet: Sheet) -> list[Link]:
    """The link from an action to the multidistrict litigation it is sent into, by order of the Panel."""
    lowered = sheet.lower
    if sheet.is_partys or not cue("mdl_event").search(lowered):
        return []
    numbers = find_numbers(sheet.text, "jpml")
    # Of two litigations it is not told which is the action's own.
    is_one = len({int(re.sub(r"\D", "", number.raw)) for number in numbers}) == 1
    if not is_one or cue("no_mdl").search(lowered, 0, min(len(lowered), 300)):
        return []
    return [draw_link(sheet, LinkType.MDL_MEMBER, "jpml", numbers[0], "mdl-transfer")]


def find_consolidated(sheet: Sheet) -> list[Link]:
    """Links to the dockets that an order joins with this one, in the same court; an MDL's master docket is its MDL."""
    lowered, found = sheet.lower, list[NumberInText]()
    if sheet.is_partys:
        return []
    for match in islice(cue("consolidated").find(lowered), 4):
        start, end = _sentence_around(sheet.text, match.start())
        if not cue("not_joined").search(lowered, start, end):
            found += find_numbers(sheet.text, sheet.system, start, end)
    for match in islice(cue("lead").find(lowered), 4):
        if not cue("not_joined").search(lowered, max(0, match.start() - 80), match.start()):
            found += _listed(sheet, match.end())
    links = _to_each(sheet, LinkType.CONSOLIDATED, found, "consolidated")
    return [link for link in links if link.other_docket_number]


def _to_each(sheet: Sheet, link_type: LinkType, numbers: list[NumberInText], rule: str) -> list[Link]:
    by_number = {number.raw: number for number in reversed(numbers)}
    first = sorted(by_number.values(), key=lambda number: number.start)[:_MOST]
    return [draw_link(sheet, _type_of(number, link_type), sheet.court_id, number, rule) for number in first]


def _type_of(number: NumberInText, link_type: LinkType) -> LinkType:
    is_mdls = number.is_mdl and link_type is LinkType.CONSOLIDATED
    return LinkType.MDL_MEMBER if is_mdls else link_type


def _sentence_around(text: str, at: int) -> tuple[int, int]:
    left = max(0, at - _SIDE)
    window = text[left : at + _SIDE]
    return next((left + start, left + end) for start, end in find_sentences(window) if left + end > at)


def _listed(sheet: Sheet, start: int) -> list[NumberInText]:
    """The numbers that follow one another from a place on, with nothing but commas and "and" between."""
    found, place = list[NumberInText](), start
    for number in find_numbers(sheet.text, sheet.system, start, min(len(sheet.text), start + 400)):
        between = re.sub(r"[;#.]|\(s\)", " ", sheet.lower[place : number.start])
        if len(between) > 60 or not cue("between").covers(between, 0, len(between)):
            break
        found.append(number)
        place = number.end
    return found[:_MOST]


def find_related(sheet: Sheet) -> list[Link]:
    """Links to the dockets that the court relates to this one, or that a notice of related cases names."""
    text, lowered, found = sheet.text, sheet.lower, list[NumberInText]()
    if sheet.system != "district" or cue("not_related").search(lowered, 0, min(len(text), 600)):
        return []
    for match in islice(cue("related").find(lowered), 6):
        if " to" in match[0]:
            found += find_numbers(text, sheet.system, max(0, match.start() - 40), match.start())[-1:]
        found += _listed(sheet, match.end())
    return _to_each(sheet, LinkType.RELATED, found, "related")
