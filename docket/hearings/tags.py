"""Which words name a sitting, and which say what is done to it or of a date; and how they are found fast.

Nouns and verbs are two long alternations. Trying each at every place costs five times what finding the
few places where one may begin does, so the beginnings are looked for first, and at each only the rows
that begin so are tried, in their order: the same phrases are found (tests/docket/test_hearings.py compares).
"""

import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import cache
from itertools import chain
from typing import Any, NamedTuple


class HearingType(StrEnum):
    MOTION_HEARING = "motion_hearing"
    ORAL_ARGUMENT = "oral_argument"
    STATUS_CONFERENCE = "status_conference"
    CASE_MANAGEMENT_CONFERENCE = "case_management_conference"
    SCHEDULING_CONFERENCE = "scheduling_conference"
    PRETRIAL_CONFERENCE = "pretrial_conference"
    SETTLEMENT_CONFERENCE = "settlement_conference"
    TRIAL = "trial"
    PLEA = "plea"
    DETENTION_HEARING = "detention_hearing"
    INITIAL_APPEARANCE = "initial_appearance"
    ARRAIGNMENT = "arraignment"
    SENTENCING = "sentencing"
    EVIDENTIARY_HEARING = "evidentiary_hearing"
    SHOW_CAUSE_HEARING = "show_cause_hearing"
    CONFERENCE_CALENDAR = "conference_calendar"
    OTHER_HEARING = "other_hearing"


