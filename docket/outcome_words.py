"""The words by which courts say that § 230 bars a claim, does not, or is left open. No rule stands here."""

import re

LAW = r"(?:§+\s?230|section\s230|\b230\(|\bCDA\b|decency\sact|\(c\)\([12]\)|\(e\)\([1-5]\)|\(f\)\(3\)|FOSTA|immunity|statute)"
# The head of a paper that no court wrote, or in which a court decides nothing on the merits.
PAPER = re.compile(
    r"""^[\W\d]{0,40}(?:(?:first|second|third|fourth|amended|supplemental|verified|consolidated|class|action
      |putative|prisoner|pro|se|third-party|joint|plaintiffs?|defendants?|appellants?|appellees?|petitioners?
      |respondents?|relators?|intervenors?|united\sstates|government|state|unopposed|corrected|redacted|sealed
      |proposed|master|short-form|civil|criminal|opening|initial|answering|principal|agreed|emergency|special
      |renewed|cross|letter|sur|new|adversary)(?:['’]s?|s['’])?[\s,-]+){0,6}
        (?:(?:complaint|answer|counter-?claims?|cross-?claims?|memorandum\s(?:in|of\s(?:law|points)|by
        |supporting|opposing)|memo\s(?:in|of)|motions?\b(?!\s(?:\S+\s){0,12}?(?:is|are|was|granted|denied)\b)
        |notice\b|reply|replies|opposition|response|objections?|brief|petition|letter
        |statement(?!\sof\sdecision)|status\sreport|report|case\smanagement\sstatement|indictment
        |information\b|superseding|stipulation|declaration|affidavit|surreply|sur-reply|amic(?:us|i)|request
        |application\b(?!\s(?:\S+\s){0,12}?(?:is|was|granted|denied)\b)|jury\sinstruction|verdict\sform
        |transcript|exhibit|question\spresented|questions\spresented|cause:|docketing\sstatement|mediation
        |settlement|summons|demurrer\b(?!\s(?:\w+\s){0,4}?(?:is|was|sustained|overruled))|scheduling\sorder
        |order\s(?:setting|staying|certifying|permitting)|order\sto\sshow\scause|schedule|oral\sargument
        |argument\s(?:heard|set|held)|hearing\s(?:set|held|notice)|minute\sentry:?\s(?:oral\s)?(?:argument
        |hearing)|calendar))""",
    re.VERBOSE | re.IGNORECASE,
)
COURTS_PAPER = re.compile(
    r"^[\W\d]{0,40}(?:memorandum\s(?:opinion|decision|and\sorder|disposition|order)"
    r"|report\sand\srecommendation[^.;]{0,40}\badopt|(?:notice|letter)\sof\s(?:decision|ruling|entry))", re.IGNORECASE)
NO_DECISION = re.compile(
    r"\b(?:taken\sunder\s(?:advisement|submission)|under\s(?:advisement|submission)|(?:is|are|was|recommends?"
    r"|recommending|recommended)\s(?:that\s)?(?:\w+\s){0,8}?(?:be\s(?:granted|denied|dismissed|affirmed))"
    r"|report\sand\srecommendation|findings\sand\srecommendations?|case\sis\sstayed|stay(?:s|ed"
    r"|ing)\s(?:\w+\s){0,4}(?:pending|until)|ordered\sto\s(?:file|brief)|shall\s(?:file|brief|submit)|(?:set"
    r"|scheduled|calendared)\sfor|argument\s(?:heard|set)|hear(?:s|d)\s(?:oral\s)?arguments?|(?:ruling|order"
    r"|decision|opinion)\s(?:to\s(?:follow|issue|enter)|will\s(?:issue|follow))|will\sissue\sa)\b", re.IGNORECASE)
ADOPTS = re.compile(
    r"\badopt(?:s|ed|ing)?\b|\baccept(?:s|ed|ing)\sthe\s(?:report|recommendation)|\boverrul(?:es|ed"
    r"|ing)\b[^.;]{0,60}\bobjections?", re.IGNORECASE)
