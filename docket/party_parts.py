"""One printed party line taken apart: the name, its other names, and what is said about the party.

Pages print it all in one breath ("A d/b/a B, individually and as next friend of C") or spread it
over the small print below the name. Nothing here judges what the party is.
"""

import re
from dataclasses import dataclass

# "A d/b/a B", "A, formerly known as B": each side is a name of the same party.
ALSO = re.compile(
    r"""[,;]?\s*(?<![\w/.])\(?(?:individually\s+and\s+)?(?:and\s+)?(?:
          d\s*[/.]\s*b\s*[/.]\s*a\b\.?|dba\b|f\s*[/.]\s*k\s*[/.]\s*a\b\.?|fka\b|a\s*[/.]\s*k\s*[/.]\s*a\b\.?|aka\b
             |n\s*[/.]\s*k\s*[/.]\s*a\b\.?|nka\b
          |p\s*/\s*k\s*/\s*a\b|f\s*/\s*d\s*/\s*b\s*/\s*a\b|s\s*/\s*h\s*/\s*a\b|t\s*/\s*a\b|also\s+d\s*/\s*b\s*/\s*a\b
          |(?:also\s+)?(?:formerly\s+)?(?:doing|trading)\s+(?:business\s+)?(?:under\s+the\s+name(?:\s+of)?|as)\b
          |(?:formerly|also|now|professionally|commonly|better|previously|currently)\s+known\s+as\b|(?:erroneously\s+|improperly\s+
             |incorrectly\s+)?sued\s+(?:herein\s+)?(?:and\s+served\s+)?as\b
          |(?:now|formerly)\s+doing\s+business\s+as\b|(?<=\()formerly(?=\s+[A-Z])|(?<=,\s)formerly(?=\s+[A-Z])
        )[\s:]+""",
    re.VERBOSE | re.IGNORECASE,
)
_SELF = r"(?:him|her|it|them|my)sel(?:f|ves)"
# From here on the line speaks about the party and no longer names it.
_NOTE = re.compile(
    rf"""[,;]?\s*[\[(]?(?:(?<!\w)|(?=[,(]))(?:
          et\.?\s*al\b|et\s+ux\b|et\s+vir\b|et\s+uxor\b|ex\s+rel\b|c/o\b|s/n\b
          |(?:solely\s+|only\s+|both\s+)?in\s+(?:(?:his|her|their|its|the|his/her|his\s+or\s+her|both|own|respective)\s+)*(?:individual
             |official|offical|personal|representative|corporate|professional|fiduciary)\b(?:\s+and\s+\w+)?\s+capacit
          |(?:and\s+)?individually\b|jointly\s+and\s+severally\b|as\s+an\s+individual\b
          |(?:and\s+|acting\s+)?(?:suing\s+)?(?:on|in)\s+behalf\s+of\b|for\s+{_SELF}\b|o/?b/?o\b
          |by\s+and\s+through\b|by\s+(?=(?:his|her|their|its)\b|next\s+friend|guardian|(?:[A-Z]\.\s?){{2,}}
             |[A-Z][\w.]+\s+[A-Z][\w.]+(?:\s+\w+)?,)|through\s+(?:his|her|their|its|the)\b
          |(?:and\s+)?as\s+(?:(?:the|an?|duly|court|appointed|sole|proposed|acting|interim|special|independent|co-?|natural|legal|personal
             |temporary|general|ancillary|successor|limited|surviving|indenture|owner|collateral|administrative|plaintiff's)[\s-]+)*
             (?:next\s+friend|trustees?|co-?trustees?|executor|executrix|executors|administrat\w+|representatives?|guardians?
                |conservators?|parents?|mother|father|heirs?|beneficiary|assignees?|subrogee|successor|receiver|agent|nominee|attorney
                |assignor|spouse|widow|surviv\w+|members?|officers?|custodian|liquidat\w+|servicer|mortgagee|fiduciary|class|lead|relator
                |nominal|owner|shareholder|president|director|secretary|governor|warden|sheriff|commissioner|superintendent|mayor|chief)\b
          |in\s+support\s+of\b|supporting\s+(?:petitioners?|respondents?|neither|appell\w+)
          |(?:[,(]\s*|(?<=\())(?:an?|the)\s+(?=[\w.\s]*?(?:corporation|company|partnership|liability|association|entity|individual|minor
             |infant|citizen|resident|municipal|nonprofit|non-profit|trust|business|foreign|domestic|public|political|juvenile|child
             |married|single|national|incapacitated|disabled|deceased|division|subsidiary|unit|state|body|adult|person|professional|firm
             |sole|religious|woman|man|class|protected|U\.?S))
          |(?:,\s*)(?:deceased|minors?|a\s+minor|decedent|successor|substituted|named|its|his|her|their|mother|father|parents?|husband
             |wife|next\s+friend|guardian|executor|executrix|administratrix|administrator\s+of\s+the\s+estate|personal\s+representative
             |trustee|inclusive|jointly|now\s+deceased|acting\s+by|real\s+part|former)\b
          |and\s+(?:all\s+)?others?\b|and\s+(?:all\s+)?those\b|and\s+an?\s+(?:proposed|putative)\s+class\b
          |,\s*and\s+(?=\d+\s)|and\s+all\s+(?:others?|other|those|persons|similarly)\b
          |successors?(?:\s+|-)(?:in(?:\s+|-)interest|by\s+merger)\b|\(ret\.?\)|\(?deceased\)
        )""",
    re.VERBOSE | re.IGNORECASE,
)
_REGISTER = re.compile(
    r"""[,;]?\s*\(?(?:(?:inmate|prisoner|reg(?:ister|istration)?|booking|cdcr?|tdcj|bop|sid|badge|dob|id|alien|agency)\b\.?\s*(?:no|num|number|id)?\.?\s*[\#:]*\s*[A-Z]{0,3}-?\d[\w-]*
          |(?<!doe\ )(?<!does\ )(?<!roe\ )(?<!roes\ )\#\s*[A-Z]{0,2}-?\d{4,}[\w-]*|,\s*\#?\s*(?:[A-Z]{1,2}-?\d{4,}|\d{5,})(?:-\d+)?
             |\b\d{5}-\d{3}\b|\bA\s?\#?\s?\d{2,3}[- ]?\d{3}[- ]?\d{3}\b
          |(?<=\s)\(\d{1,3}\)|-\s*\d{5,}|\s+[A-Z]{1,2}-?\d{4,6}\b)\)?\s*$
    """,
    re.VERBOSE | re.IGNORECASE,
)
# A role the clerk printed after the name: "Applicant", "Objector and Appellant".
_ROLE = (
    r"(?:petitioners?|applicants?|respondents?|appellants?|appellees?|plaintiffs?|defendants?|intervenors?|movants?|objectors?"
    r"|claimants?|relators?|debtors?|garnishees?|cross-\w+|counter-?\w+|non-?part(?:y|ies)|real\s+part(?:y|ies)\s+in\s+interest"
    r"|amicus\s+curiae|amici(?:\s+curiae)?)"
)
ROLES = re.compile(rf"[,;]?\s*[(\[]?\s*(?:{_ROLE})(?:\s*(?:,|and|/|-|&)\s*{_ROLE}|\s+{_ROLE})*\s*[)\]]?\.?\s*$", re.IGNORECASE)
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
    return re.sub(r"\s+([,;])", r"\1", plain)