_MEET = (
    r"(?:conferences?\b|conf\b\.?|hearings?\b|hrgs?\b\.?|calls?\b|teleconferences?\b|telecon\b"
    r"|videoconferences?\b|meetings?\b|review\b)"
)
_CONF = r"(?:conferences?\b|conf\b\.?|hearings?\b|hrgs?\b\.?|calls?\b|teleconferences?\b|videoconferences?\b)"
_HEAR = r"(?:hearings?\b|hrgs?\b\.?)"
_BY_PHONE = r"(?:tele(?:phone|phonic|-?)\s?|tele|video\s?|zoom\s|virtual\s|in-person\s)?"
_PAPER = (
    r"(?:statements?|stmt|memorand(?:um|a)|memo|reports?|questionnaires?|briefs?|worksheets?|binders?|instructions"
    r"|deadlines?|cut-?\s?offs?|transcripts?|exhibits?|submissions?|letters?|materials|forms?|orders?"
    "|procedures|disclosures?"
    "|agenda|minutes|summar(?:y|ies)|charts?|positions?|recommendations?|guidelines|commission|factors"
    "|notebooks?|packets?"
    r"|attorneys?|counsel|dates?\sof\sunavailability|certificates?|rights)\b"
)
_NOT_TRIAL = (
    r"(?:briefs?|memorand\w+|counsel|attorneys?|courts?|exhibits?|witness\w*|subpoenas?|preparation|prep\b"
    "|transcripts?|judges?"
    r"|plans?|stipulations?|demand\w*|team|term|days?\s(?:estimate|length)|estimate|length|ready|testimony"
    r"|order|proceedings\stranscript"
    r"|setting|by\s(?:jury|the\scourt)|de\snovo|rights?|submissions|documents|materials|time\b|lawyers?"
    r"|on\sthe\s(?:papers|merits)\srequested|requested)"
)
_PUT = (
    "re-?set|re-?scheduled|continued|adjourned|postponed|set|scheduled|put|passed|carried|called|recalled"
    r"|specially\sset|re-?noticed|noticed|calendared"
)
# (kind or None for nouns that are no hearing, how its words may begin, pattern). The first that fits where it
# stands wins.
NOUNS = (
    (
        None,
        "rule|26|meet",
        r"(?:rule\s)?26\s?\(?f\)?\s{1,2}(?:conferences?|meetings?|reports?)|meet[\s-]and[\s-]confer(?:\s\w+)?",
    ),
    (
        None,
        "motion|dispositive|daubert|hear|hrg",
        rf"(?:(?:motions?|dispositive\smotions?|daubert)\s)?{_HEAR}\s(?:cut-?\s?off|deadline)(?:\sdate)?",
    ),
    (
        None,
        (
            "pre-t|pre- t|pret|pre t|final|initial|joint|case "
            "m|status|settlement|scheduling|sentencing|trial|plea|hearing|conference"
        ),
        (
            r"(?:pre-?\s?trial|final|initial|joint|case\smanagement|status|settlement|scheduling|sentencing"
            "|trial|plea|hearing|conference)"
            rf"(?:\sconferences?|\shearings?)?\s{_PAPER}"
        ),
    ),
    (
        None,
        "pre-t|pre- t|pret|pre t",
        (
            r"(?:pre-?\s?trial)\s(?:services|detention|release|diversion|motions?|disclosures?|filings?"
            rf"|schedule|submissions?|supervision)\b(?!\s{_HEAR})"
        ),
    ),
    (
        None,
        "det|custody|held|release|speedy|new t|trial c|mistrial",
        (
            r"(?:detained|detention|custody|held|release[d]?)\spending\strial|speedy\strial(?:\sact)?"
            r"|new\strial(?!\sdates?\b)|trial\scourt|mistrial"
        ),
    ),
    (
        None,
        "mediat|arbitration",
        (
            r"mediated\s(?:settlement\s)?conferences?|(?:mediation|mediator"
            r"|arbitration)(?:\s(?:conferences?|hearings?|sessions?))?"
        ),
    ),
    (
        HearingType.PLEA,
        "chang|guilty|plea|re-a|re- a|re a|rearr|entry of|cop",
        (
            rf"(?:change|changing)[\s-]of[\s-]pleas?(?:\s{_HEAR})?|(?:guilty\s)?plea(?:\sagreement)?\s{_HEAR}"
            rf"|re-?\s?arraignments?(?:\s{_HEAR})?"
            r"|(?:entry\sof\s)?(?:guilty\s)?pleas?(?=(?:\s(?:and|&)\ssentenc|/sentenc|\s(?:is\s|re-?)?(?:set"
            r"|scheduled|held)\b))|cop\b"
        ),
    ),
    (
        HearingType.SENTENCING,
        "re-s|re s|resen|sentenc|imposition",
        (
            rf"(?:re-?)?sentencing(?:s\b|\b)(?:\s{_HEAR})?(?!\s(?:memo|summary|chart|guide|commission|reform"
            r"|data|recommend|position|letter|transcript|options|report|factors|statement|act\b))"
            rf"|sentence\swithout\spsr(?:\shearing)?|imposition\sof\ssentence"
        ),
    ),
    (
        HearingType.INITIAL_APPEARANCE,
        "initial|first",
        rf"(?:initial|first)(?:\scourt)?\sappearances?(?:\s{_HEAR})?",
    ),
    (HearingType.ARRAIGNMENT, "arraign", rf"arraignments?(?:\s{_HEAR})?"),
    (
        HearingType.DETENTION_HEARING,
        "detention|bond|bail|pre-t|pre- t|pret|pre t",
        (
            r"(?:pre-?\s?trial\s)?(?:detention|bond|bail)(?:\s(?:review|revocation|reconsideration"
            rf"|modification|status))?\s{_HEAR}|(?:detention|bond)\s(?=(?:is\s)?set\sfor\s\d)"
        ),
    ),
    (
        HearingType.SHOW_CAUSE_HEARING,
        "order to|order sh|show|osc|hear|hrg|to show|rule to show",
        (
            rf"(?:(?:order\sto\s)?show[\s-]cause|osc)\s{_HEAR}|{_HEAR}\s(?:on|re:?|regarding|as\sto)\s(?:the\s"
            r"|an?\s)?(?:court'?s\s)?(?:order\sto\s)?show[\s-]cause"
            r"|(?:to\s)?show\scause(?=,?\swhy|\sbefore\s[^;]{3,120}?\bwhy\b)|order\sto\sshow\scause(?=\s(?:is\s"
            r"|hearing\s)?(?:re-?)?(?:set|scheduled)\b)"
            r"|osc(?:\sdate)?(?=\s(?:(?:is|are|was|previously|now|originally|currently)\s)?(?:hereby\s)?"
            r"(?:re-?set|set|re-?scheduled|continued|vacated|adjourned|discharged\sand|for\s\d|on\s\d))"
        ),
    ),
    (HearingType.EVIDENTIARY_HEARING, "evidentiary", rf"evidentiary(?:\s\w{{1,20}})?\s{_HEAR}"),
    (
        HearingType.SETTLEMENT_CONFERENCE,
        "pre-s|pres|settlement|early|ene|msc|conf|hear|hrg|call|telec|video",
        (
            rf"(?:pre-?)?settlement(?:\sstatus|/status)?\s{_CONF}(?!\sscheduling)"
            rf"|early\sneutral\sevaluation(?:\s{_CONF})?|ene(?:\s{_CONF})?|msc\b|{_CONF}\s(?:re|regarding"
            r"|for)\ssettlement"
        ),
    ),
    (
        HearingType.PRETRIAL_CONFERENCE,
        "initial|final|preliminary|tele|video|zoom|virtual|in-person|pre-t|pre- t|pret|pre t|ptc",
        (
            rf"(?:(?:initial|final|preliminary)\s)?{_BY_PHONE}pre-?\s?trial(?:/\w{{1,20}})?\s(?:status\s"
            rf"|scheduling\s)?{_MEET}|\bptc\b|final\spre-?trial\b"
            r"|pre-?trial(?=\s(?:is\s)?(?:re-?)?set\b)"
        ),
    ),
    (
        HearingType.CASE_MANAGEMENT_CONFERENCE,
        "case m|case-|icmc|cmc",
        rf"case[\s-]management\s(?:and\sscheduling\s|scheduling\s|/?status\s)?{_MEET}|\b(?:icmc|cmc)\b",
    ),
    (
        HearingType.SCHEDULING_CONFERENCE,
        "status|scheduling|rule|initial|case p|planning",
        (
            r"(?:status/)?scheduling(?:/(?:status|planning))?\s(?:conferences?\b|conf\b\.?|calls?\b"
            r"|teleconferences?\b)(?!\sscheduling)|scheduling\shearing(?=\s(?:is\s)?(?:re-?)?(?:set|held))"
            rf"|rule\s16(?:\s\w\s)?(?:\s(?:scheduling|initial|pre-?trial|planning|telephone))?\s{_CONF}"
            rf"|initial\s{_BY_PHONE}(?:rule\s16\s|scheduling\s|planning\s)?(?:conferences?\b|conf\b\.?)"
            rf"|(?:case\s)?planning\s{_CONF}"
        ),
    ),
    (
        HearingType.STATUS_CONFERENCE,
        "status",
        (
            r"status(?:\s{2,30}(?=conf)|(?:/\w{1,20})?\s)(?:and\s\w{1,20}\s|review\s|check\s"
            rf"|telephone\s|telephonic\s|video\s)?{_MEET}|status(?=\s(?:is\s)?(?:re-?)?(?:set|held"
            r"|scheduled)\b)|status\scheck|status\sdates?\b|(?<=\bnext\s)status\b|(?<=\bfurther\s)status\b"
            r"|status(?=(?::|\s(?:is|on|for))\s(?:the\s)?(?:\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct"
            r"|nov|dec)[a-z]*\.?\s\d))"
        ),
    ),
    (
        HearingType.OTHER_HEARING,
        (
            "pre-s|pres|docket|calendar|attorney|appointment|revocation|identity|removal|faretta|final a"
            "|contempt|restitution|forfeiture|pre-m|prem|discovery|competency|preliminary|chambers|in-c"
            "|markman|claim|fairness|dispute"
        ),
        (
            r"pre-?settlement\sconference\sscheduling\scall|(?:docket|calendar)\scalls?"
            r"|(?:attorney\sappointment|appointment\sof\scounsel|revocation|identity|removal|faretta"
            r"|final\sapproval|contempt|restitution|forfeiture|pre-?motion|discovery|competency"
            rf"|preliminary|chambers|in-chambers|markman|claim\sconstruction|fairness|dispute)\s{_CONF}"
        ),
    ),
    (
        HearingType.MOTION_HEARING,
        (
            "omnibus|dispositive|pending|pre-t|pre- t|pret|pre "
            "t|discovery|motion|tro|temporary|preliminary|injunction|summary|class|in "
            "l|suppression|daubert|law|hear|hrg|presentment"
        ),
        (
            r"(?:(?:omnibus\s|dispositive\s|pending\s|pre-?trial\s|discovery\s)?motions?(?:\s(?:in\slimine"
            r"|to\ssuppress|to\sdismiss))?|tro|temporary\srestraining\sorder|preliminary\sinjunction"
            "|injunction"
            r"|summary\sjudgment|class\scertification|in\slimine|suppression|daubert"
            rf"|law\sand\smotion)\s{_HEAR}(?:/trial\ssetting)?"
            rf"|{_HEAR}\s(?:session\s)?(?:on|re:?|regarding|concerning|for|as\sto|to\s(?:consider|address"
            r"|hear))\b(?=(?:(?!\b(?:held|set|scheduled|before)\b)[^.;:]){0,90}?\b(?:motions?"
            r"|application\sfor|summary\sjudgment|injunction|tro|restraining\sorder)\b)"
            r"|presentment\sdates?\b|(?<=\bfor\s)presentment(?:\sof)?(?:\sthe)?(?:\smotions?)?"
            r"|hear\s(?!(?:oral\s)?arguments?\b)(?:[\w'()\[\]&-]+\s){1,7}?(?:motions?|applications?)\b"
            r"|motions?(?:\s(?:to|for|in|of)\s(?:[\w'()\[\]-]+\s){0,8}?)?\s?(?:\[?\d+\]?,?\s)?(?:(?:is|are"
            r"|will|shall|to)\s(?:to\s)?be\s(?:heard|argued|taken\sup)\b"
            r"|(?:is|are)\s(?:entered\sand\s)?(?=(?:continued|reset|renoticed|re-noticed)\s(?:to|until"
            r"|for)\b))|motions?\s(?:are\s|is\s|be\s|will\sbe\s|shall\sbe\s)?(?:hereby\s)?(?:re-?)?(?:set"
            r"|scheduled|noticed|calendared|presented|presentment)(?=\s(?:for\s(?:an?\s)?hearing|(?:for|on"
            r"|before)\s))"
        ),
    ),
    (
        HearingType.ORAL_ARGUMENT,
        "oral|argument|appellate",
        (
            rf"oral\sarguments?(?:\s{_HEAR})?|(?<=\bset\sfor\s)arguments?|(?<=\bhear\s)arguments?"
            r"|arguments?(?=\s(?:is\s|has\sbeen\s)?(?:re-?scheduled|reset|continued|adjourned)\s(?:for|to"
            r"|from)\s)|appellate\sargument"
        ),
    ),
    (
        HearingType.TRIAL,
        "jury|bench t|court t|civil t|criminal t|non-j|nonj|trial|voir",
        (
            r"(?:(?:jury|bench|court|civil|criminal|non-?jury)\s)?trials?\b(?!-)(?:\sdates?)?(?!\s"
            rf"{_NOT_TRIAL})|trials?(?=\ssettings?\s(?:of|for|on|is|currently|previously)\b)"
            r"|jury\sselection(?:\s(?:and|/)\strial)?|voir\sdire"
        ),
    ),
    (
        HearingType.OTHER_HEARING,
        "conf|hear|hrg|call|telec|video|proceeding|matter|case|cause|action|it|same|panel|next|further|new",
        (
            rf"{_CONF}(?:\sdates?)?(?!\s(?:of\sthe\sparties|between\sthe\sparties))|proceedings?(?=\s(?:is"
            r"|are)?\s?(?:set|scheduled|continued)\b)"
            r"|(?:matters?|case|cause|action)(?=\s(?:is\s|are\s|was\s|be\s|will\sbe\s|shall\sbe\s)?(?:hereby\s"
            rf"|further\s)?(?:{_PUT})\s(?:down\s)?(?:to|for|until|on|over|before)\b(?!\s(?:dismissal"
            r"|disposition|mediation|arbitration|(?:the\s)?(?:track|\w+\strack))\b))"
            r"|(?:it|same)(?=\s(?:is|are|was|has\sbeen|will\sbe|shall\sbe)\s(?:now\s|hereby\s)?(?:re-?set"
            r"|re-?scheduled|continued|adjourned|moved|postponed|now\sset)\b)|panel'?s?\ssessions?\b|(?:next"
            r"|further)\s(?:court\s)?(?:appearances?|dates?)\b|new\s(?:(?:(?:scheduling|setting|court"
            r"|calendar)\s)?dates?|settings?)(?:\s?(?:and|&|/)\s?times?)?(?=:|\s)"
        ),
    ),
)
GENERIC = len(NOUNS) - 1


