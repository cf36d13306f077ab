"""The filters of lists: one definition for the pages, the API, its OpenAPI document, and the help texts for
both.

terms     every filter's name, and the values it may have
naming    what a name that a reader writes refers to
facets    the filters' values as a page shows them
refusal   what cannot be asked, and the nearest valid word
prepared  the prepared queries of metadata.json
"""
