"""What surrounds a citation: the signal before it, the history of another case, and whose words are quoted.

Words in quotation marks are another's voice: where the court's own words are looked for, they are blanked,
keeping the length.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from docket.opinions.words_of_treatment import pattern, signal_at_end

_BRACKETS = re.compile(r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)")
_QUOTED = re.compile(r"“[^“”]{1,900}”|(?<![\w\"])\"[^\"\n]{1,900}\"|‘‘[^‘’]{1,900}’’")
_VAGUE = re.compile(r",|\s(?:Inc|LLC|Corp|Co|Ltd|L\.?P)\b|\sex\srel\b")
_SAYS_LITTLE = re.compile(
    r"(?:Does?|Jane|John|Roe|FTC|EEOC|People|State|Commonwealth|United States|(?:[A-Z]\.){2,4})\b|(?:[A-Z]\.){2,4}"
)
NO_NAMES = frozenset(
    "Doe Does Jane John The United States State People City County In Matter National American America First New"
    " Company Group USA Committee Department Commission Corp Inc LLC Ltd Dep’t Dep't Dept Services Center U.S"
    " Estate Commonwealth Congress Court This Board Ex Re".split()
)
_LONGEST_AFTER = 1500


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`quoted`: the decision's words are given; `history`: another case's later history ("aff'd")."""

    signal: str | None
    history: str | None
    quoted: bool


def find_surroundings(
    text: str, sentences: list[tuple[int, int]], spans: list[tuple[int, int]], names: list[str | None]
) -> list[Surroundings]:
    """Return what surrounds each citation; `spans` and `names` describe the same citations, in order."""
    plain = blank(text)
    starts = [start for start, _ in sentences]
    surroundings: list[Surroundings] = []
    for index, (start, end) in enumerate(spans):
        at = max(0, bisect_right(starts, start) - 1)
        low, high = sentences[at] if sentences else (0, len(text))
        before_end = max((stop for _, stop in spans[:index] if low < stop <= start), default=low)
        next_start = next((begin for begin, _ in spans[index + 1 :] if begin >= end), high)
        before = text[before_end:start]
        after = plain[min(end, high) : max(min(end, high), min(next_start, high))][:_LONGEST_AFTER]
        history = pattern("history").search(before[-80:]) if before_end > low else None
        signal = signal_at_end(before)
        is_alone = at > 0 and before_end == low and _is_alone(before, signal, after)
        lead = text[slice(*sentences[at - 1])] if is_alone else ""
        quoted = _is_quoted(text[start:high], before, after, lead, signal, is_alone, names[index])
        surroundings.append(Surroundings(signal, history[0].strip() if history else None, quoted))
    return surroundings


def blank(text: str) -> str:
    """Return the text, same length, with "~" for each character inside quotation marks."""
    return _QUOTED.sub(lambda match: match[0][0] + "~" * (len(match[0]) - 2) + match[0][-1], text)


def short_names(name: str | None) -> tuple[str, ...]:
    """Return the short names of a decision, longest first: "Enigma Software Group" is Enigma.

    They are the first party's first word, last word, and first three words. Where that party is not
    distinctive (Doe, initials, the FTC, a state), or another acts for it ("ex rel."), the other party's first
    word is added: "Doe v. Backpage.com, LLC" is Backpage.
    """
    if not name:
        return ()
    sides = re.split(r"\sv\.?\s", name, maxsplit=1)
    first, second = sides[0], sides[1] if len(sides) > 1 else ""
    words = _VAGUE.split(first)[0].split()
    forms = [words[0], words[-1], " ".join(words[:3])] if words else []
    if second and (_SAYS_LITTLE.match(first) or " ex rel" in first):
        forms.append(_VAGUE.split(second)[0].split(" ")[0])
    plain = {re.sub(r"\.[a-z]{2,3}$", "", word.strip(".,!")) for word in forms}
    return tuple(
        sorted((word for word in plain if len(word) > 2 and word not in NO_NAMES), key=len, reverse=True)
    )


@lru_cache(maxsize=4096)
def named(shorts: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return a pattern for short names, the first letter in either case (e360Insight); None without names."""
    if not shorts:
        return None
    words = "|".join(
        f"[{word[0].upper()}{word[0].lower()}]{re.escape(word[1:])}" if word[0].isalpha() else re.escape(word)
        for word in shorts
    )
    return re.compile(rf"(?<![\w.])(?:{words})(?![\w-])")


def _is_alone(before: str, signal: str | None, after: str) -> bool:
    """Whether a sentence is only a citation: no more than a signal before it and brackets after."""
    if before.strip(' (“"').removesuffix(signal or "").strip(" ,"):
        return False
    # Brackets that hold the next citation.
    rest = re.sub(r"\(.*$", "", _BRACKETS.sub("", after), flags=re.DOTALL)
    return len(rest.strip(' .,;)]”"~')) < 4 or rest.lstrip(" .)").startswith(";")


_WORDS = re.compile(r"[“\"](?=[^“”\"]{12,}[”\"])[^“”\"]*[”\"]|‘‘[^‘’]{12,}’’")
_QUOTING = re.compile(r"\((?:[\w\s]{0,30}?\s)?quot(?:ing|ed in)\s(?:[^()]*)$")
_CITING_ONLY = re.compile(r"\((?:\w+\s)?citing\s(?:[^()]*)$")
_NOT_ITS_OWN = re.compile(r"\((?:quoting|citing|quoted in|cited in|internal|emphasis|citation|cleaned)\b")
_COLON = re.compile(r"[^.;:“\"]{0,60}: ?[“\"]~{12}")
_SAID = re.compile(
    r"\b(?:said|held|wrote|observed|explained|stated|noted|reasoned|described|spoke of|put it|called|defined)\b"
    r"[^.;“\"]{0,90}[“\"]~{12}"
)


def _is_quoted(
    own: str, before: str, after: str, lead: str, signal: str | None, is_alone: bool, name: str | None
) -> bool:
    """Whether the decision's own words are given: before the citation, or in the brackets after it."""
    if _QUOTING.search(before[-300:]):
        return True
    brackets = _BRACKETS.match(own[own.find(")") + 1 :].lstrip()) if ")" in own[:200] else None
    if brackets and _WORDS.search(brackets[0]) and not _NOT_ITS_OWN.match(brackets[0]):
        return True
    if _CITING_ONLY.search(before[-300:]):
        return False
    if not is_alone:
        return _WORDS.search(before) is not None or bool(_COLON.match(after) or _SAID.search(after[:300]))
    # A quotation is cited without a signal: a "See" supports what the sentence says (Bluebook rule 1.2).
    finds = named(short_names(name))
    speaks = finds is not None and finds.search(lead) is not None
    if signal and not (speaks or pattern("whose_words").search(lead)):
        return False
    if _WORDS.search(lead):
        return True
    # A quotation may span several sentences: the last one has only the closing marks.
    return re.search(r"[^“\"]{12}[.,?!][”\"’'\])]*[”\"]$", lead.strip()) is not None and "“" not in lead
