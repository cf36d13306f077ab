"""The commands, a module for those of one kind: each parses its arguments, calls a duty and prints what came of it.

output      how a command prints JSON; what it says where there is no database
run         run, watch, import, rebuild, serve, mcp
status      status, sources, doctor, plan
show        show, opinion, record, coverage
add         inbox, add-event, demo
curate      correct, suppress, proof, review, quarantine
archive     backup, restore, verify, export
extract     extract, evaluate, rows, fit, capture
sweep       sweep, locate
alerts      what others are told, and what they are asked to tell us
cli_errors  failures that the user or the machine caused, in one line each
"""
