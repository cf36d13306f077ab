"""Is a text a court's decision, or a paper that decides nothing on § 230?

A complaint, a brief, a notice, a hearing, a recommendation not yet adopted, an order on the
schedule: none has a holding (labelling guide, Claims, outcome).
"""

import re

_HEAD = 240                           # characters in which a paper says what it is


def _table(*rows: str) -> str:
    return "|".join(rows)


# What may stand before the name of a paper: "FIRST AMENDED CLASS ACTION", "Defendant Cinder Forums' Original".
_BEFORE = _table(
    "first|second|third|fourth|fifth|sixth|amended|supplemental|verified|consolidated|class|action|putative",
    "prisoner|pro|se|third-party|joint|unopposed|corrected|redacted|sealed|proposed|master|short-form|civil",
    "criminal|opening|initial|original|answering|principal|agreed|emergency|special|renewed|cross|letter|sur",
    "new|adversary|opposed|ex|parte|omnibus|revised|public|superseding|alternative|conditional|public|filed",
    r"rule\s\d+\(\w\)|informal|responsive|limited|expedited|consent|partial|reply|response|further|final|status|separate",
)
# A party's name; a word that begins a court's sentence is none ("The complaint says", "Because the complaint").
_WHOSE = (
    r"(?:(?!(?:The|A|An|Because|In|As|Since|This|That|These|When|Where|While|If|Under|For|Here|On|Upon|We|Our|It|Order|Opinion"
    r"|Decision|Memorandum|Ruling|Judgment"
    r"|Before|After|No|Nothing|ORDER|OPINION|DECISION|RULING|JUDGMENT|ENTRY|JOURNAL|BENCH|FINAL|PER|CIVIL|UNPUBLISHED|Entry"
    r"|Final|Text|TEXT|AND|MINUTES?|MEMO)\b)[A-Z][\w&'-]*(?:(?<=Inc)\.|(?<=Corp)\.|(?<=Co)\.)?|of|and|d/b/a)[\s,]+")
# After the name of what is asked for: the court's word on it. "Is" counts in the same sentence only ("MOTION to
# dismiss: the claim is barred" is the motion's word), "granted" in the next one too, but not of another court.
_WORD = r"(?:\S*[^\s:;.]|\S*\b(?:(?:Inc|Corp|Co|Ltd)\.,?(?=\s(?-i:[a-z(]|IS\b|GRANTED|DENIED))|(?:Nos?|Dkt|Docs?|Mr|Ms|Mrs|Dr|v|Fed|Civ|Proc|[A-Z])\.,?))\s"
_PAST = r"(?:granted|denied|sustained|overruled|allowed|affirmed|reversed)\b"
_RULED_ON = (
    rf"(?!(?:\s|,\s)(?:(?!that\s){_WORD}){{0,14}}?(?:is|are|was|be|hereby|{_PAST})\b)"
    rf"(?!\W\s?(?:\S+\s){{0,14}}?(?<!that\s)(?<!which\s)(?<!court\s)(?<!judge\s){_PAST})")
_PAPER_NAMES = _table(
    "complaint|answer|counter-?claims?|cross-?claims?|cross-?complaint|indictment|information\\b|superseding",
    rf"petition\b{_RULED_ON}",
    r"memorandum\s(?:in|of\s(?:law|points)|by|supporting|opposing)|memo\s(?:in|of)|brief|points\sand\sauthorities",
    rf"motions?\b{_RULED_ON}",
    r"notice\b|repl(?:y|ies)|opposition|response|return\b|traverse|objections?|letter|surreply|sur-reply|amic(?:us|i)",
    r"statement(?!\sof\sdecision)|status\sreport|report|case\smanagement\s(?:statement|conference)|docketing\sstatement",
    r"suggestion\sof|stipulation|declaration|affidavit|request|jury\sinstruction|verdict\sform|transcript|exhibit|mediation|settlement",
    rf"application\b{_RULED_ON}|summons|proof\sof\sservice|consent\s(?:decree|judgment)|civil\scover",
    r"questions?\spresented|cause:|scheduling\sorder|schedule\b|calendar|docket\sannotation|clerk['’]s\s(?:notice|entry)",
    rf"demurrer\b{_RULED_ON}|exceptions?\sof\b|plea\b{_RULED_ON}|affirmative\sdefen[cs]es?",
    r"(?:order|notice)\s(?:setting|staying|certifying|permitting|scheduling|continuing|extending)|order\sto\sshow\scause",
    r"(?:stipulated\s)?protective\sorder|confidentiality\sorder|findings\sand\srecommendations?|proposed\sfindings",
)
_PAPER = re.compile(rf"^[\W\d]{{0,40}}(?:(?i:(?:{_BEFORE}|\w+['’]s?|\w+s['’]|(?:plain|defen|appell|petition|respond|relat|interven|mov|cross)\w+"
                    rf"|united\sstates|government|people|state|commonwealth|city|attorney|general)['’]?s?[\s,-]+)|{_WHOSE}){{0,8}}(?i:{_PAPER_NAMES})(?!\s(?:does|did|do)\snot\b)")
