"""One printed party line taken apart: the name, its other names, and what is said about the party.

Pages print it all in one breath ("A d/b/a B, individually and as next friend of C") or spread it
over the small print below the name. Between the commas of a name legal forms stay, offices and
descriptions go.
"""

import re
from dataclasses import dataclass

from docket.names.forms import has_form, is_credential, is_form_run, is_suffix
from docket.names.kinds import (
    is_government,
    is_group,
    is_matter,
    is_office,
    is_organization,
    looks_like_person,
)
from docket.names.words import fold, load_words, phrase_pattern

# "A d/b/a B", "A, formerly known as B": each side is a name of the same party.
ALSO = re.compile(
    r"""[,;]?\s?(?<![\w/.])\(?(?:individually\sand\s)?(?:and\s)?(?:
          d\s?[/.]\s?b\s?[/.]\s?a\b\.?|dba\b|f\s?[/.]\s?k\s?[/.]\s?a\b\.?|fka\b|a\s?[/.]\s?k\s?[/.]\s?a\b\.?|aka\b
             |n\s?[/.]\s?k\s?[/.]\s?a\b\.?|nka\b
          |p\s?/\s?k\s?/\s?a\b|f\s?/\s?d\s?/\s?b\s?/\s?a\b|s\s?/\s?h\s?/\s?a\b|t\s?/\s?a\b|also\sd\s?/\s?b\s?/\s?a\b
          |(?:also\s)?(?:formerly\s)?(?:doing|trading)\s(?:business\s)?(?:under\sthe\sname(?:\sof)?|as)\b
          |(?:formerly|also|now|professionally|commonly|better|previously|currently)\sknown\sas\b
            |(?:erroneously\s|improperly\s
             |incorrectly\s)?sued\s(?:herein\s)?(?:and\sserved\s)?as\b
          |(?:now|formerly)\sdoing\sbusiness\sas\b|(?<=\()formerly(?=\s[A-Z])|(?<=,\s)formerly(?=\s[A-Z])
        )[\s:]+""",
    re.VERBOSE | re.IGNORECASE,
)
_SELF = r"(?:him|her|it|them|my)sel(?:f|ves)"
# From here on the line speaks about the party and no longer names it.
_NOTE = re.compile(
    rf"""[,;]?\s?[\[(]?(?:(?<!\w)|(?=[,(]))(?:
          et\.?\s?al\b|et\sux\b|et\svir\b|et\suxor\b|ex\srel\b|c/o\b|s/n\b
          |(?:solely\s|only\s|both\s)?in\s(?:(?:his|her|their|its|the|his/her|his\sor\sher|both|own
            |respective)\s)*(?:individual
             |official|offical|personal|representative|corporate|professional|fiduciary)\b(?:\sand\s\w+)?\scapacit
          |(?:and\s)?individually\b|jointly\sand\sseverally\b|as\san\sindividual\b
          |(?:and\s|acting\s)?(?:suing\s)?(?:on|in)\sbehalf\sof\b|for\s{_SELF}\b|o/?b/?o\b
          |by\sand\sthrough\b|by\s(?=(?:his|her|their|its)\b|next\sfriend|guardian|(?:[A-Z]\.\s?){{2,}}
             |[A-Z][\w.]+\s[A-Z][\w.]+(?:\s\w+)?,)|through\s(?:his|her|their|its|the)\b
          |(?:and\s)?as\s(?:(?:the|an?|duly|court|appointed|sole|proposed|acting|interim|special
            |independent|co-?|natural|legal|personal
             |temporary|general|ancillary|successor|limited|surviving|indenture|owner|collateral
               |administrative|plaintiff's)[\s-]+)*
             (?:next\sfriend|trustees?|co-?trustees?|executor|executrix|executors|administrat\w+
               |representatives?|guardians?
                |conservators?|parents?|mother|father|heirs?|beneficiary|assignees?|subrogee|successor
                  |receiver|agent|nominee|attorney
                |assignor|spouse|widow|surviv\w+|members?|officers?|custodian|liquidat\w+|servicer|mortgagee
                  |fiduciary|class|lead|relator
                |nominal|owner|shareholder|president|director|secretary|governor|warden|sheriff|commissioner
                  |superintendent|mayor|chief)\b
          |in\ssupport\sof\b|supporting\s(?:petitioners?|respondents?|neither|appell\w+)
          |(?:[,(]\s?|(?<=\())(?:an?|the)\s(?=[\w.\s]*?(?:corporation|company|partnership|liability
            |association|entity|individual|minor
             |infant|citizen|resident|municipal|nonprofit|non-profit|trust|business|foreign|domestic|public
               |political|juvenile|child
             |married|single|national|incapacitated|disabled|deceased|division|subsidiary|unit|state|body
               |adult|person|professional|firm
             |sole|religious|woman|man|class|protected|U\.?S))
          |(?:,\s?)(?:deceased|minors?|a\sminor|decedent|successor|substituted|named|its|his|her|their
            |mother|father|parents?|husband
             |wife|next\sfriend|guardian|executor|executrix|administratrix|administrator\sof\sthe\sestate
               |personal\srepresentative
             |trustee|inclusive|jointly|now\sdeceased|acting\sby|real\spart|former)\b
          |and\s(?:all\s)?others?\b|and\s(?:all\s)?those\b|and\san?\s(?:proposed|putative)\sclass\b
          |,\s?and\s(?=\d+\s)|and\sall\s(?:others?|other|those|persons|similarly)\b
          |successors?(?:\s|-)(?:in(?:\s|-)interest|by\smerger)\b|\(ret\.?\)|\(?deceased\)
        )""",
    re.VERBOSE | re.IGNORECASE,
)
_REGISTER = re.compile(
    r"""[,;]?\s?\(?(?:(?:inmate|prisoner|reg(?:ister|istration)?|booking|cdcr?|tdcj|bop|sid|badge|dob|id
        |alien|agency)\b\.?\s?(?:no|num|number|id)?\.?\s?[\#:]{0,3}\s?[A-Z]{0,3}-?\d[\w-]{0,30}
          |(?<!doe\ )(?<!does\ )(?<!roe\ )(?<!roes\ )\#\s?[A-Z]{0,2}-?\d{4,20}[\w-]{0,30}
            |,\s?\#?\s?(?:[A-Z]{1,2}-?\d{4,20}|\d{5,20})(?:-\d+)?
             |\b\d{5}-\d{3}\b|\bA\s?\#?\s?\d{2,3}[- ]?\d{3}[- ]?\d{3}\b
          |(?<=\s)\(\d{1,3}\)|-\s?\d{5,20}|\s[A-Z]{1,2}-?\d{4,6}\b)\)?\s?$
    """,
    re.VERBOSE | re.IGNORECASE,
)
# A role the clerk printed after the name: "Applicant", "Objector and Appellant".
_ROLE = (
    "(?:petitioners?|applicants?|respondents?|appellants?|appellees?|plaintiffs?|defendants?|intervenors?"
    "|movants?|objectors?"
    r"|claimants?|relators?|debtors?|garnishees?|cross-\w{1,20}|counter-?\w{1,20}|non-?part(?:y|ies)|real\s+part(?:y"
    r"|ies)\s+in\s+interest"
    r"|amicus\s+curiae|amici(?:\s+curiae)?)"
)
ROLES = re.compile(
    rf"[,;]?\s?[(\[]?\s?(?:{_ROLE})(?:\s?(?:,|and|/|-|&)\s?{_ROLE}|\s{_ROLE})*\s?[)\]]?\.?\s?$",
    re.IGNORECASE,
)
_TERMINATED = re.compile(r"TERMINATED:?\s*\d{1,2}/\d{1,2}/\d{4}", re.IGNORECASE)


