"""What stands around a citation: its own sentence before and after it, what it supports, what is still said of it.

Treatment is read in these stretches and nowhere else. What stands in quotation marks is another's voice and what stands
in brackets tells the cited case: both are blanked, same length, where the court's own words are looked for.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

from docket.opinions.words_of_treatment import find_history, pattern, signal_at_end

_CONNECTS = re.compile(r"^(?:[\s,;()]|and|or|&|nor|both|see|also|See|e\.g\.|with)*$")
_PAIRS = re.compile(r"[\s,]{0,4}(?:and|or|nor|&)[\s,]{1,4}|,\s")
_BRACKETS = re.compile(r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)")
_QUOTED = re.compile(r"“[^“”]{1,900}”|(?<![\w\"])\"[^\"\n]{1,900}\"")
_WORD = r"(?:[A-Z(\d][\w.’'&!,()-]{0,40}|of|for|the|and|&|de|la|ex|rel\.|re|on|d/b/a|[a-z]{1,3}\.)"
_CUT_BEFORE_VERSUS = re.compile(
    rf"(?:{_WORD}\s){{0,12}}?[A-Z(\d][\w.’'&!,()-]{{0,40}}\sv\.?\s(?:{_WORD}\s){{0,8}}$"
)
_CUT_WITHIN = re.compile(rf"[A-Z][\w.’'&!,-]{{0,40}}\s(?:{_WORD}\s){{0,8}}?(?:of|for|the|and|&)\s$")
_NAME_BEFORE_BRACKET = re.compile(
    rf"(?:{_WORD}\s){{0,8}}?[A-Z(\d][\w.’'&!,()-]{{0,40}}\sv\.?\s(?:{_WORD}\s){{1,8}}\($"
)
_IN_RE = re.compile(r"\b(?:In\sre|Ex\sparte|Matter\sof)\s$")
_LEADS = re.compile(
    r"^(?:(?:But|See|Cf\.?|Accord|Compare|Contra|Contrast|In|Under|E\.g\.,?|also|see|generally|and|with|of|from|As"
    r"|Like|Following|Unlike|With|Nor|Neither|Although|Because|While|Since|True|Here|The|That|For),?\s)+"
)
_VAGUE = re.compile(r",|\s(?:Inc|LLC|Corp|Co|Ltd|L\.?P)\b|\sex\srel\b")
_SAYS_LITTLE = re.compile(
    r"(?:Does?|Jane|John|Roe|FTC|EEOC|People|State|Commonwealth|United States|(?:[A-Z]\.){2,4})\b|(?:[A-Z]\.){2,4}"
)
_NO_NAMES = frozenset(
    "Doe Does Jane John The United States State People City County In Matter National American America First New "
    "Company Group USA Committee Department".split()
)
_LONGEST_AFTER = 1500
_SHORT_ANSWER = 40  # letters: "We do not." "So does this one."
_SUBJECT = re.compile(
    r"(?:But |And |Yet )?(?:(?:It|[Tt]hat (?:case|decision|opinion|holding|reasoning)) |We (?:\w+ ){1,4}it\b)"
)
_NEAR = 40  # citations around one, whose decisions the sentence that it supports may name instead of its own
_SAME_PARAGRAPH = 4  # letters between sentences, at most
_MOST_FOLLOWING = 3  # sentences after a citation that may still speak of it


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around one citation.

    `before` and `after` are of its sentence, up to its neighbors; `lead` is the sentence that it supports where it
    stands alone; `following` the next sentences that speak of it, `next_one` the one after it whatever it speaks of.
    Quotations and brackets are blanked in all of them. `quoted` says that words of the decision are given, and
    `answers` is the court's refusal of what a party said of it. `inherits` is the place of the citation, in the same
    string, whose treatment this one shares.
    """

    before: str
    after: str
    lead: str
    following: tuple[str, ...]
    next_one: str
    signal: str | None
    history: str | None
    is_alone: bool
    is_named_before: bool  # the sentence that it supports names it, or speaks of "that case"
    is_first: bool  # nothing but a signal or "In" before it in its sentence
    in_brackets: bool
    quoted: bool
    brackets: str = field(default="")
    inherits: int | None = None
    # Whole sentences of its paragraph, "it" for the decision and "Other" for what else is cited: its own, and those
    # beside it.
    whole: str = ""
    previous: str = ""
    then: str = ""


