"""Decisions as lawyers cite them: one that two reporters print is one line. Pure."""

import re

_YEAR = re.compile(r"\s*\((\d{4})\)$")
# What our short names add to tell dockets apart: "Zeran v. AOL (4th Cir.)".
_OURS = re.compile(r"\s*\([^()]*\)$")
# The reporters that print the decisions of several States beside a State's own.
_REGIONAL = re.compile(r"\b(?:A|N\.E|N\.W|P|S\.E|S\.W|So)\.\s?(?:2d|3d|4th)?\s\d")


def cite_decisions(citations: list[dict]) -> list[dict]:
    """Return rows of `citations` (with their docket and court), each with how it is `cited`; a State's own reporter and the
    regional one of the same docket are one decision, the State's own first."""
    found: list[dict] = []
    for citation in citations:
        pair = next((one for one in found if _are_one_decision(one, citation)), None)
        if pair:
            pair["texts"].append(citation["text"])
            pair["is_verified"] = min(pair["is_verified"], citation["is_verified"])
        else:
            found.append(citation | {"texts": [citation["text"]]})
    return [one | {"cited": _cite(one)} for one in found]


def _are_one_decision(one: dict, other: dict) -> bool:
    texts = [*one["texts"], other["text"]]
    return (one["docket_id"] == other["docket_id"] and len(texts) == 2 and not any(map(_says_its_court, texts))
            and _is_regional(texts[0]) != _is_regional(texts[1]))  # fmt: skip


def _cite(one: dict) -> str:
    name = _OURS.sub("", one["docket_name"] or "")
    if _says_its_court(one["texts"][0]):
        return f"{name}, {one['texts'][0]}"
    years = [found[1] for text in one["texts"] if (found := _YEAR.search(text))]
    year = years[0] if years else (one["date_decided"] or "")[:4]
    where = " ".join(filter(None, [one["court_name"], year]))
    named = ", ".join(_YEAR.sub("", text) for text in sorted(one["texts"], key=_is_regional))
    return f"{name}, {named} ({where})" if where else f"{name}, {named}"


def _says_its_court(text: str) -> bool:
    """Return whether the text is whole: "34 F.4th 1196 (11th Cir. 2022)"."""
    return "(" in _YEAR.sub("", text)


def _is_regional(text: str) -> bool:
    return bool(_REGIONAL.search(text))