@dataclass(frozen=True)
class Parts:
    """A party line taken apart. `notes` are the words about the party, `printed_role` a role after its name.

    The last `below` of the notes are the small print's.
    """

    name: str
    aliases: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    printed_role: str | None = None
    below: int = 0


def squeeze(text: str) -> str:
    """Return text on one line, with plain spaces and no space before a comma."""
    plain = " ".join(text.replace("\xa0", " ").replace("\u200b", "").split())
    return re.sub(r" ([,;])", r"\1", plain)


def dissect(raw: str, extra_info: str | None = None) -> Parts:
    """Take a party line and its small print apart."""
    text, role = _take_role(squeeze(raw).strip(" ,;"))
    pieces = ALSO.split(text)
    notes: list[str] = []
    names = [_take_notes(piece, notes) for piece in pieces]
    below, described = _read_below(extra_info)
    names = [name for name in names if name]
    return Parts(
        names[0] if names else "", tuple(names[1:] + below), tuple(notes + described), role, len(described)
    )


def _take_role(text: str) -> tuple[str, str | None]:
    match = ROLES.search(text)
    if (
        match is None
        or match.start() == 0
        or not re.match(r"[,;(\s]", match[0])
        or not re.match(r"\s*[,;(\[]", match[0])
    ):
        return text, None
    return text[: match.start()].strip(" ,;"), match[0].strip(" ,;.()[]")


