"""Before whom and where a sitting is, and whether from afar, as printed."""

import re

_TITLE = r"(?:(?:chief|senior|duty|visiting|u\.?\s?s\.?|united\sstates|district|circuit|bankruptcy|presiding|hon\.|honorable|the|mag\.?|magistrate)\s)"
_NAME_PART = r"(?:[A-Z]\.(?=[\s,])|(?:Wm|Geo|Chas|Jos|Thos)\.(?=\s)|[A-Z]\b(?!\.)|(?:O'|D'|Mc|Mac|De|La|Le|Di|Van|St\.\s)?[A-Z][a-zà-ÿ']+(?:-[A-Z][a-z]+)?|[A-Z]{2,}(?:-[A-Z]{2,})?|(?:de|la|van|von|del|den|der)(?=\s[A-Z]))"
_NAME = rf"(?P<name>{_NAME_PART}(?:\s{{1,2}}{_NAME_PART}){{0,4}}(?:,?\s(?:Jr\.?|Sr\.?|III|II|IV)(?![A-Za-z]))?)"
_TITLED = re.compile(
    r"(?:J(?<!\wJ)(?:udge|UDGE|ustice|USTICE)|j(?<!\wj)(?:udge|ustice)|M(?<!\wM)(?:agistrate|AGISTRATE)|m(?<!\wm)agistrate"
    r"|H(?<!\wH)(?:on|ON)(?:\.|orable|ORABLE)|h(?<!\wh)on(?:\.|orable))"
    rf"(?i:\s{{1,2}}(?:(?:chief|senior|district|magistrate|u\.s\.)\s)?(?:judge\s)?){_NAME}"
)
_BEFORE_NAME = re.compile(rf"(?:B(?:efore|EFORE)|before|H(?:eld\sby|ELD\sBY)|h(?<!\wh)eld\sby)\s{_NAME}")
_SIGNER = re.compile(
    r"[bB](?i:(?<=(?:signed|issued)\sb)|(?<=(?:ordered|entered)\sb)|(?<=(?:approved|endorsed)\sb)"
    r"|(?<=(?:signed|issued)\selectronically\sb)|(?<=(?:ordered|entered)\selectronically\sb)|(?<=(?:approved|endorsed)\selectronically\sb))[yY]:?\s"
    rf"(?i:(?:{_TITLE}){{0,5}}(?:judge|justice|magistrate|hon(?:\.|orable))?\s?(?:judge\s)?){_NAME}"
)
_NOT_A_NAME = frozenset(
    "The This That Court In On At To For From And Or Of By With Signed So Motion Minute Minutes Defendant Defendants Plaintiff Plaintiffs"
    " Telephone Telephonic Video Zoom Status Initial Final Pretrial Trial Hearing Conference Sentencing Jury Parties Counsel Order Ordered"
    " Appearances Attorney Courtroom Room Dial All If No Not As Re Interpreter Monday Tuesday Wednesday Thursday Friday January February"
    " March April May June July August September October November December Set Discovery Responses Reply Text Modified Associated Cc"
    " Location Please Chambers Deadline Deadlines Proceedings Judge Magistrate District Clerk Deputy Case Any Also Is Will Held Time"
    " Terminated Document Recorded Proposed Bench Entered Filed Reset Continued Vacated It And Pursuant Said An Denying Granting"
    " Unassigned Findings Recommendation Report PM AM ET EST PST CST MST NO THE COURT ORDER AND OF TO FOR ON IN AT IS".split()
)
_PLACE = re.compile(
    r"""(?P<place>(?:(?:(?!(?:AM|PM|ET|PT|CT|MT|IN|AT|ON)\b)[A-Z]{2}\s)?(?:(?i:courtroom(?!\sdeputy))(?!\sDeputy)|Room|ROOM)|Ctrm\.?|Crtrm\.?|Court\sRoom|Rm\.?|Dept\.?|Department|Chambers|CHAMBERS|(?:Magistrate|Annex|Bankruptcy)\sCourtroom|Suite
          |(?:[A-Z][a-z]+\s(?:[A-Z]\.\s)?){0,3}(?:U\.?S\.?|United\sStates|Federal)\s(?:(?:District|Bankruptcy)\s)?Court(?:house|room)?\b
          |(?:\d{1,4}\s)?[A-Z][a-z]+(?:[\s-](?:[A-Z]\.\s)?[A-Z][a-z]+){0,3}\s(?:Courthouse|Courtroom|(?:Courts?\s)?Building)|\d{2,5}\s(?:[NSEW]\.?\s)?[A-Z][a-z]+\s(?:Street|St\.|Avenue|Ave\.))
          (?:(?!,?\s(?:before|BEFORE|FILED|to|with|re|on|is|and\s(?:will|is|shall)|as|for|via|at\swhich|where|why|Judge|while|has|was|shall|will)\b|(?<!\bSt)(?<!\bAve)(?<!\bNo)(?<!\bU\.S)\.(?:\s|$)|\s--|\s{3}|\sResponses?\sdue|[;()]|\s-\s(?![A-Z][a-z]+(?:\s[A-Z][a-z]+)?(?:\sbefore|\.|;|\s*$))).){0,140})""",
    re.VERBOSE,
)
# "in Portland before", "in St. Louis, Missouri": a city without a room.
_CITY = re.compile(r"\bin\s(?P<place>(?!The\b|This\b|Court\b|Case\b|Chambers\b|Re\b)(?:St\.\s)?[A-Z][a-z]+(?:\s[A-Z][a-z]+)?(?:,\s(?:[A-Z]{2}\b|D\.C\.|District\sof\sColumbia|[A-Z][a-z]+))?)(?=\s(?:before|by|re)\b|\s*$|\s*[.;(]|,\s(?:on|to|at|before)\b)")
_BEFORE_ROOM = re.compile(r"(?:(?:\b(?:in|at)|[AP]M,)\s)((?!The\s|U\.)(?:[A-Z]\w+\s?){1,2}(?:,|-)?\s)$")
_MACRO = re.compile(r"[^;(]{0,30}?\bin\s(?P<place>(?!the\b)[A-Z#\d][^;]{1,120}?)(?:\s(?:by|via)\s(?:tele)?phone|\svia\s\w+|\s{1,2}(?:by|via)\s(?:zoom|video\w*|tele\w+)\s?)?,?\s(?:before|BEFORE)\s(?=[A-Z])")     # what the register's form prints between
_NOWHERE = re.compile(r"no\scourtroom|(?:by\s)?(?:telephone|phone|zoom|video\w*)\b", re.IGNORECASE)
_AFTER_ROOM = re.compile(r"\s\([A-Z][\w.]{0,9}\)")          # "Courtroom 14E (MPLS)" (mnd)
_ALL_CAPITALS = re.compile(r"\bat\s(?P<place>[A-Z]{4,}(?:\s[A-Z]{4,})?(?:,\s[A-Z]{2}\b)?)(?=\s(?:before|by)\b|\s*$|\s*[.;(])")     # "at FRANKFORT before" (kyed)
_PLACE_LETTERS = ("room", "court", "dept", "department", "chambers", "suite", "building", "street", "st.", "ave", "rm", "ctrm")
_REMOTE = re.compile(
    r"\b(?:tele-?\s?phone|tele-?\s?phonic(?:ally)?|tele-?conferenc\w*|telecon\b|tele-?\s?conf\b|video(?!tape|graph|\srecord|s\b)[\w-]*|dial[\s-]?in|zoom|webex|webinar|"
    r"microsoft\steams|conference\s(?:call|line)|scheduling\scall|remote\sproceeding|status\scall|by\sphone|via\sphone|remotely|at&t|courtcall|access\scode|vtc)\b"
)
_NOT_REMOTE = re.compile(
    r"\b(?:(?:may|wish(?:es)?\sto|counsel|attorney|leave\sto|requests?\sto|request\w*|permission\sto)\s(?:[\w,]+\s){0,4}?(?:appear|participate|attend)\w*\s(?:[\w,]+\s){0,3}?(?:by|via|remotely|telephonically)(?:\s(?:tele)?phone|\s(?:video|tele)[\w-]*|\szoom)?"
    r"|telephone\snumber|-\s?(?:telephonic|telephonically)|in-?person\sor\s|or\s(?:by|via)\s(?:telephone|video|zoom))"
)

