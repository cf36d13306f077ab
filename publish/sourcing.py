"""Where a fact comes from, as HTML: the page to cite, who reports it, and the stored bytes of the page it was read at. Pure.

In Python and not among the templates' macros, since a page of a case says it a hundred times: as a macro it was a fifth of
the time that page took.
"""

from collections.abc import Callable

from markupsafe import Markup, escape

from docket.source_hosts import Source, SourceRole
from publish.links import snapshot_path, source_link, web_address
from publish.words import say_instant

# Files of this record's own: what they hold a reviewer or the operator wrote, and no page that they cite is in them.
OWN_FILES = frozenset({"catalog", "corrections", "by_hand"})


def say_source_link(path: Callable[[str], str], url: str | None, snapshot_id: str | None, snapshots: dict[str, dict]) -> Markup:
    """Return the link to the source (as text where it is not safe to follow) and to its snapshot.

    `path` puts our prefix before a path.
    """
    seen = snapshots.get(snapshot_id)
    link = source_link(url) or (seen["link"] if seen else None)
    said = []
    if link and link.url:
        said.append(f'<a href="{escape(link.url)}" rel="nofollow noopener external">{escape(link.label)}</a>')
    elif link:
        said.append(str(escape(link.label)))
    return _joined([*said, *_stored(path, url, snapshot_id, seen)])


def say_sources(path: Callable[[str], str], sources: list[Source], snapshot_id: str | None, snapshots: dict[str, dict],
                basis: str | None = None) -> Markup:
    """Return the sources of a ruling or docket: the address to cite, then "as reported by" the others, then what we hold of it.

    Of an address that was made from a citation or a number (`basis` is "rule") it says so: nobody saw the page.
    """
    primary = [_linked(one) for one in sources if one.role is SourceRole.PRIMARY]
    if primary and basis == "rule":
        primary[0] += " (address made from its citation or number)"
    reported = [_linked(one) for one in sources if one.role is SourceRole.REPORTED]
    said = primary + ([f"{'as' if primary else 'As'} reported by {', '.join(reported)}"] if reported else [])
    first = sources[0].url if sources else None
    return _joined([*(said or ["source not known"]), *_stored(path, first, snapshot_id, snapshots.get(snapshot_id))])


def _linked(source: Source) -> str:
    address = web_address(source.url)
    if address is None:
        return str(escape(source.url))
    return f'<a href="{escape(address)}" rel="nofollow noopener external">{escape(source.name)}</a>'


def _stored(path: Callable[[str], str], url: str | None, snapshot_id: str | None, seen: dict | None) -> list[str]:
    """Return the link to the bytes we hold: "snapshot" only where they are those of the page that is cited."""
    if not snapshot_id:
        return []
    of = f'<span class="vh"> of {escape(say_instant(seen["fetched_at"]))}</span>' if seen else ""
    if seen is None:
        word = "where it was read"
    elif seen["source"] in OWN_FILES:
        word = "our catalogue file" if seen["source"] == "catalog" else "our own file"
    else:
        word = "snapshot" if url in (None, seen["url"]) else "the page it was read from"
    return [f'<a href="{escape(path(snapshot_path(snapshot_id)))}">{word}{of}</a>']


def _joined(said: list[str]) -> Markup:
    return Markup(f'<span class="src">{" · ".join(said)}</span>')