class Noun(NamedTuple):
    """Words for a sitting and their place. `kind` is ``None`` for a noun that is no hearing.

    `is_generic` says that the words name no kind ("hearing", "the conference").
    """

    start: int
    end: int
    kind: HearingType | None
    is_generic: bool


class Mark:
    """`SET` to `NOT_HELD` act on a sitting; the rest say what a date beside them is, or ask.

    Plain strings, not an Enum: the reader asks some sixty times a clause, and Python 3.11 takes a
    tenth of a microsecond to fetch one member of an Enum.
    """

    SET = "set"
    MOVE = "move"  # reset, rescheduled, moved
    CONTINUE = "continue"  # continued, adjourned, postponed
    VACATE = "vacate"
    HELD = "held"
    NOT_HELD = "not_held"
    STANDING = "standing"  # previously, currently (scheduled for)
    FROM = "from"
    TO = "to"
    DUE = "due"
    PAPER_DATE = "paper_date"  # filed, dated, served on
    DENY = "deny"
    ASK = "ask"  # to adjourn, to continue: an infinitive


_BE = (
    r"(?:(?:is|are|was|were|be|been|being|has\sbeen|have\sbeen|shall\sbe|will\sbe)\s)?(?:hereby\s|also\s"
    r"|now\s|again\s|further\s)?"
)
_WILL = (
    r"(?:will|shall|is\sto|are\sto|to|must|may|can)\s(?:now\s|also\s|next\s|then\s|instead\s|again\s"
    r"|hereby\s|still\s|first\s|personally\s)?"
)
_BE_BEGINS = (
    "is |are |was |were |be |been |being |has been|have been|shall be|will be|hereby |also |now |again "
    "|further "
)
# (mark, how its words may begin, pattern). The first that fits where it stands wins.
VERBS = (
    (
        Mark.NOT_HELD,
        "not |did not|never|fail",
        (
            r"not\s(?:be(?:en)?\s)?(?:held|called|conducted|convened|reached)(?!\sin\scontempt)|(?:did\snot"
            r"|never|fail(?:ed|s)\sto)\s(?:take\splace|took\splace|occur(?:red)?|go\sforward|went\sforward"
            r"|proceed(?:ed)?|convened?|happen(?:ed)?)|not\sgo\sforward"
        ),
    ),
    (
        Mark.VACATE,
        (
            "will |shall |cannot|can not|could not|no |not need|not nec|not req|unnec|called off|dispens"
            "|rescind|scratch|pulled|lifted|remov|strik|taken|removed|dropped|stric|struc|striking|goes|off"
            "|deemed|stand|submitted|decided|determined|resolved|considered|heard|ruled|on the|under "
            "|without|revacat|vacat|cancel|terminat|withdr"
        ),
        (
            r"(?:(?:will|shall|can|could)\snot|cannot)\s(?:be\s(?:heard|held|conducted"
            r"|called)(?!\sin[\s-](?:person|court))|take\splace|go\sforward|occur|proceed|convene|sit|hear)"
            r"|no\slonger\s(?:needed|necessary|required|set|scheduled|on\s(?:the\s)?calendar|going\sforward)"
            r"|not\s(?:needed|necessary|required)\b(?!\sto)|unnecessary\b|called\soff|dispens(?:es|ed"
            r"|ing)\swith(?=\s(?:oral\sargument|argument|the\shearing|a\shearing))|rescind(?:ed|s|ing)\b"
            r"|scratched\b|(?:pulled|lifted)\sfrom\s(?:the\s)?(?:\w+\s)?calendar|remov(?:es|ed"
            r"|ing)\b(?=[^.;]{0,90}\bcalendar)|no\s(?:oral\sargument|hearing|appearances?)\s(?:will|shall|is"
            r"|are|on)\b"
            r"|(?:taken|removed|dropped|stricken)\s(?:off|from)\s(?:of\s)?(?:the\s)?(?:court'?s?\s)?(?:motion\s"
            r"|hearing\s|trial\s|argument\s)?(?:calendar|docket|list)|(?:goes\s)?off[\s-]calendar"
            r"|(?:(?:taken|deemed|stands?)\s)?(?:submitted|decided|determined|resolved|considered|heard"
            r"|ruled\son)\s(?:on|upon)\sthe\s(?:briefs|papers|record|submissions)"
            r"|(?:will\sbe\s)?on\sthe\s(?:briefs|papers)\b"
            r"|(?:taken\s)?under\s(?:submission|advisement)|submitted\swithout\s(?:oral\s)?(?:argument|hearing)"
            r"|without\s(?:oral\sargument|a\shearing)"
            r"|(?:re)?vacat(?:ed?s?|ing)\b|cancel(?:l?ed|s|l?ing|lation\sof)?\b|terminat(?:ed?"
            r"|ing)\s(?:the\s)?(?:deadlines?(?:\s(?:and|/)\s?|/))?(?:motion\s)?hearings?|(?<=\s)terminated\b"
            r"|str(?:ic|uc)ken?\b(?!\sfrom\sthe\srecord)|strik(?:ing|es)\b|withdr(?:awn|aws|ew)\b"
        ),
    ),
    (
        Mark.SET,
        "will |shall |is to|are to|to |must |may |can |remain|resumes|reconvenes|begins|commences|starts",
        (
            rf"{_WILL}(?:be\s(?:held|heard|conducted|set|called)|take\splace|occur|begin|commence|resume"
            r"|start|convene|reconvene|go\sforward|proceed|hold|conduct|appear|hear)\b|(?:resumes"
            r"|reconvenes|begins|commences|starts)\b|(?<=\bwill\s)remain\s(?:set|scheduled)"
            r"|(?:will\s)?remains?\s(?:set|scheduled|as\sset)?\s?for"
        ),
    ),
    (
        Mark.STANDING,
        "previously|originally|currently|presently|already|initially|formerly|now|heretofore",
        (
            "(?:previously|originally|currently|presently|already|initially|formerly|now"
            r"|heretofore)[\s-](?:set|scheduled|calendared|noticed|fixed)"
        ),
    ),
    (
        Mark.MOVE,
        f"{_BE_BEGINS}|re-|re s|re n|re c|reset|resch|renotic|renot|recal|mov|advanc|chang|shift|brought",
        (
            f"(?<!set/)(?<!setting/){_BE}(?:re-?(?:set|sets|setting|scheduled?|schedules|scheduling"
            r"|noticed?|noticing|calendared|notices|noted)\b(?!/)|re\s(?:set|scheduled|noticed)\b"
            r"|(?:shifted|brought)\s(?=(?:to|from|up|forward|ahead)\b)|mov(?:ed|es|ing)\s(?=(?:to|from|up"
            r"|forward|back|until|the)\b)|moved\b(?:(?<=(?:is|as)\smoved)|(?<=(?:are|een)\smoved)"
            r"|(?<=hereby\smoved))(?!\s(?:for|that|in\slimine|by\s(?:plain|defen|the\sgov)))|advanc(?:ed"
            r"|es|ing)\s(?=to|from|the)|chang(?:ed|es)\s(?=to|from))"
        ),
    ),
    (
        Mark.CONTINUE,
        "continu|adjourn|postpon|put |push|defer|carried|passed|delay|laid|held over|recess",
        (
            r"(?<!court\s)(?<!court\sis\s)(?:continu(?:ed|es|ing|ance\sof)|adjourn(?:ed|s|ing|ment\sof)"
            r"|postpon(?:ed|es|ing))\b(?!\s(?:detained|detention|on\s(?:bond|release|\w+\srecogni)"
            r"|in\s(?:custody|detention|force|effect)|as\s|under|released|bond|custody|without\sbond"
            r"|pending))|(?:put|laid|held)\s(?:over|off)\b|push(?:ed|es|ing)\s(?:back|out|to|until|over)\b"
            r"|(?:deferred|delayed|recessed|passed|carried)\s(?:over\s)?(?=to\s(?!the\b)|until|from"
            "|indefinitely)"
        ),
    ),
    (
        Mark.HELD,
        (
            "held|conducted|submitted|took|convened|argued|trial|began|begun|commenced|completed|concluded"
            "|resumed|appeared|came|heard|met|conferred|went"
        ),
        (
            r"(?<!with)held\b(?!\s(?:in\s(?:abeyance|custody|contempt)|to\sanswer|that\b|as\sto\sanswer"
            r"|without\sb|harmless|liable|responsible|over\b|by\sthe\s(?:bank|bop)))|conducted\b"
            r"|(?<=hearing\s)submitted\b(?!\son)|took\splace|went\sforward|convened\b|\bargued\b|appeared\b"
            r"|came\s(?=on\b|before)|heard\b(?!\son\sthe\s(?:briefs|papers))|met\s(?=with|by|on)"
            r"|conferred\s(?=with)|(?:trial\s)?(?:began|begun|commenced|completed|concluded|resumed)\b"
        ),
    ),
    (
        Mark.ASK,
        "to |adjournment|continuance|postponement|extension",
        (
            r"to\s(?:adjourn|continue|postpone|re-?schedule|re-?set|vacate|cancel|reset|move|advance"
            r"|remove(?=[^.;]{0,80}\bcalendar)|reconvene|set|schedule|stay|extend)\b|(?:adjournment"
            r"|continuance|postponement|extension)\b"
        ),
    ),
    (
        Mark.SET,
        (
            f"{_BE_BEGINS}|set|schedul|calendared|notic|fixed|returnable|placed|presentable|ordered|directed"
            "|required|for p|presented"
        ),
        (
            rf"{_BE}(?:set(?:s|ting)?\b(?!/)|schedul(?:ed|es|ing)\b(?!\s(?:order|conf|call))|calendared\b"
            r"|notic(?:ed|es)\s(?=for|on)|fixed\s(?=for)|returnable|placed\son\s(?:the"
            r"|this)\s(?:court'?s\s)?calendar|presentable|(?:ordered|directed|required)\sto\sappear"
            r"|for(?=\spresentment)|presented(?=\s(?:on|before)))"
        ),
    ),
    (
        Mark.DUE,
        (
            "due|deadline|cut-|cutoff|cut off|no later|not later|on or|last day|by |shall |must |to "
            "|should |may "
            "|completed|filed|submitted|exchanged|expire|within|day|prior|before|through|submission"
        ),
        (
            r"\bdue\b|deadlines?|cut-?\s?offs?\b|no\slater\sthan|not\slater\sthan|on\sor\sbefore|last\sday"
            r"|by\s(?=(?:(?:mon|tues|wednes|thurs|fri)day|\d{1,2}[/-]\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep"
            r"|oct|nov|dec)[a-z]*\.?\s\d))"
            r"|(?:shall|must|to|should|may)\s(?:file|serve|submit|be\s(?:filed|submitted|completed|served)"
            r"|respond|confer|complete|provide|notify)|(?:completed|filed|submitted|exchanged)\sby|expires?"
            r"|within\s\d|days?\s(?:before|prior|after)|prior\sto|before\s(?=\d{1,2}/)|through\s(?=\d)"
            r"|submission\sdate"
        ),
    ),
    (
        Mark.PAPER_DATE,
        (
            "filed|dated|signed|entered|received|issued|served|executed|mailed|so ordered|ordered|order "
            "of|docketed|letter of|minutes of|transcript"
        ),
        (
            r"(?:filed|dated|signed|entered|received|issued|served|executed|mailed|so\sordered|ordered"
            r"|docketed|order\sof|letter\sof|minutes\sof|transcript)\b(?!\s(?:to\sappear))"
        ),
    ),
    (Mark.DENY, "den", r"den(?:ied|ies|ying)\b"),
    (
        Mark.FROM,
        "from|and not|not |instead|rather|in lieu|in place|replac",
        (
            r"\bfrom\b|instead\sof|rather\sthan|in\s(?:lieu|place)\sof|replac(?:es|ing)"
            r"|(?:and\s)?not(?=\s(?:at\s|on\s|for\s)?(?:\d|(?:mon|tues|wednes|thurs|fri)day|(?:jan|feb|mar"
            r"|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d))"
        ),
    ),
    (
        Mark.TO,
        "to |until |till |for |commencing|beginning|starting",
        (
            r"\b(?:to|until|till|for|commencing|beginning|starting)\b(?=\s(?:on\s)?(?:the\s(?:date\sof\s"
            r")?)?(?:(?:mon|tues|wednes|thurs|fri)day,?\s|\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
            r"|dec)[a-z]*\.?\s\d))"
        ),
    ),
)


