"""RSS as CM/ECF writes it: reads the bytes of a feed into its channel and items. Pure.

`sources/pacer_rss.py` says what an item means for our records. Forms known (samples of 2018 and 2023):
district and bankruptcy ("[Event] (<a …/doc1/ID?caseid=C&de_seq_num=S>N</a>)", the latter with "Type: …
Office: … Chapter: …" before it), appellate ("…/docs1/ID"), and nyed's, whose guid is only the docket's
address and whose description repeats the caption.
"""

import hashlib
import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import etree

from docket.issues import ParseError

# These characters are never well-formed, and mean nothing in any feed. No feed is in UTF-16.
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# A bare "AT&T" or "&nbsp;" would make the whole feed unreadable; applied only if it is not well-formed.
_BARE_AMPERSAND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d+|#[xX][0-9a-fA-F]+);)")
# A day in the busiest courts has some thousands; each is checked before other people's are cut out.
_MOST_ITEMS = 100_000
_BEHIND_THE_END = re.compile(rb"</rss\s*>[^<>]*\Z")  # text after the end costs no item
_ENTITY = re.compile(r"&(?:\w{2,10}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
# Bytes 80-9F of Windows text under the label ISO-8859-1: quotation marks and dashes in captions.
_WINDOWS = {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}

_TITLE = re.compile(r"(MDL(?:\s+No\.?)?[\s-]*\d+|\S+)\s*(.*)", re.IGNORECASE | re.DOTALL)
_EVENT = re.compile(r"(?P<before>[^\[]*)\[(?P<event>.*)\]\s*(?:\(\s*)?", re.DOTALL)
_ANCHOR = re.compile(r"<a\b([^<>]*)>(.*?)(?:</a\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_LINK_START = re.compile(r"<a\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_CASE_ID = re.compile(r"DktRpt\.pl\?(\d+)|[?&]caseid=(\d+)|show_case_doc\?\d*,(\d+)", re.IGNORECASE)
_CASE_NUMBER = re.compile(r"[?&]caseNum=([\w-]+)", re.IGNORECASE)
_SEQUENCE = re.compile(r"[?&]de_seq_num=(\d+)|[?&]partId=(\d+)", re.IGNORECASE)
_GUID_SEQUENCE = re.compile(r"DktRpt\.pl\?\d+[&-](\d+)\s*\Z", re.IGNORECASE)
_DOC_ID = re.compile(r"/docs?1/(\w+)", re.IGNORECASE)
_BANKRUPTCY = re.compile(
    r"Type:(?P<type>(?:(?!Office:).)*)Office:(?P<office>(?:(?!Chapter:).)*)Chapter:(?P<chapter>.*?)"
    r"(?:Trustee:(?P<trustee_str>.*))?\Z",
    re.DOTALL,
)


@dataclass(frozen=True)
class Item:
    """One item of a feed, with its fields as text; None for a field that is missing or blank."""

    title: str | None
    link: str | None
    description: str | None
    guid: str | None
    stamp: str | None
    element: etree._Element

    @property
    def identity(self) -> str:
        """Everything that it says, since nyed gives all items of a docket the same guid."""
        fields = (self.title, self.link, self.description, self.guid, self.stamp)
        return "\x1f".join(field or "" for field in fields)

    @property
    def number_raw(self) -> str | None:
        """The docket number as printed, or the one in an appellate link."""
        if self.title:
            return _title_parts(self.title)[0]
        match = _CASE_NUMBER.search(self.link or "")
        return match[1] if match else None

    @property
    def caption(self) -> str | None:
        words = _title_parts(self.title)[1] if self.title else ""
        return plain(words)

    @property
    def pacer_case_id(self) -> str | None:
        return _first(_CASE_ID, self.link, self.guid, self.description)

    @property
    def sequence(self) -> str | None:
        """The entry's number in the court's own database: de_seq_num, or partId in a court of appeals."""
        return _first(_SEQUENCE, self.description, self.guid, self.link) or _first(_GUID_SEQUENCE, self.guid)

    @property
    def doc_id(self) -> str | None:
        match = _ANCHOR.search(self.description or "")
        return _first(_DOC_ID, match[1]) if match else None

    @property
    def entry_number(self) -> str | None:
        """The number in the link, if it is a number: some courts print the word "Document" there."""
        match = _ANCHOR.search(self.description or "")
        words = _TAG.sub("", match[2]).strip() if match else ""
        return words if re.fullmatch(r"\d{1,12}", words, re.ASCII) else None

    @property
    def event(self) -> str | None:
        """The event's name as printed, inner brackets included; None if nothing is in brackets."""
        match = _EVENT.fullmatch(self._head)
        return plain(match["event"] if match else _bracketed(self._head))

    @property
    def words(self) -> str | None:
        """The description without its link, for an item that has no event in brackets."""
        return plain(_TAG.sub(" ", self._head).rstrip(" ("))

    @property
    def bankruptcy(self) -> tuple[tuple[str, str], ...]:
        """Type, office, chapter and trustee, which bankruptcy courts print before the event."""
        match = _BANKRUPTCY.match(self._head.partition("[")[0].strip())
        named_parts = match.groupdict() if match else {}
        return tuple((name, words) for name, value in named_parts.items() if (words := plain(value or "")))

    @property
    def _head(self) -> str:
        return _LINK_START.split(self.description or "", maxsplit=1)[0]


def _title_parts(title: str) -> tuple[str, str]:
    """Return the docket number in a title, and the words after it."""
    match = _TITLE.match(title)
    assert match is not None  # a title is never blank, and any word is accepted as the number
    return match[1], match[2]


def _first(pattern: re.Pattern, *texts: str | None) -> str | None:
    for text in texts:
        if match := pattern.search(text or ""):
            return next(group for group in match.groups() if group)
    return None


def _bracketed(text: str) -> str:
    """Return the text from the first bracket to the one that closes it (to the last "]" if none does)."""
    inside, depth = text.partition("[")[2], 1
    for place, letter in enumerate(inside):
        depth += {"[": 1, "]": -1}.get(letter, 0)
        if depth == 0:
            return inside[:place]
    return inside.rpartition("]")[0]


def plain(text: str) -> str | None:
    """Return the text of a title, with doubly escaped entities resolved and whitespace collapsed.

    cadc writes "&amp;amp;", of which XML resolves only one level. An entity counts only with its semicolon.
    """
    return (
        " ".join(_ENTITY.sub(lambda match: html.unescape(match[0]), text).translate(_WINDOWS).split()) or None
    )


@dataclass(frozen=True)
class Feed:
    """A feed. `built` is when it was built, as printed; `description` says what it contains."""

    root: etree._Element
    encoding: str
    description: str | None
    built: str | None
    items: tuple[Item, ...]

    def without(self, unwanted: Callable[[Item], bool]) -> bytes:
        """Return the feed as RSS without some of its items and otherwise unchanged. Call it only once, since
        it removes the items from the tree."""
        for item in self.items:
            if unwanted(item):
                channel = item.element.getparent()
                assert channel is not None  # items are found only in a channel
                channel.remove(item.element)
        return etree.tostring(self.root, encoding=self.encoding, xml_declaration=True)


def read_feed(body: bytes, page: str) -> Feed:
    """Return the feed. Raises ParseError: empty-answer, login-page, not-a-feed, broken-feed, entities."""
    if not body.strip():
        raise ParseError(
            f"{page}: an empty answer, not a feed; look at the address in a browser", code="empty-answer"
        )
    if body.count(b"<item") > _MOST_ITEMS:
        raise ParseError(
            f"{page}: more than {_MOST_ITEMS} items, which no court enters in a day", code="broken-feed"
        )
    tree = _parse(_CONTROL.sub(b"", body), page)
    root = tree.getroot()
    declared = tree.docinfo.internalDTD
    if (declared is not None and any(True for _ in declared.iterentities())) or next(
        root.iter(etree.Entity), None
    ) is not None:
        raise ParseError(
            f"{page}: declares entities of its own, which no court's feed does; not read", code="entities"
        )
    channel = root.find("channel") if root.tag == "rss" else None
    if channel is None:
        raise _not_a_feed(body, page, f"its root is <{etree.QName(root).text}>, not an rss with a channel")
    return Feed(
        root=root,
        encoding=tree.docinfo.encoding or "UTF-8",
        description=_text(channel, "description"),
        built=_text(channel, "lastBuildDate") or _text(channel, "pubDate"),  # ilnb has only pubDate
        items=tuple(
            Item(
                title=_text(item, "title"),
                link=_text(item, "link"),
                description=_text(item, "description"),
                guid=_text(item, "guid"),
                stamp=_text(item, "pubDate"),
                element=item,
            )
            for item in channel.iterfind("item")
        ),
    )


def _parse(body: bytes, page: str) -> etree._ElementTree:
    body = _BEHIND_THE_END.sub(b"</rss>", body)
    for text in (body, _BARE_AMPERSAND.sub(b"&amp;", body)):
        # One parser per document, since lxml's keeps the errors of the last one.
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            recover=False,
            strip_cdata=False,
        )
        try:
            return etree.fromstring(text, parser).getroottree()
        except (etree.XMLSyntaxError, LookupError) as error:
            problem = str(error)
    raise _not_a_feed(body, page, problem)


def _not_a_feed(body: bytes, page: str, problem: str) -> ParseError:
    start = body[:4000].lower()
    if b"<html" not in start and b"<!doctype html" not in start:
        code = "broken-feed" if b"<rss" in start else "not-a-feed"
        return ParseError(
            f"{page}: not a whole RSS feed ({problem}); look at the address in a browser", code=code
        )
    if b"password" in body.lower():
        return ParseError(
            f"{page}: a log-in page, not a feed; the court may have moved its feed", code="login-page"
        )
    return ParseError(f"{page}: a web page, not a feed; look at the address in a browser", code="not-a-feed")


def _text(parent: etree._Element, name: str) -> str | None:
    element = parent.find(name)
    return None if element is None else "".join(element.itertext("*")).strip() or None


def hash_of(parts: Sequence[str]) -> str:
    """Return the SHA-256, in hex, of texts in the given order."""
    return hashlib.sha256("\x1e".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
