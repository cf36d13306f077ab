"""The words by which courts say that § 230 bars a claim or does not. No rule stands here."""

import re

from docket.outcome_open import BY_ANOTHER


def _table(*rows: str) -> str:
    return "|".join(rows)


def _compile(pattern: str) -> re.Pattern:
    # Read against small letters only: so the engine skips an alternative by its first letter (three times as fast on 75 texts).
    return re.compile(pattern)


# Immunities of officers and of governments, which are none of § 230.
_NOT_OURS = r"(?<!qualified\s)(?<!sovereign\s)(?<!absolute\s)(?<!judicial\s)(?<!legislative\s)"
_L = r"(?:§+\s?230|section\s230|statute\b|act\b|immunity|protection|shelter|cda\b|\(c\)|reach\b|scope\b|it\b)"
# § 230 and what stands for it: the section, the act, the operative subsections, the immunity, the defence.
_MAIN = _table(
    r"sections?\s230(?!\((?:e\)\([1245]|f\)))", r"230\([abc]", r"230\(e\)\(3\)", r"c\.?d\.?a\b", r"decency\sact\b", rf"{_NOT_OURS}immunity\b",
    r"47\s?u\.?\s?s\.?\s?c\b(?![\s.]*§+\s?230\((?:e\)\([1245]|f\)))", r"the\s(?:statute(?!s?\sof\s(?:limitation|fraud|repose))|act|federal\sstatute|protection)\b",
    r"that\s(?:statute|section|subsection|provision)\b", r"congress\b", r"federal\slaw\b", r"this\sdefen[cs]e\b",
)
# What takes a claim out of § 230: its exceptions, and the definition of a content provider.
_EXCEPT = _table(r"exceptions?\b", r"carve-?\s?outs?\b", r"fosta\b", r"savings\s(?:clause|provision)", r"exemptions?\b", r"exclusion\b")
_EXCEPT_SIGNS = r"\((?:e\)\s?\([1245]|f\)\s?\(3)\)"
# "Beyond the State's reach": out of a plaintiff's hands, not out of § 230's.
_OFFICE = r"(?:the\s|a\s)?(?:states?|city|county|commission|government|commonwealth|attorney\sgeneral|legislature|plaintiff|court|prosecutor|law)['’]s?\s"
LAW = _compile(
    rf"\b(?:(?P<main>{_MAIN})|(?P<exception>{_EXCEPT}))|[§(](?:(?P<main_sign>(?<=§)(?:§*\s?230(?!\((?:e\)\([1245]|f\))))"
    rf"|(?<=\()(?:c\)\s?\([12]|e\)\(3)\))|(?P<exception_sign>(?<=\()(?:e\)\s?\([1245]|f\)\s?\(3)\)))")
EXCEPTION = _compile(rf"\b(?:{_EXCEPT})|{_EXCEPT_SIGNS}")
# A negation up to six words before the verb; "refused … to"; or one that opens the clause ("No claim here is barred").
NEGATED = _compile(
    r"\b(?:not|no|never|nor|neither|cannot|n't|nothing|nobody|none|hardly|scarcely|unlikely|fails?\sto|failed\sto"
    r"|without(?!\s(?:the\s)?(?:exception|more|leave|prejudice|it\b))|lacks?|loses?|lost|far\sfrom|isn't|doesn't|rejects?"
    r"|rejected"
    r"|unable|outside|beyond|too\sfar|declin\w+|refus\w+)\b(?:[\s\"'(]+(?!and\b|but\b|only\b|is\b|are\b|was\b|were\b|what\b|which\b)[\w§().'-]+){0,6}[\s\"'(]*$"
    r"|\b(?:declin\w+|refus\w+|unwilling|unprepared)\b[^.;]{0,60}\bto\s(?:\w+\s)?$"
    r"|\b(?:cannot|can't|not)\s(?:be\ssaid|say|conclude|find|hold|determine|agree|persuaded|convinced|follow)\b[^.;]{0,60}\bthat\b[^.;]{0,50}$"
    r"|(?:^\W*|\b(?:that|and|but|so)\s)(?:no|none|neither|nothing|nobody|no\sone)\b[^,;]{0,90}$")
