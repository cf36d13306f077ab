"""What readers see, served by Datasette: pages, data, calendars, feeds. It only reads, except for the
webhook's inbox.

plugin, serve, replica                what is added to Datasette, and how it is started
sockets                               how the server holds its connections
request, database, cache, headers, other_code   one request: its question, its read of the file, its answer
datasette_tables, datasette_pages     Datasette's own tables and pages, adapted
sql/                                  readers' SQL, where it can be stopped
pages/                                one module per page
api/                                  /api/v1
mcp/                                  the record as tools for assistants
sheets/                               lists as spreadsheets, .xlsx and CSV
feeds/ charts/                        calendars and Atom; pictures drawn here, without script
asgi                                  the types of ASGI, for annotations
words, statute, links, html           how values, addresses, citations and differences are shown
filters/                              the filters of lists: one definition for pages, API and queries
search/ search_query                  how a search is understood, and what answers it
queries, statistics, freshness        SQL that several pages share
documents, structured, metadata       answers for programs; schema.org; the tables described
webhook, inbox_files                  the only thing that can be written from the web
"""
