"""Our pages, filled in without waiting for anything.

Datasette's own environment compiles every template to coroutines, since its hooks may be awaited. Ours await nothing, and
the awaiting cost a sixth of a long page (a case of 12,000 entries: 148 ms in all, 124 without; 47,000 calls of Jinja's
`auto_await`). The same templates, filters and globals are compiled once more, to plain functions.
"""

from weakref import WeakKeyDictionary

_PLAIN: WeakKeyDictionary = WeakKeyDictionary()          # Datasette's environment -> the same without coroutines


def render(datasette, template: str, context: dict) -> str:
    """Return the page that a template of `reader/` makes of the values."""
    shared = datasette.jinja_env
    if shared not in _PLAIN:
        _PLAIN[shared] = shared.overlay(enable_async=False)
    return _PLAIN[shared].get_template(f"reader/{template}").render(context | {"urls": datasette.urls})
