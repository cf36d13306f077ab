"""The lines of a PDF's text. The only module that uses pypdf, imported once a PDF is read."""

import importlib
import io
import logging
from typing import Any

from docket.issues import ParseError

_MOST_PAGES = 200  # the longest order list, October's, has about 70


def read_pdf(body: bytes, page: str) -> list[str]:
    """Return the lines of text in the file's own order, with whitespace collapsed; a scanned page has none.

    Raises ParseError (not-pdf) if it is not a PDF, or is broken, locked or longer than 200 pages.
    """
    text = "\n".join(_read_pages(body, page, {}))
    return [line for raw in text.splitlines() if (line := " ".join(raw.split()))]


def read_layout(body: bytes, page: str) -> list[list[str]]:
    """Return the lines of each page as laid out, from top to bottom, with the spaces between columns.

    Raises ParseError as `read_pdf` does.
    """
    layout = {"extraction_mode": "layout", "layout_mode_space_vertically": False}
    return [
        [line.rstrip() for line in text.splitlines() if line.strip()]
        for text in _read_pages(body, page, layout)
    ]


def _read_pages(body: bytes, page: str, how: dict[str, Any]) -> list[str]:
    if not body.lstrip()[:5].startswith(b"%PDF-"):
        raise ParseError(f"{page}: not a PDF; look at the address in a browser", code="not-pdf")
    pypdf = importlib.import_module("pypdf")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it logs every oddity in a file
    # On a broken file it raises not only its own errors but whatever the damage causes.
    broken = (
        pypdf.errors.PyPdfError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
        OverflowError,
        OSError,
        ZeroDivisionError,
    )
    try:
        pages = pypdf.PdfReader(io.BytesIO(body)).pages
        count = len(pages)
        texts = [page.extract_text(**how) for page in pages[:_MOST_PAGES]]
    except broken as error:
        raise ParseError(
            f"{page}: a PDF that cannot be read ({type(error).__name__}); it is asked for again",
            code="not-pdf",
        ) from None
    if count > _MOST_PAGES:
        raise ParseError(f"{page}: a PDF of {count} pages, more than any list has; not read", code="not-pdf")
    return texts
