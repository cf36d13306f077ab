"""Reading archived pages in processes of their own.

page_reader     a process that reads pages and can be ended
parallel_parse  several of them, ahead of the writer
code_version    which code reads: what other code made is made anew
"""
