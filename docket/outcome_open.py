"""The words by which courts leave § 230 open, and the grounds on which a claim ends without it. No rule stands here."""

import re


def _table(*rows: str) -> str:
    return "|".join(rows)


def _compile(pattern: str) -> re.Pattern:
    # Read against small letters only: so the engine skips an alternative by its first letter (three times as fast on 75 texts).
    return re.compile(pattern)


# "Preempted by the Airline Deregulation Act": by a law that is not this one.
BY_ANOTHER = r"\sby\s(?!§|230|sections?\s230|47\s|the\s(?:cda|communications\sdecency|statute(?!\sof)|same\b|act\b|immunity|federal|safe)|cda|\(c|it\b|that\b|this\b|federal)"
OPEN_VERBS = (
    r"(?:reach|decide|address|consider|resolve|determine|answer|ask|say|speak|rule|opine|comment|touch|take\sup"
    r"|pass\s(?:up)?on|go\son|explore|weigh|enter|venture|construe|examine|discuss|analy[sz]e|confront|tackle|get\sto|turn\sto"
    r"|express|hear|entertain|inquire|wade|settle|engage|revisit|sort\sout|take\sa\sposition|untangle|adjudicate|detain)")
_OPEN_ING = (
    r"(?:reaching|deciding|addressing|considering|resolving|answering|saying|ruling|opining|commenting|touching|passing"
    r"|construing|taking\sup|examining|discussing|determining|entering|settling|expressing|regard\sto|reference\sto|getting)"
)
_OPEN_ED = (
    r"(?:reached|decided|addressed|considered|resolved|answered|determined|adjudicated|examined|discussed|settled"
    r"|raised\sbelow|preserved|ruled\son|entertained|passed\son|taken\sup)"
)
_ADVERB = r"(?:therefore|thus|accordingly|also|here|now|otherwise|then|even|presently|today|yet|of\scourse|for\sthat\sreason|,)"
OPEN = _compile(
    r"\b(?:" + _table(
        rf"(?:need\snot|needn't|(?:does|do|did|will|would|could|can|may|shall)\s?(?:not|n't)|cannot|never|neither"
        rf"|nor)(?:,?\s(?:{_ADVERB}|need|have\soccasion\sto|purport\sto|stop\sto|pause\sto|have\sto|get\sto|require\s(?:the\scourt"
        rf"|us)\sto|(?!be\b)\w+))?,?\s{OPEN_VERBS}",
        rf"(?:declin\w+|refrain\w*|unnecessary|no\s(?:need|occasion|reason|power|call|cause)|not\s(?:called\s(?:up)?on|asked"
        rf"|necessary|required|reason)|too\s(?:early|soon)|premature|forbear\w*|without\soccasion|unwilling|hesitat\w+|(?:relieves?"
        rf"|spares?)\s(?:us|the\scourt)\s(?:of|from))\s(?:for\s\w+\s)?(?:to|from|of)\s(?:\w+\s)?(?:{OPEN_VERBS}|{_OPEN_ING})",
        rf"(?:not|n't|never|neither|be|being)\s(?:\w+\s)?(?<!cannot\sbe\s){_OPEN_ED}\b(?<!be\sreached)(?=[\s.,;]|$)",
        rf"without\s(?:\w+\s)?{_OPEN_ING}", r"whether\sor\snot", r"regardless\sof\s(?:whether|how)",
        r"(?:leav(?:e|es|ing)|left)\b(?!\sno\sroom)[^.;]{0,90}?\b(?:another\sday|open|undecided|unresolved|undetermined|aside"
        r"|to\sone\sside|for\s(?:the\s|a\s)?(?:state|case|trial|district|transferee|arbitrator|later|remand|another|summary|jury|full|fuller|merits)|to\sthe\s(?:state"
        r"|arbitrator|transferee|trial|district|panel)\w*|for\sthat)",
        r"(?:may|might|can|better|best)\s(?:be\s)?left\s(?:alone|aside|for)",
        r"(?<!to\s)(?:put|puts|set|sets|lay|lays|laying|setting|putting)\s(?:[\w§'-]+\s){0,5}?(?:aside(?!\sthe\s(?:judgment|order|verdict))|to\sone\sside)",
        r"pass(?:es|ed)?\s(?:over|by|for\snow)", r"(?:bracket|pretermit|sidestep|bypass|skip|postpone|deferr?)(?:s|ed|ted|ting|ring|es|ing)?",
        r"for\sanother\s(?:day|case|time)",
        r"(?:sav|keep|hold|postpon)(?:e|es|s|ing)?\s(?:[\w§]+\s){1,5}?for\s(?:a\s|the\s)?(?:later|different|case|day|record|summary|trial|when)", r"another\sday", r"later\sday",
        r"(?:is|are)\s(?:for|a\s(?:matter|question)\sfor)\s(?:the\s)?(?:state\scourts?|arbitrat\w+|transferee|trial\scourt|district\scourt|another|superior)",
        r"(?:no|any)\s(?:view|opinion|position)\s(?:\w+\s)?(?:on|as\sto|about|of)",
        r"(?:express|intimat|venture|offer|tak)\w*\sno\s(?:view|opinion|position)", r"we\sexpress\sno",
        r"(?:as\sa\s)?comment\son", r"(?:nothing\sto\ssay|says?\snothing|saying\snothing)\s(?:about|of|on)",
        r"(?:calls?\sfor|needs?|requires?|warrants?|merits?)\sno\s(?:\w+\s)?(?:discussion|decision|answer|ruling|comment|attention|resolution)",
        r"(?:will|may|can|shall)\s(?:\w+\s)?(?:take\sup|address|decide|consider|revisit|resolve|reach)\s(?:[\w§]+\s){0,5}?(?:if|when|once|on|after|at)\b",
        r"(?:may|can)\s(?:re-?assert|renew|re-?urge|re-?raise|raise)\b", r"(?:will|may|can|shall)\stake\sup",
        r"no\s(?:further\sforce|power\sto\ssay|occasion)", r"go(?:es)?\sno\sfurther", r"(?:ends?|stops?)\sthere",
        r"begins?\sand\sends?", r"(?:we|court|i)\s(?:\w+\s)?need\snot",
        r"(?:argument|defen[cs]e|question|issue|objection|point)\b[^.;]{0,30}\b(?:is|are|was)\s(?:\w+\s)?(?:premature|untimely|not\sripe)",
        r"not\s(?:a|the|an)\s(?:ground|basis|issue)", r"not\s(?:asserted|invoked|at\sissue)\b",
        r"no\s(?:§\s?|section\s)?230\s(?:ruling|holding|decision|issue)", r"certiorari\s(?:is\s|was\s)?denied",
        r"academic", r"improvidently", r"superfluous", r"beside\sthe\spoint", r"immaterial\there",
        r"forfeit(?:ed|s|ure)\b(?!\sits\sanswer)", r"waive[ds]?\b", r"abandon(?:ed|s)",
        r"not\s(?:timely\s)?(?:raised|preserved|briefed|pressed|presented|before\s(?:us|this|the|panel))\b",
        r"never\s(?:appeared\s)?(?:to\s)?(?:raised?|pressed|pleaded)", r"for\sthe\sfirst\stime\son\sappeal",
        r"(?:motion|defen[cs]e|argument)s?\b[^.;]{0,60}\b(?:withdrawn|terminated)", r"too\slate",
        r"reserv(?:es?|ed|ing)\s(?:\w+\s){0,4}(?:decision|questions?|judgment|ruling|issues?|for)", r"assum(?:es|ing|ed|e)\swithout\sdeciding",
        r"remains?\s(?:open|undecided|unresolved|unanswered)", r"may\stake\sup", r"(?:goes|go|sent|returns?)\sback\sto\s",
        r"before\s(?:the\s)?(?:court|it|we)\s(?:could|can|had)",
        r"(?:can|may|will|must|should)\sbe\s(?:\w+\s)?(?:decided|addressed|raised|considered|renewed|taken\sup|resolved"
        r"|heard)\s?(?:later|if|when|once|after|on|by|in|there|at|below|,|\.)",
        r"(?:different|another|alternative|other|narrower|separate)\s(?:ground|footing|basis|reason)s?",
        r"prefers?\s(?:this|that|the)\s(?:\w+\s)?(?:ground|course|reason)", r"must\s(?:await|wait)\b", r"awaits?\b", r"on\sthat\sground\salone",
        r"for\s(?:that|this|the\ssame)\sreason\salone", r"unnecessary", r"neither\sdo\s(?:we|i)\b", r"declin\w+\sto\sdo\sso", r"in\sthe\sfirst\sinstance",
        r"(?:drops\sout|falls\saway)", r"there\s(?:the\scourt|we|i)\s(?:stops?|ends?)",
        r"(?:makes?|renders?|made|rendered)\s(?:[\w§'-]+\s){0,6}?(?:superfluous|moot|academic|unnecessary)", r"no\s(?:longer\s)?(?:live|occasion)",
    ) + r")")
