"""The history of one entry: every text, date and number that it has had, and its disappearances. Pure."""

from dataclasses import dataclass
from typing import Any

from db.merge.registers import PageRegisters
from db.merge.same_entry import Entry
from db.readings import Sighting


@dataclass
class Version:
    """One state of an entry. `change` says how it differs from the state before it.

    first, text, date, number; completed (a label became the full text); wording (another source
    says the same line in other words); disappeared, reappeared (inside a page's scope).
    """

    change: str
    state: tuple[Any, ...]
    source: str
    form: str
    first: Sighting
    last: Sighting


@dataclass
class _Shown:
    """What one register says of an entry: its state there, whether it is absent now, and whether its absence
    means anything (in a feed it does not)."""

    version: Version
    last: Sighting
    can_tell: bool
    is_absent: bool = False


def find_versions(
    entry: Entry, sightings: list[Sighting], registers: PageRegisters
) -> tuple[list[Version], bool]:
    """Return the versions of an entry in page order (`PageRegisters.in_order`), and whether it is gone.

    Texts are compared only within one register: a feed's label and a sheet's line differ without any edit. An
    entry is gone if every register that showed it, and in which absence means something, no longer shows it
    on a later page.
    """
    shown = {sighting.snapshot_id: reading for sighting, reading, _ in entry.showings}
    versions: list[Version] = []
    shown_by_name: dict[str, _Shown] = {}
    is_gone = False
    for sighting in sightings:
        for ended in registers.ended_at(sighting):
            shown_by_name.pop(ended, None)
        name = registers.of(sighting)
        before, reading = shown_by_name.get(name), shown.get(sighting.snapshot_id)
        if reading is None:
            # Of two pages that show the same moment, nothing says which is newer.
            if (
                before is None
                or not _covers(sighting, before.version.state)
                or registers.moment(before.last) == registers.moment(sighting)
            ):
                continue
            before.is_absent = before.can_tell = True
            if is_gone:
                next(v for v in reversed(versions) if v.change == "disappeared").last = sighting
            elif all(
                version_shown.is_absent for version_shown in shown_by_name.values() if version_shown.can_tell
            ):
                _append(versions, "disappeared", before.version.state, sighting)
                is_gone = True
            continue
        state = _state(reading.data)
        # A register with its own id is read whole sooner or later, and shows it then.
        can_tell = _covers(sighting, state) or name != sighting.form or bool(before and before.can_tell)
        if is_gone and can_tell:
            version, is_gone = _append(versions, "reappeared", state, sighting), False
        else:
            version = _next(versions, before.version if before else None, state, sighting)
        shown_by_name[name] = _Shown(version, sighting, can_tell)
    return versions, is_gone


def _append(versions: list[Version], change: str, state: tuple[Any, ...], sighting: Sighting) -> Version:
    versions.append(Version(change, state, sighting.source, sighting.form, sighting, sighting))
    return versions[-1]


def _next(
    versions: list[Version], last: Version | None, state: tuple[Any, ...], sighting: Sighting
) -> Version:
    """Return the version that a register, which showed `last` before, shows now. A version that another
    register has shown since then is that same version, not a second edit."""
    since = versions if last is None else versions[next(n for n, v in enumerate(versions) if v is last) :]
    same = next((v for v in since if v.state == state and (v is last or v.change != "disappeared")), None)
    if same:
        same.last = sighting
        return same
    if last is not None:
        return _append(versions, _difference(last.state, state), state, sighting)
    if not versions:
        return _append(versions, "first", state, sighting)
    completes = state[3] == "full" and all(version.state[3] == "label" for version in versions)
    return _append(versions, "completed" if completes else "wording", state, sighting)


def _state(data: dict[str, Any]) -> tuple[Any, ...]:
    return (data.get("entry_number"), data.get("date_filed"), data.get("text"), data.get("text_kind", "full"))


def _difference(old: tuple[Any, ...], new: tuple[Any, ...]) -> str:
    if old[2] != new[2]:
        return "completed" if (old[3], new[3]) == ("label", "full") else "text"
    return "date" if old[1] != new[1] else "number"


def _covers(sighting: Sighting, state: tuple[Any, ...]) -> bool:
    """Return whether a page without such a line would show it if it existed."""
    number, date_filed = state[0], state[1]
    if sighting.scope == "complete":
        return True
    if sighting.scope == "dates":
        return bool(date_filed) and (sighting.scope_first or "") <= date_filed <= (
            sighting.scope_last or "9999"
        )
    if sighting.scope == "numbers" and number and number.isdigit():
        return int(sighting.scope_first or 0) <= int(number) <= int(sighting.scope_last or 10**15)
    return False