class Verb(NamedTuple):
    """One marked phrase and its place."""

    start: int
    end: int
    mark: str


# What stands in the name of every sitting, or begins to say what is done to the matter; where the letters are
# too common by themselves, with what counts. One search for all of them takes three quarters of the time of
# asking for each, and takes no more than a first letter, so that none hides another.
_NAMES = r"""
    h(?=ear|rg)
  | t(?=rial|elecon\b)
  | s(?=entenc|how\scause|tatus(?:\s(?:is|set|sched|check|held|re|date|on\s|for\s)|:\s))
  | a(?=rgu|rraign|ppearance(?:(?<=(?:first|court)\sappearance)|(?<=initial\sappearance)|(?<=no\sappearance)))
  | c(?=alendar|onf(?:erenc|[\s.])|op\b|mc\b|ase\s(?:is\s|set)
      |all(?:(?<=docket\scall)|(?<=status\scall)|(?<=calendar\scall)|(?<=scheduling\scall)))
  | p(?=leas?\b|resentment|tc\b|roceedings?\s(?:is|are|set|cont|sched))
  | m(?=sc\b|atter\sis\s|otions?\s(?:(?:are|is|be|will\sbe|shall\sbe)\s)?(?:hereby\s)?(?:re-?)?(?:set
      |scheduled|noticed|calendared|presented)\s)
  | e(?=ntered\sand\sco|ne\b)
  | r(?=esched)
  | v(?=oir\sdire)
  | j(?=ury\ssel)
  | o(?=sc\s)
"""
# "The matter was continued to", "It is reset for", "Next appearance": subjects that stand for a sitting where
# an entry has one of those.
_SUBJECTS = r"""
    m(?=atters?\s(?:is|are|was|will\sbe|re|con|set|adj))
  | c(?=ase\s(?:is|will\sbe|re|con|set)|ause\sis)
  | i(?=t\sis\s(?:re|con|adj|now|hereby\sre))
  | s(?=ame\sis)
  | n(?=ext\s(?:appearance|court\s)|ew\s(?:(?:\w+\s)?date|setting))
  | p(?=anel(?:'s)?\ssession)
"""
_NAME, _HEAD = re.compile(_NAMES, re.VERBOSE), re.compile(f"{_NAMES}|{_SUBJECTS}", re.VERBOSE)


