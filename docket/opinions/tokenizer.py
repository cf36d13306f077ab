"""The reporter citations of a text, found by eyecite's patterns, tried in a fixed order.

Only eyecite's patterns are used, which know every reporter there is. The name, page, court, and year around a
citation are read in `citation_fields`, because eyecite takes the year of the next citation where one is
missing, cuts names at "Inc.", and does not know "3d Cir.".

eyecite keeps the patterns that may match a text in a set. When two match the same words ("347 F.3d, at 660"
as a short form and as a full one), the first wins, and which one is first depends on the hash seed of the
process: a rebuild could read different citations than the run before it.
"""

import logging
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

# Citations of a record or transcript, not of a reporter: "1 App. 27", "3 R. 22", "2 C.R. 14". eyecite takes
# them for Ohio App. and Rawle, which no court cites this way.
_OF_RECORD = re.compile(
    r"(?:App|Tr|R|C\.\s?R|R\.\s?R|Rec|T|Op|Supp|Apx|J\.\s?A|E\.\s?R|S\.\s?A|V|Ex|Vol|Ch)\.?"
    r"|A\.?\s?L\.?\s?R\b.*"  # annotations
)


_WESTLAW = 4  # least number of digits
# Reporters in forms unknown to eyecite: New York’s ("A3d"), a printed apostrophe, a typo.
_AS_PRINTED = {
    "A3d": "A.3d",
    "F App’x": "F. App'x",
    "F App'x": "F. App'x",
    "F. Supp 2d": "F. Supp. 2d",
    "F. Supp 3d": "F. Supp. 3d",
    "F Supp 3d": "F. Supp. 3d",
    "F.2D": "F.2d",
    "F.3D": "F.3d",
    "F.R.D": "F.R.D.",
    "F.Supp3d": "F. Supp. 3d",
    "FRD": "F.R.D.",
    "F. App’x.": "F. App'x",
    "F. App'x.": "F. App'x",
    "Fed. App’x": "F. App'x",
    "Fed. App’x.": "F. App'x",
    "Fed. App'x.": "F. App'x",
    "Fed.App’x": "F. App'x",
    "Hawai‘i": "Haw.",
    "L.Ed 2d": "L. Ed. 2d",
    "So 3d": "So. 3d",
    "So2d": "So. 2d",
    "U.S. Dist LEXIS": "U.S. Dist. LEXIS",
    "U.S. Dist. Lexis": "U.S. Dist. LEXIS",
    "US App LEXIS": "U.S. App. LEXIS",
    "US Dist LEXIS": "U.S. Dist. LEXIS",
    "W.L.": "WL",
}
# What a file puts between the characters of a reporter ("187 S.W .3d 390"), line ends, and California's "at
# pp. 301" (eyecite knows only "at p.").
_NOISE = re.compile(
    r"(?<=[A-Z])\s(?=\.\s?(?:\d[a-z]|[A-Z]))|\s{2,}|\n|(?<=at p)p(?=\.\s\d)|(?<=at p)ages?(?=\s\d)"
    r"|(?<=\d),(?=\sU\.\s?S\.\s\d)|(?<=\bU\.S\.)(?=\d{1,4}\b)|(?<=\sF),(?=\sSupp\.)"
    rf"|(?<=\d )(?:{'|'.join(map(re.escape, _AS_PRINTED))})(?=,? (?:at )?\*?\d)"
)


@dataclass(frozen=True, slots=True)
class ReporterCite:
    """A reporter citation: "129 F.3d 327", or the short "129 F.3d at 330", whose page is the pin cite."""

    start: int
    end: int
    volume: str
    reporter: str  # in Bluebook form: "F. App'x"
    page: str
    is_short: bool
    sign: str = " "  # between its parts: "2021-NCSC-57", "2012-Ohio-2496"

    @property
    def cite(self) -> str:
        """Return the citation in look-up form; "___" stands for a first page that is not given."""
        page = "___" if self.is_short else self.page
        if self.reporter == "T.C. Memo.":
            return f"T.C. Memo. {self.volume}-{page}"
        return f"{self.volume}{self.sign}{self.reporter}{self.sign}{page}"

    @property
    def year(self) -> int | None:
        """Return the year if the volume is one, as in neutral, Westlaw, and Lexis citations, else None."""
        return int(self.volume) if re.fullmatch(r"(?:19|20)\d\d", self.volume) else None


def find_reporter_cites(text: str) -> list[ReporterCite]:
    """Return a text's citations of decisions, in order, without statutes, journals, and trial records."""
    cites = []
    plain, place = _without_noise(text)
    for _, token in _tokenizer().tokenize(plain)[1]:
        editions = getattr(token, "exact_editions", ()) or getattr(token, "variation_editions", ())
        groups = getattr(token, "groups", {})
        if not editions or not groups.get("volume") or editions[0].reporter.source != "reporters":
            continue
        page = groups.get("page") or "___"
        # Westlaw numbers have more digits; here a page break cut one, and a footnote mark follows.
        is_cut = editions[0].short_name == "WL" and len(page) < _WESTLAW
        if is_cut or _OF_RECORD.fullmatch(groups["reporter"].strip()):
            continue
        page = page if page[0] not in "_-–—" else "___"
        reporter = editions[0].short_name
        start, end = place(token.start), place(token.end - 1) + 1
        sign = "-" if text[start:end].count("-") == 2 and " " not in text[start:end] else " "
        cites.append(ReporterCite(start, end, groups["volume"], reporter, page, bool(token.short), sign))
    return cites


def _instead(match: re.Match[str]) -> str:
    """Return what replaces a piece of noise so that eyecite can read the text."""
    noise = match[0]
    if noise in _AS_PRINTED:
        return _AS_PRINTED[noise]
    if noise.startswith("age") or (noise == "," and match.string[match.start() - 1] == "F"):
        return "."  # "at page 379", "325 F, Supp. 3d 455"
    return " " if not noise or noise == "\n" or (noise.isspace() and len(noise) > 1) else ""


def _without_noise(text: str) -> tuple[str, Callable[[int], int]]:
    """Return a text that eyecite can read, and a function from its offsets to those of the original."""
    parts: list[str] = []
    begins, origins = [0], [0]  # of each stretch kept: its offset in the new text and in the original
    at = 0
    for match in _NOISE.finditer(text):
        instead = _instead(match)
        parts += [text[at : match.start()], instead]
        at = match.end()
        begins.append(begins[-1] + match.start() - origins[-1] + len(instead))
        origins.append(at)
    parts.append(text[at:])

    def place(where: int) -> int:
        kept = bisect_right(begins, where) - 1
        return origins[kept] + where - begins[kept]

    return "".join(parts), place


@cache
def _tokenizer() -> Any:
    logging.getLogger("eyecite").setLevel(logging.CRITICAL)
    tokenizers: Any = import_module("eyecite.tokenizers")
    places = {id(extractor): place for place, extractor in enumerate(tokenizers.EXTRACTORS)}
    narrow = tokenizers.default_tokenizer.get_extractors

    class Ordered(tokenizers.Tokenizer):  # type: ignore[misc]  # eyecite tells no types: its base is Any
        """eyecite's tokenizer with the candidate patterns in the order in which the library lists them."""

        def get_extractors(self, text: str) -> list[Any]:
            return sorted(narrow(text), key=lambda extractor: places[id(extractor)])

    return Ordered()
