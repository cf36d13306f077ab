"""The opinions of a home.

cache     what was read of a file, kept beside the archive and made anew at will
wanted    the decisions whose words an archive of printed reporters is asked for
matching  which docket a file by hand belongs to, or the question that its operator is asked
"""
