"""Party names: the aliases a caption prints in one breath, capacities, and names that must stay closed."""

import re

# "A d/b/a B", "A, formerly known as B": each side is a name of the same party.
_ALSO = re.compile(
    r",?\s+(?:d\s*/?\s*b\s*/?\s*a\b\.?|f\s*/?\s*k\s*/?\s*a\b\.?|a\s*/?\s*k\s*/?\s*a\b\.?|n\s*/?\s*k\s*/?\s*a\b\.?"
    r"|doing business as|formerly known as|also known as|now known as)\s+",
    re.IGNORECASE,
)
# Placeholders and protected persons: Doe, Roe, initials ("J.S.", "T. A."), "a minor", "sealed".
_PSEUDONYM = re.compile(
    r"""\b(?:(?:jane|john|baby)\s+(?:does?|roes?)|does?\s+(?:no\.?\s*)?\#?\d|doe\b|roe\b\s*(?:no\.?\s*)?\#?\d*$
        |does?\s+\d+\s*(?:-|through)\s*\d+)
    |^\s*(?:[A-Z]\.\s*){2,4}(?:\d+)?(?:,|$|\s+(?:and|through|by|\())
    |^\s*[A-Z]{2,3}(?:\s+\d+)?\s*$
    |\b(?:a|an)\s+(?:minor|infant|juvenile|individual\ using\ a\ pseudonym)\b|\bminor\s+(?:child|plaintiff)\b
    |\bsealed\b|\bunder\ seal\b|\bplaintiff\s+(?:no\.?\s*)?\d+\b""",
    re.VERBOSE,
)
_PSEUDONYM_WORDS = re.compile(r"\b(?:doe|roe|does|roes|anonymous|pseudonym)\b", re.IGNORECASE)
_CAPACITY = re.compile(r"\bin\s+(?:his|her|their|its)?\s*(?:/\s*her\s*)?(?:official|offical)\s+capacit\w+(?:\s+as\s+[^;\n]+)?", re.IGNORECASE)


def split_aliases(name: str) -> tuple[str, ...]:
    """Return the names a party goes by in one printed name, the first being the principal one.

    "Village Voice Media Holdings, LLC d/b/a backpage.com" is two names of one party.
    """
    return tuple(part.strip(" ,;") for part in _ALSO.split(name) if part.strip(" ,;"))


def is_pseudonym(name: str) -> bool:
    """Say whether a name is a pseudonym, a placeholder, initials or a minor's.

    Such a party is never joined to anything, and never resolved (design section 11).
    """
    return bool(_PSEUDONYM.search(name) or _PSEUDONYM_WORDS.search(name))


def find_official_capacity(name: str, extra_info: str | None) -> str | None:
    """Return the words that say a person is sued as an office ("in his official capacity as …")."""
    match = _CAPACITY.search(extra_info or "") or _CAPACITY.search(name)
    return " ".join(match[0].split()) if match else None
