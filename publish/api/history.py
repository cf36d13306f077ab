"""The API's version, what changed in it, and what it promises."""

VERSION = "1.0"
# (version, day, what a reader of it notices), the newest first
HISTORY = (
    ("1.0", "2026-11-25", "The first form: cases, dockets, entries, hearings, entities, rulings, bills, changes and status."),
)
PROMISES = (
    "Under /api/v1 no field, filter or value is taken away or given another meaning. New fields, filters, values of a "
    "vocabulary and resources may come at any time: leave alone what you do not know.",
    "What is to go is first marked deprecated in the OpenAPI document and here, and stays at least a year after that; "
    "answers that use it then carry a Deprecation and a Sunset header. What cannot be kept becomes /api/v2, beside this.",
    "Ids and addresses last. A thing that gets another id is found under the old one: 301 leads on.",
    "Read a cursor as a word of ours: take it from next, store it if you like, and do not make one.",
)