def find_surroundings(
    text: str, sentences: list[tuple[int, int]], spans: list[tuple[int, int]], names: list[str | None]
) -> list[Surroundings]:
    """Return what stands around each citation; `spans` and `names` are of the same citations, in order."""
    plain = blank(text)
    starts = [start for start, _ in sentences]
    shorts = [short_names(name) for name in names]
    begins = [start for start, _ in spans]
    found: list[Surroundings] = []
    for index, (start, end) in enumerate(spans):
        at = max(0, bisect_right(starts, start) - 1)
        low, high = sentences[at] if sentences else (0, len(text))
        end = min(end, max(start, high))
        before_end = max((stop for _, stop in spans[:index] if low < stop <= start), default=low)
        begin = _begin_of_name(text, before_end, start, text[start:end])
        reach, next_start = end, high
        # What follows the later history of a decision is still said of it: "X, vacated, 598 U.S. 617, is no help".
        for one, other in spans[index + 1 :]:
            between = _BRACKETS.sub("", text[reach:one])
            is_pair = one < high and _PAIRS.fullmatch(between) is not None  # "neither A nor B speaks to it"
            if one >= reach and (one >= high or (find_history(between[-80:]) is None and not is_pair)):
                next_start = min(one, high)
                break
            reach = max(reach, other)
        told = text[before_end:begin]
        before = plain[before_end:begin]
        after = plain[reach : max(reach, next_start)][:_LONGEST_AFTER]
        if begin < start and text[start - 1 : start] == "(":
            after = re.sub(r"^[^()]{0,80}\)", "", after)
        history = pattern("history").search(told[-80:]) if before_end > low else None
        signal = signal_at_end(told)
        shared = None
        if before_end > low and index and history is None and _CONNECTS.match(_BRACKETS.sub("", before)):
            is_like = (
                signal is None or found[-1].signal is not None or pattern("signal_see").fullmatch(signal)
            )
            if found[-1].history is None and is_like and not pattern("signal_but").fullmatch(signal or ""):
                shared = index - 1 if found[-1].inherits is None else found[-1].inherits
        own = _own_brackets(
            text, plain, begin, min(high, begin + _LONGEST_AFTER), [s for s, _ in spans[index + 1 :]]
        )
        is_alone = (
            at > 0 and before_end == low and _is_alone(plain, told, signal, after, begin, text[start:end])
        )
        lead_at = sentences[at - 1] if is_alone else (0, 0)
        lead = plain[slice(*lead_at)]
        where = told if not is_alone else text[slice(*lead_at)]
        is_id = is_alone and re.match(r"[Ii]d\.", text[start:end]) is not None
        spoken = where if is_alone else before
        near = shorts[max(0, index - _NEAR) : index + _NEAR]
        others = {one for one in near if one and one != shorts[index]}
        if is_alone and any(_pattern_of(one).search(spoken) for one in others):
            finds = _named(shorts[index])
            named = is_id or (finds is not None and finds.search(spoken) is not None)
        else:
            named = is_id or _speaks_of(spoken, shorts[index])
        following = _following(plain, sentences, at, high, next_start, index, spans, names, shorts)
        after_that = at + 1 + len(following)
        beside = _beside(sentences, at)
        found.append(
            Surroundings(
                before=_BRACKETS.sub(" ", before)[-300:],
                after=_BRACKETS.sub(" ", after)[:400],
                lead=lead[-500:],
                following=following,
                next_one=plain[slice(*sentences[after_that])][:400] if after_that < len(sentences) else "",
                signal=signal,
                history=history[0].strip() if history else None,
                is_alone=is_alone,
                is_named_before=named,
                is_first=not _LEADS.sub("", told.lstrip(' (“"')).strip(),
                in_brackets=_is_in_brackets(text[low:begin]),
                quoted=_is_quoted(text, told, after, lead_at, own, signal, is_alone, named),
                brackets=own,
                inherits=shared,
                whole=_tell(plain, (low, high), index, spans, begins, shorts[index]),
                previous=_tell(plain, beside[0], index, spans, begins, shorts[index]) if beside[0] else "",
                then=_tell(plain, beside[1], index, spans, begins, shorts[index]) if beside[1] else "",
            )
        )
    return found


