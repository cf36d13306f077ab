"""What sort of thing an entry is, from its first words; its text mended, and without the clerk's trailers."""

import re

# What clerks add, "(Entered: 02/08/2013)", "[Entered: 03/30/2017 03:34 PM]", "(Filed on 2/6/2013)", "(Date
# Filed: …)", "Modified on …", their initials "(cp, COURT STAFF)": it changes without the entry changing.
_TRAILER = re.compile(
    r"""\s{0,9}(?:\((?:date\ filed|entered|filed\ on|filed)\s*:?\s{0,9}[\d/]+[^()]{0,300}\)
        |\[entered:\s*[\d/]+[^\]]*\]
        |\(?modified\ on\ [\d/]+[^()]*\)?
        |\([a-z]{2,4},\ ?(?:court\ staff)?\s*\))\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
_UTILITY = re.compile(r"^(?:~util\s*-\s*|\d\s*-\s*|\*+\s*|docket annotation:?\s*)", re.IGNORECASE)
_NO_MOTION = (
    r"(?:order\w*|opinion|ruling|minutes?|judge?ment|response|reply|opposition|memorandum|brief|declaration"
    r"|affidavit|transcript|exhibits?)\b"
)
# First words -> type, longest first. From the entry texts of the reference samples.
_TYPES = (
    ("complaint", r"(?:\w+ )?(?:amended )?complaint|notice of removal|petition\b|indictment|information\b"),
    ("answer", r"answer|response to complaint"),
    # "ORDER denying 3 Motion …" and "RESPONSE to Motion" are about a motion, and are none.
    ("motion", rf"(?:(?!{_NO_MOTION})\w+ ){{0,3}}motion|ex parte application|application|letter motion"),
    ("opposition", r"(?:memorandum|brief|response|opposition|objection|reply)"),
    ("order", r"(?:\w+ ){0,2}order|memo endorsement|ruling|report and recommendation"),
    ("opinion", r"(?:filed )?opinion|memorandum (?:opinion|decision)|mandate"),
    ("judgment", r"(?:\w+ ){0,2}judge?ment|verdict|clerk'?s judge?ment"),
    ("minutes", r"minute entry|minutes|minute order|(?:electronic )?clerk'?s notes|case argued|argued"),
    (
        "hearing",
        r"(?:\w+ ){0,2}(?:notice of (?:\w+ )?hearing|hearing|conference)|set(?:/reset)? |reset |terminate ",
    ),
    ("transcript", r"transcript"),
    ("notice", r"(?:\w+ ){0,2}notice|clerk'?s notice|designation"),
    ("stipulation", r"(?:joint )?stipulation"),
    ("appeal", r"notice of (?:\w+ )?appeal|appeal|usca"),
    ("discovery", r"subpoena|deposition|interrogator"),
    ("service", r"summons|certificate|proof of service|affidavit of service|waiver of service|service"),
    ("amicus", r"(?:brief )?amicus"),
    ("letter", r"letter"),
    ("declaration", r"declaration|affidavit|exhibit"),
    ("appearance", r"notice of appearance|entry of appearance|appearance|pro hac"),
)
_ORDER = ("appearance", "appeal", "complaint", "minutes", "hearing", "opinion", "judgment", "motion", "order")
EVENT_TYPES = tuple(name for name, _ in _TYPES)
# One pattern: the first alternative that fits is the type.
_FIRST_WORDS = re.compile(
    "|".join(
        rf"(?P<{name}>{dict(_TYPES)[name]})"
        for name in (*_ORDER, *(name for name, _ in _TYPES if name not in _ORDER))
    ),
    re.IGNORECASE,
)


# A court's page breaks the line before an address, "is located at<br>http://…", and juriscraper, CourtListener with
# it, drops the break (nysd 1:20-cv-10878).
_GLUED_ADDRESS = re.compile(r"(?<![^\s(])([A-Za-z]{1,30})(?=https?://)")


def mend_lost_breaks(text: str) -> str:
    """Return the text of an entry with a space between a word and the web address that is glued to it."""
    return _GLUED_ADDRESS.sub(r"\1 ", text) if "http" in text else text


def strip_trailers(text: str) -> str:
    """Return the text without what the clerk's system adds after it, spaces folded."""
    folded = " ".join(text.split())
    while (end := _trailer_start(folded)) is not None:
        folded = folded[:end]
    return folded


def _trailer_start(folded: str) -> int | None:
    """Return where a trailer begins. Without "modified on" or "[entered" in the text it is at the last parenthesis,
    and need not be looked for at every space before that."""
    words = folded.lower()
    has_other = "modified on" in words or "[entered" in words
    if not has_other and not folded.endswith((")", " ")):
        return None
    found = _TRAILER.search(folded, 0 if has_other else max(0, folded.rfind("(") - 1))
    return found.start() if found else None


def find_event_types(text: str | None, event_names: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the sorts of event an entry shows, by its first words or its feed's event names.

    Empty where none of the known first words stands there: nothing is guessed from the middle.
    """
    names = event_names or ((text,) if text else ())
    found = (_first_type(_UTILITY.sub("", name.lstrip())) for name in names)
    return tuple(dict.fromkeys(kind for kind in found if kind))


def _first_type(text: str) -> str | None:
    found = _FIRST_WORDS.match(text[:80])
    return found and found.lastgroup
