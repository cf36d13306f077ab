"""What the words of a clause do to a sitting or say of a date.

Each mark is one word or phrase with its place. Order in the pattern matters: the longer phrase
first ("will not be held" before "held").
"""

from typing import NamedTuple


class Mark:
    """`SET` to `NOT_HELD` act on a sitting; the rest say what a date beside them is, or ask.

    Plain strings, not an Enum: the reader asks some sixty times a clause, and Python 3.11 takes a
    tenth of a microsecond to fetch one member of an Enum.
    """

    SET = "set"
    MOVE = "move"                # reset, rescheduled, moved
    CONTINUE = "continue"        # continued, adjourned, postponed
    VACATE = "vacate"
    HELD = "held"
    NOT_HELD = "not_held"
    STANDING = "standing"        # previously, currently (scheduled for)
    FROM = "from"
    TO = "to"
    DUE = "due"
    PAPER_DATE = "paper_date"    # filed, dated, served on
    DENY = "deny"
    ASK = "ask"                  # to adjourn, to continue: an infinitive


_BE = r"(?:(?:is|are|was|were|be|been|being|has\sbeen|have\sbeen|shall\sbe|will\sbe)\s)?(?:hereby\s|also\s|now\s|again\s|further\s)?"
_WILL = r"(?:will|shall|is\sto|are\sto|to|must|may|can)\s(?:now\s|also\s|next\s|then\s|instead\s|again\s|hereby\s|still\s|first\s|personally\s)?"
_BE_BEGINS = "is |are |was |were |be |been |being |has been|have been|shall be|will be|hereby |also |now |again |further "
# (mark, how its words may begin, pattern). The first that fits where it stands wins.
VERBS = (
    (Mark.NOT_HELD, "not |did not|never|fail",
     r"not\s(?:be(?:en)?\s)?(?:held|called|conducted|convened|reached)(?!\sin\scontempt)|(?:did\snot|never|fail(?:ed|s)\sto)\s(?:take\splace|took\splace|occur(?:red)?|go\sforward|went\sforward|proceed(?:ed)?|convened?|happen(?:ed)?)|not\sgo\sforward"),
    (Mark.VACATE, "will |shall |cannot|can not|could not|no |not need|not nec|not req|unnec|called off|dispens|rescind|scratch|pulled|lifted|remov|strik|taken|removed|dropped|stric|struc|striking|goes|off|deemed|stand|submitted|decided|determined|resolved|considered|heard|ruled|on the|under |without|revacat|vacat|cancel|terminat|withdr",
     r"(?:(?:will|shall|can|could)\snot|cannot)\s(?:be\s(?:heard|held|conducted|called)(?!\sin[\s-](?:person|court))|take\splace|go\sforward|occur|proceed|convene|sit|hear)|no\slonger\s(?:needed|necessary|required|set|scheduled|on\s(?:the\s)?calendar|going\sforward)|not\s(?:needed|necessary|required)\b(?!\sto)|unnecessary\b|called\soff|dispens(?:es|ed|ing)\swith(?=\s(?:oral\sargument|argument|the\shearing|a\shearing))|rescind(?:ed|s|ing)\b|scratched\b|(?:pulled|lifted)\sfrom\s(?:the\s)?(?:\w+\s)?calendar|remov(?:es|ed|ing)\b(?=[^.;]{0,90}\bcalendar)|no\s(?:oral\sargument|hearing|appearances?)\s(?:will|shall|is|are|on)\b"
     r"|(?:taken|removed|dropped|stricken)\s(?:off|from)\s(?:of\s)?(?:the\s)?(?:court'?s?\s)?(?:motion\s|hearing\s|trial\s|argument\s)?(?:calendar|docket|list)|(?:goes\s)?off[\s-]calendar"
     r"|(?:(?:taken|deemed|stands?)\s)?(?:submitted|decided|determined|resolved|considered|heard|ruled\son)\s(?:on|upon)\sthe\s(?:briefs|papers|record|submissions)|(?:will\sbe\s)?on\sthe\s(?:briefs|papers)\b"
     r"|(?:taken\s)?under\s(?:submission|advisement)|submitted\swithout\s(?:oral\s)?(?:argument|hearing)|without\s(?:oral\sargument|a\shearing)"
     r"|(?:re)?vacat(?:ed?s?|ing)\b|cancel(?:l?ed|s|l?ing|lation\sof)?\b|terminat(?:ed?|ing)\s(?:the\s)?(?:deadlines?(?:\s(?:and|/)\s?|/))?(?:motion\s)?hearings?|(?<=\s)terminated\b|str(?:ic|uc)ken?\b(?!\sfrom\sthe\srecord)|strik(?:ing|es)\b|withdr(?:awn|aws|ew)\b"),
    (Mark.SET, "will |shall |is to|are to|to |must |may |can |remain|resumes|reconvenes|begins|commences|starts",
     rf"{_WILL}(?:be\s(?:held|heard|conducted|set|called)|take\splace|occur|begin|commence|resume|start|convene|reconvene|go\sforward|proceed|hold|conduct|appear|hear)\b|(?:resumes|reconvenes|begins|commences|starts)\b|(?<=\bwill\s)remain\s(?:set|scheduled)|(?:will\s)?remains?\s(?:set|scheduled|as\sset)?\s?for"),
    (Mark.STANDING, "previously|originally|currently|presently|already|initially|formerly|now|heretofore",
     r"(?:previously|originally|currently|presently|already|initially|formerly|now|heretofore)[\s-](?:set|scheduled|calendared|noticed|fixed)"),
    (Mark.MOVE, f"{_BE_BEGINS}|re-|re s|re n|re c|reset|resch|renotic|renot|recal|mov|advanc|chang|shift|brought",
     rf"(?<!set/)(?<!setting/){_BE}(?:re-?(?:set|sets|setting|scheduled?|schedules|scheduling|noticed?|noticing|calendared|notices|noted)\b(?!/)|re\s(?:set|scheduled|noticed)\b|(?:shifted|brought)\s(?=(?:to|from|up|forward|ahead)\b)|mov(?:ed|es|ing)\s(?=(?:to|from|up|forward|back|until|the)\b)|moved\b(?:(?<=(?:is|as)\smoved)|(?<=(?:are|een)\smoved)|(?<=hereby\smoved))(?!\s(?:for|that|in\slimine|by\s(?:plain|defen|the\sgov)))|advanc(?:ed|es|ing)\s(?=to|from|the)|chang(?:ed|es)\s(?=to|from))"),
    (Mark.CONTINUE, "continu|adjourn|postpon|put |push|defer|carried|passed|delay|laid|held over|recess",
     r"(?<!court\s)(?<!court\sis\s)(?:continu(?:ed|es|ing|ance\sof)|adjourn(?:ed|s|ing|ment\sof)|postpon(?:ed|es|ing))\b(?!\s(?:detained|detention|on\s(?:bond|release|\w+\srecogni)|in\s(?:custody|detention|force|effect)|as\s|under|released|bond|custody|without\sbond|pending))|(?:put|laid|held)\s(?:over|off)\b|push(?:ed|es|ing)\s(?:back|out|to|until|over)\b|(?:deferred|delayed|recessed|passed|carried)\s(?:over\s)?(?=to\s(?!the\b)|until|from|indefinitely)"),
    (Mark.HELD, "held|conducted|submitted|took|convened|argued|trial|began|begun|commenced|completed|concluded|resumed|appeared|came|heard|met|conferred|went",
     r"(?<!with)held\b(?!\s(?:in\s(?:abeyance|custody|contempt)|to\sanswer|that\b|as\sto\sanswer|without\sb|harmless|liable|responsible|over\b|by\sthe\s(?:bank|bop)))|conducted\b|(?<=hearing\s)submitted\b(?!\son)|took\splace|went\sforward|convened\b|\bargued\b|appeared\b|came\s(?=on\b|before)|heard\b(?!\son\sthe\s(?:briefs|papers))|met\s(?=with|by|on)|conferred\s(?=with)|(?:trial\s)?(?:began|begun|commenced|completed|concluded|resumed)\b"),
    (Mark.ASK, "to |adjournment|continuance|postponement|extension",
     r"to\s(?:adjourn|continue|postpone|re-?schedule|re-?set|vacate|cancel|reset|move|advance|remove(?=[^.;]{0,80}\bcalendar)|reconvene|set|schedule|stay|extend)\b|(?:adjournment|continuance|postponement|extension)\b"),
    (Mark.SET, f"{_BE_BEGINS}|set|schedul|calendared|notic|fixed|returnable|placed|presentable|ordered|directed|required|for p|presented",
     rf"{_BE}(?:set(?:s|ting)?\b(?!/)|schedul(?:ed|es|ing)\b(?!\s(?:order|conf|call))|calendared\b|notic(?:ed|es)\s(?=for|on)|fixed\s(?=for)|returnable|placed\son\s(?:the|this)\s(?:court'?s\s)?calendar|presentable|(?:ordered|directed|required)\sto\sappear|for(?=\spresentment)|presented(?=\s(?:on|before)))"),
    (Mark.DUE, "due|deadline|cut-|cutoff|cut off|no later|not later|on or|last day|by |shall |must |to |should |may |completed|filed|submitted|exchanged|expire|within|day|prior|before|through|submission",
     r"\bdue\b|deadlines?|cut-?\s?offs?\b|no\slater\sthan|not\slater\sthan|on\sor\sbefore|last\sday|by\s(?=(?:(?:mon|tues|wednes|thurs|fri)day|\d{1,2}[/-]\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d))"
     r"|(?:shall|must|to|should|may)\s(?:file|serve|submit|be\s(?:filed|submitted|completed|served)|respond|confer|complete|provide|notify)|(?:completed|filed|submitted|exchanged)\sby|expires?|within\s\d|days?\s(?:before|prior|after)|prior\sto|before\s(?=\d{1,2}/)|through\s(?=\d)|submission\sdate"),
    (Mark.PAPER_DATE, "filed|dated|signed|entered|received|issued|served|executed|mailed|so ordered|ordered|order of|docketed|letter of|minutes of|transcript",
     r"(?:filed|dated|signed|entered|received|issued|served|executed|mailed|so\sordered|ordered|docketed|order\sof|letter\sof|minutes\sof|transcript)\b(?!\s(?:to\sappear))"),
    (Mark.DENY, "den",
     r"den(?:ied|ies|ying)\b"),
    (Mark.FROM, "from|and not|not |instead|rather|in lieu|in place|replac",
     r"\bfrom\b|instead\sof|rather\sthan|in\s(?:lieu|place)\sof|replac(?:es|ing)|(?:and\s)?not(?=\s(?:at\s|on\s|for\s)?(?:\d|(?:mon|tues|wednes|thurs|fri)day|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d))"),
    (Mark.TO, "to |until |till |for |commencing|beginning|starting",
     r"\b(?:to|until|till|for|commencing|beginning|starting)\b(?=\s(?:on\s)?(?:the\s(?:date\sof\s)?)?(?:(?:mon|tues|wednes|thurs|fri)day,?\s|\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d))"),
)


class Verb(NamedTuple):
    """One marked phrase and its place."""

    start: int
    end: int
    mark: str
