"""The opinions of a home.

cache what was read of a file, cached beside the archive wanted the decisions whose texts an archive of
printed reporters is asked for matching which docket an imported file belongs to, or the question to the
operator
"""
