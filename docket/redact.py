"""What is removed from court text before it is published, and what replaces it.

Courts print these, and we do not repeat them: e-mail addresses, telephone numbers, Social Security, alien,
and prisoner numbers, birth dates, numbers of accounts, cards, licenses, and vehicles, codes and links of
meetings, streets and places of persons, IP addresses of subscribers, and the names of minors and of those who
act for them at their side. The text around them stays, so that a reader sees that something was cut.

Nothing else may change: docket, entry, and document numbers, statutes, money, dates, clock times, citations,
and Bates numbers look similar, so every rule requires a form or a word that only the private thing has. A
courthouse's own address stays: it says where to go.

The words are rows of language/redaction.tsv, each with a text that must change and one that must not. A text
is folded first (blanks, dashes, invisible characters, quotes); what is found in the folded text is cut from
the text itself. Every repetition is bounded or possessive, so that the time is proportional to the length of
the text.
"""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from docket import redact_forms as forms
from docket.issues import ParseError
from docket.names.words import load_words
from docket.text.phrase_rows import Row, load

_ROUNDS = 10
_HOLE = "\ue000"  # replaces what was cut already, so that no word of ours is read as the court's
# One character for another, so that offsets stay. Superscripts stay as they are: they are footnote numbers.
_RAISED = "\u00b2\u00b3\u00b9\u2070\u2074\u2075\u2076\u2077\u2078\u2079"
_PLAIN = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # full width
    | {
        char: plain
        for char in map(chr, range(0x1D400, 0x1D6A4))  # mathematical
        if (plain := unicodedata.normalize("NFKC", char)).isascii() and len(plain) == 1
    }
    | dict.fromkeys(
        "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\u058a\u05be\u2043\u207b\u208b\u02d7\u2500\u301c"
        "\u30a0",
        "-",
    )
    | dict.fromkeys("\u2018\u2019\u02bc\u2032", "'")
    | dict.fromkeys("\u201c\u201d\u2033", '"')
    | dict.fromkeys("\u2024\u2022\u2027\u2219\u22c5\u00b7\u30fb\uff65\u3002", ".")
    # Greek and Russian letters that look like ours: a word of the table written with one is still that word.
    | str.maketrans(
        "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf",
        "ABEZHIKMNOPTYXo",
    )
    | str.maketrans(
        "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0405\u0406\u0408"
        "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458",
        "ABEKMHOPCTXSIJaeopcyxsij",
    )
    | {
        char: str(unicodedata.digit(char))
        for char in map(chr, range(0x660, 0x1FC00))
        if char.isdigit() and char not in _RAISED
    }  # of any script, circled ones too
)
# What is not visible: controls, combining marks, selectors, tags, fillers; as characters or in HTML notation.
_UNSEEN = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u20d0-\u20f0\u2800\u3164\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e0fff"
)
_ODD = re.compile(
    r"(?P<hole>\[[A-Za-z '-]{4,40}? removed\])"
    r"|(?P<blank>(?:\s|&nbsp;|&\#160;){2,}+|[^\S ]|&nbsp;|&\#160;)"
    f"|(?P<unseen>[{_UNSEEN}]++)"
    r"|(?P<written>&(?:amp;){0,3}(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,12});)"
)
_INVISIBLE = re.compile(f"[{_UNSEEN}]")
_ANY_DIGIT = str.maketrans("123456789", "0" * 9)
_MAYBE_ODD = re.compile(r"[\x00-\x1f\x7f&]")
# The letters with which a phrase begins in every case.
_STEM = re.compile(r"(?=[a-z])(?:(?:[a-z' /#-]|\\\.)(?![?*{]))+")
_HEAD = re.compile(r"([a-z][a-z0_]{0,2})\w*")  # the letters with which a word begins
# Every folded text that a rule changes contains one of these, in lower case: a digit or other mark, else a
# form or a word. The patterns begin with a character or a set of characters, to which the regex engine skips.
_SIGN = re.compile(r"[@\d/]")
_FORMS = (
    re.compile(r"[([{<]at[)\]}>]"),
    re.compile(r"\.(?:com|net|org|gov|edu)\b"),
    re.compile(r"-[a-z]{4}-[a-z]{3}\b"),
    # "One Oak Lane"
    re.compile(
        r"\b(?:one|t(?:wo|hree|en|welve|wenty|hirty|hirteen)|f(?:our|ive|ifteen|orty|ifty|ourteen)|six(?:teen|ty)?"
        r"|seven(?:teen|ty)?|eight(?:een|y)?|eleven|nine(?:teen|ty)?)"
        r"\b[ -][a-z]"
    ),
)
_WORDS = (
    " dot ",
    "::",
    "minor",
    "next friend",
    "guardian",
    "infant",
    "juvenile",
    "child",
    "underage",
    "year",
    "pass",
    "pin",
    "pwd",
)


