"""Attorneys and firms: one name in one order, and the keys by which two printings are compared.

No address, telephone or e-mail is read here or kept. Rules and counts: 818 attorneys on district
pages and 325 on appellate ones of the saved samples; appellate pages append a dash, "Esquire"
or a post ("Trial Attorney") to the name.
"""

import re
from dataclasses import dataclass

from docket.identity import entity_key, name_key
from docket.issues import ParseError
from docket.names.case import restore_case
from docket.names.forms import SUFFIXES, is_credential, is_suffix, split_forms, tidy_suffix
from docket.names.parts import squeeze
from docket.names.words import fold, load_words

# After the comma: a dash, a title, a post. "Won S. Example, Assistant U.S. Attorney".
_POST = re.compile(
    r"""^(?:-+|esq(?:uire)?\.?|phv|pro\s+hac\s+vice|govt|atty|retired|deceased|terminated|attorney(?:\s+at\s+law)?
          |trial\s+attorney|lead\s+counsel|staff\s+attorney|associate|partner|of\s+counsel
          |(?:chief|general|senior|special|deputy|assistant|acting|associate|city|county|state|federal|corporation|first
             |principal|supervising|managing|u\.?s\.?|united\s+states|district|public|legal|appellate|civil
               |counsel|solicitor
             |attorney|litigation|director|division|branch|section|defender|prosecutor|prosecuting|intern|law\s+student
             |supervised)\b.*)$""",
    re.VERBOSE | re.IGNORECASE,
)
_TITLES = re.compile(r"^(?:mr|mrs|ms|miss|mx|dr|hon|prof|the\s+honorable|judge)\.?\s+(?=\S)", re.IGNORECASE)
_TAIL = re.compile(
    (
        r"\s{0,3}(?:\((?:phv|pro\s{1,3}hac\s{1,3}vice|terminated|inactive|retired|govt?|ausa|NA"
        r"|[^()]{0,40}\bbar\b[^()]*)\)"
        r"|-\s{0,3}(?:phv|govt?|ausa"
        r"|na|inactive|terminated)|\bPHV)\s{0,3}$"
    ),
    re.IGNORECASE,
)
# Mailboxes and offices that a clerk entered where a lawyer stands.
_NOT_PERSON = re.compile(
    (
        r"\b(?:attorneys?'?s?\s+(?:office|service|cr|cv)|u\.?\s?s\.?\s+attorney|united\s+states\s+attorney"
        r"|department|office\s+of"
        r"|division|prisoner\s+correspondence|internal\s+use|clerk|court|unit|section|probation|pretrial"
        r"|federal\s+(?:public\s+)?defenders?|public\s+defender|docketing|correspondence|attorney\s+general|oil"
        r"|llp|llc|p\.?c\.?|inc"
        r"|corrections|service)\b"
    ),
    re.IGNORECASE,
)
_BRANCH = re.compile(
    r"\s{0,3}(?:-\s{0,3}[A-Z][\w.'’\s]{1,30}(?:,\s{0,3}[A-Z]{2})?"
    r"|\((?:[A-Z]{2,4}|[A-Z][\w.\s'’]{1,25}(?:,\s{0,3}[A-Z]{2})?"
    r"|[\w\s]{1,25}\boffice)\)|,\s{1,3}[A-Z][a-z]+(?:\s[A-Z][a-z]+)?\s{1,3}office)\s{0,3}$"
)
_OFFICE_OF = re.compile(r"^(?:the\s+)?law\s+offices?\s+of\s+", re.IGNORECASE)


@dataclass(frozen=True)
class AttorneyName:
    """An attorney's name in the usual order and the key by which two printings of it are compared.

    `is_person` is false for an office or a mailbox entered in a lawyer's place. The key keeps
    the middle name's first letter: two lawyers of one name differ by it.
    """

    name: str
    key: str
    is_person: bool = True


def normalize_attorney(raw: str) -> AttorneyName:
    """Return an attorney's name without title, post and dash: "Otis W Example , Jr" is "Otis W Example Jr.".

    "EXAMPLE, OTIS W." is turned round. Raises ParseError where nothing is printed.
    """
    if not re.search(r"\w", raw):
        raise ParseError(
            f"not an attorney's name: {raw[:80]!r}; give the name as printed", code="attorney-name"
        )
    text = _TAIL.sub("", squeeze(raw).strip(" ,;-"))
    if _NOT_PERSON.search(text) and not _begins_with_person(text):
        name = restore_case(text)
        return AttorneyName(name, name_key(name), is_person=False)
    segments = [segment.strip() for segment in text.split(",") if segment.strip(" -.")]
    kept = segments[:1] + [segment for segment in segments[1:] if not _is_post(segment)]
    suffix = next((segment for segment in kept[1:] if is_suffix(segment)), "")
    names = [segment for index, segment in enumerate(kept) if index == 0 or not is_suffix(segment)]
    name = f"{names[1]} {names[0]}" if len(names) == 2 and _is_surname_first(names) else " ".join(names[:1])
    while (shorter := _TITLES.sub("", name)) != name:
        name = shorter
    words = name.split()
    if not suffix and len(words) > 2 and is_suffix(words[-1]):
        suffix = words.pop()
    name = tidy_suffix(f"{restore_case(' '.join(words), is_person=True)} {suffix}".strip())
    return AttorneyName(name, attorney_key(name))


def _is_post(segment: str) -> bool:
    return not is_suffix(segment) and bool(_POST.match(segment) or is_credential(segment))


def _begins_with_person(text: str) -> bool:
    """Whether a person stands before an office ("A B, Clerk"), or has its word for a surname ("Ana Clerk")."""
    head, _, rest = text.partition(",")
    given = rest if len(head.split()) == 1 else head
    is_named = (
        bool(given.split()) and fold(given.split()[0]) in load_words("given") and len(given.split()) < 4
    )
    return is_named or bool(rest and not _NOT_PERSON.search(head) and len(head.split()) > 1)


def _is_surname_first(names: list[str]) -> bool:
    """Whether "A, B" is a surname and given names: one word, then a given name or an initial."""
    first = names[1].split()[0]
    return len(names[0].split()) <= 2 and (fold(first) in load_words("given") or len(names[0].split()) == 1)


def attorney_key(name: str) -> str:
    """Return given name, first letter of the middle name, surname and suffix, without case and stops."""
    words = name_key(name.replace("-", "")).split()
    suffix = words.pop() if len(words) > 2 and words[-1] in SUFFIXES else ""
    if len(words) < 3:
        return " ".join((*words, suffix)).strip()
    return " ".join((words[0], words[1][0], words[-1], suffix)).strip()


def normalize_firm(raw: str) -> str:
    """Return a firm's name with its legal form in the one style: "Spears & Example, L.L.P." ends in LLP."""
    stem, forms = split_forms(squeeze(raw).strip(" ,;"))
    return f"{restore_case(stem)} {forms}".strip()


def firm_key(raw: str) -> str:
    """Return a firm's key: without case, branch ("- Leawood", "(NY)"), punctuation and legal form."""
    text = squeeze(raw).strip(" ,;")
    while (shorter := _BRANCH.sub("", text)) != text and len(shorter.split()) > 1:
        text = shorter
    return entity_key(_OFFICE_OF.sub("law office of ", text).replace("’", "'")).removeprefix("the ")
