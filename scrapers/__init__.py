"""The outside world: who is asked, how, and what the answers say.

source.py        what a source is, and how the sources are found
failures.py      why a request gave no answer, and what is read of words that may be wrong
sources/         one module a source: its form, what it asks for, what it yields
http/            the one client, with its budgets, limits and robots rules
courtlistener/   the interface of CourtListener: questions, plan, answers
pacer/           the pages, feeds and e-mails of federal courts
supreme_court/   dockets, calendars and order lists of the Supreme Court
court_lists/     lists of opinions and recordings that courts of appeals publish
caselaw/         cases of the archive of printed reporters, and the lists of its volumes
documents/       files of other publishers: PDFs, bills, packages of GovInfo
"""
