"""The root of an XML file that a stranger may have written: no entities, no network, no bombs."""

from typing import Any

from lxml import etree

from docket.issues import ParseError


def read_root(body: bytes, page: str, kind: str) -> Any:
    """Return the root element. Raises ParseError (hostile-xml, not-xml), whose message says `what` the file
    should be."""
    if b"<!ENTITY" in body[:65_536]:
        raise ParseError(
            f"{page}: XML that declares entities is refused; no {kind} has any", code="hostile-xml"
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise ParseError(
            f"{page}: not a whole XML file ({error}); it is fetched again at the next turn", code="not-xml"
        ) from None