def may_name_appellate(lowered: str) -> bool:
    """Say whether an entry of an appellate court could report a sitting."""
    return (
        "argu" in lowered
        or "hear" in lowered
        or "calendar" in lowered
        or "conference" in lowered
        or "resched" in lowered
    )


def may_name_sitting(lowered: str) -> bool:
    """Say whether an entry of a trial court could report a sitting; most could not."""
    return _NAME.search(lowered) is not None


def find_head(lowered: str, start: int) -> int | None:
    """Return the first place, from `start` on, that may belong to the name of a sitting, or to a subject that
    stands for one."""
    match = _HEAD.search(lowered, start)
    return match.start() if match else None


def _any_of(beginnings: list[str]) -> str:
    """One pattern for the beginnings, the longest that fits first, branching letter by letter."""
    letters: dict[str, list[str]] = {}
    for beginning in beginnings:
        letters.setdefault(beginning[:1], []).append(beginning[1:])
    branches = [
        re.escape(letter) + (_any_of(rest) if rest != [""] else "")
        for letter, rest in sorted(letters.items(), reverse=True)
    ]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


@cache
def _matcher(
    rows: Sequence[tuple[HearingType | str | None, str, str]], indexes: tuple[int, ...]
) -> Callable[[str, int, int], re.Match | None] | None:
    """The `match` of the rows as one pattern. The number of the group matched tells the row: each has an
    empty one at its end."""
    return re.compile("|".join(f"(?:{rows[index][2]})()" for index in indexes)).match if indexes else None


