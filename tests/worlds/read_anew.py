"""A house against its own archive: the tables that stand are those of a fresh reading."""

from tests.db.test_merge import dump, new_store
from tracker import pipeline
from tracker.home import open_house
from tracker.reading.ingesting import ingest_into
from tracker.settings import Settings


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


def assert_home_whole(home) -> None:
    """What a killed process left unread is read; then the tables are whole, and nothing is there twice or half."""
    with open_house(Settings(home, None, {}, None, None)) as house:
        pipeline.ingest_pending(house, pipeline.Outcome("check"))
        assert_whole(house, home / "fresh.db")
        stored = "select url from snapshots group by url, body_hash having count(*) > 1"
        assert house.archive.execute(stored).fetchall() == []
    assert not list(home.glob("*.building")) and len(list(home.glob("docket-*.db"))) == 1
    assert (home / "docket.db").is_symlink()