# Words near a match, or somewhere in its text, that say what it is.
_NEAR = {
    "near_court": r"(?:<<court_place>>)",
    "near_hearing": r"\b(?:<<hearing_place>>)\b[^;]{0,90}$",
    "home": r"\b(?:<<home>>)[ :,\ue000]{0,3}$",
    "company": r"(?:'s)?(?: [\w&'.-]{1,20}){0,2}?,? (?:<<company>>)\b",
    "meeting": r"\b(?:<<meeting>>)\b",
    "prison": r"\b(?:<<prison>>)\b",
    "subscriber": r"\b(?:<<subscriber>>)\b",
    "foreigner": r"\b(?:<<foreigner>>)",
    "version": r"\b(?:<<version>>)[ :]{0,2}$",
    "phone": r"\b(?:<<phone>>)",
    "counted": r"\b(?:<<counted>>)[ .:#]{0,3}$",
    "number_of_case": r"\b(?:<<case_word>>)[ .:(#]{0,4}$",
    "child": r"\b(?:<<child>>)\b",
    "lawyer": r"\b(?:<<lawyer>>)\b",
    "dwelling": r"\b(?:<<dwelling>>)\b",
}


class Rule(NamedTuple):
    """What is cut, and where. The rule can change a text only if one string of each of the `gates` occurs in
    it (a 0 is any digit), and some word of it begins with one of each of the `heads`."""

    name: str
    pattern: re.Pattern
    heads: tuple[frozenset[str], ...] = ()
    gates: tuple[tuple[str, ...], ...] = ()
    is_private: Callable[[re.Match], bool] | None = None


def redact(text: str) -> str:
    """Return the text with private details replaced by "[e-mail removed]" and the like.

    Idempotent: repeated until nothing is left to remove, because one removal can expose the edge of the next
    (ten rounds at most: a text constructed to need more is not a court's). Text without a digit, "@", "/", or
    a word about minors, passwords, and the like is returned unchanged at once.
    """
    rules = _own_rules()
    for _ in range(_ROUNDS):
        before = text
        if (text := rules.apply(before)) == before:
            break
    return text


def extract_redaction(record: dict) -> dict:
    """Return the text of a record as it is published, for `extract redaction`."""
    return {"text": redact(record["text"])}


@cache
def _own_rules() -> "Rules":
    return Rules(load("redaction"))


def _fold(text: str) -> tuple[str, list[int] | None]:
    """Return the text as the rules read it, and each character's original offset, or None if none moved."""
    if text.isascii() and not _MAYBE_ODD.search(text) and "  " not in text and " removed]" not in text:
        return text, None
    if not _ODD.search(text):
        return text.translate(_PLAIN), None
    parts: list[str] = []
    places: list[int] = []
    end = 0
    for odd in _ODD.finditer(text):
        parts.append(text[end : odd.start()])
        places.extend(range(end, odd.start()))
        sign = _HOLE if odd["hole"] else " " if odd["blank"] else _unescape(odd["written"] or "")
        parts.append(sign)
        is_same = sign == odd[0]  # "&T;" is not a character reference
        places.extend(range(odd.start(), odd.end()) if is_same else [odd.start()] * len(sign))
        end = odd.end()
    parts.append(text[end:])
    places.extend(range(end, len(text) + 1))
    return "".join(parts).translate(_PLAIN), places