# A sitting, of which the same paper may tell the ruling.
_SITTING = re.compile(
    r"^[\W\d]{0,40}(?:(?:in-person|telephonic|video|zoom)\s)?(?:oral\sargument|argument\s(?:heard|set|held)"
    r"|(?:motion\s)?hearing\s(?:set|held|notice|on)|minutes?\s?(?:entry|order)?:?\s(?:oral\s)?(?:argument|hearing))", re.IGNORECASE)
_COURTS = re.compile(
    r"^[\W\d]{0,40}(?:memorandum\s(?:opinion|decision|and\sorder|disposition|order)|motion\s(?:seq\w*\.?|no\.)\s(?:no\.\s)?\d+:|report\sand\srecommendation[^.;]{0,40}\badopt"
    r"|(?:notice|letter)\sof\s(?:decision|ruling|entry)|order\sto\sshow\scause\s(?:is\s)?(?:discharged|dissolved)"
    r"|report\sof\s[^.;]{0,40}\badopted)|^(?:(?!\b(?:by|filed|from|motion|petition|appeal)\b)[^.;:]){0,90}\b(?:granting|denying|dismissing|adopting"
    r"|sustaining|overruling|affirming|reversing)\b",
    re.IGNORECASE)
_ADOPTS = re.compile(
    r"\badopt(?:s|ed|ing)?\b|\baccept(?:s|ed|ing)\sthe\s(?:report|recommendation)|\boverrul(?:es|ed|ing)\b[^.;]{0,60}\bobjections?"
    r"|\b(?:report|recommendation|objections?)\b[^.;]{0,80}\b(?:rejected|sustained|overruled|accepted|adopted|declined)\b"
    r"|\b(?:reject|declin|sustain|accept)\w*\b[^.;]{0,30}\b(?:report|recommendation|objections?)\b")
_RECOMMENDS = re.compile(
    r"\brecommend(?:s|ing|ed)?\b(?!\w)[^.;]{0,90}\b(?:be|that|grant|den|dismiss)|\breport\sand\srecommendation|\brecommendations?(?:\s(?:of|by)\s[^.;:]{0,40})?:\s?that\b|\bfindings\sand\srecommendations?"
    r"|\b(?:days|time)\s(?:\w+\s){0,4}(?:to|in\swhich\sto)\sobject\b", re.IGNORECASE)
_PENDING = re.compile(
    r"""\b(?:under\s(?:advisement|submission|consideration)|sub\sjudice|(?:is|was|are|were|stands?|matter|case|and|motion)\ssubmitted\b
      |(?:remains?|is|are|still)\s(?:pending|undecided\sat)|(?:ruling|order|decision|opinion|written\sruling)\s(?:\w+\s)?(?:to\s(?:follow|issue|enter|be\sissued)
      |will\s(?:issue|follow|be)|shortly|by\smail)|will\s(?:issue|enter|file)\sa|(?:court|judge|panel)\s(?:will|to)\s(?:rule|decide)
      |ordered\sto\s(?:file|brief)|reserv(?:es|ed|ing)\s(?:ruling|decision|judgment)\b(?!\s(?:on\sthat|until|to|for))|(?:supplemental|additional|further)\sbrief(?:s|ing)\b)""",
    re.VERBOSE,
)
_SCHEDULE = re.compile(
    r"""\b(?:hear(?:s|d)\s(?:oral\s)?arguments?|arguments?\s(?:was\s|were\s|are\s)?(?:heard|held|set)|argued\sbefore|re-?noted|re-?noticed
      |(?:re-?)?calendared|adjourned\s(?:to|until|sine)|continued\s(?:to|until|from)|(?:re-?)?set\s(?:for|over|down)|(?<!as\s)(?:re-?)?scheduled
      |rescheduled|extended\s(?:to|until|by)|shall\s(?:file|brief|submit|respond)|(?:is|are)\sdue\b|(?:will|shall|to)\sbe\sheard\b(?!\sto)|(?:action|case|proceedings?|matter
      |discovery)\s(?:is|are|be)\s(?:hereby\s)?stayed
      |stay(?:s|ed|ing)\s(?:\w+\s){0,5}(?:pending|until)|held\sin\sabeyance|certif(?:y|ies|ied|ication)\b[^.;]{0,60}\b(?:question(?!s?\s(?:is\s|are\s)?answered)|interlocutory|appeal|1292))""",
    re.VERBOSE,
)


