"""What a saved file is, judging only by its content, and which parts of it may be kept.

Bytes are decoded only here. Before a page is archived, three things are removed: the credentials of the
person who saved it, PACER's bill (but not its date and search criteria), and the tokens of free-look links.
Notice e-mails are cleaned in `scrapers/pacer/notices.py`.
"""

import codecs
import re

from docket.issues import ParseError

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_RARE = 100  # more than one NUL in this many bytes: not text, or UTF-16, where every second byte is NUL
_BROKEN = re.compile("[\udc80-\udcff]")
_PACKED = {b"PK\x03\x04": "zip", b"\x1f\x8b": "gzip"}


def decode(body: bytes, page: str) -> tuple[bytes, str, str]:
    """Return (byte order mark, codec, text); re-encoding the text gives the same bytes.

    PACER serves UTF-8 and Latin-1 under the same header; a page that is valid UTF-8 is read as UTF-8, and so
    is one with fewer broken bytes than multi-byte characters: the broken bytes are kept as lone surrogates,
    which `encode` turns back into bytes. Raises ParseError (undecodable) for binary data.
    """
    for bom, codec in _BOMS:
        if body.startswith(bom):
            try:
                return bom, codec, body[len(bom) :].decode(codec)
            except UnicodeDecodeError as error:
                raise ParseError(
                    f"{page}: not readable as {codec} at byte {error.start}; save the page again from the court's "
                    "site",
                    code="undecodable",
                ) from None
    if body.count(b"\0") * _RARE > len(body) or b"\0" in body[:_RARE]:  # UTF-16 without its mark, or not text
        return b"", *_decode_unmarked(body, page)
    try:
        return b"", "utf-8", body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "surrogateescape")
    broken = len(_BROKEN.findall(text))
    if broken >= sum(char > "\x7f" for char in text) - broken:
        try:
            return b"", "cp1252", body.decode("cp1252")
        except UnicodeDecodeError:
            return b"", "latin-1", body.decode("latin-1")
    return b"", "utf-8", text


def encode(text: str, codec: str) -> bytes:
    """Return the bytes that `decode` decoded to this text."""
    return text.encode(codec, "surrogateescape" if codec == "utf-8" else "strict")


def _decode_unmarked(body: bytes, page: str) -> tuple[str, str]:
    codec = "utf-16-be" if body[:1] == b"\0" else "utf-16-le"
    text = body.decode(codec, "replace")
    if "\0" in text or "\ufffd" in text:
        packed = next((name for sign, name in _PACKED.items() if body.startswith(sign)), None)
        if packed:
            raise ParseError(
                f"{page}: packed ({packed}); unpack it, or save a document as HTML", code="undecodable"
            )
        raise ParseError(f"{page}: binary data, not a page; save the page as HTML", code="undecodable")
    return codec, text


def text_of(body: bytes, page: str) -> str:
    """Return the text as every parser here gets it: without a byte order mark, with one kind of line end, and
    with U+FFFD for bytes that are not characters."""
    text = decode(body, page)[2].replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    # UTF-16 cannot hold the lone surrogates that stand for broken bytes; a pattern takes ten times as long.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


# Each begins with a literal word and is searched in lower case: an alternation, or IGNORECASE, would try
# every character of the page, and took a fifth of the time of an import.
_DISTRICT = tuple(
    re.compile(pattern)
    for pattern in (
        r"docket\s+for\s+(?:case\s*(?:#|&#35;|no\.?)|mdl)",
        r"bankruptcy\s+petition\s*#",
        r"adversary\s+proceeding\s*#",
    )
)
_APPELLATE = tuple(
    re.compile(pattern) for pattern in (r"new section - case stub", r"court of appeals docket #")
)
_MAIL_HEADERS = re.compile(r"\A(?:From .*\n)?(?:[A-Za-z][A-Za-z0-9-]*:.*\n(?:[ \t].*\n)*){2,}")


def find_kind(text: str) -> str | None:
    """Return the kind of page (a `Snapshot.kind` of this source), or None if it is not one of ours."""
    start = text.lstrip()[:2000]
    if start.startswith("{"):
        return "acms_json" if '"caseDetails"' in text and '"docketInfo"' in text else None
    if "<gov_uscourts_docket" in start:
        return "recap_xml"
    if _MAIL_HEADERS.match(text):
        return "email"
    lower = text.lower()
    if _any(_APPELLATE, lower):
        return "appellate_html"
    return "district_html" if _any(_DISTRICT, lower) else None