def _read_rows(
    rows: Sequence[tuple[HearingType | str | None, str, str]], beginning: str, said: Callable[..., Any]
) -> tuple[Callable[[str, int, int], re.Match | None] | None, tuple]:
    """What matches the rows that may begin so, and what each of them says."""
    indexes = tuple(
        index for index, (_, begins, _) in enumerate(rows) if beginning.startswith(tuple(begins.split("|")))
    )
    return _matcher(rows, indexes), (None, *(said(index) for index in indexes))


_BEGINNINGS = sorted(
    {beginning for rows in (NOUNS, VERBS) for _, begins, _ in rows for beginning in begins.split("|")}
)


class _Readers(dict):
    """At each beginning: what matches its nouns, their (kind, is_generic) by group; what matches its verbs,
    their marks by group.

    Compiled when a text first has the beginning: all at once they are a tenth of a second at every start.
    """

    def __missing__(self, beginning: str) -> tuple:
        nouns = _read_rows(NOUNS, beginning, lambda index: (NOUNS[index][0], index == GENERIC))
        self[beginning] = (*nouns, *_read_rows(VERBS, beginning, lambda index: VERBS[index][0]))
        return self[beginning]


_READERS = _Readers()
_OF_NOUNS = [
    beginning
    for beginning in _BEGINNINGS
    if any(beginning.startswith(tuple(begins.split("|"))) for _, begins, _ in NOUNS)
]
_ANY, _ANY_NOUN = _any_of(_BEGINNINGS), _any_of(_OF_NOUNS)
# The set of plain letters is asked a fifth faster than \W, which has the last word. The text is in lower case.
_FIRST, _LATER, _LATER_NOUN = (
    re.compile(f"(?=({_ANY}))"),
    re.compile(rf"[^0-9a-z_](?=({_ANY}))(?<=\W)"),
    re.compile(rf"[^0-9a-z_-](?=({_ANY_NOUN}))(?<=\W)"),
)


