"""What kind of thing a party's name names: a person, an organisation, a government …

Read from the name alone, by families of words (data/name_words.csv) and by the shape of the
name. Order matters: a legal form speaks louder than "city", and "city" louder than a surname.
"""

import re
from enum import StrEnum

from docket.party_forms import has_form, is_suffix
from docket.party_words import fold, is_registered, load_words, phrase_pattern


class PartyKind(StrEnum):
    """What a party is. A group without a name of its own is ``UNKNOWN``."""

    PERSON = "person"
    PSEUDONYM = "pseudonym"
    ORGANIZATION = "organization"
    GOVERNMENT = "government"
    ESTATE_OR_GUARDIAN = "estate_or_guardian"
    CLASS = "class"
    UNKNOWN = "unknown"


_PUBLIC_OF = re.compile(
    r"""^(?:the\s+)?(?:(?:united\s+mexican\s+|united\s+)?states?|commonwealth|people|city(?:\s+(?:and|&)\s+county)?|county|town|township|village|borough
          |parish|municipality|territory|province|republic|kingdom|government|port|islamic\s+republic|federal\s+republic|principality|hamlet
          |consolidated\s+city|state\s+and\s+county|navajo\s+nation|tribe|pueblo|band|confederated\s+tribes?|department|dept|division
          |bureau|ministry|embassy|consulate|agency|senate|assembly|legislature|superior\s+court|court|administration|port\s+authority)\s+of\b
       |\b(?:department|dept|division|bureau|ministry|commission|authority|government|republic|commonwealth)\s+(?:of|for|on)\b
       |\boffices?\s+of\s+(?:the\s+|inspector|attorney|governor|public|management|personnel|foreign|thrift)
       |\b(?:board|council|commission|committee)\s+of\s+(?:education|supervisors|(?:county\s+)?commissioners|regents|elections?|
            parole|immigration|governors|county|equalization|zoning|aldermen|selectm[ae]n|freeholders|police|pharmacy|medicine|nursing|bar\s+examiners)
       |^(?:people|commonwealth|state|government|crown|navajo\s+nation)$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PUBLIC_END = re.compile(
    r"""\b(?:department|dept\.?|commission|authority|administration|county|parish|township|borough|police|sheriff|jail|prison
          |penitentiary|corrections|legislature|senate|court|courts|tribe|nation|rancheria|pueblo|retirement\s+board|district
          |correctional\s+(?:facility|institution|institute|center|complex)|correction\s+center|detention\s+(?:center|facility|complex)|state\s+university|state\s+hospital|state\s+bar
          |(?:school|public)\s+(?:district|schools)|police\s+department|attorney\s+general|district\s+attorney|public\s+defender|treasury
          |(?:review|control|relations|appeals|parole|school|pension|county|water|licensing|elections?|labor|utilities|safety|transportation|zoning|state|tax|health|reserve|planning|education)\s+board
          |(?:water|intelligence|protection|management|security|housing|finance|financing|transportation|redevelopment|health|tax|logistics|regulatory|state|county|city|federal|public|regional|national|enforcement|aviation|development|nuclear|space|energy|conservation|services?|threat|reduction|lottery)\s+agency
          |(?:city|county|town|village|borough|metropolitan|tribal|common)\s+council)
          (?:\s+(?:no\.?\s*)?[\dR-]+[A-Z]?)?$
       |\b(?:unified|independent|consolidated|elementary|union|central|community|union\s+free|local|high|regional|city)\s+school\s+(?:district|corporation)\b
       |\b(?:school|water|irrigation|fire|utility|sanitation|transit|hospital|drainage|flood\s+control|community\s+college|recreation|reclamation|conservation|park)\s+district\b
       |\b(?:county|parish|city|state|municipal)\s+(?:\w+\s+){0,2}(?:board|jail|sheriff|police|schools|library|coroner|prosecutor|commissioners|supervisors|court|attorney|authority|department|commission|legislature)\b
       |\b(?:senate|house|congressional|joint|select)\s+(?:\w+\s+){0,2}(?:sub)?committee\b
       |\b(?:police|fire|teachers'?|employees'?|municipal|county|city|state|public|firefighters'?|officers'?)\s+(?:\w+'?\s+|&\s+){0,3}(?:retirement|pension)\s+(?:system|fund|board|plan|trust|association)s?\b
       |\bretirement\s+systems?(?:\s+of\b|$)|\bboard\s+of\s+trustees\s+of\b.*\b(?:university|college|state|city|county|school)
       |\bsuperior\s+court\b|\b(?:district|circuit|supreme|family|probate|bankruptcy|municipal)\s+court\b
       |\bfederal\s+(?:bureau|\w+\s+(?:commission|agency|administration|authority)|reserve)\b|^(?:u\.?s\.?|united\s+states)\s+(?:\w+\s+){0,4}(?:department|service|services|bureau|commission|agency|office|army|navy|force|guard|board|senate|congress|court|enforcement|patrol|house|corps|marshals?|attorney|trade\s+representative|probation|mint|embassy|customs|protection)\b
       |\bbureau\s+of\b|\bport\s+authority\b|\bpublic\s+schools\b|\bstate\s+of\s+[A-Z]
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CITY = re.compile(r"^(?:\w+\s+){1,2}city$", re.IGNORECASE)
# Words of private bodies: an association of public employees is not a public body.
_PRIVATE = re.compile(
    r"\b(?:associations?|federation|foundation|union|institute|society|coalition|alliance|league|project|clubs?|church|bank|fund(?!\s*$)|brotherhood"
    r"|law\s+offices?|partners|ventures|holdings|center|centre|chamber|academy|museum|campaign|party|chapter|lodge|local\s+\d+|conference|friends|bar\s+association"
    r"|insurance|hospital(?!\s+district)|medical\s+group|newspapers?|farm\s+bureau|business\s+bureau|credit\s+bureau|teamsters|plumbers|laborers|carpenters"
    r"|committee\s+for|public\s+advocate|college\s+of|university|cooperative|homeowners|condominium)\b",
    re.IGNORECASE,
)
_MATTER = re.compile(r"^(?:in\s+re\b|in\s+the\s+matters?\s+of\b|in\s+matter\s+of\b|matter\s+of\b|ex\s+parte\b|application\s+of\b)", re.IGNORECASE)
_THING = re.compile(
    r"^\$|^(?:approximately|all|any\s+and\s+all|one|two|three|\d+)\s+.*\b(?:currency|funds|property|vehicles?|firearms?|account|accounts|assets|bitcoins?|plaintiffs|defendants|others|persons?|pieces?|contents)\b"
    r"|\b(?:real\s+property|u\.?s\.?\s+currency|united\s+states\s+currency|vin|funds\s+in)\b"
    r"|^(?:19|20)\d\d\s+\w+|^(?:service|mailing|notice)\s+list$|^unknown\b|^unidentified\b|^unnamed\b|^m/?v\s"
    r"|^members\s+of\b|^(?:interfaith\s+)?groups?\s+of\b|^all\s+(?:plaintiffs|defendants|parties|counsel)|^certain\b|^various\b|^other\b",
    re.IGNORECASE,
)
_LINKS = frozenset("of for on against in and & to with without from at by about under between over before after is are not".split())
_DOMAIN = re.compile(r"\w\.(?:com|org|net|edu|gov|io|ai|co|tv|us|biz|info)\b", re.IGNORECASE)
_INITIAL = re.compile(r"[A-Za-z]\.?|(?:[A-Z]\.){2,3}")
_NAME_WORD = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:['’.-][^\W\d_]+)*[.’']?")
_OFFICE_START = re.compile(rf"^(?:the\s+|acting\s+|interim\s+|deputy\s+|assistant\s+|associate\s+)*(?:{phrase_pattern('office')})\b(?!\s+[A-Z]\.)", re.IGNORECASE)
_PUBLIC_BODY = re.compile(rf"(?<!\w)(?:{phrase_pattern('public_body')})(?!\w)", re.IGNORECASE)
_PUBLIC_NAMES = re.compile(r"(?:federal\s+deposit\s+insurance|pension\s+benefit\s+guaranty|overseas\s+private\s+investment)\s+corp", re.IGNORECASE)


def is_matter(name: str) -> bool:
    """Say whether a caption names a matter and no party: "In re …"."""
    return bool(_MATTER.match(name))


def is_office(text: str) -> bool:
    """Say whether words begin with a public office: "Warden of …", "Attorney General"."""
    return bool(_OFFICE_START.match(text))


def find_kind(name: str, is_caption: bool = False) -> PartyKind:
    """Return the kind of a name that is neither a pseudonym's nor a representative's.

    One unknown word is a surname in a caption ("Pursley v. …") and an organisation in a list of
    parties, where persons have their given names.
    """
    if is_matter(name) or _THING.search(name):
        return PartyKind.UNKNOWN
    if is_group(name) and not has_form(name):
        return PartyKind.UNKNOWN
    if is_government(name):
        return PartyKind.GOVERNMENT
    if has_form(name):
        return PartyKind.ORGANIZATION
    if looks_like_person(name):
        return PartyKind.PERSON
    if len(name.split()) == 1 and is_caption and not is_organisation(name):
        return PartyKind.PERSON
    return PartyKind.ORGANIZATION


def is_government(name: str) -> bool:
    """Say whether a name is a state's, an agency's, a city's, a public district's or a foreign state's."""
    plain = name.replace("’", "'").strip(" .,")
    if _PUBLIC_NAMES.search(plain):
        return True
    if has_form(plain) and not re.search(r"\bmunicipal\s+corporation\b", plain, re.IGNORECASE):
        return False
    if re.sub(r"^the\s+", "", plain.casefold()) in load_words("state") | load_words("country") | {"united states", "usa", "u.s"}:
        return True
    if re.match(r"(?:the\s+)?(?:state|commonwealth|city|county|town|village|township|borough|government)s?\s+(?:and\s+county\s+)?of\s", plain, re.IGNORECASE):
        return True
    if _PRIVATE.search(plain) and not _RETIREMENT.search(plain):
        return False
    if looks_like_person(plain):
        return False
    return bool(_PUBLIC_OF.search(plain) or _PUBLIC_END.search(plain) or _CITY.match(plain) or _PUBLIC_BODY.search(plain) or is_office(plain))


_RETIREMENT = re.compile(r"\b(?:police|fire|firefighters|teachers|employees|public|state|county|city|municipal)\b.*\b(?:retirement|pension)\s+(?:system|association|fund|board|plan|trust)", re.IGNORECASE)


def is_group(name: str) -> bool:
    """Say whether a name only describes people or bodies: "Technology Companies", "Scholars of …"."""
    head = re.split(r"\s+(?:of|in|from|at|who|and\s+the|with|concerned|against)\s+", name.strip(" ."), maxsplit=1, flags=re.IGNORECASE)[0]
    words = [fold(word) for word in head.split()]
    plain = [fold(word) for word in name.split()]
    if not words or words[-1] not in load_words("group"):
        return False
    bodies = {"association", "alliance", "league", "federation", "society", "council", "coalition", "conference", "union", "united", "foundation", "the"}
    return not bodies & set(plain) or (plain[0] == "the" and not bodies & set(plain[1:]))


def is_organisation(name: str) -> bool:
    """Say whether the words of a name show an organisation, whatever its form."""
    tokens = name.split()
    words = [fold(token) for token in tokens]
    if has_form(name) or "&" in tokens or _DOMAIN.search(name) or re.search(r"[\d!+]", name) or is_registered(name):
        return True
    if len(words) == 1:
        return words[0] in load_words("acronym") or words[0] in load_words("make") or bool(re.search(r"[a-z][A-Z]", name) and not re.match(r"(?:Ma?c|D[ei]|La|O'|Van|Fitz)[A-Z]", name))
    given_first = words[0] in load_words("given") or bool(_INITIAL.fullmatch(tokens[0]))
    has_initial = any(_INITIAL.fullmatch(token) for token in tokens[1:-1])
    for index, word in enumerate(words):
        if word in _LINKS and not (word in load_words("particle")):
            return True
        if word in load_words("make") and index and not given_first:
            return True
        if word not in load_words("organisation") or (index == 0 and (given_first or word in load_words("surname") and len(words) == 2)):
            continue
        is_surname = word in load_words("surname") and (given_first or has_initial)
        if not is_surname and not (word in load_words("given") and given_first):
            return True
    return words[0] == "the"


def looks_like_person(name: str) -> bool:
    """Say whether a name of two to six words has the shape of a person's and nothing against it."""
    tokens = [token for token in name.replace(",", " ").split() if not is_suffix(token)]
    if not 2 <= len(tokens) <= 6 or not all(_NAME_WORD.fullmatch(token.strip("\"“”()")) for token in tokens):
        return False
    words = [fold(token) for token in tokens]
    if words[0] in {"city", "county", "state", "town", "village", "united"} or name.casefold() in load_words("state") | load_words("country"):
        return False
    if _NOT_PERSON_END.search(name):
        return words[0] in load_words("given") and len(words) <= 3 and words[-1] in {"police", "nation", "court", "parish", "county", "price"}
    return not is_organisation(" ".join(tokens))


_NOT_PERSON_END = re.compile(r"\b(?:county|parish|township|police|court|courts|nation|tribe|commission|department|authority|district|schools|jail|prison|senate|corrections|agency|bureau|army|navy)$", re.IGNORECASE)