OPEN = re.compile(
    rf"""\b(?:need\snot|needn't|(?:does|do|did|will|would|could|can|may)\s(?:not|therefore\snot
      |thus\snot)\s(?:\w+\s)?(?:reach|decide|address|consider|resolve|determine|pass\son|take\sup|rule\son|opine)
      |declin\w+\sto\s(?:\w+\s)?(?:reach|decide|consider|address|resolve|rule|take)|not\s(?:reach(?:ed)?
      |decid(?:ed|ing)|address(?:ed|ing)|consider(?:ed|ing)|preserve[d]?|raised\sbelow)|without\s(?:reaching
      |deciding|addressing|considering|resolving|regard\sto|construing|passing)
      |whether\sor\snot\s(?:\w+\s)?{LAW}|regardless\sof\s(?:whether\s)?(?:\w+\s)?{LAW}|(?:leav\w+
      |left)\b[^.;]{{0,80}}\b(?:another\sday|open|undecided|unresolved|for\s(?:the\s)?(?:state|trial
      |district|transferee|arbitrator|later|remand)|to\sthe\s(?:state|arbitrator|transferee|trial
      |district)\w*)|(?:is|are)\s(?:for|a\s(?:matter|question)\sfor)\s(?:the\s)?(?:state\scourt|arbitrator
      |transferee|trial\scourt|district\scourt|another\sday)|express(?:es|ing)?\sno\s(?:view|opinion)
      |(?:un)?necessary\sto\s(?:reach|decide|address|consider)|forfeit\w*|waived?\b|reserv(?:es|ed
      |ing)\s(?:\w+\s){{0,3}}(?:decision|question|judgment|ruling|issue)|assum(?:es|ing
      |ed)\swithout\sdeciding|academic\b|pretermit\w*|intimat\w+\sno|remains?\s(?:open|undecided)
      |no\s(?:occasion|need)\sto\s(?:reach|decide|address|consider|resolve)|may\stake\sup|(?:goes|go
      |sent)\sback\sto\s|for\sthat\scourt|before\s(?:the\s)?(?:court|it|we)\s(?:could|can
      |had)\s(?:\w+\s)?(?:rule|decide|reach|ruled|decided)|nothing\sto\ssay\sabout|(?:can
      |may)\sbe\s(?:decided|addressed|raised|considered|renewed)\s(?:later|if|when|once|after|on)
      |will\sbe\s(?:taken\sup|decided|addressed|considered|resolved|heard)|deferr?(?:ed|ing|s)?
      |another\sday)\b|{LAW}[^.;]{{0,60}}\b(?:is|are|becomes?|was)\s(?:therefore\s|thus\s|now\s
      |then\s)?moot\b|\bmoot\b[^.;]{{0,30}}{LAW}|{LAW}[^.;]{{0,40}}\bas\smoot\b
      |\beven\sif\s(?:\w+\s)?{LAW}""",
    re.VERBOSE | re.IGNORECASE,
)
NAMES_LAW = re.compile(LAW, re.IGNORECASE)
SPEAKER = re.compile(
    r"""\b(?:plaintiffs?|defendants?|appellants?|appellees?|petitioners?|respondents?|relators?|movants?|counsel
      |the\s(?:parties|government|company|platform|site|website|state|city|united\sstates|service|host|operator)
      |amici|amicus|[A-Z]\w+(?:\s[A-Z]\w+){0,3}|he|she|it|they)['’]?s?\s(?:also\s|further\s|now\s|next\s|instead\s
      |then\s)?(?:argues?|contends?|says?|urges?|insists?|asserts?|maintains?|submits?|claims?\sthat|seeks?
      |moves?d?|invokes?d?|raises?d?|contended|argued|asserted|insisted|urged|relies\son|alleges?|answers?\sthat
      |responds?|replies)\b
      |(?<!at\s)\b(?:argument|contention|assertion|theory|position)\sthat\b|(?<!we\s)\b(?:say|contend|argue
      |insist)\s|\b(?:the\s(?:district|trial|lower|superior|circuit)\scourt|the\scourt\sof\sappeals
      |the\scourt\sbelow|the\smagistrate(?:\sjudge)?|below)\s(?:\w+\s)?(?:held|ruled|found|concluded
      |dismissed|granted|denied|erred|reasoned)\b|\b(?:held|ruled)\sbelow\b""",
    re.VERBOSE,
)
SUPPOSED = re.compile(r"\b(?:whether|if|would|could|might|may|should|unless|were\sit)\b[^.;,]{0,60}$", re.IGNORECASE)
BARS = re.compile(
    rf"""\b(?:bar(?:s|red|ring)?|foreclose[sd]?|preclude[sd]?|preempt(?:s|ed)?|pre-empt(?:s|ed)?|immun(?:e|izes?d?
      |ized)|(?:enjoys?|has|have|retains?|grants?|confers?|granted|provides?|gives?)\s(?:\w+\s){{0,3}}immunity
      |immunity\s(?:applies|extends|attaches|bars|covers|reaches|forecloses|precludes)|shield(?:s|ed)?
      |(?<!consumer-)(?<!consumer\s)protect(?:s|ed)?|(?:enjoys?|has|affords?|provides?
      |gives?)\s(?:\w+\s){{0,3}}protection|insulate[sd]?|forbids?|prohibits?|defeats?(?:ed)?|dispos(?:es|itive)
      |controls?|governs?|appl(?:y|ies|ied)|cover(?:s|ed)?|reach(?:es|ed)?|extends?|inconsistent\swith
      |falls?\s(?:squarely\s)?(?:within|under)|within|entitle[sd]?|qualif(?:y|ies)|excuses?|answerable
      |conflicts?\swith|fails?\sunder|dismissed\sunder|runs?\safoul|dooms?(?:ed)?|dispose[sd]?\sof
      |requires?\sdismissal|compels?\sdismissal|extinguish\w*|fatal|complete\s(?:defense|bar|answer)|stops?
      |rescues?|helps?|invoke[sd]?|shelters?|hide|available|avail[s]?|resolve[sd]?\sthe\scase|prevail\w*|succeeds?
      |carries\sthe\sday|wins?|won|sustained)\b""",
    re.VERBOSE | re.IGNORECASE,
)
NEGATED = re.compile(
    r"\b(?:not|no|never|nor|neither|cannot|n't|nothing|hardly|fails?\sto|without(?!\s(?:the\s)?(?:exception|more"
    r"|it\b))|lacks?|loses?|lost|unavailable|far\sfrom|isn't|doesn't|rejects?|rejected|unable|outside"
    r"|too\sfar)\b(?:[\s\"'(]+(?!and\b|but\b)[\w§()'.-]+){0,6}[\s\"'(]*$", re.IGNORECASE)
