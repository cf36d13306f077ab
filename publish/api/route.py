"""What a path refers to, and one request as the rest of the API sees it."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from publish.api.fields import Resource
from publish.api.formats import EXPORTS
from publish.api.reader import Reader
from publish.api.resources import RESOURCES

BASE = "/api/v1"
DOCUMENTS = ("status", "openapi.json", "dictionary.json")


@dataclass(frozen=True)
class Route:
    """What a path refers to: a resource, an id in it or a document, and the format requested."""

    name: str
    key: str | None
    suffix: str

    @property
    def resource(self) -> Resource | None:
        return RESOURCES.get(self.name)


@dataclass(frozen=True)
class Call:
    """One request: the route, the query string, the address of the site, and the time."""

    route: Route
    query: bytes
    root: str
    now: datetime
    reader: Reader

    def address(self, parameters: list[tuple[str, str]]) -> str:
        """Return the address of the same list with other parameters."""
        return f"{self.root}{BASE}/{self.route.name}{self.route.suffix}?{urlencode(parameters)}"


def find_route(path: str) -> Route | None:
    """Return what the part of a path after /api/v1/ refers to, or None."""
    name, _, key = path.partition("/")
    if key:
        if name not in RESOURCES or RESOURCES[name].is_feed:
            return None
        return Route(name, key.removesuffix(".json"), ".json" if key.endswith(".json") else "")
    for suffix in ("", ".json", *EXPORTS):
        plain = name.removesuffix(suffix) if suffix else name
        if name.endswith(suffix) and plain in RESOURCES:
            return Route(plain, None, suffix)
    if name in (*DOCUMENTS, "status.json"):
        return Route(name.removesuffix(".json"), None, ".json" if name.endswith(".json") else "")
    return None
