"""/api/v1: an application of its own, in front of Datasette's.

app, route, reader           one look at the path, one reading of the files, one answer
params, cursors, filters     what a request asks for, checked; where a page of a list ended
fields, resources, parts     the schema, as data: what each list and each thing holds
sql, filter_index, words, lists, nested    a question as SQL; a list; one thing with all that hangs on it
provenance, status, clock    sources of facts; the state of the record; what day it is at each court
next_hearings                the next hearing of each case, by the day at its court
bill_states                  what became of a bill, as the API says it
answers, formats             headers, ETag; JSON, JSON lines, CSV
openapi, dictionary, examples, history    what the API says of itself
"""
