"""Time, place, judge and telephone of a hearing that has been read, as printed; and whether it is from afar."""

import re
from collections.abc import Sequence

from docket.hearings.draft import Act, Draft
from docket.hearings.papers import Paper
from docket.text.dates import DateInText, find_times

_TITLE = (
    r"(?:(?:chief|senior|duty|visiting|u\.?\s?s\.?|united\sstates|district|circuit|bankruptcy|presiding"
    r"|hon\.|honorable|the|mag\.?|magistrate)\s)"
)
_NAME_PART = (
    r"(?:[A-Z]\.(?=[\s,])|(?:Wm|Geo|Chas|Jos|Thos)\.(?=\s)|[A-Z]\b(?!\.)|(?:O'|D'|Mc|Mac|De|La|Le|Di|Van"
    r"|St\.\s)?[A-Z][a-zà-ÿ']+(?:-[A-Z][a-z]+)?|[A-Z]{2,}(?:-[A-Z]{2,})?|(?:de|la|van|von|del|den"
    r"|der)(?=\s[A-Z]))"
)
_NAME = (
    rf"(?P<name>{_NAME_PART}(?:\s{{1,2}}{_NAME_PART}){{0,4}}(?:,?\s(?:Jr\.?|Sr\.?|III|II|IV)(?![A-Za-z]))?)"
)
_TITLED = re.compile(
    r"(?:J(?<!\wJ)(?:udge|UDGE|ustice|USTICE)|j(?<!\wj)(?:udge|ustice)|M(?<!\wM)(?:agistrate|AGISTRATE)"
    r"|m(?<!\wm)agistrate"
    r"|H(?<!\wH)(?:on|ON)(?:\.|orable|ORABLE)|h(?<!\wh)on(?:\.|orable))"
    rf"(?i:\s{{1,2}}(?:(?:chief|senior|district|magistrate|u\.s\.)\s)?(?:judge\s)?){_NAME}"
)
_BEFORE_NAME = re.compile(rf"(?:B(?:efore|EFORE)|before|H(?:eld\sby|ELD\sBY)|h(?<!\wh)eld\sby)\s{_NAME}")
_SIGNER = re.compile(
    r"[bB](?i:(?<=(?:signed|issued)\sb)|(?<=(?:ordered|entered)\sb)|(?<=(?:approved|endorsed)\sb)"
    r"|(?<=(?:signed|issued)\selectronically\sb)|(?<=(?:ordered|entered)\selectronically\sb)"
    r"|(?<=(?:approved|endorsed)\selectronically\sb))[yY]:?\s"
    rf"(?i:(?:{_TITLE}){{0,5}}(?:judge|justice|magistrate|hon(?:\.|orable))?\s?(?:judge\s)?){_NAME}"
)
_NOT_A_NAME = frozenset(
    (
        "The This That Court In On At To For From And Or Of By With Signed So Motion Minute Minutes Defendant "
        "Defendants Plaintiff Plaintiffs"
        " Telephone Telephonic Video Zoom Status Initial Final Pretrial Trial Hearing Conference Sentencing "
        "Jury Parties Counsel Order Ordered"
        " Appearances Attorney Courtroom Room Dial All If No Not As Re Interpreter Monday Tuesday Wednesday "
        "Thursday Friday January February"
        " March April May June July August September October November December Set Discovery Responses Reply "
        "Text Modified Associated Cc"
        " Location Please Chambers Deadline Deadlines Proceedings Judge Magistrate District Clerk Deputy Case "
        "Any Also Is Will Held Time"
        " Terminated Document Recorded Proposed Bench Entered Filed Reset Continued Vacated It And Pursuant "
        "Said An Denying Granting"
        " Unassigned Findings Recommendation Report PM AM ET EST PST CST MST NO THE COURT ORDER AND OF TO FOR "
        "ON IN AT IS"
    ).split()
)
_PLACE = re.compile(
    r"""(?P<place>(?:(?:(?!(?:AM|PM|ET|PT|CT|MT|IN|AT
        |ON)\b)[A-Z]{2}\s)?(?:(?i:courtroom(?!\sdeputy))(?!\sDeputy)|Room|ROOM)|Ctrm\.?|Crtrm\.?|Court\sRoom
        |Rm\.?|Dept\.?|Department|Chambers|CHAMBERS|(?:Magistrate|Annex|Bankruptcy)\sCourtroom|Suite
          |(?:[A-Z][a-z]+\s(?:[A-Z]\.\s)?){0,3}(?:U\.?S\.?|United\sStates|Federal)\s(?:(?:District
            |Bankruptcy)\s)?Court(?:house|room)?\b
          |(?:\d{1,4}\s)?[A-Z][a-z]+(?:[\s-](?:[A-Z]\.\s)?[A-Z][a-z]+){0,3}\s(?:Courthouse|Courtroom
            |(?:Courts?\s)?Building)|\d{2,5}\s(?:[NSEW]\.?\s)?[A-Z][a-z]+\s(?:Street|St\.|Avenue|Ave\.))
          (?:(?!,?\s(?:before|BEFORE|FILED|to|with|re|on|is|and\s(?:will|is|shall)|as|for|via|at\swhich|where
            |why|Judge|while|has|was|shall|will)\b|(?<!\bSt)(?<!\bAve)(?<!\bNo)(?<!\bU\.S)\.(?:\s|$)|\s--
            |\s{3}|\sResponses?\sdue|[;()]|\s-\s(?![A-Z][a-z]+(?:\s[A-Z][a-z]+)?(?:\sbefore|\.|;|\s*$))).){0,140})""",
    re.VERBOSE,
)
# "in Portland before", "in St. Louis, Missouri": a city without a room.
_CITY = re.compile(
    r"\bin\s(?P<place>(?!The\b|This\b|Court\b|Case\b|Chambers\b|Re\b)(?:St\.\s)?[A-Z][a-z]+(?:\s"
    r"[A-Z][a-z]+)?(?:,\s(?:[A-Z]{2}\b|D\.C\.|District\sof\sColumbia|[A-Z][a-z]+))?)(?=\s(?:before|by"
    r"|re)\b|\s*$|\s*[.;(]|,\s(?:on|to|at|before)\b)"
)
_BEFORE_ROOM = re.compile(r"(?:(?:\b(?:in|at)|[AP]M,)\s)((?!The\s|U\.)(?:[A-Z]\w+\s?){1,2}(?:,|-)?\s)$")
_MACRO = re.compile(
    r"[^;(]{0,30}?\bin\s(?P<place>(?!the\b)[A-Z#\d][^;]{1,120}?)(?:\s(?:by|via)\s(?:tele)?phone"
    r"|\svia\s\w+|\s{1,2}(?:by|via)\s(?:zoom|video\w*|tele\w+)\s?)?,?\s(?:before|BEFORE)\s(?=[A-Z])"
)  # what the register's form prints between
_NOWHERE = re.compile(r"no\scourtroom|(?:by\s)?(?:telephone|phone|zoom|video\w*)\b", re.IGNORECASE)
_AFTER_ROOM = re.compile(r"\s\([A-Z][\w.]{0,9}\)")  # "Courtroom 14E (MPLS)" (mnd)
_ALL_CAPITALS = re.compile(
    r"\bat\s(?P<place>[A-Z]{4,}(?:\s[A-Z]{4,})?(?:,\s[A-Z]{2}\b)?)(?=\s(?:before|by)\b|\s*$|\s*[.;(])"
)  # "at FRANKFORT before" (kyed)
_PLACE_LETTERS = (
    "room",
    "court",
    "dept",
    "department",
    "chambers",
    "suite",
    "building",
    "street",
    "st.",
    "ave",
    "rm",
    "ctrm",
)
_REMOTE = re.compile(
    r"\b(?:tele-?\s?phone|tele-?\s?phonic(?:ally)?|tele-?conferenc\w*|telecon\b|tele-?\s?conf\b"
    r"|video(?!tape|graph|\srecord|s\b)[\w-]*|dial[\s-]?in|zoom|webex|webinar|"
    r"microsoft\steams|conference\s(?:call|line)|scheduling\scall|remote\sproceeding|status\scall|by\sphone"
    r"|via\sphone|remotely|at&t|courtcall|access\scode|vtc)\b"
)
_NOT_REMOTE = re.compile(
    r"\b(?:(?:may|wish(?:es)?\sto|counsel|attorney|leave\sto|requests?\sto|request\w*"
    r"|permission\sto)\s(?:[\w,]+\s){0,4}?(?:appear|participate|attend)\w*\s(?:[\w,]+\s){0,3}?(?:by|via"
    r"|remotely|telephonically)(?:\s(?:tele)?phone|\s(?:video|tele)[\w-]*|\szoom)?"
    r"|telephone\snumber|-\s?(?:telephonic|telephonically)|in-?person\sor\s|or\s(?:by|via)\s(?:telephone|video|zoom))"
)

