"""``/-/databases``: what is served, without where it is stored. Datasette's own answer gives the path of the
file."""

from typing import TYPE_CHECKING

from datasette.utils.asgi import Response

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request


async def view(datasette: "Datasette", request: "Request") -> Response:
    """Return a list with one object for each database, with Datasette's keys except the path."""
    return Response.json(
        [
            {
                "name": database.name,
                "route": database.route,
                "size": database.size,
                "is_mutable": database.is_mutable,
                "is_memory": database.is_memory,
                "hash": database.hash,
            }
            for name, database in datasette.databases.items()
            if name != "_internal"
        ]
    )
