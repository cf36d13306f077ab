"""How an opinion treats a decision that it cites: by the signal before the citation and the words around it.

Two read each place: rules, and weights of what it shows (`marks_of_treatment`), which have the greater say.

The words of the rules are rows of language/treatment.tsv; the stretches in which they are looked for are those of
`surroundings`: the sentence of the citation first, then what is still said of the decision. In a stretch the phrase
counts that stands nearest. Where no phrase is found, words of a class are put together with who speaks and what is
denied ("we are reluctant to embrace it"), and last the facts of the decision are held against those of this case. The
history of a case is told apart: "aff'd" is no view of the citing court.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from docket.opinions.marks_of_treatment import Marks, find_marks, unite
from docket.opinions.surroundings import Surroundings, find_surroundings
from docket.opinions.words_of_treatment import pattern
from docket.text.weigh import find_shares, load_weights

TABLE = "treatment"
# What the rules' answer adds: of twenty opinions that neither had seen the rules alone read .552 (macro F1), the
# weights alone .747, both .765 with odds of 1.35, .779 with 1.8, .759 with 2.7.
_ODDS_OF_RULE = 1.6
_ODDS_IF_SURE = 20.0

# The strongest word wins where one decision is cited several times, or one sentence says two things.
ORDER = ("disagreed", "limited", "distinguished", "followed", "quoted", "cited")


@dataclass(frozen=True, slots=True)
class Treatment:
    """`kind` is one of ORDER; `history` is the word of the case's later history; `evidence` is what was read."""

    kind: str
    signal: str | None
    history: str | None
    evidence: str | None
    tier: str
    is_weak: bool = False  # gives way to plainer words on the same decision elsewhere in the opinion
    is_sure: bool = False  # a view refused, a denial denied: what rules read better than weights do
    quoted: bool = False  # the decision's own words are given
    marks: Marks | None = field(default=None, compare=False, repr=False)  # what is weighed; None for history


def find_treatments(
    text: str, sentences: list[tuple[int, int]], spans: list[tuple[int, int]], names: list[str | None]
) -> list[Treatment]:
    """Return how each citation is treated; `spans` and `names` are of the same citations, in order."""
    found: list[Treatment] = []
    for around in find_surroundings(text, sentences, spans, names):
        if around.inherits is not None:
            found.append(_share(found[around.inherits], around))
        elif around.history:
            found.append(Treatment("cited", around.signal, around.history, around.history, "unreviewed"))
        else:
            found.append(judge(around))
        if not around.history:
            found[-1] = replace(found[-1], quoted=around.quoted, marks=find_marks(around))
    return found


def weigh(treatments: list[Treatment]) -> list[Treatment]:
    """Return the treatments of one decision in one part of an opinion, by what all places that speak of it show.

    The strongest counts, and is told where it is said: at the place whose own marks weigh most for it, and where
    they are enough by themselves.
    """
    told = [(at, one.marks) for at, one in enumerate(treatments) if one.marks is not None]
    if not told:
        return treatments
    shares = {at: _weigh_one(marks, treatments[at]) for at, marks in told}
    strongest = min((treatments[at] for at, _ in told), key=lambda one: ORDER.index(one.kind))
    kind = _best(shares[told[0][0]] if len(told) == 1 else _weigh_one(unite([m for _, m in told]), strongest))
    most = max((at for at, _ in told), key=lambda at: (shares[at][kind], -at))
    found = list(treatments)
    for at, marks in told:
        own = kind if at == most else _best(shares[at])
        if ORDER.index(own) < ORDER.index(kind) or own in ("quoted", "cited"):
            own = "quoted" if treatments[at].quoted else "cited"
        found[at] = _tell(treatments[at], own, marks)
    return found


def _weigh_one(marks: Marks, ruled: Treatment) -> dict[str, float]:
    """Return the share of each treatment, of which that of the rules has odds of its own."""
    shares = find_shares(TABLE, marks.values)
    shares[ruled.kind] *= _ODDS_IF_SURE if ruled.is_sure else _ODDS_OF_RULE
    return shares


def _best(shares: dict[str, float]) -> str:
    return max(shares, key=lambda kind: shares[kind])


def _tell(ruled: Treatment, kind: str, marks: Marks) -> Treatment:
    """Return what was weighed, with its evidence: the words of a rule that says the same, else the weightiest ones."""
    if ruled.kind == kind:
        return ruled
    if kind in ("cited", "quoted"):
        return replace(ruled, kind=kind, evidence=ruled.signal if kind == "cited" else "quotation")
    weights = load_weights(TABLE)
    best = max(marks.words, key=lambda mark: weights.get(mark, {}).get(kind, 0.0), default=None)
    return replace(ruled, kind=kind, evidence=marks.words[best] if best else ruled.signal)