_AT = re.compile(r"\s(?:at|of)\s(?:the\s)?(?=[A-Z][a-z]+\s(?:[A-Z]\.\s)?(?:[A-Z][a-z]+\s){0,2}(?:U\.S\.\s)?Courthouse)")   # "Department 53 at Stanley Mosk Courthouse"


def find_judge(text: str, start: int = 0, end: int | None = None) -> tuple[str, int, int] | None:
    """Return the first judge named after a title or "before", with the span, else ``None``."""
    end = len(text) if end is None else end
    for pattern in (_TITLED, _BEFORE_NAME):
        for match in pattern.finditer(text, start, end):
            name = _cut(match["name"], needs_two=pattern is _BEFORE_NAME)
            if name:
                return name, match.start("name"), match.start("name") + len(name)
    return None


def find_signer(text: str) -> tuple[str, int, int] | None:
    """Return the judge who signed, with the span, else ``None``."""
    for match in _SIGNER.finditer(text):
        name = _cut(match["name"], needs_two=True)
        if name:
            return name, match.start("name"), match.start("name") + len(name)
    return None


def _cut(name: str, needs_two: bool) -> str | None:
    """Shorten a run of capitals to the name it begins with."""
    kept = []
    for part in name.split(" "):
        bare = part.rstrip(".,")
        if bare in _NOT_A_NAME or (kept and len(bare) > 3 and bare.isupper() and not kept[0].isupper()):
            break
        kept.append(part)
    while kept and kept[-1] in ("de", "la", "van", "von", "del", "den", "der", ""):
        kept.pop()
    if not kept or (needs_two and len(kept) < 2):
        return None
    return " ".join(kept).rstrip(",").removesuffix("'s").removesuffix("'")


