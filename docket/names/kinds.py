"""What kind of thing a party's name names: a person, an organization, a public body, an office …

Read from the name alone, by families of words (data/name_words.csv) and by the shape of the
name. Order matters: a legal form speaks louder than "city", and "city" louder than a surname.
"""

import re
from enum import StrEnum

from docket.names.forms import has_form, is_form_run, is_suffix
from docket.names.words import fold, is_registered, load_words, phrase_pattern

_LINKS = frozenset(
    "of for on against in and & to with without from at by about under between over before after is are not".split()
)
_DOMAIN = re.compile(r"\w\.(?:com|org|net|edu|gov|io|ai|co|tv|us|biz|info)\b", re.IGNORECASE)
_INITIAL = re.compile(r"[A-Za-z]\.?|(?:[A-Z]\.){2,3}")
_NAME_WORD = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:['’.-][^\W\d_]+)*[.’']?")
_HUMP = re.compile(r"([A-Z][a-z]{3,})[A-Z]")
_LONGEST_PERSON = 120
_PLACES = frozenset(("city", "county", "state", "town", "village", "united"))
_NAMED_AFTER = frozenset(("washington", "montana", "nevada", "indiana", "delaware", "maine"))
_US = re.compile(r"(?:u\.\s?s\.|us|usa)\s", re.IGNORECASE)
_NOT_PERSON_END = re.compile(
    (
        r"\b(?:county|parish|township|police|court|courts|nation|tribe|commission|department|authority|district"
        "|schools|jail|prison"
        r"|senate|corrections|agency|bureau|army|navy|dept|commissioners|facility|facilities|center|office"
        r"|grand\s+jury|university|hospital|etc)\.?$"
    ),
    re.IGNORECASE,
)


def is_organization(name: str) -> bool:
    """Say whether the words of a name show an organization, whatever its form."""
    tokens = name.split()
    words = [fold(token) for token in tokens]
    if has_form(name) or "&" in tokens or _DOMAIN.search(name) or re.search(r"[\d!+]", name):
        return True
    if is_registered(name) or name.casefold() in load_words("organization_name"):
        return True
    if len(words) == 1:
        has_inner_capital = re.search(r"[a-z][A-Z]", name) and not re.match(
            r"(?:Ma?c|D[ei]|La|O'|Van|Fitz)[A-Z]", name
        )
        has_capitals = re.match(r"[A-Z]{3,}[a-z]", name)  # "PSINet", "TRUSTe"
        is_known = words[0] in load_words("acronym") | load_words("make")
        return is_known or bool(has_inner_capital or has_capitals) or _has_bodies_parts(name)
    # "J. P. Bank" may be called so, "J.P. Example Example Bank" is a bank
    given_first = words[0] in load_words("given") or (len(words) < 4 and bool(_INITIAL.fullmatch(tokens[0])))
    has_initial = any(_INITIAL.fullmatch(token) for token in tokens[1:-1])
    for index, word in enumerate(words):
        if word in _LINKS and word not in load_words("particle"):
            return True
        if word in load_words("make") and index and not given_first:
            return True
        if index and _is_acronym(tokens[index], word) and not name.isupper():
            return True
        if _is_joined(tokens[index]) or (index and _has_bodies_parts(tokens[index])):
            return True
        if word not in load_words("organization") or (
            index == 0 and (given_first or (word in load_words("surname") and len(words) == 2))
        ):
            continue
        is_surname = word in load_words("surname") and (given_first or has_initial)
        if not is_surname and not (word in load_words("given") and given_first):
            return True
    return words[0] == "the"


def _is_joined(token: str) -> bool:
    """Whether two words are written as one: "TempHomes", and not "DiMeo", "FitzGerald" or "MaryAnn"."""
    hump = _HUMP.match(token)
    return hump is not None and hump[1] != "Fitz" and hump[1].casefold() not in load_words("given")


def _has_bodies_parts(token: str) -> bool:
    """Whether each part of a word with a hyphen is an organization's or a legal form: "Bank-Corp"."""
    parts = [fold(part) for part in token.split("-")]
    return len(parts) > 1 and all(part in load_words("organization") or is_form_run(part) for part in parts)


