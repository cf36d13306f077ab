"""What sort of paper an entry is: whose words they are decides what they can do to a sitting.

A request is not a fact, and a paper about a hearing (a transcript, an opposition) is no hearing
(sources.md 10.3, rules 6 and 7).
"""

import re


class Paper:
    """`SILENT` papers report no hearing; `PARTY` papers only by a day the court gave; `REQUEST` ask."""

    SILENT = "silent"
    REQUEST = "request"
    PARTY = "party"
    MINUTES = "minutes"
    COURT = "court"


_HEAD, _TITLE = 260, 120  # the part of an entry that says what it is; that names it
_LEAD = (
    r"[\W\d_]*(?:(?:deficient|exparte|first|second|third|fourth|amended|corrected|joint|consent|unopposed"
    r"|agreed|emergency|ex\sparte|renewed|redacted|sealed|supplemental|expedited|opposed|notice\sof|only"
    r"|uncontested|proposed|final|stipulated|re|electronic|on|text|re:)\b[\W\d_]*){0,4}"
)
_SILENT = re.compile(
    _LEAD
    + (
        r"(?:(?:official\s)?(?:court\s)?transcripts?\b|(?:pdf\swith\s)?attached\saudio|audio\b|exhibits?\b"
        r"|opposition|objections?\b|repl(?:y|ies)\b|responses?\b|memorand(?:um|a)\b(?!\s(?:endorse"
        r"|to\s(?:the\s)?(?:file|counsel|docket)|and\sorder|opinion|order))"
        r"|memo\.?\s(?:of\slaw|in)|brief\b|affidavits?\b|affirmations?\b|declarations?\b|waivers?\b"
        r"|designation\b|acknowledge?ments?\b|answers?\b|(?:verified\s)?complaints?\b|appearances?\b"
        r"|(?:of\s)?(?:attorney\s)?appearance\b|certificates?\b|proof\sof|interpreter"
        r"|judgments?\b|warrants?\b|mail\sreturned|returned\smail|status\sreports?|letters?\s(?:brief|response"
        r"|reply)|withdrawal|sur-?repl|supplement\b|list\b|presentation\sor\swaiver|witness(?:\slist)?\b"
        r"|request\sfor\stranscript|joint\sreport|report\sof\s(?:the\s)?(?:rule|parties|planning|meeting)"
        r"|case\smanagement\sstatement|trial\sbrief|proposed\s(?:order|findings|voir|jury)"
        r"|cja|bill\sof\scosts|receipt|remark|invoice|verdict|jury\s(?:notes?|instructions)|sentencing\s(?:memo"
        r"|summary|position|letter|chart)|plea\s(?:agreement|letter)|presentence|financial\saffidavit"
        r"|report\s(?:and|&)\srecommendation|notice\sof\s(?:attorney\s)?appearance|counsel\slist)"
        r"|\W*notice\sof\s(?:filing\sof\s)?(?:official\s)?transcript"
    )
)
# What a mediator or arbitrator reports of a session that is not the court's: "MEDIATION report … Hearing held
# on" (flmd).
_NEUTRALS = re.compile(
    _LEAD
    + (
        r"(?:(?:\w+\s)?(?:mediat(?:ion|or'?s?)|arbitrat(?:ion|or'?s?)|adr|neutral'?s?)\s(?:\w+\s){0,2}?"
        r"(?:reports?|awards?|dispositions?|results?|outcomes?|certificat\w+|summary)\b"
        r"|(?:(?:report|results?|outcome|certificat\w+|disposition|inclusion)\s(?:of|re|on|by|from|for"
        r"|regarding)\s(?:the\s|an?\s)?)?(?:court[\s-]ordered\s)?(?:mediat(?:ion|or)|arbitrat(?:ion|or)"
        r"|adr)\b)(?!\s(?:order|referral))"
    )
)
_TO_APPEAR = re.compile(
    (
        r"\W*(?:motion|letter\smotion|request|application|letter)\s(?:\w+\s){0,4}?(?:to|for\sleave\sto"
        r"|for\spermission\sto|by|re)\s(?:\w+\s){0,3}?(?:appear|participate|attend)\b(?:(?!\b(?:adjourn"
        "|continu|reschedul)).)*$"
    ),
    re.DOTALL,
)
_SILENT_WITHIN = re.compile(
    r"\btranscript\s(?:of|requests?|order)\b(?!.{0,200}\bminute)|\bexhibit\slist\b|motions?\sto\sreconsider\b",
    re.DOTALL,
)
_ERROR = re.compile(
    r"\b(?:court\sdeleted|deleted\sdocument|incorrectly\s(?:filed|docketed|entered)|(?:filed|entered"
    r"|docketed|made)\sin\serror|wrong\scase|incorrect\scase|disregard\s|run\stime\b|audio\sfile)"
)
_TRANSCRIPT = re.compile(
    _LEAD + r"(?:filing\sof\s)?(?:official\s)?(?:court\s|redacted\s)?(?:transcripts?|exhibit\slist|audio)\b"
)
_ORDERED = re.compile(
    r"\b(?:memo(?:randum)?\s?endorse\w*|endorse[dm]\w*|endorsement|stipulation\s(?:and"
    r"|&)\s(?:\[?proposed\]?\s)?order(?!\sby)|so[\s-]ordered|(?:hereby|it\sis)\sordered)"
)
_PROPOSED = re.compile(r"\bproposed\sorder|\bto\sbe\sso\sordered")
_COURT_LEAD = re.compile(
    r"[\W\d_]*(?:(?:amended|letter|marginal|endorsed|notation|corrected|scheduling|text|minute|clerk'?s?"
    "|electronic|paperless|oral|docket|the|adr|pretrial|trial|magistrate|civil|criminal|standing"
    r"|case\smanagement|joint|sealed|set|initial|\w+\sorder)[\s-]){0,4}"
    r"(?:order|minutes?|notice\sof\s(?:hearing|change|resetting|re-?setting|reassignment|cancel\w*"
    r"|continu\w*|rescheduled)|notice\s(?:setting|to\sattorneys|by\sclerk|from\sthe\s(?:court|clerk)|re)"
    r"|set/reset|(?:electronic\s|paperless\s|clerk'?s\s)?notice\s(?:of\s)?(?:canceling|cancel\w*"
    r"|re-?schedul\w*|continu\w*|vacat\w*)|set\b|reset\b|entry|minute)\b"
)
_ASKS = re.compile(
    _LEAD
    + (
        r"(?:(?:letter|cross|oral|third|party'?s?|plaintiff'?s?|defendants?'?|\w+'s"
        r"|government'?s?)[\s-]){0,3}(?:motions?|letters?|stipulations?|applications?|requests?|petition"
        r"|demand|streamlined\srequest|consent\smotion)\b(?!\s(?:hearing|hrg))"
    )
)
_MINUTES_LEAD = re.compile(
    r"[\W\d_]*(?:(?:electronic|civil|criminal|text|amended|corrected|courtroom|clerk'?s?|the|paperless"
    r"|docket|magistrate|telephone|in|trial)\s){0,3}(?:minutes?\b(?!\sorder)|minute\sentry"
    r"|clerk'?s\snotes|court\sproceedings|proceedings|ep\b|case\scalled|calendar\sentry|notes)"
    r"|[\W\d_]*minute\sorder\b"
)
_MINUTES_WITHIN = re.compile(r"minute\sentry\b|proceedings?\sheld\b|\bminutes\sof\b")
# "Pretrial Conference held before Judge …" (nysd 2000): minutes that do not call themselves so.
_HELD_FIRST = re.compile(
    r"[\W\d_]*(?:\w+:\s)?(?:(?!the\b|on\b|at\b|for\b|in\b)[\w/'-]+\s){0,6}(?:hearing|conference|trial"
    r"|sentencing|arraignment|plea|arguments?|appearance|call|selection|hrg)\b[^;:]{0,80}?\b(?:held"
    r"|begun|began|commenced|completed|concluded)\b"
)
_BY_PARTY = re.compile(
    (
        r"^[\W\d_]*(?:notice|statement|report|consent|summons|certification|suggestion|status"
        r"|disclosure)\b.{0,300}?\b(?:filed\sby|by\s(?:plaintiff|defendant|usa|petitioner|respondent))"
        r"|\bdocument\sfiled\sby\b"
    ),
    re.DOTALL,
)


