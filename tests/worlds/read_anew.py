"""A house against its own archive: the tables that stand are those of a fresh reading."""

from tests.db.test_merge import dump, new_store
from tracker import pipeline
from tracker.reading.ingesting import ingest_into


def read_anew(house, path) -> dict:
    """Read the archive of the house into a new database at `path`; return its tables."""
    fresh = new_store(path)
    ingest_into(fresh, house.archive, pipeline.Outcome("fresh"))
    return dump(fresh.db)


def differing(house, path) -> list[str]:
    """Return the tables of the house that are others than a fresh reading makes."""
    mine, anew = dump(house.store.db), read_anew(house, path)
    return [table for table in anew if table != "build" and mine[table] != anew[table]]


def assert_whole(house, path) -> None:
    """The tables are whole and those of a fresh reading, and every change has one number."""
    assert differing(house, path) == []
    assert house.store.db.execute("pragma integrity_check").fetchone()[0] == "ok"
    assert list(house.store.db.execute("pragma foreign_key_check")) == []
    numbered = house.archive.execute("select change_id from published where corrects is null").fetchall()
    changes = house.store.db.execute("select change_id from changes").fetchall()
    assert sorted(map(tuple, numbered)) == sorted(map(tuple, changes))
