"""The record for programs that use the Model Context Protocol: an optional extra, read-only.

tools    what may be asked, as data and functions: the API's own lists under their own filters, and readers' SQL
server   the same over standard input and output, or over HTTP; needs requirements-mcp.lock
"""
