"""Legal forms and personal suffixes at the end of a name, in one style each.

``Inc.``, ``Corp.``, ``Co.`` and ``Ltd.`` keep a full stop, letters such as LLC and NA have none;
a form spelt out (Corporation, Company, Limited) stays. No comma stands before any of them.
The forms are rows of data/name_words.csv.
"""

import re
from functools import cache

from docket.names.case import is_all_capitals
from docket.names.words import covers, ends, fold, load_words

SUFFIXES = {"jr": "Jr.", "sr": "Sr.", "2nd": "II", "3rd": "III"} | {
    number.casefold(): number for number in ("II", "III", "IV", "V")
}
_AND_FIRST = re.compile(r"^(?:and|&)\s+", re.IGNORECASE)
_SPACED = re.compile(
    r"\b(?:P\.\s?)?L\.\s?(?:L\.\s?){0,2}[CP]\b\.?|\b(?:P\.\s?[AC]|N\.\s?A|S\.\s?A)\b\.?(?=\s*(?:$|,))",
    re.IGNORECASE,
)


@cache
def _forms() -> dict[str, str]:
    """The forms that have one style, by their letters: {"inc": "Inc.", "llc": "LLC"}."""
    spellings = load_words("form") | load_words("form_doubtful")
    return {_letters(form): form for form in spellings.values()}


def _letters(token: str) -> str:
    return re.sub(r"[^a-z0-9]", "", token.casefold())


def is_form_run(segment: str) -> bool:
    """Say whether a piece between commas is nothing but legal form: "Inc.", "N.A.", "and Company"."""
    words = [_letters(word) for word in _AND_FIRST.sub("", segment.strip()).split()]
    is_short = bool(words) and all(word in _forms() or word in load_words("form_spelt") for word in words)
    return is_short or (len(words) > 1 and covers("legal_form", segment))


def is_suffix(segment: str) -> bool:
    return _letters(segment) in SUFFIXES


def is_credential(segment: str) -> bool:
    """Say whether a piece is letters after a person's name ("M.D.", "Ph.D., Esq."): "MA" is a state too."""
    words = [_letters(word) for word in segment.split()]
    return bool(words) and all(word in load_words("credential") for word in words)


def has_form(name: str) -> bool:
    """Say whether a name ends in a legal form."""
    tokens = name.split()
    return _form_start(tokens) < len(tokens) or (len(tokens) > 1 and ends("legal_form", name) is not None)


def _form_start(tokens: list[str]) -> int:
    """Return where the run of legal forms at the end begins; the first word is never one."""
    start = len(tokens)
    while start > 1 and _is_form(tokens, start - 1):
        start -= 1
    return start


def _is_form(tokens: list[str], index: int) -> bool:
    """Whether a word is a form; of two letters that are also a surname or a state, only with a mark of one."""
    token, letters, before = tokens[index], _letters(tokens[index]), tokens[index - 1]
    if letters in load_words("form_spelt"):
        return True
    if letters not in _forms():
        return False
    if _forms()[letters].casefold() not in load_words("form_doubtful") or before.endswith(","):
        return True
    if re.search(r"\w\.", token) or before.casefold() in ("&", "and"):
        return letters != "pa" or token.count(".") > 1
    if letters == "co":
        return True
    is_capitals = is_all_capitals(" ".join(tokens[:index]))
    has_mark = not is_capitals or (index > 1 and fold(tokens[0]) not in load_words("given"))
    return is_all_capitals(token) and has_mark


def split_forms(name: str) -> tuple[str, str]:
    """Return an organization's name and its legal forms in the one style: ("Example", "Co. Ltd.")."""
    tokens = _SPACED.sub(lambda match: re.sub(r"\s", "", match[0]), name).split()  # "X, L. L. C."
    start = _form_start(tokens)
    stem, forms = tokens[:start], [_forms().get(_letters(token)) or _spelt(token) for token in tokens[start:]]
    if stem and forms:
        stem[-1] = stem[-1].rstrip(",")
    return " ".join(stem), " ".join(forms)


def _spelt(token: str) -> str:
    word = token.rstrip(".,")
    return word.capitalize() if is_all_capitals(word) else word


def tidy_suffix(name: str) -> str:
    """Return a person's name with its suffix after a space: "Sam Example, Jr" is "Sam Example Jr."."""
    tokens = name.split()
    while len(tokens) > 2 and is_credential(tokens[-1]) and tokens[-1].casefold() not in ("ma", "do", "ms"):
        tokens.pop()
        tokens[-1] = tokens[-1].rstrip(",")
    if len(tokens) > 1 and is_suffix(tokens[-1]) and (len(tokens) > 2 or _letters(tokens[-1]) != "v"):
        tokens[-1] = SUFFIXES[_letters(tokens[-1])]
        tokens[-2] = tokens[-2].rstrip(",")
    return " ".join(tokens)