_AT = re.compile(
    r"\s(?:at|of)\s(?:the\s)?(?=[A-Z][a-z]+\s(?:[A-Z]\.\s)?(?:[A-Z][a-z]+\s){0,2}(?:U\.S\.\s)?Courthouse)"
)  # "Department 53 at Stanley Mosk Courthouse"


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
    kept: list[str] = []
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
        place = " ".join((printed or text)[macro.start("place") : macro.end("place")].split()).rstrip(" ,.-")
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
        at = city.start(1)  # "in Oakland, Courtroom 1, 4th Floor" (cand)
    place = text[at : match.end("place")].rstrip(" ,.-")
    place += "." if place.endswith(", D.C") else ""
    stop = at + len(place)
    if printed and (aside := _AFTER_ROOM.match(printed, stop)):
        place, stop = place + aside[0], aside.end()
    return (_AT.sub(", ", place), at, stop) if place else None


def may_be_remote(lowered: str) -> bool:
    """Say, quickly, whether anything in the text could put a sitting on a telephone or a screen."""
    return (
        "tele" in lowered
        or "call" in lowered
        or "phone" in lowered
        or "video" in lowered
        or "dial" in lowered
        or "zoom" in lowered
        or "web" in lowered
        or "teams" in lowered
        or "remote" in lowered
        or "at&t" in lowered
        or "access code" in lowered
        or "conference line" in lowered
        or "vtc" in lowered
    )


