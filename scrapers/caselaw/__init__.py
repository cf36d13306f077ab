"""The files of the Caselaw Access Project: one case as JSON and as HTML, and the list of a volume.

cases      a case's JSON, and its line in a volume's list
casebody   a case's HTML: parts, paragraphs, notes, and the reporter's page of every place
"""
