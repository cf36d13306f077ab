"""How an opinion treats a decision that it cites: by the signal before the citation and the words around it.

Words are rows of language/treatment.tsv. Verbs count in the stretch of the sentence that is nearest to the
citation; a citation that stands alone takes the sentence before it. The history of a case is told apart: "aff'd" is
no view of the citing court.
"""

import csv
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

# The strongest word wins where one decision is cited several times, or one sentence says two things.
ORDER = ("disagreed", "limited", "distinguished", "followed", "quoted", "cited")
_CONNECTS = re.compile(r"^(?:[\s,;()]|and|or|&|see|also|See|accord|Accord|e\.g\.|cf\.|Cf\.)*$")
_OPENING = re.compile(
    r"(?:^|[\s(;.])(?P<signal>[A-Z]?[a-z.]{0,20}(?:\s(?:see|also|cf\.|generally))?,?(?:\se\.g\.,?)?)\s{0,9}$"
)
_QUOTED = re.compile(r"[“\"][^“”\"]{12,}[”\"]")
_QUOTING = re.compile(r"\((?:\w+\s)?quot(?:ing|ed in)\s(?:[^()]*)$")
_CITING_ONLY = re.compile(r"\((?:\w+\s)?citing\s(?:[^()]*)$")
_NAME = re.compile(r"(?:[A-Z][\w.’'&-]*(?:[\s,]+|$)|&\s){0,6}")
_BRACKETS = re.compile(r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)")
_NOT_ITS_OWN = re.compile(r"\((?:quoting|citing|quoted in|cited in)\b")
_ANAPHORA = re.compile(
    r"^(?:But |Yet |And |However, |Still, |Here, )?(?:[Tt]hat|[Tt]his|[Tt]hose|[Bb]oth|[Tt]he)\s(?:case"
    "|decision|opinion|holding|reasoning|court|panel|cases|decisions|rule|analysis|approach|precedent"
    r"|logic)\b"
    r"|\b(?:in|of) that case\b|\b(?:it|them|that|this)\.?$"
    r"|\b(?:its|that|this|their)\s(?:holding|reasoning|approach|rule|reading|view|facts|analysis|logic)\b"
    r"|^(?:There|It|They),?\s"
)


@dataclass(frozen=True, slots=True)
class Treatment:
    """`kind` is one of ORDER; `history` is the word of the case's later history; `evidence` is what was read."""

    kind: str
    signal: str | None
    history: str | None
    evidence: str | None
    tier: str


@cache
def load_rows() -> tuple[dict[str, str], ...]:
    """Return the rows of the table of treatment."""
    path = Path(str(files("docket"))).joinpath("language/treatment.tsv")
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def _patterns(tag: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['phrase']})" for row in load_rows() if row["tag"] == tag))


def find_treatments(
    text: str, sentences: list[tuple[int, int]], spans: list[tuple[int, int]], names: list[str | None]
) -> list[Treatment]:
    """Return how each citation is treated; `spans` and `names` are of the same citations, in order."""
    starts = [start for start, _ in sentences]
    found: list[Treatment] = []
    for index, (start, end) in enumerate(spans):
        at = max(0, bisect_right(starts, start) - 1)
        low, high = sentences[at] if sentences else (0, len(text))
        before_end = max(
            (spans[i][1] for i in range(index) if spans[i][1] <= start and spans[i][1] > low), default=low
        )
        # What follows the later history of a decision is still said of it: "X, vacated, 598 U.S. 617, is not in point".
        reach, next_start = end, high
        for one, other in spans[index + 1 :]:
            if one >= reach and (one >= high or not _patterns("history").search(text[reach:one][-80:])):
                next_start = one
                break
            reach = max(reach, other)
        before, after = (
            text[before_end:start],
            text[reach if next_start >= reach else end : min(next_start, high)],
        )
        history = _patterns("history").search(before[-80:]) if before_end > low else None
        signal = _signal(before)
        if (
            _CONNECTS.match(before)
            and before_end > low
            and index
            and found[-1].history is None
            and signal is None
        ):
            last = found[-1]
            is_quoted = last.kind == "quoted"
            shared = Treatment("cited", last.signal, None, last.signal, "unreviewed") if is_quoted else last
            found.append(_with_brackets(shared, text[start:end] + after))
            continue
        is_lone = before_end == low and at > 0 and _is_citation(before, signal, after)
        lead = text[slice(*sentences[at - 1])] if is_lone else ""
        follows = text[slice(*sentences[at + 1])] if at + 1 < len(sentences) and next_start >= high else ""
        own = sentences[at + 1] if follows else (0, 0)
        is_of_other = any(own[0] <= one < own[1] for one, _ in spans[index + 1 :])
        if follows and (
            is_of_other
            or not (_speaks_of(follows, names[index]) or _is_answer(lead or text[low:high], follows))
        ):
            follows = ""
        said = _Said(before, after, lead, follows, text[low:high], text[start:end])
        found.append(_judge(said, signal, history[0].strip() if history else None))
    return found


@dataclass(frozen=True, slots=True)
class _Said:
    """What stands around a citation: in its sentence before and after it, the sentence that it supports where it stands
    alone, the next one where that still speaks of it, its whole sentence, and its own words with their brackets."""

    before: str
    after: str
    lead: str
    follows: str
    sentence: str
    own: str


