"""Memory: what we were told, what we did, and what we understood.

Precious, in archive.db; everything else can be made from it:

    archive, ledger, outbox    snapshots; what we did; which change goes to whom
    seals                      checksums of rows in which no flipped bit may go unnoticed
    list_days                  what the courts' lists showed on which day, and which fell silent

Rebuilt at will, in docket.db:

    columns/                   the register of columns: each is declared there, once
    tables, schema, views      what a column and a table are; the file of them; every view, as data
    rows                       what is done with rows everywhere
    readings                   what each snapshot showed of each docket: the only input of the merge
    merge/                     from those readings to the rows of one docket
    outcomes                   how the defense came out: the only definition
    companies                  which rulings count for a company, and how they came out for it
    cases, curated, bills      rows that hang on several dockets, or on none
    trail                      how far each docket was followed past its rulings
    held_acts                  the acts in the record, for comparison with the lists of others
    store, row_diff, changes   the only writer, what differs, and how a change is told
    row_pairs                  which present row a corrected former row is
    suppress, suspects         what must not be shown; pages that suddenly show too little
    withheld, folding          words that were taken down everywhere, and how words are compared
    overruns                   pages that our code could not finish reading
    former_ids                 former ids of rows, which still lead to them
    disk                       what must lie on the disk before the next step
"""