SUPPOSED = _compile(
    r"\b(?:whether|if|could|might|may(?!\snot)|should|unless|were\sit|how\sfar|the\sextent\sto\swhich|asks?|pressing|raising"
    r"|asserting|(?:error|question|issue|point|request|declaration|contention|argument|objection)\b[^.;,]{0,20}\b(?:is|was"
    r"|that|for))\b[^.;,]{0,70}$|\bclaims?\sthat\s(?:the|an?|this)\s(?:[\w.-]+\s){0,6}?(?:act|law|statute|ordinance|rule|bill)\b[^.;,]{0,40}$|\bwould\b[^.;,]{0,25}$|\b(?:motions?|petitions?|request)\b[^.;]{0,30}\bto\s$")
BARS = _compile(
    r"\b(?:" + _table(
        # the law does something to the claim
        rf"bar(?:s|ring)?\b|barred\b(?!{BY_ANOTHER})",
        r"(?:does|do|will|would|did)\snot\s(?:allow|permit|let|tolerate|countenance|suffer)"
        r"(?!\s(?:an?\s|the\s)?(?:\w+\s)?(?:defendant|company|site|platform|host|provider)\s)",
        r"foreclos(?:es?|ed|ing)", rf"preclud(?:es|e|ing)|precluded(?!{BY_ANOTHER})", rf"pre-?empt(?:s|ing)?\b|pre-?empted(?!{BY_ANOTHER})",
        r"forbid(?:s|den)?", r"prohibit(?:s|ed)?", r"defeat(?:s|ed)?", r"disposes?(?:d)?\sof", r"dispositive", r"control(?:s|led)?",
        r"govern(?:s|ed)?", r"appl(?:y|ies|ied)", r"cover(?:s|ed)?", r"reach(?:es|ed)?(?!\s(?:a|an)\s(?:settlement|agreement|verdict|stipulation))", r"extends?",
        r"doom(?:s|ed)?", r"fatal", r"extinguish\w*", r"(?:requires?|compels?|mandates?|demands?)\s(?:\w+\s)?dismissal", r"stops?",
        r"ends?\s(?:the|this)\s(?:matter|case|inquiry|suit)", r"settles\s(?:the\s)?(?:matter|case|question|point)",
        r"resolves\s(?:the\s|this\s)?case", r"(?:stand(?:s|ing)?|is)\sin\sthe\sway", r"take\saway", r"rul(?:es|ed)\s(?:it\s)?out",
        r"swallow(?:s|ed)?", r"blocks?", r"touch(?:es|ed)", r"le(?:ft|aves?)\sno\sroom", r"knocks?\sout", r"sinks?",
        # … or for the defendant
        r"immun(?:e|iz(?:es?|ed|ing))", r"shield(?:s|ed)?", r"(?<!consumer-)(?<!consumer\s)(?<!privacy\s)protect(?:s|ed)?", r"insulat(?:es?|ed)",
        r"entitle[sd]?", r"qualif(?:y|ies)", r"excus(?:es?|ed)", r"shelters?(?:ed)?",
        r"rescues?", r"helps?", r"avail(?:s|able)?", r"sav(?:es|ed)(?=\s(?:defendant|the\s(?:site|host|company)|it\b))", r"absolv\w+",
        r"relieve[sd]?", r"exempt(?:s|ed)?", r"spares", r"frees",
        r"(?:enjoys?|has|have|had|retains?|grants?|confers?|granted|provides?|gives?|gave|affords?"
        r"|supplies)\s(?:(?!(?:qualified|sovereign|absolute|judicial)\s)[\w'§().]+\s){0,4}(?:immunity|protection|(?:full|complete)\s(?:defen[cs]e|answer)|refuge|shelter|defen[cs]e"
        r"|shield|cover)\b",
        r"immunity\s(?:attaches|is\s(?:plain|clear|apparent))", r"prevail\w*", r"succeeds?", r"carries\sthe\sday", r"wins?\b",
        r"(?:is|are|well)[\s-]taken", r"(?:general\s)?(?:license|free\spass|blank\scheck)",
        r"(?:complete|full|good|perfect)\s(?:defen[cs]e|bar|answer)", r"protection\s(?:\w+\s)?is\s(?:complete|full)",
        # the claim meets the law
        r"inconsistent\swith", r"conflicts?\swith", r"(?:cannot|can't|can\snot)\sbe\s(?:\w+\s)?(?:squared|reconciled)\swith", r"contrary\sto",
        r"fails?\sunder", r"(?:falls?|succumbs?)\sto(?=\s(?:the\s|47\s|§|section|\(c|that|this))",
        r"dismissed\s(?:under|by\sreason\sof|on\sthe\sstrength\sof)", r"runs?\s(?:afoul|into|aground)", r"collides?\swith",
        r"founders?\s(?:on|upon)", rf"(?:puts?|places?|sets?)\s(?:\w+\s){{1,3}}beyond\s{_OFFICE}\w+",
        r"(?:falls?|falling|is|are|comes?|lies|lie|sits?)\s(?:squarely\s|well\s|comfortably\s|plainly\s)?(?:within|under)\b",
        r"(?:(?<=\s)|^)within(?!\s(?:the\s(?:next|time)|[\w-]+\s(?:\([\w-]+\)\s)?(?:calendar\s|business\s)?(?:days?|weeks?|months?|years?|hours?)\b))",
        r"unanswerable", r"futile", r"yields?\sto(?=\s(?:§|section|the\s(?:federal|statute|act|cda)))", r"gives?\sway\sto",
        r"the\sstuff\sof", r"the\s(?:sort|kind)\sof\s\w+\s(?:that\s)?", r"applicable", r"sustained", r"at\swork\shere",
    ) + r")(?!\w)")
