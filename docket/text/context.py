"""What stands before a phrase and takes its force: supposed, asked, another's words.

After medspaCy's ConText: a row of `language/context.tsv` has a tag `category.forward.scope`. The category holds for
what stands within `scope` signs after the phrase, up to the end of the sentence or a phrase tagged `terminate`.
"""

import re

from docket.text.phrases import Matcher, load

_MATCHER = Matcher("context", *{row.tag for row in load("context") if row.tag[0] != "@"})
_SENTENCE_ENDS = re.compile(r"[.;](?=\s|$)")


def is_governed(text: str, start: int, place: int, category: str) -> bool:
    """Say whether the category holds at a place of a text in lower case, for a phrase that begins after `start`."""
    found = False
    for tag in _MATCHER.find(text, start, place + 1):
        name, _, scope = tag.name.rpartition(".forward.")
        if tag.name == "terminate":
            found = False
        elif name == category and tag.end <= place < tag.end + int(scope):
            found = found or _SENTENCE_ENDS.search(text, tag.end, place) is None
    return found
