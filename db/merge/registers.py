"""Which register each page shows. Pure.

Each form of page is one register (a court's sheet, a feed), except that CourtListener can have two for one
docket (its issues 1376 and 2632), filled by different people: what is missing in one has not left the other.
A page that names one of CourtListener's ids belongs to the register with this id; one that names several, or
none, belongs to none of them.
"""

from dataclasses import dataclass

from db.readings import Reading, Sighting
from docket.identity import ENDED_REGISTER_ID, REGISTER_ID


@dataclass(frozen=True)
class PageRegisters:
    """The register of every page of one docket, and the page since which a register has ended."""

    names: dict[tuple[str, str], str]
    ended: dict[tuple[str, str], tuple[str, ...]]

    def of(self, sighting: Sighting) -> str:
        """Return the name of the register of a page: its form, with an id if there may be several."""
        return self.names.get((sighting.snapshot_id, sighting.ref_id), sighting.form)

    def moment(self, sighting: Sighting) -> str:
        """Return the time for which a page shows its register.

        A register with an id is a database, which shows its present state whenever its rows last changed:
        removing a row changes no other row. `as_of` says how new the rows are.
        """
        return sighting.as_of if self.of(sighting) == sighting.form else sighting.fetched_at

    def in_order(self, sightings: list[Sighting]) -> list[Sighting]:
        """Return the pages sorted by `moment`."""
        return sorted(
            sightings, key=lambda seen: (self.moment(seen), seen.fetched_at, seen.arrival, seen.snapshot_id)
        )

    def ended_at(self, sighting: Sighting) -> tuple[str, ...]:
        """Return the registers that a page says have ended."""
        return self.ended.get((sighting.snapshot_id, sighting.ref_id), ())


def find_registers(sightings: list[Sighting], readings: dict[int, Reading]) -> PageRegisters:
    """Return the register of each page."""
    names, ended = {}, {}
    for sighting in sightings:
        numbers = [
            (name, str(value))
            for reading_id in sighting.reading_ids
            if readings[reading_id].kind == "docket"
            for name, value in readings[reading_id].data.get("details", ())
        ]
        key = (sighting.snapshot_id, sighting.ref_id)
        own = {value for name, value in numbers if name == REGISTER_ID}
        if len(own) == 1:
            names[key] = f"{sighting.form} {min(own)}"
        if over := tuple(f"{sighting.form} {value}" for name, value in numbers if name == ENDED_REGISTER_ID):
            ended[key] = over
    return PageRegisters(names, ended)