def is_remote(lowered: str, start: int, end: int) -> bool:
    """Say whether the words between two places, in lower case, put the sitting on a telephone or a screen."""
    if _REMOTE.search(lowered, start, end) is None:
        return False
    words = lowered[start:end]
    if (
        "appear" in words
        or "attend" in words
        or "participate" in words
        or "number" in words
        or "phonic" in words
        or "person or" in words
        or "or by" in words
        or "or via" in words
    ):
        return _REMOTE.search(_NOT_REMOTE.sub(" ", words)) is not None
    return True


_NEAR_AFTER, _NEAR_BEFORE = 60, 45  # characters between a date and its time
_BETWEEN = re.compile(
    r"[\s,@(-]*(?:at|on|from|beginning\sat|in|the|of|\w{3,9}day|to\s\d{1,2}:\d\d\s?[ap]\.?m\.?|[ap]\.?m\.?|[,()-]|\s)*"
)
_FAR_BEFORE, _ON_DAY = 80, re.compile(r"\s(?:on|for|at)\s(?:[A-Z][a-z]{5,8},?\s)?$")
_SAME_DAY = re.compile(
    r"\b(?:(?:same|that)\s(?:day|date)|begin|beginning|starting|commencing|convene)\s(?:at|from)\s"
)
_MINUTES_OF_CLOCK = re.compile(r":\d\d\s?[ap]\.?m")
_HELD_AT_HOUR = re.compile(
    r"\b(?:held|began|commenced|convened|started|time)(?::|\s(?:at|from))?\s\n?(\d{1,2})\Z"
)
# "before case manager" (laed), "before Magistrate Judge Unassigned": printed, and no judge.
_NOBODY = re.compile(
    r"before\s(?:the\s)?(?:magistrate\s)?(?:judge\s)?(?:unassigned|case\smanager|courtroom\sdeputy"
    r"|deputy\sclerk|law\sclerk|clerk\b)"
)
_AFAR = re.compile(r"\b(?:telephon\w+|tele-?\s?conference|video[\w-]*|zoom|virtual|remote)\b")
_ATTENDED = re.compile(
    r"\b(?:appearances?\b(?!\s(?:for|of)\b)|(?:all|both)\s(?:\w+\s)?(?:parties|counsel|sides|attorneys"
    r"|participants)|parties|counsel\sfor\s(?:both|all)\s(?:sides|parties)|everyone|proceedings?|hearing"
    r"|conference|matter)\s"
    r"(?:(?:are|is|was|were|made|held|conducted|convened|took\splace|taken|appear(?:s|ed|ing)?"
    r"|participat(?:ed|ing)|attend(?:ed|ing)|present|all|each|proceeded)\s){0,3}"
    r"(?:(?:by|via|through|over)\s(?:the\s)?(?:tele-?\s?(?:phone|conference)|phone|video\w*|zoom|webex"
    r"|(?:microsoft\s|ms\s)?teams)|telephonic(?:ally)?\b|remotely\b|virtually\b)"
)
_MINUTED = (Act.HELD, Act.NOT_HELD)
_PAST_OR_OFF = (*_MINUTED, Act.VACATED)
_SIGNED_ACTIONS = (Act.SET, Act.RESET, Act.CONTINUED, Act.VACATED, Act.HELD, Act.NOT_HELD)


