"""The words by which courts grant, deny and end: verbs, numbers, papers. No rule stands here.

Phrasings are those of the district and appellate registers of the corpus and of CM/ECF's own
event texts ("ORDER granting in part and denying in part 24 Motion for …").
"""

import re
from enum import StrEnum


class RulingDisposition(StrEnum):
    """How a motion, claim, case or appeal came out, as the labelling guide names it."""

    GRANTED = "granted"
    DENIED = "denied"
    GRANTED_IN_PART = "granted_in_part"
    MOOT = "moot"
    WITHDRAWN = "withdrawn"
    STRICKEN = "stricken"
    TAKEN_UNDER_ADVISEMENT = "taken_under_advisement"
    DISMISSED = "dismissed"
    DISMISSED_WITH_PREJUDICE = "dismissed_with_prejudice"
    DISMISSED_WITHOUT_PREJUDICE = "dismissed_without_prejudice"
    AFFIRMED = "affirmed"
    REVERSED = "reversed"
    VACATED = "vacated"
    REMANDED = "remanded"
    AFFIRMED_IN_PART = "affirmed_in_part"
    JUDGMENT_FOR_PLAINTIFF = "judgment_for_plaintiff"
    JUDGMENT_FOR_DEFENDANT = "judgment_for_defendant"
    ENTERED = "entered"
    OTHER = "other"


# One verb, or the pair that makes "in part"; the group says the disposition, `active` whether its object follows.
VERB = re.compile(
    r"""(?P<part>\bgrant(?:s|ed|ing)?[\s,]*(?:\(\d+\)\s)?(?:\w+\s)?in[\s-]part\b(?:[\s,;]*(?:and\s)?den(?:y|ies|ied
      |ying)(?:\s\w+)?\sin[\s-]part)?|\bden(?:ied|ying|ies)\sin\spart[\s,]*(?:and\s)?grant(?:s|ed|ing)\sin\spart
      |\bgranted\b[^.;]{0,80}?\b(?:and|but|otherwise)\s(?:is\s|it\sis\s|otherwise\s)*denied(?:\sin\sall\sother
      |\sas\sto|\sotherwise|\swith\srespect|\sin\sother)?(?![^.;]{0,5}\d)|\bpartially\s(?:grant\w*|denied)
      |\bgrant\w*\spartially)
      | (?P<moot>\b(?:den(?:y|ied|ying|ies)|terminat(?:ed|es|ing)|dismiss(?:ed|es|ing)|find(?:s|ing)?|found
      |deem(?:ed|s|ing)?)\s(?:the\s|this\s|said\s)?(?:[\w#.]+\s){0,6}?(?:as\s|to\sbe\s)?moot\b|\b(?:is|are
      |now|rendered|as)\s(?:therefore\s|now\s|thus\s)?moot\b|\bmoot(?:ing|ed)\b)
      | (?P<advisement>\b(?:tak(?:en|es|ing)|took)\s(?:the\s)?(?:[\w#.]+\s){0,5}?under\s(?:advisement
      |submission)|\bunder\ssubmission\b|\breserv(?:es|ed|ing)\s(?:\w+\s)?(?:ruling|judgment|decision)
      |\bdecision\sreserved|\bjudgment\sreserved|\bunder\sadvisement\b)
      | (?P<grant>\bgrant(?:s|ed|ing)\b|\bapprov(?:es|ed|ing)\b|\ballow(?:s|ed|ing)\b(?=\s(?:the\s)?(?:\d+
      |motion|withdrawal)|[\s.]*$|\.)|\bso[\s-]ordered\b)
      | (?P<deny>\bden(?:ies|ied|ying)\b)
      | (?P<withdrawn>\b(?:withdraw(?:n|ing)|withdrew)\b(?!\s(?:as\scounsel|of)))
      | (?P<strike>\bstri(?:kes|king|cken)\b|\bstruck\b)""",
    re.VERBOSE | re.IGNORECASE,
)
DISPOSITION_OF = {"part": RulingDisposition.GRANTED_IN_PART, "moot": RulingDisposition.MOOT, "advisement": RulingDisposition.TAKEN_UNDER_ADVISEMENT,
                  "grant": RulingDisposition.GRANTED, "deny": RulingDisposition.DENIED, "withdrawn": RulingDisposition.WITHDRAWN,
                  "strike": RulingDisposition.STRICKEN}  # fmt: skip
