"""The sentences of an opinion or an entry, as spans; and whether a phrase governs the rest of one."""

import re
from itertools import pairwise

from docket.text.phrase_rows import load
from docket.text.phrases import Matcher

# A full stop after these, or after a single letter, ends no sentence: "Fed. R. Civ. P.", "U.S.C. § 41".
_SHORT = frozenset(word for row in load("sentences") if row.tag == "short" for word in row.phrase.split("|"))
_STOP = re.compile(r"[.;?!](?=[\s\"')\]]|$)")
_BEFORE_WORD = re.compile(r"(?s:.*)[\W_](?<!\.)")  # up to the last word
_LONGEST_WORD = 12  # letters of a word that is looked up


def find_sentences(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence, or part of one before a semicolon, in order; none is empty."""
    ends = [
        match.end()
        for match in _STOP.finditer(text)
        if match[0] != "." or text[match.start() - 1].isdigit() or _ends(text, match.start())
    ]
    return [(start, end) for start, end in pairwise([0, *ends, len(text)]) if text[start:end].strip()]


_CODE = re.compile(r"\bU\.\s?S\.\s?C\.(?:\s?A\.)?")


def mask_citations(text: str) -> str:
    """Return the text, same length, with the full stops of "U.S.C." blanked, because they end no sentence."""
    return _CODE.sub(lambda match: match[0].replace(".", " "), text)


def _ends(text: str, at: int) -> bool:
    if text[at - 1 : at] == "." and (goes_on := text[at + 1 : at + 3].strip()[:1]) and goes_on.islower():
        return False  # "No provider ... shall be treated": an ellipsis
    start = max(0, at - _LONGEST_WORD)
    before = _BEFORE_WORD.match(text, start, at)
    word = text[before.end() if before else start : at].lower()
    if word in _SHORT or (len(word) == 1 and word.isalpha()):
        return False
    if "." in word and re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return re.match(r"[\"')\]]*\s+[A-Z][a-z]{2,}", text[at + 1 : at + 20]) is not None
    return True


# "United States v. Vermont: ORDER granting …": feeds put the caption before the entry.
_CAPTION = re.compile(r"\s*[A-Z][^:;\n]{1,80}\sv\.\s[^:;\n]{1,90}:\s+(?=\S)")


def caption_length(text: str) -> int:
    """Return the length of the caption before an entry, with the space after it; 0 if there is none."""
    return match.end() if "v." in text and (match := _CAPTION.match(text)) else 0


# A row of `language/context.tsv` has a tag `category.forward.scope`, after medspaCy's ConText: the category
# holds for up to `scope` characters after the phrase, but not past the sentence's end, "(until 5/1)", or a
# phrase tagged `terminate`.
_CONTEXT = Matcher("context", *{row.tag for row in load("context") if row.tag[0] != "@"})
_SENTENCE_ENDS = re.compile(r"[.;](?=\s|$)")
_CLOSES = re.compile(r"[^()]{0,60}\d\)")


def is_governed(text: str, start: int, place: int, category: str) -> bool:
    """Whether a category ("supposed") holds at `place` in a lower-case text, by phrases after `start`."""
    holds = False
    for tag in _CONTEXT.find(text, start, place + 1):
        name, _, scope = tag.name.rpartition(".forward.")
        if tag.name == "terminate":
            holds = False
        elif name == category and tag.end <= place < tag.end + int(scope):
            ends = _SENTENCE_ENDS.search(text, tag.end, place) or _CLOSES.match(text, tag.end, place)
            holds = holds or ends is None
    return holds