def complete(
    text: str, silenced: str, lowered: str, drafts: list[Draft], dates: list[DateInText], paper: str
) -> None:
    """Fill each draft's time, location, judge and remote, with their spans, from the entry as printed and silenced."""
    is_maybe_remote = bool(drafts) and may_be_remote(lowered)
    for draft in drafts:
        tellings = [(draft.start, draft.end, draft.date_span), *draft.retold]
        if draft.action is Act.REQUESTED:
            draft.fields["remote"] = (
                is_maybe_remote
                and draft.noun is not None
                and _AFAR.search(lowered, max(0, draft.noun.start - 24), draft.noun.end) is not None
            )
            continue
        for start, end, date_span in tellings:
            _read_telling(text, silenced, lowered, draft, start, end, date_span, dates)
        if draft.action in _MINUTED:
            _read_minutes(silenced, lowered, draft)
        if "judge" not in draft.fields:
            _keep(draft, "judge", _default_judge(text, draft, paper))
        draft.fields["remote"] = is_maybe_remote and (
            _is_remote(lowered, drafts, tellings)
            or (draft.action is Act.HELD and _is_attended_afar(lowered, drafts, draft))
        )


def _keep(draft: Draft, name: str, found: tuple[str, int, int] | None) -> None:
    if found and name not in draft.fields:
        draft.fields[name], draft.spans[name] = found[0], (found[1], found[2])


def _read_telling(
    printed: str,
    text: str,
    lowered: str,
    draft: Draft,
    start: int,
    end: int,
    date_span: Sequence[int] | None,
    dates: list[DateInText],
) -> None:
    if date_span is None:
        _keep(draft, "judge", find_judge(text, start, end))
        return
    after = date_span[1]
    if _NOBODY.search(lowered, after, min(end, after + 120)):
        draft.fields["judge"] = None
    stop = end
    for day in dates:
        if after <= day.start < end:
            stop = day.start
            break
    if draft.action not in _PAST_OR_OFF:
        _keep(draft, "time", find_time_near(lowered, date_span, stop, start))
        _keep(
            draft,
            "location",
            find_place(text, after, stop, printed) or _place_before(text, draft, date_span[0], printed),
        )
    _keep(draft, "judge", find_judge(text, after, stop) or find_judge(text, start, date_span[0]))


