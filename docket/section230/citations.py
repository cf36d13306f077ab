"""Where a text names 47 U.S.C. § 230, and which of its subsections it cites.

Every "230" is read with the words on either side: another title, code, rule, page or docket number makes it
a *double* (taxonomy section 5), which is kept as evidence but is not a reference. The section can also be
named without its number: by its act, FOSTA, its own terms, and "CDA" where that means this act. Reading time
is proportional to the length of the text: windows are bounded and anchored on matches. The words are rows of
`language/citations.tsv`.
"""

import re
from itertools import islice
from typing import Generic, NamedTuple, TypeVar

from docket.statute import load_parts
from docket.text.phrase_patterns import spell
from docket.text.phrase_rows import load
from docket.text.phrases import Cues, Matcher
from docket.text.prepared import PreparedText, once
from docket.vocabulary import Provision

_NAMED = Cues("citations")
_MOST = 100  # numbers and words read in one text; an opinion has a few dozen
_CONTEXT = 12_000  # characters within which a text must have shown its subject
_READ = [part.code for part in load_parts() if part.is_read]
_NAMES = (
    *"230|decency|fosta|sesta|trafficking act|2421a|115-164|interactive computer|cda|content provider".split(
        "|"
    ),
    *"publish|whole or|otherwise objectionable".split("|"),
    *sorted({f"({code[0]})" for code in _READ}),
)
# Capitals distinguish the two bills from names: "Fosta" is a name, and so is "SESTA Trading Ltd".
_BILLS = re.compile(
    r"(?:FO|SE)STA\b(?!(?:\s[\w.&]+){0,3}\s(?i:ltd|llc|inc|corp|co|pte|s\.p\.a|gmbh|plc|lp|trading|holdings)\b)"
)


_DOUBLES = frozenset(("other-law", "rule", "of-another-act", "decimal"))


class FoundSpan(NamedTuple):
    """A place in a text, and the rule that found it."""

    start: int
    end: int
    rule: str


class Reference(FoundSpan):
    """A place that names § 230, or a number that only looks like it.

    `rule` says what was recognized: title, named-act, subsection, immunity, nickname, section, act, fosta,
    words, cda; for doubles: other-law, rule, of-another-act, decimal.
    """

    @property
    def is_double(self) -> bool:
        """Whether the place only looks like a reference."""
        return self.rule in _DOUBLES


@once
def may_speak_of_230(text: PreparedText) -> bool:
    """Return whether the text could name § 230, quote it or cite a subsection of it: a cheap first check."""
    return any(map(text.lowered.__contains__, _NAMES))


_OTHERS = _DOUBLES - {"decimal"}
# "230-day" and "230-hour" count something; "230-based" and "230-barred" name the law.
_NUMBER = re.compile(
    r"230(?:(?<![\d.,/-]230)|(?<=0230)(?<![\d.,/-]0230))"
    r"(?!\d|,\d|-\d|/\d|[a-z]|-(?:day|hour|page|unit|month|year|acre|foot|mile|bed|room|lot|member|pound|ton)s?\b)",
    re.ASCII,
)


@once
def find_references(text: PreparedText) -> tuple[Reference, ...]:
    """Return every reference to § 230 and every double, in the order of the text."""
    if not may_speak_of_230(text):
        return ()
    lowered = text.lowered
    references = [
        reference
        for match in islice(_NUMBER.finditer(lowered), _MOST)
        if (reference := _read_number(lowered, match))
    ]
    # A bare "Section 230" belongs to the other law that the text names, unless § 230 itself is named too.
    rules = {reference.rule for reference in references}
    if rules & _OTHERS and not rules - _DOUBLES - {"section"}:
        references = [
            reference._replace(rule="other-law") if reference.rule == "section" else reference
            for reference in references
        ]
    has_number = any(not reference.is_double for reference in references)
    return tuple(sorted([*references, *_find_words(text.plain, lowered, has_number)]))


def is_named(text: PreparedText) -> bool:
    """Return whether the text names § 230."""
    return any(not reference.is_double for reference in find_references(text))


_BY_WORDS = Matcher("citations", "act", "fosta", "ics", "icp", "speaker", "cda")
_TERMS = frozenset(("ics", "icp", "speaker"))  # the statute's own


def _find_words(text: str, lowered: str, has_number: bool) -> list[Reference]:
    """Return the places where words name § 230. `has_number`: the text also names it by number."""
    spans = [(tag.start, tag.end, tag.name) for tag in _BY_WORDS.find(lowered, 0, len(lowered))]
    spans += [(*match.span(), "fosta") for match in _BILLS.finditer(text)]
    groups = {group for *_, group in spans}
    kept = {group for group in groups if has_number or _is_ours(group, groups, lowered)}
    return [
        Reference(start, end, "words" if group in _TERMS else group)
        for start, end, group in sorted(spans)[:_MOST]
        if group in kept
    ]


