"""Reads the file of an opinion, whether a PDF, a web page or text: recognized by its bytes, not its name."""

import re

from docket.issues import ParseError
from docket.opinions.pages import File
from scrapers.documents.pdf_pages import read_pages
from scrapers.documents.text_pages import is_markup, read_html, read_text

_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*\"[^\"\n]{1,60}\"\s*:")
_JSON_LINES = re.compile(rb"\}[ \t]*\r?\n\{")


def read_file(body: bytes, name: str) -> File:
    """Return the pages of a file. Raises ParseError naming the file: not-pdf, not-html, not-text."""
    if b"%PDF-" in body[:1024]:
        return read_pages(body, name)
    if _JSON.match(body):
        fault = (
            "lines of JSON, many texts in one file; give each opinion as a file of its own, or the whole to "
            "`python -m tracker sweep`"
            if _JSON_LINES.search(body)
            else "JSON, but neither a docket nor an opinion as a source here gives it; give the court's page or PDF"
        )
        raise ParseError(f"{name}: {fault}", code="not-text")
    if is_markup(body):
        return read_html(body, name)
    if name.casefold().endswith(".pdf"):
        raise ParseError(
            f"{name}: its name says PDF, but its content does not; did the download break off?",
            code="not-pdf",
        )
    return read_text(body, name)