def _any(patterns: tuple[re.Pattern, ...], lower: str) -> bool:
    return any(pattern.search(lower) for pattern in patterns)


# "spacer" is a class on the Supreme Court's pages, and on many others.
_OURS = tuple(re.compile(pattern) for pattern in (r"uscourts\.gov", r"cm/ecf", r"pacer\b(?<!\wpacer)"))
# Pages that people mistake for a docket: (pattern that shows it, code, message with the remedy).
_OTHER_PAGES = tuple(
    (tuple(re.compile(pattern) for pattern in patterns), code, words)
    for patterns, code, words in (
        (
            (
                r"type\s*=\s*[\"']?password",
                r"csologin/login",
                r"session\s+(?:has\s+)?(?:expired|timed out)",
                r"login\s+(?:has\s+)?(?:expired|timed out)",
            ),
            "login-page",
            "a log-in page, not a docket; log in, run the docket report and save that page",
        ),
        (
            (
                r"to\s+accept\s+charges\s+shown\s+below",
                r"accept\s+charges\s+and\s+retrieve",
                r"may\s+take\s+a\s+long\s+time\s+to\s+run",
            ),
            "charge-page",
            "PACER's question about charges, not a docket; accept it and save the page that follows",
        ),
        (
            (r"document\s+selection\s+menu", r"documents\s+are\s+attached\s+to\s+this\s+filing"),
            "attachment-page",
            "a menu of attachments, not a docket; save the docket report itself",
        ),
        (
            (r"case\s+not\s+found", r"case\s+number\s+not\s+found", r"no\s+documents\s+in\s+this\s+case"),
            "no-case",
            "PACER's answer that there is no such case",
        ),
        (
            (r"<embed\b", r"<iframe\b[^<>]*\bpdf"),
            "pdf",
            "a frame around a PDF, not a docket; run the docket report and save it as HTML",
        ),
        (
            (r"history/documents", r"dktrpt\.pl", r"iquery\.pl"),
            "unsupported-page",
            "a query or history page, not a docket; run the docket report and save that page",
        ),
    )
)


def check_other_page(text: str, page: str) -> None:
    """Raise ParseError for a PACER page that is not a docket; return if it is not a PACER page."""
    if text.lstrip()[:1] not in ("", "<") or "<rss" in text[:500]:
        return
    lower = text.lower()
    if not _any(_OURS, lower):
        return
    for shown, code, words in _OTHER_PAGES:
        if _any(shown, lower):
            raise ParseError(f"{page}: {words}", code=code)
    raise ParseError(
        f"{page}: a PACER page without a docket, or cut off before it; save the whole docket report as HTML",
        code="unsupported-page",
    )