ACTIVE = re.compile(
    r"^(?:grant(?:s|ing)|den(?:ies|ying)|approv(?:es|ing)|allow(?:s|ing)|stri(?:kes|king)|terminating|finding"
    r"|finds|mooting|dismissing|deeming|withdrawing|tak(?:es|ing)|reserv(?:es|ing)|partially\sgranting)", re.IGNORECASE)
# Of these, what is asked for can still be "is granted": "the motion seeking leave is granted".
ASKED = re.compile(
    r"\b(?:seek(?:s|ing)?|ask(?:s|ing)?|request(?:s|ing)|propos\w+|to|from|upon|regarding|concerning|after|once"
    r"|reconsider\w*)\b[^.;]{0,80}\b(?:is|are)\s(?:hereby\s|therefore\s|also\s)*$", re.IGNORECASE)
# Before the verb: only supposed, asked for, proposed, past, or part of another entry's name.
SUPPOSED = re.compile(
    r"""(?:\b(?:should|would|may|might|could|if|whether|unless|until|recommend\w*|propos\w+|seek(?:s|ing)?|ask(?:s
      |ing)?|request(?:s|ing)\s(?:that|the)|why|previously|earlier|having\sbeen|had\s(?:been\s)?|was\snot
      |pending\s(?:the|an?|resolution|decision|ruling|further|disposition|\w+ing)|in\sthe\sevent|upon|once|after
      |result\sin|instructions\sto|subject\sto|failure\sto)\b[^.;]{0,50}
      |\b(?:re:?|regarding|concerning|from|vacat\w+|reconsider\w*
      |to)\s(?:the\s)?\[?\d{0,4}\]?,?\s?(?:[\w']+\s){0,2}(?:orders?|judgment|opinion|minute\sentry),?\s?
      |\b\d{1,4}\]?\s(?:\w+\s){0,3}order,?\s)$""",
    re.VERBOSE | re.IGNORECASE,
)
WORD_OF_REQUEST = (
    r"(?:(?:letter[\s-])?(?:cross-?\s?)?motions?|applications?|requests?|letters?|stipulations?|petitions?"
    r"|joint\sletter|proposed\s\w+)"
)
NUMBERED = re.compile(
    rf"""(?<![\d/:.$§-])\[?\#?(?P<n>\d{{1,4}})(?:-\d{{1,3}})?\]?(?P<more>(?:(?:,\s|,?\s(?:and|&)\s
      |\s)\[?\#?\d{{1,4}}(?:-\d{{1,3}})?\]?(?!\d|/))*)[\s,]*
        (?=(?:[\w'().-]+[\s-]+){{0,5}}?{WORD_OF_REQUEST}\b)""",
    re.VERBOSE | re.IGNORECASE,
)
LABELLED = re.compile(
    r"\b(?:d\.\s?i|dkt|docket|doc|document|ecf|d\.e|de|filing|entry|motion|related\sdoc(?:uments?)?(?:\(s\))?"
    r"|docs)\b\.?\s?(?:entry\s|no\.?\s?|nos\.?\s?|number\s|numbers\s"
    r"|\#\s?)*\[?(?P<n>\d{1,4})(?:-\d{1,3})?\]?(?P<more>(?:(?:,?\s(?:and|&)\s|,\s)(?:dkt\.\s(?:no\.\s)?"
    r"|ecf\s(?:no\.\s)?|docs?\.\s(?:no\.\s)?)?\[?\#?\d{1,4}(?:-\d{1,3})?\]?(?![\d/]))*)(?![\d/])", re.IGNORECASE)
BRACKETED = re.compile(r"\[(?:\#\s?)?(?P<n>\d{1,4})(?:-\d{1,3})?(?P<more>(?:,\s?\d{1,4})*)\]")
BARE_AFTER = re.compile(
    r"^[\s:]*(?:as\smoot\s|without\sprejudice\s|with\sprejudice\s|re:?\s"
    r"|in\spart\s)*\[?\#?(?P<n>\d{1,4})\]?(?P<more>(?:(?:,\s|,?\s(?:and|&)\s"
    r"|\s)\[?\#?\d{1,4}\]?(?![\d/]))*)\s*(?=[.;,(]|$|for\b|[A-Z])")
TRAILING = re.compile(
    r"[A-Za-z,]\s(?P<n>\d{1,3})(?P<more>(?:,\s\d{1,3})*)\s?\.?\s*(?=\(\w{2,4},\s?\)|\.\s|\.$|$|signed\b|\(signed"
    r"|by\s(?:the\s)?(?:hon\w*|judge|magistrate|chief|district|clerk))", re.IGNORECASE)
