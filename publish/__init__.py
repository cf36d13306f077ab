"""What readers see, served by Datasette: pages, data, calendars, feeds. It only reads, except for the inbox
of the web hook.

plugin, serve, replica                what Datasette is given, and how it is started
sockets                               how the server holds its connections
request, database, cache, headers, other_code   one request: its question, its reading of the file, its answer
datasette_tables, datasette_pages     Datasette's own tables and pages, made to fit
sql/                                  readers' SQL, where it can be stopped
pages/                                one module a page
api/                                  /api/v1
mcp/                                  the record as tools for assistants
sheets/                               lists as spreadsheets, .xlsx and CSV
feeds/ charts/                        calendars and Atom; pictures drawn here, without script
asgi                                  the words of ASGI, for annotations
words, statute, links, html           how values, addresses, citations and differences are shown
filters/                              what lists are narrowed by: one definition for pages, API and questions
search/ search_query                  how a search is understood, and what answers it
queries, statistics, freshness        SQL that several pages share
documents, structured, metadata       answers for programs; schema.org; what the tables are
webhook, inbox_files                  the one thing that can be written from the web
"""