# Of these the claim's own failure, that names no law.
BARRED = _compile(
    r"\b(?!it\b|not\b)\w+\s(?:barred|foreclosed|precluded)(?=\s?[.;,]|\s?$)|\b\w+\s(?:protected|shielded|immune)(?=\s?[.;,]|\s?$)"
    r"|^\W*(?:out|barred|foreclosed|precluded)\b|\b(?:(?:is|are)\sout|claims?\sout)\b(?=\s(?:under|by)\b|\s?[.;,]|\s*$)"
    r"|\b(?:is|are|was|were)\snot\s(?:\w+\s)?(?:barred|foreclosed|precluded|preempted)\b"
    r"|(?:^\W*|\b(?:is|are|falls?|lies?|comes?)\s)(?:within|inside)\s(?:it|the\s(?:statute|act|section|immunity|shield))\b|\b(?:is|are|was|were|held|claims?|counts?|both|all|it"
    r"|therefore)\s(?:therefore\s|thus\s|still\s|also\s|likewise\s|all\s|both\s|accordingly\s|so\s|plainly\s)*(?:barred|foreclosed"
    r"|precluded|preempted|immune)\b"
    rf"(?!{BY_ANOTHER}|\sbecause\sit\swas\sfiled)")
_GO = (
    r"(?:stand|lie|go\sforward|go\son|go\sahead|proceed(?!\s(?:through|with|to\s(?:fact|discovery)))|continue|survive"
    r"|be\s(?:maintained|tried)|be\s(?:held\s)?liable|advance|move\sforward)"
)
SURVIVES = _compile(
    r"\b(?:" + _table(
        # the claim lives on
        r"surviv(?:es?|ed|ing)", rf"(?:may|can|will|shall|must|cannot|could|should|to|not)\s(?:\w+\s)?{_GO}",
        r"(?:goes|go|went|going)\s(?:forward|on|ahead|to\s(?:the\s|a\s)?(?:jury|trial))",
        r"(?<!plaintiff\s)(?<!who\s)proceeds?(?!\s(?:in\sforma|pro\sse|under|through|with|of|from))", r"saved\sby",
        r"(?:is|are|was|were|be)\s(?:spared|saved|preserved)",
        r"(?:claims?|counts?|convictions?)\s(?:\w+\s)?stands?", r"reinstate[sd]?(?!\sthe\s(?:dismissal|judgment))", r"will\sbe\stried",
        r"(?:adequately|plausibly|sufficiently|properly|well)\s(?:pleaded|pled|alleged|stated)", r"not\s(?:be\s)?dismissed",
        r"(?:is|are)\s(?:set|ready)\sfor\strial", r"(?:(?:is|are)|claims?)\sin(?=\s*[.;,]|\s*$)", r"excepted\sfrom", r"excepts", r"(?<=,\s)not\s(?:barred|immune|protected|preempted)", r"jury\squestion", r"jury\s(?:could|may|might|must)",
        r"(?:question|issue|matter)s?\s(?:of\sfact\s)?for\s(?:the\s|a\s)?(?:jury|trier|factfinder)", r"genuine\s(?:dispute|issue)",
        r"question\sof\sfact", r"factual\s(?:dispute|question)",
        # the law lets go
        r"(?:with(?:drew|draws|drawn|holds|held)|remov(?:es|ed)|strip(?:s|ped)|abrogat\w+|lift(?:s|ed)|tak(?:es|en)\saway"
        r"|took\saway|eliminat\w+|keeps?\s(?:§|section)|pierc\w+|forfeits?)\s(?:[\w'-]+\s){0,4}?(?:immunity|protection|shield"
        r"|defen[cs]e|230|shelter|away)",
        r"(?:defeat(?:s|ed)?|overc[oa]mes?|vitiat\w+|negat\w+|destroy\w*|los(?:es?|t))\s(?:[\w()'-]+\s){0,4}?(?:immunity|defen[cs]e|protection|shield)",
        r"tak(?:es?|en|ing)\s(?:[\w'-]+\s){1,6}?(?:outside|out\sof|beyond)",
        r"(?:is|are|remains?|left|leaves|leaving)\s(?:[\w'-]+\s){0,5}?(?:untouched|unaffected|undisturbed|intact)", r"untouched", r"unaffected",
        r"leaves?\s(?:[\w'-]+\s){0,6}?alone",
        r"outside\s(?:of\s)?(?:the\s)?(?:[\w'-]+\s){0,4}?" + _L, r"out\sof\s(?:the\s)?(?:[\w'-]+\s){0,4}?" + _L,
        rf"beyond\s(?!{_OFFICE})(?:the\s)?(?:[\w'-]+\s){{0,4}}?" + _L,
        r"unprotected", r"inapplicable", r"unavailable", r"unavailing", r"no\savail", r"misplaced", r"misses\sthe\smark", r"inapposite",
        r"(?:defen[cs]e|argument|request|immunity|invocation|shield|shelter|protection|reliance)\s(?:[\w(),.§'-]+\s){0,18}?(?:fails?"
        r"|falters?|is\s(?:\w+\s)?(?:rejected|stricken|lost|unavailing|forfeited|gone|misplaced)|falls?\sshort|comes\sto\snothing"
        r"|is\swithout\smerit)",
        r"no\s(?:bar|defen[cs]e|shield|answer|protection|immunity|obstacle|help|refuge|ground|role|application|impediment"
        r"|barrier|bearing|shelter|place|purchase|work\sto\sdo|part\sto\splay|comfort|warrant|excuse)",
        r"nothing\s(?:\w+\s)?to\sdo\swith", r"not\s(?:\w+\s)?(?:implicate|trigger)", r"(?:not|never)\s(?:\w+\s)?(?:in\splay|implicated|engaged|triggered|in\sthe\spicture)",
        r"(?:clears?|escapes?|avoids?|evades?|gets?\s(?:past|around)|steers?\sclear\sof)\s(?:the\s)?" + _L,
        r"(?:not|never)\s(?:been\s)?(?:establish(?:ed)?|apparent|evident|shown)",
        r"(?<!in)consistent\swith", r"must\syield", r"another\smatter", r"is\sto\sthe\scontrary|are\sto\sthe\scontrary",
        r"permits?\s(?:such\s)?(?:a\s)?(?:\w+\s)?(?:prosecution|suit|claim|action)s?", r"(?:prosecuted|sued|liable)\s(?:for\sconduct|notwithstanding)",
    ) + r")(?!\w)")
