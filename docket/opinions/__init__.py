"""The courts' own texts: a file's lines to parts, quotations and citations. Pure.

pages         a page of a file as lines with places
layout        heads, page numbers, stamps set aside; footnotes apart
paragraphs    lines to paragraphs, words and sentences whole again
front         court, numbers, day, caption, who decided, whether it binds
parts         syllabus, majority, concurrence, dissent
disposition   what the end orders
sentences     the sentences of a paragraph
passages      what is worth quoting
holdings      whether a sentence is the court's holding on the statute
citations     the decisions cited
citation_fields  the name, page, court and year that stand around one
treatment     how each is treated
tokenizer     the reporters, by eyecite's patterns
surroundings  what stands around a citation
words_of_treatment  the rows of language/treatment.tsv, and what stands before a citation
resolve       to which decision of ours each leads
reading       one file to all of this
witness       where another's list of what an opinion cites differs from ours
words         the rows of language/opinions.tsv, treatment.tsv and opinion_holdings.tsv
"""
