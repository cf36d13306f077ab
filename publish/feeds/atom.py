"""Atom feeds (RFC 4287), a page at a time (RFC 5005). Pure.

Ids are tag URIs (RFC 4151) made from our own ids, never from the host, so that a mirror, a move or a rebuild
does not show a reader everything as new. `updated` comes from the data, never from the clock.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote
from xml.etree import ElementTree as ET

from docket.issues import ParseError
from docket.statute import SITE
from docket.times import instant, parse_instant
from publish.feeds.ical import AUTHORITY

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
_ATOM = "http://www.w3.org/2005/Atom"
_RIGHTS = "Facts: no rights claimed (CC0 1.0). From public court records; not legal advice."
# XML 1.0 cannot hold these characters, not even escaped; a docket may contain them.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    """One thing that happened. `path` is its page, `html` its content, with untrusted text already
    escaped."""

    kind: str
    entry_id: str
    title: str
    updated: str
    path: str
    html: str
    published: str | None = None
    label: str | None = None


@dataclass(frozen=True)
class Feed:
    """One page of a feed. `page` is the path of the page for people, `older` the path of the feed's next
    page.

    `updated` is used if there are no entries.
    """

    path: str
    title: str
    subtitle: str
    page: str
    updated: str
    entries: tuple[Entry, ...] = ()
    older: str | None = None
    newest: str | None = None


def write_feed(feed: Feed, root: str) -> bytes:
    """Return the feed as XML in UTF-8; `root` is the address of the site, without a trailing slash."""
    top = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _add_element(top, "id", tag("feed", (feed.newest or feed.path).strip("/").removesuffix(".atom")))
    _add_element(top, "title", feed.title)
    _add_element(top, "subtitle", feed.subtitle)
    _add_element(top, "updated", max((entry.updated for entry in feed.entries), default=feed.updated))
    _link(top, "self", root + feed.path, MEDIA_TYPE.partition(";")[0])
    _link(top, "alternate", root + feed.page, "text/html")
    if feed.newest:
        _link(top, "first", root + feed.newest, MEDIA_TYPE.partition(";")[0])
    if feed.older:
        _link(top, "next", root + feed.older, MEDIA_TYPE.partition(";")[0])
    _add_element(ET.SubElement(top, "author"), "name", SITE)
    _add_element(top, "rights", _RIGHTS)
    _add_element(top, "icon", f"{root}/static/icon.svg")
    for entry in feed.entries:
        _add_entry(top, entry, root)
    return ET.tostring(top, encoding="utf-8", xml_declaration=True)


def tag(kind: str, identifier: str) -> str:
    """Return a tag URI: the same for the same thing, on every host and after every rebuild."""
    return f"tag:{AUTHORITY},2026:{kind}/{quote(identifier, safe='/:.-_')}"


def stamp(text: str | None, otherwise: str) -> str:
    """Return an instant in the form of RFC 3339; a bare day as its midnight in UTC; `otherwise` if the text
    is neither."""
    for candidate in (text or "", f"{text}T00:00:00Z"):
        try:
            return instant(parse_instant(candidate))
        except ParseError:
            continue
    return otherwise


def _add_entry(top, entry: Entry, root: str) -> None:
    element = ET.SubElement(top, "entry")
    _add_element(element, "id", tag(entry.kind, entry.entry_id))
    _add_element(element, "title", entry.title)
    _add_element(element, "updated", entry.updated)
    if entry.published:
        _add_element(element, "published", entry.published)
    _link(element, "alternate", root + entry.path, "text/html")
    if entry.label:
        ET.SubElement(element, "category", {"term": clean_xml(entry.label)})
    _add_element(element, "content", entry.html).set("type", "html")


def _add_element(parent, name: str, text: str):
    element = ET.SubElement(parent, name)
    element.text = clean_xml(text)
    return element


def _link(parent, rel: str, href: str, media_type: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "type": media_type, "href": clean_xml(href)})


def clean_xml(text: str) -> str:
    """Return a text with U+FFFD for each character that XML cannot hold: control characters, lone surrogates."""
    return _NOT_XML.sub("\ufffd", text)
