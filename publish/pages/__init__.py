"""One module per page, named for its address. Each has ``read(conn, asked)`` (publish/request.py)."""
