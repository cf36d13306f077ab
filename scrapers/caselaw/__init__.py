"""The files of the Caselaw Access Project: a case as JSON and as HTML, and a volume's list of cases.

cases      a case's JSON, and its row in a volume's list
casebody   a case's HTML: parts, paragraphs, notes, and the reporter's page at every position
"""
