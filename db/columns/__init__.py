"""The register of columns: each column of docket.db is declared here once, with everything that other code
needs to know about it.

    shared      columns shared by several tables
    dockets     courts, pages, cases, dockets
    entries     the register of a docket
    parties     parties, counsel, companies and bodies
    acts        what happened: hearings, claims, rulings, motions
    opinions    the courts' own texts
    congress    judges, laws, theories, questions, bills, events in Congress
    record      issues, changes, corrections; the merge's own memory

It defines the tables (db/schema.py), metadata.json (publish/metadata.py), the fields of the API
(publish/api/fields.py), what the merge fills (`stated`), what is news (db/changes.py), what a suppression
hides (db/suppress.py), the dictionaries, and the table `descriptions`.
"""

import dataclasses

from db.columns import acts, congress, dockets, entries, opinions, parties, record

_PARTS = (dockets, entries, parties, acts, opinions, congress, record)
TABLES = tuple(table for part in _PARTS for table in part.TABLES)
TABLE = {table.name: table for table in TABLES}


def stated(record: type, table: str) -> tuple[str, ...]:
    """Return the columns that a source's record fills: those that both the record and the table have, in the
    record's order."""
    return tuple(each.name for each in dataclasses.fields(record) if each.name in TABLE[table].columns)
