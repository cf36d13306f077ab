"""How courts and parties name the causes of action that this tracker counts.

One row a cause: words that gate it (none of them in the text, no pattern is tried) and the
pattern that names it. Names are those of the labelling guide; what is not here is left out there
too.
"""

import re
from dataclasses import dataclass

from docket.vocabulary import CauseOfAction as Cause

_SUIT = r"(?:claims?|counts?|causes?\sof\saction|theor(?:y|ies)|suits?|actions?|torts?|allegations?|case)"
# … or the last of several: "the publicity, privacy and negligence claims"; or a heading: "Count II (contract)", "Contract: barred".
_SUITS = rf"(?:(?:(?:,\s[\w-]+){{0,4}},?\s(?:and|or)\s(?:[\w-]+[\s-]){{1,3}})?(?:(?<=[\s-])|[\s-]){_SUIT}|(?=[):]))"


@dataclass(frozen=True)
class CauseNames:
    cause: Cause
    gates: tuple[str, ...]
    pattern: re.Pattern


def _row(cause: Cause, gates: str, pattern: str) -> CauseNames:
    # Gates are looked for where hyphens are blanks (docket/claims.py).
    return CauseNames(cause, tuple(gates.replace("-", " ").split("|")), re.compile(pattern, re.VERBOSE | re.IGNORECASE))


