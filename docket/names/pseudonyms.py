"""Names that stay closed: pseudonyms, placeholders, initials, minors and sealed parties.

Nothing so named is ever joined to an entity or to a party of another docket (design section
11). In doubt a name is closed: a wrong join publishes what a court withheld.
"""

import re
from functools import lru_cache

from docket.names.spelling import has_form, is_form_run
from docket.names.words import load_words, says

_NUMBERED = re.compile(r"([^\W\d]+)\s*(?:no\.?\s*)?(?:#\s*)?(?:\d+|[a-z]\.?)\s*(?:-\s*\d+)?", re.IGNORECASE)
_INITIALS = re.compile(
    r"\s{0,3}(?:[A-Z]\.[\s-]*){2,5}(?:[A-Z]\b\.?)?\s{0,3}(?:\(?#?\d+\)?|\([^()]{1,12}\)|[JS]r\.?|III?)?\s{0,3}"
    r"(?:$|[,;(]|(?:and|&|by|on|through|as|in|a|et|individually|v\.?)\b)"
)
_GIVEN_AND_LETTER = re.compile(r"\s*[A-Z][a-z]+(?:\s+[A-Z]\.)?\s+[A-Z]\.?\s*(?:$|[,;(])")
_BARE_LETTERS = re.compile(r"\s*([A-Z]{2,3})(?:\s+\d+)?\s*")
_NUMBER = r"(\d[\d,]{0,12}|[IVXL]{1,6}|[A-Z]{1,2})"
_RANGE = re.compile(
    rf"\b{_NUMBER}\s{{0,3}}(?:,?\s{{0,3}}(?:through|thru|to)\s|[–—-])\s{{0,3}}(?:(?:doe|roe)\s{{1,3}})?{_NUMBER}\b",
    re.IGNORECASE,
)


@lru_cache(65_536)
def is_pseudonym(name: str) -> bool:
    """Say whether a name is a pseudonym, a placeholder, initials or a minor's.

    Such a party is never joined to anything, and never resolved (design section 11).
    """
    numbered = _NUMBERED.fullmatch(name.strip())
    if says("withheld", name) or (numbered and numbered[1].casefold() in load_words("numbered")):
        return True
    if has_form(name):  # "N.E.A.R., Inc"
        return False
    if not (bare := _BARE_LETTERS.fullmatch(name)):
        return bool(_INITIALS.match(name) or _GIVEN_AND_LETTER.match(name))
    letters = bare[1].casefold()
    if len(letters) == 2:
        return letters not in load_words("two_letters")
    # A caption in capitals ("LAM v. …"), "LLC" after a comma
    is_known = letters in load_words("acronym") or letters in load_words("surname")
    return not is_known and not is_form_run(letters)


def tidy_pseudonym(name: str, notes: tuple[str, ...]) -> str:
    """Return a name with its initials apart and its numbers in one style: "J.C. (1)" is "J. C. (1)", "Does" and "1
    through 10, inclusive" is "Does 1-10"."""
    name = re.sub(r"(?<=\b[A-Z]\.)(?=[A-Z]\b)", " ", name)
    if re.search(r"\b(?:does|roes)$", name, re.IGNORECASE):
        name = " ".join((name, *(note for note in notes if _RANGE.match(note))))
    name = re.sub(r",?\s{0,3}inclusive\b.*$", "", name, flags=re.IGNORECASE)
    return _RANGE.sub(r"\1-\2", name, count=1)
