"""Reads archived pages into a docket database: in the writer's process, or in separate ones.

parsing         the content of one page
ingesting       from the pages of an archive to the tables, in order
page_reader     a process that reads pages and can be killed
parallel_parse  several such processes, ahead of the writer
code_version    the version of the code that reads: what other code made is rebuilt
"""
