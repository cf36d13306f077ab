"""Reads courts' notice e-mails, removes everything private, and rewrites them.

A notice names all its recipients and has a link that opens the document once for free. Neither can be cut out
of base64 or quoted-printable in place, so we archive a rewritten message: the court's Subject, Date and
sender, and the cleaned body as UTF-8. The hash of the original is stored with it.
"""

import email
import email.errors
import email.header
import email.policy
import re
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage

from docket import times
from docket.issues import ParseError
from scrapers.failures import read_if_sound
from scrapers.pacer.saved_pages import remove_private


@dataclass(frozen=True)
class Notice:
    """A notice as it was sent. `sent_at` is a UTC instant, None if the header has no time zone."""

    subject: str
    sender: str
    date: str | None
    sent_at: str | None
    subtype: str
    body: str


def read_notice(message: bytes, page: str) -> Notice | None:
    """Return the notice in an e-mail; None if it is not a court notice.

    Raises ParseError (web-archive) for a page that a browser saved as one MHTML file.
    """
    try:
        mail = email.message_from_bytes(message, policy=email.policy.compat32)
        within = list(mail.walk())
    except RecursionError:
        raise ParseError(
            f"{page}: an e-mail within an e-mail, hundreds of times; no court sends such"
        ) from None
    if "Snapshot-Content-Location" in mail or "Saved by" in str(mail["From"]):
        raise ParseError(f"{page}: a web archive (MHTML); save the page as 'HTML only'", code="web-archive")
    parts = [part for part in within if part.get_content_type() in ("text/html", "text/plain")]
    parts.sort(key=lambda part: part.get_content_type() != "text/html")
    if not parts:
        return None
    body = _decode_part(parts[0])
    if not re.search(r"Notice\s+of\s+(?:Electronic\s+Filing|Docket\s+Activity)", body, re.IGNORECASE):
        return None
    sender = re.search(r"[\w.+-]{1,100}@[\w.-]{1,100}\.gov\b", _header(mail, "From"))
    date = _header(mail, "Date") or None
    return Notice(
        subject=_header(mail, "Subject"),
        sender=sender[0] if sender else "",
        date=date,
        sent_at=find_instant(date),
        subtype=parts[0].get_content_subtype(),
        body=body,
    )


def _header(mail, name: str) -> str:
    """Return a header as one line of text, with RFC 2047 words decoded."""
    raw = " ".join(str(mail[name] or "").split())  # unfolded, since the next step drops the space of a fold
    try:
        words = "".join(
            part if isinstance(part, str) else part.decode(codec or "latin-1", "replace")
            for part, codec in email.header.decode_header(raw)
        )
    # No such codec, or one that cannot decode it.
    except (email.errors.HeaderParseError, LookupError, ValueError):
        words = raw
    return " ".join(words.split())


def _decode_part(part) -> str:
    payload = part.get_payload(decode=True) or b""
    for codec in (part.get_content_charset() or "utf-8", "utf-8", "cp1252"):
        with suppress(UnicodeError, LookupError):  # "undefined" is also a codec, and raises the first
            return payload.decode(codec)
    return payload.decode("latin-1")


def find_instant(stamp: str | None) -> str | None:
    """Return the instant (UTC) of a timestamp in a header or feed; None without one, or without a time
    zone."""
    moment = read_if_sound(times.parse_rfc822, stamp) if stamp else None
    return times.instant(moment) if moment else None


# The list of recipients runs to the documents, to the next case, or to the end.
_RECIPIENTS = re.compile(
    (
        r"(Notice\s+(?:has(?:\s+not)?\s+been|will(?:\s+not)?\s+be)\s+(?:electronically\s+mailed"
        r"|delivered\s+by\s+other\s+means|mailed)[^:<]{0,40}:)"
        r".*?(?=<strong>\s*The\s+following\s+document|The\s+following\s+document\(s\)|Case\s+Name:"
        r"|Notice\s+(?:has|will)(?:\s+not)?\s+be(?:en)?\s|\Z)"
    ),
    re.IGNORECASE | re.DOTALL,
)
_ADDRESS = re.compile(r"[\w.+-]{1,100}(?:@|&#0?64;)[\w.-]+")
_FIRST_LIST = re.compile(r"(?<=Notice)(?=\s+(?:has|will)(?:\s+not)?\s+be(?:en)?\s)", re.IGNORECASE)


def clean_notice(notice: Notice) -> bytes:
    """Return the message to archive: without recipients or the free-look link, and with only three of the
    headers."""
    # These words must stay on a separate line: juriscraper recognizes the end of a docket text by them.
    line_end = "<br>" if notice.subtype == "html" else "\n"
    body = _RECIPIENTS.sub(rf"\1{line_end}(removed){line_end}", notice.body)
    # No e-mail address may remain after the beginning of the first list, whatever a court's lists look like.
    text, *lists = _FIRST_LIST.split(body, maxsplit=1)
    body = remove_private(text + "".join(_ADDRESS.sub("(removed)", words) for words in lists))
    kept = EmailMessage(policy=email.policy.SMTP)
    for name, value in (
        ("From", notice.sender),
        ("Date", notice.sent_at and notice.date),
        ("Subject", notice.subject),
    ):
        if value:
            kept[name] = value
    kept.set_content(body, subtype=notice.subtype, charset="utf-8", cte="base64")
    return kept.as_bytes()
