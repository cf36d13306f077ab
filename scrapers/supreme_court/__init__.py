"""The Supreme Court's site.

records      a docket, from its JSON or from a page already read
pages        a docket's page, in today's layout or the one before 2017
list_lines   the lines of argument calendars and order lists
"""
