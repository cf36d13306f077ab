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
_WILL = r"(?:will|shall|is\sto|are\sto|to|must|may|can)\s(?:now\s|also\s)?"
_BE_BEGINS = "is |are |was |were |be |been |being |has been|have been|shall be|will be|hereby |also |now |again |further "
# (mark, how its words may begin, pattern). The first that fits where it stands wins.
VERBS = (
    (Mark.NOT_HELD, "not |did not",
     r"not\s(?:be(?:en)?\s)?(?:held|called)(?!\sin\scontempt)|did\snot\s(?:take\splace|occur|go\sforward|proceed)|not\sgo\sforward"),
    (Mark.VACATE, "will |shall |no |taken|removed|dropped|stric|struc|striking|goes|off|deemed|stand|submitted|decided|determined|resolved|considered|heard|ruled|on the|under |without|revacat|vacat|cancel|terminat|withdr",
     r"(?:will|shall)\snot\s(?:be\s(?:heard|held|conducted)|take\splace|go\sforward)|no\s(?:oral\sargument|hearing|appearances?)\s(?:will|shall|is|are|on)\b"
     r"|(?:taken|removed|dropped|stricken)\s(?:off|from)\s(?:of\s)?(?:the\s)?(?:court'?s?\s)?(?:motion\s|hearing\s|trial\s|argument\s)?(?:calendar|docket|list)|(?:goes\s)?off[\s-]calendar"
     r"|(?:(?:taken|deemed|stands?)\s)?(?:submitted|decided|determined|resolved|considered|heard|ruled\son)\s(?:on|upon)\sthe\s(?:briefs|papers|record|submissions)|(?:will\sbe\s)?on\sthe\s(?:briefs|papers)\b"
     r"|(?:taken\s)?under\s(?:submission|advisement)|submitted\swithout\s(?:oral\s)?(?:argument|hearing)|without\s(?:oral\sargument|a\shearing)"
     r"|(?:re)?vacat(?:ed?s?|ing)\b|cancel(?:l?ed|s|l?ing|lation\sof)?\b|terminat(?:ed?|ing)\s(?:the\s)?(?:deadlines?(?:\s(?:and|/)\s?|/))?(?:motion\s)?hearings?|(?<=\s)terminated\b|str(?:ic|uc)ken?\b(?!\sfrom\sthe\srecord)|striking\b|withdr(?:awn|aws|ew)\b"),
    (Mark.SET, "will |shall |is to|are to|to |must |may |can |remain",
     rf"{_WILL}(?:be\s(?:held|heard|conducted|set|called)|take\splace|occur|begin|commence|resume|start|convene|reconvene|go\sforward|proceed|hold|conduct|appear|hear)\b|(?<=\bwill\s)remain\s(?:set|scheduled)|(?:will\s)?remains?\s(?:set|scheduled|as\sset)?\s?for"),
    (Mark.STANDING, "previously|originally|currently|presently|already|initially|formerly|now|heretofore",
     r"(?:previously|originally|currently|presently|already|initially|formerly|now|heretofore)[\s-](?:set|scheduled|calendared|noticed|fixed)"),
    (Mark.MOVE, f"{_BE_BEGINS}|re-|re s|re n|re c|reset|resch|renotic|recal|mov|advanc|chang",
     rf"(?<!set/)(?<!setting/){_BE}(?:re-?\s?(?:set|sets|setting|scheduled?|schedules|scheduling|noticed?|noticing|calendared|notices)\b(?!/)|mov(?:ed|es|ing)\s(?=(?:to|from|up|forward|back|until|the)\b)|advanc(?:ed|es|ing)\s(?=to|from|the)|chang(?:ed|es)\s(?=to|from))"),
    (Mark.CONTINUE, "continu|adjourn|postpon",
     r"(?<!court\s)(?<!court\sis\s)(?:continu(?:ed|es|ing|ance\sof)|adjourn(?:ed|s|ing|ment\sof)|postpon(?:ed|es|ing))\b(?!\s(?:detained|detention|on\s(?:bond|release|\w+\srecogni)|in\s(?:custody|detention|force|effect)|as\s|under|released|bond|custody|without\sbond|pending))"),
    (Mark.HELD, "held|conducted|submitted|took|convened|argued|trial|began|begun|commenced|completed|concluded|resumed",
     r"(?<!with)held\b(?!\s(?:in\s(?:abeyance|custody|contempt)|to\sanswer|that\b|as\sto\sanswer|without\sb|harmless|liable|responsible|over\b|by\sthe\s(?:bank|bop)))|conducted\b|(?<=hearing\s)submitted\b(?!\son)|took\splace|convened\b|\bargued\b|(?:trial\s)?(?:began|begun|commenced|completed|concluded|resumed)\b"),
    (Mark.ASK, "to |adjournment|continuance|postponement|extension",
     r"to\s(?:adjourn|continue|postpone|re-?schedule|re-?set|vacate|cancel|reset|move|advance|reconvene|set|schedule|stay|extend)\b|(?:adjournment|continuance|postponement|extension)\b"),
    (Mark.SET, f"{_BE_BEGINS}|set|schedul|calendared|notic|fixed|returnable|placed|presentable|ordered|directed|required|for p|presented",
     rf"{_BE}(?:set(?:s|ting)?\b(?!/)|schedul(?:ed|es|ing)\b(?!\s(?:order|conf|call))|calendared\b|notic(?:ed|es)\s(?=for|on)|fixed\s(?=for)|returnable|placed\son\s(?:the|this)\s(?:court'?s\s)?calendar|presentable|(?:ordered|directed|required)\sto\sappear|for(?=\spresentment)|presented(?=\s(?:on|before)))"),
    (Mark.DUE, "due|deadline|cut-|cutoff|cut off|no later|not later|on or|last day|by |shall |must |to |should |may |completed|filed|submitted|exchanged|expire|within|day|prior|before|until|through|submission",
     r"\bdue\b|deadlines?|cut-?\s?offs?\b|no\slater\sthan|not\slater\sthan|on\sor\sbefore|last\sday|by\s(?=(?:(?:mon|tues|wednes|thurs|fri)day|\d{1,2}[/-]\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d))"
     r"|(?:shall|must|to|should|may)\s(?:file|serve|submit|be\s(?:filed|submitted|completed|served)|respond|confer|complete|provide|notify)|(?:completed|filed|submitted|exchanged)\sby|expires?|within\s\d|days?\s(?:before|prior|after)|prior\sto|before\s(?=\d{1,2}/)|until\s(?=\d)|through\s(?=\d)|submission\sdate"),
    (Mark.PAPER_DATE, "filed|dated|signed|entered|received|issued|served|executed|mailed|so ordered|ordered|order of|docketed|letter of|minutes of|transcript",
     r"(?:filed|dated|signed|entered|received|issued|served|executed|mailed|so\sordered|ordered|docketed|order\sof|letter\sof|minutes\sof|transcript)\b(?!\s(?:to\sappear))"),
    (Mark.DENY, "den",
     r"den(?:ied|ies|ying)\b"),
    (Mark.FROM, "from",
     r"\bfrom\b"),
    (Mark.TO, "to |until |till |for |commencing|beginning|starting",
     r"\b(?:to|until|till|for|commencing|beginning|starting)\b(?=\s(?:on\s)?(?:the\s(?:date\sof\s)?)?(?:(?:mon|tues|wednes|thurs|fri)day,?\s|\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d))"),
)


class Verb(NamedTuple):
    """One marked phrase and its place."""

    start: int
    end: int
    mark: str
