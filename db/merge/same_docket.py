"""Which refs are the same docket. Pure: a function of the set of refs.

The number decides. Refs with the same number and office, or of the same catalog row, are one docket. A number
without its office joins the docket of that year, type and serial if exactly one fits; if two fit, it stays
unjoined and becomes an issue. A PACER case id joins only a ref without a number, or without an office, to the
docket whose number claims it: an id alone never joins two numbers, since anybody can send a notice that names
one docket's number beside another's id. Numbers of one year, type and serial that differ in the office are
one docket if responses that we fetched give both the same id. An id that two numbers claim joins nothing,
unless exactly one claim is from a response that we fetched ourselves from a court or CourtListener; then the
claims that contradict that response are set aside.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from db.rows import group
from docket.identity import docket_id, is_same_number


@dataclass(frozen=True)
class Ref:
    """A row of `_refs`. `is_fetched`: a response that we fetched from a court or CourtListener names the
    docket this way."""

    ref_id: str
    court_id: str
    docket_number: str | None
    office: str | None
    serial: str | None
    pacer_case_id: str | None
    catalog_slug: str | None
    is_fetched: bool = False


@dataclass(frozen=True)
class Resolved:
    """One docket: its id and every ref that names it. `disputed_ids` are PACER case ids that another docket
    claims with equal reason: they identify neither."""

    docket_id: str
    refs: tuple[Ref, ...]
    disputed_ids: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Conflict:
    """A PACER case id that several numbers claim. `ref` is one of the claims. It is set aside if a response
    that we fetched supports the claim of `rightful`; if none is supported, the ref is identified by its
    number alone."""

    ref: Ref
    others: tuple[Ref, ...]
    rightful: Ref | None = None


@dataclass(frozen=True)
class Resolution:
    """The dockets that some refs form, the refs that could belong to several, and the disputed ids."""

    dockets: list[Resolved]
    ambiguous: list[Ref]
    conflicts: list[Conflict] = field(default_factory=list)


def resolve(refs: list[Ref]) -> Resolution:
    """Return the dockets that these refs form.

    `refs` must be complete: every ref that shares a court and a serial, a PACER case id or a catalog row with
    one of them.
    """
    refs = sorted(refs, key=lambda ref: ref.ref_id)
    parent = {ref.ref_id: ref.ref_id for ref in refs}

    def find(key: str) -> str:
        while parent[key] != key:
            key = parent[key]
        return key

    def union(left: str, other: str) -> None:
        low, high = sorted((find(left), find(other)))
        parent[high] = low

    first: dict[object, str] = {}
    for ref in refs:
        for key in (ref.catalog_slug, ref.office and (ref.court_id, ref.office, ref.serial)):
            if key:
                union(first.setdefault(key, ref.ref_id), ref.ref_id)
    by_case_id = group(((ref.court_id, ref.pacer_case_id), ref) for ref in refs if ref.pacer_case_id)
    claims = [by_case_id[key] for key in sorted(by_case_id)]
    _join_by_id(claims, union)
    ambiguous = _join_officeless(refs, find, union)
    conflicts, disputed, unnamed = _settle_claims(claims, find, union)
    ambiguous |= unnamed
    left_out = ambiguous | {conflict.ref.ref_id for conflict in conflicts if conflict.rightful}
    groups = group((find(ref.ref_id), ref) for ref in refs if ref.ref_id not in left_out)
    return Resolution(
        _named(list(groups.values()), disputed), [ref for ref in refs if ref.ref_id in ambiguous], conflicts
    )


def _join_by_id(claims: list[list[Ref]], union: Callable[[str, str], None]) -> None:
    """Join refs of one case id whose numbers are the same: equal except for an office that one omits, or a
    pair of `same_numbers.csv`."""
    for refs in claims:
        numbered = [ref for ref in refs if ref.serial]
        for ref in numbered:
            fitting = [other for other in numbered if _is_same(ref, other)]
            if len({other.office for other in fitting if other.office and other.serial == ref.serial}) <= 1:
                for other in fitting:
                    union(ref.ref_id, other.ref_id)
        # A case that moved to another office of its court has a number from each (*Newman v. Google* began in
        # San Jose and ended in San Francisco), and keeps its id. Only responses that we fetched are trusted
        # this far.
        for ref in numbered:
            for other in numbered:
                if ref.is_fetched and other.is_fetched and ref.serial == other.serial:
                    union(ref.ref_id, other.ref_id)


def _is_same(ref: Ref, other: Ref) -> bool:
    if ref.serial == other.serial:
        return not (ref.office and other.office and ref.office != other.office)
    return is_same_number(ref.court_id, str(ref.serial), str(other.serial))


def _join_officeless(
    refs: list[Ref], find: Callable[[str], str], union: Callable[[str, str], None]
) -> set[str]:
    """Join numbers without an office to those with one; return the ids of refs that fit two offices."""
    ambiguous = set()
    for serial in sorted({(ref.court_id, ref.serial) for ref in refs if ref.serial}):
        same = [ref for ref in refs if (ref.court_id, ref.serial) == serial]
        officed = {find(ref.ref_id) for ref in same if ref.office}
        bare = [ref for ref in same if not ref.office and find(ref.ref_id) not in officed]
        borne_out = {find(ref.ref_id) for ref in same if ref.office and ref.is_fetched}
        if len(borne_out) == 1:  # an office that only an unfetched page names does not count
            officed = borne_out
        if len(officed) > 1:
            # Without the court's own case id, nothing says which of them it is.
            ambiguous |= {ref.ref_id for ref in bare if not ref.pacer_case_id}
            bare = [ref for ref in bare if ref.pacer_case_id]
            for ref in bare[1:]:
                union(bare[0].ref_id, ref.ref_id)
        else:
            anchor = [*officed, *(ref.ref_id for ref in bare)][:1]
            for ref in bare:
                union(anchor[0], ref.ref_id)
    return ambiguous


def _settle_claims(
    claims: list[list[Ref]], find: Callable[[str], str], union: Callable[[str, str], None]
) -> tuple[list[Conflict], set[tuple[str, str]], set[str]]:
    """Give each case id to the docket that claims it; return the conflicts, the ids still disputed, and the
    refs that have only such an id."""
    conflicts: list[Conflict] = []
    disputed: set[tuple[str, str]] = set()
    unnamed: set[str] = set()
    for refs in claims:
        by_docket = group((find(ref.ref_id), ref) for ref in refs if ref.serial)
        nameless = [ref for ref in refs if not ref.serial and find(ref.ref_id) not in by_docket]
        borne_out = [root for root, own in by_docket.items() if any(ref.is_fetched for ref in own)]
        if len(by_docket) > 1 and len(borne_out) != 1:
            disputed.add((refs[0].court_id, str(refs[0].pacer_case_id)))
            unnamed |= {ref.ref_id for ref in nameless if not ref.catalog_slug}
            for root, own in by_docket.items():
                others = tuple(ref for ref in refs if ref.serial and find(ref.ref_id) != root)
                conflicts += [Conflict(ref, others) for ref in own]
            continue
        if len(by_docket) > 1:
            [root] = borne_out
            rightful = next(ref for ref in by_docket[root] if ref.is_fetched)
            conflicts += [
                Conflict(ref, (rightful,), rightful)
                for other, own in by_docket.items()
                for ref in own
                if other != root
            ]
            by_docket = {root: by_docket[root]}
        anchor = next(iter(by_docket), nameless[0].ref_id if nameless else "")
        for ref in nameless:
            union(anchor, ref.ref_id)
    return conflicts, disputed, unnamed


def _named(groups: list[list[Ref]], disputed: set[tuple[str, str]]) -> list[Resolved]:
    """Give each docket its id: court, year, type and serial, plus the office only if two dockets share these.

    The office is left out because not all pages print it, and a reader's link must not break once it is
    known.
    """
    serials = [
        min(((ref.court_id, ref.serial) for ref in refs if ref.serial), default=None) for refs in groups
    ]
    named = []
    for refs, serial in zip(groups, serials, strict=True):
        if serial is None:
            slug = min((ref.catalog_slug for ref in refs if ref.catalog_slug), default=None)
            name = f"catalog:{slug}" if slug else f"{refs[0].court_id}-pacer-{refs[0].pacer_case_id}"
        elif serials.count(serial) == 1:
            name = docket_id(*serial)
        else:
            office = min((ref.office for ref in refs if ref.office and ref.serial == serial[1]), default=None)
            pacer = min(
                (ref.pacer_case_id for ref in refs if ref.pacer_case_id and _key(ref) not in disputed),
                default="",
            )
            name = (
                docket_id(serial[0], f"{office}:{serial[1]}") if office else f"{docket_id(*serial)}-p{pacer}"
            )
        own = frozenset(str(ref.pacer_case_id) for ref in refs if _key(ref) in disputed)
        named.append(Resolved(name, tuple(refs), own))
    return sorted(named, key=lambda docket: docket.docket_id)


def _key(ref: Ref) -> tuple[str, str | None]:
    return (ref.court_id, ref.pacer_case_id)
