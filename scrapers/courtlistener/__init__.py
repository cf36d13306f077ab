"""CourtListener's interface: what is asked next, how, and what the answers say.

queries     the searches, and the addresses of all other questions
plan        what to ask within a quota, and what has to wait
steps       what is known of a watched docket, and what may be asked about it
gains       what would still gain when nothing is late
ask         how each question of the plan is asked
client      the token, the pages of a list, our limits
envelope    several answers kept as one snapshot
dockets     headers, registers and parties, to our records
opinions    decisions and oral arguments, to our records
search      results of a search, to our records
webhooks    messages that CourtListener sends
"""
