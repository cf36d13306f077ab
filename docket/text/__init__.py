"""Text before it means anything: what every reader of opinions and entries begins with.

sentences    where sentences begin and end
dates        calendar dates and clock times, each with its place
phrases      rows of language/*.tsv made into matchers
context      what stands around a phrase and takes its force: denied, supposed, asked
controls     signs that nobody sees and that change what is shown
weigh        fitted weights of words and word pairs, summed
"""
