"""Claims pleaded, provisions and exceptions of § 230 cited, and the holding on § 230, read out of a text or a
cover sheet.

A claim is named to say that it is pleaded, whatever became of it; one named to say that it is not
pleaded, or that belongs to a cited case, is none (labelling guide, Claims). The causes of action that
this tracker counts, and how courts and parties name them, come first.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from docket.issues import ParseError
from docket.section230.citations import (
    ProvisionCited,
    find_provisions,
    find_references,
    mask_citations,
    may_speak_of_230,
    plain,
)
from docket.section230.holdings import find_outcome
from docket.text.sentences import find_sentences
from docket.vocabulary import CauseOfAction, ExceptionAtIssue, Provision

_SUIT = r"(?:claims?|counts?|causes?\sof\saction|theor(?:y|ies)|suits?|actions?|torts?|allegations?|case)"
# … or the last of several: "the publicity, privacy and negligence claims"; or a heading: "Count II
# (contract)", "Contract: barred".
_SUITS = rf"(?:(?:(?:,\s[\w-]+){{0,4}},?\s(?:and|or)\s(?:[\w-]+[\s-]){{1,3}})?(?:(?<=[\s-])|[\s-]){_SUIT}|(?=[):]))"


@dataclass(frozen=True)
class CauseNames:
    cause: CauseOfAction
    gates: tuple[str, ...]
    pattern: re.Pattern


def _row(cause: CauseOfAction, gates: str, pattern: str) -> CauseNames:
    # Gates are looked for where hyphens are blanks (docket/section230/claims.py).
    return CauseNames(
        cause, tuple(gates.replace("-", " ").split("|")), re.compile(pattern, re.VERBOSE | re.IGNORECASE)
    )


CAUSES = (
    _row(
        CauseOfAction.DEFAMATION,
        "defam|libel|slander|business disparagement|trade libel",
        r"\bdefam\w+|\blibel\w*|\bslander\w*|\b(?:business|commercial)\s(?:disparagement)",
    ),
    _row(CauseOfAction.FALSE_LIGHT, "false", r"\bfalse[\s-]light"),
    _row(
        CauseOfAction.IIED,
        "distress|outrag|iied",
        r"\b(?:intentional|reckless)\s(?:or\s\w+\s)?(?:infliction|imposition)|\bIIED\b"
        r"|(?<!negligent\sinfliction\sof\s)\bemotional[\s-]distress\s(?:and\s[\w-]+\s)?"
        + _SUIT
        + (
            r"|(?<=,\s)emotional[\s-]distress(?=,|\sand\b)|\boutrage\b|\boutrageous\sconduct\b"
            r"|\b(?:outrageous(?:ly)?|intentional(?:ly)?|reckless(?:ly)?)\b[^.;]{0,40}\b(?:emotional"
            r"|mental)[\s-](?:distress|anguish|suffering)"
            r"|\b(?:emotional|mental)[\s-](?:distress|anguish),?\s(?:intentionally|recklessly)"
            r"|\binfliction\sof\s(?:severe\s)?emotional"
        ),
    ),
    _row(
        CauseOfAction.NEGLIGENCE,
        "negligen",
        r"\b(?:gross(?:ly)?\s|ordinary\s)?negligen(?:ce|tly|t)\b(?![\s-](?:design|misrepresentation|interference))",
    ),
    _row(
        CauseOfAction.PRODUCT_LIABILITY_DESIGN,
        "design|product|defect|unreasonably dangerous|strict liab|strict product",
        rf"""\bproducts?[\s-](?:liability|{_SUIT})|\bdesign[\s-](?:and[\s-]warning[\s-])?(?:defects?|based
      |{_SUIT})|\bdesign\s(?:and|or)\s[\w\s-]{{1,30}}?\s(?:claims?|counts?)
      |\bdefective(?:ly)?[\s-](?:and\s\w+\s)?(?:design\w*|products?)|\bdefects?\sin\s(?:the\s)?(?:\w+\s)?design
      |\bproduct[\s-](?:design|defect)|\bnegligent(?:ly)?[\s-]design\w*|\bunreasonably\sdangerous
      |\bas\sto\sdesign\b|(?:^|[.;]\s)design(?=\s?:)
      |\bstrict[\s-](?:products?[\s-])?liability\b(?!,?[\s-]+(?:for\s)?failure)
      |\bdesigned\sdefectively|\bdefect(?:s|ive)?\s{_SUIT}""",
    ),
    _row(
        CauseOfAction.FAILURE_TO_WARN,
        "warn",
        (
            r"\bfail(?:ures?|ed|ing|s)?[\s-](?:to|ed\sto)[\s-](?:adequately\s)?warn\w*|\binadequate[\s-]warnings?"
            r"|\bduty[\s-]to[\s-]warn|\bwarning\s(?:claims?|counts?|theor(?:y|ies)|defects?)"
            r"|\bfailure[\s-]of[\s-]warning"
            r"|\bdesign\s(?:and|or)\swarnings?\b|\b(?:want|lack|absence)\sof\s(?:an?\s|any\s)?(?:adequate\s"
            r"|sufficient\s)?warnings?\b|\bwarnings?\s(?:was|were)\sinadequate|\b(?:ga?i?ves?|giving|given"
            r"|provid(?:e[sd]?|ing)|issued)\s(?:\w+\s)?(?:no|inadequate|insufficient)\swarnings?"
            r"|\b(?:never|not|n't|neglect\w*\sto|omit\w*\sto|refus\w+\sto)\swarn(?:ed|ing)?\b"
            r"|\bduty\sof\swarning|\bwithout\swarning\s(?:of|about|users|parents|consumers)"
        ),
    ),
    _row(
        CauseOfAction.TVPRA_1595,
        "beneficiar|1595|trafficking|tvpra",
        rf"\b1595\b|\bTVPR?A\b|\btrafficking\svictims[’']?\sprotection"
        rf"|(?<!state\s)(?<!state-law\s)(?<!state\scivil\s)(?<!human-)\bfederal\s(?:sex[\s-]|civil\s"
        rf"|human[\s-])?trafficking[\s-]{_SUIT}|\btrafficking[\s-]beneficiary|\bbeneficiary[\s-]{_SUIT}",
    ),
    _row(
        CauseOfAction.ATA_2333,
        "2333|terroris|antiterroris|jasta|ata claim|ata count",
        r"\b2333\b|\banti-?[\s-]?terrorism\sact|\bjustice\sagainst\ssponsors|\bJASTA\b|\bATA\s(?:claims?|counts?)",
    ),
    _row(CauseOfAction.CSAM_2255, "2255|masha|2252a(f)", r"\b2255\b|\bmasha['’]?s\slaw|\b2252A\(f\)"),
    _row(
        CauseOfAction.SEX_TRAFFICKING_STATE_LAW,
        "trafficking|52.5|ch. 98|chapter 98|98.00|236.1",
        r"""\bstate\s(?:[\w-]+\s){0,3}?(?:claim|count)\sfor\s(?:sex[\s-]|human[\s-])?trafficking
      |\bstate(?:['’]s)?[\s-](?:law\s|civil\s|statutory\s|sex[\s-]|human[\s-]|anti-)*trafficking
      |\btrafficking\b[^.;]{0,40}?\bunder\s(?:state|[A-Z]\w+(?:\s[A-Z]\w+)?)\slaw|\b(?!federal\b
      |victims\b)(?:alabama|alaska|arizona|arkansas|california|colorado|connecticut|florida|georgia|illinois
      |indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|missouri|nevada
      |new\s\w+|ohio|oregon|pennsylvania|tennessee|texas|utah|virginia|washington|wisconsin)['’]?s?\s(?:civil\s
      |state\s|sex[\s-]|human[\s-]|anti-)*trafficking|\bch(?:apter|\.)\s98\b|\b98\.00\d\b|\b236\.1\b|\b52\.5\b
      |\btrafficking\b[^.;]{0,30}\bstate\s(?:civil\s)?(?:statute|law)
      |\b(?<!federal\s)statutory\s(?:sex[\s-]|human[\s-]|civil\s)*trafficking
      |\b(?:stat|code|laws|rev)\.?\s(?:ann\.?\s)?(?:§+|ch\.)\s?[\d.:a-z-]+\d,?\s[^;]{0,30}?\btrafficking
      |\btrafficking\b[^;]{0,40}?\b(?:stat|code|laws)\.?\s(?:ann\.?\s)?(?:§|ch\.)""",
    ),
    _row(
        CauseOfAction.CONSUMER_PROTECTION,
        (
            "cppa|cfa|njcfa|icfa|cspa|ocspa|fbpa|mcpa|wcpa|vcpa|cpa|cutpa|fdutpa|dutpa|udtpa|dtpa|udap|mmpa"
            "|tutpa|lutpa|utpa|gbl|"
            "general business|unfair|deceptive|consumer|practices|advertising|93a|ucl|clra|ftc act|trade "
            "commission|17200"
        ),
        rf"""\bunfair[\s-](?:competition|(?:and|or)[\s-](?:deceptive|unlawful)|(?:trade[\s-]|business[\s-])?practices?)
      |\bdeceptive[\s-](?:(?:and|or)\s\w+\s)?(?:trade[\s-]|business[\s-]|acts?[\s-])*(?:and\s|or\s)?practices?
      |\b(?:unfair|deceptive|unlawful)\s(?:or\s\w+\s)?(?:acts?|conduct|practices?|statements?)\b
      |\bunfair(?:ness)?\s(?:or|and)\sdecepti\w+
      |\b(?:trade|business|sales|merchandising|consumer|unfair|deceptive|unlawful
      |unconscionable)[\s-]practices?\s(?:act|law|statute|{_SUIT})
      |\b\w?UTPA\b|\bMMPA\b|\b\w?UDAP\b|\bconsumer[\s-](?:protection|fraud|legal\sremedies|sales)\b|\bUCL\b
      |\bCLRA\b|\bF?D?UDTPA\b|\bFDUTPA\b
      |\bUDAP\b|\b(?:CPPA|N?J?CFA|ICFA|CSPA|OCSPA|FBPA|MCPA|WCPA|VCPA)\b|\bCPA{_SUITS}|\bDTPA\b|\bCUTPA\b
      |\b17200\b|\bchapter\s93A|\bc\.\s93A|\bGBL\b|\bgeneral\sbusiness\slaw\b
      |\bFTC\sact|\bfederal\strade\scommission\sact|\b(?:false|misleading)[\s-]advertising""",
    ),
    _row(
        CauseOfAction.CONTRACT_PROMISSORY_ESTOPPEL,
        "contract|estoppel|breach|covenant|promise|broke",
        rf"""\bbreach(?:es)?[\s-]of[\s-](?:(?:an?|the|its|their|express|implied|written|\w+['’]s)[\s-])*(?:contracts?\b
      |(?:[\w-]+\s){{0,3}}agreements?\b|terms\b|user\sagreement|covenant|(?:\w+\s){{0,3}}(?:promises?|pledges?
      |assurances?|undertakings?|commitments?)\b|implied\s\w+)|\bbreached\s(?:its
      |the|their|an?)\s(?:\w+\s)?(?:contract|agreement|terms|promise)
      |(?<!quasi-)(?<!quasi\s)\bcontract(?:ual)?(?:[\s-]and\s[\w\s-]{{1,30}}?\s{_SUIT}|{_SUITS})
      |\bpromissory[\s-]estoppel|\bestoppel{_SUITS}
      |\bimplied[\s-]covenant|\bcovenant\sof\sgood\sfaith|\bsounds?\sin\scontract|\bcontract\s(?:and
      |or)\s(?:\w+[\s-]){{1,4}}(?:claims?|counts?)|(?:claims?|counts?|suit|action|sues)\s(?:for|in|sounding\sin
      |of)\s(?:(?:[\w-]+,?\s){{0,4}}(?:and|or)\s)?contract\b|\bpromise-based|\bcontract\s(?:dispute|law)\b
      |\bas\sa\scontract\b
      |\bcontractual\s(?:promise|undertaking|duty)|\bbreach\sof\s(?:(?:the|its)\s)?(?:policy|licen[cs]e)\b
      |\bbroke\s(?:its|their|his|the|an?)\s(?:\w+\s)?(?:contract|agreement)
      |\b(?:sues|suing|sued)\sin\scontract\b""",
    ),
    _row(
        CauseOfAction.RIGHT_OF_PUBLICITY,
        "publicity|likeness|3344|appropriat|misappropriat|unauthori|exploitation|wrongful publication|wrongful use",
        (
            rf"\b(?:unauthori[sz]ed|wrongful|commercial)\s(?:commercial\s)?(?:publication|use"
            rf"|exploitation)\sof\s(?:[\w']+\s){{0,3}}(?:name|likeness|image|identity|voice|portrait|photograph)"
            rf"|\bright(?:s)?[\s-]of[\s-]publicity|\bpublicity(?:[\s-]rights?|{_SUITS})"
            r"|\b(?:mis)?appropriat\w+\sof\s(?:\w+\s){0,3}(?:name|likeness|image|identity|voice)"
            rf"|\blikeness(?:{_SUITS}|[\s-]misappropriation)"
            rf"|\b3344\b"
        ),
    ),
    _row(
        CauseOfAction.COPYRIGHT,
        "copyright|17 u.s.c|dmca|infring",
        (
            r"(?<!preempted\sby\sthe\s)\bcopyrights?\b|\b17\sU[.\s]{0,2}S[.\s]{0,2}C[.\s]{1,3}§+\s?(?:50[1-5]"
            r"|10[16]|512|120[12])|\bDMCA\b"
            r"|\bdigital\smillennium"
        ),
    ),
    _row(
        CauseOfAction.TRADEMARK,
        "trademark|lanham|dilution|counterfeit|service mark|1125|1114|trade dress",
        (
            r"\btrade[\s-]?marks?\b|\blanham\sact\b(?!\s(?:false|unfair))|\bdilution\b|\bcounterfeit(?:s|ing"
            r"|[\s-](?:marks?|claims?|counts?))\b"
            r"|\bservice[\s-]marks?\b|\b15\sU[.\s]{0,2}S[.\s]{0,2}C[.\s]{1,3}§+\s?11(?:14|25)|\btrade[\s-]dress"
        ),
    ),
    _row(
        CauseOfAction.PRIVACY,
        (
            "privacy|intrusion|private facts|wiretap|biometric|wire tap|eavesdrop|ecpa|stored "
            "communications|intercept|bipa|intimate"
        ),
        (
            r"\binvasion[\s-]of[\s-](?:\w+[\s-])?privacy|\bintrusion\b|\bprivate[\s-]facts|\bwire-?tap\w*"
            r"|\bbiometric\w*"
            rf"|\bBIPA\b|\bprivacy[\s-](?:act\s|law\s|torts?\s)*{_SUIT}|\bprivacy{_SUITS}"
            r"|(?<!about\s)(?<!on\s)(?<!regarding\s)(?<!user\s)(?<!concerning\s)\bprivacy\b(?=[,;.]|\s(?:and"
            r"|or)\b)|\beavesdrop\w*"
            rf"|\bstored\scommunications\sact|\binterception\s{_SUIT}"
            rf"|\b(?:electronic\scommunications\sprivacy\sact|ECPA)\s{_SUIT}"
            r"|\bviolat\w+\s(?:of\s)?the\selectronic\scommunications\sprivacy\sact"
            r"|\bunder\sthe\selectronic\scommunications\sprivacy"
            r"|\b(?:publication|disclosure|distribution)\sof\s(?:\w+\s){0,2}(?:intimate|nude)\s\w+"
            r"|\bviolation\sof\sprivacy|\binvad\w+\s(?:\w+['’]s?|his|her|their)\sprivacy"
        ),
    ),
    _row(
        CauseOfAction.HOUSING_DISCRIMINATION,
        "housing|fha|3604|rental",
        (
            rf"\bfair[\s-]housing|\bhousing[\s-](?:and\s[\w-]+\s|or\s[\w-]+\s)?discriminat\w+"
            r"|\bhousing\s(?:(?:and|or)\s[\w\s-]{1,30}?\s)?(?:claims?|counts?)\b"
            rf"|\bdiscriminat\w+\sin\s(?:housing|rental)|\bFHA{_SUITS}|\b3604\b"
        ),
    ),
    _row(
        CauseOfAction.EMPLOYMENT_DISCRIMINATION,
        "title vii|adea|employment|age discrimination|1681|title 7",
        (
            r"\btitle\s(?:VII|7)\b|\bADEA\b|\bage\sdiscrimination|\bemployment[\s-](?:(?:and"
            r"|or)\s[\w-]+\s)?discriminat\w+"
            r"|\bdiscriminat\w+\s(?:\w+\s){0,2}in\s(?:advertising\s(?:of|for)\s)?(?:employment|hiring|positions"
            r"|jobs)|\b2000e\b|\bdiscriminatory\shiring"
            r"|\bhiring\sdiscrimination"
        ),
    ),
    _row(
        CauseOfAction.CIVIL_RIGHTS,
        "1983|1981|1985|civil rights|unruh|public accommodation|title ii",
        (
            rf"\b198[135]\b|\bcivil[\s-]rights(?:[\s-](?:act\s(?:of\s\d+\s)?)?(?:complaint|under|{_SUIT})"
            rf"|{_SUITS})|\bunruh\b"
            rf"|\bpublic[\s-]accommodations?|\btitle\sII\b"
        ),
    ),
    _row(
        CauseOfAction.ANTITRUST,
        "antitrust|anti trust|sherman|clayton|monopol|cartwright|restraint of trade",
        r"\banti-?trust\b|\bsherman\sact|\bclayton\sact|\bmonopol\w+|\bcartwright\sact|\brestraint\sof\strade",
    ),
    _row(
        CauseOfAction.SECURITIES,
        "securities|exchange act|10(b)|10b-5|14(a)",
        rf"\bexchange\sact|\b10\(b\)|\b10b-5|\bsecurities[\s-](?:act\b|fraud|class|{_SUIT}|exchange)"
        rf"|\bsection\s11\sof\sthe\ssecurities|\b(?:section|§)\s14\(a\)",
    ),
    _row(CauseOfAction.UNJUST_ENRICHMENT, "enrich|quasi", r"\bunjust(?:ly)?[\s-]enrich\w+|\bquasi-?contract"),
    _row(
        CauseOfAction.TORTIOUS_INTERFERENCE,
        "interfer",
        (
            r"\b(?:tortious|intentional|negligent|wrongful)(?:ly)?[\s-]interfer\w+|[(,]\s?interference(?=,|\)"
            rf"|\sand\b)|\b{_SUIT}\s(?:of|for)\s(?:[\w-]+,?\s){{0,5}}?interference\b(?!\swith)"
            r"|\binterference[\s-](?:with\s(?:\w+\s){0,3}(?:contract|business|prospective|economic"
            "|relation|advantage"
            rf"|expectanc)|torts?|(?:(?:,\s[\w-]+){{0,4}},?\s?(?:and|or)\s(?:[\w-]+\s){{1,3}})?{_SUIT})"
            r"|\binterfer\w+\swith\s(?:\w+\s){0,3}(?:contract|business"
            rf"|prospective|economic)\w*"
        ),
    ),
    _row(
        CauseOfAction.CONSPIRACY_RICO,
        "conspir|rico|racketeer|1962|1964",
        rf"\bRICO\b|\bracketeer\w*|\b196[24]\(c\)|\bcivil[\s-]conspiracy|\bconspiracy{_SUITS}"
        rf"|\b{_SUIT}\s(?:of|for)\s(?:[\w-]+,?\s){{0,5}}?conspiracy\b(?!\sto)",
    ),
    _row(
        CauseOfAction.PUBLIC_NUISANCE,
        "nuisance",
        (
            rf"\b(?:public|statutory|private)[\s-]nuisance\b(?!\slawsuits?\b)|\bnuisance\b(?=[\s-](?:{_SUIT}"
            r"|laws?|per\sse|abatement"
            rf"|and|or|under|for|is|was|are)\b|\s?[,;.:)]|\s?$)"
        ),
    ),
    _row(
        CauseOfAction.WRONGFUL_DEATH,
        "death|survival",
        rf"\bwrongful[\s-]death|\bfor\sthe\s(?:\w+\s){{0,2}}deaths?\sof|\bsurvival{_SUITS}|\bdeath{_SUITS}",
    ),
    _row(
        CauseOfAction.FIRST_AMENDMENT,
        "first amendment|free speech|freedom of speech",
        rf"\b(?:under|violat\w+(?:\sof)?|offends?|abridg\w+|contrary\sto|on)\s(?:the\s)?(?:\w+\s(?:and"
        rf"|,)\s)?first[\s-](?:(?:and|,)\s\w+\s)?amendments?\b|\bfirst[\s-]amendment[\s-](?:(?:and"
        rf"|or)\s(?:§+\s)?[\w-]+\s)?(?:challenges?|retaliation|rights|overbreadth|vagueness|{_SUIT}|grounds?)"
        rf"|\bfirst[\s-]amendment(?=\s?[:)])|\b(?:abridg\w+|violat\w+|infring\w+)\s(?:the\s)?fre(?:edom\sof|e)\sspeech"
        rf"|\bfree[\s-]speech[\s-]{_SUIT}|\bunconstitutional\w*\b[^.;]{{0,40}}\bfirst\samendment",
    ),
    _row(
        CauseOfAction.CRIMINAL,
        (
            "the information|travel act|mann "
            "act|laundering|indict|prosecut|criminal|charge|convict|felony|guilty|2421a|1952|sentenc|"
            "misdemeanor|arraign|pimping|pandering|prostitution|accus|degree"
        ),
        (
            r"\b(?:of|to)\sthe\sinformation\b|\bthe\sinformation\s(?:charges|charging|alleges)|\bindictments?\b"
            r"|\bindicted\b|\b(?:this"
            r"|the|a|state|federal|criminal)\s(?:\w+\s)?prosecution\b|\b(?:these|the)\s(?:\w+\s)?prosecutions\b"
            r"|\bmoney[\s-]laundering\s(?:counts?|charges?)"
            r"|\bcriminal\s(?:complaint|charges?|information|case)\b|\bcharged?s?\s(?:him|her|them"
            r"|defendants?)?\s?(?:with"
            r"|under)\b|\bconvicted\b|\bconvictions?\b|\bfelon(?:y|ies)\b|\bmisdemeanors?\b|\barraign\w*"
            r"|\bple(?:a|ads?|aded|d)\s(?:of\s)?(?:not\s)?guilty|\b(?:dismiss|quash)\w*\s(?:of\s)?the\s"
            r"(?:[\w-]+\s)?(?:information|charges?)\b"
            r"|\b(?:found|adjudged)\s(?:not\s)?guilty|\bguilty\s(?:plea|verdict)|\baccusatory\sinstrument"
            r"|\b(?:charges?|counts?)\s(?:of|charging)\s(?:\w+\s(?:and\s)?){0,2}(?:prostitut|promoting"
            "|facilitat|pimping|pandering|money|obscen|extort|larceny|stalking"
            r"|solicit|aiding\sprostitut)\w*|\bin\sthe\s(?:first|second|third|fourth)\sdegree\b|\b(?:travel"
            r"|mann)\sact\b|\bcounts?\s(?:of|charging)\s(?:pimping|facilitat|promoting\sprostitution|money)\w*"
            r"|\bpimping\b"
        ),
    ),
    _row(
        CauseOfAction.SUBPOENA_ENFORCEMENT,
        "subpoena|demand| cid",
        (
            r"\b(?:subpoena(?:s|ed)?|investigative\sdemands?)\b(?=[\s\S]{0,250}\b(?:enforc|quash|compel"
            r"|complian|comply))|\b(?:quash|enforce"
            r"|compel)\w*\b[^;]{0,60}\b(?:subpoenas?|investigative\sdemands?)"
            r"|\b(?:attorney\sgeneral['’]s|administrative|regulator['’]s|commission['’]s|agency['’]s"
            r"|state['’]s)\s(?:\w+\s)?demands?\b(?=[\s\S]{0,250}\b(?:enforc|quash|complian|comply|documents"
            r"|records|set\saside))"
            r"|\b(?:enforc\w+|compel\w*|quash\w*|set\saside|comply|compliance|petition|application|respon\w+"
            r"|motion)\b[^.;]{0,70}\b(?:subpoenas?|investigative\sdemands?|CID\b)|\b(?:subpoenas?"
            r"|investigative\sdemands?"
            r"|CID\b)[^.;]{0,60}\b(?:enforc\w+|quash\w*|compl\w+|set\saside|modif\w+|issued|denied|granted)"
        ),
    ),
)
# A declaration that a law is preempted, or that § 230 protects.
DECLARATION = re.compile(
    (
        r"\bdeclaration\sto\sthat\seffect\b|\bclaims?,\spre-?emption\b"
        r"|(?<!new\s)(?<!attached\s)(?<!supporting\s)(?<!sworn\s)\bdeclar(?:ation|atory|e"
        r"|ing)\b[^.;]{0,160}?(?:\b230\b|\bpreempt\w*|\bpre-empt\w*|\bcommunications\sdecency"
        r"|\bCDA\b|\bimmun\w+)"
    ),
    re.IGNORECASE,
)
# A law set against § 230, which is another thing than a claim that § 230 preempts.
PREEMPTED = re.compile(
    r"\b230\(e\)\(3\)\s(?:forbids|prohibits|bars|displaces|overrides|controls)|\b230\b[^.;]{0,20}\bdisplaces\b"
    r"|\bpre-?empt(?:s|ed|ion|ing)?\b(?!\s(?:the\s|this\s|those\s|these\s|plaintiff's\s)?(?:\w+\s)?claims?)"
    r"|\b(?:in)?consistent\swith\b[^.;]{0,20}(?:§|section\s|47\sU)|\bconflicts?\swith\b[^.;]{0,20}(?:§|section\s"
    r"|47\sU)",
    re.IGNORECASE,
)
LAW_ATTACKED = re.compile(
    (
        r"\b(?:ordinances?|RCW\s[\d.A]+|(?:Stat|Code|Rev|Laws)\.?\s(?:Ann\.?\s)?§\s?[\w.:-]+(?=\s(?:imposes"
        "|requires|forbids"
        r"|conflicts|is\b)|,\swhich\s)|act\s(?:no\.?\s)?\d+|[SHA]\.?\s?[BF]\.?\s?\d+|(?:house|senate"
        r"|assembly)\s(?:bill|file)\b|(?:the|this|new|city['’]?s?"
        r"|county['’]?s?|state['’]?s|its|\w+['’]s)\s(?:[\w-]+\s){0,5}(?:statute|law|act|bill|measure|initiative"
        r"|regulation)\b(?!\s(?:claims?|counts?))|enforcement\sof\s(?:the\s|a\s)?(?:\w+\s){0,3}(?:statute|law|act"
        r"|bill))"
    ),
    re.IGNORECASE,
)


_C = CauseOfAction
_NATURES = {
    "410": _C.ANTITRUST,
    "440": _C.CIVIL_RIGHTS,
    "442": _C.EMPLOYMENT_DISCRIMINATION,
    "470": _C.CONSPIRACY_RICO,
    "820": _C.COPYRIGHT,
    "840": _C.TRADEMARK,
    "850": _C.SECURITIES,
}
# (title, first section, last section, cause)
_CAUSES = (
    (15, 1, 7, _C.ANTITRUST),
    (15, 15, 26, _C.ANTITRUST),
    (15, 77, 78, _C.SECURITIES),
    (15, 1051, 1127, _C.TRADEMARK),
    (17, 101, 1332, _C.COPYRIGHT),
    (18, 1595, 1595, _C.TVPRA_1595),
    (18, 1961, 1968, _C.CONSPIRACY_RICO),
    (18, 2255, 2255, _C.CSAM_2255),
    (18, 2333, 2333, _C.ATA_2333),
    (42, 1981, 1988, _C.CIVIL_RIGHTS),
    (42, 2000, 2000, _C.EMPLOYMENT_DISCRIMINATION),
    (42, 3601, 3631, _C.HOUSING_DISCRIMINATION),
)
_CAUSE = re.compile(r"\s*(?P<title>\d{1,2}):0*(?P<section>\d{1,4})(?P<letters>[a-z]{0,3})\b", re.IGNORECASE)
_NATURE = re.compile(r"\s*(\d{3})\b")


@dataclass(frozen=True)
class HeaderClaim:
    """A cause of action and the field of the header that names it; `raw` is the field's text."""

    cause: CauseOfAction
    raw: str
    rule: str


def find_header_claims(cause: str | None, nature_of_suit: str | None) -> list[HeaderClaim]:
    """Return the causes of action that the cover sheet names, each once, the statute's first."""
    found: dict[CauseOfAction, HeaderClaim] = {}
    if cause and (match := _CAUSE.match(cause)):
        title, section, letters = int(match["title"]), int(match["section"]), match["letters"].lower()
        for of_title, first, last, named in _CAUSES:
            # 42 U.S.C. § 2000e is Title VII; § 2000a and § 2000d are other laws.
            if (title, section) == (42, 2000) and not letters.startswith("e"):
                continue
            if title == of_title and first <= section <= last:
                found.setdefault(named, HeaderClaim(named, cause, "cause"))
    if nature_of_suit and (match := _NATURE.match(nature_of_suit)) and (of_suit := _NATURES.get(match[1])):
        found.setdefault(of_suit, HeaderClaim(of_suit, nature_of_suit, "nature-of-suit"))
    return list(found.values())


def is_cause_230(cause: str | None) -> bool:
    """Say whether the cover sheet gives 47 U.S.C. § 230 as the cause."""
    match = _CAUSE.match(cause or "")
    return match is not None and (int(match["title"]), int(match["section"])) == (47, 230)


READ_UP_TO = 12_000  # characters of one text: a complaint or an opinion names its claims early
_MOST_HITS = 40  # of one cause in one text


@dataclass(frozen=True)
class ClaimFound:
    """A cause of action that a text shows as pleaded, with its place."""

    cause: CauseOfAction
    start: int
    end: int
    rule: str


@dataclass(frozen=True)
class ExceptionFound:
    """An exception of § 230(e) argued, applied, refused or under attack, with its place."""

    exception: ExceptionAtIssue
    start: int
    end: int
    rule: str


# Most entries name no cause. Their words are looked up by the first four letters, and only the gates that
# begin so are tried.
_APART = str.maketrans(dict.fromkeys("()[]{}.,;:/\"'§-—–’“”", " "))
_START = 4


def _starts(words: str) -> set[str]:
    return {word[:_START] for word in words.translate(_APART).split()}


def _by_start() -> dict[str, list]:
    table: dict[str, list] = {}
    for row in CAUSES:
        for gate in row.gates:
            table.setdefault(gate.translate(_APART).split()[0][:_START], []).append((gate, row))
    return table


_GATES = _by_start()
# Said before the cause, in its sentence: it is not pleaded, or it is another case's.
_NOT_PLEADED = re.compile(
    r"""\b(?:(?:is|am|are|was|were)\snot\s(?:suing|sued|seeking|asserting|pleading|alleging|bringing|pursuing
      |one\s(?:for|of)|a\s(?:claim|suit|case|action)\s(?:for|of|in)|an\saction)
      |(?:does|do|did|has|have|had)\snot\s(?:(?!plausibly|adequately|sufficiently|properly
        |fairly)\w+\s)?(?:plead(?:ed)?|allege[d]?|assert(?:ed)?|bring|brought
      |include[d]?|raise[d]?|sue[d]?|seek|sought|demand(?:ed)?|state[d]?|advance[d]?|pursue[d]?|press(?:ed)?)
      |(?<!bars\s)(?<!forecloses\s)(?<!reaches\s)(?<!precludes\s)(?<!preempts\s)no
      \s(?:claims?|counts?|causes?\sof\saction|theory|longer\sany|allegation)\b(?!\ssurvives?|,)
      |(?:may|can|could)\snot\s(?:now\s)?(?:add|plead|assert|bring)|cannot\s(?:now\s)?(?:add|plead|assert)
      |disclaim(?:s|ed|ing)?|disavow\w*|never\s(?:pleaded|alleged|asserted|sued)
      |(?:leave\sto\s(?:amend|add|plead)|to\s(?:add|plead|amend))\b[^.;]{0,80}(?:denied|refused|futile)
      |no\sleave\sto\s(?:add|plead|assert)|(?:denied|refus\w+|den(?:ies|ying))\s(?:\w+\s){0,3}leave
        |without\s(?:pleading|alleging)
      |(?:confined|limited|restricted|peculiar)\sto(?:\s(?:the\s)?(?:tort|law)\sof)?(?=\s$))\b
        |\b(?:rather\sthan|instead\sof)\s(?:for\s|in\s)?(?:[\w-]+\s){0,3}$""",
    re.VERBOSE | re.IGNORECASE,
)
_REFUSED_AFTER = re.compile(
    (
        r"^(?:(?!,\s(?:and|but)\s)[^.;]){0,80}\b(?:is\snot|are\snot|was\snot|were\snot|never)\s(?:pleaded"
        "|alleged|asserted|before|raised"
        r"(?!\s(?:in\sthe\sopening|on\sappeal|below))|brought)\b"
        r"|^(?:(?!\b(?:is|are|was|were|fails?|falls?|dismissed|barred)\b)[^.;]){0,60}\bleave\s(?:to\s(?:add"
        r"|amend|plead)\s)?(?:is|was)\s(?:denied|refused)"
    ),
    re.IGNORECASE,
)
_CITED = re.compile(
    r"""\b(?:cit(?:es?|ed|ing)|unlike|in\s(?:contrast\sto|the\s(?:sister|companion|related|parallel|other)\s(?:case
      |suit|action|matter)|(?:another|that|a\sdifferent|a\srelated|a\ssister|an\searlier|a\sprior)\s(?:case|suit
      |action|matter|decision))|distinguish\w*|supplemental\sauthority[^.;]{0,120}|attaching|compare|cf\.
        |see\salso|sister|companion|as\sin\s(?:[A-Z]\w+|the))\b""",
    re.VERBOSE | re.IGNORECASE,
)
_HERE = re.compile(r"^[^.;]{0,40}\bhere\b", re.IGNORECASE)
_PRECEDENT = re.compile(
    (
        r"^(?:(?!\b(?:claims?|counts?|challeng\w+|actions?|suits?|until|cannot|must|surviv\w+"
        r"|fails?)\b)[\w\s-]){0,20}?\b(?:decisions?|precedents?|opinions?|rulings?|authorit(?:y|ies)"
        r"|cases\s(?:from|in|cited"
        r"|that))\b"
    ),
    re.IGNORECASE,
)
_DEFAMATION = re.compile(r"\bdefam(?!atory)\w+|\blibel\w*|\bslander\w*", re.IGNORECASE)
_OF_NAMED_CASE = re.compile(
    r"^[^.;]{0,50}?\b(?:claims?|counts?|suit|case|action|dismissal)\b[^.;]{0,20}?\bin\s[A-Z][\w.&'-]+"
    r"(?:\s[A-Z][\w.&'-]+){0,3}\sv\."
)
# "Moved to add a count for breach of contract. The motion is denied": refused in the next sentence.
_TO_ADD = re.compile(
    (
        r"\b(?:mov\w+|motion|seeks?|sought|leave|asks?|request\w*)\b[^.;]{0,60}\b(?:to"
        r"|for\sleave\sto)\s(?:add|amend|assert|plead)\b"
    ),
    re.IGNORECASE,
)
_REFUSED = re.compile(r"^[^.;]{0,90}\b(?:denied|refused|futile|denies)\b", re.IGNORECASE)
# "Leave to add a count for libel is refused", "the proposed libel claim would be futile": refused in the same clause.
_LEAVE_FOR = re.compile(
    (
        r"\b(?:leave|permission|motion|request|attempt|proposal)\b[^.;]{0,40}\bto\s(?:add|plead|assert"
        r"|include|bring|raise)\b[^.;]{0,80}$"
    ),
    re.IGNORECASE,
)
_PROPOSED = re.compile(r"\b(?:proposed|new|additional|would-be)\s(?:[\w-]+\s){0,4}$", re.IGNORECASE)
_NOT_GIVEN = re.compile(
    r"^[^.;]{0,60}?\b(?:denied|refused|rejected|disallowed|(?:would\sbe|is|are|was|as)\sfutile|futility)\b",
    re.IGNORECASE,
)
_AS_DEFENCE = re.compile(
    r"^[\s-]*(?:defen[cs]es?|objections?|arguments?\sagainst|privilege|concerns?)\b", re.IGNORECASE
)
_TURN = re.compile(r"[,;:]\s*(?:but|only|though|although)\b|\bbut\b|\bonly\b", re.IGNORECASE)
_NEW_CLAUSE = re.compile(
    (
        r",\s(?:and|so)\s(?:(?:for\s(?:that|this)\sreason|therefore|accordingly|thus|hence),?\s)?(?:the"
        r"|this|that|his|her|its)\s(?:[\w-]+\s){0,2}$"
    ),
    re.IGNORECASE,
)
_OBJECTS = re.compile(
    (
        r"\b(?:object\w*|oppos\w+|resist\w*|defen[cs]es?:?|defend\w*|affirmative|return\sby"
        r"|respondent\s(?:says|answers|replies))\b"
    ),
    re.IGNORECASE,
)
_EXCEPTION_OF = {
    Provision.E1: ExceptionAtIssue.FEDERAL_CRIMINAL,
    Provision.E2: ExceptionAtIssue.IP,
    Provision.E3: ExceptionAtIssue.STATE_LAW_CONSISTENT,
    Provision.E4: ExceptionAtIssue.ECPA,
    Provision.E5: ExceptionAtIssue.FOSTA_TRAFFICKING,
}
_EXCEPT = (
    r"(?:exceptions?|carve-?\s?outs?|exclusions?|exempt\w{0,12}|savings?\s(?:clause|provision)|limitation|clause"
    "|proviso)"
)
_NAMED_EXCEPTIONS = (
    (
        ExceptionAtIssue.IP,
        ("intellectual", "ip "),
        re.compile(
            (
                r"\bintellectual[\s-]property\b(?!\s(?:counsel|lawyers?|portfolio|department|licens\w+|group"
                "|section|practice"
                rf"|rights?\sof))|\bIP[\s-]{_EXCEPT}|{_EXCEPT}\sfor\s(?:state\s"
                r"|federal\s)?(?:laws?\spertaining\sto\s)?intellectual[\s-]property"
                r"|\bpertaining\sto\sintellectual\sproperty"
            ),
            re.IGNORECASE,
        ),
    ),
    (
        ExceptionAtIssue.FEDERAL_CRIMINAL,
        ("crim",),
        re.compile(
            (
                rf"\b(?:federal[\s-])?criminal[\s-](?:law[\s-]|statutes?[\s-]|enforcement[\s-])?{_EXCEPT}"
                rf"|{_EXCEPT},?\s(?:for|of|on|about|covering)\s(?:violations\sof\s)?(?:federal\s)?(?:criminal"
                r"|crimes?)|\benforcement\sof\s(?:\w+\s)?federal\scriminal"
                rf"|\bno\seffect\son\s(?:federal\s)?criminal"
            ),
            re.IGNORECASE,
        ),
    ),
    (
        ExceptionAtIssue.ECPA,
        ("ecpa", "communications privacy", "communications-privacy", "wiretap"),
        re.compile(
            rf"\bECPA[\s-]{_EXCEPT}|\b(?:communications[\s-]privacy|wiretap)[\s-](?:law[\s-]|act[\s-])?{_EXCEPT}"
            rf"|{_EXCEPT},?\s(?:for|of|on)\s(?:the\s)?(?:ECPA|electronic\scommunications\sprivacy|wiretap)",
            re.IGNORECASE,
        ),
    ),
    (
        ExceptionAtIssue.STATE_LAW_CONSISTENT,
        ("state",),
        re.compile(
            rf"\bconsistent[\s-]state[\s-]laws?\b|\bstate[\s-]laws?[\s-]{_EXCEPT}|\bstate\slaws?\s(?:that\sis"
            rf"|that\sare)\s(?:in)?consistent\swith\s(?:§|section|the\scda)|{_EXCEPT}\sfor\sconsistent\sstate",
            re.IGNORECASE,
        ),
    ),
    (
        ExceptionAtIssue.FOSTA_TRAFFICKING,
        ("fosta", "sesta", "trafficking", "115-164"),
        re.compile(
            (
                r"\bFOSTA\b|\bSESTA\b|\bfight\sonline\ssex\strafficking|\b115-164\b"
                rf"|\b(?:sex[\s-])?trafficking[\s-]{_EXCEPT}"
                rf"|{_EXCEPT},?\s(?:for|of|on)\s(?:sex[\s-]|human[\s-])?trafficking"
            ),
            re.IGNORECASE,
        ),
    ),
)


def find_claims(text: str) -> list[ClaimFound]:
    """Return the causes of action that the text shows as pleaded, each once, in the order of the vocabulary."""
    lower = text[:READ_UP_TO].lower().replace("-", " ")
    rows = dict.fromkeys(
        row for start in _GATES.keys() & _starts(lower) for gate, row in _GATES[start] if gate in lower
    )
    if (
        not rows
        and "declar" not in lower
        and "empt" not in lower
        and "consistent with" not in lower
        and "conflict" not in lower
    ):
        return []
    text = mask_citations(plain(text[:READ_UP_TO]))
    sentences, found = find_sentences(text), []
    for row in rows:
        if hit := _pleaded(row.pattern, text, sentences):
            found.append(ClaimFound(row.cause, *hit.span(), "cause-named"))
    if hit := _declaration(text, sentences):
        found.append(ClaimFound(CauseOfAction.DECLARATORY_PREEMPTION, *hit.span(), "declaration"))
    if len(found) > 1:  # "to make the post defamatory" describes a post where another tort is pleaded
        found = [
            claim
            for claim in found
            if text[claim.start : claim.end].lower() != "defamatory" or _DEFAMATION.search(text)
        ]
    if any(
        claim.cause is CauseOfAction.CRIMINAL for claim in found
    ):  # a count of conspiracy is then a charge
        found = [
            claim
            for claim in found
            if claim.cause is not CauseOfAction.DECLARATORY_PREEMPTION
            and (
                claim.cause is not CauseOfAction.CONSPIRACY_RICO
                or "consp" not in text[claim.start : claim.end].lower()
            )
        ]
    order = list(CauseOfAction)
    return sorted(found, key=lambda claim: order.index(claim.cause))


def _pleaded(pattern: re.Pattern[str], text: str, sentences: list[tuple[int, int]]) -> re.Match[str] | None:
    for count, match in enumerate(pattern.finditer(text)):
        if count == _MOST_HITS:
            return None
        start, end = next(
            ((start, end) for start, end in sentences if start <= match.start() < end), (0, len(text))
        )
        if _is_pleaded(text[start : match.start()], text[match.end() : end], match[0], text[end : end + 160]):
            return match
    return None


def _is_pleaded(before: str, after: str, words: str, beyond: str) -> bool:
    head = before[-160:]
    turn = list(_TURN.finditer(head))
    if turn:
        head = head[turn[-1].end() :]
    if clause := _NEW_CLAUSE.search(head):  # "The complaint alleges no falsity, and the slander claim fails."
        head = head[clause.start() :]
    if _NOT_PLEADED.search(head) or _REFUSED_AFTER.search(after) or _OF_NAMED_CASE.match(after):
        return False
    if (_LEAVE_FOR.search(head) or _PROPOSED.search(head)) and _NOT_GIVEN.match(after):
        return False
    if _TO_ADD.search(before[-160:]) and _REFUSED.match(beyond):
        return False
    if (_CITED.search(head) and not _HERE.search(after)) or (
        _PRECEDENT.match(after) and not before.rstrip().endswith((" of", " this"))
    ):
        return False
    is_amendment = "amendment" in words.lower() or "speech" in words.lower()
    return not (is_amendment and (_AS_DEFENCE.match(after) or _OBJECTS.search(before[-400:])))


def _declaration(text: str, sentences: list[tuple[int, int]]) -> re.Match[str] | None:
    """A declaration asked for or made, or a law said to yield to § 230. "The contract claim is preempted" is
    neither."""
    if "declar" in text.lower() and (hit := _pleaded(DECLARATION, text, sentences)):
        return hit
    yields = next(
        (
            match
            for match in PREEMPTED.finditer(text)
            if not _CLAIM_BEFORE.search(text, max(0, match.start() - 60), match.start())
        ),
        None,
    )
    return yields if yields and LAW_ATTACKED.search(text) else None


_CLAIM_BEFORE = re.compile(
    r"\b(?:claims?|counts?|causes?\sof\saction|suits?|torts?)\b(?!\sthat\b)[^.;]{0,40}$", re.IGNORECASE
)


def find_exceptions(text: str) -> list[ExceptionFound]:
    """Return the exceptions of § 230(e) at issue, by subsection or by name, each once."""
    if not may_speak_of_230(text[:READ_UP_TO]):
        return []
    text = plain(text[:READ_UP_TO])
    found: dict[ExceptionAtIssue, ExceptionFound] = {}
    for cited in find_provisions(text):
        if exception := _EXCEPTION_OF.get(cited.provision):
            found[exception] = ExceptionFound(exception, cited.start, cited.end, "subsection")
    if any(not reference.is_double for reference in find_references(text)):
        lower = text.lower()
        for exception, gates, pattern in _NAMED_EXCEPTIONS:
            if (
                exception not in found
                and any(gate in lower for gate in gates)
                and (match := pattern.search(text))
            ):
                found[exception] = ExceptionFound(exception, *match.span(), "exception-named")
    order = list(ExceptionAtIssue)
    return sorted(found.values(), key=lambda item: order.index(item.exception))


def extract_claims(record: dict) -> dict:
    """Return {"id", "claims", "provisions", "exceptions", "outcome", "evidence"} for a line {"text"};
    ParseError without text."""
    text = record.get("text")
    if not isinstance(text, str):
        raise ParseError('a line for claims needs "text", a string', code="bad-line")
    claims, provisions, exceptions, holding = (
        find_claims(text),
        find_provisions(text[:READ_UP_TO]),
        find_exceptions(text),
        find_outcome(text),
    )
    evidence: list[tuple[str, StrEnum, ClaimFound | ProvisionCited | ExceptionFound]] = [
        *(("claims", item.cause, item) for item in claims),
        *(("provisions", item.provision, item) for item in provisions),
        *(("exceptions", item.exception, item) for item in exceptions),
    ]
    return {
        "id": record.get("id"),
        "claims": [item.cause.value for item in claims],
        "provisions": [item.provision.value for item in provisions],
        "exceptions": [item.exception.value for item in exceptions],
        "outcome": holding.outcome.value,
        "evidence": [
            {"field": field, "value": value.value, "start": item.start, "end": item.end, "rule": item.rule}
            for field, value, item in evidence
        ]
        + [
            {"field": "outcome", "value": holding.outcome.value, "start": start, "end": end, "rule": rule}
            for start, end, rule in holding.spans
        ],
    }