def _beside(
    sentences: list[tuple[int, int]], at: int
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Return the sentences before and after one, None where its paragraph has none."""
    before = sentences[at - 1] if 0 < at < len(sentences) else None
    after = sentences[at + 1] if at + 1 < len(sentences) else None
    return (
        before if before and sentences[at][0] - before[1] <= _SAME_PARAGRAPH else None,
        after if after and after[0] - sentences[at][1] <= _SAME_PARAGRAPH else None,
    )


def _tell(
    plain: str,
    sentence: tuple[int, int],
    index: int,
    spans: list[tuple[int, int]],
    begins: list[int],
    shorts: tuple[str, ...],
) -> str:
    """Return a sentence with "it" for a decision, cited or named, and "Other" for each other citation."""
    low, high = sentence
    parts: list[str] = []
    at = low
    for place in range(bisect_left(begins, low), len(spans)):
        start, end = spans[place]
        if start >= high:
            break
        if start < at and parts:
            continue  # within the one before
        parts += [plain[at:start], " it " if place == index else " Other "]
        at = min(max(at, end), high)
    words = _BRACKETS.sub(" ", "".join((*parts, plain[at:high])))
    finds = _named(shorts)
    return finds.sub(lambda match: "its" if match["whose"] else "it", words) if finds else words


def blank(text: str) -> str:
    """Return the text, same length, with "~" for what stands in quotation marks."""
    return _QUOTED.sub(lambda match: match[0][0] + "~" * (len(match[0]) - 2) + match[0][-1], text)


def short_names(name: str | None) -> tuple[str, ...]:
    """Return the words by which a decision may go, longest first: "Enigma Software Group" is Enigma.

    They are its first party's first and last word; where that party says little (Doe, initials, the FTC, a state),
    or another acts for it ("ex rel."), the other party's first word too: "Doe v. Backpage.com, LLC" is Backpage.
    """
    if not name:
        return ()
    first, second = _sides(name)
    words = _VAGUE.split(first)[0].split()
    found = [words[0], words[-1], " ".join(words[:3])] if words else []
    if second and (_SAYS_LITTLE.match(first) or " ex rel" in first):
        found.append(_VAGUE.split(second)[0].split(" ")[0])
    plain = {re.sub(r"\.[a-z]{2,3}$", "", word.strip(".,!")) for word in found}
    return tuple(
        sorted((word for word in plain if len(word) > 2 and word not in _NO_NAMES), key=len, reverse=True)
    )


def _sides(name: str) -> tuple[str, str]:
    sides = re.split(r"\sv\.?\s", name, maxsplit=1)
    return sides[0], sides[1] if len(sides) > 1 else ""


def _begin_of_name(text: str, low: int, start: int, own: str) -> int:
    """Return where the name of a citation begins, of which eyecite may have cut off the first words."""
    before = text[low:start]
    if own[:1].isdigit() and (match := _NAME_BEFORE_BRACKET.search(before[-160:])):
        cut = _LEADS.sub("", match[0])  # "Lemmon v Snap, Inc. (995 F3d 1085 [9th Cir 2021])"
        return start - len(cut)
    if match := _IN_RE.search(before):
        return low + match.start()
    versus = re.search(r"\sv\.?\s", own.split(",", maxsplit=1)[0] if own[:1].isdigit() else own)
    match = (
        None if own[:1].isdigit() else (_CUT_WITHIN if versus else _CUT_BEFORE_VERSUS).search(before[-160:])
    )
    if match is None:
        return start
    cut = _LEADS.sub("", match[0])
    return start - len(cut) if cut and (cut[0].isupper() or cut[0].isdigit()) else start


def _is_alone(plain: str, told: str, signal: str | None, after: str, begin: int, own: str) -> bool:
    """Whether a sentence is a citation and no more: nothing before it but a signal, nothing after but brackets."""
    opening = told.strip(' (“"').removesuffix(signal or "").strip(" ,")
    if opening and not re.fullmatch(r"(?:(?:[A-Z][\w.’'&-]*|&)(?:[\s,]+|$)){1,6}", opening):
        return False
    rest = _BRACKETS.sub("", after)
    rest = re.sub(r"\(.*$", "", rest, flags=re.DOTALL)  # brackets within which the next citation stands
    stripped = rest.strip(' .,;)]”"~0123456789n&–-*¶')
    return len(stripped) < 4 or rest.lstrip(" .)0123456789n,–-*¶").startswith(";")


def _own_brackets(text: str, plain: str, begin: int, high: int, later: list[int]) -> str:
    """Return what stands in the brackets directly behind a citation, as it stands."""
    stop = next((one for one in later if one > begin and _depth(text, begin, one) <= 0), high)
    return " ".join(match[0] for match in _BRACKETS.finditer(text[begin : min(stop, high)]))


def _depth(text: str, begin: int, at: int) -> int:
    part = text[begin:at]
    return part.count("(") - part.count(")")


def _is_in_brackets(words: str) -> bool:
    opened = re.search(r"\((?:[^()]|\([^()]*\))*$", words)
    return opened is not None and len(opened[0]) > 3


_WORDS = re.compile(r"[“\"](?=[^“”\"]{12,}[”\"])[^“”\"]*[”\"]")
_QUOTING = re.compile(r"\((?:[\w\s]{0,30}?\s)?quot(?:ing|ed in)\s(?:[^()]*)$")
_CITING_ONLY = re.compile(r"\((?:\w+\s)?citing\s(?:[^()]*)$")
_NOT_ITS_OWN = re.compile(r"\((?:quoting|citing|quoted in|cited in|internal|emphasis|citation|cleaned)\b")


_COLON = re.compile(r"[^.;:“\"]{0,60}: ?[“\"]~{12}")
_SAID = re.compile(
    r"\b(?:said|held|wrote|observed|explained|stated|noted|reasoned|described|spoke of|put it|called|defined)\b"
    r"[^.;“\"]{0,90}[“\"]~{12}"
)


def _is_told_after(told: str, after: str) -> bool:
    """Whether the decision's words stand behind it in the sentence: "In Barnes, the court said that "…"."""
    if _COLON.match(after) or _SAID.search(after[:300]):
        return True
    return (
        pattern("whose_words").search(told[-40:]) is not None
        and re.search(r"[“\"]~{12}", after[:300]) is not None
    )


def _is_quoted(
    text: str,
    told: str,
    after: str,
    lead: tuple[int, int],
    own: str,
    signal: str | None,
    is_alone: bool,
    named: bool,
) -> bool:
    """Whether the decision's own words are given: before the citation, or in the brackets behind it."""
    if _QUOTING.search(told[-300:]):
        return True
    if any(_WORDS.search(one) and not _NOT_ITS_OWN.match(one) for one in _BRACKETS.findall(own)):
        return True
    if _CITING_ONLY.search(told[-300:]):
        return False
    if not is_alone:
        return _WORDS.search(told) is not None or _is_told_after(told, after)
    supported = text[slice(*lead)]
    # A quotation is cited without a signal: "See" behind it supports what the sentence says (Bluebook rule 1.2).
    if signal and not (named or pattern("whose_words").search(supported)):
        return False
    if _WORDS.search(supported):
        return True
    # Several sentences may be quoted together: the last one ends with the marks that an earlier one opened.
    return (
        re.search(r"[^“\"]{12}[.,?!][”\"’'\])]*[”\"]$", supported.strip()) is not None
        and "“" not in supported
    )


def _differs(one: int, other: int, names: list[str | None], shorts: list[tuple[str, ...]]) -> bool:
    """Whether two citations are of different decisions: one party has often sued in several."""
    first, second = _sides(names[one] or "")[1], _sides(names[other] or "")[1]
    return shorts[one] != shorts[other] or bool(first and second and first[:5] != second[:5])


def _named(shorts: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return what finds a decision by one of its words, in any case of the first letter (e360Insight)."""
    return _pattern_of(shorts) if shorts else None


@lru_cache(maxsize=4096)
def _pattern_of(shorts: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(
        f"[{word[0].upper()}{word[0].lower()}]{re.escape(word[1:])}" if word[0].isalpha() else re.escape(word)
        for word in shorts
    )
    return re.compile(rf"\b(?:{words})\b(?P<whose>['’]s)?")


def _speaks_of(words: str, shorts: tuple[str, ...]) -> bool:
    named = (finds := _named(shorts)) is not None and finds.search(words) is not None
    return named or pattern("anaphora").search(words.rstrip(" .")) is not None


def _following(
    plain: str,
    sentences: list[tuple[int, int]],
    at: int,
    high: int,
    next_start: int,
    index: int,
    spans: list[tuple[int, int]],
    names: list[str | None],
    shorts: list[tuple[str, ...]],
) -> tuple[str, ...]:
    """Return the sentences after a citation that still speak of it, until one does not, or cites another decision.

    "it" stands in them for the decision's name. Of a sentence that cites another decision the part before that counts.
    """
    if next_start < high:
        return ()
    found: list[str] = []
    for low, stop in sentences[at + 1 : at + 1 + _MOST_FOLLOWING]:
        other = next(
            (
                one
                for n, (one, _) in enumerate(spans)
                if low <= one < stop and _differs(n, index, names, shorts)
            ),
            stop,
        )
        words = plain[low:other]
        if other < stop and not _SUBJECT.match(words):
            break
        if low - sentences[at][1] > _SAME_PARAGRAPH and not found:
            break  # another paragraph
        if not (_speaks_of(words, shorts[index]) or len(words) <= _SHORT_ANSWER):
            break
        finds = _named(shorts[index])
        found.append(
            (finds.sub(lambda match: "its" if match["whose"] else "it", words) if finds else words)[:400]
        )
        if other < stop:
            break
    return tuple(found)