SURVIVES = re.compile(
    rf"""^[\s,]*(?:but|though|although)\snot\s(?:to|as\sto|for|the|when|where|against|claims?)\b|\b(?:surviv(?:es?|ed
      |ing)|(?:may|can|will|shall|must|cannot|could)\s(?:\w+\s)?(?:stand|lie|be\smaintained|be\stried
      |be\s(?:held\s)?liable|proceed|go\sforward|continue|go\son)|(?:goes|go|went|going)\s(?:forward|on|ahead
      |to\s(?:the\s)?(?:jury|trial))|proceeds?\b|saved\sby|spared|(?:with(?:drew|draws|drawn)|remov(?:es|ed)
      |strip(?:s|ped)|abrogat\w+|lift(?:s|ed)|tak(?:es|en)\saway|took\saway
      |eliminat\w+)\s(?:[\w'-]+\s){{0,4}}?(?:immunity|protection|shield|defense)
      |nothing\sto\sdo\swith\s(?:\w+\s)?{LAW}|not\s(?:be\s)?dismissed|(?:is|are|remains?|left)\suntouched
      |untouched\sby|unaffected|outside\s(?:the\s)?(?:\w+\s){{0,3}}{LAW}
      |out\sof\s(?:the\s)?(?:\w+\s){{0,3}}{LAW}|(?:claims?|counts?)\s(?:\w+\s)?stands?
      |beyond\s(?:the\s)?(?:\w+\s){{0,3}}{LAW}|jury\squestion|jury\s(?:could|may|might)
      |question\s(?:of\sfact\s)?for\s(?:the\s|a\s)?jury|genuine\s(?:dispute|issue)|(?:is|are|became|becomes?|was
      |were)\s(?:itself\s|therefore\s|thus\s|also\s|the\s|an\s|a\s)*information\scontent\sprovider
      |material(?:ly)?\scontribut\w+|own\s(?:words|speech|conduct|content|statements?|acts?|promises?|product
      |creation|writing|posts?)|(?:itself|herself|himself|themselves)\s(?:the\s)?(?:author|speaker|creator|wrote
      |created|developed|composed)|(?:wrote|authored|composed)\s(?:it|them|the\s\w+)\s(?:itself|herself|himself
      |themselves)|first-party|inapplicable|unavailable|unavailing|(?:defense|argument
      |immunity)\s(?:\w+\s){{0,4}}?(?:fails|is\srejected|is\sstricken|falls\sshort)|no\s(?:bar|defense|shield
      |answer|protection|immunity|obstacle|help|refuge)|reinstate[sd]?|will\sbe\stried|(?:adequately|plausibly
      |sufficiently|properly|well)\s(?:pleaded|pled|alleged|stated)|(?:not|never)\s(?:been\s)?(?:establish(?:ed)?
      |apparent|evident|shown)|consistent\swith\s{LAW})\b""",
    re.VERBOSE | re.IGNORECASE,
)
BARRED = re.compile(
    r"\b(?:is|are|was|were|held|claims?|counts?)\s(?:therefore\s|thus\s|also\s|likewise\s|all\s)*(?:barred"
    r"|foreclosed|precluded)\b(?!\sby\s(?:the\s)?(?:statute|limitation|laches|res|claim\spreclusion|doctrine"
    r"|release|eleventh))", re.IGNORECASE)
