"""What changed between two texts, word by word, as safe HTML. Pure."""

import re
from difflib import SequenceMatcher

from markupsafe import Markup, escape

_WORDS = re.compile(r"\s+|[^\s]+")
# Beyond this the comparison takes seconds; the two texts are then shown whole.
_LONGEST = 4000


def mark_changes(old: str | None, new: str | None) -> tuple[Markup, Markup]:
    """Return both texts with what went in ``<del>`` and what came in ``<ins>``."""
    before, after = _WORDS.findall(old or ""), _WORDS.findall(new or "")
    if len(before) + len(after) > _LONGEST:
        return _tag("del", before), _tag("ins", after)
    left, right = [], []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        left.append(_tag("del" if kind != "equal" else None, before[i:j]))
        right.append(_tag("ins" if kind != "equal" else None, after[k:m]))
    return Markup("").join(left), Markup("").join(right)


def _tag(name: str | None, words: list[str]) -> Markup:
    text = escape("".join(words))
    return Markup(f"<{name}>{text}</{name}>") if name and words else text