def is_surname_with_suffix(name: str) -> bool:
    """Say whether a name is one word and a generation's suffix, which no organization has: "Example, Sr."."""
    tokens = name.replace(",", " ").split()
    return (
        len(tokens) == 2
        and tokens[1].rstrip(".").casefold() in ("jr", "sr")
        and bool(_NAME_WORD.fullmatch(tokens[0]))
    )


def _is_acronym(token: str, word: str) -> bool:
    return token.isupper() and len(word) > 2 and word in load_words("acronym") and not is_suffix(word)


def looks_like_person(name: str) -> bool:
    """Say whether a name of two to six words has the shape of a person's and nothing against it."""
    if len(name) > _LONGEST_PERSON:
        return False
    if len(pieces := re.split(r"\s{1,9}(?:and|&)\s{1,9}", name, maxsplit=1, flags=re.IGNORECASE)) == 2:
        return looks_like_person(pieces[1]) and (
            looks_like_person(pieces[0]) or pieces[0].casefold() in load_words("given")
        )
    tokens = [token for token in name.replace(",", " ").split() if not is_suffix(token)]
    if not 2 <= len(tokens) <= 6 or not all(_NAME_WORD.fullmatch(token.strip('"“”()')) for token in tokens):
        return False
    words = [fold(token) for token in tokens]
    if (
        _US.match(name)
        or words[0] in _PLACES
        or name.casefold() in load_words("state") | load_words("country")
    ):
        return False
    if (
        _NOT_PERSON_END.search(name)
        or words[-1].endswith("'s")
        or tokens[-1].endswith(("'s", "’s"))
        or _starts_with_state(words)
    ):
        return False
    return not is_organization(" ".join(tokens))


def _starts_with_state(words: list[str]) -> bool:
    """Whether a name starts with a state that nobody is called after: "New York Times", "Texas Roadhouse"."""
    if " ".join(words[:2]) in load_words("state"):
        return True
    return words[0] in load_words("state") and words[0] not in load_words("given") | _NAMED_AFTER