def _take_notes(piece: str, notes: list[str]) -> str:
    """Return the name in a piece; what follows it goes to `notes`."""
    text = piece.strip(" ,;")
    match = _NOTE.search(text)
    if match and match.start() > 0:
        notes.append(text[match.start() :].strip(" ,;()"))
        text = text[: match.start()]
    if text.count("(") < text.count(")"):
        text = text.rstrip(" )")
    while (shorter := _REGISTER.sub("", text)) != text and shorter.strip(" ,;"):
        text = shorter
    return text.strip(" ,;")


def _read_below(extra_info: str | None) -> tuple[list[str], list[str]]:
    """Return the other names and the remarks of the small print, which has each on a line of its own."""
    aliases: list[str] = []
    notes: list[str] = []
    is_alias = False
    for line in (_TERMINATED.sub("", line) for line in (extra_info or "").splitlines()):
        line = squeeze(line).strip(" ,;")
        if not line:
            continue
        match = ALSO.match(f"{line} ")
        if match:
            line = line[match.end() :].strip(" ,;")
            is_alias = not line
            if line:
                aliases.append(_take_notes(line, notes))
        elif is_alias:
            aliases.append(_take_notes(line, notes))
            is_alias = False
        else:
            notes.append(line)
    return [alias for alias in aliases if alias], notes


_COMMA = re.compile(r",(?!\d{3}\b)\s*")
_TITLE_PAIR = re.compile(
    rf"^(?:former\s+|acting\s+|the\s+)?(?:{phrase_pattern('title_pair')})\.?\s+", re.IGNORECASE
)
_STAFF = re.compile(
    rf"^(?:the\s+|a\s+|an\s+|senior\s+|chief\s+|staff\s+|former\s+)*(?:{phrase_pattern('staff')})\b",
    re.IGNORECASE,
)
# Titles that are also given names or surnames: not before a lone word, "Dean Smith".
_ALSO_NAMES = frozenset("dean major sir earl duke chief private bishop king prince judge justice".split())
# Titles that stand before persons only.
_COURTESY = re.compile(
    r"(?:mrs?|ms|miss|mx|dr|doctor|hon|rev|prof|professors?|lt|sgt|sergeant|lieutenant|capt|cpt|cpl|col|det|detective"
    r"|officer|ofc|sen|senators?|rep|p\.o|c/o|c\.o|(?:u\.s\.|united states) senators?)\b",
    re.IGNORECASE,
)
_MOST_TITLES = 6
_POSTS = frozenset("c/o c.o. c.o p.o. nypd lapd s/o".split())
_POSTAL = re.compile(r"(?:[A-Z]\.?){2}|[A-Z][a-z]+\.?")


