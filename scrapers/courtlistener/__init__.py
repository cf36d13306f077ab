"""CourtListener's API: what to request next, how, and what the responses say.

queries     the searches, and the addresses of all other requests
plan        what to request within a quota, and what has to wait
steps       what is known about a watched docket, and what can be requested for it
gains       which requests are still worthwhile when nothing is late
ask         how each step of the plan is requested
client      the token, a list's pages, our limits
envelope    several responses stored as one snapshot
dockets     headers, registers and parties, read into our records
opinions    decisions and oral arguments, read into our records
search      search results, read into our records
webhooks    messages that CourtListener sends
"""
