"""The sort of event an entry is, by its first words; its text, repaired and without the clerk's trailers."""

import re

# Clerks add these, and they change without the entry changing: "(Entered: 02/08/2013)", "[Entered: 03/30/2017
# 03:34 PM]", "(Filed on 2/6/2013)", "(Date Filed: …)", "Modified on …", their initials "(cp, COURT STAFF)".
_TRAILER = re.compile(
    r"""\s{0,9}(?:\((?:date\ filed|entered|filed\ on|filed)\s*:?\s{0,9}[\d/]+[^()]{0,300}\)
        |\[entered:\s*[\d/]+[^\]]*\]
        |\(?modified\ on\ [\d/]+[^()]*\)?
        |\([a-z]{2,4},\ ?(?:court\ staff)?\s*\))\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
# What precedes the first words of the entry itself: a clerk's mark, the judge ("Judge Ann Example: ORDER"),
# the panel ("THE COURT: Ann Example, Otto Example. OPINION"), the number ("Adversary case 2:14-ap-01596.
# Complaint"), the days to answer ("20 DAY Summons").
_UTILITY = re.compile(
    r"""^(?:~util\s*-\s*|\d\s*-\s*|\*+\s*|docket\ annotation:?\s*|adversary\ case\ \d[\w:-]{3,20}\.\s*
        |(?:(?:chief|senior|magistrate)\ ){0,2}judge\ [^:(]{3,40}:\s*|\d{1,3}\ day\ (?=summons)|filed\ \(ecf\)\s*
        |the\ court:\s[^:\[\]]{3,160}[.,;]\s*(?=(?:per\ curiam\ )?opinion))""",
    re.IGNORECASE | re.VERBOSE,
)
_NO_MOTION = (
    r"(?:order\w*|opinion|ruling|minutes?|judge?ment|response|reply|opposition|memorandum|brief|declaration"
    r"|affidavit|transcript|exhibits?|withdrawal|objections?|clerk)\b"
)
# "Proposed Order", "TRANSCRIPT ORDER FORM" and "RESPONSE to Order" are not filed by the court.
_NO_COURT = r"(?:proposed|transcript|response|reply|objection|request|motion)\b"
# First words -> type, longest first. From the entry texts of the reference samples.
_TYPES = (
    (
        "complaint",
        (
            r"(?:\w+ )?(?:amended )?(?:class action )?complaint|notice of removal|(?:(?:in)?voluntary )?petition\b"
            r"|(?:sealed |redacted |(?:\w+ )?superseding )?indictment|information\b"
        ),
    ),
    ("answer", r"answer|response to complaint"),
    # "ORDER denying 3 Motion …" and "RESPONSE to Motion" are about a motion, but are not motions.
    (
        "motion",
        rf"(?:(?!{_NO_MOTION})[\w'’/-]+ ){{0,3}}(?:cross-)?motion|ex parte application|application|letter motion",
    ),
    (
        "opposition",
        (
            r"(?:(?:amended|supplemental) (?!memorandum)|(?:trial|\w+['’]s?) )?"
            r"(?:memorandum|brief|responses?|opposition|objections?|(?:sur-?)?reply)\b"
        ),
    ),
    (
        "order",
        (
            rf"(?:(?!{_NO_COURT})\w+ ){{0,2}}order|memo endorsement|ruling|decision (?:&|and) order"
            r"|(?:\w+ ){0,2}conference order|(?:amended|supplemental) memorandum and order"
            r"|report\W{1,3}(?:and |& )?recommend|findings (?:and|&) recommendation"
        ),
    ),
    # "MEMORANDUM. Signed by Judge", "Memorandum-Decision", "MEMORANDUM and/or Opinion" are the court's.
    (
        "opinion",
        (
            r"(?:(?:filed|corrected|revised|published|unpublished|per curiam) ){0,3}opinion|mandate"
            r"|(?:amended |supplemental )?memorandum\W{1,3}(?:(?:of |and |and/or )?(?:opinion|decision)|\W?signed)"
        ),
    ),
    ("judgment", rf"(?:(?!{_NO_COURT})\w+ ){{0,2}}judge?ment|(?:jury )?verdict|clerk'?s judge?ment"),
    (
        "minutes",
        (
            r"(?:(?:sealed|text|electronic|courtroom) )?(?:minute entry|minutes|minute order)"
            r"|(?:electronic )?clerk'?s notes|case argued|argued"
        ),
    ),
    # "PRETRIAL CONFERENCE ORDER", "ORDER vacating hearing" and "ORDER SETTING HEARING" are orders.
    (
        "hearing",
        (
            r"(?:(?!order)\w+ ){0,2}(?:notice of (?:\w+ )?hearing|hearing|conference)(?! order)"
            r"|set(?:/reset)? |reset |terminate "
        ),
    ),
    ("transcript", r"transcript"),
    ("notice", r"(?:\w+ ){0,2}notice|clerk'?s notice|designation"),
    ("stipulation", r"(?:joint )?stipulation"),
    ("appeal", r"notice of (?:\w+ )?appeal|appeal|usca"),
    ("discovery", r"subpoena|deposition|interrogator"),
    # A certificate of interested parties or of credit counseling serves nobody.
    (
        "service",
        (
            r"(?:(?:alias|electronic|sealed|e-gov sealed) )?summons|(?:bnc (?:court )?)?certificate"
            r" of (?:service|mailing|notice)|bnc certificate|(?:proof|return|affidavit|waiver) of service|service\b"
        ),
    ),
    ("amicus", r"(?:brief )?amicus"),
    ("letter", r"(?:joint |endorsed )?letter"),
    ("declaration", r"declaration|affidavit|(?:sealed )?exhibit"),
    ("appearance", r"notice of (?:attorney )?appearance|(?:entry of |attorney )?appearance|pro hac"),
)
_ORDER = ("appearance", "appeal", "complaint", "minutes", "hearing", "opinion", "judgment", "motion", "order")
EVENT_TYPES = tuple(name for name, _ in _TYPES)
# One pattern: the first alternative that matches is the type.
_FIRST_WORDS = re.compile(
    "|".join(
        rf"(?P<{name}>{dict(_TYPES)[name]})"
        for name in (*_ORDER, *(name for name, _ in _TYPES if name not in _ORDER))
    ),
    re.IGNORECASE,
)


# A court's page breaks the line before a URL, "is located at<br>http://…"; juriscraper, and with it
# CourtListener, drops the break (nysd 1:20-cv-10878).
_GLUED_ADDRESS = re.compile(r"(?<![^\s(])([A-Za-z]{1,30})(?=https?://)")


# Stands for a line break between two words until the entry's id is made from its words. Those words are
# joined there, as CourtListener gives them and as ids were made before. No court prints this character; every
# pattern treats it as a blank.
LOST_BREAK = "\u2028"
MARKED_BREAK = "\ue001"  # the same, while a library that folds blanks reads the page
_BREAK_IN_WORD = re.compile(r"<br(?<=[^\W_]<br)\s{0,3}/?>(?=[^\W_])", re.IGNORECASE)


def mark_breaks(page: str, sign: str = LOST_BREAK) -> str:
    """Return a page with `sign` before each line break that alone separates two words: "Roe<br>Poe"."""
    return _BREAK_IN_WORD.sub(f"{sign}<br>", page)


def mend_lost_breaks(text: str) -> str:
    """Return an entry's text with a space between a word and the URL glued to it."""
    return _GLUED_ADDRESS.sub(r"\1 ", text) if "http" in text else text


def strip_trailers(text: str) -> str:
    """Return the text without the trailers that the clerk's system adds, with spaces folded."""
    folded = " ".join(text.split())
    while (end := _trailer_start(folded)) is not None:
        folded = folded[:end]
    return folded


def _trailer_start(folded: str) -> int | None:
    """Return where a trailer begins, or None. If the text has neither "modified on" nor "[entered", that can
    only be the last parenthesis, so the spaces before it need not be tried."""
    words = folded.lower()
    has_other = "modified on" in words or "[entered" in words
    if not has_other and not folded.endswith((")", " ")):
        return None
    match = _TRAILER.search(folded, 0 if has_other else max(0, folded.rfind("(") - 1))
    return match.start() if match else None


def find_event_types(text: str | None, event_names: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the sorts of event an entry shows, by its first words or its feed's event names.

    Empty if it begins with none of the known words: nothing is guessed from the middle of the text.
    """
    names = event_names or ((text,) if text else ())
    matches = (_FIRST_WORDS.match(_UTILITY.sub("", name.lstrip())[:120]) for name in names)
    return tuple(dict.fromkeys(match.lastgroup for match in matches if match and match.lastgroup))
