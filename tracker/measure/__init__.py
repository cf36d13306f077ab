"""How accurate the readers of text are, and on what they rest.

extract       the readers as a filter; their answers against labels, of which some name texts that are kept
              elsewhere; how much two readers agree on
fit           weights fitted to labeled texts
row_report    which texts each row of language decides
"""
