"""Datasette's own pages made to fit our frame: what its templates write and ours must change. Pure."""

import re

from markupsafe import Markup

# Text in a page has its quotation marks escaped, so these are only ever Datasette's own.
_STYLE = re.compile(r' style="[^"]*"')
_COLUMNS = re.compile(r'<dl class="column-descriptions">.*?</dl>', re.DOTALL)


def fit_page(html: Markup) -> Markup:
    """Return the body of one of Datasette's pages without style attributes, which our policy refuses, and
    with the descriptions of its columns folded, so that the rows are not a screen further down."""
    text = _STYLE.sub("", str(html))
    return Markup(_COLUMNS.sub(_fold, text, count=1))


def _fold(columns: re.Match) -> str:
    return f"<details><summary>What the columns mean</summary>{columns[0]}</details>"
