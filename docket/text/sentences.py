"""The sentences of an opinion or an entry, as places in the text."""

import re

# A full stop after these, or after one letter, ends no sentence: "Fed. R. Civ. P.", "U.S.C. § 230".
_SHORT = frozenset(
    (
        "no nos dkt doc docs fil ex exh v vs inc corp co ltd mr mrs ms dr hon st jr sr sec ss fed civ crim cal cir "
        "rev stat ann gen pub art para pp id cf app div dist supp amend const sup ct rptr"
        " jan feb mar apr jun jul aug sep sept oct nov dec lab bus prof proc evid bankr mag atty dept assn "
        "cert aff reg pet def pl pls defs op mot mem resp"
    ).split()
)
_STOP = re.compile(r"[.;?!](?=[\s\"')\]]|$)")
_BEFORE_WORD = re.compile(r"(?s:.*)[\W_](?<!\.)")  # up to the last word
_LONGEST_WORD = 12  # letters of one that is asked for


def find_sentences(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence or part before a semicolon, in order, none empty."""
    sentences, start = [], 0
    for match in _STOP.finditer(text):
        if match[0] == "." and not _ends(text, match.start()):
            continue
        if text[start : match.end()].strip():
            sentences.append((start, match.end()))
        start = match.end()
    if text[start:].strip():
        sentences.append((start, len(text)))
    return sentences


def _ends(text: str, at: int) -> bool:
    if text[at - 1 : at] == "." and (goes_on := text[at + 1 : at + 3].strip()[:1]) and goes_on.islower():
        return False  # "No provider ... shall be treated": words left out
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
    """Return how many signs the caption takes that stands before an entry, 0 where none does."""
    match = _CAPTION.match(text) if "v." in text else None
    return match.end() if match else 0
