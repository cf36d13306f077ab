"""/api/v1: an application of its own, in front of Datasette's.

app, route, reader           the path parsed once, the files read once, one answer
params, cursors, filters     the parameters of a request, checked; where a page of a list ended
fields, resources, parts     the schema, as data: what each list and each thing holds
sql, filter_index, words, lists, nested    a question as SQL; a list; one item with everything linked to it
provenance, status, clock    sources of facts; the state of the record; the day it is at each court
next_hearings                the next hearing of each case, by the day at its court
bill_states                  the fate of a bill, as the API gives it
answers, formats             headers, ETag; JSON, JSON lines, CSV
openapi, dictionary, examples, history    what the API says about itself
"""