def judge(around: Surroundings) -> Treatment:
    """Return what the rules say of one citation."""
    signal = around.signal
    if (answered := _answer(around)) is not None:
        return answered
    if signal and pattern("signal_contrast").fullmatch(signal):
        return Treatment("distinguished", signal, None, signal, "unreviewed")
    for place in _places(around):
        if (told := _nearest(place)) is not None:
            return Treatment(told[0], signal, None, told[1], "unreviewed", is_sure=told[2])
    if not around.quoted and (said := pattern("as_said").search(_told(around))) is not None:
        return Treatment("followed", signal, None, said[0].strip(), "unreviewed", is_weak=True)
    for place in _places(around):
        if (composed := _compose(place)) is not None:
            return Treatment(composed[0], signal, None, composed[1], "unreviewed", is_weak=True)
    if (contrast := _contrast(around)) is not None:
        return Treatment("distinguished", signal, None, contrast, "unreviewed", is_weak=True)
    if around.quoted:
        return Treatment("quoted", signal, None, "quotation", "unreviewed")
    return Treatment("cited", signal, None, signal, "unreviewed")


def _share(first: Treatment, around: Surroundings) -> Treatment:
    """Return the treatment of a citation in a string with the one before it; whose words are given is not shared."""
    if first.kind in ("quoted", "cited"):
        kind = "quoted" if around.quoted and around.brackets else "cited"
        return Treatment(kind, around.signal or first.signal, None, first.signal, "unreviewed")
    return first


@dataclass(frozen=True, slots=True)
class _Place:
    """A stretch in which the court's words on the decision may stand; `at` is where "it" is, the decision.

    `is_named` says that the stretch speaks of the decision: where it does not, only what this court says of itself
    counts ("we agree", and the citation alone after it).
    """

    words: str
    at: int
    is_named: bool = True


def _places(around: Surroundings) -> list[_Place]:
    """Return the stretches in which the court's words on the decision may stand, its own sentence first."""
    own = _Place(_own(around), len(around.before.rstrip()) + 1)
    is_support = around.signal is not None and not around.is_named_before
    if around.is_alone or is_support:
        told = [_Place(f"it {around.after.lstrip(' ,)]')}", 0)]
        if around.is_alone and not is_support:
            told.insert(0, _Place(around.lead, len(around.lead), around.is_named_before))
    else:
        told = [own]
    return [*told, *(_Place(words, 0) for words in around.following)]


def _told(around: Surroundings) -> str:
    """Return the sentence in which the decision is spoken of: the one that it supports where it stands alone."""
    return around.lead if around.is_alone else _own(around)


def _own(around: Surroundings) -> str:
    """Return the sentence of a citation with "it" for the decision: "limit it to its facts"."""
    return f"{around.before.rstrip()} it {around.after.lstrip(' ,)]')}"


def _nearest(place: _Place) -> tuple[str, str, bool] | None:
    """Return (treatment, words, whether it is denied) of the nearest phrase, the strongest of equally near ones."""
    words, best = place.words, None
    for rank, kind in enumerate(ORDER[:4]):
        for match in pattern(kind).finditer(words):
            turned = match.start() + 4 * match[0].startswith("but ")
            if _is_supposed(words, match.start()) or _is_partys(words, turned):
                continue
            if not place.is_named and not pattern("we").search(match[0]):
                continue
            if place.at > match.end() and re.search(r"\bit\b(?! right| wrong)", match[0]):
                continue  # "We have never carried it further, and A.B. confined it": it is another decision
            if _SAYS_NOTHING.match(match[0]) and _STATUTE.search(words[: match.start()]):
                continue
            if _ACTS.match(match[0]) and _OTHER_ACTOR.search(words[: match.start()]):
                continue
            if match[0].strip() == "as" and _NOT_LIKE_IT.search(words[: match.start()]):
                continue
            told = kind
            if kind == "followed" and pattern("nothing_in").search(words[: match.start()]):
                if not pattern("controls").match(match[0]):
                    continue
                told = "distinguished"  # "Nothing in it requires us to …"
            if kind != "followed":
                if re.search(r"\bas$", words[: place.at].rstrip()):
                    continue  # "a different matter, as Wozniak also concluded"
                if _is_of_then(place, match):
                    continue
                if re.search(rf"(?:{pattern('refusing').pattern})\s?$", words[: match.start()]):
                    told = "followed"
            gap = (min(match.start(), place.at), max(match.end(), place.at))
            far = (
                len(_CLAUSE.findall(words[gap[0] : gap[1]]))
                if not match.start() <= place.at < match.end()
                else 0
            )
            far += 2 if _CONCEDES.search(words[max(0, match.start() - 60) : match.start()]) else 0
            key = (far, rank)
            if best is None or key < best[0]:
                best = (key, (told, match[0].strip(), told != kind))
    return best[1] if best else None