def _unescape(written: str) -> str:
    """Return the character that HTML stands for, however often escaped; "" for an invisible one."""
    for _ in range(4):
        if (unescaped := html.unescape(written)) == written:
            break
        written = unescaped
    return _INVISIBLE.sub("", " " if written.isspace() else written)


def _may_hold_private(folded: str) -> bool:
    """Whether any rule may find something: most texts are names and titles, in which none can."""
    if _SIGN.search(folded):
        return True
    small = folded.lower()
    return any(form.search(small) for form in _FORMS) or any(map(small.__contains__, _WORDS))


def _shape(folded: str) -> str:
    """Return the text in lower case, each digit a 0, in which it is cheap to check whether a rule applies."""
    return f" {folded.lower()}".translate(_ANY_DIGIT)


def _may_change(rule: Rule, shape: str, heads: set[str]) -> bool:
    """Called forty times for each text: hence loops and `map`, and words before substrings."""
    for words in rule.heads:
        if heads.isdisjoint(words):
            return False
    has = shape.__contains__
    for gate in rule.gates:  # noqa: SIM110  # as above
        if not any(map(has, gate)):
            return False
    return True


def _heads(stem: str) -> set[str]:
    """Return what `_HEAD` can give for a word that begins with this stem of at least two letters."""
    head = _HEAD.match(stem)
    letters = head[1] if head else ""
    if len(letters) < len(stem) or len(letters) == 3:
        return {letters}
    return {letters, *(letters + more for more in "abcdefghijklmnopqrstuvwxyz0_")}


