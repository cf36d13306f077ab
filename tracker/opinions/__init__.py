"""The opinions of a home.

cache     readings of files, kept beside the archive and rebuilt at will
wanted    the decisions to request from an archive of printed reporters
matching  which docket a file brought by hand belongs to, or a question to its operator
"""