def _is_of_then(place: _Place, match: re.Match[str]) -> bool:
    """Whether the words tell what the court did in the decision itself: "we rejected that argument in it"."""
    act = re.search(
        r"\b(?:rejected|declined|refused|overruled|disagreed|limited|confined|narrowed|distinguished)\b",
        match[0],
    )
    if act is None:
        return False
    before, after = place.words[: place.at], place.words[match.end() : match.end() + 60]
    if re.search(r"\b[Ii]t (?:\w+ )?$", place.words[: match.start() + act.start()][-16:]):
        return True  # "A.B. confined it to them"
    whose = place.words[max(0, match.start() - 30) : match.start() + act.end()]
    if _BY_A_COURT.search(whose) and not _IS_DONE.search(whose):
        return True
    return bool(re.search(r"(?:^|[.;,]\s)In\s?$", before)) or bool(re.match(r"[^.;]{0,50}\bin it\b", after))


# What a word of a class says of the decision, and what it says where it is denied; None: nothing is read in it.
_BY_US = {
    "may_stretch": (None, "limited"),
    "may_limit": ("limited", None),
    "may_reject": ("disagreed", None),
    "may_follow": ("followed", "disagreed"),
}
_OF_IT = {
    "bad": ("disagreed", "followed"),
    "other": ("distinguished", "followed"),
    "may_limit": ("limited", None),
    "good": ("followed", "distinguished"),
}
_CLAUSE = re.compile(r"[;:]\s|,\s(?=(?:but|and|while|whereas|although|though|yet|nor|because|since|so)\s)")
_IS = re.compile(
    r"\b(?:is|are|was|were|be|been|seems?|appears?|remains?|finds?|thinks?|considers?|deems?|regards?)"
    r"\s(?:[\w-]+\s){0,3}$"
)
_IT = re.compile(
    r"\b(?:[Ii]t(?! (?:is|was|would be) (?:\w+ )?(?:unnecessary|necessary|clear|true|possible|undisputed)\b)|its|"
    r"[Tt]hat (?:case|decision|opinion|holding|court|reasoning|view|rule))\b"
)
_CONCEDES = re.compile(r"\b(?:[Aa]lthough|[Tt]hough|[Ww]hile|[Ee]ven if|[Ww]hatever)\s[^.;]{0,50}$")
_BY_A_COURT = re.compile(r"\b(?:[Cc]ourt|[Pp]anel|[Ww]e|opinion|[Jj]udge [A-Z]\w+)(?:\s\w+)?\s\w+$")
_IS_DONE = re.compile(r"\b(?:is|are|was|were|be|been)\s(?:\w+\s)?\w+$")
_HALVES = re.compile(r";\s|,\s(?=(?:whereas|while|but|and|here)\s)")
_OTHER_SUBJECT = re.compile(r"^,? that had\b|,\s[A-Z][\w’'-]+\s$|^ of [A-Z]")  # "this court, Roe borrows"
_SAYS_NOTHING = re.compile(r"(?:says?|said|had|has|have) (?:not a word|nothing)")
_ACTS = re.compile(r"(?:does|do|did|has|have) (?:not|no)\b")
_OTHER_ACTOR = re.compile(
    r"(?:§\s?230\S{0,12}|[Ss]ection 230\S{0,12}|\b(?:Act|statute|CDA)|[Ss]ubsection \S{1,12})\s$"
)
_NOT_LIKE_IT = re.compile(r"\b(?:such|[Ii]nsofar|[Ss]o far|well)\s$")
_STATUTE = re.compile(r"\b(?:statute|text|Act|[Ss]ubsection|[Ss]ection|Congress|language)\b[^.;]{0,120}$")
_FAR = 60  # letters between the court and its verb, or the verb and the decision


def _compose(place: _Place) -> tuple[str, str] | None:
    """Return (treatment, words) where the court, or the decision, stands with a word of a class, denied or not."""
    at = 0
    for clause in _CLAUSE.split(place.words):
        at = place.words.find(clause, at)
        for treatment, evidence, where in (*_by_us(clause), *_of_it(clause)):
            if not (_is_supposed(place.words, at + where) or _is_partys(place.words, at + where)):
                return treatment, evidence
    return None


def _by_us(clause: str) -> Iterator[tuple[str, str, int]]:
    """Yield what this court does with the decision: "we are reluctant to embrace it"."""
    we = next(
        (one for one in pattern("we").finditer(clause) if not clause[: one.start()].endswith(" of ")), None
    )
    if we is None or _IT.search(clause, we.end()) is None:
        return
    for tag, (plain, denied) in _BY_US.items():
        verb = pattern(tag).search(clause, we.end())
        if (
            verb is None
            or verb.start() - we.end() > _FAR
            or _OTHER_SUBJECT.search(clause[we.end() : verb.start()])
            or not _IT.search(clause[verb.start() : verb.end() + _FAR])
        ):
            continue
        is_denied = pattern("denied").search(clause, we.end(), verb.start()) is not None
        if kind := denied if is_denied else plain:
            yield kind, clause[we.start() : verb.end()], verb.start()
            return