def _is_citation(before: str, signal: str | None, after: str) -> bool:
    """Whether a sentence is a citation and no more: nothing before it but a signal, nothing after but brackets."""
    opening = before.strip(' (“"').removesuffix(signal or "").strip(" ,")
    rest = _BRACKETS.sub("", after[:1500]).strip(' .,;)”"0123456789n&–-')
    # A name's beginning may be left out of the citation: "See Whitney Info. | Network, Inc. v. Xcentric".
    return _NAME.fullmatch(opening) is not None and (
        len(rest) < 4 or after.lstrip(" .)0123456789n").startswith(";")
    )


def _is_answer(told: str, follows: str) -> bool:
    """Whether a sentence answers what a party said of the decision: "We disagree."."""
    return _patterns("party").search(told) is not None and _patterns("refused").search(follows) is not None


def is_history(words: str) -> bool:
    """Whether what stands before a citation tells the later history of the case before it."""
    return _patterns("history").match(words) is not None


def find_history(words: str) -> int | None:
    """Return where in the words before a citation its history begins: at "aff'd"; None where none is told."""
    match = _patterns("history").search(words)
    return match.start() if match else None


def _speaks_of(sentence: str, name: str | None) -> bool:
    """Whether the next sentence is still about the decision: by its name, or by "that case"."""
    short = re.split(r"\sv\.\s|,", name)[0].split()[-1] if name else ""
    named = len(short) > 3 and re.search(rf"\b{re.escape(short)}\b", sentence) is not None
    return named or _ANAPHORA.search(sentence.rstrip(" .")) is not None


def _signal(before: str) -> str | None:
    """Return the signal that stands directly before a citation."""
    match = _OPENING.search(before)
    words = match["signal"].strip(" ,") if match else ""
    for tag in ("signal_but", "signal_accord", "signal_see"):
        if words and _patterns(tag).fullmatch(words):
            return words
    tail = before.strip()[-24:]
    for tag in ("signal_but", "signal_accord", "signal_see"):
        if found := re.search(rf"(?:^|[\s(;])((?:{_patterns(tag).pattern}),?)$", tail):
            return found[1].strip(" ,")
    return None


def _judge(said: _Said, signal: str | None, history: str | None) -> Treatment:
    if history:
        return Treatment("cited", signal, history, history, "unreviewed")
    is_accord = signal is not None and _patterns("signal_accord").fullmatch(signal) is not None
    before, after = said.before[-260:], _BRACKETS.sub("", said.after[:1500])[:260]
    around = f"{before.rstrip()} it {after.lstrip(' ,)]')}"  # "limit it to its facts"
    told = said.lead or around
    if _patterns("party").search(told) and (answer := _patterns("refused").search(said.follows)):
        if any(_patterns(kind).search(told) for kind in ("limited", "disagreed", "distinguished")):
            return Treatment("followed", signal, None, answer[0].strip(), "unreviewed")
        return Treatment("cited", signal, None, signal, "unreviewed")
    kinds: tuple[str, ...] = ("limited", "disagreed", "distinguished", "followed")
    if re.search(r"\bas\s$", before):  # "a different matter, as Wozniak also concluded"
        kinds = ("followed",)
    for kind in kinds:
        for place, words in enumerate((before, around, said.lead, said.follows)):
            match = _patterns(kind).search(words)
            if match is None or _is_supposed(words, match.start()) or _is_partys(words, match.start()):
                continue
            evidence, tier = match[0].strip(), "agreed" if place < 2 and is_accord else "unreviewed"
            if kind != "followed" and re.search(
                rf"(?:{_patterns('refusing').pattern})\s?$", words[: match.start()]
            ):
                return Treatment("followed", signal, None, evidence, tier)
            return Treatment(kind, signal, None, evidence, tier)
    if is_accord:
        return Treatment("followed", signal, None, signal, "unreviewed")
    cited = Treatment("cited", signal, None, signal, "unreviewed")
    if _QUOTING.search(said.before):
        return Treatment("quoted", signal, None, "quoting", "unreviewed")
    told = said.lead or said.before
    if _QUOTED.search(told) and not _CITING_ONLY.search(said.before):
        return Treatment("quoted", signal, None, "quotation", "unreviewed")
    return _with_brackets(cited, said.own + said.after)


def _with_brackets(treatment: Treatment, words: str) -> Treatment:
    """Return the treatment, or that the decision is quoted where the brackets behind the citation do so."""
    inside = _BRACKETS.findall(words[:700])
    if treatment.kind == "cited" and any(
        _QUOTED.search(one) and not _NOT_ITS_OWN.match(one) for one in inside
    ):
        return Treatment("quoted", treatment.signal, None, "quotation", "unreviewed")
    return treatment


def _is_partys(words: str, at: int) -> bool:
    """Whether a party says it, and not the court."""
    clause = re.split(r";|\bbut\b|\bhowever\b", words[:at])[-1]
    voice = _patterns("party").search(clause)
    return voice is not None and _patterns("own_voice").search(clause, voice.end()) is None


def _is_supposed(words: str, at: int) -> bool:
    """Whether it is left open: "we need not decide whether to follow"."""
    return (
        re.search(rf"(?:{_patterns('supposed').pattern})[^.;,]{{0,50}}$", words[max(0, at - 90) : at])
        is not None
    )
