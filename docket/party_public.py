"""Public bodies: states, agencies, cities, public districts and pension systems, foreign states; public offices.

A legal form, or a word of private bodies (an association *of* public employees), speaks louder.
"""

import re

from docket.party_forms import has_form
from docket.party_shapes import looks_like_person
from docket.party_words import load_words, phrase_pattern

_PUBLIC_OF = re.compile(
    r"""^(?:the\s+)?(?:(?:united\s+mexican\s+|united\s+)?states?|commonwealth|people|city(?:\s+(?:and|&)\s+county)?|county|town|township|village|borough
          |parish|municipality|territory|province|republic|kingdom|government|port|islamic\s+republic|federal\s+republic|principality
             |hamlet
          |consolidated\s+city|state\s+and\s+county|navajo\s+nation|tribe|pueblo|band|confederated\s+tribes?|department|dept|division
          |bureau|ministry|embassy|consulate|agency|senate|assembly|legislature|superior\s+court|court|administration
             |port\s+authority)\s+of\b
       |\b(?:department|dept|division|bureau|ministry|commission|authority|government|republic|commonwealth)\s+(?:of|for|on)\b
       |\boffices?\s+of\s+(?:the\s+|inspector|attorney|governor|public|management|personnel|foreign|thrift)
       |\b(?:board|council|commission|committee)\s+of\s+(?:education|supervisors|(?:county\s+)?commissioners|regents|elections?|
            parole|immigration|governors|county|equalization|zoning|aldermen|selectm[ae]n|freeholders|police|pharmacy|medicine|nursing
               |bar\s+examiners)
       |^(?:people|commonwealth|state|government|crown|navajo\s+nation)$|^(?:his|her)\s+majesty\b
       |^(?:(?:\d+\w\w|\w+)\s+){0,2}courts?\s+of\s+(?:criminal\s+|civil\s+)?(?:appeals?|claims|common\s+pleas)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PUBLIC_END = re.compile(
    r"""\b(?:department|dept\.?|commission|authority|administration|county|parish|township|borough|police|sheriff|jail|prison
          |penitentiary|corrections|legislature|senate|court|courts|tribe|nation|rancheria|pueblo|retirement\s+board|district
          |correctional\s+(?:facility|institution|institute|center|complex)|correction\s+center|detention\s+(?:center|facility|complex)
             |state\s+university|state\s+hospital|state\s+bar
          |(?:school|public)\s+(?:district|schools)|police\s+department|attorney\s+general|district\s+attorney|public\s+defender|treasury
          |(?:review|control|relations|appeals|parole|school|pension|county|water|licensing|elections?|labor|utilities|safety
             |transportation|zoning|state|tax|health|reserve|planning|education)\s+board
          |(?:water|intelligence|protection|management|security|housing|finance|financing|transportation|redevelopment|health|tax
             |logistics|regulatory|state|county|city|federal|public|regional|national|enforcement|aviation|development|nuclear|space
             |energy|conservation|services?|threat|reduction|lottery)\s+agency
          |(?:city|county|town|village|borough|metropolitan|tribal|common)\s+council)
          (?:\s+(?:no\.?\s*)?[\dR-]+[A-Z]?)?$
       |\b(?:unified|independent|consolidated|elementary|union|central|community|union\s+free|local|high|regional
          |city)\s+school\s+(?:district|corporation)\b
       |\b(?:school|water|irrigation|fire|utility|sanitation|transit|hospital|drainage|flood\s+control|community\s+college|recreation
          |reclamation|conservation|park)\s+district\b
       |\b(?:county|parish|city|state|municipal)\s+(?:\w+\s+){0,2}(?:board|jail|sheriff|police|schools|library|coroner|prosecutor
          |commissioners|supervisors|court|attorney|authority|department|commission|legislature)\b
       |\b(?:senate|house|congressional|joint|select)\s+(?:\w+\s+){0,2}(?:sub)?committee\b
       |\b(?:police|fire|teachers'?|employees'?|municipal|county|city|state|public|firefighters'?|officers'?)\s+(?:\w+'?\s+
          |&\s+){0,3}(?:retirement|pension)\s+(?:system|fund|board|plan|trust|association)s?\b
       |\bretirement\s+systems?(?:\s+of\b|$)|\bboard\s+of\s+trustees\s+of\b.*\b(?:university|college|state|city|county|school)
       |\bsuperior\s+court\b|\b(?:district|circuit|supreme|family|probate|bankruptcy|municipal)\s+court\b
       |\bfederal\s+(?:bureau|\w+\s+(?:commission|agency|administration|authority)|reserve)\b|^(?:u\.?s\.?
          |united\s+states)\s+(?:\w+\s+){0,4}(?:department|service|services|bureau|commission|agency|office|army|navy|force|guard|board
          |senate|congress|court|enforcement|patrol|house|corps|marshals?|attorney|trade\s+representative|probation|trustees?|mint|embassy
          |customs|protection)\b
       |\b(?:tribes?|nation|band|rancheria)\s+of\b|^(?:bundesrepublik|rep[uú]blica|estados?\s+unidos|gobierno)\b
       |\bbureau\s+of\b|\bport\s+authority\b|\bpublic\s+schools\b|\bstate\s+of\s+[A-Z]
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CITY = re.compile(r"^(?:\w+\s+){1,2}city$", re.IGNORECASE)
# Words of private bodies: an association of public employees is not a public body.
_PRIVATE = re.compile(
    r"\b(?:associations?|federation|foundation|union|institute|society|coalition|alliance|league|project|clubs?|church|bank"
    r"|fund(?!\s*$)|brotherhood"
    r"|law\s+offices?|partners|ventures|holdings|center|centre|chamber|academy|museum|campaign|party|chapter|fellows"
    r"|college(?!\s+district)|for\s+(?:u\.?s\.?\s+)?(?:congress|senate|president|governor|mayor|america)|chapter|lodge|local\s+\d+"
    r"|conference|friends|bar\s+association"
    r"|insurance|hospital(?!\s+district)|medical\s+group|newspapers?|farm\s+bureau|business\s+bureau|credit\s+bureau|teamsters"
    r"|plumbers|laborers|carpenters"
    r"|committee\s+for|public\s+advocate|university|cooperative|homeowners|condominium)\b",
    re.IGNORECASE,
)
_OFFICE_START = re.compile(
    rf"^(?:the\s+|acting\s+|interim\s+|deputy\s+|assistant\s+|associate\s+)*(?:{phrase_pattern('office')})\b(?!\s+[A-Z]\.)",
    re.IGNORECASE,
)
_PUBLIC_BODY = re.compile(rf"(?<!\w)(?:{phrase_pattern('public_body')})(?!\w)", re.IGNORECASE)
_PUBLIC_NAMES = re.compile(
    r"(?:federal\s+deposit\s+insurance|pension\s+benefit\s+guaranty|overseas\s+private\s+investment)\s+corp",
    re.IGNORECASE,
)
_PLACE = re.compile(rf",\s+(?:{phrase_pattern('state')}|[A-Z]{{2}}|[A-Z][a-z]+\.)$", re.IGNORECASE)
_BODY_OF = re.compile(
    r"(?:the\s+)?(?:state|commonwealth|city|county|town|village|township|borough|government)s?\s+(?:and\s+county\s+)?of\s",
    re.IGNORECASE,
)
_REGENTS = re.compile(r"^(?:the\s+)?(?:board\s+of\s+)?(?:regents|curators|visitors)\b.*\b(?:university|college|state)\b", re.IGNORECASE)
_RETIREMENT = re.compile(
    r"\b(?:police|fire|firefighters|teachers|employees|public|state|county|city|municipal)\b.*\b(?:retirement|pension)\s+(?:system"
    r"|association|fund|board|plan|trust)",
    re.IGNORECASE,
)


def is_office(text: str) -> bool:
    """Say whether words begin with a public office: "Warden of …", "Attorney General"."""
    return bool(_OFFICE_START.match(text))


def is_government(name: str) -> bool:
    """Say whether a name is a state's, an agency's, a city's, a public district's or a foreign state's."""
    plain = _PLACE.sub("", name.replace("’", "'").strip(" .,"))
    if _PUBLIC_NAMES.search(plain):
        return True
    if has_form(plain) and not re.search(r"\bmunicipal\s+corporation\b", plain, re.IGNORECASE):
        return False
    if re.sub(r"^the\s+", "", plain.casefold()) in load_words("state") | load_words("country") | {"united states", "usa", "u.s"}:
        return True
    if _BODY_OF.match(plain) or _REGENTS.match(plain):
        return True
    if _PRIVATE.search(plain) and not _RETIREMENT.search(plain):
        return False
    if looks_like_person(plain):
        return False
    patterns = (_PUBLIC_OF, _PUBLIC_END, _CITY, _PUBLIC_BODY, _OFFICE_START)
    return any(pattern.search(plain) for pattern in patterns)
