"""The law and the language of dockets: pure functions and frozen records. No network, no clock, no database.

What is specific to § 230 is in `statute`, `section230/` and `data/`; the rest would serve any other statute.

    statute                        § 230 as data: its parts, exceptions, and the acts that made and amended it
    records, vocabulary, issues    what a source says, in closed vocabularies; what we could not understand
    limits                         how long a field of a record may be
    snapshot, identity, times      the bytes of a response; docket numbers and ids; dates and time zones
    court_days                     on which days the federal courts are open
    courts/                        the table of courts, and courts named in running text
    names/                         party names, captions, counsel
    entities, candidates           which entity of the register a name is, or may be
    text/                          sentences, dates and tables of words, for everything that reads text
    entries, entry_facts, facts    what an entry is; what its text says, read once; frozen records of that
    entry_types, second/           its category; second readers, built differently, for what two agree on
    hearings/ rulings/ links/      the readers of entries: hearings, motions and rulings, other dockets
    opinions/                      the courts' own texts: parts, quotations, decisions cited
    section230/                    § 230 cited, pleaded, at issue, held on
    caselaw                        where the archive of printed reporters has a decision
    bills, lists                   bills of Congress; lists of decisions that others made
    primary_address, source_hosts  where a reader checks a fact, and what kind of source a page is
    redact, redact_forms           what is removed from court text before it is published
    scoring, accuracy              how right the readers are, against labels made by reading
    csv_rows, data/, language/     the files that people review by eye, and how their rows are read
"""
