"""Legal forms and personal suffixes at the end of a name, in one style each.

``Inc.``, ``Corp.``, ``Co.`` and ``Ltd.`` keep a full stop, letters such as LLC and NA have none;
a form spelt out (Corporation, Company, Limited) stays. No comma stands before any of them.
"""

import re

from docket.names.case import is_all_capitals
from docket.names.words import fold, load_words

_SHORT = {"inc": "Inc.", "corp": "Corp.", "co": "Co.", "ltd": "Ltd.", "ltda": "Ltda."}
_LETTERS = {
    form.casefold(): form
    for form in (
        "LLC LLP LLLP LP PLLC PLC PBC ULC SEZC GmbH Pty Pte SARL SRL SRO SAS BVBA KGaA AB AG AS BV KG "
        "LC NA NV OY PA PC SA SE SpA"
    ).split()
}
_SPELT = frozenset("incorporated corporation company limited".split())
# Two letters that are also a surname or a state: only with a full stop, a comma, or capitals of their own.
_DOUBTFUL = frozenset("ab ag as bv co kg lc na nv oy pa pc sa se spa sas srl sro".split())
_STATES_TOO = frozenset("co pa la al sc".split())
SUFFIXES = {
    "jr": "Jr.",
    "sr": "Sr.",
    "ii": "II",
    "iii": "III",
    "iv": "IV",
    "v": "V",
    "2nd": "II",
    "3rd": "III",
}
CREDENTIALS = frozenset(
    (
        "md phd esq esquire do dds dmd rn np pac cpa jd llm dvm od mba msw lcsw psyd edd dc dpm mph fnp lpn "
        "lvn aprn bsn dnp crna"
        " facs ms ma rph pharmd"
    ).split()
)
_SPACED = re.compile(
    r"\b(?:P\.\s?)?L\.\s?(?:L\.\s?){0,2}[CP]\b\.?|\b(?:P\.\s?[AC]|N\.\s?A|S\.\s?A)\b\.?(?=\s*(?:$|,))",
    re.IGNORECASE,
)
_PHRASE = re.compile(
    (
        r"limited\s+liability\s+(?:company|partnership)|limited\s+partnership|professional\s+corporation"
        r"|public\s+limited\s+company"
    ),
    re.IGNORECASE,
)


def _letters(token: str) -> str:
    return re.sub(r"[^a-z0-9]", "", token.casefold())


def join_letters(name: str) -> str:
    """Return a name whose spaced legal form is one word: "X, L. L. C." is "X, L.L.C."."""
    return _SPACED.sub(lambda match: re.sub(r"\s", "", match[0]), name)


def is_form_run(segment: str) -> bool:
    """Say whether a piece between commas is nothing but legal form: "Inc.", "N.A.", "and Company"."""
    if _PHRASE.fullmatch(segment.strip()):
        return True
    words = [
        _letters(word) for word in re.sub(r"^(?:and|&)\s+", "", segment.strip(), flags=re.IGNORECASE).split()
    ]
    return bool(words) and all(word in _SHORT or word in _LETTERS or word in _SPELT for word in words)


def is_suffix(segment: str) -> bool:
    return _letters(segment) in SUFFIXES


def is_credential(segment: str) -> bool:
    """Say whether a piece is letters after a person's name ("M.D.", "Ph.D., Esq."): "MA" is a state too."""
    words = [_letters(word) for word in segment.split()]
    return bool(words) and all(word in CREDENTIALS for word in words)


def has_form(name: str) -> bool:
    """Say whether a name ends in a legal form."""
    return _form_start(name.split()) < len(name.split()) or bool(_PHRASE.search(name))


def _form_start(tokens: list[str]) -> int:
    """Return where the run of legal forms at the end begins; the first word is never one."""
    start = len(tokens)
    while start > 1 and _is_form(tokens, start - 1):
        start -= 1
    return start


def _is_form(tokens: list[str], index: int) -> bool:
    token, letters = tokens[index], _letters(tokens[index])
    if letters in _SPELT or (letters in _SHORT and letters not in _DOUBTFUL):
        return True
    if letters not in _LETTERS and letters not in _SHORT:
        return False
    if letters not in _DOUBTFUL or tokens[index - 1].endswith(","):
        return True
    if re.search(r"\w\.", token) or tokens[index - 1].casefold() in ("&", "and"):
        return letters not in _STATES_TOO or letters == "co" or token.count(".") > 1
    others = " ".join(tokens[:index])
    is_marked = not is_all_capitals(others) or (index >= 2 and fold(tokens[0]) not in load_words("given"))
    return letters == "co" or (is_all_capitals(token) and is_marked)


def split_forms(name: str) -> tuple[str, str]:
    """Return an organization's name and its legal forms in the one style: ("Example", "Co. Ltd.")."""
    tokens = join_letters(name).split()
    start = _form_start(tokens)
    forms = [
        _SHORT.get(_letters(token)) or _LETTERS.get(_letters(token)) or _spelt(token)
        for token in tokens[start:]
    ]
    stem = tokens[:start]
    if stem and forms:
        stem[-1] = stem[-1].rstrip(",")
    for index, token in enumerate(stem):  # "Example Inc of Delaware"
        if index and token in ("Inc", "Corp", "Ltd"):
            stem[index] = f"{token}."
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
