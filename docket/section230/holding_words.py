"""The words by which courts say that § 230 bars a claim or does not, or leave it open. No rule stands here.

With them the other grounds on which a claim ends, and the words for whose content a claim is about:
others', or the defendant's own.
"""

import re


def _table(*rows: str) -> str:
    return "|".join(rows)


def _compile(pattern: str) -> re.Pattern:
    # Read against small letters only: so the engine skips an alternative by its first letter (three times as
    # fast on 75 texts).
    return re.compile(pattern)


# "Preempted by the Airline Deregulation Act": by a law that is not this one.
BY_ANOTHER = (
    r"\sby\s(?!§|230|sections?\s230|47\s|the\s(?:cda|communications\sdecency|statute(?!\sof)|same\b|act\b"
    r"|immunity|federal|safe)|cda|\(c|it\b|that\b|this\b|federal)"
)
OPEN_VERBS = (
    r"(?:reach|decide|address|consider|resolve|determine|answer|ask|say|speak|rule|opine|comment|touch|take\sup"
    r"|pass\s(?:up)?on|go\son|explore|weigh|enter|venture|construe|examine|discuss|analy[sz]e|confront"
    r"|tackle|get\sto|turn\sto"
    r"|express|hear|entertain|inquire|wade|settle|engage|revisit|sort\sout|take\sa\sposition|untangle"
    "|adjudicate|detain)"
)
_OPEN_ING = (
    r"(?:reaching|deciding|addressing|considering|resolving|answering|saying|ruling|opining|commenting|touching|passing"
    r"|construing|taking\sup|examining|discussing|determining|entering|settling|expressing|regard\sto"
    r"|reference\sto|getting)"
)
_OPEN_ED = (
    r"(?:reached|decided|addressed|considered|resolved|answered|determined|adjudicated|examined|discussed|settled"
    r"|raised\sbelow|preserved|ruled\son|entertained|passed\son|taken\sup)"
)
_ADVERB = (
    r"(?:therefore|thus|accordingly|also|here|now|otherwise|then|even|presently|today|yet|of\scourse"
    r"|for\sthat\sreason|,)"
)
OPEN = _compile(
    r"\b(?:"
    + _table(
        (
            rf"(?:need\snot|needn't|(?:does|do|did|will|would|could|can|may|shall)\s?(?:not|n't)|cannot|never|neither"
            rf"|nor)(?:,?\s(?:{_ADVERB}|need|have\soccasion\sto|purport\sto|stop\sto|pause\sto|have\sto|get\sto"
            r"|require\s(?:the\scourt"
            rf"|us)\sto|(?!be\b)\w+))?,?\s{OPEN_VERBS}"
        ),
        (
            r"(?:declin\w+|refrain\w*|unnecessary|no\s(?:need|occasion|reason|power|call|cause)"
            r"|not\s(?:called\s(?:up)?on|asked"
            r"|necessary|required|reason)|too\s(?:early|soon)|premature|forbear\w*|without\soccasion|unwilling"
            r"|hesitat\w+|(?:relieves?"
            r"|spares?)\s(?:us|the\scourt)\s(?:of|from))\s(?:for\s\w+\s)?(?:to|from"
            rf"|of)\s(?:\w+\s)?(?:{OPEN_VERBS}|{_OPEN_ING})"
        ),
        rf"(?:not|n't|never|neither|be|being)\s(?:\w+\s)?(?<!cannot\sbe\s){_OPEN_ED}\b(?<!be\sreached)(?=[\s.,;]|$)",
        rf"without\s(?:\w+\s)?{_OPEN_ING}",
        r"whether\sor\snot",
        r"regardless\sof\s(?:whether|how)",
        (
            r"(?:leav(?:e|es|ing)|left)\b(?!\sno\sroom)[^.;]{0,90}?\b(?:another\sday|open|undecided|unresolved"
            "|undetermined|aside"
            r"|to\sone\sside|for\s(?:the\s|a\s)?(?:state|case|trial|district|transferee|arbitrator|later|remand"
            r"|another|summary|jury|full|fuller|merits)|to\sthe\s(?:state"
            r"|arbitrator|transferee|trial|district|panel)\w*|for\sthat)"
        ),
        r"(?:may|might|can|better|best)\s(?:be\s)?left\s(?:alone|aside|for)",
        (
            r"(?<!to\s)(?:put|puts|set|sets|lay|lays|laying|setting|putting)\s(?:[\w§'-]+\s){0,5}?(?:aside"
            r"(?!\sthe\s(?:judgment|order|verdict))|to\sone\sside)"
        ),
        r"pass(?:es|ed)?\s(?:over|by|for\snow)",
        r"(?:bracket|pretermit|sidestep|bypass|skip|postpone|deferr?)(?:s|ed|ted|ting|ring|es|ing)?",
        r"for\sanother\s(?:day|case|time)",
        (
            r"(?:sav|keep|hold|postpon)(?:e|es|s|ing)?\s(?:[\w§]+\s){1,5}?for\s(?:a\s|the\s)?(?:later"
            "|different|case|day|record|summary|trial|when)"
        ),
        r"another\sday",
        r"later\sday",
        (
            r"(?:is|are)\s(?:for|a\s(?:matter|question)\sfor)\s(?:the\s)?(?:state\scourts?|arbitrat\w+"
            r"|transferee|trial\scourt|district\scourt|another|superior)"
        ),
        r"(?:no|any)\s(?:view|opinion|position)\s(?:\w+\s)?(?:on|as\sto|about|of)",
        r"(?:express|intimat|venture|offer|tak)\w*\sno\s(?:view|opinion|position)",
        r"we\sexpress\sno",
        r"(?:as\sa\s)?comment\son",
        r"(?:nothing\sto\ssay|says?\snothing|saying\snothing)\s(?:about|of|on)",
        (
            r"(?:calls?\sfor|needs?|requires?|warrants?|merits?)\sno\s(?:\w+\s)?(?:discussion|decision"
            "|answer|ruling|comment|attention|resolution)"
        ),
        (
            r"(?:will|may|can|shall)\s(?:\w+\s)?(?:take\sup|address|decide|consider|revisit|resolve"
            r"|reach)\s(?:[\w§]+\s){0,5}?(?:if|when|once|on|after|at)\b"
        ),
        r"(?:may|can)\s(?:re-?assert|renew|re-?urge|re-?raise|raise)\b",
        r"(?:will|may|can|shall)\stake\sup",
        r"no\s(?:further\sforce|power\sto\ssay|occasion)",
        r"go(?:es)?\sno\sfurther",
        r"(?:ends?|stops?)\sthere",
        r"begins?\sand\sends?",
        r"(?:we|court|i)\s(?:\w+\s)?need\snot",
        (
            r"(?:argument|defen[cs]e|question|issue|objection|point)\b[^.;]{0,30}\b(?:is|are"
            r"|was)\s(?:\w+\s)?(?:premature|untimely|not\sripe)"
        ),
        r"not\s(?:a|the|an)\s(?:ground|basis|issue)",
        r"not\s(?:asserted|invoked|at\sissue)\b",
        r"no\s(?:§\s?|section\s)?230\s(?:ruling|holding|decision|issue)",
        r"certiorari\s(?:is\s|was\s)?denied",
        r"academic",
        r"improvidently",
        r"superfluous",
        r"beside\sthe\spoint",
        r"immaterial\there",
        r"forfeit(?:ed|s|ure)\b(?!\sits\sanswer)",
        r"waive[ds]?\b",
        r"abandon(?:ed|s)",
        r"not\s(?:timely\s)?(?:raised|preserved|briefed|pressed|presented|before\s(?:us|this|the|panel))\b",
        r"never\s(?:appeared\s)?(?:to\s)?(?:raised?|pressed|pleaded)",
        r"for\sthe\sfirst\stime\son\sappeal",
        r"(?:motion|defen[cs]e|argument)s?\b[^.;]{0,60}\b(?:withdrawn|terminated)",
        r"too\slate",
        r"reserv(?:es?|ed|ing)\s(?:\w+\s){0,4}(?:decision|questions?|judgment|ruling|issues?|for)",
        r"assum(?:es|ing|ed|e)\swithout\sdeciding",
        r"remains?\s(?:open|undecided|unresolved|unanswered)",
        r"may\stake\sup",
        r"(?:goes|go|sent|returns?)\sback\sto\s",
        r"before\s(?:the\s)?(?:court|it|we)\s(?:could|can|had)",
        r"(?:can|may|will|must|should)\sbe\s(?:\w+\s)?(?:decided|addressed|raised|considered|renewed|taken\sup|resolved"
        r"|heard)\s?(?:later|if|when|once|after|on|by|in|there|at|below|,|\.)",
        r"(?:different|another|alternative|other|narrower|separate)\s(?:ground|footing|basis|reason)s?",
        r"prefers?\s(?:this|that|the)\s(?:\w+\s)?(?:ground|course|reason)",
        r"must\s(?:await|wait)\b",
        r"awaits?\b",
        r"on\sthat\sground\salone",
        r"for\s(?:that|this|the\ssame)\sreason\salone",
        r"unnecessary",
        r"neither\sdo\s(?:we|i)\b",
        r"declin\w+\sto\sdo\sso",
        r"in\sthe\sfirst\sinstance",
        r"(?:drops\sout|falls\saway)",
        r"there\s(?:the\scourt|we|i)\s(?:stops?|ends?)",
        r"(?:makes?|renders?|made|rendered)\s(?:[\w§'-]+\s){0,6}?(?:superfluous|moot|academic|unnecessary)",
        r"no\s(?:longer\s)?(?:live|occasion)",
    )
    + r")"
)
MOOT = _compile(r"\bmoot(?:ed|s)?\b")
EVEN_IF = _compile(
    r"\b(?:even\sif|wholly\sapart\sfrom|apart\sfrom|quite\sapart|aside\sfrom|without\sregard\sto)\b"
)
# A second ground, ruled on: "even if it were a state actor, § 230 would bar both".
STILL_BARRED = _compile(
    r"\b(?:even\s(?:if|were|assuming)|in\sany\s(?:event|case))\b[^.;]{0,140}?(?:,\s|\b)(?:§|section\s230"
    r"|the\scda|47\s|it|immunity)"
    r"[^.;,]{0,40}?\bwould\s(?:still\s|also\s|nonetheless\s)?(?:bar|foreclose|preclude|preempt|defeat|immunize)\b"
)
APART = _compile(
    r"(?:different|another|alternative|other|narrower|separate)\s|whether\sor\snot|regardless|even\sif"
    r"|(?:quite\s|wholly\s)?apart|aside\sfrom|without\sregard"
)
WAIVED = _compile(r"waive|forfeit|abandon|too\slate|not\s(?:timely\s)?(?:raised|preserved|briefed|pressed)")
# "We do not ask": a finite verb leaves § 230 open only if a court is its subject.
FINITE = _compile(
    r"(?:need\snot|needn't|(?:does|do|did|will|would|could|can|may|shall)\s?(?:not|n't)|cannot|never|neither|nor)\b"
)
COURT_SUBJECT = _compile(
    r"\b(?:we|i|our|us|court|courts|judge|panel|justice|undersigned|opinion|order|decision|holding"
    r"|majority)\b|^\W*(?:and|nor"
    r"|but|so)?\s*$|\b(?:and|nor|but|so)\s(?:therefore\s|thus\s|accordingly\s|hence\s)?$|\bneed\b"
)
OTHER_GROUND = _compile(
    r"\b(?:claims?|counts?|causes?\sof\saction|theor(?:y|ies)|suit|action|complaint)\s(?:(?!that\b|which\b"
    r"|defendants?\b"
    r"|plaintiffs?\b)[\w§.()'-]+,?\s+){0,8}?(?:fails?|failed|insufficient|inadequate\w*|deficient|time-barred|untimely"
    r"|dismissed(?=\s(?:for|because|since|on(?!\sthe\ssame\b)|as|under\srule|without\sprejudice)))\b"
    r"(?:[^.;]{0,40}\b(?:because|for|on|as|under|since"
    r"|without|too)\b)?"
    r"|\b(?:claims?|counts?)\b[^.;]{0,60}\b(?:is|are)\s(?:time-barred|untimely|not\s(?:adequately\s"
    r"|plausibly\s)?(?:pleaded"
    r"|alleged|stated)|conclusory)|\bfor\s(?:want|lack|failure)\s(?:of|to)\b|\btoo\sthin\b|\bnot\s(?:being|having)\b"
    r"|\b(?:claims?|counts?|first|second|third|fourth|former|latter|complaint)\b[^.;]{0,20}\blacks?\b"
    r"|\bbecause\s(?:state|tort"
    r"|contract|common)\slaw|\bprivate\scompany\b|\b(?:is|are)\sprivate\b|\bstate\sact(?:or|ion)\b"
    r"|\bcolor\sof\s(?:state\s)?law|\bnot\sthe\sgovernment\b|\bnot\sbound\sby\sthe\sconstitution"
    rf"|\b(?:barred|pre-?empted|foreclosed|precluded){BY_ANOTHER}\w+"
    r"|\b(?:claims?|counts?)\s(?:founders?|falters?|stumbles?|collapses?|cannot\ssurvive)\s(?:on|for"
    r"|because|without)|\b(?:is|was|are"
    r"|were)\s(?:not|no)\s(?:adequately\s|plausibly\s|a\s|sufficiently\s)?(?:pleaded|alleged|state\sact\w+|government)"
)
# Why a claim ends that ends on another ground.
FOR_WANT_OF = _compile(
    r"\W{0,9}(?:because|since|as)\b[^.;]{0,80}\b(?:no|not|never|lacks?|lacked|without|fails?|failed"
    r"|untimely|time-barred|too\s(?:late|vague))\b"
)
WANTING = _compile(
    r"\b(?:claims?|counts?|death|dismissed)\b[^.;]{0,60}\bfor\s(?:want|lack|failure)\s(?:of|to)\b"
)
# Grounds that end a case without § 230.
ELSEWHERE = _compile(
    r"\b(?:"
    + _table(
        r"(?:personal|subject[\s-]matter|diversity|appellate|federal|supplemental)[\s-]jurisdiction",
        r"jurisdiction\b",
        r"limitations?\b(?=[^.;]{0,40}(?:run|period|statute|bar|expired|one|two|three)|[.,;])",
        r"time-barred",
        r"untimely",
        r"too\slate",
        r"arbitrat\w+",
        r"transferr?(?:ed|ing)?",
        r"standing",
        r"article\siii",
        r"withdr(?:aws|ew|awn)",
        r"voluntar\w+\s(?:dismiss\w+|withdr\w+)",
        r"rule\s4\(m\)",
        r"rule\s8\b",
        r"shotgun",
        r"(?:qualified|absolute|judicial)\simmunity",
        r"rule\s12\(b\)\([1-5]\)",
        r"improper\s(?:venue|service)",
        r"service\son",
        r"res\sjudicata",
        r"(?:claim|issue)\spreclusion",
        (
            r"on\s(?!§|section|cda|communications|immunity|those|these|that|this|federal"
            r"|its)(?:[\w-]+\s){1,2}grounds?\b(?!\sof)"
        ),
        r"collateral\sestoppel",
        r"failure\sto\s(?:prosecute|exhaust|serve|state|allege|plead)",
        r"abstain\w*",
        r"abstention",
        r"remand(?:ed|s|ing)?\sto\s(?:the\s)?(?:state|superior|circuit)",
        r"not\s(?:\w+\s)?ripe",
        r"ripeness",
        r"unripe",
        r"moot(?:ness)?",
        r"(?:not|nor|no)\s(?:a\s)?final\s(?:decision|order|judgment)",
        r"default\s(?:judgment|shall|is)",
        r"consented\sto\ssuit",
        r"sovereign\simmunity",
        r"eleventh\samendment",
        r"state\sact(?:or|ion)",
        r"private\scompany",
        r"adequate\sremedy",
        r"no\s(?:such\s)?duty",
        r"special\srelationship",
        r"proximate",
        r"caus(?:al|ation)\b",
        r"damages\b(?=[^.;]{0,30}\b(?:proved|shown|not)\b)|no\sdamages",
        r"scienter",
        r"relevant\smarket",
        r"antitrust\sinjury",
        r"not\sdiverse",
        r"citizens\sof",
        r"likelihood\sof\sconfusion",
        r"reasonable\sconsumer",
        r"aiding\sand\sabetting",
        r"opinion,?\snot\sfact",
        r"non-?actionable",
        r"substantially\strue",
        r"forum[\s-]selection",
        r"first\samendment(?=[^.;]{0,60}(?:enough|suffic|alone))",
        r"commercial\ssex\sact",
        r"motion\s(?:for|to)\sremand(?=[^.;]{0,60}\b(?:granted|allowed))",
        r"arising\sunder\sfederal\slaw",
        r"federal[\s-]question",
        r"safe\sharbor\sapplies",
        r"preempted\sby\sthe\scopyright",
    )
    + r")\b"
)
# What the court left open once, and takes up in this text: "previously deferred ruling".
BEFORE_NOW = _compile(r"\b(?:previously|earlier|formerly|once|at\sfirst|had)\s$")
OF_A_CLAIM = _compile(r"\b(?:claims?|counts?|causes?\sof\saction|objections?\sto\sthe)\b")
WITHOUT_PREJUDICE = _compile(r"\b(?:denied|dismissed)\s(?:\w+\s)?without\sprejudice|\bwith\sleave\sto\srenew")