# One word of the court after the name of the paper and what it is about: "Third-Party Complaint for contribution: DISMISSED."
_RULED_IN_A_WORD = re.compile(r"[:.]\s(?:GRANTED|DENIED|DISMISSED|SUSTAINED|OVERRULED|AFFIRMED|REVERSED)\b")
# Objections to a report, overruled or sustained: the court's word on the report, not on § 230.
_OBJECTIONS_OVERRULED = re.compile(
    r"\b(?:overrul|sustain)\w+\s(?:(?:the|all|plaintiff['’]s|defendant['’]s|his|her|its|their)\s){0,2}objections?"
    r"|\bobjections?\s(?:(?:is|are|were|to\sit|thereto)\s){0,2}(?:overruled|sustained)")
# "Once the label is set aside": what is put away is a word, not an order or a question; ("CDA bars this") names a paper's ground.
_LABEL_ASIDE = re.compile(r"\b(?:labels?|captions?|characteri[sz]ations?|rhetoric|adjectives?)\s(?:(?:is|are|was|were)\s)?(?:(?:set|put|laid)\s)?aside\b|\(\"[^\"()]{1,80}\"\)")
# An assignment of error is the appellant's, whoever that is: what became of it says for whom only with what was done below.
_ASSIGNMENTS = re.compile(r"\b(?:assignments?\sof\serror|points?\sof\serror|points?\son\sappeal)\s(?:\w+\s){0,3}?(?:overruled|sustained|not\swell[\s-]taken)\b")
# After the paper's name and what it is about the court's own sentence: "Each motion is granted in part."
_RULED_LATE = re.compile(r"[.;]\s(?:(?:each|both|the|these|all|defendants?['’]|plaintiffs?['’]|s)s?\s){1,2}(?:cross-)?motions?\s(?:is|are)\s(?:granted|denied)\b")
# What a party would have the court sign, until it has.
_PROPOSED = re.compile(r"\W{0,9}proposed\W{1,3}(?:form\sof\s)?(?:findings\W{1,3}and\s)?(?:order|judgment)\b", re.IGNORECASE)
_SIGNED = re.compile(r"\bso\sordered\b|\b(?:is|was)\ssigned\b|\bsigned\sby\b|\b(?:as|now)\ssigned\b")
_OF_A_REPORT = re.compile(r"\b(?:recommend\w*|the\sreport|magistrate|r\s?&\s?r)\b")


def mask_asides(lower: str) -> str:
    """Return the text, same length, with labels set aside and rulings on objections to a report blanked."""
    lower = _LABEL_ASIDE.sub(lambda match: " " * len(match[0]), lower)
    lower = _ASSIGNMENTS.sub(lambda match: " " * len(match[0]), lower)
    return _OBJECTIONS_OVERRULED.sub(lambda match: " " * len(match[0]), lower) if _OF_A_REPORT.search(lower) else lower


def find_paper(text: str, lower: str, holds: bool, is_disposed: bool):
    """Return (start, end, rule) of what shows that the text decides nothing; None for a decision.

    `holds`: the court says in it what § 230 does, which outweighs a matter still pending;
    `is_disposed`: it does, or grants or denies something on the merits, which outweighs a date set.
    """
    head = text[:_HEAD]
    if (match := _PROPOSED.match(head)) and not _SIGNED.search(lower):
        return (*match.span(), "proposed-order")
    if _COURTS.search(head) is None and (match := _PAPER.search(head)) and not _RULED_IN_A_WORD.search(head) and not _RULED_LATE.search(lower[:_HEAD]) and not (
            match[0].lower().endswith(("report", "objections", "recommendation", "recommendations")) and _ADOPTS.search(lower)):
        return (*match.span(), "paper")
    if (match := _RECOMMENDS.search(lower)) and not _ADOPTS.search(lower):
        return (*match.span(), "recommendation")
    for pattern, rule, is_outweighed in ((_SITTING, "sitting", is_disposed), (_PENDING, "pending", holds), (_SCHEDULE, "schedule", is_disposed)):
        if not is_outweighed and (match := pattern.search(lower)):
            return (*match.span(), rule)
    return None