OTHER_GROUND = re.compile(
    r"\b(?:claims?|counts?|causes?\sof\saction|theor(?:y|ies))\b[^.;]{0,70}\b(?:fails?|failed|dismissed"
    r"|insufficient|inadequate\w*|deficient|time-barred|untimely)\b[^.;]{0,40}\b(?:because|for|on|as|under|since"
    r"|without)\b|\b(?:claims?|counts?)\b[^.;]{0,60}\b(?:is|are)\s(?:time-barred|untimely|not\s(?:adequately\s"
    r"|plausibly\s)?(?:pleaded|alleged|stated))", re.IGNORECASE)
NOT_LIABLE = re.compile(r"\b(?:not|never|cannot|no)\s(?:be\s)?(?:held\s)?(?:liable|liability|answerable|responsible)\b", re.IGNORECASE)
# Grounds that end a case without § 230.
ELSEWHERE = re.compile(
    r"\b(?:personal|subject[\s-]matter|diversity)\sjurisdiction|\bstatute\sof\slimitations|\btime-barred"
    r"|\buntimely|\barbitrat\w+|\btransferr?(?:ed|ing)\b|\bstanding\b|\bwithdr(?:aws|ew|awn)\b"
    r"|\bvoluntar\w+\s(?:dismiss\w+|withdr\w+)|\bRule\s4\(m\)|\bimproper\s(?:venue|service)|\bres\sjudicata"
    r"|\bfailure\sto\s(?:prosecute|exhaust|serve)|\babstain\w*|\bremand(?:ed|s|ing)?\sto\s(?:the\s)?(?:state"
    r"|superior|circuit)", re.IGNORECASE)
# "It does not bar the rest": the law was named before.
PRONOUN = re.compile(
    r"\b(?:it|(?:the|that)\s(?:statute|act|section|provision|immunity|law))\s(?:(?:does|did|do)\s(?:(?P<not>not"
    r"|nothing)\s)?(?:\w+\s)?)?(?:bars?|immuniz(?:es?|ed)|shields?|preempts?|forecloses?|precludes?|protects?"
    r"|appl(?:y|ies))\b", re.IGNORECASE)
ANTI_ARGUMENT = re.compile(
    r"\b(?:forecloses?|rejects?|rejected|defeats?|unpersuaded|disagree\w*|unavailing|without\smerit|refutes?"
    r"|disposes\sof)\b[^.;]{0,80}\b(?:arguments?|contentions?|reliance|defen[cs]e|claim\sof\simmunity|theory\sthat"
    r"|bid)", re.IGNORECASE)
# "Count 3, based on refund notices, is not": the verb is the one before.
ELLIPSIS = re.compile(r"^(?!\W*(?:it|this|that|he|she|they|we)\b).*\b(?:is|are|was|were|does|do|did)\snot[\s.]*$", re.IGNORECASE)
TREATED = re.compile(r"\btreat(?:s|ed|ing|ment)?\s(?:[\w'-]+\s){0,6}?(?:as\s|of\s)(?:being\s)?(?:an?\s|the\s)?(?:publisher|speaker)", re.IGNORECASE)
OTHER_CASE = re.compile(
    r"^\W{0,40}(?:in\s(?:the\s(?:cited|sister|companion|related|other|earlier)|that|those|another)\s(?:cases?"
    r"|decisions?|actions?|suits?)|there,|(?:the|that|those)\s(?:cited\s)?(?:cases?|decisions?)\s(?:cited"
    r"|on\swhich))", re.IGNORECASE)