TERMINATED = re.compile(
    r"\b(?:terminat\w+|clos\w+)\s(?:the\s)?(?:pending\s)?(?:letter\s)?(?:motions?|letters?"
    r"|gavel)[^.;]{0,40}?\b(?:at\s)?(?:dkt|docket|ecf|doc)[^;]{0,40}", re.IGNORECASE)
OTHER_PAPER = re.compile(
    r"^\]?\s?(?:[A-Z][\w/-]*\s){0,4}?(?:orders?|complaint|notice|answer|report|scheduling|case\smanagement"
    r"|judgment|memorandum|response|reply|opposition|brief|days?|defendants?|counts?|pages?|years?|months?|p\.?m"
    r"|a\.?m|indictment|minute|transcript)\b", re.IGNORECASE)

# Papers that no court wrote, or in which it decides nothing: the head of the entry.
NOT_COURTS = re.compile(
    r"""^[\W_\d]{0,40}(?:(?:first|second|third|joint|amended|corrected|proposed|sealed|redacted|plaintiffs?
      |defendants?|appellants?|appellees?|respondents?|petitioners?|government|usa|supplemental|reply|unopposed
      |interlocutory|consent|opening|initial|answering|notice\sof|filed|ex\sparte|civil|criminal|electronic|lodged
      |counter|official|cross|renewed|letter|streamlined)(?:['’]s?|s['’])?[\s,-]+){0,5}
        (?:memorandum\s(?:of\slaw|of\spoints|in\s(?:support|opposition|reply)|by|re\b)|memo\sin|oppositions?
        |repl(?:y|ies)|responses?|declaration|affidavits?|affirmation|letter\b(?!\sorder)|transcripts?
        |proposed|status\sreport|report\s(?:and|&)\srecommend|reports?\b|findings\s(?:and|of|&)|complaint
        |answer|briefs?\b|certificates?|certification|exhibits?|statements?|objections?|summons|set/reset
        |sealed\s(?:document|exhibit|response|reply|opposition|memorandum|filing|notice)|briefing\sschedule
        |schedule\snotice|set\s(?:deadlines?|hearings?)|reset\s|mail\sreturned|transmi\w+
        |notices?\b(?!\s(?:of\s)?(?:electronic\s)?(?:order|entry\sof\sorder|and\sorder))|appearance
        |petitions?\s(?:for|of)\b(?![^.;]{0,160}\b(?:granted|denied|dismissed)\b)|placed\sin\sfile
        |case\s(?:opened|docketed|transferred\sin|assigned)|miscellaneous\scase|schedul\w+|waiver|blanket
        |distributed|argued\b|record\s|supplemental\sbrief|indictment|information|warrant|summary\sof
        |surreply|rule\s|usca\s(?:case|appeal)\snumber|appeal\srecord|court\sdeleted|jury\sinstructions
        |voir\sdire|witness|designation|district\scourt\sjudgment|docket\sannotation|deadlines?
        |terminate\sdeadlines|motions?\s(?:hearing|referred)|referral|case\sreferred
        |request\s(?:for\sissuance)|consent\b(?!\s(?:order|judgment|decree|letter\smotion))|deposition
        |subpoena|jury\sdemand|receipt|acknowledg\w+|attachment|docketing|form\b|amicus\s(?:curiae\s)?brief
        |minutes\sof\sthe\s\w+\sgrand|financial\saffidavit|pretrial\smemorandum|discovery|interrogator
        |suggestion|remark|corporate|rule\s7|text\sof\sproposed)""",
    re.VERBOSE | re.IGNORECASE,
)
ERROR = re.compile(
    r"\b(?:entered\sin\serror|filed\sin\serror|docketed\sin\serror|court\sdeleted|wrong\scase|deleted\sdocument"
    r"|incorrect\sentry|docket\sentry\srelates\sto\sincorrect|entry\sin\serror|disregard)\b"
    r"|^\W{0,40}\*+\s?(?:deleted|strike|error)", re.IGNORECASE)
TRAILER = re.compile(
    r"[(\[](?:entered|attachments?|additional\sattachment|filed\son|date\sfiled|main\sdocument"
    r"|docketed)\b[:\s][^()\[\]]{0,4000}(?:\([^()]{0,60}\)[^()\[\]]{0,400}){0,10}[)\]]?", re.IGNORECASE)