ANSWER = _compile(
    r"\b(?:answer|reason|ground|obstacle|impediment|barrier|problem|difficulty|trouble)\s(?:\w+\s){0,3}?(?:is|lies\sin"
    r"|comes\sfrom)\s(?:\w+\s)?(?:§|section\s230|47|the\scda)")
PRONOUN = _compile(
    r"\b(?:it|(?:the|that)\s(?:statute|act|section|provision|immunity|law|shield|defen[cs]e))\s(?:(?:does|did"
    r"|do)\s(?:(?P<not>not|nothing)\s)?(?:\w+\s)?)?(?:bars?|immuniz(?:es?|ed)|shields?|preempts?|forecloses?|precludes?"
    r"|protects?|appl(?:y|ies)|helps?|reach(?:es)?|covers?|saves?)\b")
ANTI_ARGUMENT = _compile(
    r"\b(?:forecloses?|rejects?|rejected|rejecting|defeats?|unpersuaded|disagree\w*|unavailing|without\smerit|refutes?"
    r"|disposes\sof|unconvinced|not\spersuaded|overrul\w+)\b[^.;]{0,80}\b(?:arguments?|contentions?|reliance|defen[cs]e"
    r"|claim\sof\simmunity|theory\sthat|bid|objections?|invocation)")
