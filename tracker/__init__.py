"""The hands: the command line, the daemon, and everything that writes.

__main__, commands/                    the command line
settings, setting_list                 one frozen object of settings; what each variable means
reference                              docs/reference.md, made from the code
pipeline/, outcome                     the one path of a page; its result
round, due, planning                   a round over the sources; which are due; what is requested
home, stop, clock_ahead                the two databases of a home; when to stop; after a clock was ahead
reading/                               archived pages parsed into the tables, in separate processes
web_watch                              ends a web process that hangs
daemon/                                runs every source on its own rhythm
opinions/                              which docket an opinion belongs to; what its file yielded
importing, packed_files, inbox,
home_csv                               what comes in: files, messages, the two files of a home
by_hand/                               events, corrections, decisions, models for fixtures
alerts/                                messages to subscribers about what changed
export/ sweep/                         snapshots for reuse; the statute in bulk data
locate/, demo                          where dockets are found; a home for demonstration
backup, restore, integrity             copies, and restoring them; damage
takedown, owed                         suppression and purge; what remains to be done for them
words_left                             where words still occur, in rows, pages and raw bytes
status, record, doctor, logs           how fresh the sources are, what the record holds, what is wrong; logs
measure/                               the readers of text as a filter; their accuracy, weights and rows
crash_guard, source_mistakes           a page's faults and the machine's; how a source's mistakes are reported
causes                                 failures without their addresses, each reported once and counted
"""
