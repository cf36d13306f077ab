"""Reading archived pages into a docket database: by the writer, or in processes of their own.

parsing         what one page says
ingesting       the pages of an archive into the tables, in their order
page_reader     a process that reads pages and can be ended
parallel_parse  several of them, ahead of the writer
code_version    which code reads: what other code made is made anew
"""