_BILL = re.compile(r"illable\s+[Pp]ages")  # "Billable Pages", without its first letter, whose case varies
_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]*>|&nbsp;")
_PRINTED = re.compile(r"\b(\d\d/\d\d/\d{4})\s+(\d\d:\d\d)(:\d\d)\b")
_CRITERIA = re.compile(r"Search\s+Criteria:\s{0,9}(.*?)(?:Billable|\Z)", re.IGNORECASE | re.DOTALL)
_DESCRIPTION = re.compile(
    r"Description:\s{0,9}(.{0,200}?)\s{0,9}Search\s{1,9}Criteria", re.IGNORECASE | re.DOTALL
)
_KEPT = re.compile(r"<!-- PACER receipt removed; printed .{0,500}? -->")
# What else may name the buyer or let others use their session: (word that must occur, pattern, replacement).
# The patterns of the two that most sheets have begin with a case-sensitive set of letters, to which the regex
# engine can skip.
_SECRETS = tuple(
    (word, re.compile(pattern), kept)
    for word, pattern, kept in (
        # only if the label fills a cell: an entry can also mention "PACER Login: …"
        ("login:", r"(?i)(Login:\s*(?:</?(?:font|th|td|b|tr)\b[^<>]*>(?:\s|&nbsp;)*)+)[^<\s][^<]*", r"\1"),
        (
            "code:",
            r"(?i)(Client\s+Code:\s*(?:</?(?:font|th|td|b|tr)\b[^<>]*>(?:\s|&nbsp;)*)+)[^<\s][^<]*",
            r"\1",
        ),
        ("csrf_", r"[Cc](?i:srf_)-?\d+", ""),
        ("pacersession", r"(?i)(PacerSession\s*[=:]\s*)[^\s;&\"'<>]+", r"\1"),
        ("nextgencso", r"(?i)(NextGenCSO\s*[=:]\s*)[^\s;&\"'<>]+", r"\1"),
        ("paceruser", r"(?i)(PacerUser\s*[=:]\s*)[^\s;&\"'<>]+", r"\1"),
        ("pacerclientcode", r"(?i)(PacerClientCode\s*[=:]\s*)[^\s;&\"'<>]+", r"\1"),
        ("sessionid", r"(?i)((?:CMECFASESSIONID|JSESSIONID)\s*[=:]\s*)[^\s;&\"'<>]+", r"\1"),
        ("document.cookie", r"(?i)(document\.cookie\s*=\s*)(\"[^\"\n]*\"|'[^'\n]*')", r'\1""'),
        ("&magic_num", r"(?i)&magic_num=\w*", ""),
        (";magic_num", r"(?i)&amp;magic_num=\w*", ""),
        ("?magic_num", r"(?i)\?magic_num=\w*(?:&(?:amp;)?)?", "?"),
        ("?uid=", r"(?i)(/docs1/\d+\?)uid=\w+", r"\1"),
        ("/nda/", r"(?i)(showdoc\.azurewebsites\.us/NDA/)[^\s\"'<>]+", r"\1"),
        # goDLS(url, case, entry, receipt, header, toggle, free-look token, …)
        (
            "godls(",
            r"([Gg](?i:oDLS\()(?:(?:'|&#39;|&apos;)[^',)&]*(?:'|&#39;|&apos;),){6}(?:'|&#39;|&apos;))\w+",
            r"\1",
        ),
    )
)


def remove_private(text: str) -> str:
    """Return the page without the saver's credentials, PACER's bills and free-look tokens.

    A comment records when the page was printed and for what range, so that it can be read again.
    """
    while span := _find_bill(text):
        start, end = span
        text = text[:start] + _kept_comment(text[start:end]) + text[end:]
    lowered = text.lower()
    for word, pattern, kept in _SECRETS:
        if word in lowered:
            text = pattern.sub(kept, text)
    return text


def _find_bill(text: str) -> tuple[int, int] | None:
    """Return the (start, end) of the bill's table. A table with a register in it is not the bill, whatever
    else it says."""
    for words in reversed(list(_BILL.finditer(text))[-20:]):
        starts = [
            table.start() for table in _TABLE.finditer(text, max(0, words.start() - 8000), words.start())
        ]
        closing = _TABLE_END.search(text, words.end())
        if not starts or not closing:
            continue
        table = text[starts[-1] : closing.end()]
        if re.search(r"PACER\s+Login", table) and not re.search(r"Docket\s+Text|Entered:|\bdoc1/", table):
            return starts[-1], closing.end()
    return None


def plain_words(html: str) -> str:
    """Return the text of some HTML, without tags, in one line."""
    return " ".join(_TAGS.sub(" ", html).split())


def _kept_comment(table: str) -> str:
    words = plain_words(table)
    printed = _PRINTED.search(words)
    facts = [printed[0] if printed else "without a date"]
    for label, pattern in (("Description", _DESCRIPTION), ("Search Criteria", _CRITERIA)):
        if (match := pattern.search(words)) and match[1].strip():
            facts.append(f"{label}: {re.sub(r'[^A-Za-z0-9 :/.,()#-]|--+', ' ', match[1]).strip()}")
    return f"<!-- PACER receipt removed; printed {'; '.join(facts)} -->"


def receipt_words(text: str) -> str:
    """Return the plain text of PACER's receipt, or of the comment in its place; "" without one."""
    if kept := _KEPT.search(text):
        return kept[0][4:-3].strip()
    span = _find_bill(text)
    return plain_words(text[slice(*span)]) if span else ""


def printed_at(words: str) -> tuple[str, str, str] | None:
    """Return the date, ``HH:MM`` and ``:SS`` at which the page was printed, in the court's time zone; None
    without it."""
    match = _PRINTED.search(words)
    return (match[1], match[2], match[3]) if match else None