MOOT = _compile(r"\bmoot(?:ed|s)?\b")
EVEN_IF = _compile(r"\b(?:even\sif|wholly\sapart\sfrom|apart\sfrom|quite\sapart|aside\sfrom|without\sregard\sto)\b")
# A second ground, ruled on: "even if it were a state actor, § 230 would bar both".
STILL_BARRED = _compile(
    r"\b(?:even\s(?:if|were|assuming)|in\sany\s(?:event|case))\b[^.;]{0,140}?(?:,\s|\b)(?:§|section\s230|the\scda|47\s|it|immunity)"
    r"[^.;,]{0,40}?\bwould\s(?:still\s|also\s|nonetheless\s)?(?:bar|foreclose|preclude|preempt|defeat|immunize)\b")
APART = _compile(
    r"(?:different|another|alternative|other|narrower|separate)\s|whether\sor\snot|regardless|even\sif|(?:quite\s|wholly\s)?apart|aside\sfrom|without\sregard")
WAIVED = _compile(r"waive|forfeit|abandon|too\slate|not\s(?:timely\s)?(?:raised|preserved|briefed|pressed)")
# "We do not ask": a finite verb leaves § 230 open only if a court is its subject.
FINITE = _compile(r"(?:need\snot|needn't|(?:does|do|did|will|would|could|can|may|shall)\s?(?:not|n't)|cannot|never|neither|nor)\b")
COURT_SUBJECT = _compile(
    r"\b(?:we|i|our|us|court|courts|judge|panel|justice|undersigned|opinion|order|decision|holding|majority)\b|^\W*(?:and|nor"
    r"|but|so)?\s*$|\b(?:and|nor|but|so)\s(?:therefore\s|thus\s|accordingly\s|hence\s)?$|\bneed\b")
