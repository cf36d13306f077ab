"""The plugin file that Datasette loads with ``--plugins-dir publish/plugins``. All of it is in publish/plugin.py."""

import sys
from pathlib import Path

# The `datasette` command does not search the current folder for modules.
ROOT = str(Path(__file__).resolve().parents[2])
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

from publish.plugin import (  # noqa: E402  # found only through the path above
    asgi_wrapper,
    block_robots_extra_lines,
    handle_exception,
    permission_allowed,
    prepare_jinja2_environment,
    register_routes,
    render_cell,
    startup,
)
