"""What a reader's SQL may read and call: the published tables and views, and functions that answer from their
arguments.

SQLite calls the authorizer for each table, column and function while it prepares a statement, including those
behind a view and the search index's own tables. Whatever is not listed is refused: a later SQLite may have
more. Standard library only, since the child imports nothing else.
"""

import sqlite3

# Pragmas that the search indexes use to notice a write.
_OWN_PRAGMA = "data_version"
_TABLE_FUNCTIONS = frozenset(("json_each", "json_tree"))
_OURS = "_"
_NOT_OURS = ("sqlite_", "pragma_")
_FUNCTIONS = frozenset(
    """
    -> ->> abs acos acosh asin asinh atan atan2 atanh avg bm25 ceil ceiling char coalesce concat concat_ws cos
    cosh count
    cume_dist current_date current_time current_timestamp date datetime degrees dense_rank escape_fts exp
    first_value floor
    format glob group_concat hex highlight if ifnull iif instr json json_array json_array_length json_error_position
    json_extract json_group_array json_group_object json_insert json_object json_patch json_pretty json_quote
    json_remove
    json_replace json_set json_type json_valid julianday lag last_value lead length like likelihood likely ln
    log log10 log2
    lower ltrim match max min mod nth_value ntile nullif octet_length percent_rank pi pow power printf quote
    radians random
    rank replace round row_number rtrim sign sin sinh snippet soundex sqlite_version sqrt strftime string_agg
    substr substring
    sum tan tanh time timediff total trim trunc typeof unicode unhex unixepoch unlikely upper
""".split()
)


def is_published(table: str) -> bool:
    """Return whether a table or view of this name may be read from outside: it is neither internal nor
    SQLite's own."""
    return not table.startswith(_OURS) and not table.lower().startswith(_NOT_OURS)


def set_authorizer(connection: sqlite3.Connection) -> None:
    """From now on, let the connection read only what is published in its database."""
    names = {
        row[0] for row in connection.execute("select name from sqlite_master where type in ('table', 'view')")
    }
    readable = {name.lower() for name in names if is_published(name)} | _TABLE_FUNCTIONS
    modules = {row[0].lower() for row in connection.execute("pragma module_list")}

    def may_read(table: str, column: str, database: str | None) -> bool:
        name = table.lower()
        if name in readable:
            return True
        # `count(*) from t`, where `t` may also be the statement's own (with t as …): SQLite gives only the
        # name.
        return not column and database is None and is_published(name) and name not in modules

    def allow(
        action: int, first: str | None, second: str | None, database: str | None, _through: str | None
    ) -> int:
        match action:
            case sqlite3.SQLITE_SELECT | sqlite3.SQLITE_RECURSIVE:
                is_allowed = True
            case sqlite3.SQLITE_READ:
                is_allowed = may_read(first or "", second or "", database)
            case sqlite3.SQLITE_FUNCTION:
                is_allowed = (second or "").lower() in _FUNCTIONS
            case sqlite3.SQLITE_PRAGMA:
                is_allowed = first == _OWN_PRAGMA and second is None
            case _:
                is_allowed = False
        return sqlite3.SQLITE_OK if is_allowed else sqlite3.SQLITE_DENY

    connection.set_authorizer(allow)
