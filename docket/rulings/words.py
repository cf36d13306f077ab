"""The words by which courts grant, deny and end: verbs and papers. No rule stands here.

Phrasings are those of the district and appellate registers of the corpus and of CM/ECF's own
event texts ("ORDER granting in part and denying in part 24 Motion for …"). Patterns without
IGNORECASE read lower case.
"""

import re

from docket.vocabulary import Disposition

# The letters by which a verb may begin, looked for before any pattern: most of them stand in no entry.
VERB_BEGINS = (
    "grant",
    "deni",
    "deny",
    "under sub",
    "under adv",
    "taken",
    "takes",
    "taking",
    "took",
    "found sub",
    "deemed sub",
    "reserv",
    "decision",
    "held in abey",
    "judgment res",
    "approv",
    "allow",
    "so ordered",
    "so-ordered",
    "withdr",
    "stri",
    "struck",
    "partially",
    "in part grant",
    "sustain",
    "overrul",
    "reject",
    "declin",
    "refus",
)
# Where the word moot stands: "finding as moot", "is moot".
MOOT_BEGINS = (
    "moot",
    "as moot",
    "is moot",
    "are moot",
    "now moot",
    "therefore moot",
    "rendered",
    "terminat",
    "dismiss",
    "find",
    "found",
    "deem",
)
# One verb, or the pair that makes "in part"; the group says the disposition.
VERB = re.compile(
    r"""(?P<part>grant(?:s|ed|ing)?[\s,-]*(?:\(\d+\)\s)?(?:\w+\s)?(?:only\s)?in[\s-]part\b
      (?:[\s,;]*(?:and\s)?den(?:y|ies|ied
      |ying)(?:\s\w+)?\sin[\s-]part)?|den(?:ied|ying|ies)\sin\spart[\s,]*(?:and\s)?grant(?:s|ed|ing)\sin\spart
      |granted\b[^.;]{0,80}?\b(?:and|but|otherwise)\s(?:is\s|it\sis\s|otherwise\s)*denied(?:\sin\sall\sother
      |\sas\sto|\sotherwise|\swith\srespect|\sin\sother|\sinsofar|\sthe\s(?:rest|remainder))?(?![^.;]{0,5}\d)
      |grant(?:s|ing)\b[^.;]{0,90}?(?:\b(?:no|doc|dkt)\.\s[^.;]{0,60}?)?\b(?:and
        |but)\s(?:otherwise\s)?den(?:ies|ying)\s(?:it\s|the\smotion\s)?(?:in\sall\sother|as\sto|otherwise
      |with\srespect|in\sother|insofar|the\s(?:rest|remainder|balance))
      |(?:sustain(?:s|ed|ing)?|allow(?:s|ed|ing)?|approv(?:es|ed|ing)?)\sin\spart\b
      |partially\s(?:grant\w*|denied)|grant\w*\spartially|in\spart\sgranted)
      | (?P<moot>(?:den(?:y|ied|ying|ies)|terminat(?:ed|es|ing)|dismiss(?:ed|es|ing)|find(?:s|ing)?|found
        |strik(?:es|ing)|stricken
      |deem(?:ed|s|ing)?|overrul(?:ed|es|ing))\s(?:the\s|this\s|said\s)?(?:(?!and\b|but\b|is\b
        |are\b)[\w\#.'/]+\s){0,12}?(?:as\s|to\sbe\s)?moot\b|(?:is|are
      |now|rendered|as|therefore)\s(?:therefore\s|now\s|thus\s|hereby\s)?moot\b|moot(?:ing|ed|s)?\b)
      | (?P<advisement>(?:tak(?:en|es|ing)|took)\s(?:the\s|it\s|them\s
        |this\s)?(?:[\w\#.'\[\]()]+\s){0,7}?under\s(?:advisement
      |submission)|under\s(?:submission|advisement)\b|reserv(?:es|ed|ing)\s(?:\w+\s)?(?:ruling|judgment|decision|its)
      |held\sin\sabeyance|decision\s(?:is\s)?reserved|judgment\sreserved|found\ssubmitted|deemed\ssubmitted)
      | (?P<grant>grant(?:s|ed|ing)\b(?<!improvidently\sgranted)|approv(?:es|ed|ing)\b|allow(?:s|ed
        |ing)\b(?=\s(?:the\s|in\s)?(?:\[?\d+
      |motion|withdrawal|\w+['s]*\s(?:motion|application|request))|[\s.]*$|[.,;(\[\s])|so[\s-]ordered\b
        |sustain(?:s|ed|ing)\b)
      | (?P<deny>den(?:ies|ied|ying)\b|overrul(?:ed|es|ing)\b|reject(?:s|ed|ing)\b|declin(?:es|ed|ing)\b
        |refus(?:es|ed|ing)\b)
      | (?P<withdrawn>(?:withdraw(?:n|ing)|withdrew)\b(?!\s(?:as\scounsel|of)))
      | (?P<strike>stri(?:kes|king|cken)\b|struck\b)""",
    re.VERBOSE,
)
DISPOSITION_OF = {
    "part": Disposition.GRANTED_IN_PART,
    "moot": Disposition.MOOT,
    "advisement": Disposition.TAKEN_UNDER_ADVISEMENT,
    "grant": Disposition.GRANTED,
    "deny": Disposition.DENIED,
    "withdrawn": Disposition.WITHDRAWN,
    "strike": Disposition.STRICKEN,
}
ACTIVE = re.compile(
    "(?:grant(?:s|ing)|den(?:ies|ying)|approv(?:es|ing)|allow(?:s|ing)|stri(?:kes|king)|terminat(?:es|ing)"
    "|finding|finds|moot(?:ing|s)"
    r"|dismiss(?:es|ing)|deem(?:s|ing)"
    r"|withdrawing|tak(?:es|ing)|took|reserv(?:es|ing)|partially\sgranting|sustain(?:s|ing)|overrul(?:es"
    "|ing)|reject(?:s|ing)|declin(?:es|ing)"
    r"|refus(?:es|ing))"
)
# Verbs that say much else beside a ruling: only with a request as their object or subject.
WEAK = re.compile(r"(?:sustain|overrul|reject|declin|refus|approv|allow|so[\s-])")
# Of these, what is asked for can still be "is granted": "the motion seeking leave is granted".
ASKED = re.compile(
    r"\b(?:seek(?:s|ing)?|ask(?:s|ing)?|request(?:s|ing)|that|why|propos\w+|to|from|upon|regarding"
    "|concerning|after|once|pending|until|whether"
    r"|previously|earlier"
    r"|subject\sto|reconsider\w*)\b[^.;]{0,80}\b(?:is|are)\s(?:hereby\s|therefore\s|also\s|accordingly\s"
    r"|respectively\s|both\s|each\s)*$"
)
# Before the verb: only supposed, asked for, proposed, past, or part of another entry's name.
_SUPPOSED = r"""(?:\b(?:should|would|may(?!\s\d)|might|could|if|whether|unless|until|recommend\w*|propos\w+
    |seek(?:s|ing)?|ask(?:s
      |ing)?|request(?:s|ing)\s(?:that|the)|why|previously|earlier|having\sbeen|had\s(?:been\s)?|was\snot
      |pending\s(?:the|an?|resolution|decision|ruling|further|disposition|\w+ing)|in\sthe\sevent|upon|once|after
      |result\sin|instructions\sto|subject\sto|failure\sto)\b[^.;]{0,50}
      |\b(?:re:?|regarding|concerning|from|vacat\w+|reconsider\w*
      |to)\s(?:the\s)?\[?\d{0,4}\]?,?\s?(?:[\w']+\s){0,2}(?:orders?|judgment|opinion|minute\sentry),?\s?
      |\b\d{1,4}\]?\s(?:\w+\s){0,3}order,?\s)$"""