def find_place(text: str, start: int, end: int, printed: str | None = None) -> tuple[str, int, int] | None:
    """Return the room, building or address between two places of a text, with the span.

    `printed` is the entry before its small parentheses were silenced: one that belongs to a room is kept.
    """
    if text.find("in ", start, min(end, start + 40)) >= 0 and (macro := _MACRO.match(text, start, end)):
        place = " ".join((printed or text)[macro.start("place"):macro.end("place")].split()).rstrip(" ,.-")
        if not _NOWHERE.match(place):
            return _AT.sub(", ", place), macro.start("place"), macro.end("place")
        return None
    words = text[start:end]
    lowered = words.lower()
    match = None
    if any(letters in lowered for letters in _PLACE_LETTERS):
        match = _PLACE.search(text, start, end)
    if match is None and "in " in words:
        match = _CITY.search(text, start, end)
    if match is None and "at " in words:
        match = _ALL_CAPITALS.search(text, start, end)
    if match is None:
        return None
    at = match.start("place")
    if city := _BEFORE_ROOM.search(text, max(start, at - 40), at):
        at = city.start(1)                       # "in Oakland, Courtroom 1, 4th Floor" (cand)
    place = text[at:match.end("place")].rstrip(" ,.-")
    place += "." if place.endswith(", D.C") else ""
    stop = at + len(place)
    if printed and (aside := _AFTER_ROOM.match(printed, stop)):
        place, stop = place + aside[0], aside.end()
    return (_AT.sub(", ", place), at, stop) if place else None


def may_be_remote(lowered: str) -> bool:
    """Say, quickly, whether anything in the text could put a sitting on a telephone or a screen."""
    return ("tele" in lowered or "call" in lowered or "phone" in lowered or "video" in lowered or "dial" in lowered or "zoom" in lowered
            or "web" in lowered or "teams" in lowered or "remote" in lowered or "at&t" in lowered or "access code" in lowered
            or "conference line" in lowered or "vtc" in lowered)


def is_remote(lowered: str, start: int, end: int) -> bool:
    """Say whether the words between two places, in lower case, put the sitting on a telephone or a screen."""
    if _REMOTE.search(lowered, start, end) is None:
        return False
    words = lowered[start:end]
    if "appear" in words or "attend" in words or "participate" in words or "number" in words or "phonic" in words or "person or" in words or "or by" in words or "or via" in words:
        return _REMOTE.search(_NOT_REMOTE.sub(" ", words)) is not None
    return True
