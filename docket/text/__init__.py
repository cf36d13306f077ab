"""Text before it is interpreted: where every reader of opinions and entries starts.

sentences        where sentences begin and end; whether a phrase governs the rest of one: "supposed"
dates            calendar dates and clock times, each with its place
phrase_rows      rows of language/*.tsv
phrase_patterns  the notation of phrases, and how one is compiled to a regular expression
phrases          finds the phrases of a table in texts
controls         invisible characters that change what is shown; odd characters made plain
prepared         a prepared text: its forms, and what readers find in it, computed once for all readers
weigh            sums the fitted weights of words and word pairs
"""
