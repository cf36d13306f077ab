"""oEmbed (oembed.com, 1.0): a program that finds a case's address requests here the card to show in its
place."""

import json
import sqlite3
from urllib.parse import SplitResult, unquote, urlsplit

from markupsafe import escape

from docket.statute import SITE
from publish.documents import Document
from publish.links import case_path
from publish.pages.case import find_moved
from publish.pages.case_summary import case_title
from publish.queries import find_case
from publish.request import Asked, BadRequest, Moved, NotOffered

WIDTH = 600  # pixels of the frame, at most
HEIGHT = 320
_CASE = "/case/"


def read(conn: sqlite3.Connection, asked: Asked) -> Document | None:
    """Return the card of the case that ``?url=`` names, no larger than ``maxwidth`` and ``maxheight``. Raises
    BadRequest."""
    url = asked.one("url")
    if url is None:
        raise BadRequest(
            f"url= is missing: the address of a case, like {asked.root}{_CASE}js-v-village-voice"
        )
    if asked.one("format") not in (None, "json"):
        raise NotOffered("only format=json is offered")
    width, height = (
        min(asked.number(name, most), most) for name, most in (("maxwidth", WIDTH), ("maxheight", HEIGHT))
    )
    case = _find(conn, asked, url)
    if case is None:
        return None
    title = case_title(case)
    address = f"{asked.root}/embed{case_path(case['case_id'])}"
    html = (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="{width}" height="{height}" '
        'loading="lazy"></iframe>'
    )
    body = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": SITE,
        "provider_url": f"{asked.root}/",
        "html": html,
        "width": width,
        "height": height,
        "cache_age": 3600,
    }
    return Document(
        json.dumps(body, ensure_ascii=False).encode("utf-8"), "application/json; charset=utf-8", "oembed.json"
    )


def _find(conn: sqlite3.Connection, asked: Asked, url: str) -> dict | None:
    """Return the case at an address of this site, under any name it has had; None for any other address."""
    here, parts = urlsplit(asked.root), _split(url)
    if (
        parts is None
        or parts.netloc.lower() != here.netloc.lower()
        or not parts.path.startswith(f"{here.path}{_CASE}")
    ):
        return None
    case_id = unquote(parts.path.removeprefix(f"{here.path}{_CASE}"))
    case = find_case(conn, case_id) or find_moved(conn, asked, case_id)
    return find_case(conn, unquote(case.path.removeprefix(_CASE))) if isinstance(case, Moved) else case


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") else None