SUPPOSED = re.compile(_SUPPOSED, re.VERBOSE | re.IGNORECASE)
_IS_SUPPOSED = re.compile(_SUPPOSED, re.VERBOSE)  # the same, of lower case
_ORDER_ITSELF = frozenset(
    {"", " ", "order ", "minute order ", "text order ", "orders ", "opinion and order "}
)
_GOES_ON = re.compile(r"[,;]\s(?:and\s)?$")
_PARTICIPLE = re.compile(r"[a-z]+ing\b")
_ANOTHERS_ORDER = re.compile(r"\b(?:court|judge|board|agency)'s\s(?:[\w,]+\s){0,4}?orders?\s$")
_AND_IS = re.compile(
    r"\band\s(?:hereby\s|therefore\s|accordingly\s|the\ssame\s)*(?:is|are),?\s(?:hereby,?\s|in\sall\srespects,?\s)?$"
)
# "for failure to comply, this action is": the sentence has come to what is done.
_NEW_SUBJECT = re.compile(
    r",\s(?:this|the|all|plaintiffs?'?s?|said|it|attorney|counsel|appell\w+'?s?"
    r"|defendants?'?s?)\s(?:\w+\s){0,4}?(?:is|are)\s(?:hereby\s|therefore\s|now\s|also\s)*$"
)
_CONDITION = re.compile(
    r"\b(?:if|unless|whether|should|would|may(?!\s\d)|might|could|in\sthe\sevent|why|recommend)"
)
_ORDERS = re.compile(r"\b(?:ordered|orders|adjudged|decreed)\b")