def _place_before(text: str, draft: Draft, day: int, printed: str) -> tuple[str, int, int] | None:
    """ "Will be held in Santa Fe on 7/11/2018": the place that stands between the sitting and its day."""
    if (
        draft.noun is None
        or not draft.noun.end <= day <= draft.noun.end + _FAR_BEFORE
        or text.find("in ", draft.noun.end, day) < 0
    ):
        return None
    lead = _ON_DAY.search(text, draft.noun.end, day)
    return find_place(text, draft.noun.end, lead.start(), printed) if lead else None


def find_time_near(
    lowered: str, date_span: Sequence[int], stop: int, start: int
) -> tuple[str, int, int] | None:
    """Return the clock that belongs to a date: right after it, right before it, or a little after; else ``None``."""
    day_start, day_end = date_span
    after = find_times(lowered, day_end, min(stop, day_end + _NEAR_AFTER))
    if after and _BETWEEN.fullmatch(lowered, day_end, after[0].start):
        return after[0].value, after[0].start, after[0].end
    before = find_times(lowered, max(start, day_start - _NEAR_BEFORE), day_start)
    if before and _BETWEEN.fullmatch(lowered, before[-1].end, day_start):
        return before[-1].value, before[-1].start, before[-1].end
    if after:
        return after[0].value, after[0].start, after[0].end
    if same := _SAME_DAY.search(lowered, day_end, stop):
        clocks = find_times(lowered, same.end(), min(stop, same.end() + 12))
        return (clocks[0].value, clocks[0].start, clocks[0].end) if clocks else None
    return None


def _read_minutes(text: str, lowered: str, draft: Draft) -> None:
    if draft.action is not Act.HELD:
        return
    for clock in _MINUTES_OF_CLOCK.finditer(lowered):
        if held := _HELD_AT_HOUR.search(lowered, max(0, clock.start() - 22), clock.start()):
            at = held.start(1)
            times = find_times(text, at, at + 12)
            if times:
                _keep(draft, "time", (times[0].value, at, times[0].end))
            return


def _default_judge(text: str, draft: Draft, paper: str) -> tuple[str, int, int] | None:
    """The judge before whom minutes were taken; else the one who signed what the entry orders."""
    if paper is Paper.MINUTES:
        return find_judge(text) or find_signer(text)
    if draft.action not in _SIGNED_ACTIONS or paper is not Paper.COURT:
        return None
    return find_signer(text) or find_judge(text)


def _is_remote(
    lowered: str, drafts: list[Draft], tellings: Sequence[tuple[int, int, tuple[int, int] | None]]
) -> bool:
    if len(drafts) == 1:
        return is_remote(lowered, 0, len(lowered))
    return any(is_remote(lowered, *_own_words(drafts, *telling)) for telling in tellings)


def _is_attended_afar(lowered: str, drafts: list[Draft], draft: Draft) -> bool:
    """What minutes add of all who were there, up to the next sitting: "Appearances by phone: …". One lawyer
    on the telephone is not all."""
    stop = min((other.start for other in drafts if other.start >= draft.end), default=len(lowered))
    return _ATTENDED.search(lowered, draft.start, stop) is not None


def _own_words(drafts: list[Draft], start: int, end: int, date_span: Sequence[int] | None) -> tuple[int, int]:
    """The part of a clause that speaks of one of its sittings: from the day before to the name of the next."""
    if date_span:
        for other in drafts:
            if other.start == start and other.date_span and other.noun and other.date_span != date_span:
                if other.date_span[1] <= date_span[0]:
                    start = max(start, other.date_span[1])
                elif date_span[1] <= other.noun.start:
                    end = min(end, other.noun.start)
    return start, end