CAUSES = (
    _row(Cause.DEFAMATION, "defam|libel|slander|business disparagement|trade libel",
    r"\bdefam\w+|\blibel\w*|\bslander\w*|\b(?:business|commercial)\s(?:disparagement)"),
    _row(Cause.FALSE_LIGHT, "false", r"\bfalse[\s-]light"),
    _row(Cause.IIED, "distress|outrag|iied",
    r"\b(?:intentional|reckless)\s(?:or\s\w+\s)?(?:infliction|imposition)|\bIIED\b"
    r"|(?<!negligent\sinfliction\sof\s)\bemotional[\s-]distress\s(?:and\s[\w-]+\s)?" + _SUIT +
    r"|(?<=,\s)emotional[\s-]distress(?=,|\sand\b)|\boutrage\b|\boutrageous\sconduct\b|\b(?:outrageous(?:ly)?|intentional(?:ly)?|reckless(?:ly)?)\b[^.;]{0,40}\b(?:emotional|mental)[\s-](?:distress|anguish|suffering)"
    r"|\b(?:emotional|mental)[\s-](?:distress|anguish),?\s(?:intentionally|recklessly)|\binfliction\sof\s(?:severe\s)?emotional"),
    _row(Cause.NEGLIGENCE, "negligen", r"\b(?:gross(?:ly)?\s|ordinary\s)?negligen(?:ce|tly|t)\b(?![\s-](?:design|misrepresentation|interference))"),
    _row(Cause.PRODUCT_LIABILITY_DESIGN, "design|product|defect|unreasonably dangerous|strict liab|strict product",
    rf"""\bproducts?[\s-](?:liability|{_SUIT})|\bdesign[\s-](?:and[\s-]warning[\s-])?(?:defects?|based|{_SUIT})|\bdesign\s(?:and|or)\s[\w\s-]{{1,30}}?\s(?:claims?|counts?)
      |\bdefective(?:ly)?[\s-](?:and\s\w+\s)?(?:design\w*|products?)|\bdefects?\sin\s(?:the\s)?(?:\w+\s)?design
      |\bproduct[\s-](?:design|defect)|\bnegligent(?:ly)?[\s-]design\w*|\bunreasonably\sdangerous
      |\bas\sto\sdesign\b|(?:^|[.;]\s)design(?=\s?:)|\bstrict[\s-](?:products?[\s-])?liability\b(?!,?[\s-]+(?:for\s)?failure)
      |\bdesigned\sdefectively|\bdefect(?:s|ive)?\s{_SUIT}"""),
    _row(Cause.FAILURE_TO_WARN, "warn",
    r"\bfail(?:ures?|ed|ing|s)?[\s-](?:to|ed\sto)[\s-](?:adequately\s)?warn\w*|\binadequate[\s-]warnings?"
    r"|\bduty[\s-]to[\s-]warn|\bwarning\s(?:claims?|counts?|theor(?:y|ies)|defects?)|\bfailure[\s-]of[\s-]warning"
    r"|\bdesign\s(?:and|or)\swarnings?\b|\b(?:want|lack|absence)\sof\s(?:an?\s|any\s)?(?:adequate\s|sufficient\s)?warnings?\b|\bwarnings?\s(?:was|were)\sinadequate|\b(?:ga?i?ves?|giving|given|provid(?:e[sd]?|ing)|issued)\s(?:\w+\s)?(?:no|inadequate|insufficient)\swarnings?"
    r"|\b(?:never|not|n't|neglect\w*\sto|omit\w*\sto|refus\w+\sto)\swarn(?:ed|ing)?\b|\bduty\sof\swarning|\bwithout\swarning\s(?:of|about|users|parents|consumers)"),
    _row(Cause.TVPRA_1595, "beneficiar|1595|trafficking|tvpra",
    rf"\b1595\b|\bTVPR?A\b|\btrafficking\svictims[’']?\sprotection"
    rf"|(?<!state\s)(?<!state-law\s)(?<!state\scivil\s)(?<!human-)\bfederal\s(?:sex[\s-]|civil\s"
    rf"|human[\s-])?trafficking[\s-]{_SUIT}|\btrafficking[\s-]beneficiary|\bbeneficiary[\s-]{_SUIT}"),
    _row(Cause.ATA_2333, "2333|terroris|antiterroris|jasta|ata claim|ata count",
    r"\b2333\b|\banti-?[\s-]?terrorism\sact|\bjustice\sagainst\ssponsors|\bJASTA\b|\bATA\s(?:claims?|counts?)"),
    _row(Cause.CSAM_2255, "2255|masha|2252a(f)", r"\b2255\b|\bmasha['’]?s\slaw|\b2252A\(f\)"),
    _row(Cause.SEX_TRAFFICKING_STATE_LAW, "trafficking|52.5|ch. 98|chapter 98|98.00|236.1",
    r"""\bstate\s(?:[\w-]+\s){0,3}?(?:claim|count)\sfor\s(?:sex[\s-]|human[\s-])?trafficking|\bstate(?:['’]s)?[\s-](?:law\s|civil\s|statutory\s|sex[\s-]|human[\s-]|anti-)*trafficking
      |\btrafficking\b[^.;]{0,40}?\bunder\s(?:state|[A-Z]\w+(?:\s[A-Z]\w+)?)\slaw|\b(?!federal\b
      |victims\b)(?:alabama|alaska|arizona|arkansas|california|colorado|connecticut|florida|georgia|illinois
      |indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|missouri|nevada
      |new\s\w+|ohio|oregon|pennsylvania|tennessee|texas|utah|virginia|washington|wisconsin)['’]?s?\s(?:civil\s
      |state\s|sex[\s-]|human[\s-]|anti-)*trafficking|\bch(?:apter|\.)\s98\b|\b98\.00\d\b|\b236\.1\b|\b52\.5\b
      |\btrafficking\b[^.;]{0,30}\bstate\s(?:civil\s)?(?:statute|law)
      |\b(?<!federal\s)statutory\s(?:sex[\s-]|human[\s-]|civil\s)*trafficking
      |\b(?:stat|code|laws|rev)\.?\s(?:ann\.?\s)?(?:§+|ch\.)\s?[\d.:a-z-]+\d,?\s[^;]{0,30}?\btrafficking
      |\btrafficking\b[^;]{0,40}?\b(?:stat|code|laws)\.?\s(?:ann\.?\s)?(?:§|ch\.)"""),
    _row(Cause.CONSUMER_PROTECTION,
         "cppa|cfa|njcfa|icfa|cspa|ocspa|fbpa|mcpa|wcpa|vcpa|cpa|cutpa|fdutpa|dutpa|udtpa|dtpa|udap|mmpa|tutpa|lutpa|utpa|gbl|"
         "general business|unfair|deceptive|consumer|practices|advertising|93a|ucl|clra|ftc act|trade commission|17200",
         rf"""\bunfair[\s-](?:competition|(?:and|or)[\s-](?:deceptive|unlawful)|(?:trade[\s-]|business[\s-])?practices?)
      |\bdeceptive[\s-](?:(?:and|or)\s\w+\s)?(?:trade[\s-]|business[\s-]|acts?[\s-])*(?:and\s|or\s)?practices?
      |\b(?:unfair|deceptive|unlawful)\s(?:or\s\w+\s)?(?:acts?|conduct|practices?|statements?)\b|\bunfair(?:ness)?\s(?:or|and)\sdecepti\w+
      |\b(?:trade|business|sales|merchandising|consumer|unfair|deceptive|unlawful|unconscionable)[\s-]practices?\s(?:act|law|statute|{_SUIT})
      |\b\w?UTPA\b|\bMMPA\b|\b\w?UDAP\b|\bconsumer[\s-](?:protection|fraud|legal\sremedies|sales)\b|\bUCL\b|\bCLRA\b|\bF?D?UDTPA\b|\bFDUTPA\b
      |\bUDAP\b|\b(?:CPPA|N?J?CFA|ICFA|CSPA|OCSPA|FBPA|MCPA|WCPA|VCPA)\b|\bCPA{_SUITS}|\bDTPA\b|\bCUTPA\b|\b17200\b|\bchapter\s93A|\bc\.\s93A|\bGBL\b|\bgeneral\sbusiness\slaw\b
      |\bFTC\sact|\bfederal\strade\scommission\sact|\b(?:false|misleading)[\s-]advertising"""),
    _row(Cause.CONTRACT_PROMISSORY_ESTOPPEL, "contract|estoppel|breach|covenant|promise|broke",
    rf"""\bbreach(?:es)?[\s-]of[\s-](?:(?:an?|the|its|their|express|implied|written|\w+['’]s)[\s-])*(?:contracts?\b
      |(?:[\w-]+\s){{0,3}}agreements?\b|terms\b|user\sagreement|covenant|(?:\w+\s){{0,3}}(?:promises?|pledges?
      |assurances?|undertakings?|commitments?)\b|implied\s\w+)|\bbreached\s(?:its
      |the|their|an?)\s(?:\w+\s)?(?:contract|agreement|terms|promise)
      |(?<!quasi-)(?<!quasi\s)\bcontract(?:ual)?(?:[\s-]and\s[\w\s-]{{1,30}}?\s{_SUIT}|{_SUITS})|\bpromissory[\s-]estoppel|\bestoppel{_SUITS}
      |\bimplied[\s-]covenant|\bcovenant\sof\sgood\sfaith|\bsounds?\sin\scontract|\bcontract\s(?:and
      |or)\s(?:\w+[\s-]){{1,4}}(?:claims?|counts?)|(?:claims?|counts?|suit|action|sues)\s(?:for|in|sounding\sin
      |of)\s(?:(?:[\w-]+,?\s){{0,4}}(?:and|or)\s)?contract\b|\bpromise-based|\bcontract\s(?:dispute|law)\b|\bas\sa\scontract\b
      |\bcontractual\s(?:promise|undertaking|duty)|\bbreach\sof\s(?:(?:the|its)\s)?(?:policy|licen[cs]e)\b|\bbroke\s(?:its|their|his|the|an?)\s(?:\w+\s)?(?:contract|agreement)|\b(?:sues|suing|sued)\sin\scontract\b"""),
    _row(Cause.RIGHT_OF_PUBLICITY, "publicity|likeness|3344|appropriat|misappropriat|unauthori|exploitation|wrongful publication|wrongful use",
    rf"\b(?:unauthori[sz]ed|wrongful|commercial)\s(?:commercial\s)?(?:publication|use"
    rf"|exploitation)\sof\s(?:[\w']+\s){{0,3}}(?:name|likeness|image|identity|voice|portrait|photograph)"
    rf"|\bright(?:s)?[\s-]of[\s-]publicity|\bpublicity(?:[\s-]rights?|{_SUITS})"
    rf"|\b(?:mis)?appropriat\w+\sof\s(?:\w+\s){{0,3}}(?:name|likeness|image|identity|voice)|\blikeness(?:{_SUITS}|[\s-]misappropriation)"
    rf"|\b3344\b"),
    _row(Cause.COPYRIGHT, "copyright|17 u.s.c|dmca|infring",
    r"(?<!preempted\sby\sthe\s)\bcopyrights?\b|\b17\sU[.\s]{0,2}S[.\s]{0,2}C[.\s]{1,3}§+\s?(?:50[1-5]|10[16]|512|120[12])|\bDMCA\b"
    r"|\bdigital\smillennium"),
    _row(Cause.TRADEMARK, "trademark|lanham|dilution|counterfeit|service mark|1125|1114|trade dress",
    r"\btrade[\s-]?marks?\b|\blanham\sact\b(?!\s(?:false|unfair))|\bdilution\b|\bcounterfeit(?:s|ing|[\s-](?:marks?|claims?|counts?))\b"
    r"|\bservice[\s-]marks?\b|\b15\sU[.\s]{0,2}S[.\s]{0,2}C[.\s]{1,3}§+\s?11(?:14|25)|\btrade[\s-]dress"),
    _row(Cause.PRIVACY, "privacy|intrusion|private facts|wiretap|biometric|wire tap|eavesdrop|ecpa|stored communications|intercept|bipa|intimate",
    rf"\binvasion[\s-]of[\s-](?:\w+[\s-])?privacy|\bintrusion\b|\bprivate[\s-]facts|\bwire-?tap\w*|\bbiometric\w*"
    rf"|\bBIPA\b|\bprivacy[\s-](?:act\s|law\s|torts?\s)*{_SUIT}|\bprivacy{_SUITS}|(?<!about\s)(?<!on\s)(?<!regarding\s)(?<!user\s)(?<!concerning\s)\bprivacy\b(?=[,;.]|\s(?:and|or)\b)|\beavesdrop\w*"
    rf"|\bstored\scommunications\sact|\binterception\s{_SUIT}|\b(?:electronic\scommunications\sprivacy\sact|ECPA)\s{_SUIT}"
    rf"|\bviolat\w+\s(?:of\s)?the\selectronic\scommunications\sprivacy\sact|\bunder\sthe\selectronic\scommunications\sprivacy"
    rf"|\b(?:publication|disclosure|distribution)\sof\s(?:\w+\s){{0,2}}(?:intimate|nude)\s\w+|\bviolation\sof\sprivacy|\binvad\w+\s(?:\w+['’]s?|his|her|their)\sprivacy"),
    _row(Cause.HOUSING_DISCRIMINATION, "housing|fha|3604|rental",
    rf"\bfair[\s-]housing|\bhousing[\s-](?:and\s[\w-]+\s|or\s[\w-]+\s)?discriminat\w+"
    rf"|\bhousing\s(?:(?:and|or)\s[\w\s-]{{1,30}}?\s)?(?:claims?|counts?)\b|\bdiscriminat\w+\sin\s(?:housing|rental)|\bFHA{_SUITS}|\b3604\b"),
    _row(Cause.EMPLOYMENT_DISCRIMINATION, "title vii|adea|employment|age discrimination|1681|title 7",
    r"\btitle\s(?:VII|7)\b|\bADEA\b|\bage\sdiscrimination|\bemployment[\s-](?:(?:and|or)\s[\w-]+\s)?discriminat\w+"
    r"|\bdiscriminat\w+\s(?:\w+\s){0,2}in\s(?:advertising\s(?:of|for)\s)?(?:employment|hiring|positions|jobs)|\b2000e\b|\bdiscriminatory\shiring"
    r"|\bhiring\sdiscrimination"),
    _row(Cause.CIVIL_RIGHTS, "1983|1981|1985|civil rights|unruh|public accommodation|title ii",
    rf"\b198[135]\b|\bcivil[\s-]rights(?:[\s-](?:act\s(?:of\s\d+\s)?)?(?:complaint|under|{_SUIT})|{_SUITS})|\bunruh\b"
    rf"|\bpublic[\s-]accommodations?|\btitle\sII\b"),
    _row(Cause.ANTITRUST, "antitrust|anti trust|sherman|clayton|monopol|cartwright|restraint of trade",
    r"\banti-?trust\b|\bsherman\sact|\bclayton\sact|\bmonopol\w+|\bcartwright\sact|\brestraint\sof\strade"),
    _row(Cause.SECURITIES, "securities|exchange act|10(b)|10b-5|14(a)",
    rf"\bexchange\sact|\b10\(b\)|\b10b-5|\bsecurities[\s-](?:act\b|fraud|class|{_SUIT}|exchange)"
    rf"|\bsection\s11\sof\sthe\ssecurities|\b(?:section|§)\s14\(a\)"),
    _row(Cause.UNJUST_ENRICHMENT, "enrich|quasi", r"\bunjust(?:ly)?[\s-]enrich\w+|\bquasi-?contract"),
    _row(Cause.TORTIOUS_INTERFERENCE, "interfer",
    rf"\b(?:tortious|intentional|negligent|wrongful)(?:ly)?[\s-]interfer\w+|[(,]\s?interference(?=,|\)|\sand\b)|\b{_SUIT}\s(?:of|for)\s(?:[\w-]+,?\s){{0,5}}?interference\b(?!\swith)"
    rf"|\binterference[\s-](?:with\s(?:\w+\s){{0,3}}(?:contract|business|prospective|economic|relation|advantage"
    rf"|expectanc)|torts?|(?:(?:,\s[\w-]+){{0,4}},?\s?(?:and|or)\s(?:[\w-]+\s){{1,3}})?{_SUIT})|\binterfer\w+\swith\s(?:\w+\s){{0,3}}(?:contract|business"
    rf"|prospective|economic)\w*"),
    _row(Cause.CONSPIRACY_RICO, "conspir|rico|racketeer|1962|1964",
    rf"\bRICO\b|\bracketeer\w*|\b196[24]\(c\)|\bcivil[\s-]conspiracy|\bconspiracy{_SUITS}"
    rf"|\b{_SUIT}\s(?:of|for)\s(?:[\w-]+,?\s){{0,5}}?conspiracy\b(?!\sto)"),
    _row(Cause.PUBLIC_NUISANCE, "nuisance",
    rf"\b(?:public|statutory|private)[\s-]nuisance\b(?!\slawsuits?\b)|\bnuisance\b(?=[\s-](?:{_SUIT}|laws?|per\sse|abatement"
    rf"|and|or|under|for|is|was|are)\b|\s?[,;.:)]|\s?$)"),
    _row(Cause.WRONGFUL_DEATH, "death|survival", rf"\bwrongful[\s-]death|\bfor\sthe\s(?:\w+\s){{0,2}}deaths?\sof|\bsurvival{_SUITS}|\bdeath{_SUITS}"),
    _row(Cause.FIRST_AMENDMENT, "first amendment|free speech|freedom of speech",
    rf"\b(?:under|violat\w+(?:\sof)?|offends?|abridg\w+|contrary\sto|on)\s(?:the\s)?(?:\w+\s(?:and"
    rf"|,)\s)?first[\s-](?:(?:and|,)\s\w+\s)?amendments?\b|\bfirst[\s-]amendment[\s-](?:(?:and"
    rf"|or)\s(?:§+\s)?[\w-]+\s)?(?:challenges?|retaliation|rights|overbreadth|vagueness|{_SUIT}|grounds?)"
    rf"|\bfirst[\s-]amendment(?=\s?[:)])|\b(?:abridg\w+|violat\w+|infring\w+)\s(?:the\s)?fre(?:edom\sof|e)\sspeech"
    rf"|\bfree[\s-]speech[\s-]{_SUIT}|\bunconstitutional\w*\b[^.;]{{0,40}}\bfirst\samendment"),
    _row(Cause.CRIMINAL, "the information|travel act|mann act|laundering|indict|prosecut|criminal|charge|convict|felony|guilty|2421a|1952|sentenc|"
    "misdemeanor|arraign|pimping|pandering|prostitution|accus|degree",
    r"\b(?:of|to)\sthe\sinformation\b|\bthe\sinformation\s(?:charges|charging|alleges)|\bindictments?\b|\bindicted\b|\b(?:this"
    r"|the|a|state|federal|criminal)\s(?:\w+\s)?prosecution\b|\b(?:these|the)\s(?:\w+\s)?prosecutions\b|\bmoney[\s-]laundering\s(?:counts?|charges?)"
    r"|\bcriminal\s(?:complaint|charges?|information|case)\b|\bcharged?s?\s(?:him|her|them|defendants?)?\s?(?:with"
    r"|under)\b|\bconvicted\b|\bconvictions?\b|\bfelon(?:y|ies)\b|\bmisdemeanors?\b|\barraign\w*"
    r"|\bple(?:a|ads?|aded|d)\s(?:of\s)?(?:not\s)?guilty|\b(?:dismiss|quash)\w*\s(?:of\s)?the\s(?:[\w-]+\s)?(?:information|charges?)\b"
    r"|\b(?:found|adjudged)\s(?:not\s)?guilty|\bguilty\s(?:plea|verdict)|\baccusatory\sinstrument"
    r"|\b(?:charges?|counts?)\s(?:of|charging)\s(?:\w+\s(?:and\s)?){0,2}(?:prostitut|promoting|facilitat|pimping|pandering|money|obscen|extort|larceny|stalking"
    r"|solicit|aiding\sprostitut)\w*|\bin\sthe\s(?:first|second|third|fourth)\sdegree\b|\b(?:travel"
    r"|mann)\sact\b|\bcounts?\s(?:of|charging)\s(?:pimping|facilitat|promoting\sprostitution|money)\w*|\bpimping\b"),
    _row(Cause.SUBPOENA_ENFORCEMENT, "subpoena|demand| cid",
    r"\b(?:subpoena(?:s|ed)?|investigative\sdemands?)\b(?=[\s\S]{0,250}\b(?:enforc|quash|compel|complian|comply))|\b(?:quash|enforce"
    r"|compel)\w*\b[^;]{0,60}\b(?:subpoenas?|investigative\sdemands?)"
    r"|\b(?:attorney\sgeneral['’]s|administrative|regulator['’]s|commission['’]s|agency['’]s"
    r"|state['’]s)\s(?:\w+\s)?demands?\b(?=[\s\S]{0,250}\b(?:enforc|quash|complian|comply|documents|records|set\saside))"
    r"|\b(?:enforc\w+|compel\w*|quash\w*|set\saside|comply|compliance|petition|application|respon\w+"
    r"|motion)\b[^.;]{0,70}\b(?:subpoenas?|investigative\sdemands?|CID\b)|\b(?:subpoenas?|investigative\sdemands?"
    r"|CID\b)[^.;]{0,60}\b(?:enforc\w+|quash\w*|compl\w+|set\saside|modif\w+|issued|denied|granted)"),
)
# A declaration that a law is preempted, or that § 230 protects.
DECLARATION = re.compile(
    r"\bdeclaration\sto\sthat\seffect\b|\bclaims?,\spre-?emption\b|(?<!new\s)(?<!attached\s)(?<!supporting\s)(?<!sworn\s)\bdeclar(?:ation|atory|e|ing)\b[^.;]{0,160}?(?:\b230\b|\bpreempt\w*|\bpre-empt\w*|\bcommunications\sdecency"
    r"|\bCDA\b|\bimmun\w+)", re.IGNORECASE)
