"""Whether two captions are one case's: as a reviewer wrote it, and as a register prints it.

Registers name the first party of a side and shorten it; we name all of them, or whom everybody knows. So a word in
common on each side is enough, if one of them is a name: half of all plaintiffs are Doe, a state or the United States.
Only asked where court and number are the same already; whoever is in doubt says no.
"""

import re

from docket.identity import name_key
from docket.names.captions import split_caption

# Beside a name they say nothing: legal forms, offices, the words of a proceeding.
_FILLERS = frozenset(
    "a ag al also and as at behalf by capacity class co company corp corporation et ex for gmbh group holding holdings "
    "i ii iii in inc incorporated individually international its jr ltd limited litigation llc llp lp matter no of "
    "official on others plc re rel sa similarly situated sr successor the to v vs".split()
)
# They name somebody, and thousands besides.
_COMMON = frozenset(
    "america appellant appellee attorney city commission commissioner commonwealth county debtor defendant department "
    "district doe does estate general guardian jane jean john minor movant national office parent people petitioner "
    "plaintiff private respondent roe secretary state states subpoena trust united us usa".split()
)

_DOMAIN = re.compile(r"\.(?:com|net|org)$")


def is_one_caption(one: str, other: str) -> bool:
    """Return whether both sides agree, in either order (an appeal turns them round), and one by a name."""
    first, second = (tuple(map(_words, split_caption(caption))) for caption in (one, other))
    if not all((*first, *second)):  # "In re …" against anything: the names must be the same
        names = [set().union(*sides) - _COMMON for sides in (first, second)]
        shared = names[0] & names[1]
        return bool(shared) and 2 * len(shared) >= min(map(len, names)) and _is_named(shared, names)
    return _agree(first, second) or _agree(first, second[::-1])


def _words(side: str | None) -> frozenset[str]:
    words = (_DOMAIN.sub("", word) for word in name_key(side or "").split())
    return frozenset("united" if word in ("us", "usa") else word for word in words) - _FILLERS


def _agree(first: tuple[frozenset[str], ...], second: tuple[frozenset[str], ...]) -> bool:
    shared = [one & other for one, other in zip(first, second, strict=True)]
    return all(shared) and any(words - _COMMON for words in shared)


def _is_named(shared: set[str], names: list[set[str]]) -> bool:
    """One word in common of several may be the subject's ("privacy"); of one it is the name."""
    return len(shared) > 1 or min(map(len, names)) == 1