OTHER_GROUND = _compile(
    r"\b(?:claims?|counts?|causes?\sof\saction|theor(?:y|ies)|suit|action|complaint)\s(?:(?!that\b|which\b|defendants?\b"
    r"|plaintiffs?\b)[\w§.()'-]+,?\s+){0,8}?(?:fails?|failed|insufficient|inadequate\w*|deficient|time-barred|untimely"
    r"|dismissed(?=\s(?:for|because|since|on(?!\sthe\ssame\b)|as|under\srule|without\sprejudice)))\b(?:[^.;]{0,40}\b(?:because|for|on|as|under|since"
    r"|without|too)\b)?"
    r"|\b(?:claims?|counts?)\b[^.;]{0,60}\b(?:is|are)\s(?:time-barred|untimely|not\s(?:adequately\s|plausibly\s)?(?:pleaded"
    r"|alleged|stated)|conclusory)|\bfor\s(?:want|lack|failure)\s(?:of|to)\b|\btoo\sthin\b|\bnot\s(?:being|having)\b"
    r"|\b(?:claims?|counts?|first|second|third|fourth|former|latter|complaint)\b[^.;]{0,20}\blacks?\b|\bbecause\s(?:state|tort"
    r"|contract|common)\slaw|\bprivate\scompany\b|\b(?:is|are)\sprivate\b|\bstate\sact(?:or|ion)\b"
    r"|\bcolor\sof\s(?:state\s)?law|\bnot\sthe\sgovernment\b|\bnot\sbound\sby\sthe\sconstitution"
    rf"|\b(?:barred|pre-?empted|foreclosed|precluded){BY_ANOTHER}\w+"
    r"|\b(?:claims?|counts?)\s(?:founders?|falters?|stumbles?|collapses?|cannot\ssurvive)\s(?:on|for|because|without)|\b(?:is|was|are"
    r"|were)\s(?:not|no)\s(?:adequately\s|plausibly\s|a\s|sufficiently\s)?(?:pleaded|alleged|state\sact\w+|government)")