def is_supposed(lowered: str, start: int, at: int) -> bool:
    """Whether what stands before a verb, back to `start`, makes it only supposed: "upon dismissal", "should be denied".

    "Upon consideration, it is ordered that": what comes before the command does not govern it.
    """
    before = lowered[max(start, at - 70, 0) : at]
    if before in _ORDER_ITSELF:
        return False
    if _GOES_ON.search(before) and _PARTICIPLE.match(
        lowered, at
    ):  # "deciding whether …, and holding": a new act
        return False
    if _ANOTHERS_ORDER.search(before) and _PARTICIPLE.match(
        lowered, at
    ):  # "the district court's order denying transfer"
        return True
    if _AND_IS.search(before):  # "should be, and hereby is, DENIED"
        return False
    found = _IS_SUPPOSED.search(before)
    if found is None or _ORDERS.search(before, found.start()):
        return False
    return _NEW_SUBJECT.search(before) is None or _CONDITION.search(found[0]) is not None


REQUEST = (
    r"(?:(?:letter[\s-])?(?:cross-?\s?)?motions?|applications?|requests?|letters?|stipulations?|petitions?"
    r"|bills?\sof\scosts"
    r"|joint\sletter|proposed\s\w+)"
)
TERMINATED = re.compile(
    r"\b(?:terminat\w+|clos\w+)\s(?:the\s)?(?:pending\s)?(?:letter\s)?(?:docket\sitems?|docket\sentries"
    "|motions?|letters?"
    r"|gavel)[^.;]{0,40}?\b(?:at\s)?(?:dkt|docket|ecf|doc)[^;]{0,40}"
)

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
        |request\s(?:for\sissuance)|consent\b(?!\s(?:\w+\s)?(?:order|judgment|decree|letter\smotion))|deposition
        |subpoena|jury\sdemand|receipt|acknowledg\w+|attachment|docketing|form\b|amicus\s(?:curiae\s)?brief
        |minutes\sof\sthe\s\w+\sgrand|financial\saffidavit|pretrial\smemorandum|discovery|interrogator
        |suggestion|remark|corporate|rule\s7|text\sof\sproposed)""",
    re.VERBOSE,
)
ERROR = re.compile(
    r"\b(?:entered\sin\serror|filed\sin\serror|docketed\sin\serror|court\sdeleted|wrong\scase|deleted\sdocument"
    r"|incorrect\sentry|docket\sentry\srelates\sto\sincorrect|entry\sin\serror|disregard)\b"
    r"|^\W{0,40}\*+\s?(?:deleted|strike|error)",
    re.IGNORECASE,
)
TRAILER = re.compile(
    r"[(\[](?:entered|attachments?|additional\sattachment|filed\son|date\sfiled|main\sdocument"
    r"|docketed)\b[:\s][^()\[\]]{0,4000}(?:\([^()]{0,60}\)[^()\[\]]{0,400}){0,10}[)\]]?",
    re.IGNORECASE,
)
