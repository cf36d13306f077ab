"""Captions: the two sides of "A, B, et al. v. C"."""

import re

from docket.names.parts import squeeze

# "v.", "vs.", "-v-", "- v. -", "versus". A bare capital "V" is a name's: "Louis V Example".
_VERSUS = re.compile(
    r"\s{1,3}-?\s{0,3}(?:v\.?s?\.|vs?|VS?\.|VS|[Vv]ersus)\s{0,3}-?\s{1,3}|\s{1,3}-\s{0,3}v\.?\s{0,3}-\s{1,3}"
)
# What is said of the proceeding: "(first Rule 60(b) appeal)", "(four cases)", "(Rae Example, real party in interest)".
_SAID_OF_IT = re.compile(
    r"\s{0,9}\((?:(?=[a-z])(?:[^()]|\([^()]*\))*|[^()]*\breal\s+part(?:y|ies)\b[^()]*)\)$"
)


def split_caption(caption: str) -> tuple[str, str | None]:
    """Return the sides before and after the first "v.", the second None where there is none."""
    text = squeeze(caption)
    text = _SAID_OF_IT.sub("", text) or text
    matches = list(_VERSUS.finditer(text))
    if not matches:
        return text, None
    # "Kanal V. Gaston v. Facebook": a capital before a small one is an initial.
    match = next((match for match in matches if match[0].strip() != "V."), matches[0])
    return text[: match.start()].strip(" ,;"), text[match.end() :].strip(" ,;")
