"""Actions that change their court (removed from a state court, sent back to it, transferred), and dockets that go
together and stay apart (a multidistrict litigation, consolidated or related cases).

Forms of CM/ECF ("CASE TRANSFERRED IN from …; Case Number …", "… has been opened in … as case …")
and the words of orders, as rows of language/links.tsv. What is only moved for, refused or supposed moves nothing.
"""

import re
from dataclasses import replace

from docket.courts import load_courts
from docket.courts.in_text import find_circuits, find_districts, find_state_court
from docket.facts import LinkFact
from docket.links.link import CUES, Sheet, draw_link, find_listed
from docket.links.numbers import NumberInText, find_number, find_numbers
from docket.rulings.words import is_supposed
from docket.text.phrases import Matcher
from docket.text.sentences import find_sentences
from docket.vocabulary import LinkType

_LABEL_END = re.compile(r"[;()\[:]|\.\s(?!d\b)", re.IGNORECASE)
_STOP = re.compile(r"[.;]\s")
_REMANDS = Matcher("links", "remanded_to", "remand_granted")
_TRANSFERS = [Matcher("links", tag) for tag in ("opened_in", "transferred_in", "transferred_out")]
_LONGEST_COURT, _NEAR, _BEFORE = 140, 61, 80
# Characters of a sentence looked at on either side of a word, and that a list of numbers may take.
_SIDE, _LIST = 300, 400


def find_removal(sheet: Sheet) -> list[LinkFact]:
    """The link from a removed action down to the state court's docket."""
    head = CUES.removal.follows(sheet.lower, 0, len(sheet.text))
    if head is None:
        return []
    start, end = head.end(), head.end() + 500
    origin = CUES.origin.search(sheet.lower, start, end)
    court_id, label, _ = _state_court(sheet, origin.end()) if origin else (None, None, 0)
    number = replace(find_number(sheet.text, "labeled", start, end), start=0)
    return [draw_link(sheet, LinkType.REMOVAL, court_id, number, "notice-of-removal", other_label=label)]


def _state_court(sheet: Sheet, start: int) -> tuple[str | None, str | None, int]:
    """The state court named from a place on, the words that name it, and where they end."""
    end = min(len(sheet.text), start + _LONGEST_COURT)
    found = _LABEL_END.search(sheet.text, start, end), CUES.label_end.search(sheet.lower, start, end)
    end = min((match.start() for match in found if match), default=end)
    label = sheet.text[start:end].strip(" ,.;-")
    return find_state_court(label, sheet.court.state), label or None, end


def find_remand(sheet: Sheet) -> list[LinkFact]:
    """The link from an action sent back to the state court that takes it again."""
    lowered = sheet.lower
    tags = _REMANDS.find(lowered, 0, len(lowered)) if sheet.court.system != "appellate" else []
    told = [tag for tag in tags if not is_supposed(lowered, 0, tag.start)]
    if not told or CUES.not_state.search(lowered):
        return []
    # "granting motion to remand to state court … remanded to Elm County Superior Court": the last names the court
    tag = max(told, key=lambda tag: (tag.name == "remanded_to", tag.start))
    is_named = lowered[: tag.end].endswith((" to", " the"))
    court_id, label, end = _state_court(sheet, tag.end) if is_named else (None, None, tag.end)
    number = find_number(sheet.text, "labeled", tag.end, end + _BEFORE)
    place, more = NumberInText(tag.start, end, number.raw), {"other_label": label, "other_is_later": True}
    return [draw_link(sheet, LinkType.REMAND, court_id, place, tag.name.replace("_", "-"), **more)]


def find_transfers(sheet: Sheet) -> list[LinkFact]:
    """The link to the court an action came from or went to; a transfer inside the court is none."""
    text = sheet.text
    for tag in (tag for cue in _TRANSFERS for tag in cue.find(sheet.lower, 0, len(text))):
        end = tag.end + _NEAR
        named = find_districts(text, tag.end, end) + find_circuits(text, tag.end, end)
        court = min(named, key=lambda court: court.start, default=None)
        if (
            court is None
            or court.court_id == sheet.court.court_id
            or _STOP.search(text, tag.end, court.start)
        ):
            continue
        system = load_courts()[court.court_id].system
        number = find_number(text, system, court.end, court.end + _NEAR)
        is_panels = not number.raw and CUES.panel.search(
            sheet.lower
        )  # the litigation is the link, not its court
        if not is_panels and not is_supposed(sheet.lower, tag.start - _BEFORE, tag.start):
            place, is_later = replace(number, start=tag.start), tag.name != "transferred_in"
            rule = tag.name.replace("_", "-")
            return [draw_link(sheet, LinkType.TRANSFER, court, place, rule, other_is_later=is_later)]
    return []


def find_mdl(sheet: Sheet) -> list[LinkFact]:
    """The link from an action to the multidistrict litigation it is sent into, by order of the Panel."""
    if not CUES.mdl_event.search(sheet.lower) or CUES.no_mdl.search(sheet.lower, 0, 300):
        return []
    numbers = find_numbers(sheet.text, "jpml")
    # Of two litigations it is not told which is the action's own.
    is_one = len({re.sub(r"\D", "", number.raw) for number in numbers}) == 1
    return [draw_link(sheet, LinkType.MDL_MEMBER, "jpml", numbers[0], "mdl-transfer")] if is_one else []


def find_group(sheet: Sheet) -> list[LinkFact]:
    """Links to the dockets of the same court that an order joins with this one, or relates to it."""
    found, system = list[tuple[LinkType, NumberInText]](), sheet.court.system
    for match in CUES.consolidated.find(sheet.lower):
        start, end = _sentence_around(sheet.text, match.start())
        if not CUES.not_joined.search(sheet.lower, start, end):
            found += ((LinkType.CONSOLIDATED, one) for one in find_numbers(sheet.text, system, start, end))
    for cue, link_type in ((CUES.lead, LinkType.CONSOLIDATED), (CUES.related, LinkType.RELATED)):
        for match in cue.find(sheet.lower):
            start, end = match.span()
            if not CUES.not_joined.search(sheet.lower, max(0, start - _BEFORE), start):
                found += ((link_type, one) for one in find_listed(sheet, system, None, end, end + _LIST))
    return [draw_link(sheet, name, sheet.court.court_id, number, name.value) for name, number in found]


def _sentence_around(text: str, at: int) -> tuple[int, int]:
    left = max(0, at - _SIDE)
    window = text[left : at + _SIDE]
    return next((left + start, left + end) for start, end in find_sentences(window) if left + end > at)


READERS = (find_removal, find_remand, find_transfers, find_mdl, find_group)
