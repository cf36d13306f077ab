"""Text before it means anything: what every reader of opinions and entries begins with.

sentences        where sentences begin and end; what a phrase says of the rest of one: supposed
dates            calendar dates and clock times, each with its place
phrase_rows      rows of language/*.tsv
phrase_patterns  what a phrase may say, and the expression it becomes
phrases          the phrases of a table found in texts
controls         signs that nobody sees and that change what is shown; odd ones made plain
prepared         a text made ready: its forms, and what is found in it, made once for all readers
weigh            fitted weights of words and word pairs, summed
"""