OF_CLAIMANT = _compile(r"\bplaintiff|claimant|distributor|\(e\)\([1245]\)|exception|appellant's")
ELLIPSIS = _compile(
    r"^(?!\W*(?:it|this|that|he|she|they|we)\b)(?!.*\bplaintiffs?\s(?:\w+\s)?(?:is|are|has|have|does|did)\snot\b).*\b(?:is|are|was|were|does|do|did|has|have)\s?(?:not|n't)(?:[\s.;]*$"
    r"|,\s(?=(?:resting|being|for|as|because|since|depending|(?:the|its|that|those)\s(?:\w+\s){1,3}(?:having|being))\b))"
    r"|^\W*(?:it|that|§\s?230|section\s230)\sdoes\snot\s(?:for|as\sto|when|where)\b|^\W*(?:it|that)\sdid\snot[\s.]*$|^\W*not[\s.;]*$"
    r"|^\W*(?:may|can|could|must|will)\s?not(?:[\s.;]*$|,)|^\W*(?:but|though"
    r"|although)\snot\s(?:to|as\sto|for|the|when|where|against|claims?)\b")
# "It has nothing to say about the copyright claim", "and the immunity does not": the law does not reach that claim.
LAW_SILENT = _compile(
    r"(?:^\W*it|\b(?:section\s|§\s?)230)\shas\snothing\sto\s(?:say|do)\b|\b(?:the\simmunity|section\s230|§\s?230|the\scda)\sdoes\snot[\s.;]*$")
# "The ruling that § 230 bars the claim is reversed": the order says what became of it, the clause holds nothing.
RULING_UNDONE = _compile(
    r"\b(?:ruling|holding|conclusion|determination|finding|decision|order|judgment)s?\s[^.;]{0,120}\b(?:is|are|was|must\sbe)\s(?:\w+\s)?(?:reversed|vacated|set\saside)\b")
# Who succeeds, prevails or wins: of the one against § 230, the other way.
WINNING = _compile(r"prevail|succeed|wins?\b")
BY_CLAIMANT = _compile(r"\b(?:plaintiffs?|claimants?|relators?)\b[^.;,]{0,40}$")
# "§ 230 protects against liability, not against a subpoena."
NOT_THIS = _compile(r"\s(?:against|from)\s[^.;,]{1,40},\snot\s(?:against|from)\b")
NOT_RAISED = _compile(r"[^.;]{0,40}\b(?:(?:has|have|had)\sbeen|was|is)\s(?:\w+\s)?(?:raised|asserted|pleaded|pressed)\b")
EXCEPTION_AFTER = _compile(r"\((?:e\)\([1245]|f\)\(3)\)")
# A ruling named as that of which review or a stay is sought.
RULING_NAMED = _compile(r"\b(?:certif\w+|stay|appeal)\b[^.;]{0,60}\bof\s(?:the|its|an)\s(?:ruling|order|decision)\sthat\b")
# "Whether § 230 shields a gateway, we answer no."
ANSWERED = _compile(
    r"\b(?:whether|does|do)\s[^.;]{0,40}?(?:§\s?230|section\s230|the\scda)(?P<asked>[^.;]{0,260}?)[,.?:]\s(?:and\s)?(?:we|i|(?:the|this)\scourt)\s"
    r"(?:answer|answers|answered)\s(?:is\s)?(?:in\sthe\s|that\squestion\s)*\"?(?P<answer>no|yes|negative|affirmative)\b")
# "Breach of contract: not barred", with the claim for a heading.
VERBLESS = _compile(r"^\W*(?:and\s|but\s)?(?:not|never)\s(?:\w+ly\s|so\s)?(?:barred|foreclosed|precluded|pre-?empted|immune|protected|shielded|covered|within|dismissed)\b")
# The subject stands in the clause before: "Unjust enrichment: outside it, and may proceed."
NO_SUBJECT = _compile(r"\W*(?:and|so|then)?\s*")
# "Bars every count but the fourth": the other way for what is excepted.
ALL_BUT = _compile(
    r"\b(?:every|all|each|any|everything)\s(?:of\s)?(?:(?:the|these|those|his|her|their|other)\s)?(?:\w+\s){0,2}?"
    r"(?:(?:counts?|claims?|theor\w+|causes?(?:\sof\saction)?)\s)?"
    r"(?:but|except|save|other\sthan|apart\sfrom)\b")