# The claim, or what was said of it, is not one of publishing: another's words are not in play.
OWN = _compile(
    r"\b(?:"
    + _table(
        (
            r"(?:is|are|was|were|became|becomes?|as|be)\s(?:(?!another|of|not|no)[\w-]+\s){0,5}?(?:an?\s"
            r"|the\s|its\sown\s)?information[\s-]content[\s-]provider"
        ),
        r"materially?\scontribut\w+",
        r"contributed\smaterially",
        r"had\sa\shand\sin",
        (
            "(?:its|his|her|their|own|defendant's|company's|platform's|maker's|vendor's|site's|firm's"
            r"|seller's|service's)\sown\s(?!the\b|that\b|it\b)\w+"
        ),
        r"\w+['’]s\sown\s\w+",
        (
            r"(?:defendant|company|platform|maker|vendor|site|firm|seller|service|host)['’]s\s(?:content"
            "|words|speech|ads?|conduct)"
        ),
        (
            r"own\s(?:words|speech|conduct|content|statements?|acts?|promises?|product|creation|writing"
            "|posts?|message|design|algorithm|invention|contrivance)"
        ),
        (
            r"(?:itself|herself|himself|themselves)\s(?:the\s)?(?:author|speaker|creator|wrote|created"
            "|developed|composed|drew|made|sold|supplied)"
        ),
        r"speaks?\sfor\sitself",
        r"first-party",
        (
            r"(?:wrote|authored|composed|drafted|created|devised|ghost-?wrote)\s(?:it|them"
            r"|the\s\w+)\s(?:itself|herself|himself|themselves)"
        ),
        (
            "(?:defendant|site|company|host|platform|service|app|forum|owner|editor|employees?|staff"
            r"|engineers?)\s(?:\w+\s)?(?:wrote"
            r"|authored|composed|drafted|devised|fabricated|invented|ghost-?wrote|built|chose\sand\swrote)"
        ),
        (
            "(?:written|composed|drafted|authored|devised|supplied|created"
            r"|designed)\sby\s(?:the\s)?(?:defendant|site|company|host"
            r"|platform|service|its|staff|employees?)[\w']*"
        ),
        (
            r"(?:is|makes?|made|renders?)\s(?:itself\s|it\s|him\s|her\s|them\s)?(?:an?\s|the\s)(?:author"
            "|creator|developer|co-developer|co-author)"
        ),
        (
            r"(?:makes?|made|render(?:s|ed)?)\s(?:[\w'-]+\s){1,4}?(?:an?\s|the\s)?(?:content\s)?(?:co-)?"
            "(?:author|creator|developer|provider)"
        ),
        r"regulat(?:es?|ing)\s(?:no\s|[\w-]+,?\snot\s)(?:publish\w+|speech|content)",
        r"no\sthird\s(?:person|party)['’]?s",
        r"(?:not|never|neither|no\slonger|isn't|hardly)\s(?:[\w]+\s){0,3}?(?:publishing"
        r"|(?:as\s)?(?:a\s)?publisher['’]?s?|publish\w*\sconduct|what\spublishers\sdo|speech)\b",
        r"nothing\s(?:\w+\s){0,3}published|published\snothing",
        r"without\s(?:altering|changing|touching|removing)\s(?:a\s|any\s)",
        (
            r"(?:irrespective|regardless|independent(?:ly)?)\sof\s(?:what|any"
            r"|the)\s(?:\w+\s){0,3}?(?:posted|said|content|posts?|words|speech)"
        ),
        r"not\s(?:for\s|on\s|in\s|from\s)?what\s(?:they|anybody|anyone|users|others|others?|it\shosts)",
        r"(?:was|were|did|is|are)(?:\s(?:not|never)|n't)\s(?:\w+\s){0,3}?(?:supplied|provided|written|authored"
        r"|furnished)\sby\s(?:an)?'?(?:other|third|users?|anyone)\w*",
    )
    + r")\b"
)
# … or is one of publishing what others say.
_OTHERS = (
    r"(?:third[\s-](?:part(?:y|ies)|persons?)|another|others?|users?|members?|strangers?|customers?|sellers?|vendors?"
    r"|some(?:body|one)\selse|guests?|comment(?:er|ator)s?|subscribers?|advertisers?|landlords?|patients?"
    "|readers?|renters?"
    r"|somebody\selse|peddlers?|dealers?|posters?|hosts?|reviewers?|people|callers?|competitors?|student"
    "|tenants?|buyers?|they)"
)
_THINGS = (
    r"(?:content|posts?|words|speech|information|listings?|ads?|advertisements?|messages?|reviews?|comments?|videos?"
    "|statements?|profiles?|pages?|notices?|talk|remarks|material|clips?|e-?mails?|threads?|uploads?"
    "|photos?|images?|stories)"
)
HOSTED = _compile(
    r"\b(?:"
    + _table(
        rf"{_OTHERS}(?:['’]s?)?,?\s(?:\w+\s)?{_THINGS}",
        (
            rf"(?:what|which|that)\s(?:\w+\s)?{_OTHERS}\s(?:\w+\s)?(?:said|say|says|wrote|write|posted|post"
            "|supplied|typed|uploaded|publish|sent)"
        ),
        rf"{_THINGS}\s(?:\w+\s){{0,4}}?(?:of|by|from)\s(?:\w+\s)?{_OTHERS}",
        rf"(?:{_OTHERS}|another\sperson)\s(?:\w+\s)?(?:wrote|said|posted|uploaded|supplied)",
        (
            r"(?:did|has|had)(?:\s(?:not|never)|n't)\s(?:\w+\s)?(?:write|author|create|develop|compose"
            "|written|authored|created|developed)"
        ),
        (
            r"(?:not|never)\s(?:\w+\s)?(?:become\s)?(?:the\s|its\s|an?\s)(?:author|developer|creator"
            r"|co-author|information[\s-]content[\s-]provider)"
        ),
        r"(?:not|never)\s(?:\w+\s)?(?:turn|make|render)s?\b[^.;]{0,40}?\b(?:author|creator|developer|speaker|provider)",
        r"no\s(?:line|word|part)\s(?:that|which)\s(?:defendant|it)\s\w+",
        r"another\sinformation[\s-]content[\s-]provider",
        r"(?:is|are|as|be|that\sit)\s(?:\w+\s){0,3}?(?:published|publishing|publisher\sconduct"
        r"|publisher['’]s\s(?:act|duty|function|work|choice|role)|editorial|what\s(?:publishers|editors)\sdo)",
        r"those\sof\sa\spublisher",
        r"publisher\sconduct",
        r"(?:traditional|classic|quintessential(?:ly)?|core)\s(?:editorial|publish\w+)",
        r"merely\s(?:hosted|displayed|listed|shared|syndicated|processed|republished|passed|forwarded)",
        r"only\s(?:hosted|listed|displayed)",
        r"not\s(?:creation|creating|authorship|development)",
        r"(?:does|do)\snot\screate",
    )
    + r")"
)
TREATED = _compile(
    r"\btreat(?:s|ed|ing|ment)?\b[^.;,]{0,60}?(?:as|of)\s(?:being\s)?(?:an?\s|the\s|their\s|its\s"
    r"|that\s|\"\s?)*(?:publish\w+|speaker)"
)
IS_PUBLISHER = _compile(
    r"\b(?:is|isn't|are|aren't|as|become|becomes|being)\s(?:not\s|never\s)?(?:\w+ly\s|thus\s|therefore\s"
    r"|itself\s)?(?:the\s"
    r"|a\s|an\s|their\s|its\s|\")*(?:publisher|speaker)\b"
)
NO_ONE_AFTER = _compile(r"\b(?:nobody|no\sone|none|nothing)\b")
NO_ONE_SAYS = _compile(r"\b(?:no\sone|nobody|none|no\s(?:court|judge|reader|jury|fair\sreading))\b")
PROVIDER_NEVER = _compile(
    r"\b(?:no\s(?:provider|user|service|host|site|website|platform|interactive)|(?:shall|may|can)\s?not"
    r"|cannot|can't|(?:is|are)\snot\sto\sbe)\b"
)
SPEAKER_OF = _compile(r"[^.;]{0,30}\bspeaker\sof\b")
IS_SPEAKER = _compile(
    r"(?:is|are|became?|becomes)\s(?:\w+\s)?(?:the\s|a\s)?speaker\b(?!\sof\s(?:what|others|another|users|third))"
)
NOT_LIABLE = _compile(
    r"\b(?:not|cannot|can't|never)\s(?:\w+\s)?(?:be\s)?(?:held|liable|answerable|responsible"
    r"|made\sto\s(?:answer|pay))\b"
)


