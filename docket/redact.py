"""What is taken out of court text before it is published, and what stands in its place.

Courts print these and we do not repeat them: e-mail addresses, telephone numbers, Social
Security and alien numbers, prisoner numbers, codes and links of conference calls, street
addresses of persons. The text around them stays, so that a reader sees that something was cut.

Nothing else may change: docket, entry and document numbers, statutes, money, dates, clocks,
citations and Bates numbers have the same look, so every pattern asks for a form or a word
that only the private thing has. A courthouse's own address stays: it says where to go.
"""

import re

_LINK = re.compile(
    r"https?://[\w.-]{0,80}?(?:zoom(?:gov)?\.(?:us|com)|webex\.com|teams\.microsoft\.com)/[^\s<>\"')\]]*", re.IGNORECASE
)
_EMAIL = re.compile(r"(?<![\w.+'’-])[\w.+'’-]*\w@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")

# "Access Code: 1234567#", "Meeting ID: 161 123 4567", "Password is 7gXk", "PIN 123456".
_CODE = re.compile(
    r"""\b((?:access|pass|participant|security|host|guest|attendee|conference|meeting|webinar|dial-?in|call-?in)\s?
            (?:code|id|pin|number|no\.|passcode|password)s?
          |passcode|password|PIN|(?:event|session)\s(?:id|number)|conference\sline
        )\b((?:\s?(?:is|are|of|number|no\.|code|id|\#|:|=|-|,|\())*\s?)
        (?=[^\s,;)]{0,40}\d)
        (?:\d{3,}(?:[\s-]\d{2,4}(?![\d/:]))*\#*(?![\d/:])|(?<=[:=]\s)(?!\d)[^\s,;)\]]{4,100}|(?<=is\s)(?!\d)[^\s,;)\]]{4,100})
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PHONE = re.compile(
    r"""(?<![\w/.\#$-])
        (?:(?:\+?1[\s.-]?)?\([2-9]\d\d\)\s?[2-9]\d\d[\s.-]\d{4}             # (415) 555-0100
          |(?:\+?1[.-])?[2-9]\d\d(?P<dot>[.-])[2-9]\d\d(?P=dot)\d{4}        # 415-555-0100, 1-415-555-0100
          |\+[1-9]\d{0,2}(?:[\s.-]\(?\d{1,4}\)?){2,5}                        # +44 20 7946 0000
        )
        (?:,?\s?(?:x|ext\.?|extension)\s?\d{1,6})?
        (?![\w-])
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Digits without those hyphens are a telephone only after a word that says so.
_NAMED_PHONE = re.compile(
    r"\b(tel(?:ephone)?|phone|fax|facsimile|cell|dial(?:ing)?(?:[- ]in)?|toll[- ]free|call(?:ing)?(?:[- ]in)?|direct|mobile)"
    r"(\.?(?:\s(?:number|no\.|at|is|to))*[\s:#]{1,3})(?:1[\s.-]?)?\(?[2-9]\d\d\)?[\s.-]?\d{3}[\s.-]?\d{4}(?![\d-])",
    re.IGNORECASE,
)
_SSN = re.compile(r"(?<![\w./-])\d{3}-\d{2}-\d{4}(?![\w/-])")
_ALIEN = re.compile(r"(?<![\w-])A(?:[#-]|\s?#\s?)?(?:\d{3}[-\s]\d{3}[-\s]\d{3}|\d{8,9})(?![\w-])")
_PRISONER = re.compile(
    r"""\b((?:Reg(?:\.|ister|istration)?\s?(?:No\.?|Number|\#)|USMS?(?:\s(?:No\.?|Number|\#))?)[\s:\#]{0,3})\d{5}-\d{3}\b
       |\b((?:Inmate|Prisoner|Booking|BOP|CDCR?|TDCJ(?:-[A-Z]+)?|SID|SPN)\s?(?:ID|I\.D\.|No\.?|Number|Num\.)?[\s:\#]{1,3})
            (?:[A-Z]{1,2}-?)?\d[\d-]{3,}\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SUFFIX = (
    r"(?:Street|St|Avenue|Ave|Boulevard|Blvd|Road|Rd|Drive|Dr|Lane|Ln|Court|Ct|Place|Pl|Way|Parkway|Pkwy|Highway|Hwy"
    r"|Terrace|Ter|Circle|Cir|Trail|Plaza|Square|Loop|Turnpike|Broadway)\b\.?"
)
_UNIT = (
    r"(?:,?\s(?:Suite|Ste\.?|Apt\.?|Apartment|Unit|Floor|Fl\.?|Room|Rm\.?|\#)\s?[\w-]{1,6}"
    r"|,?\s\d{1,2}(?:st|nd|rd|th)\s(?:Floor|Fl\.?))"
)
_TOWN = r"(?:,?\s(?:[A-Z][A-Za-z.'’]{1,20}\s?){1,3},?\s[A-Z]{2}\.?(?:\s\d{5}(?:-\d{4})?)?\b)"
# After an entry number or a count: "31 Motion To Place", "45 Superior Court", "2 Experts Dr. Roe".
_NO_STREET = (
    r"(?i:motions?|orders?|notices?|letters?|briefs?|exhibits?|declarations?|complaints?|answers?|experts?|defendants?"
    r"|plaintiffs?|district|superior|supreme|circuit|bankruptcy|federal|appellate|municipal|county|family|trial)\b"
)
_STREET = re.compile(
    rf"""(?<![\w:/.,$§\#-])\d{{1,6}}[A-Z]?\s
        (?:(?:N|S|E|W|NE|NW|SE|SW)\b\.?\s|(?:North|South|East|West)\s)?
        (?:(?!{_NO_STREET})(?:[A-Z][A-Za-z'’-]{{1,20}}\.?|\d{{1,3}}(?:st|nd|rd|th))\s){{1,3}}?{_SUFFIX}
        (?:\s(?:N|S|E|W|NE|NW|SE|SW)\b\.?)?(?P<unit>{_UNIT}*)(?P<town>{_TOWN}?)
    """,
    re.VERBOSE,
)
_BOX = re.compile(rf"\bP\.?\s?O\.?\sBox\s\d{{1,6}}{_TOWN}?", re.IGNORECASE)
_COURTHOUSE = re.compile(
    r"courtroom|courthouse|\bctrm|\bcrtrm|\bchambers|\broom\b|\bdept\b|federal building|\bcourt,?\s(?:at\s)?$"
    r"|district court (?:of|for) (?:the )?[\w ]{3,40},\s(?:at\s)?$",       # "U.S. District Court of Arizona, 98 West …"
    re.IGNORECASE,
)
_COURTROOM = re.compile(r"courtroom|courthouse|\bctrm|\bcrtrm", re.IGNORECASE)
_BEFORE_ADDRESS = re.compile(r"(?:\b(?:at|to|of|address|is|c/o|resides|located)\s?:?|[(:;,])\s$", re.IGNORECASE)
_CODE_WORDS = ("code", "pass", "pin", "meeting", "webinar", "conference", "dial", "call", "event", "session")
_PRISON_WORDS = ("reg.", "reg ", "register", "registration", "inmate", "prisoner", "booking", "bop", "cdc", "tdcj", "usm",
                 "sid ", "sid#", "spn")
_ANYTHING = re.compile(r"[@\d]|://")
_LONG_NUMBER = re.compile(r"\d[\d()\s.#-]{5,}\d", re.ASCII)      # every telephone, Social Security and alien number


def redact(text: str) -> str:
    """Return the text with private details replaced by "[e-mail removed]" and the like.

    Idempotent: repeated until nothing is left to remove, as one removal can lay bare the edge
    of the next (ten rounds at most: text made to need more is no court's). Text without a
    digit, "@" or link comes back untouched at once.
    """
    for _ in range(10):
        before = text
        if not _ANYTHING.search(text) or (text := _redact_once(before)) == before:
            break
    return text


def _redact_once(text: str) -> str:
    words = text.casefold()
    if "://" in words:
        text = _LINK.sub("[conference link removed]", text)
    if "@" in words:
        text = _EMAIL.sub("[e-mail removed]", text)
    if _LONG_NUMBER.search(text):
        text = _NAMED_PHONE.sub(r"\1\2[telephone removed]", text)
        text = _PHONE.sub("[telephone removed]", text)
        text = _SSN.sub("[Social Security number removed]", text)
        text = _ALIEN.sub("[alien number removed]", text)
    if any(word in words for word in _CODE_WORDS):
        text = _CODE.sub(r"\1\2[code removed]", text)
    if any(word in words for word in _PRISON_WORDS):
        text = _PRISONER.sub(lambda match: f"{match[1] or match[2]}[prisoner number removed]", text)
    if "box" in words:
        text = _BOX.sub("[address removed]", text)
    return _STREET.sub(_street, text)


def _street(match: re.Match) -> str:
    """An address is clear when something says so before it, or a unit or a town follows.

    One with a courtroom close by, on either side, is the courthouse's.
    """
    before = match.string[max(0, match.start() - 60):match.start()]
    after = match.string[match.end():match.end() + 40]
    is_clear = match["unit"] or match["town"] or _BEFORE_ADDRESS.search(before)
    is_courthouse = _COURTHOUSE.search(before) or _COURTROOM.search(after)
    return "[address removed]" if is_clear and not is_courthouse else match[0]