# Why a claim ends that ends on another ground.
FOR_WANT_OF = _compile(r"\W*(?:because|since|as)\b[^.;]{0,80}\b(?:no|not|never|lacks?|lacked|without|fails?|failed|untimely|time-barred|too\s(?:late|vague))\b")
WANTING = _compile(r"\b(?:claims?|counts?|death|dismissed)\b[^.;]{0,60}\bfor\s(?:want|lack|failure)\s(?:of|to)\b")
# Grounds that end a case without § 230.
ELSEWHERE = _compile(
    r"\b(?:" + _table(
        r"(?:personal|subject[\s-]matter|diversity|appellate|federal|supplemental)[\s-]jurisdiction", r"jurisdiction\b",
        r"limitations?\b(?=[^.;]{0,40}(?:run|period|statute|bar|expired|one|two|three)|[.,;])", r"time-barred", r"untimely", r"too\slate",
        r"arbitrat\w+", r"transferr?(?:ed|ing)?", r"standing", r"article\siii", r"withdr(?:aws|ew|awn)", r"voluntar\w+\s(?:dismiss\w+|withdr\w+)",
        r"rule\s4\(m\)", r"rule\s8\b", r"shotgun", r"(?:qualified|absolute|judicial)\simmunity", r"rule\s12\(b\)\([1-5]\)", r"improper\s(?:venue|service)", r"service\son", r"res\sjudicata", r"(?:claim|issue)\spreclusion",
        r"on\s(?!§|section|cda|communications|immunity|those|these|that|this|federal|its)(?:[\w-]+\s){1,2}grounds?\b(?!\sof)",
        r"collateral\sestoppel", r"failure\sto\s(?:prosecute|exhaust|serve|state|allege|plead)", r"abstain\w*", r"abstention",
        r"remand(?:ed|s|ing)?\sto\s(?:the\s)?(?:state|superior|circuit)", r"not\s(?:\w+\s)?ripe", r"ripeness", r"unripe", r"moot(?:ness)?",
        r"(?:not|nor|no)\s(?:a\s)?final\s(?:decision|order|judgment)", r"default\s(?:judgment|shall|is)",
        r"consented\sto\ssuit", r"sovereign\simmunity", r"eleventh\samendment", r"state\sact(?:or|ion)", r"private\scompany", r"adequate\sremedy",
        r"no\s(?:such\s)?duty", r"special\srelationship", r"proximate", r"caus(?:al|ation)\b",
        r"damages\b(?=[^.;]{0,30}\b(?:proved|shown|not)\b)|no\sdamages", r"scienter", r"relevant\smarket", r"antitrust\sinjury", r"not\sdiverse",
        r"citizens\sof", r"likelihood\sof\sconfusion", r"reasonable\sconsumer", r"aiding\sand\sabetting",
        r"opinion,?\snot\sfact", r"non-?actionable", r"substantially\strue", r"forum[\s-]selection",
        r"first\samendment(?=[^.;]{0,60}(?:enough|suffic|alone))", r"commercial\ssex\sact",
        r"motion\s(?:for|to)\sremand(?=[^.;]{0,60}\b(?:granted|allowed))", r"arising\sunder\sfederal\slaw", r"federal[\s-]question",
        r"safe\sharbor\sapplies",  r"preempted\sby\sthe\scopyright",
    ) + r")\b")
# What the court left open once, and takes up in this text: "previously deferred ruling".
BEFORE_NOW = _compile(r"\b(?:previously|earlier|formerly|once|at\sfirst|had)\s$")
OF_A_CLAIM = _compile(r"\b(?:claims?|counts?|causes?\sof\saction|objections?\sto\sthe)\b")
WITHOUT_PREJUDICE = _compile(r"\b(?:denied|dismissed)\s(?:\w+\s)?without\sprejudice|\bwith\sleave\sto\srenew")
