"""Datasette's own pages made to fit our frame: what its templates write and ours must change. Pure."""

import re

from markupsafe import Markup

# Text in a page has its quotation marks escaped, so these are only ever Datasette's own.
_STYLE = re.compile(r' style="[^"]*"')
_COLUMNS = re.compile(r'<dl class="column-descriptions">.*?</dl>', re.DOTALL)
_UNNAMED = re.compile(r'<(?:select|input type="text"|textarea id="sql-editor") name="(_filter_column|_filter_op|_filter_value|_sort|sql)(?=["_])')
_NAMES = {
    "_filter_column": "Column to filter by", "_filter_op": "Comparison", "_filter_value": "Value", "_sort": "Sort by", "sql": "SQL",
}  # fmt: skip


def fit_page(html: Markup) -> Markup:
    """Return the body of one of Datasette's pages without style attributes, which our policy refuses, with
    the descriptions of its columns folded, so that the rows are not a screen further down, with names for the
    fields that have none, and without a step left out in its headings (seen in 0.65.5: h1, then h3)."""
    text = _UNNAMED.sub(_name, _STYLE.sub("", str(html)))
    before, second, after = text.partition("<h2")
    text = before.replace("<h3", "<h2").replace("</h3>", "</h2>") + second + after
    return Markup(_COLUMNS.sub(_fold, text, count=1))


def _name(field: re.Match) -> str:
    """Return the start of a form's field with what a screen reader calls it."""
    return field[0].replace(" name=", f' aria-label="{_NAMES[field[1]]}" name=', 1)


def _fold(columns: re.Match) -> str:
    return f"<details><summary>What the columns mean</summary>{columns[0]}</details>"