def find_words(text: str, start: int, end: int) -> tuple[list[Noun], list[Verb]]:
    """Return the nouns and the marked phrases between two places of a text in lower case, each in order.

    A marked phrase within a noun ("set" in "trial setting") is left out.
    """
    nouns, verbs = [], []
    noun_end = verb_end = start
    places = _LATER.finditer(text, max(0, start - 1), end)
    if start == 0 and (first := _FIRST.match(text, 0, end)):
        places = chain((first,), places)
    for place in places:
        at = place.end()
        match_noun, kinds, match_verb, marks = _READERS[place[1]]
        if (
            match_noun
            and at >= noun_end
            and (match := match_noun(text, at, end))
            and text[at - 1 : at] != "-"
        ):
            noun_end = match.end()
            nouns.append(Noun(at, noun_end, *kinds[match.lastindex]))
        if match_verb and at >= verb_end and (match := match_verb(text, at, end)):
            verb_end = match.end()
            if verb_end >= noun_end:
                verbs.append(Verb(at, verb_end, marks[match.lastindex]))
    return nouns, verbs


def find_nouns(text: str, start: int, end: int) -> list[Noun]:
    """Return every noun of a sitting, or of what is mistaken for one, in order, from a text in lower case."""
    nouns, noun_end = [], start
    places = _LATER_NOUN.finditer(text, max(0, start - 1), end)
    if start == 0 and (first := _FIRST.match(text, 0, end)):
        places = chain((first,), places)
    for place in places:
        at = place.end()
        match_noun, kinds, _, _ = _READERS[place[1]]
        if match_noun and at >= noun_end and (match := match_noun(text, at, end)):
            noun_end = match.end()
            nouns.append(Noun(at, noun_end, *kinds[match.lastindex]))
    return nouns
