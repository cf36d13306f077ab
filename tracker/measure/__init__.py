"""How accurate the readers of text are, and on what they rest.

extract       the readers as a filter; their answers against labels; how much two readers agree on
real_entries  labels of texts that are kept elsewhere, by file, line and hash
fit           weights fitted to labeled texts
row_report    which texts each row of language decides
"""
