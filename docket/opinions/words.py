"""The words with which courts mark parts of a decision and hold: rows of language/*.tsv with examples.

opinions: the parts of a decision and its front. treatment: how a citation is treated. opinion_holdings: what
a sentence that holds on the statute says.
"""

import re
from functools import cache

from docket.text.phrase_rows import load


@cache
def pattern(tag: str, table: str = "opinions") -> re.Pattern[str]:
    """Return a pattern that matches any phrase of a tag."""
    return re.compile("|".join(f"(?:{row.phrase})" for row in load(table) if row.tag == tag))


def is_whole(tag: str, text: str) -> bool:
    """Whether a line consists of nothing but a phrase of this tag."""
    return pattern(tag).fullmatch(text.strip()) is not None


def holds(tag: str, text: str) -> bool:
    """Whether a phrase of this tag occurs in the text."""
    return pattern(tag).search(text) is not None
