"""Actions that change their court: removed from a state court, sent back to it, transferred.

Forms of CM/ECF ("CASE TRANSFERRED IN from …; Case Number …", "… has been opened in … as case …")
and the words of orders, as rows of language/links.tsv. What is only moved for, refused or supposed moves nothing.
"""

import re

from docket.courts import load_courts
from docket.courts.in_text import find_circuits, find_districts, find_state_court
from docket.links.link import CUES, Link, Sheet, draw_link
from docket.links.numbers import NumberInText, find_numbers, find_state_number
from docket.rulings.words import is_supposed
from docket.text.phrases import Matcher
from docket.vocabulary import LinkType

_LABEL_END = re.compile(r"[;()\[:]|\.\s(?!d\b)", re.IGNORECASE)
_STOP = re.compile(r"[.;]\s")
_REMANDS = Matcher("links", "remanded_to", "remand_granted")
_TRANSFERS = [Matcher("links", tag) for tag in ("opened_in", "transferred_in", "transferred_out")]
_LONGEST_COURT, _NEAR, _BEFORE = 140, 61, 70


def find_removal(sheet: Sheet) -> list[Link]:
    """The link from a removed action down to the state court's docket."""
    head = CUES.removal.match(sheet.lower, sheet.head)
    if head is None:
        return []
    end = min(len(sheet.text), head.end() + 500)
    origin = CUES.origin.search(sheet.lower, head.end(), end)
    court_id, label, _ = _state_court(sheet, origin.end()) if origin else (None, None, 0)
    number = find_state_number(sheet.text, head.end(), end)
    place = NumberInText(0, number.end if number else head.end(), number.raw if number else "")
    return [draw_link(sheet, LinkType.REMOVAL, court_id, place, "notice-of-removal", other_label=label)]


def _state_court(sheet: Sheet, start: int) -> tuple[str | None, str | None, int]:
    """The state court named from a place on, the words that name it, and where they end."""
    end = min(len(sheet.text), start + _LONGEST_COURT)
    found = _LABEL_END.search(sheet.text, start, end), CUES.label_end.search(sheet.lower, start, end)
    end = min((match.start() for match in found if match), default=end)
    label = sheet.text[start:end].strip(" ,.;-") or None
    court_id = find_state_court(label, sheet.court.state if sheet.court else None) if label else None
    return court_id, label, end


def find_remand(sheet: Sheet) -> list[Link]:
    """The link from an action sent back to the state court that takes it again."""
    lowered = sheet.lower
    tags = _REMANDS.find(lowered, 0, len(lowered)) if sheet.system != "appellate" else []
    told = [tag for tag in tags if not is_supposed(lowered, 0, tag.start)]
    if not told or CUES.not_state.search(lowered):
        return []
    # "granting motion to remand to state court … remanded to Elm County Superior Court": the last names the court
    tag = max(told, key=lambda tag: (tag.name == "remanded_to", tag.start))
    is_named = lowered[: tag.end].endswith((" to", " the"))
    court_id, label, end = _state_court(sheet, tag.end) if is_named else (None, None, tag.end)
    number = find_state_number(sheet.text, tag.end, min(len(sheet.text), end + 80))
    place, rule = NumberInText(tag.start, end, number.raw if number else ""), tag.name.replace("_", "-")
    more = {"other_label": label, "other_is_later": True}
    return [draw_link(sheet, LinkType.REMAND, court_id, place, rule, **more)]


def find_transfers(sheet: Sheet) -> list[Link]:
    """Links to the court an action came from or went to; a transfer inside the court is none."""
    text = sheet.text
    for tag in (tag for cue in _TRANSFERS for tag in cue.find(sheet.lower, 0, len(text))):
        end = min(len(text), tag.end + _NEAR)
        named = find_districts(text, tag.end, end) + find_circuits(text, tag.end, end)
        court = min(named, key=lambda court: court.start, default=None)
        is_near = court and court.court_id != sheet.court_id and not _STOP.search(text, tag.end, court.start)
        if court is None or not is_near or is_supposed(sheet.lower, tag.start - _BEFORE, tag.start):
            continue
        system, end = load_courts()[court.court_id].system, min(len(text), court.end + _NEAR)
        number = next(iter(find_numbers(text, system, court.end, end)), None)
        if number is None and CUES.panel.search(sheet.lower):
            continue  # into an MDL: the litigation is the link, not its court
        place = NumberInText(tag.start, number.end if number else court.end, number.raw if number else "")
        told = {"other_label": court.label, "other_is_later": tag.name != "transferred_in"}
        return [
            draw_link(sheet, LinkType.TRANSFER, court.court_id, place, tag.name.replace("_", "-"), **told)
        ]
    return []


READERS = (find_removal, find_remand, find_transfers)
