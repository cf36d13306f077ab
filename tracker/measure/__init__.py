"""Measures how accurate the readers of text are, and what they rest on.

extract       the readers as a filter; their accuracy against labels, some of texts kept elsewhere; how much
two readers agree on fit           weights fitted to labeled texts row_report    which texts each row of
language decides
"""
