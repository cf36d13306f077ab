"""Actions that change their court: removed from a state court, sent back to it, transferred.

Forms of CM/ECF ("CASE TRANSFERRED IN from …; Case Number …", "… has been opened in … as case …")
and the words of orders, as rows of language/links.tsv. What is only moved for, refused or supposed moves nothing.
"""

import re

from docket.courts import load_courts
from docket.courts.in_text import CourtInText, find_circuits, find_districts, find_state_court
from docket.links.link import CUES, Link, Sheet, draw_link
from docket.links.numbers import NumberInText, find_numbers, find_state_number
from docket.rulings.words import is_supposed
from docket.vocabulary import LinkType

_LABEL_END = re.compile(r"[;()\[:]|\.\s(?!d\b)", re.IGNORECASE)
_STOP = re.compile(r"[.;]\s")
_TRANSFERS = {"opened": "opened-in", "moved_in": "transferred-in", "moved_out": "transferred-out"}
_LONGEST_COURT, _NEAR, _BEFORE = 140, 61, 70


def find_removal(sheet: Sheet) -> list[Link]:
    """The link from a removed action down to the state court's docket; the court and the number where they
    are printed."""
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
    if sheet.system == "appellate" or CUES.not_state.search(lowered):
        return []
    for rule, tag in (("remanded-to", "remanded"), ("remand-granted", "remand_granted")):
        told = [
            match for match in getattr(CUES, tag).find(lowered) if not is_supposed(lowered, 0, match.start())
        ]
        if not told:
            continue
        match = next((one for one in told if not CUES.no_name.match(lowered, one.end() + 1)), told[0])
        is_named = match[0].endswith((" to", " the"))
        court_id, label, end = _state_court(sheet, match.end()) if is_named else (None, None, match.end())
        number = find_state_number(sheet.text, match.end(), min(len(sheet.text), end + 80))
        place = NumberInText(match.start(), end, number.raw if number else "")
        more = {"other_label": label, "other_is_later": True}
        return [draw_link(sheet, LinkType.REMAND, court_id, place, rule, **more)]
    return []


def find_transfers(sheet: Sheet) -> list[Link]:
    """Links to the court an action came from or went to; a transfer inside the court is none."""
    for tag, rule in _TRANSFERS.items():
        for match in getattr(CUES, tag).find(sheet.lower):
            court = _court_after(sheet, match)
            if court is None or is_supposed(sheet.lower, match.start() - _BEFORE, match.start()):
                continue
            number = _number_after(sheet, court)
            if number is None and CUES.panel.search(sheet.lower):
                continue  # into an MDL: the litigation is the link, not its court
            told = {"other_label": court.label, "other_is_later": tag != "moved_in"}
            end, raw = (number.end, number.raw) if number else (court.end, "")
            place = NumberInText(match.start(), end, raw)
            return [draw_link(sheet, LinkType.TRANSFER, court.court_id, place, rule, **told)]
    return []


def _court_after(sheet: Sheet, match: re.Match) -> CourtInText | None:
    """The federal court named right after the words, in their sentence, if it is another one than the sheet's own."""
    start, end = match.end(), min(len(sheet.text), match.end() + _NEAR)
    named = find_districts(sheet.text, start, end) + find_circuits(sheet.text, start, end)
    court = min(named, key=lambda court: court.start, default=None)
    if court is None or court.court_id == sheet.court_id or _STOP.search(sheet.text, start, court.start):
        return None
    return court


def _number_after(sheet: Sheet, court: CourtInText) -> NumberInText | None:
    system, end = load_courts()[court.court_id].system, min(len(sheet.text), court.end + _NEAR)
    return next(iter(find_numbers(sheet.text, system, court.end, end)), None)