# A law set against § 230, which is another thing than a claim that § 230 preempts.
PREEMPTED = re.compile(
    r"\b230\(e\)\(3\)\s(?:forbids|prohibits|bars|displaces|overrides|controls)|\b230\b[^.;]{0,20}\bdisplaces\b"
    r"|\bpre-?empt(?:s|ed|ion|ing)?\b(?!\s(?:the\s|this\s|those\s|these\s|plaintiff's\s)?(?:\w+\s)?claims?)"
    r"|\b(?:in)?consistent\swith\b[^.;]{0,20}(?:§|section\s|47\sU)|\bconflicts?\swith\b[^.;]{0,20}(?:§|section\s"
    r"|47\sU)", re.IGNORECASE)
LAW_ATTACKED = re.compile(
    r"\b(?:ordinances?|RCW\s[\d.A]+|(?:Stat|Code|Rev|Laws)\.?\s(?:Ann\.?\s)?§\s?[\w.:-]+(?=\s(?:imposes|requires|forbids"
    r"|conflicts|is\b)|,\swhich\s)|act\s(?:no\.?\s)?\d+|[SHA]\.?\s?[BF]\.?\s?\d+|(?:house|senate|assembly)\s(?:bill|file)\b|(?:the|this|new|city['’]?s?"
    r"|county['’]?s?|state['’]?s|its|\w+['’]s)\s(?:[\w-]+\s){0,5}(?:statute|law|act|bill|measure|initiative"
    r"|regulation)\b(?!\s(?:claims?|counts?))|enforcement\sof\s(?:the\s|a\s)?(?:\w+\s){0,3}(?:statute|law|act"
    r"|bill))", re.IGNORECASE)