# "(Baptiste, Rory)" at the end: the lawyer whose log-in filed it. A court's clerk leaves initials: "(rs)",
# "(bns, COURT STAFF)".
_FILER = re.compile(
    r"\((?!Signed|Entered|Filed)[A-Z][\w'’-]+(?:\s[A-Z][\w'’.-]+)?,\s[A-Z](?!OURT"
    r"|ourt)[\w'’-]+(?:\s[A-Z][\w.'’-]*)?\)\W*(?:\((?:Entered|Filed)|\[Entered|Modified|$)"
)
_TAIL = 140


def is_by_attorney(text: str) -> bool:
    """Say whether the register closes the entry, as printed, with the name of the lawyer who filed it."""
    return _FILER.search(text, max(0, len(text) - _TAIL)) is not None


def is_led_by_court(lowered: str) -> bool:
    """Say whether the entry begins with the words of a court's own paper: an order, a notice of hearing."""
    return _COURT_LEAD.match(lowered, 0, _HEAD) is not None or _is_ordered(lowered[:3000])


def classify_paper(lowered: str) -> str:
    """Return what sort of paper a silenced entry, in lower case, is from the words it begins with."""
    head = lowered[:_HEAD]
    if _is_error(head) or (
        ("transcript" in head or "exhibit" in head or "audio" in head) and _TRANSCRIPT.match(head)
    ):
        return Paper.SILENT
    if _is_minutes(head):
        return Paper.MINUTES
    if _COURT_LEAD.match(head) or _is_ordered(lowered[:3000]):
        return Paper.COURT
    if _is_silent(head):
        return Paper.SILENT
    if _ASKS.match(head):
        return Paper.REQUEST
    if _HELD_FIRST.match(head):
        return Paper.MINUTES
    return Paper.PARTY if _BY_PARTY.search(head) else Paper.COURT


# Plain letters are looked for before a pattern that can begin anywhere: they cost a twentieth.


def _is_error(head: str) -> bool:
    is_likely = (
        "delet" in head
        or "incorrect" in head
        or "error" in head
        or "wrong" in head
        or "disregard" in head
        or "run time" in head
        or "audio" in head
    )
    return is_likely and _ERROR.search(head) is not None


def _is_minutes(head: str) -> bool:
    if _MINUTES_LEAD.match(head, 0, _TITLE):
        return True
    return ("minute" in head or "proceeding" in head) and _MINUTES_WITHIN.search(head, 0, _TITLE) is not None


def _is_ordered(lowered: str) -> bool:
    is_likely = "order" in lowered or "endors" in lowered
    return is_likely and _ORDERED.search(lowered) is not None and _PROPOSED.search(lowered) is None


def _is_silent(head: str) -> bool:
    if _SILENT.match(head) or (
        ("mediat" in head or "arbitrat" in head or "adr" in head or "neutral" in head)
        and _NEUTRALS.match(head)
    ):
        return True
    if ("appear" in head or "participat" in head or "attend" in head) and _TO_APPEAR.match(head):
        return True
    return ("transcript" in head or "exhibit list" in head or "reconsider" in head) and _SILENT_WITHIN.search(
        head
    ) is not None
