"""The history of one entry: every text, date or number it has had, and its disappearances. Pure."""

from dataclasses import dataclass
from typing import Any

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


def find_versions(entry: Entry, sightings: list[Sighting]) -> list[Version]:
    """Return the states of an entry in the order of the pages that show them.

    Texts are compared within one form only: a feed's label and a sheet's line differ without
    anybody having edited anything.
    """
    shown = {sighting.snapshot_id: reading for sighting, reading, _ in entry.showings}
    versions: list[Version] = []
    by_form: dict[str, Version] = {}
    for sighting in sightings:
        last = by_form.get(sighting.form)
        reading = shown.get(sighting.snapshot_id)
        if reading is None:
            if last and last.change != "disappeared" and _covers(sighting, last.state):
                by_form[sighting.form] = _append(versions, "disappeared", last.state, sighting)
            elif last and last.change == "disappeared" and _covers(sighting, last.state):
                last.last = sighting
            continue
        state = _state(reading.data)
        if last and last.change == "disappeared":
            by_form[sighting.form] = _append(versions, "reappeared", state, sighting)
        elif last and last.state == state:
            last.last = sighting
        elif last:
            by_form[sighting.form] = _append(versions, _difference(last.state, state), state, sighting)
        else:
            by_form[sighting.form] = _first_of_form(versions, state, sighting)
    return versions


def _append(versions: list[Version], change: str, state: tuple[Any, ...], sighting: Sighting) -> Version:
    versions.append(Version(change, state, sighting.source, sighting.form, sighting, sighting))
    return versions[-1]


def _first_of_form(versions: list[Version], state: tuple[Any, ...], sighting: Sighting) -> Version:
    same = next((v for v in versions if v.state == state and v.change != "disappeared"), None)
    if same:
        same.last = max(same.last, sighting, key=lambda seen: seen.order)
        return same
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
    """Say whether a page that shows no such line would show it if it were there."""
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
