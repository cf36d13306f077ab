"""Dockets that go together and stay apart: MDL membership, consolidation, related cases.

The words are rows of language/links.tsv.
"""

import re

from docket.links.link import CUES, Link, Sheet, draw_group, draw_link
from docket.links.numbers import NumberInText, find_numbers
from docket.text.sentences import find_sentences
from docket.vocabulary import LinkType

_SIDE = 300  # characters of a sentence looked at on either side
_LIST = 400  # characters that a list of numbers may take


def find_mdl(sheet: Sheet) -> list[Link]:
    """The link from an action to the multidistrict litigation it is sent into, by order of the Panel."""
    lowered = sheet.lower
    if not CUES.mdl_event.search(lowered) or CUES.no_mdl.search(lowered, 0, min(len(lowered), 300)):
        return []
    numbers = find_numbers(sheet.text, "jpml")
    # Of two litigations it is not told which is the action's own.
    is_one = len({re.sub(r"\D", "", number.raw) for number in numbers}) == 1
    return [draw_link(sheet, LinkType.MDL_MEMBER, "jpml", numbers[0], "mdl-transfer")] if is_one else []


def find_consolidated(sheet: Sheet) -> list[Link]:
    """Links to the dockets that an order joins with this one, in the same court."""
    found = []
    for match in CUES.consolidated.find(sheet.lower):
        start, end = _sentence_around(sheet.text, match.start())
        if not CUES.not_joined.search(sheet.lower, start, end):
            found += find_numbers(sheet.text, sheet.system, start, end)
    for match in CUES.lead.find(sheet.lower):
        if not CUES.not_joined.search(sheet.lower, max(0, match.start() - 80), match.start()):
            found += find_list(sheet, match.end())
    return draw_group(sheet, LinkType.CONSOLIDATED, found, "consolidated")


def _sentence_around(text: str, at: int) -> tuple[int, int]:
    left = max(0, at - _SIDE)
    window = text[left : at + _SIDE]
    return next((left + start, left + end) for start, end in find_sentences(window) if left + end > at)


def find_related(sheet: Sheet) -> list[Link]:
    """Links to the dockets that the court relates to this one, or that a notice of related cases names."""
    found = []
    for match in CUES.related.find(sheet.lower):
        if not CUES.not_joined.search(sheet.lower, 0, match.start()):
            found += find_list(sheet, match.end())
    return draw_group(sheet, LinkType.RELATED, found, "related")


def find_list(sheet: Sheet, start: int) -> list[NumberInText]:
    """Return the numbers that follow one another from a place on, with nothing but commas and "and" between."""
    found, place = list[NumberInText](), start
    for number in find_numbers(sheet.text, sheet.system, start, min(len(sheet.text), start + _LIST)):
        between = re.sub(r"[;#.]|\(s\)", " ", sheet.lower[place : number.start])
        if not CUES.between.covers(between, 0, len(between)):
            break
        found.append(number)
        place = number.end
    return found
