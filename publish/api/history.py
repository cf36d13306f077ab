"""The API's version, its history of changes, and its promises."""

VERSION = "1.3"
# Since when the former names of filters are deprecated, and until when they are accepted (RFC 9745, RFC
# 8594).
DEPRECATED = b"@1795737600"
SUNSET = b"Thu, 02 Dec 2027 00:00:00 GMT"
UNTIL = "until December 2, 2027"
# (version, day, what a user notices), newest first
HISTORY = (
    (
        "1.3",
        "2026-12-01",
        (
            "New lists: courts, judges and laws. Rulings say circuit, level and stands, and are narrowed by "
            "judge, author, citation and docket_number. A field is called as its filter is: outcome (was "
            "outcome_230) and is_verified (was outcome_is_verified, a number) of cases and dockets, "
            "is_precedential (was precedential, yes or no; the filter was published). The former names stand "
            "beside them for a year, marked deprecated. Breaking: acts_on of rulings holds ids of rulings; what "
            "it held is acts_on_keys, deprecated. Beside a day stands how far it is known: date_as_known, "
            "date_last_event_as_known (2025, 2025-03). stands and is_precedential may be asked for as true and "
            "false, too."
        ),
    ),
    (
        "1.2",
        "2026-11-27",
        (
            "Filters have one name everywhere: court (was court_id), party (entity), outcome (outcome_230), answer "
            "(outcome_230 of rulings), law_state (law_effect of rulings); the former names work for a year, marked "
            "deprecated, and notes in each answer says so. Values may be joined by commas. A court may be named "
            '("9th Cir."), a circuit too; a company by any of its names. A value that names nothing is refused with '
            "the nearest ones (nearest in each error), where the answer used to be an empty list. New filters: "
            "circuit, level, platform, year; of rulings party and published. Cases say their next_hearing and can be "
            "sorted by it; as_of= names the day it counts from."
        ),
    ),
    (
        "1.1",
        "2026-11-27",
        (
            "Rulings are judicial acts: answer, kind, posture, effect, acts_on, law_effect, theories, holding, "
            "primary_url. Whole cases have laws and fates. Breaking, for once: the words of outcome_230 are "
            "others (immune, partly_immune, "
            "not_immune, preempted, not_preempted, open, declined, pending, none), since the former ones said "
            "what was not so; a filter "
            "with a former word is refused with the new one. Of rulings, outcome_230 is now answer, and "
            "answers is motion_numbers."
        ),
    ),
    (
        "1.0",
        "2026-11-25",
        "The first form: cases, dockets, entries, hearings, entities, rulings, bills, changes and status.",
    ),
)
PROMISES = (
    (
        "Under /api/v1 no field, filter or value is taken away or given another meaning. New fields, filters, "
        "values of a vocabulary and resources may come at any time: leave alone what you do not know."
    ),
    (
        "What is to go is first marked deprecated in the OpenAPI document and here, and stays at least a "
        "year after that; "
        "answers to questions that use it then carry a Deprecation and a Sunset header. What cannot be kept becomes "
        "/api/v2, beside this."
    ),
    "Ids and addresses last. A thing that gets another id is found under the old one: 301 leads on.",
    "The exceptions so far are version 1.1, which put right what was wrong in substance, and acts_on in 1.3.",
    "Read a cursor as a word of ours: take it from next, store it if you like, and do not make one.",
)
