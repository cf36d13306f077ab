"""One module a page, named for its address. Each has ``read(conn, asked)`` (publish/request.py)."""
