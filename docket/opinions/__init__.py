"""The courts' own texts: from the lines of a file to its parts, quotations, and citations. Pure.

pages         a page of a file as positioned lines
layout        sets aside running heads, page numbers, and stamps; separates footnotes
paragraphs    joins lines into paragraphs and rejoins split words and sentences
front         court, docket numbers, date, caption, who decided, whether it is precedential
parts         syllabus, majority, concurrence, dissent
disposition   what the order at the end does
sentences     the sentences of a paragraph
passages      what is worth quoting
holdings      whether a sentence is the court's holding on the statute
citations     the decisions cited
citation_fields  the name, page, court, and year around a citation
treatment     how each cited decision is treated
tokenizer     the reporters, by eyecite's patterns
surroundings  the signal, history, and quotation around a citation
words_of_treatment  the rows of language/treatment.tsv, and the words before a citation
resolve       which decision in our database each citation points to
reading       reads one file into all of this
witness       where another source's list of an opinion's citations differs from ours
words         the rows of language/opinions.tsv, treatment.tsv, and opinion_holdings.tsv
"""