def trim(name: str) -> tuple[str, str]:
    """Return a name without what follows it, and what followed ("", or an office, a description)."""
    segments = [segment.strip() for segment in _COMMA.split(name)]
    segments = [segment for segment in segments if segment.strip(" .")]
    if (
        len(segments) < 2
        or is_matter(name)
        or (is_office(segments[0]) and not looks_like_person(segments[0]))
    ):
        return ", ".join(segments), ""
    if reordered := _given_after(segments):
        return reordered, ""
    # What stands before the last legal form is the name's: "…, Weinstein, and Company, Inc.".
    # "Ed Parish, Jr.": a generation's suffix is no place, and what stands before it no county.
    kept, is_public = segments[0], is_government(segments[0]) and not is_suffix(segments[1])
    last_form = max(
        (index for index, segment in enumerate(segments) if is_form_run(segment) or has_form(segment)),
        default=0,
    )
    for index, segment in enumerate(segments[1:], 1):
        if (
            is_public
            and _POSTAL.fullmatch(segment)
            and not is_form_run(segment.replace("PA", "").replace("CO", "") or "-")
        ) or is_form_run(segment):
            kept += f", {segment}"
        elif is_suffix(segment) or (
            is_suffix(segment.split()[0]) and is_credential(" ".join(segment.split()[1:]))
        ):
            kept += f" {segment.split()[0]}"
        elif index <= last_form and not _is_remark(segment):
            kept += f", {segment}"
        elif is_credential(segment):
            continue
        elif _is_remark(segment) or looks_like_person(kept) or _is_next_body(kept, segments[index:]):
            return kept, ", ".join(segments[index:])
        else:
            kept += f", {segment}"
    return kept, ""


def _is_remark(segment: str) -> bool:
    return (
        is_office(segment)
        or bool(_STAFF.match(segment))
        or is_group(re.sub(r"^and\s+", "", segment, flags=re.IGNORECASE))
    )


def _is_next_body(kept: str, segments: list[str]) -> bool:
    """Whether a list of bodies goes on, closed by "and": a whole name of three words on either side."""
    following = re.sub(r"^and\s+", "", segments[0], flags=re.IGNORECASE)
    is_list = segments[-1].casefold().startswith("and ")
    return (
        is_list
        and len(kept.split()) > 2
        and len(following.split()) > 2
        and is_organization(following)
        and bool(_BODY.search(following))
    )


_BODY = re.compile(r"\b(?:of|for|association|center|fund|institute|foundation)\b", re.IGNORECASE)


def _given_after(segments: list[str]) -> str | None:
    """Return "John A. Smith" for "Smith, John A."; None where the order is the usual one."""
    surname, given = segments[0], segments[1]
    words = given.split()
    if len(surname.split()) > 1 or len(words) > 3 or is_organization(surname) or is_government(surname):
        return None
    is_given = fold(words[0]) in load_words("given") and all(
        re.fullmatch(r"[A-Za-z'’-]+\.?", word) for word in words
    )
    if not is_given or (len(segments) > 2 and not is_suffix(segments[2])):
        return None
    return " ".join((given, surname, *segments[2:3]))


def take_titles(name: str) -> tuple[str, str]:
    """Return a person's name without the titles before it, and the titles."""
    titles: list[str] = []
    rest = name
    while len(rest.split()) > 1 and len(titles) < _MOST_TITLES:
        match = _TITLE_PAIR.match(rest)
        first, others = rest.split()[0], rest.split()[1:]
        if match and rest[match.end() :].strip():
            titles.append(match[0].strip())
            rest = rest[match.end() :].strip()
        elif _is_title(first) and (
            len(others) > 1 or first.casefold() not in _ALSO_NAMES - {"judge", "justice"}
        ):
            titles.append(first)
            rest = " ".join(others)
        else:
            break
    return rest, " ".join(titles)


def _is_title(word: str) -> bool:
    return fold(word) in load_words("title") or word.casefold() in _POSTS


def is_courtesy(titles: str) -> bool:
    """Say whether titles stand before persons only: "Dr.", "Sgt.", but not "General"."""
    return bool(_COURTESY.match(titles))


def is_staff(text: str) -> bool:
    """Say whether words begin with a post that is no public office: "Clerk at …", "Sgt.", "Dr."."""
    return bool(_STAFF.match(text))
