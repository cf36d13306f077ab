"""Readers' SQL, where it can be stopped, and the walls around what one reader may ask for.

What a reader can write into an address (``?sql=``, ``_where``, a filter, a search, a stored query) can be
made to run forever: SQLite cannot be interrupted while it is inside one function. So it runs in child
processes that are killed when their time is up; pages, the API and health, which run only our own SQL, never
wait for one.

    authorizer   which tables and functions a reader's SQL may use
    child        the process that runs it: with its own limits, one query at a time
    pool         the child processes, from the server's side: asks, waits, kills, replaces
    shares       how much one reader, and all together, may have running at once
    lanes        the threads: health, pages, searches and tables each have their own
    columns      which columns and operators a table can be filtered by
    small_index  a full-text index of a few rows, where the large one would be read in full
    gate         the first to see a request: refuses impossible ones, stops what nobody waits for
"""
