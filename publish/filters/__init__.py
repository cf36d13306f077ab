"""What lists are narrowed by: one definition for the pages, the API, its document, and the words about both.

terms     every name that may be written, and what it may be
naming    what a name that a reader writes stands for
facets    their values as a page shows them
refusal   what cannot be asked, and the nearest right word
prepared  the prepared questions of metadata.json
"""
