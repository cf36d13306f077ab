"""Characters that are not what they seem: invisible ones that change how the text around them is shown (a
word reversed, a terminal's colors), and those that a page writes as a reference, "&#039;"."""

import html
import re

# Control characters other than tab and line ends, and the marks that change the direction of what follows:
# "dismissed" after one is shown as "dessimsid", and so are our own words next to it.
_STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def mark_controls(text: str) -> str:
    """Return the text, same length, with U+FFFD for each invisible character that changes what is shown."""
    return text if text.isprintable() else _STEERING.sub("\ufffd", text)


_REFERENCE = re.compile(r"&(?:#\d{2,5}|#x[0-9a-f]{2,4}|amp|quot|apos|nbsp);\w*", re.IGNORECASE)


def read_references(text: str) -> str:
    """Return the text, same length, with character references read: "Roe&#039;s" contains no number 39."""
    return _REFERENCE.sub(_show, text) if "&" in text else text


_PLAIN_ASCII = (("\t", " "), ("\n", " "), ("\r", " "))
_PLAIN = tuple(zip("\xa0\t\n\r\u2009\u202f’‘“”–—‑−", "      ''\"\"----", strict=True))


def make_plain(text: str) -> str:
    """Return the text, same length, with references read and odd spaces, dashes, and quotes made plain."""
    text = read_references(text)
    for odd, ordinary in _PLAIN_ASCII if text.isascii() else _PLAIN:
        text = text.replace(odd, ordinary)
    return text


def _show(match: re.Match[str]) -> str:
    """Return the character padded to its reference's length, on the right within a word, else on the left."""
    shown, length = html.unescape(match[0]), len(match[0])
    before = match.string[max(0, match.start() - 1) : match.start()]
    return (shown.ljust if before.isalnum() else shown.rjust)(length)
