"""How a reader's words are understood, and what they find.

stems         words in the indexes' stemmed form: "addictive" and "addiction" are one
table         what everyday words mean here: docket/data/search_words.csv
names         the names of everything with a page: companies, courts, laws, bills, judges, cases
understand    words -> what each looks for, and the pages they name
rank          an understood search -> the pages and cases that answer it, best first
"""