# Immunities of officers and of governments, which are none of § 230.
_NOT_OURS = r"(?<!qualified\s)(?<!sovereign\s)(?<!absolute\s)(?<!judicial\s)(?<!legislative\s)"
_L = r"(?:§{1,3}\s?230|section\s230|statute\b|act\b|immunity|protection|shelter|cda\b|\(c\)|reach\b|scope\b|it\b)"
# § 230 and what stands for it: the section, the act, the operative subsections, the immunity, the defense.
_MAIN = _table(
    r"sections?\s230(?!\((?:e\)\([1245]|f\)))",
    r"230\([abc]",
    r"230\(e\)\(3\)",
    r"c\.?d\.?a\b",
    r"decency\sact\b",
    rf"{_NOT_OURS}immunity\b",
    r"47\s?u\.?\s?s\.?\s?c\b(?![\s.]*§{1,3}\s?230\((?:e\)\([1245]|f\)))",
    r"the\s(?:statute(?!s?\sof\s(?:limitation|fraud|repose))|act|federal\sstatute|protection)\b",
    r"that\s(?:statute|section|subsection|provision)\b",
    r"congress\b",
    r"federal\slaw\b",
    r"this\sdefen[cs]e\b",
)
# What takes a claim out of § 230: its exceptions, and the definition of a content provider.
_EXCEPT = _table(
    r"exceptions?\b",
    r"carve-?\s?outs?\b",
    r"fosta\b",
    r"savings\s(?:clause|provision)",
    r"exemptions?\b",
    r"exclusion\b",
)
_EXCEPT_SIGNS = r"\((?:e\)\s?\([1245]|f\)\s?\(3)\)"
# "Beyond the State's reach": out of a plaintiff's hands, not out of § 230's.
_OFFICE = (
    r"(?:the\s|a\s)?(?:states?|city|county|commission|government|commonwealth|attorney\sgeneral|legislature"
    r"|plaintiff|court|prosecutor|law)['’]s?\s"
)
LAW = _compile(
    rf"\b(?:(?P<main>{_MAIN})|(?P<exception>{_EXCEPT}))"
    r"|[§(](?:(?P<main_sign>(?<=§)(?:§{0,3}\s?230(?!\((?:e\)\([1245]|f\))))"
    rf"|(?<=\()(?:c\)\s?\([12]|e\)\(3)\))|(?P<exception_sign>(?<=\()(?:e\)\s?\([1245]|f\)\s?\(3)\)))"
)
EXCEPTION = _compile(rf"\b(?:{_EXCEPT})|{_EXCEPT_SIGNS}")
# A negation up to six words before the verb; "refused … to"; or one that opens the clause ("No claim here is barred").
NEGATED = _compile(
    r"\b(?:not|no|never|nor|neither|cannot|n't|nothing|nobody|none|hardly|scarcely|unlikely|fails?\sto|failed\sto"
    r"|without(?!\s(?:the\s)?(?:exception|more|leave|prejudice|it\b))|lacks?|loses?|lost|far\sfrom|isn't"
    "|doesn't|rejects?"
    r"|rejected"
    r"|unable|outside|beyond|too\sfar|declin\w+|refus\w+)\b(?:[\s\"'(]+(?!and\b|but\b|only\b|is\b|are\b"
    r"|was\b|were\b|what\b|which\b)[\w§().'-]+){0,6}[\s\"'(]*$"
    r"|\b(?:declin\w+|refus\w+|unwilling|unprepared)\b[^.;]{0,60}\bto\s(?:\w+\s)?$"
    r"|\b(?:cannot|can't|not)\s(?:be\ssaid|say|conclude|find|hold|determine|agree|persuaded|convinced"
    r"|follow)\b[^.;]{0,60}\bthat\b[^.;]{0,50}$"
    r"|(?:^\W*|\b(?:that|and|but|so)\s)(?:no|none|neither|nothing|nobody|no\sone)\b[^,;]{0,90}$"
)
SUPPOSED = _compile(
    r"\b(?:whether|if|could|might|may(?!\snot)|should|unless|were\sit|how\sfar|the\sextent\sto\swhich|asks?"
    "|pressing|raising"
    "|asserting|(?:error|question|issue|point|request|declaration|contention|argument"
    r"|objection)\b[^.;,]{0,20}\b(?:is|was"
    r"|that|for))\b[^.;,]{0,70}$|\bclaims?\sthat\s(?:the|an?|this)\s(?:[\w.-]+\s){0,6}?(?:act|law|statute"
    r"|ordinance|rule|bill)\b[^.;,]{0,40}$|\bwould\b[^.;,]{0,25}$|\b(?:motions?|petitions?"
    r"|request)\b[^.;]{0,30}\bto\s$"
)
BARS = _compile(
    r"\b(?:"
    + _table(
        # the law does something to the claim
        rf"bar(?:s|ring)?\b|barred\b(?!{BY_ANOTHER})",
        r"(?:does|do|will|would|did)\snot\s(?:allow|permit|let|tolerate|countenance|suffer)"
        r"(?!\s(?:an?\s|the\s)?(?:\w+\s)?(?:defendant|company|site|platform|host|provider)\s)",
        r"foreclos(?:es?|ed|ing)",
        rf"preclud(?:es|e|ing)|precluded(?!{BY_ANOTHER})",
        rf"pre-?empt(?:s|ing)?\b|pre-?empted(?!{BY_ANOTHER})",
        r"forbid(?:s|den)?",
        r"prohibit(?:s|ed)?",
        r"defeat(?:s|ed)?",
        r"disposes?(?:d)?\sof",
        r"dispositive",
        r"control(?:s|led)?",
        r"govern(?:s|ed)?",
        r"appl(?:y|ies|ied)",
        r"cover(?:s|ed)?",
        r"reach(?:es|ed)?(?!\s(?:a|an)\s(?:settlement|agreement|verdict|stipulation))",
        r"extends?",
        r"doom(?:s|ed)?",
        r"fatal",
        r"extinguish\w*",
        r"(?:requires?|compels?|mandates?|demands?)\s(?:\w+\s)?dismissal",
        r"stops?",
        r"ends?\s(?:the|this)\s(?:matter|case|inquiry|suit)",
        r"settles\s(?:the\s)?(?:matter|case|question|point)",
        r"resolves\s(?:the\s|this\s)?case",
        r"(?:stand(?:s|ing)?|is)\sin\sthe\sway",
        r"take\saway",
        r"rul(?:es|ed)\s(?:it\s)?out",
        r"swallow(?:s|ed)?",
        r"blocks?",
        r"touch(?:es|ed)",
        r"le(?:ft|aves?)\sno\sroom",
        r"knocks?\sout",
        r"sinks?",
        # … or for the defendant
        r"immun(?:e|iz(?:es?|ed|ing))",
        r"shield(?:s|ed)?",
        r"(?<!consumer-)(?<!consumer\s)(?<!privacy\s)protect(?:s|ed)?",
        r"insulat(?:es?|ed)",
        r"entitle[sd]?",
        r"qualif(?:y|ies)",
        r"excus(?:es?|ed)",
        r"shelters?(?:ed)?",
        r"rescues?",
        r"helps?",
        r"avail(?:s|able)?",
        r"sav(?:es|ed)(?=\s(?:defendant|the\s(?:site|host|company)|it\b))",
        r"absolv\w+",
        r"relieve[sd]?",
        r"exempt(?:s|ed)?",
        r"spares",
        r"frees",
        (
            r"(?:enjoys?|has|have|had|retains?|grants?|confers?|granted|provides?|gives?|gave|affords?"
            r"|supplies)\s(?:(?!(?:qualified|sovereign|absolute|judicial)\s)[\w'§().]+\s){0,4}(?:immunity"
            r"|protection|(?:full|complete)\s(?:defen[cs]e|answer)|refuge|shelter|defen[cs]e"
            r"|shield|cover)\b"
        ),
        r"immunity\s(?:attaches|is\s(?:plain|clear|apparent))",
        r"prevail\w*",
        r"succeeds?",
        r"carries\sthe\sday",
        r"wins?\b",
        r"(?:is|are|well)[\s-]taken",
        r"(?:general\s)?(?:license|free\spass|blank\scheck)",
        r"(?:complete|full|good|perfect)\s(?:defen[cs]e|bar|answer)",
        r"protection\s(?:\w+\s)?is\s(?:complete|full)",
        # the claim meets the law
        r"inconsistent\swith",
        r"conflicts?\swith",
        r"(?:cannot|can't|can\snot)\sbe\s(?:\w+\s)?(?:squared|reconciled)\swith",
        r"contrary\sto",
        r"fails?\sunder",
        r"(?:falls?|succumbs?)\sto(?=\s(?:the\s|47\s|§|section|\(c|that|this))",
        r"dismissed\s(?:under|by\sreason\sof|on\sthe\sstrength\sof)",
        r"runs?\s(?:afoul|into|aground)",
        r"collides?\swith",
        r"founders?\s(?:on|upon)",
        rf"(?:puts?|places?|sets?)\s(?:\w+\s){{1,3}}beyond\s{_OFFICE}\w+",
        (
            r"(?:falls?|falling|is|are|comes?|lies|lie|sits?)\s(?:squarely\s|well\s|comfortably\s"
            r"|plainly\s)?(?:within|under)\b"
        ),
        (
            r"(?:(?<=\s)|^)within(?!\s(?:the\s(?:next|time)|[\w-]+\s(?:\([\w-]+\)\s)?(?:calendar\s"
            r"|business\s)?(?:days?|weeks?|months?|years?|hours?)\b))"
        ),
        r"unanswerable",
        r"futile",
        r"yields?\sto(?=\s(?:§|section|the\s(?:federal|statute|act|cda)))",
        r"gives?\sway\sto",
        r"the\sstuff\sof",
        r"the\s(?:sort|kind)\sof\s\w+\s(?:that\s)?",
        r"applicable",
        r"sustained",
        r"at\swork\shere",
    )
    + r")(?!\w)"
)
# Of these the claim's own failure, that names no law.
BARRED = _compile(
    r"\b(?!it\b|not\b)\w+\s(?:barred|foreclosed|precluded)(?=\s?[.;,]|\s?$)|\b\w+\s(?:protected|shielded"
    r"|immune)(?=\s?[.;,]|\s?$)"
    r"|^\W*(?:out|barred|foreclosed|precluded)\b|\b(?:(?:is|are)\sout|claims?\sout)\b(?=\s(?:under|by)\b|\s?[.;,]|\s*$)"
    r"|\b(?:is|are|was|were)\snot\s(?:\w+\s)?(?:barred|foreclosed|precluded|preempted)\b"
    r"|(?:^\W*|\b(?:is|are|falls?|lies?|comes?)\s)(?:within|inside)\s(?:it|the\s(?:statute|act|section"
    r"|immunity|shield))\b|\b(?:is|are|was|were|held|claims?|counts?|both|all|it"
    r"|therefore)\s(?:therefore\s|thus\s|still\s|also\s|likewise\s|all\s|both\s|accordingly\s|so\s"
    r"|plainly\s)*(?:barred|foreclosed"
    r"|precluded|preempted|immune)\b"
    rf"(?!{BY_ANOTHER}|\sbecause\sit\swas\sfiled)"
)
_GO = (
    r"(?:stand|lie|go\sforward|go\son|go\sahead|proceed(?!\s(?:through|with|to\s(?:fact|discovery)))|continue|survive"
    r"|be\s(?:maintained|tried)|be\s(?:held\s)?liable|advance|move\sforward)"
)
SURVIVES = _compile(
    r"\b(?:"
    + _table(
        # the claim lives on
        r"surviv(?:es?|ed|ing)",
        rf"(?:may|can|will|shall|must|cannot|could|should|to|not)\s(?:\w+\s)?{_GO}",
        r"(?:goes|go|went|going)\s(?:forward|on|ahead|to\s(?:the\s|a\s)?(?:jury|trial))",
        r"(?<!plaintiff\s)(?<!who\s)proceeds?(?!\s(?:in\sforma|pro\sse|under|through|with|of|from))",
        r"saved\sby",
        r"(?:is|are|was|were|be)\s(?:spared|saved|preserved)",
        r"(?:claims?|counts?|convictions?)\s(?:\w+\s)?stands?",
        r"reinstate[sd]?(?!\sthe\s(?:dismissal|judgment))",
        r"will\sbe\stried",
        r"(?:adequately|plausibly|sufficiently|properly|well)\s(?:pleaded|pled|alleged|stated)",
        r"not\s(?:be\s)?dismissed",
        r"(?:is|are)\s(?:set|ready)\sfor\strial",
        r"(?:(?:is|are)|claims?)\sin(?=\s*[.;,]|\s*$)",
        r"excepted\sfrom",
        r"excepts",
        r"(?<=,\s)not\s(?:barred|immune|protected|preempted)",
        r"jury\squestion",
        r"jury\s(?:could|may|might|must)",
        r"(?:question|issue|matter)s?\s(?:of\sfact\s)?for\s(?:the\s|a\s)?(?:jury|trier|factfinder)",
        r"genuine\s(?:dispute|issue)",
        r"question\sof\sfact",
        r"factual\s(?:dispute|question)",
        # the law lets go
        (
            r"(?:with(?:drew|draws|drawn|holds|held)|remov(?:es|ed)|strip(?:s|ped)|abrogat\w+|lift(?:s|ed)"
            r"|tak(?:es|en)\saway"
            r"|took\saway|eliminat\w+|keeps?\s(?:§|section)|pierc\w+|forfeits?)\s(?:[\w'-]+\s){0,4}?(?:immunity"
            "|protection|shield"
            r"|defen[cs]e|230|shelter|away)"
        ),
        (
            r"(?:defeat(?:s|ed)?|overc[oa]mes?|vitiat\w+|negat\w+|destroy\w*|los(?:es?"
            r"|t))\s(?:[\w()'-]+\s){0,4}?(?:immunity|defen[cs]e|protection|shield)"
        ),
        r"tak(?:es?|en|ing)\s(?:[\w'-]+\s){1,6}?(?:outside|out\sof|beyond)",
        r"(?:is|are|remains?|left|leaves|leaving)\s(?:[\w'-]+\s){0,5}?(?:untouched|unaffected|undisturbed|intact)",
        r"untouched",
        r"unaffected",
        r"leaves?\s(?:[\w'-]+\s){0,6}?alone",
        r"outside\s(?:of\s)?(?:the\s)?(?:[\w'-]+\s){0,4}?" + _L,
        r"out\sof\s(?:the\s)?(?:[\w'-]+\s){0,4}?" + _L,
        rf"beyond\s(?!{_OFFICE})(?:the\s)?(?:[\w'-]+\s){{0,4}}?" + _L,
        r"unprotected",
        r"inapplicable",
        r"unavailable",
        r"unavailing",
        r"no\savail",
        r"misplaced",
        r"misses\sthe\smark",
        r"inapposite",
        (
            "(?:defen[cs]e|argument|request|immunity|invocation|shield|shelter|protection"
            r"|reliance)\s(?:[\w(),.§'-]+\s){0,18}?(?:fails?"
            r"|falters?|is\s(?:\w+\s)?(?:rejected|stricken|lost|unavailing|forfeited|gone|misplaced)"
            r"|falls?\sshort|comes\sto\snothing"
            r"|is\swithout\smerit)"
        ),
        (
            r"no\s(?:bar|defen[cs]e|shield|answer|protection|immunity|obstacle|help|refuge|ground|role"
            "|application|impediment"
            r"|barrier|bearing|shelter|place|purchase|work\sto\sdo|part\sto\splay|comfort|warrant|excuse)"
        ),
        r"nothing\s(?:\w+\s)?to\sdo\swith",
        r"not\s(?:\w+\s)?(?:implicate|trigger)",
        r"(?:not|never)\s(?:\w+\s)?(?:in\splay|implicated|engaged|triggered|in\sthe\spicture)",
        r"(?:clears?|escapes?|avoids?|evades?|gets?\s(?:past|around)|steers?\sclear\sof)\s(?:the\s)?" + _L,
        r"(?:not|never)\s(?:been\s)?(?:establish(?:ed)?|apparent|evident|shown)",
        r"(?<!in)consistent\swith",
        r"must\syield",
        r"another\smatter",
        r"is\sto\sthe\scontrary|are\sto\sthe\scontrary",
        r"permits?\s(?:such\s)?(?:a\s)?(?:\w+\s)?(?:prosecution|suit|claim|action)s?",
        r"(?:prosecuted|sued|liable)\s(?:for\sconduct|notwithstanding)",
    )
    + r")(?!\w)"
)
ANSWER = _compile(
    r"\b(?:answer|reason|ground|obstacle|impediment|barrier|problem|difficulty|trouble)\s(?:\w+\s){0,3}?(?:is|lies\sin"
    r"|comes\sfrom)\s(?:\w+\s)?(?:§|section\s230|47|the\scda)"
)
PRONOUN = _compile(
    r"\b(?:it|(?:the|that)\s(?:statute|act|section|provision|immunity|law|shield|defen[cs]e))\s(?:(?:does|did"
    r"|do)\s(?:(?P<not>not|nothing)\s)?(?:\w+\s)?)?(?:bars?|immuniz(?:es?|ed)|shields?|preempts?|forecloses?|precludes?"
    r"|protects?|appl(?:y|ies)|helps?|reach(?:es)?|covers?|saves?)\b"
)
ANTI_ARGUMENT = _compile(
    r"\b(?:forecloses?|rejects?|rejected|rejecting|defeats?|unpersuaded|disagree\w*|unavailing|without\smerit|refutes?"
    r"|disposes\sof|unconvinced|not\spersuaded|overrul\w+)\b[^.;]{0,80}\b(?:arguments?|contentions?|reliance|defen[cs]e"
    r"|claim\sof\simmunity|theory\sthat|bid|objections?|invocation)"
)
OF_CLAIMANT = _compile(r"\bplaintiff|claimant|distributor|\(e\)\([1245]\)|exception|appellant's")
ELLIPSIS = _compile(
    r"^(?!\W*(?:it|this|that|he|she|they|we)\b)(?!.*\bplaintiffs?\s(?:\w+\s)?(?:is|are|has|have|does"
    r"|did)\snot\b).*\b(?:is|are|was|were|does|do|did|has|have)\s?(?:not|n't)(?:[\s.;]*$"
    r"|,\s(?=(?:resting|being|for|as|because|since|depending|(?:the|its|that"
    r"|those)\s(?:\w+\s){1,3}(?:having|being))\b))"
    r"|^\W*(?:it|that|§\s?230|section\s230)\sdoes\snot\s(?:for|as\sto|when|where)\b|^\W*(?:it"
    r"|that)\sdid\snot[\s.]*$|^\W*not[\s.;]*$"
    r"|^\W*(?:may|can|could|must|will)\s?not(?:[\s.;]*$|,)|^\W*(?:but|though"
    r"|although)\snot\s(?:to|as\sto|for|the|when|where|against|claims?)\b"
)
# "It has nothing to say about the copyright claim", "and the immunity does not": the law does not reach that claim.
LAW_SILENT = _compile(
    r"(?:^\W*it|\b(?:section\s|§\s?)230)\shas\snothing\sto\s(?:say|do)\b|\b(?:the\simmunity"
    r"|section\s230|§\s?230|the\scda)\sdoes\snot[\s.;]*$"
)
# "The ruling that § 230 bars the claim is reversed": the order says what became of it, the clause holds nothing.
RULING_UNDONE = _compile(
    r"\b(?:ruling|holding|conclusion|determination|finding|decision|order|judgment)s?\s[^.;]{0,120}\b"
    r"(?:is|are|was|must\sbe)\s(?:\w+\s)?(?:reversed|vacated|set\saside)\b"
)
# Who succeeds, prevails or wins: of the one against § 230, the other way.
WINNING = _compile(r"prevail|succeed|wins?\b")
BY_CLAIMANT = _compile(r"\b(?:plaintiffs?|claimants?|relators?)\b[^.;,]{0,40}$")
# "§ 230 protects against liability, not against a subpoena."
NOT_THIS = _compile(r"\s(?:against|from)\s[^.;,]{1,40},\snot\s(?:against|from)\b")
NOT_RAISED = _compile(
    r"[^.;]{0,40}\b(?:(?:has|have|had)\sbeen|was|is)\s(?:\w+\s)?(?:raised|asserted|pleaded|pressed)\b"
)
EXCEPTION_AFTER = _compile(r"\((?:e\)\([1245]|f\)\(3)\)")
# A ruling named as that of which review or a stay is sought.
RULING_NAMED = _compile(
    r"\b(?:certif\w+|stay|appeal)\b[^.;]{0,60}\bof\s(?:the|its|an)\s(?:ruling|order|decision)\sthat\b"
)
# "Whether § 230 shields a gateway, we answer no."
ANSWERED = _compile(
    r"\b(?:whether|does|do)\s[^.;]{0,40}?(?:§\s?230|section\s230|the\scda)(?P<asked>[^.;]{0,260}?)[,.?:]\s"
    r"(?:and\s)?(?:we|i|(?:the|this)\scourt)\s"
    r"(?:answer|answers|answered)\s(?:is\s)?(?:in\sthe\s|that\squestion\s)*\"?(?P<answer>no|yes|negative|affirmative)\b"
)
# "Breach of contract: not barred", with the claim for a heading.
VERBLESS = _compile(
    r"^\W*(?:and\s|but\s)?(?:not|never)\s(?:\w+ly\s|so\s)?(?:barred|foreclosed|precluded|pre-?empted"
    r"|immune|protected|shielded|covered|within|dismissed)\b"
)
# The subject stands in the clause before: "Unjust enrichment: outside it, and may proceed."
NO_SUBJECT = _compile(r"\W*(?:and|so|then)?\s*")
# "Bars every count but the fourth": the other way for what is excepted.
ALL_BUT = _compile(
    r"\b(?:every|all|each|any|everything)\s(?:of\s)?(?:(?:the|these|those|his|her|their|other)\s)?(?:\w+\s){0,2}?"
    r"(?:(?:counts?|claims?|theor\w+|causes?(?:\sof\saction)?)\s)?"
    r"(?:but|except|save|other\sthan|apart\sfrom)\b"
)
DEFENCE_STRUCK = _compile(
    r"\bstri(?:ke|king|kes|cken)\b[^.;]{0,60}\bdefen[cs]es?\b|\bdefen[cs]e\b[^.;]{0,60}\bstricken\b"
)
# FOSTA or 2421A alone raises no immunity: a motion on vagueness says nothing of § 230.
NAMES_IMMUNITY = _compile(
    r"230|\bcda\b|decency|immun|\(c\)\s?\([12]\)|\([cef]\)\s?\(\d\)|publish|speaker"
    r"|interactive\scomputer|content\sprovider"
)
# Where § 230 is only a word of the facts: a prospectus, a campaign.
FACT_ONLY = _compile(
    r"\b(?:prospectus|forward-looking|repeal|(?:be|been)\samended|amend(?:ing|ment\s(?:of|to))\s(?:section|§)"
    r"|neither\s(?:party|side)\s(?:relies|invokes|raises)|lobb\w+|risk\sfactors?|no\sparty|(?:an\sadmission"
    r"|a\sconcession)"
    r"|book|curriculum)\b"
)
ENDED = _compile(r"\b(?:dismissed|for\s(?:the\s)?defendants?(?:\son\s[\w\s-]{1,40})?)\W*$")
CLAIM_BEFORE = _compile(
    r"\b(?:claims?|counts?|suits?|actions?|causes?|theor\w+|complaint|prosecution|charge|case|it|they|all"
    "|both|each|former"
    r"|latter|duty|dut(?:y|ies)|ordinance|act|law|demand)\b"
)
COUNT = _compile(
    r"\b(?:claims?|counts?|causes?\sof\saction|theor(?:y|ies)|the\s(?:first|second|third|fourth|former"
    r"|latter)(?!\s(?:amendment|circuit|time|department|district)))\b"
)
AWAY = _compile(r"unavail|inapplic|misplac|no\savail|inapposite")
# "cannot proceed", "may not stand"; not "not shown", "not dismissed".
NOT_LIVE = _compile(rf"cannot|not\s(?:\w+\s)?{_GO}|(?:may|can|will|shall|must|could|should)\snot")
# "The immunity is intact", "the defense survives": of the law itself, and for it.
STANDS = _compile(
    r"(?:is|are|remains?)\s(?:\w+\s)?(?:untouched|unaffected|undisturbed|intact)|surviv|stands?"
)
# Of § 230 without its name: its words, its initials beside a claim.
SPEAKS_OF_IT = _compile(
    r"\btreat(?:ed|s|ing)?\b[^.;]{0,50}\bpublisher\b|\bliability\sfor\spublishing\b"
    r"|\bcda(?:['’]s)?\s(?:argument|defen[cs]e"
    r"|immunity|issue|question|motion)|\bthe\scda\b"
)
# The law in general, not of the claim in hand.
GENERIC = _compile(
    r"\b(?:such\s(?:a\s)?(?:claim|suit|action)s?|an?\s(?:claim|suit|action)\s(?:where|when|that|in\swhich)|those\swho"
    r"|anyone\swho|one\swho|providers\s(?:who|that|and\susers)|protects?\s(?:providers|hosts|sites"
    r"|platforms|services|websites|users|publishers))\b"
)
# "Section 230 gives a service the last word": § 230 as the subject of a verb that no table names.
SUBJECT = _compile(
    r"^(?:\([a-z0-9]+\))*\s(?:\w+ly\s)?(?!(?:is|was|has|does|claims|grounds|motions|issues|defen[cs]es"
    "|arguments|questions"
    r"|cases|this|its|as|says|speaks|immunities|protections)\b)[a-z]+s\s"
)
OTHER_CDA = _compile(
    r"contract\sdisputes|contracting\sofficer|disclosure\sagreement|document\sarchitecture|certified\sclaim"
)
WITHIN = _compile(
    r"(?:falls?|falling|is|are|comes?|lies?|sits?)?\s?(?:\w{1,30}\s)?(?:within|under)"
    r"|appl|cover|extend|reach|protect|sav"
)
NONE_AFTER = _compile(
    r"\s(?:no\sone|nobody|nothing|none|neither|no\s(?:\w+\s)?(?:such|prosecution|claim|suit|defendant|company|site))\b"
)
NOTHING = _compile(r"\b(?:no|not|nothing|never|little|none|neither)\b")
# "The exception covers prosecutions only", "requires the site's own violation": what is left of the bar.
NARROWED = _compile(r"\bonly\b|\brequires?\b|\bdemands?\b|\bconfined\b|\blimited\sto\b")
LIFTED = _compile(r"immunity|protection|shield|defen[cs]e|argument|invocation")
# Said of claims only, so that no subject need be named: "Misrepresentation survives".
LIVES = _compile(r"surviv|reinstate|(?:goes|go)\s(?:forward|on|ahead|to)")
GOES_ON = _compile(rf"surviv|reinstate|{_GO}|tried|\b(?:goes|going|went|proceeds?|stands?)\b")
DISMISSAL = _compile(r"\bdismissal\b|\bjudgment\sfor\s(?:the\s)?(?!plaintiff)")
