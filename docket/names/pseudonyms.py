"""Names that stay closed: pseudonyms, placeholders, initials, minors and sealed parties.

Nothing so named is ever joined to an entity or to a party of another docket (design section
11). In doubt a name is closed: a wrong join publishes what a court withheld.
"""

import re
from functools import lru_cache

from docket.names.forms import has_form, is_form_run
from docket.names.words import load_words

_MADE_UP = r"(?:does?|roes?|poes?|moes?|noes?|coes?|loes?)"
_GIVEN = (
    "(?:jane|john|janet|baby|mary|richard|james|joseph|julie|judy|jack|jill|jim|johnny|janie|robert|sam"
    "|sarah|susan|minor|child"
    r"|infant|student|parent|mother|father|unknown)"
)
# Placeholders and protected persons: Doe, Roe, numbers, "a minor", "sealed", "name withheld".
_PLACEHOLDER = re.compile(
    rf"""\b(?:does?|roes?)\b(?!\s+run\b)|\b{_GIVEN}\s+{_MADE_UP}\b
        |\b(?:a|an)\s+(?:minor|infant|juvenile|individual\s+using\s+a\s+pseudonym)\b|\bminor\s+(?:child
          |children|plaintiff|male|female
           |\#?\d|[A-Z]\b)|,\s*(?:minors?|infants?)\b|\bjuvenile\s+(?:male|female|\#?\d)
        |\bsealed\b|\bunder\s+seal\b|\bredacted\b|\bwithheld\b|\banonymous(?:ly)?\b|\bpseudonym(?:ous)?\b
          |\bundisclosed\b
           |\bconfidential\s+(?:informant|witness|source|human)
        |\bfnu\s+lnu\b|\blnu\b|^\s*(?:plaintiff|defendant|claimant|petitioner|respondent|victim|witness
          |individual|student|child|minor
           |parent|patient|employee|company|corporation|officer|survivor|jd)\s*(?:no\.?\s*)?\#?\s*(?:\d+
             |[A-Z]\.?)\s*(?:-\s*\d+)?\s*$
        |^\s*(?:xyz|abc)\s+(?:corp|compan|entit|inc|partner|llc|business|insurance)\w*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_INITIALS = re.compile(
    r"^\s{0,3}(?:[A-Z]\.[\s-]*){2,5}(?:[A-Z]\b\.?)?\s{0,3}(?:\(?\#?\d+\)?|\([^()]{1,12}\)|Jr\.?|Sr\.?|II"
    r"|III)?\s{0,3}(?:$|[,;(]|\s{0,3}\b(?:and|&"
    r"|by|on|through|as|in|a|et|individually|v\.?)\b)"
)
_GIVEN_AND_LETTER = re.compile(r"^\s*[A-Z][a-z]+(?:\s+[A-Z]\.)?\s+[A-Z]\.?\s*(?:$|[,;(])")
_BARE_LETTERS = re.compile(r"^\s*[A-Z]{2,3}(?:\s+\d+)?\s*$")
_COUNTRIES = re.compile(r"^\s*(?:U\.\s?S\.(?:\s?A\.)?|U\.\s?K\.|U\.\s?N\.|E\.\s?U\.|D\.\s?C\.)(?:\s|$)")
# Two letters that everyone reads as a company or a state.
_TWO_LETTERS = frozenset("bp ge gm hp eu uk un us".split())


@lru_cache(65_536)
def is_pseudonym(name: str) -> bool:
    """Say whether a name is a pseudonym, a placeholder, initials or a minor's.

    Such a party is never joined to anything, and never resolved (design section 11). A company
    that has a legal form is none: "Doe Run Resources Corp.", but "Doe Corporations 1-10" is.
    """
    if _COUNTRIES.match(name):
        return False
    if _PLACEHOLDER.search(name):
        return not (
            has_form(name) and re.match(r"\s*(?:the\s+)?\w+\s+run\b|\s*anonymous\b", name, re.IGNORECASE)
        )
    if has_form(name):  # "N.E.A.R., Inc"
        return False
    if _BARE_LETTERS.match(name):
        letters = name.split(maxsplit=1)[0].casefold()
        if len(letters) > 2 and letters in load_words("surname"):  # a caption in capitals: "LAM v. …"
            return False
        if len(letters) > 2 and is_form_run(letters):  # "LLC" after a comma
            return False
        return letters not in (load_words("acronym") if len(letters) > 2 else _TWO_LETTERS)
    return bool(_INITIALS.match(name) or _GIVEN_AND_LETTER.match(name))


def space_initials(name: str) -> str:
    """Return initials with a space after each full stop: "J.C. (1)" is "J. C. (1)"."""
    return re.sub(r"(?<=\b[A-Z]\.)(?=[A-Z]\b)", " ", name)


_NUMBERS = re.compile(
    (
        r"\b(?:(\d[\d,]{0,12}|[IVXL]{1,6}|[A-Z])\s{0,3}(?:,?\s{0,3}(?:through|thru|to)\s{1,3}"
        r"|\s{0,3}[–—-]\s{0,3})(?:doe\s{1,3}"
        r"|roe\s{1,3})?(\d[\d,]{0,12}|[IVXL]{1,6}"
        r"|[A-Z]{1,2})\b)"
    ),
    re.IGNORECASE,
)


def tidy_numbers(name: str, notes: tuple[str, ...]) -> str:
    """Return a placeholder with its numbers in one style: "Does" and "1 through 10, inclusive" is "Does 1-10"."""
    if re.search(r"\b(?:does|roes)$", name, re.IGNORECASE):
        number = next((note for note in notes if _NUMBERS.match(note)), None)
        name = f"{name} {number}" if number else name
    name = re.sub(r",?\s{0,3}inclusive\b.*$", "", name, flags=re.IGNORECASE)
    return _NUMBERS.sub(lambda match: f"{match[1]}-{match[2]}", name, count=1)
