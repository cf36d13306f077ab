"""Dockets that go together and stay apart: MDL membership, consolidation, related cases.

The words are rows of language/links.tsv.
"""

import re

from docket.links.link import CUES, Link, Sheet, draw_group, draw_link
from docket.links.numbers import NumberInText, find_numbers
from docket.text.sentences import find_sentences
from docket.vocabulary import LinkType

# Characters of a sentence looked at on either side, before a word, and that a list of numbers may take.
_SIDE, _BEFORE, _LIST = 300, 80, 400


def find_mdl(sheet: Sheet) -> list[Link]:
    """The link from an action to the multidistrict litigation it is sent into, by order of the Panel."""
    lowered = sheet.lower
    if not CUES.mdl_event.search(lowered) or CUES.no_mdl.search(lowered, 0, min(len(lowered), 300)):
        return []
    numbers = find_numbers(sheet.text, "jpml")
    # Of two litigations it is not told which is the action's own.
    is_one = len({re.sub(r"\D", "", number.raw) for number in numbers}) == 1
    return [draw_link(sheet, LinkType.MDL_MEMBER, "jpml", numbers[0], "mdl-transfer")] if is_one else []


def find_group(sheet: Sheet) -> list[Link]:
    """Links to the dockets of the same court that an order joins with this one, or relates to it."""
    found: dict[LinkType, list[NumberInText]] = {LinkType.CONSOLIDATED: [], LinkType.RELATED: []}
    for match in CUES.consolidated.find(sheet.lower):
        start, end = _sentence_around(sheet.text, match.start())
        if not CUES.not_joined.search(sheet.lower, start, end):
            found[LinkType.CONSOLIDATED] += find_numbers(sheet.text, sheet.system, start, end)
    for cue, link_type in ((CUES.lead, LinkType.CONSOLIDATED), (CUES.related, LinkType.RELATED)):
        for match in cue.find(sheet.lower):
            if not CUES.not_joined.search(sheet.lower, max(0, match.start() - _BEFORE), match.start()):
                found[link_type] += _listed(sheet, match.end())
    return [link for name, numbers in found.items() for link in draw_group(sheet, name, numbers, name.value)]


def _sentence_around(text: str, at: int) -> tuple[int, int]:
    left = max(0, at - _SIDE)
    window = text[left : at + _SIDE]
    return next((left + start, left + end) for start, end in find_sentences(window) if left + end > at)


def _listed(sheet: Sheet, start: int) -> list[NumberInText]:
    """The numbers that follow one another from a place on, with nothing but commas and "and" between."""
    found, place = list[NumberInText](), start
    for number in find_numbers(sheet.text, sheet.system, start, min(len(sheet.text), start + _LIST)):
        between = re.sub(r"[;#.]|\(s\)", " ", sheet.lower[place : number.start])
        if not CUES.between.covers(between, 0, len(between)):
            break
        found.append(number)
        place = number.end
    return found


READERS = (find_mdl, find_group)
