"""What a place shows of how its decision is treated: the marks that weights add up to a treatment.

Rules that look for a phrase found nine of ten treatments in opinions they had been mended on, and .55 (macro F1) in
twenty of another writer: courts say the same in ever other words. So many weak marks are weighed together instead:
which senses (rows of language/treatment_senses.tsv) stand near the decision, who is said to act there, whether it is
denied, and the words themselves. What each weighs is learned from labeled opinions (`python -m tracker fit
treatment`).
"""

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache

from docket.opinions.surroundings import Surroundings, blank
from docket.opinions.words import load_rows

SENSES = "treatment_senses"
# Senses of what a court does with a decision; the others tell who speaks, of what, and what kind of sentence it is.
_ACTS = ("follow", "reject", "limit", "stretch", "differ", "govern", "approve", "disapprove")
_WHO = ("us", "parties", "below", "it", "others")
_CLAUSES = re.compile(
    r"[;:]\s|,\s(?=(?:but|and|while|whereas|although|though|yet|nor|because|since|so|which|who)\s)|[.?!]\s|\s[—–-]\s"
)
_WORDS = re.compile(r"~+|(?<!§)§{1,3}\s?\d[\w.()-]*|[Ss]ection\s\d[\w()]*|[A-Za-z][A-Za-z’'-]*|[;:?]")
_ENDING = re.compile(r"(?:ational|ations?|ings?|ied|ies|edly|ed|ly|es|s|e|ence|able|ably)$")
_DENIED = 60  # letters between "not" and what it denies


@dataclass(slots=True)
class Marks:
    """Each mark with its value, and for a sense the words in which it was read."""

    values: dict[str, float] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


def find_marks(around: Surroundings) -> Marks:
    """Return what the surroundings of a citation show."""
    found = Marks()
    own = f"{around.previous} {around.whole}" if around.is_alone else around.whole
    after = " ".join(around.following or (around.then,))
    for zone, words in (("own", own), ("after", after)):
        _add_senses(found, zone, words)
        for word in _stems(words):
            found.values[f'{zone} "{word}"'] = 1.0
    for word in _stems(blank(around.brackets)):
        found.values[f'brackets "{word}"'] = 1.0
    is_signaled = around.signal is not None
    for name in (
        f"signal {(around.signal or 'none').lower()}",
        f"form {around.is_alone:d}{around.is_first:d}{is_signaled:d}{around.quoted:d}",
        f"named {around.is_named_before:d}{around.is_alone:d}{bool(around.following):d}",
        f"length {min(6, len(_stems(around.whole)) // 8)}",
    ):
        found.values[name] = 1.0
    for name in ("is_alone", "is_named_before", "is_first", "in_brackets", "quoted"):
        if getattr(around, name):
            found.values[name] = 1.0
    if around.inherits is not None:
        found.values["in a string"] = 1.0
    return found


def unite(marks: list[Marks]) -> Marks:
    """Return the marks of one decision: what any place that speaks of it shows."""
    found = Marks()
    for one in marks:
        found.values |= one.values
        found.words = one.words | found.words
    return found


def _add_senses(found: Marks, zone: str, words: str) -> None:
    """Add the senses of a stretch: alone, denied, and with who is said to act, first and nearest."""
    for name, said in _senses_of(words):
        for key in (f"{zone}: {name}", f"any: {name}"):
            found.values[key] = 1.0
            found.words.setdefault(key, said)


@lru_cache(maxsize=2048)
def _senses_of(words: str) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for clause in _CLAUSES.split(words):
        tags = _find_tags(clause)
        subjects = [(at, tag) for at, tag, _ in tags if tag in _WHO]
        denied = [at for at, tag, _ in tags if tag == "deny"]
        of_it = " it" if any(tag == "it" for _, tag in subjects) else ""
        for at, tag, said in tags:
            found.setdefault(f"has {tag}", said)
            if tag not in _ACTS:
                continue
            before = [who for place, who in subjects if place < at] or ["none"]
            is_denied = any(0 < at - place < _DENIED for place in denied)
            name = f"not {tag}" if is_denied else tag
            for told in (
                name,
                f"{before[0]} {name}",
                f"{before[0]} {name}{of_it},",
                f"near {before[-1]} {name}",
            ):
                found.setdefault(told, said)
    return tuple(found.items())


def _find_tags(clause: str) -> list[tuple[int, str, str]]:
    """Return (place, tag, words) of each sense that a clause names, in order."""
    lowered = clause.lower().replace("’", "'")
    found = []
    for match in _LOWERED.finditer(lowered):
        word = match[0]
        whole, begun = _tags_of(word)
        found += [(match.start(), tag, word) for tag in whole]
        for tag, finds in begun:
            if rest := finds.match(lowered, match.end()):
                found.append((match.start(), tag, lowered[match.start() : rest.end()]))
        if word.endswith("n't"):
            found.append((match.start(), "deny", word))
    return found


_LOWERED = re.compile(r"[a-z][a-z'&-]*")


@lru_cache(maxsize=16384)
def _tags_of(word: str) -> tuple[tuple[str, ...], tuple[tuple[str, re.Pattern[str]], ...]]:
    """Return the senses that a word has by itself, and those it may begin, with what must follow it."""
    plain = word.removesuffix("'s")
    whole, begun = _load_senses()
    return (
        tuple(tag for tag, finds in whole if finds.fullmatch(plain)),
        tuple((tag, rest) for tag, first, rest in begun if first.fullmatch(plain)),
    )


@cache
def _load_senses() -> tuple[
    list[tuple[str, re.Pattern[str]]], list[tuple[str, re.Pattern[str], re.Pattern[str]]]
]:
    """Return what finds a sense of one word, and of several: the first word apart, by which the rest is looked for."""
    single: dict[str, list[str]] = {}
    several = []
    for row in load_rows(SENSES):
        for phrase in _split(row["phrase"], "|"):
            first, *rest = _split(phrase, " ")
            if rest:
                follows = re.compile(rf"\s{' '.join(rest)}(?![\w-])")
                several.append((row["tag"], re.compile(first), follows))
            else:
                single.setdefault(row["tag"], []).append(first)
    return [(tag, re.compile("|".join(words))) for tag, words in single.items()], several


def _split(phrase: str, mark: str) -> list[str]:
    """Return the parts of a phrase between marks that stand outside of its brackets."""
    parts, depth = [""], 0
    for letter in phrase:
        depth += (letter == "(") - (letter == ")")
        if letter == mark and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def _stems(words: str) -> list[str]:
    return [stem for word in _WORDS.findall(words) if (stem := _stem(word))]


@lru_cache(maxsize=16384)
def _stem(word: str) -> str:
    if word[0] == "~":
        return "~"
    if word[0] == "§" or word[-1].isdigit() or word[-1] == ")":
        return "§"
    plain = word.lower().replace("’", "'")
    cut = _ENDING.sub("", plain) if len(plain) > 4 else plain
    return cut if len(cut) >= 3 else plain