def _is_ours(group: str, groups: set[str], lowered: str) -> bool:
    """Whether names of this group mean § 230, in a text with these `groups` of names and no number."""
    if group == "act":
        return not _NAMED.indecency.search(lowered)
    if group == "cda":
        head = lowered[:_CONTEXT]
        is_shown = _NAMED.cda_as_law.search(head) or _NAMED.online.search(head)
        return bool(is_shown) and not _NAMED.other_cda.search(head)
    is_told = group in ("fosta", "icp") or "icp" in groups or {"ics", "speaker"} <= groups
    return is_told or _NAMED.user_of.search(lowered) is not None


_LEFT = 90  # characters read before a number
_RIGHT = 80  # characters read after a number
_SECTION = re.compile(spell("citations", r"<<sign>>\s{0,9}$"))
_SUBSECTION = re.compile(rf"\s?\([a-{load_parts()[-1].code[0]}]\)(?:\s?\(\d\))?")
_BEFORE_NUMBER = {"title": _NAMED.title_47, "other-law": _NAMED.other_law, "rule": _NAMED.rule}


def _read_number(lowered: str, match: re.Match[str]) -> Reference | None:
    start, end = match.span()
    start -= lowered[start - 1 : start] == "0"  # "0230", as some forms print it
    right = lowered[end : end + _RIGHT]
    rule, back = _tell(lowered[max(0, start - _LEFT) : start], right)
    if rule not in _DOUBLES and (subsection := _SUBSECTION.match(right)):
        end += subsection.end()
    return Reference(start - back, end, rule) if rule else None


def _tell(left: str, right: str) -> tuple[str, int]:
    """Return the rule for a number with these words on either side ("" for none), and the length of the name
    before it."""
    for rule, cue in _BEFORE_NUMBER.items():
        if named := cue.search(left):
            return rule, len(named[0])
    if right[:1] in (".", ":") and right[1:2].isdigit():
        return "decimal", 0
    if section := _SECTION.search(left):
        return _tell_section(right), len(section[0])
    if _SUBSECTION.match(right):
        return "subsection", 0
    if _NAMED.immunity.match(right):
        return "immunity", 0
    # "230 says they need not take it down": the bare number, as people use it in speech
    if _NAMED.says.match(right) or _NAMED.spoken.search(left):
        around = left + right
        return ("nickname" if _NAMED.online.search(around) or _NAMED.people_say.search(around) else ""), 0
    return "", 0


def _tell_section(right: str) -> str:
    if _NAMED.of_paper.match(right):
        return "of-another-act"
    act = _NAMED.of_act.match(right)
    if act and _NAMED.our_act.search(right, 0, act.end() + 40):
        return "named-act"
    is_other = act and (act["name"] not in ("act", "the act") or _NAMED.other_year.match(right))
    return "of-another-act" if is_other else "section"


Code = TypeVar("Code")


class Found(NamedTuple, Generic[Code]):
    """A code of the vocabulary that a text shows, with its place and the rule that read it."""

    code: Code
    start: int
    end: int
    rule: str


_SPACE = r"\s?"
_SIGN = r"\(\s?{}\s?\)".format
_CITED = re.compile(rf"({'|'.join(_SPACE.join(map(_SIGN, code)) for code in _READ)})")
_SECOND = re.compile(r"\(c\)\s?\(1\)[\s,]*(?:and|or|&|,|/)\s?(?:\(c\)\s?)?(\(2\)\s?\([ab]\))")
_IN_WORDS = [
    f"{code}_words" for code in _READ if any(row.tag == f"{code}_words" for row in load("citations"))
]
_PROVIDER = re.compile(r"\binformation[\s-]content[\s-]providers?\b")
_BEFORE = 30  # characters before a subsection within which its section is sought


@once
def find_provisions(text: PreparedText) -> list[Found[Provision]]:
    """Return the subsections of § 230 that the text cites, each once, in the order of the statute.

    The statute's own words count as a citation (labeling guide, Claims). If § 230 is not named at all, a
    subsection counts only if it is not attached to another section's number.
    """
    if not may_speak_of_230(text):
        return []
    lowered, names_it = text.lowered, is_named(text)
    places = []
    for pattern, letter in ((_CITED, ""), (_SECOND, "c")):
        for match in islice(pattern.finditer(lowered), _MOST):
            before = lowered[max(0, match.start() - _BEFORE) : match.start()]
            if not _NAMED.other_rule.search(before) and (names_it or f" {before}".endswith(" ")):
                places.append((letter + re.sub(r"\W", "", match[1]), match, "subsection"))
    worded = ((tag.removesuffix("_words"), getattr(_NAMED, tag).search(lowered)) for tag in _IN_WORDS)
    places += [(letters, match, "words") for letters, match in worded if match]
    for match in islice(_PROVIDER.finditer(lowered), _MOST) if names_it else ():
        if not _NAMED.of_another.search(lowered, max(0, match.start() - _BEFORE), match.start()):
            places.append(("f3", match, "words"))
    first: dict[str, Found[Provision]] = {}
    for letters, match, rule in places:
        first.setdefault(letters, Found(Provision(letters), *match.span(), rule))
    return [first[provision] for provision in Provision if provision in first]
