"""The hands: the command line, the daemon, and whatever writes.

__main__, commands/                    the command line
settings, setting_list                 one frozen object of settings; what each variable means
reference                              docs/reference.md, made from the code
pipeline/, outcome                     the one path of a page; what came of it
round, due, planning                   a round over the sources; who is due; what is asked
home, stop, clock_ahead                the two databases of a home; when to stop; a clock that was ahead
reading/                               archived pages read into the tables, in processes of their own
web_watch                              a web process that hangs is ended
daemon/                                every source on its own rhythm
opinions/                              which docket an opinion is of; what was read of its file
importing, packed_files, inbox,
home_csv                               what is brought in: files, messages, the two files of a home
by_hand/                               events, corrections, decisions, models for fixtures
alerts/                                who is told what changed
export/ sweep/                         snapshots for others; the statute in bulk data
locate/, demo                          where dockets are found; a home for show
backup, restore, integrity             copies, put back; damage
takedown, owed                         suppression and purge; what these still owe
words_left                             where words still stand, in rows, pages and raw bytes
status, record, doctor, logs           how fresh the sources are, what is held, what is wrong; log lines
measure/                               the readers of text as a filter, how right they are; their weights and rows
crash_guard, source_mistakes           a page's faults and the machine's; how a source's mistakes are told
causes                                 failures without their addresses, each reported once and counted
"""
