"""What sort of paper an entry is: whose words they are decides what they can do to a sitting.

A request is not a fact, and a paper about a hearing (a transcript, an opposition) is no hearing
(sources.md 10.3, rules 6 and 7).
"""

import re
from enum import Enum


class Paper(Enum):
    """`SILENT` papers report no hearing; `PARTY` papers only by a day the court gave; `REQUEST` ask."""

    SILENT = "silent"
    REQUEST = "request"
    PARTY = "party"
    MINUTES = "minutes"
    COURT = "court"


_HEAD = 260                                      # the part of an entry that says what it is
_LEAD = r"^[\W\d_]*(?:(?:deficient|exparte|first|second|third|fourth|amended|corrected|joint|consent|unopposed|agreed|emergency|ex\sparte|renewed|redacted|sealed|supplemental|expedited|opposed|notice\sof|uncontested|proposed|final|stipulated|re|electronic|on|text|re:)\b[\W\d_]*){0,4}"
_SILENT = re.compile(
    _LEAD + r"(?:(?:official\s)?(?:court\s)?transcripts?\b|(?:pdf\swith\s)?attached\saudio|audio\b|exhibits?\b|opposition|objections?\b|repl(?:y|ies)\b|responses?\b|memorand(?:um|a)\b(?!\s(?:endorse|to\s(?:the\s)?(?:file|counsel)|and\sorder|opinion|order))"
    r"|memo\.?\s(?:of\slaw|in)|brief\b|affidavits?\b|affirmations?\b|declarations?\b|waivers?\b|designation\b|acknowledge?ments?\b|answers?\b|(?:verified\s)?complaints?\b|appearances?\b|(?:of\s)?(?:attorney\s)?appearance\b|certificates?\b|proof\sof|interpreter"
    r"|judgments?\b|warrants?\b|mail\sreturned|returned\smail|status\sreports?|letters?\s(?:brief|response|reply)|withdrawal|sur-?repl|supplement\b|list\b|witness(?:\slist)?\b|request\sfor\stranscript|joint\sreport|report\sof\s(?:the\s)?(?:rule|parties|planning|meeting)|case\smanagement\sstatement|trial\sbrief|proposed\s(?:order|findings|voir|jury)"
    r"|cja|bill\sof\scosts|receipt|remark|invoice|verdict|jury\s(?:notes?|instructions)|sentencing\s(?:memo|summary|position|letter|chart)|plea\s(?:agreement|letter)|presentence|financial\saffidavit|report\s(?:and|&)\srecommendation|notice\sof\s(?:attorney\s)?appearance|counsel\slist)"
    r"|^\W*(?:motion|letter\smotion|request|application|letter)\s(?:\w+\s){0,4}?(?:to|for\sleave\sto|for\spermission\sto|by|re)\s(?:\w+\s){0,3}?(?:appear|participate|attend)\b(?:(?!\b(?:adjourn|continu|reschedul)).)*$"
    r"|\btranscript\s(?:of|requests?|order)\b(?!.{0,200}\bminute)|^\W*notice\sof\s(?:filing\sof\s)?(?:official\s)?transcript|\bexhibit\slist\b|motions?\sto\sreconsider\b",
    re.IGNORECASE | re.DOTALL,
)
_ERROR = re.compile(
    r"\b(?:court\sdeleted|deleted\sdocument|incorrectly\s(?:filed|docketed|entered)|(?:filed|entered|docketed|made)\sin\serror|wrong\scase|incorrect\scase|disregard\s|run\stime\b|audio\sfile)", re.IGNORECASE
)
_TRANSCRIPT = re.compile(_LEAD + r"(?:filing\sof\s)?(?:official\s)?(?:court\s|redacted\s)?(?:transcripts?|exhibit\slist|audio)\b", re.IGNORECASE)
_ORDERED = re.compile(
    r"\b(?:memo(?:randum)?\s?endorse\w*|endorse[dm]\w*|endorsement|stipulation\s(?:and|&)\s(?:\[?proposed\]?\s)?order(?!\sby)|so[\s-]ordered|(?:hereby|it\sis)\sordered)",
    re.IGNORECASE,
)
_PROPOSED = re.compile(r"\bproposed\sorder|\bto\sbe\sso\sordered", re.IGNORECASE)
_COURT_LEAD = re.compile(
    r"^[\W\d_]*(?:(?:amended|corrected|scheduling|text|minute|clerk'?s?|electronic|paperless|oral|docket|the|adr|pretrial|trial|magistrate|civil|criminal|standing|case\smanagement|joint|sealed|set|initial|\w+\sorder)[\s-]){0,4}"
    r"(?:order|minutes?|notice\sof\s(?:hearing|change|resetting|re-?setting|reassignment|cancel\w*|continu\w*|rescheduled)|notice\s(?:setting|to\sattorneys|by\sclerk|from\sthe\s(?:court|clerk)|re)|set/reset|set\b|reset\b|entry|minute)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    _LEAD + r"(?:(?:letter|cross|oral|third|party'?s?|plaintiff'?s?|defendants?'?|\w+'s|government'?s?)[\s-]){0,3}(?:motions?|letters?|stipulations?|applications?|requests?|petition|demand|streamlined\srequest|consent\smotion)\b(?!\s(?:hearing|hrg))",
    re.IGNORECASE,
)
_MINUTES = re.compile(
    r"^[\W\d_]*(?:(?:electronic|civil|criminal|text|amended|corrected|courtroom|clerk'?s?|the|paperless|docket|magistrate|telephone|in|trial)\s){0,3}(?:minutes?\b(?!\sorder)|minute\sentry|clerk'?s\snotes|court\sproceedings|proceedings|EP\b|case\scalled|calendar\sentry|notes)|minute\sentry\b|proceedings?\sheld\b|\bminutes\sof\b|^[\W\d_]*(?:minute\sorder)\b",
    re.IGNORECASE,
)
# "Pretrial Conference held before Judge …" (nysd 2000): minutes that do not call themselves so.
_HELD_FIRST = re.compile(
    r"^[\W\d_]*(?:\w+:\s)?(?:(?!the\b|on\b|at\b|for\b|in\b)[\w/'-]+\s){0,6}(?:hearing|conference|trial|sentencing|arraignment|plea|arguments?|appearance|call|selection|hrg)\b[^;:]{0,80}?\b(?:held|begun|began|commenced|completed|concluded)\b",
    re.IGNORECASE,
)
_BY_PARTY = re.compile(
    r"^[\W\d_]*(?:notice|statement|report|consent|summons|certification|suggestion|status|disclosure)\b.{0,300}?\b(?:filed\sby|by\s(?:plaintiff|defendant|usa|petitioner|respondent))|\bdocument\sfiled\sby\b",
    re.IGNORECASE | re.DOTALL,
)


def classify_paper(text: str) -> Paper:
    """Return what sort of paper a silenced entry is, from the words it begins with."""
    head = text[:_HEAD]
    if _ERROR.search(head) or _TRANSCRIPT.match(head):
        return Paper.SILENT
    if _MINUTES.search(head[:120]):
        return Paper.MINUTES
    if _COURT_LEAD.match(head):
        return Paper.COURT
    is_ordered = _ORDERED.search(text[:3000]) is not None and _PROPOSED.search(text[:3000]) is None
    if is_ordered:
        return Paper.COURT
    if _SILENT.search(head):
        return Paper.SILENT
    if _ASKS.match(head):
        return Paper.REQUEST
    if _HELD_FIRST.match(head):
        return Paper.MINUTES
    return Paper.PARTY if _BY_PARTY.search(head) else Paper.COURT
