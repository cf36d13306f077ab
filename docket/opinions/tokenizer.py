"""eyecite's tokenizer with its patterns tried in one order.

eyecite keeps the patterns that may match a text in a set: of two that match the same words ("347 F.3d, at 660" as a
short form, and as a full one) the first wins, and which is first depends on the hash seed of the process. A rebuild
would then read other citations than the run before it.

For each citation eyecite looks through some 1,200 courts for the one that is named behind it, half of the time that an
opinion takes. What it found for the same words is kept.
"""

from functools import cache, lru_cache
from importlib import import_module
from typing import Any


@cache
def make_tokenizer() -> Any:
    """Return the tokenizer to give to `eyecite.get_citations`."""
    tokenizers: Any = import_module("eyecite.tokenizers")
    helpers: Any = import_module("eyecite.helpers")
    helpers.get_court_by_paren = lru_cache(maxsize=4096)(helpers.get_court_by_paren)
    places = {id(one): place for place, one in enumerate(tokenizers.EXTRACTORS)}
    narrow = tokenizers.default_tokenizer.get_extractors

    class Ordered(tokenizers.Tokenizer):  # type: ignore[misc]  # eyecite tells no types: its base is Any
        """The patterns that may match a text, as the library lists them."""

        def get_extractors(self, text: str) -> list[Any]:
            return sorted(narrow(text), key=lambda one: places[id(one)])

    return Ordered()
