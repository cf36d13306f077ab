"""What kind of sitting the words of an entry name.

The kinds are those of the labelling guide (gold/README.md): a hearing is an event at which the
court sits or confers with the parties. Nouns that only look like one (a conference statement, a
hearing cut-off, the parties' own Rule 26(f) meeting) are listed too, so that their dates are
not taken for a sitting.
"""

from enum import StrEnum
from typing import NamedTuple


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


_MEET = r"(?:conferences?\b|conf\b\.?|hearings?\b|hrgs?\b\.?|calls?\b|teleconferences?\b|telecon\b|videoconferences?\b|meetings?\b|review\b)"
_CONF = r"(?:conferences?\b|conf\b\.?|hearings?\b|hrgs?\b\.?|calls?\b|teleconferences?\b|videoconferences?\b)"
_HEAR = r"(?:hearings?\b|hrgs?\b\.?)"
_BY_PHONE = r"(?:tele(?:phone|phonic|-?)\s?|tele|video\s?|zoom\s|virtual\s|in-person\s)?"
_PAPER = (
    r"(?:statements?|stmt|memorand(?:um|a)|memo|reports?|questionnaires?|briefs?|worksheets?|binders?|instructions"
    r"|deadlines?|cut-?\s?offs?|transcripts?|exhibits?|submissions?|letters?|materials|forms?|orders?|procedures|disclosures?"
    r"|agenda|minutes|summar(?:y|ies)|charts?|positions?|recommendations?|guidelines|commission|factors|notebooks?|packets?"
    r"|attorneys?|counsel|dates?\sof\sunavailability|certificates?|rights)\b"
)
_NOT_TRIAL = (
    r"(?:briefs?|memorand\w+|counsel|attorneys?|courts?|exhibits?|witness\w*|subpoenas?|preparation|prep\b|transcripts?|judges?"
    r"|plans?|stipulations?|demand\w*|team|term|days?\s(?:estimate|length)|estimate|length|ready|testimony|order|proceedings\stranscript"
    r"|setting|by\s(?:jury|the\scourt)|de\snovo|rights?|submissions|documents|materials|time\b|lawyers?|on\sthe\s(?:papers|merits)\srequested|requested)"
)
_PUT = r"re-?set|re-?scheduled|continued|adjourned|postponed|set|scheduled|put|passed|carried|called|recalled|specially\sset|re-?noticed|noticed|calendared"
# (kind or None for nouns that are no hearing, how its words may begin, pattern). The first that fits where it stands wins.
NOUNS = (
    (None, "rule|26|meet",
     rf"(?:rule\s)?26\s?\(?f\)?\s{{1,2}}(?:conferences?|meetings?|reports?)|meet[\s-]and[\s-]confer(?:\s\w+)?"),
    (None, "motion|dispositive|daubert|hear|hrg",
     rf"(?:(?:motions?|dispositive\smotions?|daubert)\s)?{_HEAR}\s(?:cut-?\s?off|deadline)(?:\sdate)?"),
    (None, "pre-t|pre- t|pret|pre t|final|initial|joint|case m|status|settlement|scheduling|sentencing|trial|plea|hearing|conference",
     rf"(?:pre-?\s?trial|final|initial|joint|case\smanagement|status|settlement|scheduling|sentencing|trial|plea|hearing|conference)"
     rf"(?:\sconferences?|\shearings?)?\s{_PAPER}"),
    (None, "pre-t|pre- t|pret|pre t",
     rf"(?:pre-?\s?trial)\s(?:services|detention|release|diversion|motions?|disclosures?|filings?|schedule|submissions?|supervision)\b(?!\s{_HEAR})"),
    (None, "det|custody|held|release|speedy|new t|trial c|mistrial",
     r"(?:detained|detention|custody|held|release[d]?)\spending\strial|speedy\strial(?:\sact)?|new\strial(?!\sdates?\b)|trial\scourt|mistrial"),
    (None, "mediat|arbitration",
     r"mediated\s(?:settlement\s)?conferences?|(?:mediation|mediator|arbitration)(?:\s(?:conferences?|hearings?|sessions?))?"),
    (HearingType.PLEA, "chang|guilty|plea|re-a|re- a|re a|rearr|entry of|cop",
     rf"(?:change|changing)[\s-]of[\s-]pleas?(?:\s{_HEAR})?|(?:guilty\s)?plea(?:\sagreement)?\s{_HEAR}|re-?\s?arraignments?(?:\s{_HEAR})?"
     rf"|(?:entry\sof\s)?(?:guilty\s)?pleas?(?=(?:\s(?:and|&)\ssentenc|/sentenc|\s(?:is\s|re-?)?(?:set|scheduled|held)\b))|cop\b"),
    (HearingType.SENTENCING, "re-s|re s|resen|sentenc|imposition",
     rf"(?:re-?)?sentencing(?:s\b|\b)(?:\s{_HEAR})?(?!\s(?:memo|summary|chart|guide|commission|reform|data|recommend|position|letter|transcript|options|report|factors|statement|act\b))"
     rf"|sentence\swithout\spsr(?:\shearing)?|imposition\sof\ssentence"),
    (HearingType.INITIAL_APPEARANCE, "initial|first",
     rf"(?:initial|first)(?:\scourt)?\sappearances?(?:\s{_HEAR})?"),
    (HearingType.ARRAIGNMENT, "arraign",
     rf"arraignments?(?:\s{_HEAR})?"),
    (HearingType.DETENTION_HEARING, "detention|bond|bail|pre-t|pre- t|pret|pre t",
     rf"(?:pre-?\s?trial\s)?(?:detention|bond|bail)(?:\s(?:review|revocation|reconsideration|modification|status))?\s{_HEAR}|(?:detention|bond)\s(?=(?:is\s)?set\sfor\s\d)"),
    (HearingType.SHOW_CAUSE_HEARING, "order to|order sh|show|osc|hear|hrg|to show|rule to show",
     rf"(?:(?:order\sto\s)?show[\s-]cause|osc)\s{_HEAR}|{_HEAR}\s(?:on|re:?|regarding|as\sto)\s(?:the\s|an?\s)?(?:court'?s\s)?(?:order\sto\s)?show[\s-]cause"
     r"|(?:to\s)?show\scause(?=,?\swhy|\sbefore\s[^;]{3,120}?\bwhy\b)|order\sto\sshow\scause(?=\s(?:is\s|hearing\s)?(?:re-?)?(?:set|scheduled)\b)"
     r"|osc(?:\sdate)?(?=\s(?:(?:is|are|was|previously|now|originally|currently)\s)?(?:hereby\s)?(?:re-?set|set|re-?scheduled|continued|vacated|adjourned|discharged\sand|for\s\d|on\s\d))"),
    (HearingType.EVIDENTIARY_HEARING, "evidentiary",
     rf"evidentiary(?:\s\w{{1,20}})?\s{_HEAR}"),
    (HearingType.SETTLEMENT_CONFERENCE, "pre-s|pres|settlement|early|ene|msc|conf|hear|hrg|call|telec|video",
     rf"(?:pre-?)?settlement(?:\sstatus|/status)?\s{_CONF}(?!\sscheduling)|early\sneutral\sevaluation(?:\s{_CONF})?|ene(?:\s{_CONF})?|msc\b|{_CONF}\s(?:re|regarding|for)\ssettlement"),
    (HearingType.PRETRIAL_CONFERENCE, "initial|final|preliminary|tele|video|zoom|virtual|in-person|pre-t|pre- t|pret|pre t|ptc",
     rf"(?:(?:initial|final|preliminary)\s)?{_BY_PHONE}pre-?\s?trial(?:/\w{{1,20}})?\s(?:status\s|scheduling\s)?{_MEET}|\bptc\b|final\spre-?trial\b"
     r"|pre-?trial(?=\s(?:is\s)?(?:re-?)?set\b)"),
    (HearingType.CASE_MANAGEMENT_CONFERENCE, "case m|case-|icmc|cmc",
     rf"case[\s-]management\s(?:and\sscheduling\s|scheduling\s|/?status\s)?{_MEET}|\b(?:icmc|cmc)\b"),
    (HearingType.SCHEDULING_CONFERENCE, "status|scheduling|rule|initial|case p|planning",
     rf"(?:status/)?scheduling(?:/(?:status|planning))?\s(?:conferences?\b|conf\b\.?|calls?\b|teleconferences?\b)(?!\sscheduling)|scheduling\shearing(?=\s(?:is\s)?(?:re-?)?(?:set|held))|rule\s16(?:\s\w\s)?(?:\s(?:scheduling|initial|pre-?trial|planning|telephone))?\s{_CONF}"
     rf"|initial\s{_BY_PHONE}(?:rule\s16\s|scheduling\s|planning\s)?(?:conferences?\b|conf\b\.?)|(?:case\s)?planning\s{_CONF}"),
    (HearingType.STATUS_CONFERENCE, "status",
     rf"status(?:\s{{2,30}}(?=conf)|(?:/\w{{1,20}})?\s)(?:and\s\w{{1,20}}\s|review\s|check\s|telephone\s|telephonic\s|video\s)?{_MEET}|status(?=\s(?:is\s)?(?:re-?)?(?:set|held|scheduled)\b)|status\scheck|status\sdates?\b|(?<=\bnext\s)status\b|(?<=\bfurther\s)status\b|status(?=(?::|\s(?:is|on|for))\s(?:the\s)?(?:\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d))"),
    (HearingType.OTHER_HEARING, "pre-s|pres|docket|calendar|attorney|appointment|revocation|identity|removal|faretta|final a|contempt|restitution|forfeiture|pre-m|prem|discovery|competency|preliminary|chambers|in-c|markman|claim|fairness|dispute",
     rf"pre-?settlement\sconference\sscheduling\scall|(?:docket|calendar)\scalls?|(?:attorney\sappointment|appointment\sof\scounsel|revocation|identity|removal|faretta|final\sapproval|contempt|restitution|forfeiture|pre-?motion|discovery|competency|preliminary|chambers|in-chambers|markman|claim\sconstruction|fairness|dispute)\s{_CONF}"),
    (HearingType.MOTION_HEARING, "omnibus|dispositive|pending|pre-t|pre- t|pret|pre t|discovery|motion|tro|temporary|preliminary|injunction|summary|class|in l|suppression|daubert|law|hear|hrg|presentment",
     rf"(?:(?:omnibus\s|dispositive\s|pending\s|pre-?trial\s|discovery\s)?motions?(?:\s(?:in\slimine|to\ssuppress|to\sdismiss))?|tro|temporary\srestraining\sorder|preliminary\sinjunction|injunction"
     rf"|summary\sjudgment|class\scertification|in\slimine|suppression|daubert|law\sand\smotion)\s{_HEAR}(?:/trial\ssetting)?"
     rf"|{_HEAR}\s(?:session\s)?(?:on|re:?|regarding|concerning|for|as\sto|to\s(?:consider|address|hear))\b(?=(?:(?!\b(?:held|set|scheduled|before)\b)[^.;:]){{0,90}}?\b(?:motions?|application\sfor|summary\sjudgment|injunction|tro|restraining\sorder)\b)"
     rf"|presentment\sdates?\b|(?<=\bfor\s)presentment(?:\sof)?(?:\sthe)?(?:\smotions?)?|hear\s(?!(?:oral\s)?arguments?\b)(?:[\w'()\[\]&-]+\s){{1,7}}?(?:motions?|applications?)\b|motions?(?:\s(?:to|for|in|of)\s(?:[\w'()\[\]-]+\s){{0,8}}?)?\s?(?:\[?\d+\]?,?\s)?(?:(?:is|are|will|shall|to)\s(?:to\s)?be\s(?:heard|argued|taken\sup)\b|(?:is|are)\s(?:entered\sand\s)?(?=(?:continued|reset|renoticed|re-noticed)\s(?:to|until|for)\b))|motions?\s(?:are\s|is\s|be\s|will\sbe\s|shall\sbe\s)?(?:hereby\s)?(?:re-?)?(?:set|scheduled|noticed|calendared|presented|presentment)(?=\s(?:for\s(?:an?\s)?hearing|(?:for|on|before)\s))"),
    (HearingType.ORAL_ARGUMENT, "oral|argument|appellate",
     rf"oral\sarguments?(?:\s{_HEAR})?|(?<=\bset\sfor\s)arguments?|(?<=\bhear\s)arguments?|arguments?(?=\s(?:is\s|has\sbeen\s)?(?:re-?scheduled|reset|continued|adjourned)\s(?:for|to|from)\s)|appellate\sargument"),
    (HearingType.TRIAL, "jury|bench t|court t|civil t|criminal t|non-j|nonj|trial|voir",
     rf"(?:(?:jury|bench|court|civil|criminal|non-?jury)\s)?trials?\b(?!-)(?:\sdates?)?(?!\s{_NOT_TRIAL})|trials?(?=\ssettings?\s(?:of|for|on|is|currently|previously)\b)|jury\sselection(?:\s(?:and|/)\strial)?|voir\sdire"),
    (HearingType.OTHER_HEARING, "conf|hear|hrg|call|telec|video|proceeding|matter|case|cause|action|it|same|panel|next|further|new",
     rf"{_CONF}(?:\sdates?)?(?!\s(?:of\sthe\sparties|between\sthe\sparties))|proceedings?(?=\s(?:is|are)?\s?(?:set|scheduled|continued)\b)"
     rf"|(?:matters?|case|cause|action)(?=\s(?:is\s|are\s|was\s|be\s|will\sbe\s|shall\sbe\s)?(?:hereby\s|further\s)?(?:{_PUT})\s(?:down\s)?(?:to|for|until|on|over|before)\b(?!\s(?:dismissal|disposition|mediation|arbitration|(?:the\s)?(?:track|\w+\strack))\b))"
     r"|(?:it|same)(?=\s(?:is|are|was|has\sbeen|will\sbe|shall\sbe)\s(?:now\s|hereby\s)?(?:re-?set|re-?scheduled|continued|adjourned|moved|postponed|now\sset)\b)|panel'?s?\ssessions?\b|(?:next|further)\s(?:court\s)?(?:appearances?|dates?)\b|new\s(?:(?:(?:scheduling|setting|court|calendar)\s)?dates?|settings?)(?:\s?(?:and|&|/)\s?times?)?(?=:|\s)"),
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
