"""A second source for what an opinion cites: `cites_to` in the Caselaw Access Project's file of a case.

Another reader made it from the same text. Where the two differ, one of them is wrong, and an issue names the
citations. Parallel citations are one edge here and several entries there. In 34 real cases that are held
whole, the two agree on all 169 decisions.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from docket.opinions.citations import CitationFound, find_citations
from docket.opinions.paragraphs import Paragraph
from docket.opinions.parts import Part
from docket.opinions.resolve import cite_key
from docket.opinions.tokenizer import find_reporter_cites

HEAD_MATTER = -1  # the `opinion_index` of citations above the opinion, in a publisher's summary
_NAMED = 12  # an issue names at most so many citations


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many decisions both cite, and the citations that only one of them has, in order."""

    both: int
    only_read: tuple[str, ...]
    only_listed: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether one of the two has a citation that the other lacks."""
        return bool(self.only_read or self.only_listed)

    def __str__(self) -> str:
        parts = [f"{self.both} decisions are cited by both"]
        for words, cites in (("only read", self.only_read), ("only listed", self.only_listed)):
            if cites:
                more = f" and {len(cites) - _NAMED} more" if len(cites) > _NAMED else ""
                parts.append(f"{len(cites)} {words}: {', '.join(cites[:_NAMED])}{more}")
        return "; ".join(parts)


def compare_case(case: dict[str, Any]) -> Agreement:
    """Return how our reading of a case's JSON compares with its own `cites_to`."""
    parts = [
        Part("majority", None, [Paragraph(1, text) for text in opinion["text"].split("\n") if text.strip()])
        for opinion in case["casebody"]["opinions"]
    ]
    return compare_edges(find_citations(parts, []), case.get("cites_to") or ())


def compare_edges(read: Iterable[CitationFound], listed: Iterable[dict[str, Any]]) -> Agreement:
    """Return how our citations compare with a case's `cites_to`, without statutes, journals, head matter."""
    decisions = {
        citation.cites: {key for cite in citation.cites if (key := cite_key(cite))}
        for citation in read
        if citation.cites
    }
    theirs: dict[str, str] = {}
    for edge in listed:
        if (edge.get("category") or "").startswith("reporters:") and edge.get(
            "opinion_index", 0
        ) != HEAD_MATTER:
            for reported in find_reporter_cites(edge["cite"]):  # as printed: "536 U.'S. 304" is not one
                if key := cite_key(reported.cite):
                    theirs[key] = edge["cite"]
    known = set().union(*decisions.values()) if decisions else set()
    keyed = [(cites, keys) for cites, keys in decisions.items() if keys]
    return Agreement(
        sum(bool(keys & theirs.keys()) for _, keys in keyed),
        tuple(cites[0] for cites, keys in keyed if not keys & theirs.keys()),
        tuple(cite for key, cite in theirs.items() if key not in known),
    )