def _of_it(clause: str) -> Iterator[tuple[str, str, int]]:
    """Yield what is said of the decision: "it is hardly persuasive"."""
    it = _IT.search(clause)
    if it is None:
        return
    for tag, (plain, denied) in _OF_IT.items():
        word = pattern(tag).search(clause, it.end())
        if word is None or word.start() - it.end() > _FAR:
            continue
        between = clause[it.end() : word.start()]
        if not (_IS.search(between) or re.fullmatch(r",?\s(?:\w+\s){0,2}", between)):
            continue
        is_denied = pattern("denied").search(between) is not None
        if kind := denied if is_denied else plain:
            if tag == "good" and is_denied and re.match(r"persuas|sound|correct|convinc|right|well", word[0]):
                kind = "disagreed"
            yield kind, clause[it.start() : word.end()], word.start()
            return


def _answer(around: Surroundings) -> Treatment | None:
    """Return what the court's refusal of a party's view makes of the decision: "Doe says … . We disagree."."""
    told = _told(around)
    after = around.following[0] if around.following else around.next_one
    refusal = pattern("refused").search(after)
    if refusal is None or not pattern("party").search(told):
        return None
    if any(pattern(kind).search(told) for kind in ("limited", "disagreed", "distinguished")):
        return Treatment("followed", around.signal, None, refusal[0].strip(), "unreviewed", is_sure=True)
    kind = "disagreed" if pattern("may_refuse").search(told) else None
    if kind is None and (pattern("good").search(told) or pattern("followed").search(told)):
        kind = "distinguished"  # "The defendant says that it controls. We disagree."
    return (
        Treatment(kind, around.signal, None, refusal[0].strip(), "unreviewed", is_weak=True) if kind else None
    )


def _contrast(around: Surroundings) -> str | None:
    """Return the words of this case that stand against what was told of the decision's facts; None without any."""
    if around.in_brackets or (around.signal and not around.is_alone):
        return None
    told = _told(around)
    if (facts := _answered_by_facts(around, told)) is not None:
        return facts
    if pattern("party").search(told) or (around.signal and not around.is_named_before):
        return None
    if not (around.is_alone and around.is_named_before) and not pattern("narrative").search(told):
        return None
    last = around.following[-1] if around.following else told
    for words in (told, *around.following):
        halves = _HALVES.split(words)
        starts = pattern("own_case").match(words) if words is not told else None
        if starts and not pattern("alike").search(words) and not pattern("party_itself").match(words):
            return starts[0]
        against = re.match(r"whereas|while|but|here|nothing|no one|nobody|there is no", halves[-1])
        own = pattern("own_case").search(halves[-1]) or (against if len(halves) > 1 else None)
        if len(halves) < 2 or own is None or pattern("alike").search(halves[-1]):
            continue
        if against or pattern("otherwise").search(halves[-1]):
            return own[0]
    if pattern("alike").search(told):
        return None
    own = pattern("own_case").search(around.next_one)
    if own is not None and pattern("party").search(around.next_one, max(0, own.start() - 1)):
        return None  # "Plaintiff next compares": the party goes on to another decision
    if own is None or pattern("alike").search(around.next_one) or not last:
        return None
    is_of_case = own.start() < 12 and pattern("party_itself").match(own[0]) is None
    return own[0] if is_of_case or pattern("otherwise").search(around.next_one) else None


def _answered_by_facts(around: Surroundings, told: str) -> str | None:
    """Return the words that tell the facts of a decision on which a party relies: the court holds them against it."""
    if (
        not around.following
        or pattern("relies").search(told) is None
        or pattern("alike").search(around.following[0])
    ):
        return None
    facts = pattern("facts").search(around.following[0])
    return facts[0].strip() if facts else None


def _is_partys(words: str, at: int) -> bool:
    """Whether a party says it, and not the court."""
    clause = re.split(r";|\bbut\b|\bhowever\b|[.?!]\s", words[:at])[-1]
    voice = pattern("party").search(clause)
    return voice is not None and pattern("own_voice").search(clause, voice.end()) is None


def _is_supposed(words: str, at: int) -> bool:
    """Whether it is left open: "we need not decide whether to follow"."""
    before = words[max(0, at - 90) : at]
    if re.search(r"\b(?:[Ii]f|[Ww]ere|[Ss]hould)\s$", before):
        return True
    return re.search(rf"(?:{pattern('supposed').pattern})[^.;,]{{0,50}}$", before) is not None