def dissect(raw: str, extra_info: str | None = None) -> Parts:
    """Take a party line and its small print apart."""
    text, role = _take_role(squeeze(raw).strip(" ,;"))
    pieces = [piece for piece in ALSO.split(text)]
    notes: list[str] = []
    names = [_take_notes(piece, notes) for piece in pieces]
    below, described = _read_below(extra_info)
    names = [name for name in names if name]
    return Parts(names[0] if names else "", tuple(names[1:] + below), tuple(notes + described), role, len(described))


def _take_role(text: str) -> tuple[str, str | None]:
    match = ROLES.search(text)
    if match is None or match.start() == 0 or not re.match(r"[,;(\s]", match[0]) or not re.match(r"\s*[,;(\[]", match[0]):
        return text, None
    return text[:match.start()].strip(" ,;"), match[0].strip(" ,;.()[]")


def _take_notes(piece: str, notes: list[str]) -> str:
    """Return the name in a piece; what follows it goes to `notes`."""
    text = piece.strip(" ,;")
    match = _NOTE.search(text)
    if match and match.start() > 0:
        notes.append(text[match.start():].strip(" ,;()"))
        text = text[:match.start()]
    if text.count("(") < text.count(")"):
        text = text.rstrip(" )")
    while (shorter := _REGISTER.sub("", text)) != text and shorter.strip(" ,;"):
        text = shorter
    return text.strip(" ,;")


def _read_below(extra_info: str | None) -> tuple[list[str], list[str]]:
    """Return the other names and the remarks of the small print, which has each on a line of its own."""
    aliases, notes, is_alias = [], [], False
    for line in (_TERMINATED.sub("", line) for line in (extra_info or "").splitlines()):
        line = squeeze(line).strip(" ,;")
        if not line:
            continue
        match = ALSO.match(f"{line} ")
        if match:
            line = line[match.end():].strip(" ,;")
            is_alias = not line
            if line:
                aliases.append(_take_notes(line, notes))
        elif is_alias:
            aliases.append(_take_notes(line, notes))
            is_alias = False
        else:
            notes.append(line)
    return [alias for alias in aliases if alias], notes
