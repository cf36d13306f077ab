"""Pages that only lead to others: the addresses they link to. Pure."""

from urllib.parse import urljoin

from docket.issues import ParseError
from docket.snapshot import Snapshot
from scrapers import saved_pages
from scrapers.court_list_items import read_tree


def find_links(index: Snapshot, path: str = "//a/@href") -> list[str]:
    """Return the addresses that the XPath `path` finds, in order, each once; links to other sites are not followed.

    [] for what cannot be read as a page: whoever reads the index itself says what is wrong with it.
    """
    try:
        found = read_tree(saved_pages.text_of(index.body, index.url), index.url).xpath(path)
    except ParseError:
        return []
    site = urljoin(index.url, "/")
    links = (_absolute(index.url, href) for href in found)
    return list(dict.fromkeys(link for link in links if link.startswith(site)))


def _absolute(page: str, href: str) -> str:
    """Return the whole address, "" for what is none (``http://[``)."""
    try:
        return urljoin(page, href.strip()).partition("#")[0]
    except ValueError:
        return ""