class Rules:
    """The rules made from the rows of one table."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._phrases: dict[str, list[str]] = {}
        for row in rows:
            self._phrases.setdefault(row.tag, []).append(row.phrase)
        self.tags = frozenset(self._phrases)
        self._phrases["country"] = sorted(map(re.escape, load_words("country")))
        self._near = {name: self._compile(pattern) for name, pattern in _NEAR.items()}
        self._rules = tuple(map(self._make_rule, forms.FORMS))

    def apply(self, text: str) -> str:
        """Return the text with what the rules find replaced, in one pass."""
        folded, places = _fold(text)
        if not _may_hold_private(folded):
            return text
        spans: list[tuple[int, int, str]] = []
        shape = _shape(folded)
        heads = set(_HEAD.findall(shape))
        for rule in self._rules:
            if not _may_change(rule, shape, heads):
                continue
            new = [
                (*match.span("hide"), rule.name)
                for match in rule.pattern.finditer(folded)
                if rule.is_private is None or rule.is_private(match)
            ]
            if new:
                spans += new
                folded = _replace(folded, new, lambda start, end, _: _HOLE * (end - start))
                shape = _shape(folded)
                heads = set(_HEAD.findall(shape))
        return _cut(text, places, sorted(spans))

    def _compile(self, pattern: str, flags: int = re.IGNORECASE) -> re.Pattern:
        """Compile a pattern in which <<tag>> is the phrases of a tag; one without phrases never matches."""
        is_verbose = flags & re.VERBOSE

        def phrases_of(match: re.Match) -> str:
            phrases = "|".join(self._phrases.get(match[1], ["(?!)"]))
            return phrases.replace(" ", "\\ ").replace("#", "\\#") if is_verbose else phrases

        return re.compile(re.sub(r"<<(\w+)>>", phrases_of, pattern), flags)

    def _gate(self, tag: str) -> tuple[str, ...]:
        """Return the letters with which the phrases of a tag begin. Raises ParseError if a phrase does not
        begin with two letters that are always there."""
        stems = set()
        for phrase in self._phrases.get(tag, []):
            start = re.sub(r"^\(\?-i:", "", phrase)
            stem = _STEM.match(start)
            letters = stem[0].replace("\\", "") if stem else ""
            if len(letters) < 2 or "|" in _outside_brackets(start):
                raise ParseError(
                    f"language/redaction.tsv: the phrase {phrase!r} must begin with two letters that are always there"
                )
            stems.add(letters)
        return tuple(
            sorted(
                stem for stem in stems if not any(stem != other and stem.startswith(other) for other in stems)
            )
        )

    def _make_rule(self, form: forms.Form) -> Rule:
        tags = [self._gate(gate) for gate in form.gates if isinstance(gate, str)]
        heads = [frozenset(head for stem in stems for head in _heads(stem)) for stems in tags]
        shapes = [gate for gate in form.gates if not isinstance(gate, str)]
        check = getattr(self, form.near) if form.near else form.check
        return Rule(form.name, self._compile(form.pattern, form.flags), tuple(heads), (*shapes, *tags), check)

    def is_of_meeting(self, match: re.Match) -> bool:
        """Whether the text speaks of a meeting."""
        return _has(self._near["meeting"], match.string)

    def is_of_foreigner(self, match: re.Match) -> bool:
        """Whether the text speaks of a foreigner's case."""
        return _has(self._near["foreigner"], match.string)

    def is_of_subscriber(self, match: re.Match) -> bool:
        """Whether it is an IP address, not a version of a program, and the text speaks of a subscriber."""
        is_version = self._near["version"].search(
            match.string, max(0, match.start() - forms.WINDOW), match.start()
        )
        return not is_version and forms.is_ip(match["hide"]) and _has(self._near["subscriber"], match.string)

    def is_of_lawyer(self, match: re.Match) -> bool:
        """Whether it is a lawyer's telephone number: it follows a name or a mark, and is not the number of
        anything else that is named. Documents, receipts, and parts have ten digits, too."""
        text, start = match.string, match.start("hide")
        before = text[max(0, start - 2 * forms.WINDOW) : start]
        if not forms.BEFORE_PHONE.search(before) or self._near["number_of_case"].search(before):
            return False
        return before.rstrip(" ,.;").endswith(_HOLE) or bool(self._near["lawyer"].search(before))

    def is_inmates(self, match: re.Match) -> bool:
        """Whether it follows a "#", a name, or the word itself; "no." is the inmate's unless a case's."""
        between = match["between"]
        if " v. " in between or not forms.BEFORE_INMATE.search(between):
            return False
        return not self._near["number_of_case"].search(forms.NUMBER_SIGN.sub("", between))

    def is_signed(self, match: re.Match) -> bool:
        """Whether a word about prisons is with it or after it, and no word about cases before it."""
        start, end = match.span("hide")
        before = match.string[max(0, start - forms.WINDOW) : start]
        near = match.string[start : end + forms.WINDOW]
        return not self._near["number_of_case"].search(before.rstrip("# ")) and bool(
            self._near["prison"].search(near)
        )

    def is_of_dwelling(self, match: re.Match) -> bool:
        """Whether it is a dwelling's coordinates: two numbers with decimals may also be prices."""
        near = match.string[max(0, match.start() - 2 * forms.WINDOW) : match.end() + 2 * forms.WINDOW]
        return bool(
            self._near["dwelling"].search(near) and forms.OF_A_PLACE.search(f"{match['hide']} {near}")
        )

    def is_spelled_home(self, match: re.Match) -> bool:
        """Whether "One Way Court" or the like is a home: by words before it, or a unit or town after."""
        is_said = self._near["home"].search(
            match.string, max(0, match.start() - forms.WINDOW), match.start("hide")
        )
        return bool(match["unit"] or match["town"] or is_said) and self.is_home(match)

    def is_by_child(self, match: re.Match) -> bool:
        """Whether the name is next to a child's, or follows initials."""
        return self.is_child(match) or (
            forms.is_name(match)
            and bool(
                forms.INITIALS.search(match.string, max(0, match.start() - 2 * forms.WINDOW), match.start())
            )
        )

    def is_named_prisoner(self, match: re.Match) -> bool:
        """Whether it is a prisoner's number: trademarks and rules are registered, too, and four digits alone
        may be a section of the law: "Prisoner 1983"."""
        value = match["hide"]
        if match[0][:3].lower() == "doc" and not _has(self._near["prison"], match.string):
            return False
        if match[0][:3].lower() == "reg" and not re.fullmatch(r"\d{5}-\d{3}", value):
            near = match.string[max(0, match.start() - forms.WINDOW) : match.end() + 2 * forms.WINDOW]
            return bool(match["sign"]) and len(value) in (5, 6) and bool(self._near["prison"].search(near))
        return bool(match["sign"]) or len(value) > 4

    def is_of_prisoner(self, match: re.Match) -> bool:
        """Whether "#" or a word of prisons marks it a prisoner's; cases and exhibits have such numbers."""
        start, end = match.span("hide")
        before = match.string[max(0, start - forms.WINDOW) : start]
        if self._near["number_of_case"].search(before):
            return False
        if match["sign"]:
            return True
        is_apart = "-" in match["hide"] or re.search(r"(?:,|\() ?$", before)
        near = match.string[max(0, start - 2 * forms.WINDOW) : end + 2 * forms.WINDOW]
        return bool(is_apart and self._near["prison"].search(near))

    def is_telephone(self, match: re.Match) -> bool:
        """Whether it is a telephone: digits with blanks may be a list, and "+" begins other things, too."""
        digits = sum(char.isdigit() for char in match["hide"])
        if match["plain"] and self._near["counted"].search(
            match.string, max(0, match.start() - forms.WINDOW), match.start("hide")
        ):
            return False
        return digits >= 8 and (not match["odd"] or _has(self._near["phone"], match.string))

    def is_home(self, match: re.Match) -> bool:
        """Whether an address is a home's: something says so before it, or a unit or a town follows.

        One with a courtroom nearby, on either side, is a courthouse's, and one before a company's legal form
        is a name.
        """
        text, start = match.string, match.start("hide")
        before, after = (
            text[max(0, start - forms.WINDOW) : start],
            text[match.end() : match.end() + forms.WINDOW],
        )
        if re.search(r"# ?$", before) or (
            not match["unit"] and not match["town"] and self._near["company"].match(after)
        ):
            return False
        if forms.COURTROOM_AFTER.match(after):
            return False
        if self._near["home"].search(before):
            return True
        if self._near["near_court"].search(before) or self._near["near_hearing"].search(
            text, max(0, start - 2 * forms.WINDOW), start
        ):
            return False
        return bool(match["unit"] or match["town"] or forms.BEFORE_ADDRESS.search(before))

    def is_child(self, match: re.Match) -> bool:
        """Whether it is a name, and the words around it speak of a child."""
        near = match.string[max(0, match.start() - 2 * forms.WINDOW) : match.end() + 2 * forms.WINDOW]
        return forms.is_name(match) and bool(self._near["child"].search(near))


def _cut(text: str, places: list[int] | None, spans: list[tuple[int, int, str]]) -> str:
    if places is not None:
        spans = [(places[start], places[end], name) for start, end, name in spans]
    return _replace(text, spans, lambda _start, _end, name: f"[{name} removed]")


def _replace(text: str, spans: list[tuple[int, int, str]], make: Callable[[int, int, str], str]) -> str:
    parts, end = [], 0
    for start, stop, name in spans:
        parts += [text[end:start], make(start, stop, name)]
        end = stop
    return "".join([*parts, text[end:]])


def _outside_brackets(pattern: str) -> str:
    before = ""
    while pattern != before:
        before, pattern = pattern, re.sub(r"\([^()]*\)", "", pattern)
    return pattern


@lru_cache(16)
def _has(pattern: re.Pattern, text: str) -> bool:
    """Whether a pattern occurs in a text; cached, because it is tried for every match in one text."""
    return bool(pattern.search(text))
