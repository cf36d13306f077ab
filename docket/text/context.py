"""What stands around a phrase and takes its force: denied, supposed, asked, another's words.

After medspaCy's ConText: a row of `language/context.tsv` has a tag `category.direction.scope`. The category holds
for what stands within `scope` signs after the phrase (`forward`) or before it (`backward`), up to the end of the
sentence or a phrase tagged `terminate`. A phrase tagged `pseudo` only looks like one of the others.
"""

import re
from typing import NamedTuple

from docket.text.phrases import Matcher, load


class Span(NamedTuple):
    """The part of a text for which a category holds."""

    start: int
    end: int
    category: str


_MATCHER = Matcher(
    "context", *{row.tag for row in load("context") if "." in row.tag or row.tag == "terminate"}
)
_SENTENCE_ENDS = re.compile(r"[.;](?=\s|$)")


def find_context(text: str, start: int, end: int) -> list[Span]:
    """Return the spans of a clause, in lower case, for which a category holds."""
    tags = _MATCHER.find(text, start, end)
    if not tags:
        return []
    stops = [tag.start for tag in tags if tag.name == "terminate"]
    stops += [match.start() for match in _SENTENCE_ENDS.finditer(text, start, end)]
    spans = []
    for tag in tags:
        category, _, rest = tag.name.partition(".")
        direction, _, scope = rest.partition(".")
        if direction == "forward":
            limit = min([stop for stop in stops if stop >= tag.end] + [end, tag.end + int(scope)])
            spans.append(Span(tag.start, limit, category))
        elif direction == "backward":
            limit = max([stop for stop in stops if stop < tag.start] + [start, tag.start - int(scope)])
            spans.append(Span(limit, tag.end, category))
    return spans


def holds(spans: list[Span], place: int, *categories: str) -> bool:
    """Say whether one of the categories holds at the place."""
    return any(span.category in categories and span.start <= place < span.end for span in spans)
