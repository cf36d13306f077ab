"""Readers' SQL, where it can be stopped, and the walls around what one reader may ask for.

What a reader can write into an address (``?sql=``, ``_where``, a filter, a search, a stored query) may be
made to take for ever: SQLite asks nobody while it is inside one function. So it runs in child processes that
are killed when their time is up, and pages, the API and health, which run words of ours only, never wait for
one.

    authorizer   which tables and functions a reader's SQL may use
    child        the process that runs it: limits of its own, one question at a time
    pool         the children, as the server sees them: asks, waits, kills, replaces
    shares       how much one reader, and all together, may have in hand at once
    lanes        the threads: health, pages, searches and tables each have their own
    columns      which columns and operations a table can be narrowed by
    small_index  a full-text index of a few rows, where the large one would be read whole
    gate         the first to see a request: refuses what cannot be asked, stops what nobody waits for
"""
