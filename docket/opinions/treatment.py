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
ORDER = ("disagreed", "distinguished", "limited", "followed", "quoted", "cited")
_CONNECTS = re.compile(r"^(?:[\s,;()]|and|or|&|see|also|See|accord|Accord|e\.g\.|cf\.|Cf\.)*$")
_OPENING = re.compile(
    r"(?:^|[\s(;.])(?P<signal>[A-Z]?[a-z.]{0,20}(?:\s(?:see|also|cf\.|generally))?,?(?:\se\.g\.,?)?)\s{0,9}$"
)
_QUOTED = re.compile(r"[“\"][^“”\"]{12,}[”\"][^A-Za-z]{0,8}$")
_QUOTING = re.compile(r"\((?:\w+\s)?quot(?:ing|ed in)\s(?:[^()]*)$")
_CITING_ONLY = re.compile(r"\((?:\w+\s)?citing\s(?:[^()]*)$")
_ANAPHORA = re.compile(
    r"^(?:But |Yet |And |However, |Still, |Here, )?(?:[Tt]hat|[Tt]his|[Tt]hose|[Bb]oth|[Tt]he)\s(?:case"
    "|decision|opinion|holding|reasoning|court|panel|cases|decisions|rule|analysis|approach|precedent"
    r"|logic)\b"
    r"|\b(?:it|them|that|this)\.?$|\b(?:its|that|this|their)\s(?:holding|reasoning|approach|rule|reading"
    r"|view|facts|analysis|logic)\b|^(?:There|It|They),?\s"
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
        next_start = next((one for one, _ in spans[index + 1 :] if one >= end), high)
        before, after = text[before_end:start], text[end : min(next_start, high)]
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
            found.append(
                Treatment(
                    last.kind if last.kind != "quoted" else "cited",
                    last.signal,
                    None,
                    last.evidence,
                    last.tier,
                )
            )
            continue
        lone = before_end == low and len(before.strip(" (")) < 24 and len(after.strip(" .()")) < 4 and at > 0
        lead = ""
        if lone and not _patterns("signal_but").fullmatch(signal or ""):
            lead = text[slice(*sentences[at - 1])]
        follows = text[slice(*sentences[at + 1])] if at + 1 < len(sentences) and next_start >= high else ""
        if follows and not _speaks_of(follows, names[index]):
            follows = ""
        found.append(_judge(before, after, lead, follows, signal, history[0].strip() if history else None))
    return found


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


def _judge(
    before: str, after: str, lead: str, follows: str, signal: str | None, history: str | None
) -> Treatment:
    if history:
        return Treatment("cited", signal, history, history, "unreviewed")
    if signal and _patterns("signal_but").fullmatch(signal):
        return Treatment("disagreed", signal, None, signal, "agreed")
    near = [before[-260:], after[:260]]
    for kind in ("disagreed", "limited", "distinguished", "followed"):
        for place, words in enumerate((*near, lead, follows)):
            if kind == "followed" and place == 2 and not re.match(r"(?:We|This Court|The Court|I)\s", words):
                continue  # what stands before a lone citation is the citing court's own sentence
            if match := _patterns(kind).search(words):
                tier = (
                    "agreed"
                    if place < 2 and signal and _patterns("signal_accord").fullmatch(signal)
                    else "unreviewed"
                )
                return Treatment(kind, signal, None, match[0].strip(), tier)
    if signal and _patterns("signal_accord").fullmatch(signal):
        return Treatment("followed", signal, None, signal, "unreviewed")
    said = before if before.strip(" (“") else lead
    if _QUOTING.search(before) or _QUOTED.search((lead if len(before.strip()) < 12 else said).rstrip()):
        return Treatment("quoted", signal, None, "quotation", "unreviewed")
    return Treatment("cited", signal, None, signal, "unreviewed")
