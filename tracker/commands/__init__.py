"""The commands, a module for those of one kind: each parses its arguments, calls a duty and prints what came of it.

output      how a command prints JSON; what it says where there is no database
run         run, watch, import, rebuild, serve
status      status, sources, doctor, show
plan        what CourtListener will be asked
record, coverage    what the reviewed record holds; what is held of a list
add         inbox, add-event
curate      correct, suppress, review, quarantine
archive     backup, restore, verify
opinion     what is read in one opinion
mcp         the record as tools for assistants
locate, demo    where dockets are found; a home for show
export, sweep, alerts, extract, fit, capture    each its own
cli_errors  what goes wrong for reasons of the user's or the machine's, in one line
"""
