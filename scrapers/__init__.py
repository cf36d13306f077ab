"""The outside world: which servers we query, how, and what their responses say.

source.py        what a source is, and how the sources are found
failures.py      why a request failed, and how to read words that may be malformed
sources/         one module for each source: its description, requests and records
http/            the one client, with its budgets, limits and robots rules
courtlistener/   CourtListener's API: requests, plan, responses
pacer/           the pages, feeds and e-mails of federal courts
supreme_court/   dockets, calendars and order lists of the Supreme Court
court_lists/     lists of opinions and recordings published by courts of appeals
caselaw/         cases in the archive of printed reporters, and its lists of volumes' cases
documents/       files of other publishers: PDFs, bills, packages of GovInfo
"""
