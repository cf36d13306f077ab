"""Where a fact comes from, as HTML: the page it was read at and the stored bytes of that page. Pure.

In Python and not among the templates' macros, since a page of a case says it a hundred times: as a macro it was a fifth of
the time that page took.
"""

from collections.abc import Callable

from markupsafe import Markup, escape

from publish.links import snapshot_path, source_link
from publish.words import say_instant


def say_source_link(path: Callable[[str], str], url: str | None, snapshot_id: str | None, snapshots: dict[str, dict]) -> Markup:
    """Return the link to the source (as text where it is not safe to follow) and to its snapshot; `path` puts our prefix before a path."""
    seen = snapshots.get(snapshot_id)
    link = source_link(url) or (seen["link"] if seen else None)
    said = []
    if link and link.url:
        said.append(f'<a href="{escape(link.url)}" rel="nofollow noopener external">{escape(link.label)}</a>')
    elif link:
        said.append(str(escape(link.label)))
    if snapshot_id:
        of = f'<span class="vh"> of {escape(say_instant(seen["fetched_at"]))}</span>' if seen else ""
        said.append(f'<a href="{escape(path(snapshot_path(snapshot_id)))}">snapshot{of}</a>')
    return Markup(f'<span class="src">{" · ".join(said)}</span>')
