"""How a reader's words are understood, and what they find.

stems         words as the full-text indexes have them: "addictive" and "addiction" are one
table         what everyday words mean here: docket/data/search_words.csv
names         the names of what has a page: companies, courts, laws, bills, judges, cases
understand    words -> what each asks for, and the pages they name
rank          what was asked for -> the pages and cases that answer it, the best first
"""