# Registers print a body behind its name: "Exampleville, City of", "Social Security, Commissioner of".
_INVERTED = re.compile(
    r",\s+(?:city|county|state|village|town|township|borough|parish|commonwealth|people|commissioner|commisioner"
    r"|secretary|department|dept\.?|board|bureau)\s+of(?:\s+the)?$|\bcommissioner\s+of$",
    re.IGNORECASE,
)
_THE_BEHIND = re.compile(r",\s+the$", re.IGNORECASE)
_STATES_OFFICE = re.compile(rf"^(?:{phrase_pattern('state')}|[A-Z]{{2}})\s+(?:\w+\s+){{0,3}}(?-i:[Oo])ffice$")
_PUBLIC_OF = re.compile(
    r"""^(?:the\s+)?(?:(?:united\s+mexican\s+|united\s+)?states?|commonwealth|people|city(?:\s+(?:and
        |&)\s+county)?|county|town|township|village|borough
          |parish|municipality|territory|province|republic|kingdom|government|port|islamic\s+republic
            |federal\s+republic|principality
             |hamlet
          |consolidated\s+city|state\s+and\s+county|navajo\s+nation|tribe|pueblo|band|confederated\s+tribes?
            |department|dept|division
          |bureau|ministry|embassy|consulate|agency|senate|assembly|legislature|superior\s+court|court|administration
             |port\s+authority)\s+of\b
       |\b(?:department|dept|division|div\.|bureau|ministry|commission|authority|government|republic
         |commonwealth)\s+(?:of|for|on)\b
       |^(?:(?:northern|southern|eastern|western|middle|central)\s+)?district\s+of\s|\bsecretary\s+of\s+state\b
       |\bgrand\s+jury$|^usa?\s+-\s
       |\boffices?\s+of\s+(?:the\s+|inspector|attorney|governor|public|management|personnel|foreign|thrift)
       |\b(?:board|council|commission|committee)\s+of\s+(?:education|supervisors|(?:county\s+)?commissioners
         |regents|elections?|
            parole|immigration|governors|county|equalization|zoning|aldermen|selectm[ae]n|freeholders|police
              |pharmacy|medicine|nursing
               |bar\s+examiners)
       |^(?:people|commonwealth|state|government|crown|navajo\s+nation)$|^(?:his|her)\s+majesty\b
       |^(?:(?:\d+\w\w|\w+)\s+){0,2}courts?\s+of\s+(?:criminal\s+|civil\s+)?(?:appeals?|claims|common\s+pleas)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PUBLIC_END = re.compile(
    r"""\b(?:department|dept\.?|commission|authority|administration|county|parish|township|borough|police
        |sheriff|jail|prison
          |penitentiary|corrections|legislature|senate|court|courts|tribe|nation|rancheria|pueblo
            |retirement\s+board|district
          |correctional\s+(?:facility|institution|institute|center|complex)|juvenile\s+(?:\w+\s+){0,2}center
            |correction\s+center
            |detention\s+(?:center|facility|complex)
             |state\s+university|state\s+hospital|state\s+bar
          |(?:school|public)\s+(?:district|schools)|police\s+department|attorney\s+general
            |district\s+attorney|public\s+defender|treasury
          |(?:review|control|relations|appeals|parole|school|pension|county|water|licensing|elections?|labor
            |utilities|safety
             |transportation|zoning|state|tax|health|reserve|planning|education)\s+board
          |(?:water|intelligence|protection|management|security|housing|finance|financing|transportation
            |redevelopment|health|tax
             |logistics|regulatory|state|county|city|federal|public|regional|national|enforcement|aviation
               |development|nuclear|space
             |energy|conservation|services?|threat|reduction|lottery)\s+agency
          |(?:city|county|town|village|borough|metropolitan|tribal|common)\s+council)
          (?:\s+(?:no\.?\s*)?[\dR-]+[A-Z]?)?$
       |\b(?:unified|independent|consolidated|elementary|union|central|community|union\s+free|local|high|regional
          |city)\s+school\s+(?:district|corporation)\b
       |\b(?:school|water|irrigation|fire|utility|sanitation|transit|hospital|drainage|flood\s+control
         |community\s+college|recreation
          |reclamation|conservation|park)\s+district\b
       |\b(?:county|parish|city|state|municipal)\s+(?:\w+\s+){0,2}(?:board|jail|sheriff|police|schools
         |library|coroner|prosecutor
          |commissioners|supervisors|court|attorney|authority|department|commission|legislature)\b
       |\b(?:senate|house|congressional|joint|select)\s+(?:\w+\s+){0,2}(?:sub)?committee\b
       |\b(?:police|fire|teachers'?|employees'?|municipal|county|city|state|public|firefighters'?
         |officers'?)\s+(?:\w+'?\s+
          |&\s+){0,3}(?:retirement|pension)\s+(?:system|fund|board|plan|trust|association)s?\b
       |\bretirement\s+systems?(?:\s+of\b|$)|\bboard\s+of\s+trustees\s+of\b.*\b(?:university|college|state
         |city|county|school)
       |\bsuperior\s+court\b|\b(?:district|circuit|supreme|family|probate|bankruptcy|municipal)\s+court\b
       |\bfederal\s+(?:bureau|\w+\s+(?:commission|agency|administration|authority)|reserve)\b|^(?:u\.?s\.?
          |united\s+states)\s+(?:\w+\s+){0,4}(?:department|service|services|bureau|commission|agency|office
            |army|navy|force|guard|board
          |senate|congress|court|enforcement|patrol|house|corps|marshals?|attorney|trade\s+representative
            |probation|trustees?|mint|embassy
          |customs|protection)\b
       |\b(?:tribes?|nation|band|rancheria)\s+of\b|^(?:bundesrepublik|rep[uú]blica|estados?\s+unidos|gobierno)\b
       |\bbureau\s+of\b|\bport\s+authority\b|\bpublic\s+schools\b|\bstate\s+of\s+[A-Z]
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CITY = re.compile(r"^(?:\w+\s+){1,2}city$", re.IGNORECASE)
# Words of private bodies: an association of public employees is not a public body.
_PRIVATE = re.compile(
    (
        r"\b(?:associations?|federation|foundation|union|institute|society|coalition|alliance|league|project"
        "|clubs?|church|bank"
        r"|fund(?!\s*$)|brotherhood"
        r"|law\s+offices?|partners|ventures|holdings|(?<!detention\s)(?<!correctional\s)(?<!correction\s)center"
        r"|chamber|academy|museum|campaign|party"
        "|chapter|fellows"
        r"|college(?!\s+district)|for\s+(?:u\.?s\.?\s+)?(?:congress|senate|president|governor|mayor|america)"
        r"|chapter|lodge|local\s+\d+"
        r"|conference|friends|bar\s+association"
        r"|insurance|hospital(?!\s+district)|medical\s+group|newspapers?|farm\s+bureau|business\s+bureau"
        r"|(?:credit|collection)\s+bureau|teamsters"
        r"|plumbers|laborers|carpenters"
        r"|committee\s+for|public\s+advocate|university|cooperative|homeowners|condominium)\b"
    ),
    re.IGNORECASE,
)
_OFFICE_START = re.compile(
    (
        r"^(?:the\s+|acting\s+|interim\s+|deputy\s+|assistant\s+"
        rf"|associate\s+)*(?:{phrase_pattern('office')})\b(?!\s+[A-Z]\.)"
    ),
    re.IGNORECASE,
)
_PUBLIC_BODY = re.compile(rf"(?<!\w)(?:{phrase_pattern('public_body')})(?!\w)", re.IGNORECASE)
_PUBLIC_NAMES = re.compile(
    r"(?:federal\s+deposit\s+insurance|pension\s+benefit\s+guaranty|overseas\s+private\s+investment)\s+corp",
    re.IGNORECASE,
)
_PLACE = re.compile(rf",\s+(?:{phrase_pattern('state')}|[A-Z]{{2}}|[A-Z][a-z]+\.)$", re.IGNORECASE)
_BODY_OF = re.compile(
    (
        r"(?:the\s+)?(?:state|commonwealth|city|county|town|village|township|borough"
        r"|government)s?\s+(?:and\s+county\s+)?of\s"
    ),
    re.IGNORECASE,
)
_REGENTS = re.compile(
    r"^(?:the\s+)?(?:board\s+of\s+)?(?:regents|curators|visitors)\b.*\b(?:university|college|state)\b",
    re.IGNORECASE,
)
_RETIREMENT = re.compile(
    (
        r"\b(?:police|fire|firefighters|teachers|employees|public|state|county|city"
        r"|municipal)\b.{0,200}\b(?:retirement|pension)\s+(?:system"
        r"|association|fund|board|plan|trust)"
    ),
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
    if re.sub(r"^the\s+", "", plain.casefold()) in load_words("state") | load_words("country") | {
        "united states",
        "usa",
        "us",
        "u.s",
    }:
        return True
    if (
        _BODY_OF.match(plain)
        or _REGENTS.match(plain)
        or _INVERTED.search(plain)
        or _STATES_OFFICE.match(plain)
    ):
        return True
    if _PRIVATE.search(plain) and not _RETIREMENT.search(plain):
        return False
    if looks_like_person(plain):
        return False
    if any(pattern.search(plain) for pattern in (_PUBLIC_OF, _PUBLIC_END, _CITY, _PUBLIC_BODY)):
        return True
    first, _, rest = plain.partition(" ")
    is_trade = fold(first) in _OFFICES_AND_SURNAMES and " " in rest and is_organization(rest)
    return _OFFICE_START.match(plain) is not None and (
        not is_trade or re.search(r"\s(?:of|and|for)\s", plain) is not None
    )


# "Chief Example Technologies" is a firm, "Chief of Police" is none
_JOINS = re.compile(r"\s(?:of|and|for)\s")


class PartyKind(StrEnum):
    """What a party is. A group without a name of its own is ``UNKNOWN``."""

    PERSON = "person"
    PSEUDONYM = "pseudonym"
    ORGANIZATION = "organization"
    GOVERNMENT = "government"
    ESTATE_OR_GUARDIAN = "estate_or_guardian"
    CLASS = "class"
    UNKNOWN = "unknown"


_MATTER = re.compile(
    r"^(?:in\s+re\b|in\s+the\s+matters?\s+of\b|in\s+matter\s+of\b|matter\s+of\b|ex\s+parte\b|application\s+of\b)",
    re.IGNORECASE,
)
_THING = re.compile(
    (
        r"^\$|^(?:approximately|all|any\s+and\s+all|one|two|three|\d+)\s.*\b(?:currency|funds|property"
        "|vehicles?|firearms?|account"
        r"|accounts|assets|bitcoins?|plaintiffs|defendants|others|persons?|pieces?|contents)\b"
        r"|\b(?:real\s+property|u\.?s\.?\s+currency|united\s+states\s+currency|vin(?=[\s:#]+\w*\d)|funds\s+in)\b"
        r"|^(?:the\s+)?(?:vessel|barge|tug|motor\s+vessel|f/v|s/v|m/y"
        r"|aircraft)\b|\bunknown\s+(?:named|officers?|agents?|persons?|employees?|part(?:y|ies))\b|^(?:service"
        r"|mailing|notice)\s+list$"
        r"|^unknown\b|^unidentified\b|^unnamed\b|^m/?v\s"
        r"|^members\s+of\b|^(?:interfaith\s+)?groups?\s+of\b|^all\s+(?:plaintiffs|defendants|parties|counsel)"
        r"|\battorneys\s+general$"
        r"|^et\.?\s+al\b|^(?:its|their)\s+[a-z]"
    ),
    re.IGNORECASE,
)
# Words that describe, and also begin the name of a firm, whose legal form speaks louder: "2005 Investors LLC".
_VAGUE = re.compile(
    r"^certain\b(?!\s+underwriters)|^various\b|^others?\b|^(?:the\s+)?families\s+(?:of|and)\b"
    r"|^(?:(?:one|two|a|an)\s+(?:\(\d+\)\s+)?)?(?:19|20)\d\d\s+\w+",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\s{0,9}\([^()]*\)$")
_AFTER_HEAD = re.compile(r"\s{1,9}(?:of|in|from|at|who|and\s+the|with|concerned|against)\s+", re.IGNORECASE)
_BODIES = frozenset(
    "association alliance league federation society council coalition conference union united foundation the".split()
)
_OFFICES_AND_SURNAMES = frozenset(
    "judge justice marshal mayor chancellor constable major president senator bishop king prince chief captain".split()
)


def is_matter(name: str) -> bool:
    """Say whether a caption names a matter and no party: "In re …"."""
    return bool(_MATTER.match(name))


def find_kind(name: str, is_caption: bool = False) -> PartyKind:
    """Return the kind of a name that is neither a pseudonym's nor a representative's.

    One unknown word is a surname in a caption ("Pursley v. …") and an organization in a list of
    parties, where persons have their given names.
    """
    name = _THE_BEHIND.sub("", name)  # "Example Company, The"
    if is_caption and name.casefold() in _OFFICES_AND_SURNAMES:
        return PartyKind.PERSON
    if is_matter(name) or _THING.search(name) or (_VAGUE.match(name) and not has_form(name)):
        return PartyKind.UNKNOWN
    if is_group(name) and not has_form(name):
        return PartyKind.UNKNOWN
    if is_government(name):
        return PartyKind.GOVERNMENT
    if has_form(name):
        return PartyKind.ORGANIZATION
    if looks_like_person(name) or is_surname_with_suffix(name):
        return PartyKind.PERSON
    if len(name.split()) == 1 and is_caption and not is_organization(name):
        return PartyKind.PERSON
    return PartyKind.ORGANIZATION


def drop_remark(name: str) -> str:
    """Return a body's or a group's name without the remark in parentheses behind it: "Elm, LLC (Oak Electric)".

    Of other names the parentheses may be a part.
    """
    bare = _REMARK.sub("", name)
    return bare if bare and (has_form(bare) or is_group(bare) or _VAGUE.match(bare)) else name


def is_group(name: str) -> bool:
    """Say whether a name only describes people or bodies: "Technology Companies", "Scholars of …"."""
    head = _AFTER_HEAD.split(name.strip(" ."), maxsplit=1)[0]
    words = [fold(word) for word in head.split()]
    if not words or words[-1] not in load_words("group"):
        return False
    return not _BODIES & set(words[1:] if words[0] == "the" else words)
