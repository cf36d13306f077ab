"""The commands, grouped in modules by kind: each parses its arguments, calls the function that does the work,
and prints the result.

output      how commands print JSON, and report that there is no database
run         run, watch, import, rebuild, serve, mcp
status      status, sources, doctor, plan
show        show, opinion, record, coverage
add         inbox, add-event, demo
curate      correct, suppress, proof, review, quarantine
archive     backup, restore, verify, export
extract     extract, evaluate, rows, fit, capture
sweep       sweep, locate
alerts      alerts that we send, and alerts that CourtListener sends us
cli_errors  failures that the user or the machine caused, one line each
"""