IN_PART = re.compile(
    r"\b(?:granted|denied|affirm\w*|revers\w*|dismiss\w*|sustain\w*)\s?,?\sin\spart|\bgranting\sin\spart"
    r"|\bin\spart\s(?:and|granted|denied)|\bpartly\b|\bpartial(?:ly)?\b", re.IGNORECASE)
DENIED = re.compile(
    r"\b(?:motions?|judgment|demurrer|dismissal|strike|injunction|petition|defen[cs]e|mandamus|application"
    r"|objection|immunity|request)\b[^.;]{0,90}?\b(?:denied|overruled|stricken|rejected|fails|refused|quashed)\b"
    r"|\b(?:deny|denies|denying|overrul(?:es|ing)|reject(?:s|ing|ed)|revers(?:es?|ed|ing))\b|\bdenied\b"
    r"|\bthe\s(?:arguments?|defense)\sfails", re.IGNORECASE)
DENIED_WORD = re.compile(r"\bden(?:ied|ies|ying)\b", re.IGNORECASE)
GRANTED = re.compile(
    r"\b(?:dismiss(?:ed|es|al)|granted|allowed(?=\s(?:as|in|with)|\.)|grants?|granting|sustain(?:ed|s|ing)"
    r"|affirm(?:ed|s|ing)?|judgment\sfor\s(?:the\s)?defendants?|quashed|enjoined|struck)\b", re.IGNORECASE)
EXCEPTION = re.compile(r"\bexceptions?\b|\bcarve-?\s?out|\(e\)\s?\([1245]\)", re.IGNORECASE)
SUBJECT_230 = re.compile(r"^\W*(?:47\sU\W?S\W?C\W?\s*)?(?:section|§)\s?230\s(?!\()", re.IGNORECASE)
HOLDS = re.compile(
    r"appl\w+|cover\w*|reach\w*|extends?|falls?\s(?:squarely\s)?within|within|controls?|governs?|protect\w*"
    r"|qualif\w+", re.IGNORECASE)
CLAUSE = re.compile(r"[;:]\s|,\s(?:but|and|while|whereas|so|though|although|yet|because|since|as)\s|\s(?:but|while|whereas)\s")
LAW_BEFORE = re.compile(rf"(?:{LAW})[^,;.]{{0,30}}$", re.IGNORECASE)
NOT_JUST_BEFORE = re.compile(r"\bnot\s$", re.IGNORECASE)
GOES_ON = re.compile(
    r"surviv|proceed|(?:may|can|will|shall|must|could|goes|go|went|going)\s|continue|spared|saved|reinstate"
    r"|unaffected", re.IGNORECASE)
AWAY = re.compile(r"unavail|inapplic", re.IGNORECASE)
DEFENCE_STRUCK = re.compile(r"\bstri(?:ke|king|kes|cken)\b[^.;]{0,60}\bdefen[cs]es?\b|\bdefen[cs]e\b[^.;]{0,60}\bstricken\b", re.IGNORECASE)
# FOSTA or 2421A alone raises no immunity: a motion on vagueness says nothing of § 230.
NAMES_IMMUNITY = re.compile(r"230|CDA|decency|immun|\(c\)\s?\([12]\)|\(e\)\s?\(\d\)|publisher|speaker", re.IGNORECASE)
# What a bare "granted" or "denied" must be about, if § 230 is what it was granted on.
DECIDES = re.compile(
    r"\b(?:motions?\sto\s(?:dismiss|strike|quash)|motion\sfor\s(?:judgment|summary)|motion\sunder|judgment"
    r"|demurrer|dismiss\w*|affirm\w*|revers\w*|special\smotion|motion\s(?:is\s)?(?:granted|denied)|injunction"
    r"|argument|defense|petition|(?:granted|allowed|denied)\sas\sto)\b", re.IGNORECASE)
