"""The Supreme Court's site.

records      a docket, in its JSON or as a page already read
pages        a docket's page, of today's layout or that of before 2017
list_lines   the lines of argument calendars and order lists
"""