DEFENCE_STRUCK = _compile(r"\bstri(?:ke|king|kes|cken)\b[^.;]{0,60}\bdefen[cs]es?\b|\bdefen[cs]e\b[^.;]{0,60}\bstricken\b")
# FOSTA or 2421A alone raises no immunity: a motion on vagueness says nothing of § 230.
NAMES_IMMUNITY = _compile(r"230|\bcda\b|decency|immun|\(c\)\s?\([12]\)|\([cef]\)\s?\(\d\)|publish|speaker|interactive\scomputer|content\sprovider")
# Where § 230 is only a word of the facts: a prospectus, a campaign.
FACT_ONLY = _compile(
    r"\b(?:prospectus|forward-looking|repeal|(?:be|been)\samended|amend(?:ing|ment\s(?:of|to))\s(?:section|§)"
    r"|neither\s(?:party|side)\s(?:relies|invokes|raises)|lobb\w+|risk\sfactors?|no\sparty|(?:an\sadmission|a\sconcession)"
    r"|book|curriculum)\b")
ENDED = _compile(r"\b(?:dismissed|for\s(?:the\s)?defendants?(?:\son\s[\w\s-]{1,40})?)\W*$")
CLAIM_BEFORE = _compile(
    r"\b(?:claims?|counts?|suits?|actions?|causes?|theor\w+|complaint|prosecution|charge|case|it|they|all|both|each|former"
    r"|latter|duty|dut(?:y|ies)|ordinance|act|law|demand)\b")
COUNT = _compile(
    r"\b(?:claims?|counts?|causes?\sof\saction|theor(?:y|ies)|the\s(?:first|second|third|fourth|former|latter)(?!\s(?:amendment|circuit|time|department|district)))\b")
AWAY = _compile(r"unavail|inapplic|misplac|no\savail|inapposite")
# "cannot proceed", "may not stand"; not "not shown", "not dismissed".
NOT_LIVE = _compile(rf"cannot|not\s(?:\w+\s)?{_GO}|(?:may|can|will|shall|must|could|should)\snot")
# "The immunity is intact", "the defense survives": of the law itself, and for it.
STANDS = _compile(r"(?:is|are|remains?)\s(?:\w+\s)?(?:untouched|unaffected|undisturbed|intact)|surviv|stands?")
# Of § 230 without its name: its words, its initials beside a claim.
SPEAKS_OF_IT = _compile(
    r"\btreat(?:ed|s|ing)?\b[^.;]{0,50}\bpublisher\b|\bliability\sfor\spublishing\b|\bcda(?:['’]s)?\s(?:argument|defen[cs]e"
    r"|immunity|issue|question|motion)|\bthe\scda\b")
# The law in general, not of the claim in hand.
GENERIC = _compile(
    r"\b(?:such\s(?:a\s)?(?:claim|suit|action)s?|an?\s(?:claim|suit|action)\s(?:where|when|that|in\swhich)|those\swho"
    r"|anyone\swho|one\swho|providers\s(?:who|that|and\susers)|protects?\s(?:providers|hosts|sites|platforms|services|websites|users|publishers))\b")
# "Section 230 gives a service the last word": § 230 as the subject of a verb that no table names.
SUBJECT = _compile(
    r"^(?:\([a-z0-9]+\))*\s(?:\w+ly\s)?(?!(?:is|was|has|does|claims|grounds|motions|issues|defen[cs]es|arguments|questions"
    r"|cases|this|its|as|says|speaks|immunities|protections)\b)[a-z]+s\s")
OTHER_CDA = _compile(r"contract\sdisputes|contracting\sofficer|disclosure\sagreement|document\sarchitecture|certified\sclaim")
WITHIN = _compile(r"(?:falls?|falling|is|are|comes?|lies?|sits?)?\s?(?:\w+\s)?(?:within|under)|appl|cover|extend|reach|protect|sav")
NONE_AFTER = _compile(r"\s(?:no\sone|nobody|nothing|none|neither|no\s(?:\w+\s)?(?:such|prosecution|claim|suit|defendant|company|site))\b")
NOTHING = _compile(r"\b(?:no|not|nothing|never|little|none|neither)\b")
# "The exception covers prosecutions only", "requires the site's own violation": what is left of the bar.
NARROWED = _compile(r"\bonly\b|\brequires?\b|\bdemands?\b|\bconfined\b|\blimited\sto\b")
LIFTED = _compile(r"immunity|protection|shield|defen[cs]e|argument|invocation")
# Said of claims only, so that no subject need be named: "Misrepresentation survives".
LIVES = _compile(r"surviv|reinstate|(?:goes|go)\s(?:forward|on|ahead|to)")
GOES_ON = _compile(rf"surviv|reinstate|{_GO}|tried|\b(?:goes|going|went|proceeds?|stands?)\b")
DISMISSAL = _compile(r"\bdismissal\b|\bjudgment\sfor\s(?:the\s)?(?!plaintiff)")
