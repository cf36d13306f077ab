"""Which refs are the same docket. Pure: a function of the set of refs.

Strong: the same PACER case id in a court, the same number with its office, the same catalog
row. A number without its office joins the one docket of that year, type and serial, if exactly one
fits; where two fit it stays unjoined and becomes an issue.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from docket.identity import docket_id


@dataclass(frozen=True)
class Ref:
    """A row of `_refs`."""

    ref_id: str
    court_id: str
    docket_number: str | None
    office: str | None
    serial: str | None
    pacer_case_id: str | None
    catalog_slug: str | None


@dataclass(frozen=True)
class Resolved:
    """One docket: its id and every ref that names it."""

    docket_id: str
    refs: tuple[Ref, ...]


def resolve(refs: list[Ref]) -> tuple[list[Resolved], list[Ref]]:
    """Return the dockets that these refs make, and the refs that could be more than one of them.

    `refs` must be whole: every ref that shares a court and a serial, a PACER case id or a
    catalog row with one of them.
    """
    refs = sorted(refs, key=lambda ref: ref.ref_id)
    parent = {ref.ref_id: ref.ref_id for ref in refs}

    def find(key: str) -> str:
        while parent[key] != key:
            key = parent[key]
        return key

    def union(one: str, other: str) -> None:
        low, high = sorted((find(one), find(other)))
        parent[high] = low

    keys: tuple[Callable[[Ref], object], ...] = (_pacer_key, _slug_key, _office_key)
    for key_of in keys:
        first: dict[object, str] = {}
        for ref in refs:
            if (key := key_of(ref)) is not None:
                union(first.setdefault(key, ref.ref_id), ref.ref_id)
    ambiguous = _join_officeless(refs, find, union)
    groups: dict[str, list[Ref]] = {}
    for ref in refs:
        if ref.ref_id not in ambiguous:
            groups.setdefault(find(ref.ref_id), []).append(ref)
    return _named(list(groups.values())), [ref for ref in refs if ref.ref_id in ambiguous]


def _pacer_key(ref: Ref) -> tuple[str, ...] | None:
    return (ref.court_id, ref.pacer_case_id) if ref.pacer_case_id else None


def _slug_key(ref: Ref) -> str | None:
    return ref.catalog_slug


def _office_key(ref: Ref) -> tuple[str | None, ...] | None:
    return (ref.court_id, ref.office, ref.serial) if ref.office else None


def _join_officeless(refs: list[Ref], find: Callable[..., Any], union: Callable[..., Any]) -> set[str]:
    """Join numbers without office; return the ids of refs for which two offices fit."""
    ambiguous = set()
    for serial in sorted({(ref.court_id, ref.serial) for ref in refs if ref.serial}):
        same = [ref for ref in refs if (ref.court_id, ref.serial) == serial]
        officed = {find(ref.ref_id) for ref in same if ref.office}
        bare = [ref for ref in same if not ref.office and find(ref.ref_id) not in officed]
        if len(officed) > 1:
            # Without a court's own case id nothing says which of them it is.
            ambiguous |= {ref.ref_id for ref in bare if not ref.pacer_case_id}
            bare = [ref for ref in bare if ref.pacer_case_id]
            for ref in bare[1:]:
                union(bare[0].ref_id, ref.ref_id)
        else:
            anchor = next(iter(officed), bare[0].ref_id if bare else None)
            for ref in bare:
                union(anchor, ref.ref_id)
    return ambiguous


def _named(groups: list[list[Ref]]) -> list[Resolved]:
    """Give each docket its id: court, year, type and serial; the office only where two share them.

    The office is left out because pages differ in printing it, and a reader's link must not
    break when one learns it.
    """
    serials = [
        min(((ref.court_id, ref.serial) for ref in group if ref.serial), default=None) for group in groups
    ]
    named = []
    for group, serial in zip(groups, serials, strict=True):
        if serial is None:
            slug = min((ref.catalog_slug for ref in group if ref.catalog_slug), default=None)
            name = f"catalog:{slug}" if slug else f"{group[0].court_id}-pacer-{group[0].pacer_case_id}"
        elif serials.count(serial) == 1:
            name = docket_id(*serial)
        else:
            office = min(
                (ref.office for ref in group if ref.office and ref.serial == serial[1]), default=None
            )
            pacer = min((ref.pacer_case_id for ref in group if ref.pacer_case_id), default="")
            name = (
                docket_id(serial[0], f"{office}:{serial[1]}") if office else f"{docket_id(*serial)}-p{pacer}"
            )
        named.append(Resolved(name, tuple(group)))
    return sorted(named, key=lambda docket: docket.docket_id)
