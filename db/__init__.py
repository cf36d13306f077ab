"""Memory: what the sources said, what we did, and what we understood.

Precious, in archive.db; everything else can be rebuilt from it:

    archive, ledger, outbox    snapshots; what we did; which change is sent to whom
    seals                      checksums of rows in which every flipped bit must be noticed
    list_days                  what each court's list showed each day, and which lists fell silent

In docket.db, which can be rebuilt at any time:

    columns/                   the register of columns: each is declared once, there
    tables, schema, views      what columns and tables are; the database file; every view, as data
    rows                       helpers for rows that every module here uses
    readings                   what each snapshot showed of each docket: the only input of the merge
    merge/                     turns those readings into the rows of one docket
    outcomes                   how the defense came out: the only definition
    companies                  which rulings count for a company, and whether it won them
    cases, curated, bills      rows that belong to several dockets, or to none
    trail                      how far reviewers followed each docket past its rulings
    held_acts                  the acts in the record, for comparison with other trackers' lists
    store, row_diff, changes   the only writer, which rows differ, and how a change is reported
    row_pairs                  which current row replaces a former row that was corrected
    suppress, suspects         what must not be published; pages that suddenly show too little
    withheld, folding          words taken down everywhere, and how words are compared
    overruns                   pages that our code could not finish reading
    former_ids                 former ids of rows, which still resolve to them
    disk                       what must be on disk before the next step
"""
